using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Petitions.Server;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Crashes;

/// <summary>The first start is stopped at each of its writes: the next one makes good what is missing, and the end is that of an undisturbed start.</summary>
public sealed class StoppedSeedingTests : IDisposable
{
    private readonly TestFolder _seeds = new();

    public StoppedSeedingTests()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root(), "seeds"), "*.json"))
            File.Copy(file, Path.Combine(_seeds.Path, Path.GetFileName(file)));
        // The replay has tests of its own (KilledReplayTests); here is what comes before and after it.
        foreach (var replayed in new[] { Demo.Samples, Demo.Live })
            File.WriteAllText(Path.Combine(_seeds.Path, replayed), """{ "petitions": [] }""");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_start_stopped_at_any_write_is_made_good_by_the_next_one()
    {
        await using var undisturbed = await TestDatabase.CreateAsync();
        await CountWritesAsync(undisturbed, stopAt: int.MaxValue);
        await StartAsync(undisturbed);
        var (writes, whole) = (await WritesAsync(undisturbed), await StandingAsync(undisturbed));
        Assert.True(writes > 100, $"only {writes} writes were seen");
        Assert.Equal(Directory.GetFiles(Path.Combine(Root(), "workflows"), "*.json").Length, whole.Count(row => row.StartsWith("definition ", StringComparison.Ordinal) && row.EndsWith(" t t", StringComparison.Ordinal)));
        foreach (var stop in Stops((int)writes))
        {
            await using var stopped = await TestDatabase.CreateAsync();
            await CountWritesAsync(stopped, stop);
            var death = await Assert.ThrowsAsync<PostgresException>(() => StartAsync(stopped));
            Assert.Equal($"stopped at write {stop}", death.MessageText);
            Assert.True(await IsEmptyOrWholeAsync(stopped, whole), $"half a library is left after a stop at write {stop}");
            await MendAsync(stopped);
            await StartAsync(stopped);
            Assert.Equal(whole, await StandingAsync(stopped));
        }
    }

    [Fact]
    public async Task Two_servers_that_seed_at_the_same_time_leave_what_one_would_have_left()
    {
        await using var alone = await TestDatabase.CreateAsync();
        await StartAsync(alone);
        await using var shared = await TestDatabase.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Seeder.SeedAsync(GroundOn(shared), Token), Token)));
        await StartAsync(shared);
        Assert.Equal(await StandingAsync(alone), await StandingAsync(shared));
    }

    [Fact]
    public async Task What_a_designer_has_drawn_is_not_replaced_by_a_changed_file_and_an_unchanged_file_publishes_nothing_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var workflows = new TestFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root(), "workflows"), "*.json"))
            File.Copy(file, Path.Combine(workflows.Path, Path.GetFileName(file)));
        var ground = GroundOn(database, workflows.Path);
        await Seeder.SeedAsync(ground, Token);
        var closure = Path.Combine(workflows.Path, "closure.json");
        var shipped = await File.ReadAllTextAsync(closure, Token);
        var drawn = await ground.Definitions.ImportAsync(Renamed(shipped, "站内结案"), "STF-059", ground.Clock.GetUtcNow(), publish: true, Token);
        await ground.Definitions.RetractAsync("mediation", Token);

        Assert.Empty(await Seeder.SeedAsync(ground, Token));
        Assert.Null(await ground.Definitions.PublishedAsync("mediation", Token));
        await File.WriteAllTextAsync(closure, Renamed(shipped, "新版结案"), Token);
        Assert.Equal(["closure.json"], await Seeder.SeedAsync(ground, Token));

        var versions = await ground.Definitions.VersionsOfAsync("closure", Token);
        Assert.Equal([(1, false), (2, true)], versions.Select(v => (v.Version, v.IsPublished)));
        Assert.Equal(drawn, versions[1]);
    }

    [Fact]
    public async Task A_changed_file_that_nobody_has_redrawn_is_published_and_one_that_does_not_fit_changes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        var ground = GroundOn(database);
        await Seeder.SeedAsync(ground, Token);
        var people = Path.Combine(_seeds.Path, "people.json");
        var text = await File.ReadAllTextAsync(people, Token);
        await File.WriteAllTextAsync(people, text + "\n", Token);
        await Seeder.SeedAsync(ground, Token);
        var before = await StandingAsync(database);
        Assert.Contains(before, row => row.StartsWith("reference people 2 ", StringComparison.Ordinal));

        await File.WriteAllTextAsync(people, "{}", Token);
        await Assert.ThrowsAsync<Petitions.Cases.Refused>(() => Seeder.SeedAsync(ground, Token));
        Assert.Equal(before, await StandingAsync(database));
    }

    public void Dispose() => _seeds.Dispose();

    /// <summary>All of the library and of the last writes; of the accounts, which are one statement, one in twenty.</summary>
    private static IEnumerable<int> Stops(int writes) => Enumerable.Range(1, writes).Where(n => n <= 40 || n > writes - 4 || n % 20 == 0);

    private Task StartAsync(TestDatabase database)
    {
        var ground = GroundOn(database);
        return StartAsync(ground);
    }

    private static async Task StartAsync(Ground ground)
    {
        await Seeder.SeedAsync(ground, Token);
        await Demo.PrepareAsync(ground, NullLogger.Instance, Token);
    }

    private Ground GroundOn(TestDatabase database, string? workflows = null) => Ground.On(
        database.Database, new Settings { SeedsFolder = _seeds.Path, WorkflowsFolder = workflows ?? Path.Combine(Root(), "workflows"), Seed = "demo" },
        new TextKeys([.. Enumerable.Range(1, 32).Select(n => (byte)n)]), new TurnedClock());

    private static async Task<bool> IsEmptyOrWholeAsync(TestDatabase database, List<string> whole)
    {
        var library = (await StandingAsync(database)).Where(IsLibrary).ToList();
        return library.Count == 0 || library.SequenceEqual(whole.Where(IsLibrary));

        static bool IsLibrary(string row) => row.StartsWith("reference ", StringComparison.Ordinal) || row.StartsWith("definition ", StringComparison.Ordinal);
    }

    /// <summary>Every row that a start leaves, without what is drawn at random and without moments.</summary>
    private static async Task<List<string>> StandingAsync(TestDatabase database)
    {
        await using var owner = await database.AsOwnerAsync();
        return [.. await owner.QueryAsync<string>(
            """
            select concat_ws(' ', 'reference', kind, version, published_by, md5(document::text)) from reference
            union all select concat_ws(' ', 'definition', version_id, version, created_by, md5(document::text), is_published, is_latest) from definitions
            union all select concat_ws(' ', 'account', user_name, staff_id, failed, disabled) from accounts
            union all select concat_ws(' ', 'replay', finished_at is not null, shown_number) from demo_replay
            union all select concat_ws(' ', 'cases', count(*)) from cases
            order by 1
            """)];
    }

    /// <summary>A sequence counts over rollbacks, as it must: a write that was undone has been tried.</summary>
    private static async Task CountWritesAsync(TestDatabase database, int stopAt)
    {
        await using var owner = await database.AsOwnerAsync();
        await owner.ExecuteAsync(
            $$"""
            create sequence writes;
            create function count_write() returns trigger language plpgsql security definer as $$
            declare n bigint := nextval('writes');
            begin
                if n = {{stopAt}} then raise exception 'stopped at write %', n; end if;
                return new;
            end $$;
            """);
        foreach (var table in await owner.QueryAsync<string>("select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations'"))
            await owner.ExecuteAsync($"create trigger count_write before insert or update on {table} for each row execute function count_write()");
    }

    private static async Task<long> WritesAsync(TestDatabase database)
    {
        await using var owner = await database.AsOwnerAsync();
        return await owner.QuerySingleAsync<long>("select last_value from writes");
    }

    private static async Task MendAsync(TestDatabase database)
    {
        await using var owner = await database.AsOwnerAsync();
        await owner.ExecuteAsync("drop function count_write cascade; drop sequence writes");
    }

    private static string Renamed(string json, string name)
    {
        var root = System.Text.Json.Nodes.JsonNode.Parse(json)!;
        root["name"] = name;
        return root.ToJsonString();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Petitions.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
