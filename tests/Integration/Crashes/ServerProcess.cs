using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;
using Petitions.Server;

namespace Petitions.Tests.Integration.Crashes;

/// <summary>The built server in a process of its own, with its own data folder and PostgreSQL; it replays the town's petitions at its start.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly string[] ForeignSettings = ["ConnectionStrings__Admin", "ConnectionStrings__Owner", "ConnectionStrings__App"];

    private readonly Process _process;
    private readonly string _data;
    private readonly StringBuilder _complaints = new();

    private ServerProcess(string data, ProcessStartInfo line)
    {
        _data = data;
        _process = new Process { StartInfo = line };
        _process.ErrorDataReceived += (_, complaint) => { lock (_complaints) _complaints.AppendLine(complaint.Data); };
        _process.Start();
        _process.BeginErrorReadLine();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Without workers unless they are asked for: their scheduler would go on changing rows after the replay.</summary>
    public static ServerProcess Serve(SmallTown town, string data, bool working = false) =>
        Run(town, data, "serve", "--Workers", working ? "true" : "false", "--Urls", "http://127.0.0.1:0");

    /// <summary>Exit code of <c>verify-audit</c>.</summary>
    public static async Task<int> VerifyAuditAsync(SmallTown town, string data)
    {
        using var verifier = Run(town, data, "verify-audit");
        await verifier._process.StandardOutput.ReadToEndAsync(Token);
        await verifier._process.WaitForExitAsync(Token);
        return verifier._process.ExitCode;
    }

    /// <summary>The database answers from here on.</summary>
    public async Task ReplayBeginsAsync() => Assert.True(await SaysAsync("console.replaying"), Complaints());

    /// <summary>False if the process ended before the replay did.</summary>
    public Task<bool> ReplayEndsAsync() => SaysAsync("console.serving");

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>The database alone, by the number in its own file.</summary>
    public void KillPostmaster()
    {
        var id = int.Parse(File.ReadLines(Path.Combine(_data, "postgres", "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        using var postmaster = Process.GetProcessById(id);
        postmaster.Kill();
    }

    /// <summary>A connection beside the server's own, by the superuser.</summary>
    public async Task<NpgsqlConnection> LookInsideAsync()
    {
        var postgres = Path.Combine(_data, "postgres");
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = await File.ReadAllTextAsync(Path.Combine(postgres, "socket"), Token), Port = 5432, Database = "petitions",
            Username = "postgres", Password = await File.ReadAllTextAsync(Path.Combine(postgres, "password"), Token),
            Pooling = false, CommandTimeout = 120, GssEncryptionMode = GssEncryptionMode.Disable,
        };
        var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(Token);
        return connection;
    }

    public string Complaints()
    {
        lock (_complaints) return _complaints.ToString();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private static ServerProcess Run(SmallTown town, string data, string verb, params string[] settings)
    {
        string[] program = [Path.Combine(AppContext.BaseDirectory, "Petitions.Server.dll"), verb];
        string[] place = ["--DataFolder", data, "--SeedsFolder", town.Seeds, "--WorkflowsFolder", town.Workflows, "--Seed", "demo"];
        var line = new ProcessStartInfo("dotnet", [.. program, .. place, .. settings]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in ForeignSettings.SelectMany(n => new[] { n, "PETITIONS_" + n }))
            line.Environment.Remove(name);
        return new(data, line);
    }

    private async Task<bool> SaysAsync(string key)
    {
        var sentence = Texts.English.Say(key, "");
        while (await _process.StandardOutput.ReadLineAsync(Token) is { } line)
            if (line.StartsWith(sentence, StringComparison.Ordinal))
                return true;
        await _process.WaitForExitAsync(Token);
        return false;
    }
}
