using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.Logging;
using Petitions.Cases;
using Petitions.Server;
using Petitions.Server.Rehearsal;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Tests.Integration;

/// <summary>The rehearsal and the demo on a real database.</summary>
public sealed class RehearsalTests
{
    internal static readonly string Seeds = Path.Combine(Root(), "seeds");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sample_petitions_live_their_year_in_the_database_as_expected()
    {
        await using var rows = await TestDatabase.CreateAsync();
        var ground = GroundOn(rows, Seeds);
        await Seeder.SeedAsync(ground, Token);
        var file = RehearsalFile.Read(await File.ReadAllTextAsync(Path.Combine(Seeds, Demo.Samples), Token));
        var played = await Performance.OfAsync(file, await DatabaseStage.OpenAsync(ground, Token), Token);
        using var report = new StringWriter();
        RehearsalReport.Write(played, report);
        Assert.True(played.Failed == 0, report.ToString());
        Assert.EndsWith($"{played.Passed} passed, 0 failed", report.ToString().TrimEnd(), StringComparison.Ordinal);
        Assert.True((await new AuditVerifier(ground.Database).VerifyAsync(Token)).IsClean);
    }

    [Fact]
    public async Task An_interrupted_replay_goes_on_and_leaves_the_same_rows_as_an_uninterrupted_one()
    {
        using var seeds = new SmallSeeds("NQ-2026-0001", "NQ-2026-0005", "NQ-2026-0030", "NQ-2026-0048");
        await using var whole = await TestDatabase.CreateAsync();
        await using var broken = await TestDatabase.CreateAsync();
        await PrepareAsync(whole, seeds.Folder, Token);
        for (var orders = 5; await InterruptedAsync(broken, seeds.Folder, orders); orders *= 3)
        {
        }
        await PrepareAsync(broken, seeds.Folder, Token);
        Assert.Equal(await CountsAsync(whole), await CountsAsync(broken));
        Assert.Equal(0, await OneAsync<int>(broken, "select count(*)::int from timers where parked_at is not null"));
        Assert.True((await new AuditVerifier(broken.Database).VerifyAsync(Token)).IsClean);
    }

    [Fact]
    public async Task A_server_killed_in_the_middle_of_its_replay_goes_on_at_the_next_start()
    {
        using var seeds = new SmallSeeds("NQ-2026-0001", "NQ-2026-0030");
        await using var whole = await TestDatabase.CreateAsync();
        await using var killed = await TestDatabase.CreateAsync();
        await ServedAsync(whole, seeds.Folder);
        foreach (var orders in new[] { 20, 90 })
            await KilledAsync(killed, seeds.Folder, orders);
        await ServedAsync(killed, seeds.Folder);
        Assert.Equal(await CountsAsync(whole), await CountsAsync(killed));
        Assert.True((await new AuditVerifier(killed.Database).VerifyAsync(Token)).IsClean);
    }

