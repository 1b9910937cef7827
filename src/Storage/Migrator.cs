using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Petitions.Storage;

/// <summary>One numbered file of <c>Migrations/</c>.</summary>
public sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>Over the text with Unix line ends: a checkout on Windows is the same migration.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}

/// <summary>
/// Brings a database to the state of this program. Each file runs once, in a transaction of its own, as the owner; servers
/// that start together wait for one another.
/// </summary>
public sealed class Migrator(IReadOnlyList<Migration> migrations)
{
    private const long Lock = 0x5045_5449_0002;
    private readonly IReadOnlyList<Migration> _migrations = [.. migrations.OrderBy(m => m.Number)];

    /// <summary>The files that are embedded in this program.</summary>
    public static Migrator OfProgram { get; } = new([.. Embedded()]);

    /// <summary>Applies what is missing and returns its names, in order. <paramref name="now"/> is only recorded.</summary>
    /// <exception cref="StartupRefused">MIGRATION_CHANGED, MIGRATION_UNKNOWN, MIGRATION_OUT_OF_ORDER; nothing has been applied then.</exception>
    public async Task<IReadOnlyList<string>> ApplyAsync(Database database, DateTimeOffset now, CancellationToken ct = default)
    {
        // Unpooled: the lock ends with the connection, whatever happens.
        var address = new NpgsqlConnectionStringBuilder(database.OwnerConnectionString) { Pooling = false, CommandTimeout = 0, MaxAutoPrepare = 0 };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(ct);
        await RunAsync(connection, $"select pg_advisory_lock({Lock})", ct);
        await RunAsync(connection,
            """
            create table if not exists schema_migrations
            (
                number int primary key,
                name text not null,
                checksum text not null,
                applied_at timestamptz not null
            )
            """, ct);
        var missing = Missing(await AppliedAsync(connection, ct));
        foreach (var migration in missing) await ApplyAsync(connection, migration, now, ct);
        return [.. missing.Select(m => m.Name)];
    }

    private List<Migration> Missing(Dictionary<int, (string Name, string Checksum)> applied)
    {
        foreach (var (number, (name, checksum)) in applied)
        {
            var ours = _migrations.FirstOrDefault(m => m.Number == number) ?? throw new StartupRefused("MIGRATION_UNKNOWN", name);
            if (ours.Checksum != checksum) throw new StartupRefused("MIGRATION_CHANGED", ours.Name);
        }
        var missing = _migrations.Where(m => !applied.ContainsKey(m.Number)).ToList();
        var overtaken = missing.FirstOrDefault(m => applied.Keys.Any(number => number > m.Number));
        if (overtaken is not null) throw new StartupRefused("MIGRATION_OUT_OF_ORDER", overtaken.Name, applied[applied.Keys.Max()].Name);
        return missing;
    }

    private static async Task<Dictionary<int, (string, string)>> AppliedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var applied = new Dictionary<int, (string, string)>();
        await using var command = new NpgsqlCommand("select number, name, checksum from schema_migrations order by number", connection);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) applied[rows.GetInt32(0)] = (rows.GetString(1), rows.GetString(2));
        return applied;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync(connection, migration.Sql, ct);
        await using var record = new NpgsqlCommand("insert into schema_migrations (number, name, checksum, applied_at) values ($1, $2, $3, $4)", connection)
        {
            Parameters =
            {
                new() { Value = migration.Number }, new() { Value = migration.Name },
                new() { Value = migration.Checksum }, new() { Value = now.ToUniversalTime() },
            },
        };
        await record.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>A file is called <c>0001_what_it_does.sql</c>.</summary>
    private static IEnumerable<Migration> Embedded()
    {
        const string folder = "Petitions.Storage.Migrations.";
        var assembly = typeof(Migrator).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[folder.Length..^".sql".Length];
            yield return new(int.Parse(name[..4], CultureInfo.InvariantCulture), name, reader.ReadToEnd());
        }
    }
}
