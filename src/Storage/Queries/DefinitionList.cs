using System.Globalization;

namespace Petitions.Storage.Queries;

/// <summary>What a designer asks the list for. Null: everything.</summary>
/// <param name="Which">Latest, Published, Draft, AllVersions, LatestOrPublished, LatestAndPublished or a number; anything else is all versions.</param>
/// <param name="Search">Part of name, description or id, in any case.</param>
/// <param name="OrderBy">Name, Version or Created.</param>
/// <param name="Page">From 0.</param>
public sealed record DefinitionFilter(
    string? Which = null, IReadOnlyList<string>? DefinitionIds = null, IReadOnlyList<string>? VersionIds = null, string? Search = null,
    string? OrderBy = null, bool Descending = false, int Page = 0, int? PageSize = null);

/// <summary>One version in the list, without its drawing.</summary>
/// <param name="State">draft or submitted; null for what has been published or imported.</param>
public sealed record DefinitionRow(
    string VersionId, string DefinitionId, int Version, string Name, string? Description, bool IsPublished, bool IsLatest, DateTimeOffset CreatedAt, string? State);

/// <summary>One whole version.</summary>
public sealed record StoredDefinition
{
    public required string VersionId { get; init; }
    public required string DefinitionId { get; init; }
    public int Version { get; init; }
    public bool IsPublished { get; init; }
    public bool IsLatest { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of a draft, moved by every save; 0 for what has been published or imported.</summary>
    public int Revision { get; init; }

    /// <summary>draft or submitted; null for what has been published or imported.</summary>
    public string? State { get; init; }
    public required string Json { get; init; }

    public bool IsDraft => State is not null;
}

/// <summary>The definitions of the designers' pages: all versions and what is being drawn.</summary>
public sealed class DefinitionList(Database database)
{
    private const string Whole =
        "select version_id, definition_id, version, is_published, is_latest, created_at, revision, state, document::text as json from definition_versions";

    /// <summary>One page and the number of all.</summary>
    public async Task<(IReadOnlyList<DefinitionRow> Rows, int Total)> ReadAsync(DefinitionFilter filter, CancellationToken token)
    {
        var rows = await Rows.ReadAsync<Counted>(database,
            $"""
            select version_id, definition_id, version, name, document ->> 'description' as description, is_published, is_latest, created_at, state,
                count(*) over () as total
            from definition_versions
            where {Wanted(filter.Which)}
                and (@ids::text[] is null or definition_id = any (@ids)) and (@versions::text[] is null or version_id = any (@versions))
                and (@search = '' or strpos(lower(name || ' ' || definition_id || ' ' || coalesce(document ->> 'description', '')), lower(@search)) > 0)
            order by {Order(filter)} limit @limit offset @offset
            """,
            new
            {
                ids = filter.DefinitionIds?.ToArray(), versions = filter.VersionIds?.ToArray(), search = filter.Search?.Trim() ?? "",
                version = NumberOf(filter.Which), limit = filter.PageSize, offset = filter.Page * (filter.PageSize ?? 0),
            }, token);
        return (rows.ConvertAll(r => r.Row), rows.Count > 0 ? (int)rows[0].Total : 0);
    }

    public async Task<StoredDefinition?> FindAsync(string versionId, CancellationToken token) =>
        (await Rows.ReadAsync<StoredDefinition>(database, $"{Whole} where version_id = @versionId", new { versionId }, token)).FirstOrDefault();

    /// <summary>Of several that fit, the newest.</summary>
    public async Task<StoredDefinition?> FindAsync(string definitionId, string? which, CancellationToken token) =>
        (await Rows.ReadAsync<StoredDefinition>(database, $"{Whole} where definition_id = @definitionId and {Wanted(which)} order by version desc limit 1",
            new { definitionId, version = NumberOf(which) }, token)).FirstOrDefault();

    public Task<List<StoredDefinition>> ManyAsync(IReadOnlyList<string> versionIds, CancellationToken token) =>
        Rows.ReadAsync<StoredDefinition>(database, $"{Whole} where version_id = any (@ids) order by version_id", new { ids = versionIds.ToArray() }, token);

    public Task<bool> IsNameFreeAsync(string name, string? definitionId, CancellationToken token) => Rows.OneAsync<bool>(database,
        "select not exists (select from definition_versions where is_latest and lower(name) = lower(@name) and definition_id is distinct from @definitionId)",
        new { name = name.Trim(), definitionId }, token);

    public Task<int> CountAsync(CancellationToken token) => Rows.OneAsync<int>(database, "select count(*) from definition_versions where is_latest", new { }, token);

    private static int NumberOf(string? which) => int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Wanted(string? which) => which?.Trim().ToLowerInvariant() switch
    {
        "latest" => "is_latest",
        "published" => "is_published",
        "draft" => "is_latest and not is_published",
        "latestorpublished" => "(is_latest or is_published)",
        "latestandpublished" => "is_latest and is_published",
        _ => NumberOf(which) > 0 ? "version = @version" : "true",
    };

    private static string Order(DefinitionFilter filter)
    {
        var direction = filter.Descending ? "desc" : "asc";
        return filter.OrderBy?.ToLowerInvariant() switch
        {
            "version" => $"version {direction}, definition_id",
            "created" or "createdat" => $"created_at {direction}, version_id",
            _ => $"name collate chinese {direction}, definition_id, version desc",
        };
    }

    private sealed record Counted
    {
        public required string VersionId { get; init; }
        public required string DefinitionId { get; init; }
        public int Version { get; init; }
        public required string Name { get; init; }
        public string? Description { get; init; }
        public bool IsPublished { get; init; }
        public bool IsLatest { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public string? State { get; init; }
        public long Total { get; init; }

        public DefinitionRow Row => new(VersionId, DefinitionId, Version, Name, Description, IsPublished, IsLatest, CreatedAt, State);
    }
}
