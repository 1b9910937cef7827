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
        pages.MapPost("/incidents", (HttpContext http, IncidentDesk desk, CancellationToken token) => DeskForm.TakeAsync(
            http,
            async form =>
            {
                var made = await desk.OpenAsync(new(form["name"], form.Given("place"), form.Given("category"), form.Moment("happenedAt")), form.Actor, token);
                return $"/incidents/{made.Incident.Number}";
            },
            form => ShowListAsync(http, form, token), token));
        pages.MapGet("/incidents/{number}", (string number, HttpContext http, CancellationToken token) => ShowAsync(http, number, FormState.Empty, token));
        pages.MapPost("/incidents/{number}/put-in", (string number, HttpContext http, IncidentDesk desk, CancellationToken token) =>
            DoAsync(http, number, form => desk.PutInAsync(number, form["petition"].Trim(), form.Actor, token), token));
        pages.MapPost("/incidents/{number}/take-out", (string number, HttpContext http, IncidentDesk desk, CancellationToken token) =>
            DoAsync(http, number, form => desk.TakeOutAsync(number, form["petition"], form["reason"], form.Actor, token), token));
        pages.MapPost("/incidents/{number}/record", (string number, HttpContext http, IncidentDesk desk, CancellationToken token) =>
            DoAsync(http, number, form => desk.ShareRecordAsync(number, form["petition"].Trim(), form.Actor, token), token));
        pages.MapPost("/incidents/{number}/answer", (string number, HttpContext http, IncidentDesk desk, CancellationToken token) =>
            DoAsync(http, number, form => desk.AnswerAsync(number, AnswerOf(form), form.Actor, token), token));
    }

    private static NewIncidentAnswer AnswerOf(DeskForm form) => new(
        form["text"], form.Given("result"), form.Given("why"), form.Given("proof.way") is { } way ? new ServiceProof(way, form.Given("proof.proof")) : null);

    private static Task<IResult> DoAsync(HttpContext http, string number, Func<DeskForm, Task> order, CancellationToken token) => DeskForm.TakeAsync(
        http,
        async form =>
        {
            await order(form);
            return $"/incidents/{number}";
        },
        form => ShowAsync(http, number, form, token), token);

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
}
