using FsCheck.Fluent;
using Petitions.Cases;
using Petitions.Tests.Unit;
using Petitions.Tests.Unit.Cases;

namespace Petitions.Tests.Integration.Storage;

/// <summary>The same model on paper, against real rows: sweeps that die before their commit, servers side by side, restarts, downtime.</summary>
public sealed class LadderOnDatabaseTests
{
    private enum What { Pass, Sweep, TwoSweepers, DiesBeforeTheCommit, Down }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_rung_rings_once_and_none_is_skipped_on_the_real_database()
    {
        await using var town = await DeskTown.OpenAsync();
        await AddYearsAsync(town);
        var runs = Gen.Choose(0, 4).Zip(Gen.Choose(1, 7000)).ArrayOf(14).ToArbitrary();
        Prop.ForAll(runs, run =>
        {
            // On a thread of its own: FsCheck waits for its properties.
            Task.Run(() => RunAsync(town, run), Token).GetAwaiter().GetResult();
        }).Hold(runs: 8);
    }

    private static async Task RunAsync(DeskTown town, (int What, int Minutes)[] run)
    {
        var key = (await town.RegisterAsync()).Key;
        var c = (await town.FindAsync(key)).Case;
        var clock = c.Clocks.Single(k => k.Code == Clocks.InternalTarget);
        var model = LadderModel.Begin(clock.StartedAt, clock.EffectiveDue!.Value, (await town.Library.CurrentAsync(Token)).Reference.Calendar.IsWorkingDay);
        var told = new List<string>();
        foreach (var (what, minutes) in run)
        {
            model = await StepAsync(town, model, (What)what, minutes);
            told.Add($"{(What)what} {minutes}");
            var rang = (await town.FindAsync(key)).Case.Ladder.Where(e => e.Clock == clock.No && e.FiredAt is not null).OrderBy(e => e.DueAt).ThenBy(e => e.No).Select(e => e.Step);
            Assert.True(model.Fired.SequenceEqual(rang), $"{string.Join("; ", told)}: expected {string.Join(",", model.Fired)}, rang {string.Join(",", rang)}");
        }
        Assert.Equal(0, await town.CountAsync<int>(
            "select count(*)::int from (select from audit where event = 'RungFired' group by case_id, payload->>'entry' having count(*) > 1) twice"));
    }

    private static async Task<LadderModel> StepAsync(DeskTown town, LadderModel model, What what, int minutes)
    {
        if (what is What.Pass or What.Down)
        {
            var time = TimeSpan.FromMinutes(what == What.Down ? minutes * 6 : minutes);
            town.Clock.Advance(time);
            model = model.Pass(time);
        }
        if (what == What.DiesBeforeTheCommit)
        {
            var desk = town.Desk();
            desk.Writer.BeforeSending = _ => throw new OperationCanceledException("the server died");
            await Record.ExceptionAsync(() => town.Timers(desk).SweepAsync(100, Token));
        }
        if (what is What.Sweep or What.Down)
            await SweepAsync(town);
        if (what == What.TwoSweepers)
        {
            await Task.WhenAll(SweepAsync(town), SweepAsync(town));
            // What one server passed over because the other held it, the next round takes.
            await SweepAsync(town);
        }
        return what is What.Pass or What.DiesBeforeTheCommit ? model : model.Sweep();
    }

    private static async Task SweepAsync(DeskTown town)
    {
        for (var more = true; more;)
            more = (await town.Timers().SweepAsync(50, Token)) is { Claimed: 50 } pass && pass.Failures.Count == 0;
    }

    private static async Task AddYearsAsync(DeskTown town)
    {
        foreach (var year in Enumerable.Range(2027, 6))
            await town.Library.PublishReferenceAsync($"calendar-{year}", $$"""
                { "calendarId": "test-{{year}}", "version": "1", "year": {{year}}, "weeklyRestDays": ["saturday", "sunday"], "makeupWorkdays": [], "holidays": [] }
                """, "TEST", town.Clock.GetUtcNow(), Token);
    }
}
