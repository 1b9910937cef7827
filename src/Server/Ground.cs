using Petitions.Storage;

namespace Petitions.Server;

/// <summary>
/// What every verb of the program stands on: the database (our own PostgreSQL where no connection string is given), brought to the
/// state of this program, and the keys of its texts. Ends with the program.
/// </summary>
public sealed class Ground : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;

    private Ground(Settings settings, EmbeddedPostgres? embedded, Database database, TextKeys keys, TurnedClock clock)
    {
        (Settings, _embedded, Database, Keys, Clock) = (settings, embedded, database, keys, clock);
        Library = new LibrarySource(database);
        Definitions = new Definitions(database, Library);
        Desk = new CaseDesk(database, Library, keys, clock);
    }

    public Settings Settings { get; }
    public Database Database { get; }
    public TextKeys Keys { get; }
    public TurnedClock Clock { get; }
    public LibrarySource Library { get; }
    public Definitions Definitions { get; }
    public CaseDesk Desk { get; }

    /// <summary>Opens and migrates; says which migrations it applied.</summary>
    /// <exception cref="StartupRefused">With a sentence in both languages.</exception>
    public static async Task<Ground> OpenAsync(Settings settings, TurnedClock clock, ILoggerFactory logs, CancellationToken token)
    {
        var log = logs.CreateLogger<Ground>();
        var embedded = settings.Embedded
            ? await EmbeddedPostgres.StartAsync(new() { Folder = Path.Combine(settings.Home, "postgres") }, logs.CreateLogger<EmbeddedPostgres>(), token)
            : null;
        try
        {
            var address = embedded is null ? settings.Address : DatabaseAddress.Of(embedded.AdminConnectionString);
            var ground = new Ground(settings, embedded, await Database.OpenAsync(address, token), settings.Keys(), clock);
            foreach (var name in await Migrator.OfProgram.ApplyAsync(ground.Database, clock.GetUtcNow(), token))
                log.LogInformation("Migration applied: {Migration}", name);
            return ground;
        }
        catch
        {
            if (embedded is not null)
                await embedded.DisposeAsync();
            throw;
        }
    }

    /// <summary>A ground on a database that somebody else opened and migrated (a test's own).</summary>
    public static Ground On(Database database, Settings settings, TextKeys keys, TurnedClock clock) => new(settings, null, database, keys, clock);

    public async ValueTask DisposeAsync()
    {
        Library.Dispose();
        await Database.DisposeAsync();
        if (_embedded is not null)
            await _embedded.DisposeAsync();
    }
}
