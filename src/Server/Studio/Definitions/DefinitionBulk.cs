using Petitions.Server.Access;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Definitions;

/// <summary>
/// The bulk menu of Studio's list. Publishing and taking out of use ask for a reason and a second person, one process at a time: what is ready is
/// said, and our page leads on.
/// </summary>
public static class DefinitionBulk
{
    public static void MapDefinitionBulk(this IEndpointRouteBuilder api)
    {
        var bulk = api.MapGroup("/bulk-actions");
        bulk.MapPost("/publish/workflow-definitions/by-definition-ids", async (HttpContext http, DefinitionList list, Visitors visitors, CancellationToken token) =>
        {
            (await visitors.ActorAsync(http)).MustDesign();
            var (ready, notFound) = await SortAsync(http, list, token);
            http.Response.Headers[DefinitionWrites.NextHeader] = "/studio/reviews";
            return StudioApi.Answer(new
            {
                published = Array.Empty<string>(), alreadyPublished = ready.Where(d => d.IsPublished).Select(d => d.DefinitionId), notFound, updatedConsumers = Array.Empty<string>(),
            });
        }).WithMetadata(new ShownByStudio());
        bulk.MapPost("/retract/workflow-definitions/by-definition-ids", async (HttpContext http, DefinitionList list, Visitors visitors, CancellationToken token) =>
        {
            (await visitors.ActorAsync(http)).MustPublish();
            var (ready, notFound) = await SortAsync(http, list, token);
            if (ready.FirstOrDefault() is { } first)
                http.Response.Headers[DefinitionWrites.NextHeader] = DefinitionWrites.PageOf(first.DefinitionId);
            return StudioApi.Answer(new { retracted = Array.Empty<string>(), alreadyRetracted = ready.Where(d => d is { IsPublished: false, IsDraft: false }).Select(d => d.DefinitionId), notFound });
        }).WithMetadata(new ShownByStudio());
        bulk.MapPost("/delete/workflow-definitions/by-definition-id", async (HttpContext http, DefinitionList list, CancellationToken token) =>
            await DeleteAsync(http, (await SortAsync(http, list, token)).Found, token)).WithMetadata(new ShownByStudio());
        bulk.MapPost("/delete/workflow-definitions/by-id", async (HttpContext http, DefinitionList list, CancellationToken token) =>
            await DeleteAsync(http, await list.ManyAsync(DefinitionTravel.Ids(await StudioBody.ReadAsync(http), "ids"), token), token)).WithMetadata(new ShownByStudio());
    }

    private static async Task<(IReadOnlyList<StoredDefinition> Found, IReadOnlyList<string> NotFound)> SortAsync(HttpContext http, DefinitionList list, CancellationToken token)
    {
        var asked = DefinitionTravel.Ids(await StudioBody.ReadAsync(http), "definitionIds");
        var (rows, _) = await list.ReadAsync(new("Latest", asked), token);
        var found = await list.ManyAsync([.. rows.Where(r => asked.Contains(r.DefinitionId)).Select(r => r.VersionId)], token);
        return (found, [.. asked.Except(found.Select(f => f.DefinitionId))]);
    }

    /// <summary>Only drafts can go; the rest is left, not counted, and named in a sentence, which Studio does not know and our page shows.</summary>
    private static async Task<IResult> DeleteAsync(HttpContext http, IReadOnlyList<StoredDefinition> found, CancellationToken token)
    {
        var actor = (await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http)).MustDesign();
        var desk = http.RequestServices.GetRequiredService<DefinitionDesk>();
        var drafts = found.Where(d => d.State == "draft").ToList();
        foreach (var draft in drafts)
            await desk.DiscardAsync(draft, actor, token);
        var kept = found.Except(drafts).Select(d => DefinitionDocument.Text(StudioBody.Parse(d.Json)?["name"]) ?? d.DefinitionId).Distinct().ToList();
        var texts = Texts.Of(Visitors.LanguageOf(http));
        return StudioApi.Answer(new { deleted = drafts.Count, message = kept.Count == 0 ? null : texts.Say("studio.notDeleted", string.Join(texts["list.separator"], kept)) });
    }
}
