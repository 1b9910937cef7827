using System.Diagnostics;
using Npgsql;
using Petitions.Storage.Queries;

namespace Petitions.Storage;

/// <summary>The connections of one server: its own role's for everything it serves, the owner's for migrations.</summary>
public sealed class Database : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private Database(DatabaseAddress address)
    {
        // A worker may read its first row before any list was read.
        Rows.Prepare();
        App = NpgsqlDataSource.Create(address.App);
        Owner = NpgsqlDataSource.Create(address.Owner);
        (AppConnectionString, OwnerConnectionString) = (address.App, address.Owner);
    }

    /// <summary>For a library that brings its own connections (the scheduler's store).</summary>
    public string AppConnectionString { get; }

    /// <summary>For a library that creates its own tables; what it creates, the server's role may use.</summary>
    public string OwnerConnectionString { get; }

    internal NpgsqlDataSource App { get; }
    internal NpgsqlDataSource Owner { get; }

    /// <summary>Provisions roles and database where the address allows it, and waits up to a minute for a database that is still starting.</summary>
    /// <exception cref="StartupRefused">DATABASE_UNREACHABLE, DATABASE_TOO_OLD, DATABASE_NOT_UTF8, ROLE_MISSING, ROLES_NOT_PROVISIONED.</exception>
    public static async Task<Database> OpenAsync(DatabaseAddress address, CancellationToken ct = default)
    {
        try
        {
            await PatientlyAsync(() => DatabaseProvision.EnsureAsync(address, ct), ct);
            var database = new Database(address);
            await PatientlyAsync(() => database.CheckAsync(ct), ct);
            return database;
        }
        catch (NpgsqlException e)
        {
            var at = new NpgsqlConnectionStringBuilder(address.App);
            throw new StartupRefused("DATABASE_UNREACHABLE", e, $"{at.Host}:{at.Port}/{at.Database}", e.Message);
        }
    }

    /// <summary>
    /// Returns when a step that failed with <see cref="PostgresTrouble.Retry"/> may be tried again: at once after a lost race,
    /// and after a lost connection when the database answers (a second or two after a crash).
    /// </summary>
    /// <exception cref="NpgsqlException">It did not answer within a minute.</exception>
    public async Task RecoverAsync(Exception cause, CancellationToken ct = default)
    {
        if (cause is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected }) return;
        // One connection broke, and its idle neighbours with it: none of them may be handed out again.
        App.Clear();
        await PatientlyAsync(async () =>
        {
            await using var probe = App.CreateCommand("select 1");
            await probe.ExecuteNonQueryAsync(ct);
        }, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Owner.DisposeAsync();
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        await using var command = App.CreateCommand(
            $"""
            select current_setting('server_version_num')::int, current_setting('server_version'), current_setting('server_encoding'),
                   exists (select from pg_roles where rolname = '{DatabaseAddress.AppRole}'), current_database()
            """);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        if (row.GetInt32(0) < 150000) throw new StartupRefused("DATABASE_TOO_OLD", row.GetString(1));
        if (row.GetString(2) != "UTF8") throw new StartupRefused("DATABASE_NOT_UTF8", row.GetString(4), row.GetString(2));
        if (!row.GetBoolean(3)) throw new StartupRefused("ROLE_MISSING", DatabaseAddress.AppRole);
    }

    /// <summary>Runs again what fails because there is no database at present; a wrong password is not "at present".</summary>
    private static async Task PatientlyAsync(Func<Task> work, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await work();
                return;
            }
            catch (NpgsqlException e) when (waited.Elapsed < _patience && MayPass(e))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
            }
        }
    }

    private static bool MayPass(NpgsqlException e) =>
        PostgresFailure.Of(e).Trouble is PostgresTrouble.Retry or PostgresTrouble.Unavailable
        && e is not PostgresException { SqlState: ['2', '8', ..] or PostgresErrorCodes.InvalidCatalogName };
}
