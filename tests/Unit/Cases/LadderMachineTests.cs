using System.Text.Json;
using FsCheck;
using FsCheck.Experimental;
using FsCheck.Fluent;
using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>
/// The ladder against a model on paper, under everything that may happen to a server: each rung rings at most once and none is skipped, whatever
/// crashes, restarts, jumps or sweeps beside it (E1, E6, E8, E11, handbook §4.9).
/// </summary>
public class LadderMachineTests
{
    [Theory]
    [InlineData("CLK-HANDLE60", "2026-03-02 09:00")]
    [InlineData("CLK-SIMPLE10WD", "2026-04-28 15:30")]
    [InlineData("CLK-MED30", "2026-08-31 23:50")]
    public void Each_rung_rings_once_and_none_is_skipped_whatever_happens_to_the_servers(string code, string startedAt) =>
        new LadderMachine(code, Paper.At(startedAt)).ToProperty().Hold(runs: 60, size: 60);

    private sealed class LadderMachine(string code, DateTimeOffset startedAt) : Machine<LadderStore, LadderModel>(60)
    {
        public override Arbitrary<Setup<LadderStore, LadderModel>> Setup =>
            Gen.Constant<Setup<LadderStore, LadderModel>>(new Beginning(code, startedAt)).ToArbitrary();

        public override Gen<Operation<LadderStore, LadderModel>> Next(LadderModel model) => Gen.Frequency(
            (6, Gen.Choose(1, 24 * 60 * 6).Select(Pass)),
            (1, Gen.Choose(1, 180).Select(minutes => Do($"the clock jumps back by {minutes} minutes", m => m.Pass(TimeSpan.FromMinutes(-minutes)), s => s.Turn(-minutes)))),
            (1, Gen.Choose(20, 60).Select(days => Do($"down for {days} days, then one sweep", m => m.Pass(TimeSpan.FromDays(days)).Sweep(), s =>
            {
                s.Turn(days * 24 * 60);
                s.Sweep();
            }))),
            (6, Gen.Constant(Do("sweep", m => m.Sweep(), s => s.Sweep()))),
            (2, Gen.Constant(Do("crash between claim and commit", m => m, s => s.SweepWithoutCommit()))),
            (2, Gen.Constant(Do("two sweepers", m => m.Sweep(), s => s.SweepTwiceAtOnce()))),
            (2, Gen.Constant(Do("restart", m => m, s => s.Restart()))),
            (1, Gen.Constant(Do("met", m => m.Stop(), s => s.Stop(s.Now), m => !m.Stopped))),
            (1, Gen.Constant(Do("met while a sweep is on its way", m => m.Stop(), s => s.StopDuringSweep(), m => !m.Stopped))),
            (1, Gen.Choose(1, 72).Select(hours => Do($"late entry: met {hours} hours ago", m => m.Stop(), s => s.Stop(s.Now.AddHours(-hours)), m => !m.Stopped))),
            (1, Gen.Constant(Do("reopened", m => m.Reopen(), s => s.Reopen(), m => m.Stopped))),
            (1, Gen.Choose(1, 30).Select(days => Do($"extended by {days} days", m => m.Extend(days), s => s.Extend(days), m => code == "CLK-HANDLE60" && m is { Stopped: false, Extended: false } && m.Today <= m.Due))));

        private static Operation<LadderStore, LadderModel> Pass(int minutes) => Do($"{minutes} minutes pass", m => m.Pass(TimeSpan.FromMinutes(minutes)), s => s.Turn(minutes));

        private static Operation<LadderStore, LadderModel> Do(string what, Func<LadderModel, LadderModel> model, Action<LadderStore> actual, Func<LadderModel, bool>? may = null) =>
            new Step(what, model, actual, may);
    }

    private sealed class Beginning(string code, DateTimeOffset startedAt) : Setup<LadderStore, LadderModel>
    {
        public override LadderStore Actual() => new(code, startedAt);

        public override LadderModel Model() => LadderModel.Begin(startedAt, new LadderStore(code, startedAt).Due, Seeds2Years.Calendar.IsWorkingDay);
    }

    private sealed class Step(string what, Func<LadderModel, LadderModel> model, Action<LadderStore> actual, Func<LadderModel, bool>? may) : Operation<LadderStore, LadderModel>
    {
        public override bool Pre(LadderModel m) => (may?.Invoke(m) ?? true) && m.Today < new DateOnly(2027, 9, 1);

        public override LadderModel Run(LadderModel m) => model(m);

        public override Property Check(LadderStore store, LadderModel m)
        {
            actual(store);
            return (store.Fired.SequenceEqual(m.Fired) && store.IsEachRungUnique)
                .Label($"{what}: expected {string.Join(",", m.Fired)}; rang {string.Join(",", store.Fired)}; {store.Now:o}");
        }

        public override string ToString() => what;
    }
}

