using Npgsql;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>What rules look up and workflows run, as of one moment of the database.</summary>
public sealed record Library(long Stamp, Reference Reference, WorkflowLibrary Workflows);

/// <summary>
/// Keeps the newest library in memory. Every load of a case brings the database's stamp along, so a server notices a published calendar or
/// definition with its next step, and asks for it only then.
/// </summary>
public sealed class LibrarySource(Database database) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private Library? _current;

    /// <summary>The library in memory, at most one sweep old.</summary>
    /// <exception cref="InvalidOperationException">No reference data has been published yet.</exception>
    public async ValueTask<Library> CurrentAsync(CancellationToken token) => _current ?? await AtLeastAsync(0, token);

    /// <summary>True if the database holds reference data: an empty one must be seeded first.</summary>
    public async Task<bool> IsSeededAsync(CancellationToken token)
    {
        await using var command = database.App.CreateCommand("select exists (select from reference)");
        return (bool)(await command.ExecuteScalarAsync(token))!;
    }

    /// <summary>
    /// Publishes a document of the seeds as a new version beside the old ones. A text that was published before does nothing: what people have
    /// changed since then stays.
    /// </summary>
    public async Task PublishReferenceAsync(string document, string json, string by, DateTimeOffset now, CancellationToken token)
    {
        await using var command = database.App.CreateCommand(
            """
            insert into reference (kind, version, document, published_at, published_by)
            select $1, coalesce(max(version), 0) + 1, $2::json, $3, $4 from reference where kind = $1
            having not exists (select from reference r where r.kind = $1 and r.document::text = $2)
            """);
        command.Parameters.AddRange(new[] { Sql.Text(document), Sql.Text(json), Sql.Moment(now), Sql.Text(by) });
        await command.ExecuteNonQueryAsync(token);
        _current = null;
    }

    /// <summary>The newest documents with one of them replaced or added; nothing is published.</summary>
    /// <exception cref="Refused">REFERENCE_INVALID.</exception>
    public async Task<Reference> ReferenceWithAsync(string document, string json, CancellationToken token)
    {
        var documents = new Dictionary<string, string>();
        await using var command = database.App.CreateCommand("select distinct on (kind) kind, document::text from reference order by kind, version desc");
        await using var row = await command.ExecuteReaderAsync(token);
        while (await row.ReadAsync(token))
            documents[row.GetString(0)] = row.GetString(1);
        documents[document] = json;
        return ReferenceReader.Read(documents);
    }

    /// <summary>The library of that stamp or a later one.</summary>
    internal async Task<Library> AtLeastAsync(long stamp, CancellationToken token)
    {
        await _one.WaitAsync(token);
        try
        {
            if (_current is null || _current.Stamp < stamp)
                _current = await LoadAsync(token);
            return _current;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Forgets what is in memory: something was published by this server.</summary>
    internal void Forget() => _current = null;

    public void Dispose() => _one.Dispose();

    private async Task<Library> LoadAsync(CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        return await LoadAsync(connection, token);
    }

    /// <summary>As the connection sees it, its own uncommitted changes among it.</summary>
    internal static async Task<Library> LoadAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var batch = new NpgsqlBatch(connection);
        // The stamp comes first: what is published between the statements is then read twice, never missed.
        batch.BatchCommands.Add(Sql.Command("select stamp from library"));
        batch.BatchCommands.Add(Sql.Command("select distinct on (kind) kind, document::text from reference order by kind, version desc"));
        batch.BatchCommands.Add(Sql.Command($"select {Definitions.Columns} from definitions d order by definition_id, version"));
        await using var row = await batch.ExecuteReaderAsync(token);
        await row.ReadAsync(token);
        var stamp = row.GetInt64(0);
        await row.NextResultAsync(token);
        var documents = new Dictionary<string, string>();
        while (await row.ReadAsync(token))
            documents[row.GetString(0)] = row.GetString(1);
        if (documents.Count == 0)
            throw new InvalidOperationException("No reference data has been published: seed the database first.");
        await row.NextResultAsync(token);
        var versions = new List<DefinitionVersion>();
        while (await row.ReadAsync(token))
            versions.Add(Definitions.Read(row));
        return new(stamp, ReferenceReader.Read(documents), new WorkflowLibrary(versions));
    }
}
