using System.Diagnostics;

namespace Petitions.Storage;

/// <summary>One run of the postmaster, from its start to its end.</summary>
internal sealed class EmbeddedPostmaster : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _lastWords = new();

    private EmbeddedPostmaster(ProcessStartInfo command)
    {
        _process = new Process { StartInfo = command, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _exited.TrySetResult();
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.OutputDataReceived += (_, line) => Remember(line.Data);
    }

    public int Id => _process.Id;

    /// <summary>Ends when the postmaster does, though its children may live a moment longer.</summary>
    public Task Exited => _exited.Task;

    /// <summary>Returns when the postmaster accepts connections.</summary>
    /// <exception cref="StartupRefused">POSTGRES_DID_NOT_START, with its last words.</exception>
    public static async Task<EmbeddedPostmaster> StartAsync(
        EmbeddedPostgresAccount account, EmbeddedPostgresFolder folder, IEnumerable<string> settings, CancellationToken ct)
    {
        var program = Path.Combine(folder.Binaries, "bin", "postgres");
        var arguments = settings.SelectMany(setting => new[] { "-c", setting }).Prepend(folder.Cluster).Prepend("-D");
        var postmaster = new EmbeddedPostmaster(account.Command(program, arguments));
        await LastingThread.RunAsync(postmaster._process.Start);
        postmaster._process.StandardInput.Close();
        postmaster._process.BeginErrorReadLine();
        postmaster._process.BeginOutputReadLine();
        await postmaster.ReadyAsync(folder, ct);
        return postmaster;
    }

    public void Dispose() => _process.Dispose();

    /// <summary>PostgreSQL writes its state into the eighth line of postmaster.pid; recovery after a crash may take a while.</summary>
    private async Task ReadyAsync(EmbeddedPostgresFolder folder, CancellationToken ct)
    {
        while (!Exited.IsCompleted)
        {
            var lines = folder.Processes.PostmasterFile();
            if (lines.Length >= 8 && lines[0] == $"{Id}" && lines[7].StartsWith("ready", StringComparison.Ordinal)) return;
            await Task.WhenAny(Exited, Task.Delay(20, ct));
            ct.ThrowIfCancellationRequested();
        }
        // The end is known before the last lines have been read; after a normal end of the streams this returns at once.
        await _process.WaitForExitAsync(ct).WaitAsync(TimeSpan.FromSeconds(2), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lastWords) throw new StartupRefused("POSTGRES_DID_NOT_START", folder.Log, string.Join("\n", _lastWords));
    }

    private void Remember(string? line)
    {
        if (line is null) return;
        lock (_lastWords)
        {
            _lastWords.Enqueue(line);
            if (_lastWords.Count > 20) _lastWords.Dequeue();
        }
    }
}
