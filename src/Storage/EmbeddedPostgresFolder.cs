using System.Diagnostics;
using System.Security.Cryptography;

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
        (Root, _account, _lock, Binaries) = (root, account, held, "");

    public string Root { get; }
    public string Cluster => Path.Combine(Root, "cluster");
    public string Log => Path.Combine(Root, "log");

    /// <summary>The folder with <c>bin</c>, <c>lib</c> and <c>share</c>, reachable for the account.</summary>
    public string Binaries { get; private set; }

    /// <summary>The superuser's password, generated when the cluster was.</summary>
    public string Password => File.ReadAllText(Path.Combine(Root, "password"));

    /// <summary>Takes the folder for this process, ends what a killed server left running in it, and creates the cluster if there is none.</summary>
    /// <exception cref="StartupRefused">DATA_FOLDER_IN_USE, DATA_FOLDER_NOT_WRITABLE, DATA_FOLDER_UNREACHABLE, POSTGRES_BINARIES_MISSING.</exception>
    public static async Task<EmbeddedPostgresFolder> TakeAsync(string path, string binaries, EmbeddedPostgresAccount account, bool durable, CancellationToken ct)
    {
        var root = Prepare(path, account);
        var folder = new EmbeddedPostgresFolder(root, account, Lock(root));
        try
        {
            folder.EndProcesses();
            folder.RemoveOldSocket();
            folder.PlaceBinaries(binaries);
            if (!Directory.Exists(folder.Cluster)) await folder.InitialiseAsync(durable, ct);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Ends every process of a postmaster in this cluster. We hold the lock, so that it is ours or a dead server's: a clean
    /// shutdown first (it may already be under way), force after a minute.
    /// </summary>
    public void EndProcesses()
    {
        if (Postmaster() is { } postmaster)
        {
            EmbeddedPostgresAccount.Interrupt(postmaster.Id);
            AwaitEnd(postmaster, TimeSpan.FromMinutes(1));
        }
        // What is left has lost its postmaster, or does not listen to it.
        foreach (var process in ProcessesInCluster())
        {
            process.Kill();
            AwaitEnd(process, TimeSpan.FromSeconds(10));
        }
        // A stale file could name a process that by now is somebody else's; PostgreSQL would then refuse to start.
        if (Directory.Exists(Cluster)) File.Delete(Path.Combine(Cluster, "postmaster.pid"));
    }

    /// <summary>The lines of PostgreSQL's own lock file (process, …, state); none when it is absent or just being removed.</summary>
    public string[] PostmasterFile()
    {
        try { return File.ReadAllLines(Path.Combine(Cluster, "postmaster.pid")); }
        catch (IOException) { return []; }
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

    private Process? Postmaster()
    {
        if (!int.TryParse(PostmasterFile().FirstOrDefault(), out var id)) return null;
        if (OperatingSystem.IsLinux()) return ProcessesInCluster().FirstOrDefault(process => process.Id == id);
        return Process.GetProcesses().FirstOrDefault(process => process.Id == id && process.ProcessName.StartsWith("postgres", StringComparison.Ordinal));
    }

    /// <summary>PostgreSQL's processes work inside their cluster; Linux shows that, so that no number is trusted alone.</summary>
    private IEnumerable<Process> ProcessesInCluster() => OperatingSystem.IsLinux()
        ? Process.GetProcesses().Where(process => WorkingFolder(process.Id) == Cluster)
        : [];

    /// <summary>In a container without an init an ended orphan stays a zombie; it has no working folder any more.</summary>
    private void AwaitEnd(Process process, TimeSpan atMost)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < atMost && !process.WaitForExit(TimeSpan.FromMilliseconds(50)))
            if (OperatingSystem.IsLinux() && WorkingFolder(process.Id) != Cluster) return;
    }

    private static string? WorkingFolder(int process)
    {
        try { return new FileInfo($"/proc/{process}/cwd").LinkTarget; }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException) { return null; } // somebody else's, or gone meanwhile
    }

    /// <summary>As root the build's folder may lie under a closed home: then PostgreSQL gets a copy that nobody can read.</summary>
    private void PlaceBinaries(string source)
    {
        Binaries = source;
        if (_account.CanRun(RealPath(source))) return;
        Binaries = Path.Combine(Root, "binaries");
        var files = Directory.GetFiles(source, "*", SearchOption.AllDirectories);
        var stamp = Path.Combine(Binaries, "complete");
        var content = $"{files.Length} files, {files.Sum(file => new FileInfo(file).Length)} bytes";
        if (File.Exists(stamp) && File.ReadAllText(stamp) == content) return;
        if (Directory.Exists(Binaries)) Directory.Delete(Binaries, recursive: true);
        foreach (var file in files)
        {
            var target = Path.Combine(Binaries, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        EmbeddedPostgresAccount.OpenToAll(Binaries);
        File.WriteAllText(stamp, content);
    }

    /// <summary>Prepared under another name and renamed when whole: a crash halfway leaves nothing that looks like a cluster.</summary>
    private async Task InitialiseAsync(bool durable, CancellationToken ct)
    {
        var draft = Cluster + ".new";
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        Directory.CreateDirectory(draft);
        _account.Own(draft);
        var password = RandomNumberGenerator.GetHexString(40, lowercase: true);
        var told = Path.Combine(Root, "password.new");
        await File.WriteAllTextAsync(told, password, ct);
        _account.Own(told);
        await EmbeddedPostgresCluster.CreateAsync(_account, Binaries, draft, told, Log, durable, ct);
        File.Move(told, Path.Combine(Root, "password"), overwrite: true);
        Directory.Move(draft, Cluster);
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
