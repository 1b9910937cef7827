using System.Globalization;
using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Ui.Desks;
using Petitions.Server.Ui.Forms;

namespace Petitions.Server.Ui;

/// <summary>The pages of incidents: the list with its counts, and one incident with its petitions and answers.</summary>
public static class IncidentPages
{
    public static void MapIncidents(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/incidents", (HttpContext http, CancellationToken token) => ShowListAsync(http, FormState.Empty, token));
        pages.MapPost("/incidents", async (HttpContext http, IncidentDesk desk, Visitors visitors, CancellationToken token) =>
        {
            var form = await http.Request.ReadFormAsync(token);
            try
            {
                var made = await desk.OpenAsync(new(form["name"], Given(form, "place"), Given(form, "category"), Moment(form, "happenedAt")), await visitors.ActorAsync(http), token);
                return Results.LocalRedirect($"/incidents/{made.Incident.Number}");
            }
            catch (Refused refused) when (refused.Status is 400 or 409 or 422)
            {
                return await ShowListAsync(http, FormState.Of(form, refused), token);
            }
        });
        pages.MapGet("/incidents/{number}", (string number, HttpContext http, CancellationToken token) => ShowAsync(http, number, FormState.Empty, token));
        pages.MapPost("/incidents/{number}/put-in", (string number, HttpContext http, IncidentDesk desk, CancellationToken token) =>
            DoAsync(http, number, (form, actor) => desk.PutInAsync(number, form["petition"].ToString().Trim(), actor, token), token));
        pages.MapPost("/incidents/{number}/take-out", (string number, HttpContext http, IncidentDesk desk, CancellationToken token) =>
            DoAsync(http, number, (form, actor) => desk.TakeOutAsync(number, form["petition"].ToString(), form["reason"], actor, token), token));
        pages.MapPost("/incidents/{number}/record", (string number, HttpContext http, IncidentDesk desk, CancellationToken token) =>
            DoAsync(http, number, (form, actor) => desk.ShareRecordAsync(number, form["petition"].ToString().Trim(), actor, token), token));
        pages.MapPost("/incidents/{number}/answer", (string number, HttpContext http, IncidentDesk desk, CancellationToken token) =>
            DoAsync(http, number, (form, actor) => desk.AnswerAsync(number, AnswerOf(form), actor, token), token));
    }

    private static NewIncidentAnswer AnswerOf(IFormCollection form) => new(
        form["text"], Given(form, "result"), Given(form, "why"), Given(form, "proof.way") is { } way ? new ServiceProof(way, Given(form, "proof.proof")) : null);

    private static async Task<IResult> DoAsync(HttpContext http, string number, Func<IFormCollection, Actor, Task> order, CancellationToken token)
    {
        var form = await http.Request.ReadFormAsync(token);
        try
        {
            await order(form, await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http));
            return Results.LocalRedirect($"/incidents/{number}");
        }
        catch (Refused refused) when (refused.Status is 400 or 404 or 409 or 422)
        {
            return await ShowAsync(http, number, FormState.Of(form, refused), token);
        }
    }

    private static async Task<IResult> ShowListAsync(HttpContext http, FormState form, CancellationToken token)
    {
        var actor = await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http);
        var found = await http.RequestServices.GetRequiredService<IncidentDesk>().ListAsync(actor, token);
        return await Page.ShowAsync<IncidentListPage>(http, "page.incidents", new Dictionary<string, object?>
        {
            [nameof(IncidentListPage.Form)] = form, [nameof(IncidentListPage.Found)] = found, [nameof(IncidentListPage.Counts)] = IncidentDesk.Count(found),
        }, form.Refused?.Status ?? 200);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string number, FormState form, CancellationToken token)
    {
        var actor = await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http);
        var view = await http.RequestServices.GetRequiredService<IncidentDesk>().ViewAsync(number, actor, token);
        return await Page.ShowAsync<IncidentPage>(http, "page.incidents", new Dictionary<string, object?>
        {
            [nameof(IncidentPage.Form)] = form, [nameof(IncidentPage.Found)] = view,
        }, form.Refused?.Status ?? 200);
    }

    private static string? Given(IFormCollection form, string path) => form[path].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A form's moment has no zone: it is meant locally.</summary>
    private static DateTimeOffset? Moment(IFormCollection form, string path) => Given(form, path) is not { } typed ? null
        : DateTime.TryParse(typed, CultureInfo.InvariantCulture, out var at) ? new(at, Local.Offset) : throw Refusals.FieldInvalid(path, "unreadable");
}
