using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Reading;
using Petitions.Server.Ui.Desks;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Ui;

/// <summary>The sealed desk. For everybody who is no discipline officer the page is not there.</summary>
public static class SealedDoor
{
    private const int Rows = 100;

    public static void MapSealed(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/sealed", async (HttpContext http, SealedCases cases, Visitors visitors, CancellationToken token) =>
            await Page.ShowAsync<SealedPage>(http, "page.sealed", ("Desk", await cases.ReadAsync(await OfficerAsync(http, visitors), Rows, token))));
        pages.MapPost("/sealed/retry", async (HttpContext http, SealedCases cases, DueTimers timers, Outbox outbox, Visitors visitors, CancellationToken token) =>
        {
            var actor = await OfficerAsync(http, visitors);
            var form = await http.Request.ReadFormAsync(token);
            var mine = (await cases.ReadAsync(actor, Rows, token)).Parked
                .FirstOrDefault(p => p.Key == form["item"] && p.CaseId.ToString() == form["case"] && p.Queue == form["queue"]) ?? throw Refusals.NotThere();
            if (mine.Queue == "outbox")
                await outbox.RetryAsync(mine.Case, mine.Key, token);
            else
                await timers.RetryAsync(mine.Case, int.Parse(mine.Key, System.Globalization.CultureInfo.InvariantCulture), token);
            return Results.LocalRedirect("/sealed");
        });
    }

    /// <summary>Who has read a sealed case, for its officers; nothing for others.</summary>
    public static async Task<IReadOnlyList<SealedReading>> ReadingsAsync(CaseFile file, SealedCases cases, Actor actor, CancellationToken token) =>
        file.Flags.Contains("sealed") && actor.Has(Roles.Discipline) ? await cases.ReadingsAsync(file.Number, token) : [];

    private static async Task<Actor> OfficerAsync(HttpContext http, Visitors visitors) =>
        await visitors.ActorAsync(http) is { } actor && actor.Has(Roles.Discipline) ? actor : throw Refusals.NotThere();
}
