using Npgsql;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>One file: a reference document or a definition.</summary>
public sealed record ShippedFile(string Name, string Json);

/// <summary>
/// What the program brings along as files: reference data and workflow definitions. It is taken in whole or not at all, so that a start that is cut
/// short leaves a database that is either still empty or complete; two servers wait for one another.
/// </summary>
public sealed class Shipment(Database database, LibrarySource library)
{
    /// <summary>Who publishes what was shipped.</summary>
    internal const string By = "SYSTEM";

    /// <summary>
    /// The same files again change nothing, even where somebody has published another version since. A changed document becomes a version beside the
    /// old one; a changed definition is published, unless a designer has one of his own.
    /// </summary>
    /// <returns>The files of definitions that were left aside for a designer's version.</returns>
    /// <exception cref="Refused">
    /// REFERENCE_INVALID when the documents would not fit together, DEFINITION_REFUSED when a definition cannot be published; nothing is taken in then.
    /// </exception>
    public async Task<IReadOnlyList<string>> TakeInAsync(
        IReadOnlyList<ShippedFile> documents, IReadOnlyList<ShippedFile> definitions, DateTimeOffset now, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await using var turn = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended('shipment', 0))", connection);
        await turn.ExecuteNonQueryAsync(token);
        foreach (var document in documents)
            await PublishAsync(connection, document, now, token);
        var stored = await StoredAsync(connection, token);
        var leftAside = new List<string>();
        foreach (var definition in definitions)
            if (!await Definitions.ShipAsync(connection, definition.Json, now, token))
                leftAside.Add(definition.Name);
        var taken = await LibrarySource.LoadAsync(connection, token);
        foreach (var version in taken.Workflows.Versions.Where(v => v.IsPublished && !stored.Contains(v.VersionId)))
            DefinitionGate.Require(version.Json, taken.Workflows.Versions, taken.Reference);
        await transaction.CommitAsync(token);
        library.Forget();
        return leftAside;
    }

    /// <summary>What was there before: it passed the gate when it came, and what a supervisor retracted since does not stop a start.</summary>
    private static async Task<HashSet<string>> StoredAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand("select version_id from definitions", connection);
        await using var row = await command.ExecuteReaderAsync(token);
        var stored = new HashSet<string>();
        while (await row.ReadAsync(token))
            stored.Add(row.GetString(0));
        return stored;
    }

    private static async Task PublishAsync(NpgsqlConnection connection, ShippedFile document, DateTimeOffset now, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into reference (kind, version, document, published_at, published_by)
            select $1, coalesce(max(version), 0) + 1, $2::json, $3, $4 from reference where kind = $1
            having coalesce((select r.document::text from reference r where r.kind = $1 and r.published_by = $4 order by r.version desc limit 1), '') <> $2
            """, connection);
        command.Parameters.AddRange(new[] { Sql.Text(Path.GetFileNameWithoutExtension(document.Name)), Sql.Text(document.Json), Sql.Moment(now), Sql.Text(By) });
        await command.ExecuteNonQueryAsync(token);
    }
}
