using Npgsql;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>
/// The daily anchor: all chain heads that moved since the last one, digested together and chained to it. Whoever cuts the tail of a chain, and
/// even mends the case that points to it, cannot mend an anchor that was written down elsewhere.
/// </summary>
public sealed class AuditAnchors(Database database, TimeProvider time)
{
    private const long Lock = 0x5045_5449_0003;

    /// <summary>One anchor per root unit with moved heads. Returns their digests in hex by root unit; print or publish them.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AnchorAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await using (var alone = new NpgsqlCommand($"select pg_advisory_xact_lock({Lock})", connection))
            await alone.ExecuteNonQueryAsync(token);
        var digests = new Dictionary<string, string>();
        foreach (var moved in (await MovedAsync(connection, token)).GroupBy(h => h.Root))
        {
            var (no, previous) = await LastAsync(connection, moved.Key, token);
            var heads = moved.OrderBy(h => h.Case, _asBytes).ToList();
            using var digest = new AnchorDigest(moved.Key, no + 1, previous, [], heads.Count);
            heads.ForEach(h => digest.Add(h.Case, h.Seq, h.Hash));
            await WriteAsync(connection, moved.Key, no + 1, now, previous, digest.Computed(), heads, token);
            digests[moved.Key] = Convert.ToHexStringLower(digest.Computed());
        }
        await transaction.CommitAsync(token);
        return digests;
    }

    /// <summary>The order of the database: by the bytes as they are written.</summary>
    private static readonly Comparer<Guid> _asBytes = Comparer<Guid>.Create((a, b) => string.CompareOrdinal(a.ToString("N"), b.ToString("N")));

    private static async Task<List<Head>> MovedAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(
            """
            select c.root, c.case_id, c.audit_seq, c.audit_head from cases c
            where c.audit_seq > coalesce(
                (select h.seq from audit_anchor_heads h where h.root = c.root and h.case_id = c.case_id order by h.seq desc limit 1), 0)
            """, connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(token);
        var heads = new List<Head>();
        while (await row.ReadAsync(token))
            heads.Add(new(row.GetString(0), row.GetGuid(1), row.GetInt32(2), row.GetFieldValue<byte[]>(3)));
        return heads;
    }

    private static async Task<(int No, byte[] Digest)> LastAsync(NpgsqlConnection connection, string root, CancellationToken token)
    {
        await using var command = new NpgsqlCommand("select no, digest from audit_anchors where root = $1 order by no desc limit 1", connection);
        command.Parameters.Add(Sql.Text(root));
        await using var row = await command.ExecuteReaderAsync(token);
        return await row.ReadAsync(token) ? (row.GetInt32(0), row.GetFieldValue<byte[]>(1)) : (0, []);
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection, string root, int no, DateTimeOffset now, byte[] previous, byte[] digest, List<Head> heads, CancellationToken token)
    {
        await using var batch = Sql.Batch(connection, Actor.System.Id);
        batch.BatchCommands.Add(Sql.Command(
            "insert into audit_anchors (root, no, day, made_at, heads, previous, digest) values ($1, $2, $3, $4, $5, $6, $7)",
            Sql.Text(root), Sql.Int(no), new NpgsqlParameter { Value = Local.DateOf(now) }, Sql.Moment(now), Sql.Int(heads.Count), Sql.Bytes(previous), Sql.Bytes(digest)));
        batch.BatchCommands.Add(Sql.Command(
            """
            insert into audit_anchor_heads (root, no, case_id, seq, hash)
            select $1, $2, h.case_id, h.seq, h.hash from unnest($3, $4, $5) h(case_id, seq, hash)
            """,
            Sql.Text(root), Sql.Int(no), Sql.Uuids(heads.ConvertAll(h => h.Case)), Sql.Ints(heads.ConvertAll(h => h.Seq)),
            new NpgsqlParameter { Value = heads.Select(h => h.Hash).ToArray() }));
        await batch.ExecuteNonQueryAsync(token);
    }

    private sealed record Head(string Root, Guid Case, int Seq, byte[] Hash);
}
