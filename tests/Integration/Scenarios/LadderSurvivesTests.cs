using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Petitions.Server.Workers;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Scenarios;

/// <summary>The ladder under crashes, side by side and after downtime (handbook §4.9, E1, E8).</summary>
public sealed class LadderSurvivesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Scenario", "12")]
    public async Task A_server_killed_between_claim_and_fire_leaves_one_message_and_one_rung()
    {
        await using var ladder = await LadderTown.OpenAsync("2026-08-10 09:00");
        var number = await ladder.CablesAsync();
        await ladder.SweepAtAsync("2026-08-11 09:00", "2026-08-12 09:00", "2026-08-13 00:00");

        ladder.At("2026-08-13 09:00");
        await using (var dying = await ladder.Town.AnotherServerAsync())
            await DieBetweenClaimAndFireAsync(dying, ladder.Town.Rows.AdminConnectionString);
        Assert.Empty(await ladder.FiredAsync(number));
        Assert.Empty(await TellingsAsync(ladder, number));

        await ladder.Town.RunDueAsync();
        await ladder.Town.RunDueAsync();

        Assert.Equal("rung1", Assert.Single(await ladder.FiredAsync(number))["step"]!.GetValue<string>());
        Assert.Single(await TellingsAsync(ladder, number));
        Assert.Equal(1, await ladder.Town.Rows.ScalarAsync<long>("select count(*) from audit where event = 'RungFired' and payload->>'step' = 'rung1'"));
    }

    [Fact]
    [Trait("Scenario", "13")]
    public async Task Two_servers_at_once_make_one_rung_of_each_case()
    {
        await using var ladder = await LadderTown.OpenAsync("2026-08-10 09:00");
        var numbers = new List<string>();
        for (var n = 0; n < 6; n++)
            numbers.Add(await ladder.CablesAsync($"滕住户{n}"));
        await ladder.SweepAtAsync("2026-08-11 09:00", "2026-08-12 09:00", "2026-08-13 00:00");
        await using var second = await ladder.Town.AnotherServerAsync();

        ladder.At("2026-08-13 09:00");
        IServiceProvider[] servers = [ladder.Town.Services, second.Services, ladder.Town.Services, second.Services];
        await Task.WhenAll(servers.Select(s => Task.Run(() => s.GetRequiredService<SweepJob>().PassAsync(Token), Token)));
        // What one server passed over because the other held it, the next round takes.
        await second.Services.GetRequiredService<SweepJob>().PassAsync(Token);

        foreach (var number in numbers)
        {
            Assert.Equal("rung1", Assert.Single(await ladder.FiredAsync(number))["step"]!.GetValue<string>());
            Assert.Single(await TellingsAsync(ladder, number));
        }
        Assert.Equal(numbers.Count, (int)await ladder.Town.Rows.ScalarAsync<long>("select count(*) from audit where event = 'RungFired' and payload->>'step' = 'rung1'"));
    }

    [Fact]
    [Trait("Scenario", "14")]
    public async Task After_three_days_of_downtime_the_rungs_fire_in_order_say_how_late_and_each_person_has_one_message_per_case()
    {
        await using var ladder = await LadderTown.OpenAsync("2026-08-10 09:00");
        string[] numbers = [await ladder.CablesAsync(), await ladder.CablesAsync("邻居")];
        await ladder.SweepAtAsync("2026-08-11 09:00", "2026-08-12 09:00", "2026-08-13 00:00", "2026-08-13 09:00", "2026-08-15 00:00", "2026-08-18 08:00");
        var down = LadderTown.Moment("2026-08-18 08:00");

        await ladder.SweepAtAsync("2026-08-21 10:00", "2026-08-21 10:00");

        foreach (var number in numbers)
        {
            var fired = await ladder.FiredAsync(number);
            Assert.Equal(["rung1", "rung2", "rung3"], fired.Select(e => e["step"]!.GetValue<string>()));
            Assert.Equal([null, "3.01:00:00", "01:00:00"], fired.Select(e => e["lateBy"]?.GetValue<string>()));
            Assert.Equal(["R-NQ-ZH", "R-COM-XF", "R-LEADER"], fired.Select(e => e["targetRole"]!.GetValue<string>()));
        }
        Assert.Equal(["rung2", "rung3"], (await ladder.Town.Rows.ListAsync<string>(
            $"select payload->>'step' from audit a join cases c using (root, case_id) where c.number = '{numbers[0]}' and event = 'RungFired' and recorded_at > '{down.UtcDateTime:O}' order by a.seq")));
        var twice = await ladder.Town.Rows.ListAsync<string>(
            $"select person || ' ' || case_id from notices where told_at > '{down.UtcDateTime:O}' group by person, case_id having count(*) > 1");
        Assert.Empty(twice);
        var smsTwice = await ladder.Town.Rows.ListAsync<string>(
            $"select payload->>'to' || ' ' || case_id from outbox where kind = 'sms' and created_at > '{down.UtcDateTime:O}' group by payload->>'to', case_id having count(*) > 1");
        Assert.Empty(smsTwice);
        foreach (var who in new[] { LadderTown.CommunityHead, LadderTown.FirstLeader })
            Assert.Single(await ladder.NoticesAsync(who, numbers[0]), n => n["toldAt"]!.GetValue<DateTimeOffset>() > down);
    }

    /// <summary>What the head of the estate's office was told of rung 1; the reminders before it are not looked at.</summary>
    private static async Task<List<JsonNode>> TellingsAsync(LadderTown ladder, string number) =>
        [.. (await ladder.NoticesAsync(LadderTown.EstateHead, number)).Where(n => n["template"]!.GetValue<string>() == "notice.rung1")];

    /// <summary>The server has claimed what is due and is about to write it when its connection to the database is gone, as with the process itself.</summary>
    private static async Task DieBetweenClaimAndFireAsync(WebApplication dying, string admin)
    {
        var died = 0;
        dying.Services.GetRequiredService<CaseDesk>().Writer.BeforeSending = batch =>
        {
            died++;
            using var killer = new NpgsqlConnection(admin);
            killer.Open();
            using var kill = new NpgsqlCommand($"select pg_terminate_backend({batch.Connection!.ProcessID})", killer);
            Assert.Equal(true, kill.ExecuteScalar());
        };
        Assert.NotNull(await Record.ExceptionAsync(() => dying.Services.GetRequiredService<SweepJob>().PassAsync(Token)));
        Assert.Equal(1, died);
    }
}
