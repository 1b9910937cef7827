using System.Globalization;
using Petitions.Cases;
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

    private static async Task<IResult> HandInAsync(HttpContext http, ReferenceDesk desk, Visitors visitors, CancellationToken token)
    {
        var form = await http.Request.ReadFormAsync(token);
        try
        {
            var change = await desk.ProposeAsync(await UploadAsync(form, token), await visitors.ActorAsync(http), token);
            return Results.LocalRedirect($"/reference/{change.Id}?done=sent");
        }
        catch (Refused refused) when (refused.Status is 400 or 409 or 422)
        {
            return await ShowListAsync(http, FormState.Of(form, refused), token);
        }
    }

    private static async Task<ChangeUpload> UploadAsync(IFormCollection form, CancellationToken token)
    {
        var content = form["content"].ToString();
        if (form.Files.GetFile("file") is { Length: > 0 } file)
        {
            using var reader = new StreamReader(file.OpenReadStream(), System.Text.Encoding.UTF8);
            content = await reader.ReadToEndAsync(token);
        }
        int? year = form["year"].ToString() is { Length: > 0 } typed
            ? int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var y) ? y : throw Refusals.FieldInvalid("year", "number") : null;
        return new(form["what"].ToString(), content, form["note"].ToString(), year, form["version"].ToString());
    }

    private static async Task<IResult> DecideAsync(int id, HttpContext http, ReferenceDesk desk, Visitors visitors, CancellationToken token)
    {
        var form = await http.Request.ReadFormAsync(token);
        var decision = new ChangeDecision(form["note"].ToString(), form["keepShortened"].LastOrDefault() is "true" or "on");
        try
        {
            var actor = await visitors.ActorAsync(http);
            await (form["decision"] == "approve" ? desk.ApproveAsync(id, decision, actor, token) : desk.SendBackAsync(id, decision, actor, token));
            return Results.LocalRedirect($"/reference/{id}");
        }
        catch (Refused refused) when (refused.Status is 400 or 409 or 422)
        {
            return await ShowAsync(http, id, FormState.Of(form, refused), null, token);
        }
    }

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
