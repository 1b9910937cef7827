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

    private static Task<IResult> OrderAsync(HttpContext http, SuccessionDesk desk, CancellationToken token) => DeskForm.TakeAsync(
        http,
        async form =>
        {
            var draft = new UnitOrderDraft(form["from"], form["to"], form.Day("on"), form["reason"], form["variant"]);
            return $"/successions/{await desk.OrderAsync(draft, form.Actor, token)}";
        },
        form => ShowListAsync(http, form, token), token);

    private static Task<IResult> ChangeAsync(int id, HttpContext http, SuccessionDesk desk, CancellationToken token) => DeskForm.TakeAsync(
        http,
        async form =>
        {
            await (form["decision"] == "cancel"
                ? desk.CancelAsync(id, new(form["reason"]), form.Actor, token) : desk.KeepAsync(id, new(StaysOf(form.Fields)), form.Actor, token));
            return $"/successions/{id}";
        },
        form => ShowAsync(http, id, form, token), token);

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
