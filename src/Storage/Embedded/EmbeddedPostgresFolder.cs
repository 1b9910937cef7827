using System.Security.Cryptography;
using System.Text;

namespace Petitions.Storage;

/// <summary>
/// The private data folder: <c>cluster/</c> (PostgreSQL's own), <c>log/</c>, <c>password</c> (of the superuser),
/// <c>server.lock</c> (held by the living server that uses the folder; <c>server.pid</c> says which) and, for root, perhaps
/// <c>binaries/</c>.
/// </summary>
internal sealed class EmbeddedPostgresFolder : IDisposable
{
    private readonly EmbeddedPostgresAccount _account;
    private readonly FileStream _lock;

    private EmbeddedPostgresFolder(string root, EmbeddedPostgresAccount account, FileStream held) =>
        (Root, _account, _lock, Binaries, Processes) = (root, account, held, "", new EmbeddedPostgresProcesses(Path.Combine(root, "cluster")));

    public string Root { get; }
    public string Cluster => Path.Combine(Root, "cluster");
    public string Log => Path.Combine(Root, "log");

    /// <summary>What runs in the cluster.</summary>
    public EmbeddedPostgresProcesses Processes { get; }

    /// <summary>The folder with <c>bin</c>, <c>lib</c> and <c>share</c>, reachable for the account.</summary>
    public string Binaries { get; private set; }

    /// <summary>The superuser's password, generated when the cluster was.</summary>
    public string Password => File.ReadAllText(Path.Combine(Root, "password"));

    /// <summary>Takes the folder for this process, ends what a killed server left running in it, and creates the cluster if there is none.</summary>
    /// <exception cref="StartupRefused">DATA_FOLDER_IN_USE, DATA_FOLDER_NOT_WRITABLE, DATA_FOLDER_UNREACHABLE.</exception>
    public static async Task<EmbeddedPostgresFolder> TakeAsync(string path, string binaries, EmbeddedPostgresAccount account, bool durable, CancellationToken ct)
    {
        var root = Prepare(path, account);
        var folder = new EmbeddedPostgresFolder(root, account, Lock(root));
        try
        {
            folder.Processes.End();
            folder.RemoveOldSocket();
            folder.RemoveOldDrafts();
            folder.Binaries = EmbeddedPostgresBinaries.Place(RealPath(binaries), root, account);
            if (!Directory.Exists(folder.Cluster)) await folder.InitialiseAsync(durable, ct);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>A fresh folder for the unix socket: private to the account, and short (the whole path ends at 107 bytes, on macOS at 103).</summary>
    public string NewSocketFolder()
    {
        var temp = Path.GetTempPath();
        if (temp.Length > 70 || _account.Barrier(temp) is not null) temp = "/tmp";
        var folder = Path.Combine(temp, "pg-" + RandomNumberGenerator.GetHexString(12, lowercase: true));
        Directory.CreateDirectory(folder);
        _account.Own(folder);
        File.WriteAllText(Path.Combine(Root, "socket"), folder);
        return folder;
    }

    public void RemoveOldSocket()
    {
        var note = Path.Combine(Root, "socket");
        if (!File.Exists(note)) return;
        if (File.ReadAllText(note) is var old && Directory.Exists(old)) Directory.Delete(old, recursive: true);
        File.Delete(note);
    }

    public void Dispose() => _lock.Dispose();

    private static string Prepare(string path, EmbeddedPostgresAccount account)
    {
        try
        {
            var root = RealPath(Directory.CreateDirectory(path).FullName);
            if (account.Barrier(root) is { } barrier)
            {
                // The folder itself is ours to open (for passing through only); what lies above it is not.
                if (barrier != root) throw new StartupRefused("DATA_FOLDER_UNREACHABLE", root, barrier);
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(root, File.GetUnixFileMode(root) | UnixFileMode.OtherExecute);
            }
            var log = Directory.CreateDirectory(Path.Combine(root, "log")).FullName;
            account.Own(log);
            return root;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StartupRefused("DATA_FOLDER_NOT_WRITABLE", e, path, e.Message);
        }
    }

    /// <summary>The system drops this lock when the process ends, however it ends; a number in a file would outlive a killed server.</summary>
    private static FileStream Lock(string root)
    {
        var holder = Path.Combine(root, "server.pid");
        try
        {
            var held = new FileStream(Path.Combine(root, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(holder, $"{Environment.ProcessId}");
            return held;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartupRefused("DATA_FOLDER_NOT_WRITABLE", e, root, e.Message);
        }
        catch (IOException e)
        {
            throw new StartupRefused("DATA_FOLDER_IN_USE", e, root, File.Exists(holder) ? File.ReadAllText(holder) : "?");
        }
    }

    /// <summary>Prepared under another name and renamed when whole: a crash halfway leaves nothing that looks like a cluster.</summary>
    private async Task InitialiseAsync(bool durable, CancellationToken ct)
    {
        // A name of its own: the initdb of a killed server may live a moment longer and clean up behind itself.
        var draft = $"{Cluster}.new-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        Directory.CreateDirectory(draft);
        _account.Own(draft);
        var password = RandomNumberGenerator.GetHexString(40, lowercase: true);
        var told = Path.Combine(Root, "password.new");
        await using (var file = new FileStream(told, FileMode.Create, FileAccess.Write))
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes(password), ct);
            file.Flush(flushToDisk: true); // initdb does the same with the cluster that asks for it
        }
        _account.Own(told);
        await EmbeddedPostgresCluster.CreateAsync(_account, Binaries, draft, told, Log, durable, ct);
        File.Move(told, Path.Combine(Root, "password"), overwrite: true);
        Directory.Move(draft, Cluster);
    }

    private void RemoveOldDrafts()
    {
        foreach (var old in Directory.GetDirectories(Root, "cluster.new-*"))
        {
            try { Directory.Delete(old, recursive: true); }
            catch (IOException) { } // still being written to or removed; the next preparation finds it at rest
        }
    }

    private static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            real = new DirectoryInfo(real).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real;
        }
        return real;
    }
}
