using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Petitions.Storage;

/// <summary>How an embedded PostgreSQL is run.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The private data folder; created when missing, kept between starts.</summary>
    public string Folder { get; init; } = EmbeddedPostgres.DefaultFolder();

    /// <summary>False for tests: a commit survives a killed process, but not a power cut.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>False only in the test that needs an orphan: PostgreSQL then goes on when the server is killed.</summary>
    internal bool DiesWithServer { get; init; } = true;
}

/// <summary>
/// A PostgreSQL 18 of our own, for when no connection string is configured: created, started, watched and stopped by the
/// server that uses it. It answers on a unix socket that only this user can open (on Windows on loopback), and asks for a
/// generated password. A killed postmaster is started again; a killed server's postmaster ends by itself, or is ended by
/// the next start. One folder serves one server.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly EmbeddedPostgresOptions _options;
    private readonly EmbeddedPostgresAccount _account;
    private readonly EmbeddedPostgresFolder _folder;
    private readonly ILogger _log;
    private readonly string _host;
    private readonly int _port;
    private readonly CancellationTokenSource _stopping = new();
    private EmbeddedPostmaster? _postmaster;
    private Task _watch = Task.CompletedTask;

    private EmbeddedPostgres(EmbeddedPostgresOptions options, EmbeddedPostgresAccount account, EmbeddedPostgresFolder folder, ILogger log)
    {
        (_options, _account, _folder, _log) = (options, account, folder, log);
        (_host, _port) = OperatingSystem.IsWindows() ? ("127.0.0.1", FreePort()) : (folder.NewSocketFolder(), 5432);
    }

    /// <summary>The superuser's connection string for the database <c>petitions</c>; the same for the life of this object.</summary>
    public string AdminConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = _host, Port = _port, Username = "postgres", Password = _folder.Password, Database = "petitions",
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>The process id of the running postmaster; another one after a restart.</summary>
    public int ProcessId => _postmaster?.Id ?? 0;

    /// <summary>
    /// <c>PETITIONS_DATA</c>, else this user's application data (for root <c>/var/lib/petitions</c>: nobody cannot enter
    /// root's home), and in it the folder <c>postgres</c>.
    /// </summary>
    public static string DefaultFolder()
    {
        var named = Environment.GetEnvironmentVariable("PETITIONS_DATA");
        if (string.IsNullOrWhiteSpace(named))
        {
            named = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
                ? "/var/lib/petitions"
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "petitions");
        }
        return Path.GetFullPath(Path.Combine(named, "postgres"));
    }

    /// <summary>Returns when the database accepts connections: about a second for a new folder, less for an old one.</summary>
    /// <exception cref="StartupRefused">
    /// DATA_FOLDER_IN_USE, DATA_FOLDER_NOT_WRITABLE, DATA_FOLDER_UNREACHABLE, POSTGRES_BINARIES_MISSING, SETPRIV_MISSING, POSTGRES_DID_NOT_START.
    /// </exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, ILogger? log = null, CancellationToken ct = default)
    {
        var account = new EmbeddedPostgresAccount(options.DiesWithServer);
        var folder = await EmbeddedPostgresFolder.TakeAsync(options.Folder, EmbeddedPostgresBinaries.Find(), account, options.Durable, ct);
        var postgres = new EmbeddedPostgres(options, account, folder, log ?? NullLogger.Instance);
        try
        {
            postgres._watch = postgres.WatchAsync(await postgres.LaunchAsync(ct));
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the database (open connections are cut, commits are kept) and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        await _watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Run(_folder.Processes.End);
        _folder.RemoveOldSocket();
        _folder.Dispose();
        _postmaster?.Dispose();
        _stopping.Dispose();
    }

    private async Task<EmbeddedPostmaster> LaunchAsync(CancellationToken ct)
    {
        string[] place = OperatingSystem.IsWindows()
            ? ["listen_addresses=127.0.0.1", $"port={_port}"]
            : ["listen_addresses=", $"unix_socket_directories={_host}", $"port={_port}"];
        var settings = place.Concat(EmbeddedPostgresCluster.Settings(_folder.Log, _options.Durable));
        _postmaster = await EmbeddedPostmaster.StartAsync(_account, _folder, settings, ct);
        _log.LogInformation("Embedded PostgreSQL runs as process {Process} in {Folder}", _postmaster.Id, _folder.Root);
        return _postmaster;
    }

    /// <summary>Starts a killed postmaster again until we are told to stop. The socket stays where it was, so that connections find it.</summary>
    private async Task WatchAsync(EmbeddedPostmaster running)
    {
        var pause = TimeSpan.Zero;
        while (true)
        {
            await running.Exited.WaitAsync(_stopping.Token);
            _log.LogWarning("Embedded PostgreSQL has ended unexpectedly; it is started again");
            await Task.Delay(pause, _stopping.Token);
            try
            {
                await Task.Run(_folder.Processes.End, _stopping.Token);
                running = await LaunchAsync(_stopping.Token);
                pause = TimeSpan.Zero;
            }
            catch (Exception e) when (e is StartupRefused or IOException or Win32Exception)
            {
                _log.LogError(e, "Embedded PostgreSQL could not be started again");
                pause = TimeSpan.FromSeconds(Math.Clamp(pause.TotalSeconds * 2, 1, 30));
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
