namespace Petitions.Storage;

/// <summary>How the embedded cluster is created and with which settings it runs.</summary>
internal static class EmbeddedPostgresCluster
{
    // Chinese order by ICU wherever the binaries have it; the character types must be UTF-8, and not every system has C.UTF-8.
    private static readonly string[][] _locales =
    [
        ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=zh-Hans-CN"],
        ["--locale=en_US.UTF-8", "--locale-provider=icu", "--icu-locale=zh-Hans-CN"],
        ["--locale=C", "--locale-provider=icu", "--icu-locale=zh-Hans-CN"],
        ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ];

    /// <exception cref="StartupRefused">POSTGRES_DID_NOT_START when no locale of the list can be had.</exception>
    public static async Task CreateAsync(
        EmbeddedPostgresAccount account, string binaries, string folder, string passwordFile, string log, bool durable, CancellationToken ct)
    {
        var words = "";
        foreach (var locale in _locales)
        {
            string[] arguments = ["-D", folder, "-U", "postgres", "-E", "UTF8", "--auth=scram-sha-256", $"--pwfile={passwordFile}", .. locale,
                .. durable ? Array.Empty<string>() : ["--no-sync"]];
            var command = account.Command(Path.Combine(binaries, "bin", "initdb"), arguments);
            using var initdb = await LastingThread.RunAsync(() => System.Diagnostics.Process.Start(command)!);
            initdb.StandardInput.Close();
            var output = initdb.StandardOutput.ReadToEndAsync(ct);
            words = await initdb.StandardError.ReadToEndAsync(ct);
            await output;
            await initdb.WaitForExitAsync(ct);
            if (initdb.ExitCode == 0) return;
        }
        throw new StartupRefused("POSTGRES_DID_NOT_START", log, words.Trim());
    }

    /// <summary>Settings of one start. Memory follows the machine (or the container's limit); everything else is fixed.</summary>
    public static IEnumerable<string> Settings(string log, bool durable)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024);
        yield return $"shared_buffers={(durable ? Math.Clamp(memory / 8, 128, 2048) : 128)}MB";
        yield return $"effective_cache_size={Math.Max(memory / 2, 256)}MB";
        yield return $"maintenance_work_mem={Math.Clamp(memory / 32, 64, 512)}MB";
        yield return "work_mem=16MB";
        yield return "max_connections=200";
        yield return "max_wal_size=4GB";
        yield return "wal_compression=pglz";
        yield return "random_page_cost=1.1";
        yield return "jit=off";
        yield return "timezone=UTC";
        yield return "log_timezone=UTC";
        yield return "logging_collector=on";
        yield return $"log_directory={log}";
        // A week of logs, each day's overwritten a week later.
        yield return "log_filename=postgres-%a.log";
        yield return "log_truncate_on_rotation=on";
        yield return "log_rotation_age=1d";
        yield return "log_rotation_size=0";
        if (durable) yield break;
        // For tests: a commit reaches the operating system, which outlives a killed process, but is not forced to the disk.
        yield return "fsync=off";
        yield return "full_page_writes=off";
        yield return "max_wal_size=1GB";
        yield return "wal_level=minimal";
        yield return "max_wal_senders=0";
        yield return "wal_compression=off";
    }
}
