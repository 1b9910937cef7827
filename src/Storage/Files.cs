using System.Security.Cryptography;
using Npgsql;

namespace Petitions.Storage;

/// <summary>A kept file. Its name and description are words of a case; here is only what the bytes are.</summary>
public sealed record KeptFile(Guid Id, string Sha256, string MediaType, long Size, DateTimeOffset KeptAt, string KeptBy);

/// <summary>Attachments, by id. Who may read one is decided by the case that bears it.</summary>
public sealed class Files(Database database, TimeProvider time)
{
    /// <summary>Keeps the bytes before a case speaks of them; the id goes into the command.</summary>
    public async Task<KeptFile> KeepAsync(string root, string mediaType, byte[] content, string by, CancellationToken token)
    {
        var now = time.GetUtcNow().ToMicroseconds();
        var file = new KeptFile(Guid.CreateVersion7(now), Convert.ToHexStringLower(SHA256.HashData(content)), mediaType, content.Length, now, by);
        await using var command = database.App.CreateCommand(
            "insert into files (id, root, sha256, media_type, size, content, kept_at, kept_by) values ($1, $2, $3, $4, $5, $6, $7, $8)");
        command.Parameters.AddRange(new[]
        {
            Sql.Uuid(file.Id), Sql.Text(root), Sql.Bytes(Convert.FromHexString(file.Sha256)), Sql.Text(mediaType), new NpgsqlParameter { Value = file.Size },
            Sql.Bytes(content), Sql.Moment(now), Sql.Text(by),
        });
        await command.ExecuteNonQueryAsync(token);
        return file;
    }

    public async Task<(KeptFile File, byte[] Content)?> FindAsync(Guid id, CancellationToken token)
    {
        await using var command = database.App.CreateCommand("select id, sha256, media_type, size, kept_at, kept_by, content from files where id = $1");
        command.Parameters.Add(Sql.Uuid(id));
        await using var row = await command.ExecuteReaderAsync(token);
        if (!await row.ReadAsync(token))
            return null;
        var file = new KeptFile(
            row.GetGuid(0), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(1)), row.GetString(2), row.GetInt64(3), row.GetFieldValue<DateTimeOffset>(4), row.GetString(5));
        return (file, row.GetFieldValue<byte[]>(6));
    }
}