    [Fact]
    public async Task A_second_start_replays_nothing_and_the_clock_shows_the_real_time()
    {
        using var seeds = new SmallSeeds("NQ-2026-0001");
        await using var rows = await TestDatabase.CreateAsync();
        var clock = await PrepareAsync(rows, seeds.Folder, Token);
        var before = await CountsAsync(rows);
        await PrepareAsync(rows, seeds.Folder, Token);
        Assert.Equal(before, await CountsAsync(rows));
        Assert.True((clock.GetUtcNow() - TimeProvider.System.GetUtcNow()).Duration() < TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("STF-008", "serveOpinion")]
    [InlineData("STF-011", "accept")]
    [InlineData("STF-083", "decideObjection")]
    [InlineData("STF-030", "submitOpinion")]
    [InlineData("STF-013", "recordConsent")]
    [InlineData("STF-021", "reportResult")]
    [InlineData("STF-042", "issueOpinion")]
    [InlineData("STF-007", "assignHandler")]
    [InlineData("STF-007", "close")]
    [InlineData("STF-001", "answerEscalation")]
    [InlineData("STF-002", "answerEscalation")]
    [InlineData("STF-047", "verifyAccountability")]
    [InlineData("STF-054", "recordEmergencyContact")]
    [InlineData("STF-056", "recordPoliceReceipt")]
    [InlineData("STF-058", "accept")]
    public async Task Each_role_finds_its_work_after_the_demo(string staff, string verb)
    {
        var ground = GroundOn(await DemoOnce.Value, Seeds);
        var person = (await ground.Library.CurrentAsync(Token)).Reference.People[staff];
        var tasks = await new MyTasks(ground.Database, ground.Library).PageAsync(
            new Actor(person.Id, person.Roles, person.Unit), ground.Clock.GetUtcNow(), null, 200, Token);
        Assert.Contains(verb, tasks.Rows.SelectMany(t => t.Offers).Distinct());
    }

    private static readonly Lazy<Task<TestDatabase>> DemoOnce = new(async () =>
    {
        using var seeds = new SmallSeeds("NQ-2026-0001");
        var rows = await TestDatabase.CreateAsync();
        await PrepareAsync(rows, seeds.Folder, CancellationToken.None);
        return rows;
    });

    private static async Task<TurnedClock> PrepareAsync(TestDatabase rows, string seeds, CancellationToken token)
    {
        var ground = GroundOn(rows, seeds);
        await Seeder.SeedAsync(ground, token);
        using var logs = LoggerFactory.Create(_ => { });
        await Demo.PrepareAsync(ground, logs.CreateLogger("demo"), token);
        return ground.Clock;
    }

    /// <summary>Kills the process (the signal is 9) when so many steps are written.</summary>
    private static async Task KilledAsync(TestDatabase rows, string seeds, int orders)
    {
        using var server = Start(rows, seeds);
        while (!server.HasExited && await OneAsync<int>(rows, "select count(*)::int from commands") < orders)
            Token.ThrowIfCancellationRequested();
        Assert.False(server.HasExited, "the replay was over before it could be killed");
        server.Kill();
        await server.WaitForExitAsync(Token);
    }

    /// <summary>Starts a server and stops it when it serves.</summary>
    private static async Task ServedAsync(TestDatabase rows, string seeds)
    {
        using var server = Start(rows, seeds);
        var said = new List<string>();
        while (await server.StandardOutput.ReadLineAsync(Token) is { } line && !line.Contains("http://127.0.0.1", StringComparison.Ordinal))
            said.Add(line);
        Assert.False(server.HasExited, string.Join("\n", said));
        server.Kill();
        await server.WaitForExitAsync(Token);
    }

    private static Process Start(TestDatabase rows, string seeds) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Petitions.Server.dll")])
    {
        RedirectStandardOutput = true,
        Environment =
        {
            ["ConnectionStrings__Admin"] = rows.AdminConnectionString, ["PETITIONS_Seed"] = "demo", ["PETITIONS_SeedsFolder"] = seeds, ["PETITIONS_Workers"] = "false",
            ["PETITIONS_WorkflowsFolder"] = Path.Combine(Root(), "workflows"), ["PETITIONS_Urls"] = "http://127.0.0.1:0",
            ["PETITIONS_MasterKey"] = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(n => (byte)n)]),
        },
    })!;

    /// <summary>Cancels the replay, as a death of the process would, when so many steps are written; false when it came to its end before.</summary>
    private static async Task<bool> InterruptedAsync(TestDatabase rows, string seeds, int orders)
    {
        using var death = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var watch = WatchAsync(rows, orders, death);
        try
        {
            await PrepareAsync(rows, seeds, death.Token);
            return false;
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            return true;
        }
        finally
        {
            await death.CancelAsync();
            await watch;
        }
    }

    private static async Task WatchAsync(TestDatabase rows, int orders, CancellationTokenSource death)
    {
        while (!death.IsCancellationRequested)
            if (await OneAsync<int>(rows, "select count(*)::int from commands") >= orders)
                await death.CancelAsync();
    }

    private static async Task<string> CountsAsync(TestDatabase rows)
    {
        await using var owner = await rows.AsOwnerAsync();
        var tables = await owner.QueryAsync<string>("select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1");
        var counts = new List<string>();
        foreach (var table in tables)
            counts.Add($"{table} {await owner.QuerySingleAsync<long>($"select count(*) from \"{table}\"")}");
        return string.Join("\n", counts);
    }

    private static async Task<T> OneAsync<T>(TestDatabase rows, string sql)
    {
        await using var owner = await rows.AsOwnerAsync();
        return await owner.QuerySingleAsync<T>(sql);
    }

    internal static Ground GroundOn(TestDatabase rows, string seeds) => Ground.On(
        rows.Database, new Settings { SeedsFolder = seeds, WorkflowsFolder = Path.Combine(Root(), "workflows"), Seed = "demo" },
        new TextKeys([.. Enumerable.Range(1, 32).Select(n => (byte)n)]), new TurnedClock());

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Petitions.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no Petitions.sln above the tests");
        return folder.FullName;
    }

    /// <summary>The shipped seeds with some of the sample petitions.</summary>
    private sealed class SmallSeeds : IDisposable
    {
        public SmallSeeds(params string[] petitions)
        {
            foreach (var file in Directory.GetFiles(Seeds, "*.json"))
                File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
            var samples = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(Seeds, Demo.Samples)))!;
            var kept = samples["petitions"]!.AsArray().Where(p => petitions.Contains((string?)p!["id"])).Select(p => p!.DeepClone()).ToArray();
            samples["petitions"] = new System.Text.Json.Nodes.JsonArray(kept);
            File.WriteAllText(Path.Combine(Folder, Demo.Samples), samples.ToJsonString());
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("petitions-seeds-").FullName;

        public void Dispose() => Directory.Delete(Folder, true);
    }
}
