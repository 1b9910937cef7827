using System.Globalization;
using Petitions.Cases;
using Petitions.Server.Rehearsal;

namespace Petitions.Server;

/// <summary>
/// A rehearsal in lines: for each petition what happened and when, and what failed; the last line counts expectations:
/// <c>N passed, M failed</c>.
/// </summary>
public static class RehearsalReport
{
    public static void Write(Performance performance, TextWriter to)
    {
        foreach (var evidence in performance.Evidence)
            Write(evidence, to);
        foreach (var failed in performance.Judgements.Where(j => j.Verdict == Verdict.Failed))
            to.WriteLine($"FAILED: {failed.Petition} {failed.Key}: {failed.Expected} ≠ {failed.Actual}");
        foreach (var texts in new[] { Texts.Chinese, Texts.English })
            to.WriteLine(texts.Say("console.rehearsed", performance.Evidence.Count));
        to.WriteLine($"{performance.Passed} passed, {performance.Failed} failed");
    }

    private static void Write(Evidence evidence, TextWriter to)
    {
        var c = evidence.Case;
        to.WriteLine($"{evidence.Chronicle.Petition.Id} = {c.Number}");
        foreach (var (at, line) in Steps(evidence).Concat(Rungs(c)).Concat(Records(c)).OrderBy(l => l.At))
            to.WriteLine($"  {Moment(at)}  {line}");
        foreach (var clock in c.Clocks.OrderBy(k => k.StartedAt).ThenBy(k => k.No))
            to.WriteLine($"  {clock.Code}{(clock.Unit is null ? "" : "@" + clock.Unit)}: {Day(clock)} · {Status(clock)}");
        foreach (var (part, other) in evidence.Parts)
            to.WriteLine($"  #{part} = {other.Number}, {other.State.Code()}");
        var state = c.State.Code();
        to.WriteLine($"  {state} {Texts.Chinese["state." + state]} · {Texts.Chinese.Say("console.notices", evidence.Notices.Values.Sum())} / {Texts.English.Say("console.notices", evidence.Notices.Values.Sum())}");
    }

    private static IEnumerable<(DateTimeOffset At, string Line)> Steps(Evidence evidence) => evidence.Chronicle.Given.Select(g => (
        g.Step.At,
        $"{g.Step.By,-10} {g.Step.Give}{(g.Step.Part is { } part ? $" #{part}" : "")} {Texts.Chinese.Or("verb." + g.Step.Give, "")}{Refusal(g)}"));

    private static string Refusal(GivenStep step) => step switch
    {
        { Fault: { } fault } => $" !! {fault}",
        { Refusal: { } code, AsExpected: true } => $" ✗ {code}",
        { Refusal: { } code } => $" !! {code}",
        _ => "",
    };

    private static IEnumerable<(DateTimeOffset At, string Line)> Rungs(Case c) =>
        from e in c.Ladder
        where e.Rung > 0
        let code = c.Clocks.First(k => k.No == e.Clock).Code
        where e.FiredAt is not null || e.CancelledAt is not null
        select e.FiredAt is { } fired
            ? (fired, $"{"SYSTEM",-10} {e.Step} {code} → {e.TargetRole} {e.TargetPerson}")
            : (e.CancelledAt!.Value, $"{"SYSTEM",-10} {e.Step} {code} ({Evidence.Day(e.DueAt)}) × {e.CancelledBecause}");

    private static IEnumerable<(DateTimeOffset At, string Line)> Records(Case c) => c.AccountabilityRecords.SelectMany(r => new (DateTimeOffset?, string)[]
    {
        (r.OpenedAt, $"{r.OpenedBy,-10} {Texts.Chinese["page.accountability"]} {r.No} {r.Trigger}"),
        (r.PassedAt, $"{r.VerifiedBy,-10} {Texts.Chinese["page.accountability"]} {r.No} ✓"),
    }).Where(l => l.Item1 is not null).Select(l => (l.Item1!.Value, l.Item2));

    private static string Day(Clock clock) => clock.EffectiveDue is { } day ? Evidence.Day(day) : Evidence.Minute(clock.DueAt);

    private static string Status(Clock clock) =>
        clock.StoppedAt is { } at ? $"{clock.Status} {Moment(at)} ({clock.StoppedBy})" : clock.WasMissed ? $"{clock.Status}, missed" : clock.Status.ToString();

    private static string Moment(DateTimeOffset at) => at.ToOffset(Local.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
