using Petitions.Cases;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Storage;

public sealed class DueTimersTests
{
    // Nobody can read this reference of a workflow.
    private const string Poison = "no number/of a workflow";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_servers_that_sweep_at_once_fire_each_timer_once()
    {
        await using var town = await DeskTown.OpenAsync();
        var cases = new List<CaseKey>();
        for (var n = 0; n < 12; n++)
            cases.Add((await town.RegisterAsync()).Key);
        var before = await town.CountAsync<int>("select count(*)::int from timers");
        town.Clock.Advance(TimeSpan.FromDays(200));
        var due = await town.CountAsync<int>("select count(*)::int from timers where next_at <= '2026-09-20T01:00:00Z'");
        Assert.Equal(before, due);

        var servers = await Task.WhenAll(SweepAllAsync(town), SweepAllAsync(town), SweepAllAsync(town));

        Assert.Empty(servers.SelectMany(s => s.Failures));
        foreach (var key in cases)
            Assert.DoesNotContain((await town.FindAsync(key)).Case.Timers, t => t.DueAt <= town.Clock.GetUtcNow());
        // A clock is missed once, whoever swept.
        Assert.Equal(0, await town.CountAsync<int>(
            "select count(*)::int from (select case_id, payload->>'no' from audit where event = 'ClockMissed' group by 1, 2 having count(*) > 1) twice"));
        Assert.True(await town.CountAsync<int>("select count(*)::int from audit where event = 'ClockMissed'") >= cases.Count);
    }

    [Fact]
    public async Task A_timer_that_keeps_failing_is_parked_after_five_tries_and_holds_up_nobody()
    {
        await using var town = await DeskTown.OpenAsync();
        var (bad, good) = ((await town.RegisterAsync()).Key, (await town.RegisterAsync()).Key);
        var due = town.Clock.GetUtcNow().AddMinutes(1);
        await town.PlantAsync(bad, "workflow", Poison, due);
        await town.PlantAsync(bad, "nothing", "of the same case", due);
        await town.PlantAsync(good, "nothing", "of another case", due);
        town.Clock.Advance(TimeSpan.FromMinutes(2));

        var first = await SweepAllAsync(town);

        Assert.Equal(bad, Assert.Single(first.Failures).Key);
        Assert.Equal(2, first.Fired);
        Assert.Equal([Poison], await RefsDueAsync(town));

        for (var tries = 2; tries <= 5; tries++)
        {
            Assert.Empty((await SweepAllAsync(town)).Failures);
            town.Clock.Advance(TimeSpan.FromMinutes(1 << (tries - 2)));
            Assert.Single((await SweepAllAsync(town)).Failures);
        }
        Assert.Equal("FormatException", (await town.CountAsync<string>("select parked_reason from timers where parked_at is not null")).Split(':')[0]);
        town.Clock.Advance(TimeSpan.FromDays(1));
        Assert.DoesNotContain((await SweepAllAsync(town)).Failures, f => f.Key == bad);
    }

    [Fact]
    public async Task A_parked_timer_does_not_keep_later_timers_of_its_case_from_firing_and_can_be_tried_again()
    {
        await using var town = await DeskTown.OpenAsync();
        var key = (await town.RegisterAsync()).Key;
        await town.PlantAsync(key, "workflow", Poison, town.Clock.GetUtcNow());
        for (var tries = 0; tries < 5; tries++)
        {
            await SweepAllAsync(town);
            town.Clock.Advance(TimeSpan.FromMinutes(10));
        }
        await town.PlantAsync(key, "nothing", "later", town.Clock.GetUtcNow());

        Assert.Equal(1, (await SweepAllAsync(town)).Fired);

        var parked = await town.CountAsync<int>("select no from timers where parked_at is not null");
        await town.Timers().RetryAsync(key, parked, Token);
        Assert.Equal(parked, Assert.Single((await SweepAllAsync(town)).Failures).Timer);
    }

    [Fact]
    public async Task A_case_that_spoils_the_commit_of_its_set_is_found_out_and_the_others_fire()
    {
        await using var town = await DeskTown.OpenAsync();
        var (bad, good) = ((await town.RegisterAsync()).Key, (await town.RegisterAsync()).Key);
        await town.PlantAsync(bad, "nothing", "1", town.Clock.GetUtcNow());
        await town.PlantAsync(good, "nothing", "1", town.Clock.GetUtcNow());
        await town.ExecuteAsync($"alter table cases add constraint spoiled check (case_id <> '{bad.Id}' or row_version <= {(await town.FindAsync(bad)).Case.RowVersion})");

        var result = await SweepAllAsync(town);

        Assert.Equal(bad, Assert.Single(result.Failures).Key);
        Assert.Equal(1, result.Fired);
    }

    [Fact]
    public async Task A_sweep_and_a_person_meet_without_deadlock_and_both_take_effect()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        for (var n = 0; n < 20; n++)
            await town.PlantAsync(receipt.Key, "nothing", $"{n}", town.Clock.GetUtcNow().AddSeconds(-n));

        await Task.WhenAll(
            Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SweepAllAsync(town))),
            Task.WhenAll(Enumerable.Range(0, 3).Select(n => town.Desk().GiveAsync(receipt.Number, new Comment(new($"第 {n} 条")), town.Clerk, DeskTerms.None, Token))));
        await SweepAllAsync(town);

        Assert.Empty(await RefsDueAsync(town));
        Assert.Equal(3, (await town.FindAsync(receipt.Key)).Loaded.Texts.Values.Count(t => t.StartsWith('第')));
    }

    private static async Task<SweepResult> SweepAllAsync(DeskTown town)
    {
        var (claimed, fired, failures) = (0, 0, new List<TimerFailure>());
        for (var last = 5; last == 5;)
        {
            var pass = await town.Timers().SweepAsync(5, Token);
            (last, claimed, fired) = (pass.Claimed, claimed + pass.Claimed, fired + pass.Fired);
            failures.AddRange(pass.Failures);
        }
        return new(claimed, fired, failures);
    }

    private static async Task<IEnumerable<string>> RefsDueAsync(DeskTown town)
    {
        await using var owner = await town.Rows.AsOwnerAsync();
        return await Dapper.SqlMapper.QueryAsync<string>(owner, "select ref from timers where due_at <= @now", new { now = town.Clock.GetUtcNow().UtcDateTime });
    }
}
