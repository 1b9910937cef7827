using Petitions.Server.Access;
using Petitions.Server.Ui.Desks;
using Petitions.Server.Ui.Forms;

namespace Petitions.Server.Ui;

/// <summary>The pages on which calendars and times are handed in, looked at and decided.</summary>
public static class ReferencePages
{
    public static void MapReference(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/reference", (HttpContext http, CancellationToken token) => ShowListAsync(http, FormState.Empty, token));
        pages.MapPost("/reference", HandInAsync);
        pages.MapGet("/reference/{id:int}", (int id, string? done, HttpContext http, CancellationToken token) => ShowAsync(http, id, FormState.Empty, done, token));
        pages.MapPost("/reference/{id:int}", DecideAsync);
    }

    private static Task<IResult> HandInAsync(HttpContext http, ReferenceDesk desk, CancellationToken token) => DeskForm.TakeAsync(
        http,
        async form => $"/reference/{(await desk.ProposeAsync(await UploadAsync(form, token), form.Actor, token)).Id}?done=sent",
        form => ShowListAsync(http, form, token), token);

    private static async Task<ChangeUpload> UploadAsync(DeskForm form, CancellationToken token)
    {
        var content = form["content"];
        if (form.Fields.Files.GetFile("file") is { Length: > 0 } file)
        {
            using var reader = new StreamReader(file.OpenReadStream(), System.Text.Encoding.UTF8);
            content = await reader.ReadToEndAsync(token);
        }
        return new(form["what"], content, form["note"], form.Number("year"), form["version"]);
    }

    private static Task<IResult> DecideAsync(int id, HttpContext http, ReferenceDesk desk, CancellationToken token) => DeskForm.TakeAsync(
        http,
        async form =>
        {
            var decision = new ChangeDecision(form["note"], form.IsOn("keepShortened"));
            await (form["decision"] == "approve" ? desk.ApproveAsync(id, decision, form.Actor, token) : desk.SendBackAsync(id, decision, form.Actor, token));
            return $"/reference/{id}";
        },
        form => ShowAsync(http, id, form, null, token), token);

    private static async Task<IResult> ShowListAsync(HttpContext http, FormState form, CancellationToken token)
    {
        var services = http.RequestServices;
        var visitors = services.GetRequiredService<Visitors>();
        var actor = await visitors.ActorAsync(http);
        return await Page.ShowAsync<ReferenceListPage>(http, "page.reference", new Dictionary<string, object?>
        {
            [nameof(ReferenceListPage.Form)] = form,
            [nameof(ReferenceListPage.Changes)] = await services.GetRequiredService<ReferenceDesk>().ListAsync(actor, token),
            [nameof(ReferenceListPage.MayHandIn)] = actor.HasAny(Rooms.Keepers),
            [nameof(ReferenceListPage.Now)] = services.GetRequiredService<TimeProvider>().GetUtcNow(),
        }, form.Refused?.Status ?? 200);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, int id, FormState form, string? done, CancellationToken token)
    {
        var actor = await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http);
        var view = await http.RequestServices.GetRequiredService<ReferenceDesk>().ViewAsync(id, actor, token);
        return await Page.ShowAsync<ReferencePage>(http, "page.reference", new Dictionary<string, object?>
        {
            [nameof(ReferencePage.Form)] = form, [nameof(ReferencePage.Found)] = view, [nameof(ReferencePage.Done)] = done,
        }, form.Refused?.Status ?? 200);
    }
}
