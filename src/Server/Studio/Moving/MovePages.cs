using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Ui;
using Petitions.Server.Ui.Forms;

namespace Petitions.Server.Studio.Moving;

/// <summary>Our pages on which running cases are moved to the published version of their process.</summary>
public static class MovePages
{
    public static void MapMoves(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/definitions/{definitionId}/moves", (string definitionId, HttpContext http, CancellationToken token) => ShowListAsync(definitionId, http, FormState.Empty, token));
        pages.MapPost("/definitions/{definitionId}/moves", ProposeAsync);
        pages.MapGet("/moves/{id:int}", (int id, HttpContext http, CancellationToken token) => ShowAsync(id, http, FormState.Empty, token));
        pages.MapPost("/moves/{id:int}", DecideAsync);
    }

    private static Task<IResult> ProposeAsync(string definitionId, HttpContext http, MoveDesk desk, CancellationToken token) => DeskForm.TakeAsync(
        http,
        async form => $"/studio/moves/{await desk.ProposeAsync(new(definitionId, form["note"], [.. form.Fields["stays"].OfType<string>()]), form.Actor, token)}",
        form => ShowListAsync(definitionId, http, form, token), token);

    private static Task<IResult> DecideAsync(int id, HttpContext http, MoveDesk desk, CancellationToken token) => DeskForm.TakeAsync(
        http,
        async form =>
        {
            var note = new MoveDecision(form["note"]);
            await (form["decision"] switch
            {
                "approve" => desk.ApproveAsync(id, note, form.Actor, token),
                "sendBack" => desk.SendBackAsync(id, note, form.Actor, token),
                "takeBack" => desk.TakeBackAsync(id, note, form.Actor, token),
                _ => throw Refusals.FieldInvalid("decision", "word"),
            });
            return $"/studio/moves/{id}";
        },
        form => ShowAsync(id, http, form, token), token);

    private static async Task<IResult> ShowListAsync(string definitionId, HttpContext http, FormState form, CancellationToken token)
    {
        var actor = await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http);
        return await Page.ShowAsync<MoveListPage>(http, "page.moves", new Dictionary<string, object?>
        {
            [nameof(MoveListPage.Form)] = form, [nameof(MoveListPage.Actor)] = actor,
            [nameof(MoveListPage.Found)] = await http.RequestServices.GetRequiredService<MoveDesk>().LookAsync(definitionId, actor, token),
        }, form.Refused?.Status ?? 200);
    }

    private static async Task<IResult> ShowAsync(int id, HttpContext http, FormState form, CancellationToken token)
    {
        var actor = await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http);
        return await Page.ShowAsync<MovePage>(http, "page.moves", new Dictionary<string, object?>
        {
            [nameof(MovePage.Form)] = form, [nameof(MovePage.Actor)] = actor,
            [nameof(MovePage.Found)] = await http.RequestServices.GetRequiredService<MoveDesk>().ViewAsync(id, actor, token),
        }, form.Refused?.Status ?? 200);
    }
}
