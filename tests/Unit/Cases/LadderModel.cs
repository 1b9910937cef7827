using System.Collections.Immutable;

namespace Petitions.Tests.Unit.Cases;

public sealed record ModelStep(string Step, DateTimeOffset At);

/// <summary>
/// The ladder of one clock as one would keep it on paper: what is still to come, what has rung. Written from the handbook (§7, E1, E6, E8, E11)
/// and not from the code, so that both must agree.
/// </summary>
/// <param name="IsWorkingDay">The calendar, asked day by day.</param>
public sealed record LadderModel(
    DateTimeOffset Now, DateTimeOffset StartedAt, DateOnly Due, Func<DateOnly, bool> IsWorkingDay,
    ImmutableList<ModelStep> Waiting, ImmutableList<string> Fired, bool Stopped = false, bool Extended = false)
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    public static LadderModel Begin(DateTimeOffset startedAt, DateOnly due, Func<DateOnly, bool> isWorkingDay) =>
        new LadderModel(startedAt, startedAt, due, isWorkingDay, [], []).Armed();

    public DateOnly Today => DateOnly.FromDateTime(Now.ToOffset(Beijing).DateTime);

    public LadderModel Pass(TimeSpan time) => this with { Now = Now + time };

    /// <summary>Everything that is due rings, in order, once.</summary>
    public LadderModel Sweep()
    {
        var due = Waiting.Where(w => w.At <= Now).OrderBy(w => w.At).ToList();
        return this with { Waiting = Waiting.RemoveAll(due.Contains), Fired = Fired.AddRange(due.Select(d => d.Step)) };
    }

    public LadderModel Stop() => this with { Stopped = true, Waiting = [] };

    public LadderModel Reopen() => (this with { Stopped = false }).Armed();

    public LadderModel Extend(int days) => (this with { Due = Due.AddDays(days), Extended = true }).Armed();

    private LadderModel Armed() => this with { Waiting = [.. Plan().Where(IsStillToCome)] };

    private bool IsStillToCome(ModelStep step) => step.At >= StartedAt
        && !(step.At <= Now && (step.Step.StartsWith("remind", StringComparison.Ordinal) || Fired.Contains(step.Step)));

    private IEnumerable<ModelStep> Plan()
    {
        var isLong = Due.DayNumber - DateOnly.FromDateTime(StartedAt.ToOffset(Beijing).DateTime).DayNumber >= 30;
        foreach (var days in isLong ? new[] { 15, 7, 3 } : [])
            yield return new($"remind{days}", Nine(Due.AddDays(-days)));
        if (!isLong)
            yield return new("remind1", Nine(Walk(-3)));
        foreach (var (step, days) in new[] { ("remind2", -1), ("due", 0), ("rung1", 1), ("rung2", 4), ("rung3", 7), ("rung4", 12) })
            yield return new(step, Nine(Walk(days)));
    }

    private DateOnly Walk(int workingDays)
    {
        var day = Due;
        for (var left = Math.Abs(workingDays); left > 0;)
        {
            day = day.AddDays(Math.Sign(workingDays));
            left -= IsWorkingDay(day) ? 1 : 0;
        }
        return day;
    }

    private static DateTimeOffset Nine(DateOnly day) => new(day.ToDateTime(new TimeOnly(9, 0)), Beijing);
}
