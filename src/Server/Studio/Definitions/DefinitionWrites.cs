using System.Text.Json.Nodes;
using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Definitions;

/// <summary>
/// Saving and the actions of Studio's menus. Studio's "publish" hands in: it saves and checks, and our page then leads the designer on to say why;
/// another person publishes.
/// </summary>
public static class DefinitionWrites
{
    /// <summary>Tells our page where to go on after a save that was meant to publish.</summary>
    public const string NextHeader = "X-Petitions-Next";

    /// <summary>From this header Studio takes what it has begun.</summary>
    public const string RunHeader = "x-elsa-workflow-instance-id";

    public static void MapDefinitionWrites(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/workflow-definitions");
        group.MapPost("", SaveAsync).WithMetadata(new ShownByStudio());
        group.MapPost("/{definitionId}/publish", PublishAsync).WithMetadata(new ShownByStudio());
        group.MapPost("/{definitionId}/retract", RetractAsync).WithMetadata(new ShownByStudio());
        group.MapPost("/{definitionId}/execute", ExecuteAsync).WithMetadata(new ShownByStudio());
        group.MapPost("/{definitionId}/revert/{version:int}", async (string definitionId, int version, HttpContext http, DefinitionDesk desk, Visitors visitors, CancellationToken token) =>
        {
            var done = await desk.RevertAsync(definitionId, version, await visitors.ActorAsync(http), token);
            return StudioApi.Answer(DefinitionItem.Of(done.Stored, DefinitionDocument.Text(StudioBody.Parse(done.Stored.Json)!["name"]) ?? "", true));
        }).WithMetadata(new ShownByStudio());
        group.MapDelete("/{definitionId}", async (string definitionId, HttpContext http, DefinitionList list, CancellationToken token) =>
            await DiscardAsync(http, await list.FindAsync(definitionId, "Latest", token), token));
        api.MapDelete("/workflow-definition-versions/{versionId}", async (string versionId, HttpContext http, DefinitionList list, CancellationToken token) =>
            await DiscardAsync(http, await list.FindAsync(versionId, token), token));
    }

    private static async Task<IResult> SaveAsync(HttpContext http, DefinitionDesk desk, Visitors visitors, CancellationToken token)
    {
        var body = await StudioBody.ReadAsync(http);
        var model = body["model"] as JsonObject ?? throw Refusals.FieldInvalid("model", "required");
        var wantsToPublish = body["publish"]?.GetValueKind() == System.Text.Json.JsonValueKind.True;
        var actor = await visitors.ActorAsync(http);
        var done = await desk.SaveAsync(model, actor, token);
        http.RequestServices.GetRequiredService<Descriptors.Toolbox>().Know(done.Stored.DefinitionId, done.Stored.Json);
        if (wantsToPublish)
            await HandInAsync(http, desk, done.Stored, token);
        return Saved(done, false);
    }

    private static async Task<IResult> PublishAsync(string definitionId, HttpContext http, DefinitionDesk desk, DefinitionList list, Visitors visitors, CancellationToken token)
    {
        (await visitors.ActorAsync(http)).MustDesign();
        var stored = await list.FindAsync(definitionId, "Latest", token) ?? throw Refusals.NotThere();
        if (!stored.IsPublished)
            await HandInAsync(http, desk, stored, token);
        return Saved(await desk.CheckedAsync(stored, token), stored.IsPublished);
    }

    /// <summary>Studio's run button: nothing is started. The id in the answer makes Studio push an address that leads to the trial run.</summary>
    private static async Task<IResult> ExecuteAsync(string definitionId, HttpContext http, DefinitionList list, Visitors visitors, CancellationToken token)
    {
        (await visitors.ActorAsync(http)).MustTry();
        var stored = await list.FindAsync(definitionId, "Latest", token) ?? throw Refusals.NotThere();
        var id = Trial.TrialPages.InstanceOf(stored.DefinitionId);
        http.Response.Headers[RunHeader] = id;
        return StudioApi.Answer(new { workflowState = new { id, definitionId = stored.DefinitionId, definitionVersion = stored.Version, status = "Running", subStatus = "Pending" } });
    }

    /// <exception cref="Refused">DEFINITION_REFUSED with all findings; the drawing is kept.</exception>
    private static async Task HandInAsync(HttpContext http, DefinitionDesk desk, StoredDefinition stored, CancellationToken token)
    {
        await desk.RequireSoundAsync(stored.Json, token);
        http.Response.Headers[NextHeader] = PageOf(stored.DefinitionId);
    }

    /// <summary>The page on which somebody says why.</summary>
    internal static string PageOf(string definitionId) => $"/studio/definitions/{Uri.EscapeDataString(definitionId)}/review";

    /// <summary>Nothing is taken out of use without a reason, which Studio does not ask for: our page does.</summary>
    private static async Task<IResult> RetractAsync(string definitionId, HttpContext http, DefinitionDesk desk, DefinitionList list, Visitors visitors, CancellationToken token)
    {
        var actor = (await visitors.ActorAsync(http)).MustPublish();
        var shown = await desk.CheckedAsync(await list.FindAsync(definitionId, "Latest", token) ?? throw Refusals.NotThere(), token);
        http.Response.Headers[NextHeader] = PageOf(definitionId);
        return StudioApi.Answer(DefinitionDocument.Show(shown.Stored, actor.HasAny(StudioPeople.Designers), shown.Findings));
    }

    private static async Task<IResult> DiscardAsync(HttpContext http, StoredDefinition? stored, CancellationToken token)
    {
        var actor = await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http);
        await http.RequestServices.GetRequiredService<DefinitionDesk>().DiscardAsync(stored ?? throw Refusals.NotThere(), actor, token);
        return Results.NoContent();
    }

    private static IResult Saved(CheckedDefinition done, bool alreadyPublished) => StudioApi.Answer(new
    {
        workflowDefinition = DefinitionDocument.Show(done.Stored, true, done.Findings), alreadyPublished, consumingWorkflowCount = 0,
    });
}
