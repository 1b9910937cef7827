using System.Diagnostics;

namespace Petitions.Storage;

/// <summary>The processes that work in one cluster, whoever started them.</summary>
internal sealed class EmbeddedPostgresProcesses(string cluster)
{
    /// <summary>The lines of PostgreSQL's own lock file (process, …, state); none when it is absent or just being removed.</summary>
    public string[] PostmasterFile()
    {
        try { return File.ReadAllLines(Path.Combine(cluster, "postmaster.pid")); }
        catch (IOException) { return []; }
    }

    /// <summary>
    /// Ends them all. The caller holds the folder's lock, so that they are its own or a dead server's: a clean shutdown
    /// first (it may already be under way), force after a minute.
    /// </summary>
    public void End()
    {
        if (Postmaster() is { } postmaster)
        {
            EmbeddedPostgresAccount.Interrupt(postmaster.Id);
            AwaitEnd(postmaster, TimeSpan.FromMinutes(1));
        }
        // What is left has lost its postmaster, or does not listen to it.
        foreach (var process in All())
        {
            process.Kill();
            AwaitEnd(process, TimeSpan.FromSeconds(10));
        }
        // A stale file could name a process that by now is somebody else's; PostgreSQL would then refuse to start.
        if (Directory.Exists(cluster)) File.Delete(Path.Combine(cluster, "postmaster.pid"));
    }

    private Process? Postmaster()
    {
        if (!int.TryParse(PostmasterFile().FirstOrDefault(), out var id)) return null;
        if (OperatingSystem.IsLinux()) return All().FirstOrDefault(process => process.Id == id);
        return Process.GetProcesses().FirstOrDefault(process => process.Id == id && process.ProcessName.StartsWith("postgres", StringComparison.Ordinal));
    }

    /// <summary>
    /// PostgreSQL's processes work inside their cluster; Linux shows that, so that no number is trusted alone. An
    /// administrator's shell may stand there too.
    /// </summary>
    private IEnumerable<Process> All() => OperatingSystem.IsLinux()
        ? Process.GetProcessesByName("postgres").Where(process => WorksHere(process.Id))
        : [];

    /// <summary>In the cluster, or in a draft of it that a killed server was preparing.</summary>
    private bool WorksHere(int process)
    {
        try { return new FileInfo($"/proc/{process}/cwd").LinkTarget?.StartsWith(cluster, StringComparison.Ordinal) ?? false; }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException) { return false; } // somebody else's, or gone meanwhile
    }

    /// <summary>In a container without an init an ended orphan stays a zombie; it has no working folder any more.</summary>
    private void AwaitEnd(Process process, TimeSpan atMost)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < atMost && !process.WaitForExit(TimeSpan.FromMilliseconds(50)))
            if (OperatingSystem.IsLinux() && !WorksHere(process.Id)) return;
    }
}
