using Microsoft.AspNetCore.Http.HttpResults;
using Petitions.Server.Access;
using Petitions.Server.Studio.Definitions;
using Petitions.Server.Studio.Instances;
using Petitions.Server.Studio.Moving;
using Petitions.Server.Studio.Replay;
using Petitions.Server.Studio.Trial;
using Petitions.Server.Ui;
using Petitions.Storage;

namespace Petitions.Server.Studio.Hosting;

/// <summary>
/// Pages around Studio: ours with navigation, language and account, and inside them a frame with Studio alone, because its style sheets and ours would
/// spoil one another. The ids stand in the path, which Studio's lists leave as it is.
/// </summary>
public static class StudioPages
{
    public static void MapStudioPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/studio").RequireAuthorization(Wires.Staff).AgainstForgery().ExcludeFromDescription();
        pages.MapGet("", () => Results.LocalRedirect("/studio/definitions"));
        pages.MapGet("/definitions", (HttpContext http, CancellationToken _) => FrameAsync(http, "page.studioList", "/studio/desk/definitions"));
        pages.MapGet("/definitions/{definitionId}/edit", (string definitionId, HttpContext http) =>
            FrameAsync(http, "page.studioEditor", "/studio/desk/definitions/" + Uri.EscapeDataString(definitionId), definitionId));
        // Where Studio itself believes to be.
        pages.MapGet("/workflows/definitions", () => Results.LocalRedirect("/studio/definitions"));
        pages.MapGet("/workflows/definitions/{definitionId}/edit", (string definitionId) => Results.LocalRedirect($"/studio/definitions/{Uri.EscapeDataString(definitionId)}/edit"));
        pages.MapReviews();
        pages.MapInstancePages();
        pages.MapTrial();
        pages.MapRehearsal();
        pages.MapMoves();
        pages.MapGet("/desk/definitions", (HttpContext http, CancellationToken _) => DeskAsync(http, "elsa-workflow-definition-list", null));
        pages.MapGet("/desk/definitions/{definitionId}", (string definitionId, HttpContext http) => DeskAsync(http, "elsa-workflow-definition-editor", definitionId));
    }

    /// <summary>Our page with Studio in it.</summary>
    /// <param name="definitionId">The process that is open; null in lists.</param>
    public static async Task<IResult> FrameAsync(HttpContext http, string titleKey, string inside, string? definitionId = null)
    {
        var actor = await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http);
        var attention = await http.RequestServices.GetRequiredService<InstanceDesk>().CountParkedAsync(actor, http.RequestAborted);
        return await Page.ShowAsync<StudioFrame>(http, titleKey, ("Inside", inside), ("TitleKey", titleKey), ("DefinitionId", definitionId),
            ("Waiting", await WaitingAsync(http)), ("Attention", attention));
    }

    /// <summary>How many drafts wait for somebody to decide on them.</summary>
    internal static async Task<int> WaitingAsync(HttpContext http) =>
        (await http.RequestServices.GetRequiredService<DefinitionDrafts>().ListAsync(http.RequestAborted)).Count(d => d.IsSubmitted);

    /// <summary>Studio alone: one of its elements, for one id.</summary>
    public static async Task<IResult> DeskAsync(HttpContext http, string element, string? id)
    {
        var visit = await http.RequestServices.GetRequiredService<Visitors>().VisitAsync(http);
        http.Response.Headers.ContentSecurityPolicy = StudioFiles.Policy;
        return new RazorComponentResult<StudioDesk>(new Dictionary<string, object?> { ["Visit"] = visit, ["Element"] = element, ["Id"] = id });
    }
}
