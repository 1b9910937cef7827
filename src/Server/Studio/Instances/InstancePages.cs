using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Studio.Hosting;
using Petitions.Server.Ui;
using Petitions.Server.Ui.Forms;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Instances;

/// <summary>Our pages around Studio's list and viewer of instances: what waits, what needs attention, and how it is mended.</summary>
public static class InstancePages
{
    private const int Rows = 200;

    public static void MapInstancePages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/instances", (HttpContext http, CancellationToken _) => StudioPages.FrameAsync(http, "page.studioInstances", "/studio/desk/instances"));
        pages.MapGet("/instances/attention", AttentionAsync);
        pages.MapGet("/instances/{id}/view", (string id, HttpContext http, CancellationToken token) => ShowAsync(id, http, FormState.Empty, token));
        pages.MapPost("/instances/{id}/view", MendAsync);
        // Where Studio itself believes to be.
        pages.MapGet("/workflows/instances", () => Results.LocalRedirect("/studio/instances"));
        pages.MapGet("/workflows/instances/{id}/view", (string id) => Results.LocalRedirect(PageOf(id)));
        pages.MapGet("/desk/instances", (HttpContext http, CancellationToken _) => StudioPages.DeskAsync(http, "elsa-workflow-instance-list", null));
        pages.MapGet("/desk/instances/{id}", async (string id, HttpContext http, InstanceDesk desk, CancellationToken token) =>
            await StudioPages.DeskAsync(http, "elsa-workflow-instance-viewer", (await InstanceReads.OpenAsync(http, desk, id, token, stateOnly: true)).Line.Id));
    }

    internal static string PageOf(string id) => $"/studio/instances/{Uri.EscapeDataString(id)}/view";

    private static async Task<IResult> AttentionAsync(HttpContext http, InstanceList list, LibrarySource library, Visitors visitors, CancellationToken token)
    {
        var actor = await visitors.ActorAsync(http);
        return await Page.ShowAsync<AttentionPage>(http, "page.studioAttention",
            ("Parked", await list.ParkedAsync(actor, InstanceDesk.Oversees(actor), Rows, token)), ("Names", await NamesAsync(library, token)));
    }

    private static async Task<IResult> MendAsync(string id, HttpContext http, InstanceDesk desk, Visitors visitors, CancellationToken token)
    {
        var form = await http.Request.ReadFormAsync(token);
        var verb = form["do"].ToString();
        try
        {
            var actor = await visitors.ActorAsync(http);
            var seen = await InstanceReads.OpenAsync(http, desk, id, token);
            await desk.MendAsync(seen, verb, form["outcome"].ToString() is { Length: > 0 } outcome ? outcome : null, form["reason"], actor, Ui.Verbs.VerbDesk.TermsOf(form), token);
            return Results.LocalRedirect($"{PageOf(id)}?done={verb}");
        }
        catch (Refused refused) when (refused.Status is 400 or 403 or 409 or 422)
        {
            return await ShowAsync(id, http, FormState.Of(form, refused), token);
        }
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext http, FormState form, CancellationToken token)
    {
        var services = http.RequestServices;
        var desk = services.GetRequiredService<InstanceDesk>();
        var seen = await InstanceReads.OpenAsync(http, desk, id, token);
        var actor = await services.GetRequiredService<Visitors>().ActorAsync(http);
        var done = RuleBook.Handbook.For(http.Request.Query["done"].ToString())?.Verb;
        return await Page.ShowAsync<InstancePage>(http, "page.studioInstance", new Dictionary<string, object?>
        {
            [nameof(InstancePage.Seen)] = seen, [nameof(InstancePage.Form)] = form, [nameof(InstancePage.Done)] = form.IsPosted ? null : done,
            [nameof(InstancePage.Names)] = await NamesAsync(services.GetRequiredService<LibrarySource>(), token),
            [nameof(InstancePage.Waiting)] = await StudioPages.WaitingAsync(http), [nameof(InstancePage.Attention)] = await desk.CountParkedAsync(actor, token),
            [nameof(InstancePage.Key)] = Guid.CreateVersion7().ToString(), [nameof(InstancePage.AsksToCancel)] = http.Request.Query["ask"] == "cancel" || form.Value("do") == "cancelWorkflow",
        }, form.Refused?.Status ?? 200);
    }

    /// <summary>Names of processes that were drawn here; the shipped ones have theirs in the texts.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> NamesAsync(LibrarySource library, CancellationToken token) =>
        (await library.CurrentAsync(token)).Workflows.Versions.GroupBy(v => v.DefinitionId)
            .ToDictionary(g => g.Key, g => StudioBody.Parse(g.MaxBy(v => v.Version)!.Json)?["name"]?.ToString() ?? g.Key);
}
