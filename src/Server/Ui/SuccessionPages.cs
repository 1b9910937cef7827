using System.Globalization;
using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Ui.Desks;
using Petitions.Server.Ui.Forms;

namespace Petitions.Server.Ui;

/// <summary>The pages on which a succession is ordered for all cases of a unit, and the hand-over lists that stay.</summary>
public static class SuccessionPages
{
    public static void MapSuccessions(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/successions", (HttpContext http, CancellationToken token) => ShowListAsync(http, FormState.Empty, token));
        pages.MapPost("/successions", OrderAsync);
        pages.MapGet("/successions/{id:int}", (int id, HttpContext http, CancellationToken token) => ShowAsync(http, id, FormState.Empty, token));
        pages.MapPost("/successions/{id:int}", ChangeAsync);
    }

    private static async Task<IResult> OrderAsync(HttpContext http, SuccessionDesk desk, Visitors visitors, CancellationToken token)
    {
        var form = await http.Request.ReadFormAsync(token);
        try
        {
            DateOnly? on = form["on"].ToString() is { Length: > 0 } typed
                ? DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Refusals.FieldInvalid("on", "unreadable") : null;
            var draft = new UnitOrderDraft(form["from"], form["to"], on, form["reason"], form["variant"]);
            return Results.LocalRedirect($"/successions/{await desk.OrderAsync(draft, await visitors.ActorAsync(http), token)}");
        }
        catch (Refused refused) when (refused.Status is 400 or 409 or 422)
        {
            return await ShowListAsync(http, FormState.Of(form, refused), token);
        }
    }

    private static async Task<IResult> ChangeAsync(int id, HttpContext http, SuccessionDesk desk, Visitors visitors, CancellationToken token)
    {
        var form = await http.Request.ReadFormAsync(token);
        try
        {
            var actor = await visitors.ActorAsync(http);
            await (form["decision"] == "cancel" ? desk.CancelAsync(id, new(form["reason"]), actor, token) : desk.KeepAsync(id, new(StaysOf(form)), actor, token));
            return Results.LocalRedirect($"/successions/{id}");
        }
        catch (Refused refused) when (refused.Status is 400 or 409 or 422)
        {
            return await ShowAsync(http, id, FormState.Of(form, refused), token);
        }
    }

    /// <summary>Boxes of the list: the number of the case, a colon, the number of the request.</summary>
    private static Dictionary<string, int[]> StaysOf(IFormCollection form) => form["stays"].OfType<string>().Select(box => box.Split(':'))
        .Where(box => box.Length == 2)
        .GroupBy(box => box[0]).ToDictionary(
            box => box.Key, box => box.Select(b => int.TryParse(b[1], NumberStyles.None, CultureInfo.InvariantCulture, out var no) ? no : throw Refusals.FieldInvalid("stays", "unreadable")).ToArray());

    private static async Task<IResult> ShowListAsync(HttpContext http, FormState form, CancellationToken token)
    {
        var actor = await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http);
        return await Page.ShowAsync<SuccessionListPage>(http, "page.successionOrders", new Dictionary<string, object?>
        {
            [nameof(SuccessionListPage.Form)] = form,
            [nameof(SuccessionListPage.Orders)] = await http.RequestServices.GetRequiredService<SuccessionDesk>().ListAsync(actor, token),
            [nameof(SuccessionListPage.MayOrder)] = actor.Has(Roles.CommunityHead),
        }, form.Refused?.Status ?? 200);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, int id, FormState form, CancellationToken token)
    {
        var actor = await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http);
        return await Page.ShowAsync<SuccessionPage>(http, "page.successionOrders", new Dictionary<string, object?>
        {
            [nameof(SuccessionPage.Form)] = form,
            [nameof(SuccessionPage.Found)] = await http.RequestServices.GetRequiredService<SuccessionDesk>().ViewAsync(id, actor, token),
        }, form.Refused?.Status ?? 200);
    }
}
