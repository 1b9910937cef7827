using System.Security.Cryptography;
using Npgsql;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>A kept file: what its bytes are, under which name they came, and who brought them.</summary>
public sealed record KeptFile(Guid Id, string Name, string Sha256, string MediaType, long Size, DateTimeOffset KeptAt, string KeptBy);

/// <summary>Where a file belongs.</summary>
/// <param name="Case">Null while the registration that will name the file is under way.</param>
/// <param name="Locked">Under the key of sealed and confidential words.</param>
public sealed record FilePlace(string Root, Guid? Case, bool Locked)
{
    public static FilePlace Of(Case c) => new(c.Key.Root, c.Key.Id, CaseColumns.IsLocked(c));
}

/// <summary>Attachments, by id, encrypted. Who may read one is decided by the case to which it belongs.</summary>
public sealed class Files(Database database, TextKeys keys, TimeProvider time)
{
    private static readonly TimeSpan Unclaimed = TimeSpan.FromDays(2);

    private const string Columns = "id, name, media_type, kept_at, kept_by, content, locked";

    /// <summary>Keeps the bytes before a case speaks of them; the id goes into the command. The same bytes in the same case keep the id of the first time.</summary>
    public async Task<KeptFile> KeepAsync(FilePlace place, string name, string mediaType, byte[] content, string by, CancellationToken token)
    {
        var now = time.GetUtcNow().ToMicroseconds();
        var (id, sha) = (Guid.CreateVersion7(now), Convert.ToHexStringLower(SHA256.HashData(content)));
        await using var command = database.App.CreateCommand(
            """
            insert into files (id, root, case_id, digest, name, media_type, size, content, locked, kept_at, kept_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict (root, case_id, digest) where case_id is not null do update set digest = excluded.digest
            returning id
            """);
        command.Parameters.AddRange(new[]
        {
            Sql.Uuid(id), Sql.Text(place.Root), Sql.Uuid(place.Case), Sql.Bytes(keys.Digest("file", sha)), Sql.Bytes(keys.LockFile(Words(name), place.Locked)),
            Sql.Text(mediaType), new NpgsqlParameter { Value = (long)content.Length }, Sql.Bytes(keys.LockFile(content, place.Locked)),
            new NpgsqlParameter { Value = place.Locked }, Sql.Moment(now), Sql.Text(by),
        });
        return new((Guid)(await command.ExecuteScalarAsync(token))!, name, sha, mediaType, content.Length, now, by);
    }

    /// <summary>A file of which this case speaks, or the recording that it was registered with; null for every other id.</summary>
    public async Task<(KeptFile File, byte[] Content)?> FindAsync(Case c, Guid id, CancellationToken token)
    {
        // What has left with an accusation is gone from the moment of the split, not only when its bytes have moved.
        if (!FilesOfCase.Speaks(c, id))
            return null;
        await using var command = database.App.CreateCommand(
            $"select {Columns} from files where id = $1 and root = $2 and (case_id = $3 or case_id is null and $4)");
        command.Parameters.AddRange(new[]
        {
            Sql.Uuid(id), Sql.Text(c.Key.Root), Sql.Uuid(c.Key.Id), new NpgsqlParameter { Value = Guid.TryParse(c.Recording, out var recording) && recording == id },
        });
        await using var row = await command.ExecuteReaderAsync(token);
        if (!await row.ReadAsync(token))
            return null;
        var locked = row.GetBoolean(6);
        var content = keys.OpenFile(row.GetFieldValue<byte[]>(5), locked);
        return (new(
            row.GetGuid(0), System.Text.Encoding.UTF8.GetString(keys.OpenFile(row.GetFieldValue<byte[]>(1), locked)), Convert.ToHexStringLower(SHA256.HashData(content)),
            row.GetString(2), content.Length, row.GetFieldValue<DateTimeOffset>(3), row.GetString(4)), content);
    }

    /// <summary>Files of a case that has become sealed or confidential, under the key of such cases. Again: nothing is left to do.</summary>
    public Task LockAsync(CaseKey key, CancellationToken token) => RekeyAsync(key, key, null, token);

    /// <summary>Files that go with a petition which was split off, under the sealed key.</summary>
    public Task MoveAsync(CaseKey from, CaseKey to, IReadOnlyList<Guid> ids, CancellationToken token) => ids.Count == 0 ? Task.CompletedTask : RekeyAsync(from, to, ids, token);

    private async Task RekeyAsync(CaseKey from, CaseKey to, IReadOnlyList<Guid>? ids, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        foreach (var id in await OpenOnesAsync(connection, from, ids, token))
        {
            await using var transaction = await connection.BeginTransactionAsync(token);
            await RekeyAsync(connection, from, to, id, token);
            await transaction.CommitAsync(token);
        }
    }

    private static async Task<List<Guid>> OpenOnesAsync(NpgsqlConnection connection, CaseKey from, IReadOnlyList<Guid>? ids, CancellationToken token)
    {
        await using var command = new NpgsqlCommand("select id from files where root = $1 and case_id = $2 and " + (ids is null ? "not locked" : "id = any($3)") + " order by id", connection);
        command.Parameters.AddRange(new[] { Sql.Text(from.Root), Sql.Uuid(from.Id) });
        if (ids is not null)
            command.Parameters.Add(new NpgsqlParameter { Value = ids.ToArray() });
        var found = new List<Guid>();
        await using var row = await command.ExecuteReaderAsync(token);
        while (await row.ReadAsync(token))
            found.Add(row.GetGuid(0));
        return found;
    }

    private async Task RekeyAsync(NpgsqlConnection connection, CaseKey from, CaseKey to, Guid id, CancellationToken token)
    {
        byte[] name, content;
        await using (var read = new NpgsqlCommand("select name, content, locked from files where id = $1 and root = $2 and case_id = $3 for update", connection))
        {
            read.Parameters.AddRange(new[] { Sql.Uuid(id), Sql.Text(from.Root), Sql.Uuid(from.Id) });
            await using var row = await read.ExecuteReaderAsync(token);
            if (!await row.ReadAsync(token))
                return;
            var locked = row.GetBoolean(2);
            (name, content) = (keys.OpenFile(row.GetFieldValue<byte[]>(0), locked), keys.OpenFile(row.GetFieldValue<byte[]>(1), locked));
        }
        await using var write = new NpgsqlCommand("update files set root = $2, case_id = $3, name = $4, content = $5, locked = true where id = $1", connection);
        write.Parameters.AddRange(new[]
        {
            Sql.Uuid(id), Sql.Text(to.Root), Sql.Uuid(to.Id), Sql.Bytes(keys.LockFile(name, true)), Sql.Bytes(keys.LockFile(content, true)),
        });
        await write.ExecuteNonQueryAsync(token);
    }

    /// <summary>Deletes what nobody speaks of after two days: forms that were filled in and never given.</summary>
    public async Task<int> ForgetUnclaimedAsync(DateTimeOffset now, CancellationToken token)
    {
        await using var command = database.App.CreateCommand(
            """
            delete from files f where f.kept_at < $1 and f.kept_at > $1 - interval '30 days' and not exists (
                select from cases c where c.root = f.root
                and (c.case_id = f.case_id and position(f.id::text in c.doc::text) > 0 or f.case_id is null and c.doc ->> 'recording' = f.id::text))
            """);
        command.Parameters.Add(Sql.Moment(now - Unclaimed));
        return await command.ExecuteNonQueryAsync(token);
    }

    private static byte[] Words(string words) => System.Text.Encoding.UTF8.GetBytes(words);
}
