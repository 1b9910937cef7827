using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Petitions.Storage;

/// <param name="Entries">Entries read.</param>
/// <param name="FirstBreak">The first thing that does not fit, in the order of cases and entries; null if everything does.</param>
public sealed record AuditVerdict(long Cases, long Entries, int Anchors, AuditBreak? FirstBreak)
{
    public bool IsClean => FirstBreak is null;
}

/// <param name="What">entry-changed, entry-missing, chain-broken, tail-cut, anchor-changed, anchor-missing or anchored-entry-gone.</param>
public sealed record AuditBreak(string What, string Root, Guid? Case, int Seq);

/// <summary>Digests every chain again, and every daily anchor. Streams: memory does not grow with the number of entries.</summary>
public sealed class AuditVerifier(Database database)
{
    private const string Chains =
        """
        select c.root, c.case_id, c.audit_seq, c.audit_head, a.seq, a.recorded_at, a.happened_at, a.actor, a.delegate_of, a.verb, a.event, a.rule,
            a.payload::text, a.previous, a.hash
        from cases c full join audit a on a.root = c.root and a.case_id = c.case_id
        order by coalesce(c.root, a.root), coalesce(c.case_id, a.case_id), a.seq
        """;

    private const string Anchored =
        """
        select n.root, n.no, n.previous, n.digest, n.heads, h.case_id, h.seq, h.hash, a.hash
        from audit_anchors n left join audit_anchor_heads h on h.root = n.root and h.no = n.no
        left join audit a on a.root = h.root and a.case_id = h.case_id and a.seq = h.seq
        order by n.root, n.no, h.case_id
        """;

    public async Task<AuditVerdict> VerifyAsync(CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        var (cases, entries, broken) = await ChainsAsync(connection, token);
        if (broken is not null)
            return new(cases, entries, 0, broken);
        var (anchors, loose) = await AnchorsAsync(connection, token);
        return new(cases, entries, anchors, loose);
    }

    private static async Task<(long, long, AuditBreak?)> ChainsAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(Chains, connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(token);
        var (cases, entries) = (0L, 0L);
        ChainEnd? chain = null;
        while (await row.ReadAsync(token))
        {
            if (row.IsDBNull(0))
                return (cases, entries, new("chain-without-case", "", null, row.GetInt32(4)));
            var id = row.GetGuid(1);
            if (chain?.Case != id)
            {
                if (chain?.Broken() is { } cut)
                    return (cases, entries, cut);
                chain = new(row.GetString(0), id, row.GetInt32(2), row.GetFieldValue<byte[]>(3));
                cases++;
            }
            if (row.IsDBNull(4))
                continue;
            entries++;
            if (chain.Follow(EntryOf(row), row.GetFieldValue<byte[]>(13), row.GetFieldValue<byte[]>(14)) is { } broken)
                return (cases, entries, broken);
        }
        return (cases, entries, chain?.Broken());
    }

    private static AuditEntry EntryOf(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetGuid(1), row.GetInt32(4), row.GetFieldValue<DateTimeOffset>(5), row.GetFieldValue<DateTimeOffset>(6), row.GetString(7),
        row.IsDBNull(8) ? null : row.GetString(8), row.GetString(9), row.GetString(10), row.IsDBNull(11) ? null : row.GetString(11), row.GetString(12));

    private static async Task<(int, AuditBreak?)> AnchorsAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(Anchored, connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(token);
        var count = 0;
        AnchorDigest? anchor = null;
        while (await row.ReadAsync(token))
        {
            var (root, no) = (row.GetString(0), row.GetInt32(1));
            if (anchor?.Root != root || anchor.No != no)
            {
                if (anchor?.Broken() is { } changed)
                    return (count, changed);
                var before = anchor?.Root == root ? anchor : null;
                if (no != (before?.No ?? 0) + 1 || !row.GetFieldValue<byte[]>(2).AsSpan().SequenceEqual(before?.Digest ?? []))
                    return (count, new("anchor-missing", root, null, no));
                anchor = new(root, no, row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3), row.GetInt32(4));
                count++;
            }
            if (row.IsDBNull(5))
                continue;
            if (row.IsDBNull(8) || !row.GetFieldValue<byte[]>(7).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(8)))
                return (count, new("anchored-entry-gone", root, row.GetGuid(5), row.GetInt32(6)));
            anchor.Add(row.GetGuid(5), row.GetInt32(6), row.GetFieldValue<byte[]>(7));
        }
        return (count, anchor?.Broken());
    }

    /// <summary>How far one chain has been followed, and where its case says that it ends.</summary>
    private sealed class ChainEnd(string root, Guid id, int lastSeq, byte[] lastHash)
    {
        private int _seq;
        private byte[] _hash = [];

        public Guid Case => id;

        public AuditBreak? Follow(AuditEntry entry, byte[] previous, byte[] hash)
        {
            if (entry.Seq != _seq + 1)
                return new("entry-missing", root, id, _seq + 1);
            if (!previous.AsSpan().SequenceEqual(_hash))
                return new("chain-broken", root, id, entry.Seq);
            if (!entry.HashAfter(previous).AsSpan().SequenceEqual(hash))
                return new("entry-changed", root, id, entry.Seq);
            (_seq, _hash) = (entry.Seq, hash);
            return null;
        }

        public AuditBreak? Broken() => _seq == lastSeq && _hash.AsSpan().SequenceEqual(lastHash) ? null : new("tail-cut", root, id, _seq + 1);
    }
}

/// <summary>The digest of one anchor: the previous one, then each head in the order of case ids.</summary>
internal sealed class AnchorDigest(string root, int no, byte[] previous, byte[] digest, int heads) : IDisposable
{
    private readonly IncrementalHash _hash = Begin(root, no, previous);
    private int _added;

    public string Root => root;

    public int No => no;

    public byte[] Digest => digest;

    public void Add(Guid id, int seq, byte[] head)
    {
        _hash.AppendData(Encoding.ASCII.GetBytes($"{id:N}:{seq}:"));
        _hash.AppendData(head);
        _added++;
    }

    public byte[] Computed() => _hash.GetCurrentHash();

    public AuditBreak? Broken() => _added == heads && Computed().AsSpan().SequenceEqual(digest) ? null : new("anchor-changed", root, null, no);

    public void Dispose() => _hash.Dispose();

    private static IncrementalHash Begin(string root, int no, byte[] previous)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{root}:{no}:"));
        hash.AppendData(previous);
        return hash;
    }
}
