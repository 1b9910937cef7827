using Petitions.Storage;

namespace Petitions.Server;

/// <summary>The database of this process, migrated: the configured one, or the embedded PostgreSQL where none is configured.</summary>
public sealed class ServerDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;

    private ServerDatabase(EmbeddedPostgres? embedded, Database database) => (_embedded, Database) = (embedded, database);

    public Database Database { get; }

    /// <summary>
    /// Reads the connection strings <c>Admin</c>, or <c>Owner</c> and <c>App</c>. With any of them set, nothing embedded is
    /// started, prepared or looked for.
    /// </summary>
    /// <exception cref="StartupRefused">With what to mend; see StartupTexts.resx in Storage.</exception>
    public static async Task<ServerDatabase> OpenAsync(IConfiguration settings, TimeProvider clock, ILoggerFactory logs, CancellationToken ct = default)
    {
        string?[] given = [settings.GetConnectionString("Admin"), settings.GetConnectionString("Owner"), settings.GetConnectionString("App")];
        var embedded = given.All(string.IsNullOrWhiteSpace)
            ? await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(), logs.CreateLogger<EmbeddedPostgres>(), ct)
            : null;
        Database? database = null;
        try
        {
            database = await Database.OpenAsync(embedded is null ? DatabaseAddress.Of(given[0], given[1], given[2]) : DatabaseAddress.Of(embedded.AdminConnectionString), ct);
            await Migrator.OfProgram.ApplyAsync(database, clock.GetUtcNow(), ct);
            return new(embedded, database);
        }
        catch
        {
            if (database is not null) await database.DisposeAsync();
            if (embedded is not null) await embedded.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_embedded is not null) await _embedded.DisposeAsync();
    }
}
