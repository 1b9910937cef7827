using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>
/// Workflow definitions, letter by letter as they came. Each version keeps its id for ever, because running cases stay on the version they began
/// with; the one that is published starts new workflows, the latest is the one under the designer's hands.
/// </summary>
public sealed class Definitions(Database database, LibrarySource library)
{
    internal const string Columns = "d.version_id, d.definition_id, d.version, d.is_published, d.is_latest, d.document::text";

    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Takes in a definition. A text that is stored already changes nothing; a changed text under a known version becomes the next version, with an
    /// id of its own, so that running cases are not moved by the edit of a file.
    /// </summary>
    /// <exception cref="Refused">DEFINITION_REFUSED where it shall be published and has errors; nothing is taken in then.</exception>
    /// <param name="publish">Whether new workflows start with it from now on; in the same commit, so that no crash leaves it known and asleep.</param>
    public async Task<DefinitionVersion> ImportAsync(string json, string by, DateTimeOffset now, bool publish, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var root = JsonNode.Parse(json)!.AsObject();
        if (publish)
            await RequireAsync(json, token);
        var known = await LockedAsync(connection, (string)root["definitionId"]!, token);
        var version = known.FirstOrDefault(v => SameBut(v.Json, root));
        if (version is null)
            version = await AddAsync(connection, Numbered(root, known), json, root, by, now, publish, token);
        else if (publish && !version.IsPublished)
        {
            await RunAsync(connection, token, Publish(version.VersionId));
            version = version with { IsPublished = true };
        }
        await transaction.CommitAsync(token);
        library.Forget();
        return version;
    }