/// <summary>A second year behind the shipped one, so that no ladder runs out of calendar.</summary>
internal static class Seeds2Years
{
    public static readonly Reference Reference = Read();

    public static WorkCalendar Calendar => Reference.Calendar;

    private static Reference Read()
    {
        var documents = Seeds.Documents();
        foreach (var year in new[] { 2027, 2028 })
            documents[$"calendar-{year}"] = $$"""
                { "calendarId": "test-{{year}}", "version": "1", "year": {{year}}, "weeklyRestDays": ["saturday", "sunday"], "makeupWorkdays": [],
                  "holidays": [{ "name": "元旦", "from": "{{year}}-01-01", "to": "{{year}}-01-03" }, { "name": "国庆节", "from": "{{year}}-10-01", "to": "{{year}}-10-07" }] }
                """;
        return ReferenceReader.Read(documents);
    }
}

/// <summary>A desk with one case in memory: steps are decided by the real rules and committed under the case's version, or lost.</summary>
internal sealed class LadderStore
{
    private readonly string _code;
    private readonly List<RungFired> _fired = [];
    private string _committed;
    private int _version;

    public LadderStore(string code, DateTimeOffset startedAt)
    {
        (_code, Now) = (code, startedAt);
        _committed = JsonSerializer.Serialize(Paper.Registered("A8", startedAt.ToOffset(Local.Offset).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)).Case, CaseJson.Options);
        Act(step => Clocks.Start(step, code, step.HappenedAt, "accepted"));
    }

    public DateTimeOffset Now { get; private set; }

    public DateOnly Due => Clock(Load()).EffectiveDue!.Value;

    public IEnumerable<string> Fired => _fired.Select(f => f.Step);

    /// <summary>E1, and at most one message for a moment: no step rings twice in one cycle of one clock.</summary>
    public bool IsEachRungUnique
    {
        get
        {
            var entries = Load().Ladder.ToDictionary(e => e.No);
            return _fired.GroupBy(f => (f.Clock, entries[f.Entry].Cycle, f.Step)).All(g => g.Count() == 1)
                && _fired.All(f => f.LateBy is null || f.LateBy > TimeSpan.FromMinutes(5));
        }
    }

    public void Turn(int minutes) => Now += TimeSpan.FromMinutes(minutes);

    public void Sweep()
    {
        while (!TryCommit(DecideSweep(), _version))
        {
        }
    }

    public void SweepWithoutCommit() => DecideSweep();

    public void SweepTwiceAtOnce()
    {
        var (one, other, version) = (DecideSweep(), DecideSweep(), _version);
        Assert.True(TryCommit(one, version));
        Assert.False(TryCommit(other, version));
        Sweep();
    }

    public void StopDuringSweep()
    {
        var (swept, version) = (DecideSweep(), _version);
        Stop(Now);
        Assert.False(TryCommit(swept, version));
        Sweep();
    }

    /// <summary>Nothing is kept in memory but what was committed.</summary>
    public void Restart() => _committed = JsonSerializer.Serialize(Load(), CaseJson.Options);

    public void Stop(DateTimeOffset at) => Act(step => Clocks.Stop(step, _code, at, "served"));

    public void Reopen() => Act(step => Clocks.Revive(step, _code));

    public void Extend(int days) => Act(step => Clocks.Extend(step, Clock(step.Case), days, 1, "STF-029", "STF-042", Local.DateOf(Now)));

    private Clock Clock(Case c) => c.Clocks.Last(k => k.Code == _code);

    private Case Load() => JsonSerializer.Deserialize<Case>(_committed, CaseJson.Options)!;

    private (Case Case, IReadOnlyList<RecordedEvent> Events) DecideSweep()
    {
        var loaded = new LoadedCase(Load(), new Dictionary<int, string>(), []);
        var result = CaseStep.Run(new StepInput(loaded, new TimersDue(), Actor.System, Now, Seeds2Years.Reference, new WorkflowLibrary([]), null, new Dictionary<string, CaseGlance>()));
        return (result.Case, result.Events);
    }

    private void Act(Action<StepContext> rule)
    {
        var step = new StepContext(Load(), Actor.System, Now, Now, Seeds2Years.Reference, RuleBook.Handbook, new Dictionary<int, string>(), new Dictionary<string, CaseGlance>());
        rule(step);
        step.React();
        foreach (var check in RuleBook.Handbook.SettledChecks)
        {
            check(step);
            step.React();
        }
        Assert.True(TryCommit((step.Case, step.Events), _version));
    }

    private bool TryCommit((Case Case, IReadOnlyList<RecordedEvent> Events) decided, int version)
    {
        if (version != _version)
            return false;
        (_committed, _version) = (JsonSerializer.Serialize(decided.Case, CaseJson.Options), version + 1);
        _fired.AddRange(decided.Events.Select(e => e.Event).OfType<RungFired>().Where(f => f.Code == _code));
        return true;
    }
}
