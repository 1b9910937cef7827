using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Definitions;

/// <summary>Definitions as Studio reads them. Names in the query are taken in any case, unknown ones are passed over.</summary>
public static class DefinitionReads
{
    public static void MapDefinitionReads(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/workflow-definitions");
        group.MapGet("", ListAsync);
        group.MapGet("/by-definition-id/{definitionId}", async (string definitionId, string? versionOptions, HttpContext http, DefinitionList list, CancellationToken token) =>
            await WholeAsync(http, await list.FindAsync(definitionId, versionOptions ?? "Latest", token), token));
        group.MapGet("/by-id/{versionId}", async (string versionId, HttpContext http, DefinitionList list, CancellationToken token) =>
            await WholeAsync(http, await list.FindAsync(versionId, token), token));
        group.MapGet("/many-by-id", async (string[]? ids, HttpContext http, DefinitionList list, Visitors visitors, CancellationToken token) =>
        {
            var mayEdit = (await visitors.ActorAsync(http)).HasAny(StudioPeople.Designers);
            return StudioApi.List([.. (await list.ManyAsync(ids ?? [], token)).Select(d => DefinitionDocument.Show(d, mayEdit))]);
        });
        group.MapGet("/query/count", async (DefinitionList list, CancellationToken token) => StudioApi.Answer(new { count = await list.CountAsync(token) }));
        group.MapGet("/validation/is-name-unique", async (string? name, string? definitionId, DefinitionList list, CancellationToken token) =>
            StudioApi.Answer(new { isUnique = await list.IsNameFreeAsync(name ?? "", definitionId is { Length: > 0 } ? definitionId : null, token) }));
    }

    private static async Task<IResult> ListAsync(HttpContext http, DefinitionList list, Visitors visitors, CancellationToken token)
    {
        var mayEdit = (await visitors.ActorAsync(http)).HasAny(StudioPeople.Designers);
        var (rows, total) = await list.ReadAsync(FilterOf(http.Request.Query), token);
        Link[] bulk = mayEdit ? [new($"{StudioApi.Root}/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST")] : [];
        return StudioApi.Answer(new { items = rows.Select(r => DefinitionItem.Of(r, mayEdit)), totalCount = total, links = bulk });
    }

    /// <summary>System definitions are none of ours: nothing is hidden, so asking for them finds nothing.</summary>
    private static DefinitionFilter FilterOf(IQueryCollection query) => new(
        query["versionOptions"], Many(query, "DefinitionIds"), Many(query, "Ids"), query["SearchTerm"], query["OrderBy"],
        query["OrderDirection"].ToString().Equals("Descending", StringComparison.OrdinalIgnoreCase),
        Whole(query, "Page") ?? 0, Whole(query, "PageSize") is > 0 and var size ? size : null);

    private static string[]? Many(IQueryCollection query, string name) => query[name] is { Count: > 0 } given && given.OfType<string>().Where(v => v.Length > 0).ToArray() is { Length: > 0 } values ? values : null;

    private static int? Whole(IQueryCollection query, string name) =>
        int.TryParse(query[name], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    private static async Task<IResult> WholeAsync(HttpContext http, StoredDefinition? found, CancellationToken token)
    {
        var actor = await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http);
        var desk = http.RequestServices.GetRequiredService<DefinitionDesk>();
        var shown = await desk.CheckedAsync(found ?? throw Refusals.NotThere(), token);
        http.RequestServices.GetRequiredService<Descriptors.Toolbox>().Know(shown.Stored.DefinitionId, shown.Stored.Json);
        return StudioApi.Answer(DefinitionDocument.Show(shown.Stored, actor.HasAny(StudioPeople.Designers), shown.Stored.IsLatest ? shown.Findings : null));
    }
}

/// <summary>A definition as a line of Studio's list.</summary>
public sealed record DefinitionItem(
    string Id, string DefinitionId, string Name, string? Description, int Version, string ToolVersion, bool IsLatest, bool IsPublished, string? ProviderName,
    string MaterializerName, bool IsMaterializerAvailable, DateTimeOffset CreatedAt, bool IsReadonly, IReadOnlyList<Link> Links)
{
    public static DefinitionItem Of(DefinitionRow row, bool mayEdit) => new(
        row.VersionId, row.DefinitionId, row.Name, row.Description, row.Version, "3.8.2.0", row.IsLatest, row.IsPublished, null, "Json", true, row.CreatedAt, false,
        DefinitionDocument.Links(row.DefinitionId, mayEdit && row.State != "submitted"));

    public static DefinitionItem Of(StoredDefinition stored, string name, bool mayEdit) =>
        Of(new DefinitionRow(stored.VersionId, stored.DefinitionId, stored.Version, name, null, stored.IsPublished, stored.IsLatest, stored.CreatedAt, stored.State), mayEdit);
}