    /// <summary>
    /// Takes in a definition that the program brings along, published, inside the caller's transaction. A text that is stored already is left as it
    /// is, and so is a definition with a version of a designer's: his drawing is never replaced by a file.
    /// </summary>
    /// <returns>False where a changed file was left aside for a designer's version.</returns>
    internal static async Task<bool> ShipAsync(NpgsqlConnection connection, string json, DateTimeOffset now, CancellationToken token)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        var definitionId = (string)root["definitionId"]!;
        var known = await LockedAsync(connection, definitionId, token);
        if (known.Exists(v => SameBut(v.Json, root)))
            return true;
        await using var designed = new NpgsqlCommand("select exists (select from definitions where definition_id = $1 and created_by <> $2)", connection);
        designed.Parameters.AddRange(new[] { Sql.Text(definitionId), Sql.Text(Shipment.By) });
        if ((bool)(await designed.ExecuteScalarAsync(token))!)
            return false;
        await AddAsync(connection, Numbered(root, known), json, root, Shipment.By, now, true, token);
        return true;
    }

    /// <summary>Makes a version the one with which new workflows start.</summary>
    /// <exception cref="Refused">DEFINITION_REFUSED, with all findings; nothing is published then.</exception>
    public async Task PublishAsync(string versionId, CancellationToken token)
    {
        if (await FindAsync(versionId, token) is { } version)
            await RequireAsync(version.Json, token);
        await RunAsync(token, Publish(versionId));
    }

    /// <summary>Asks the one gate, with what is published now.</summary>
    private async Task RequireAsync(string json, CancellationToken token)
    {
        var current = await library.CurrentAsync(token);
        DefinitionGate.Require(json, current.Workflows.Versions, current.Reference);
    }

    /// <summary>No new workflow starts with the definition any more; running ones go on.</summary>
    public Task RetractAsync(string definitionId, CancellationToken token) =>
        RunAsync(token, Sql.Command("update definitions set is_published = false where definition_id = $1 and is_published", Sql.Text(definitionId)));

    public async Task<DefinitionVersion?> FindAsync(string versionId, CancellationToken token) =>
        (await ReadAsync("d.version_id = $1", versionId, token)).FirstOrDefault();

    public async Task<DefinitionVersion?> LatestAsync(string definitionId, CancellationToken token) =>
        (await ReadAsync("d.definition_id = $1 and d.is_latest", definitionId, token)).FirstOrDefault();

    public async Task<DefinitionVersion?> PublishedAsync(string definitionId, CancellationToken token) =>
        (await ReadAsync("d.definition_id = $1 and d.is_published", definitionId, token)).FirstOrDefault();

    public Task<List<DefinitionVersion>> VersionsOfAsync(string definitionId, CancellationToken token) => ReadAsync("d.definition_id = $1", definitionId, token);

    internal static DefinitionVersion Read(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetBoolean(3), row.GetBoolean(4), row.GetString(5));

    /// <summary>Equal apart from what the storage itself decides: id, number and the two flags.</summary>
    private static bool SameBut(string stored, JsonObject given)
    {
        var (one, other) = (JsonNode.Parse(stored)!.AsObject(), given.DeepClone().AsObject());
        foreach (var member in new[] { "id", "version", "isLatest", "isPublished" })
        {
            one.Remove(member);
            other.Remove(member);
        }
        return JsonNode.DeepEquals(one, other);
    }

    private static JsonObject Numbered(JsonObject root, List<DefinitionVersion> known)
    {
        if (known.Count == 0 || known.All(v => v.VersionId != (string)root["id"]! && v.Version != (int)root["version"]!))
            return root;
        var next = known.Max(v => v.Version) + 1;
        var numbered = root.DeepClone().AsObject();
        (numbered["id"], numbered["version"]) = ($"{(string)root["definitionId"]!}-v{next}", next);
        return numbered;
    }

    private static NpgsqlBatchCommand[] Publish(string versionId) =>
    [
        Sql.Command(
            """
            update definitions set is_published = false
            where is_published and version_id <> $1 and definition_id = (select definition_id from definitions where version_id = $1)
            """, Sql.Text(versionId)),
        Sql.Command("update definitions set is_published = true where version_id = $1", Sql.Text(versionId)),
    ];

    private static async Task<DefinitionVersion> AddAsync(
        NpgsqlConnection connection, JsonObject numbered, string json, JsonObject given, string by, DateTimeOffset now, bool publish, CancellationToken token)
    {
        var version = new DefinitionVersion(
            (string)numbered["id"]!, (string)numbered["definitionId"]!, (int)numbered["version"]!, publish, true,
            ReferenceEquals(numbered, given) ? json : numbered.ToJsonString(_readable));
        await InsertAsync(connection, version, (string?)numbered["name"], by, now, publish, token);
        return version;
    }

    /// <summary>A draft that was approved becomes the newest version and the published one.</summary>
    internal static Task AddAsync(NpgsqlConnection connection, DefinitionDraft draft, DateTimeOffset now, CancellationToken token) => InsertAsync(
        connection, new(draft.VersionId, draft.DefinitionId, draft.Version, true, true, draft.Json), draft.Name, draft.SubmittedBy!, now, true, token);

    private static Task InsertAsync(
        NpgsqlConnection connection, DefinitionVersion version, string? name, string by, DateTimeOffset now, bool publish, CancellationToken token) =>
        RunAsync(connection, token,
        [
            Sql.Command("update definitions set is_latest = false where definition_id = $1 and is_latest", Sql.Text(version.DefinitionId)),
            Sql.Command(
                """
                insert into definitions (version_id, definition_id, version, name, document, is_published, is_latest, created_at, created_by)
                values ($1, $2, $3, $4, $5::json, false, true, $6, $7)
                """,
                Sql.Text(version.VersionId), Sql.Text(version.DefinitionId), Sql.Int(version.Version), Sql.Text(name),
                Sql.Text(version.Json), Sql.Moment(now), Sql.Text(by)),
            .. publish ? Publish(version.VersionId) : [],
        ]);

    /// <summary>All versions, and until the end of the transaction nobody else adds one: two servers would give the same number.</summary>
    private static async Task<List<DefinitionVersion>> LockedAsync(NpgsqlConnection connection, string definitionId, CancellationToken token)
    {
        await LockAsync(connection, definitionId, token);
        return await ReadAsync(connection, "d.definition_id = $1", definitionId, token);
    }

    internal static Task LockAsync(NpgsqlConnection connection, string definitionId, CancellationToken token) =>
        RunAsync(connection, token, [Sql.Command("select pg_advisory_xact_lock(hashtextextended('definition ' || $1, 0))", Sql.Text(definitionId))]);

    private async Task<List<DefinitionVersion>> ReadAsync(string where, string id, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        return await ReadAsync(connection, where, id, token);
    }

    private static async Task<List<DefinitionVersion>> ReadAsync(NpgsqlConnection connection, string where, string id, CancellationToken token)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from definitions d where {where} order by d.version", connection);
        command.Parameters.Add(Sql.Text(id));
        await using var row = await command.ExecuteReaderAsync(token);
        var versions = new List<DefinitionVersion>();
        while (await row.ReadAsync(token))
            versions.Add(Read(row));
        return versions;
    }

    private async Task RunAsync(CancellationToken token, params NpgsqlBatchCommand[] commands)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        await RunAsync(connection, token, commands);
        library.Forget();
    }

    internal static async Task RunAsync(NpgsqlConnection connection, CancellationToken token, NpgsqlBatchCommand[] commands)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(token);
    }
}
