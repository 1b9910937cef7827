using Petitions.Cases;

namespace Petitions.Server.Invariants;

/// <summary>Handbook §7 and §4.9: each rung once, none skipped, in order, on its day at nine or marked as late; nobody is told at night.</summary>
internal static class LadderInvariants
{
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(1);
    private static readonly (string Step, int Days)[] Offsets = [("remind2", -1), ("due", 0), ("rung1", 1), ("rung2", 4), ("rung3", 7), ("rung4", 12)];

    public static readonly IReadOnlyList<Invariant> All =
    [
        new("each-rung-once", "§7 E1", (h, _) => h.Case.Ladder.Where(e => e.Clock > 0).GroupBy(e => (e.Clock, e.Cycle, e.Step))
            .Select(g => g.Count(e => e.FiredAt is not null) <= 1 ? null : $"{g.Key} fired {g.Count()} times")),
        new("no-rung-skipped", "§7", NoneSkipped),
        new("rung-on-its-day-at-nine", "§7", OnItsDay),
        new("fired-at-its-moment", "§4.9", (h, _) => h.Case.Ladder.Where(e => e.FiredAt is not null && e.Step != "byHand")
            .Select(e => e.FiredAt < e.DueAt ? $"{e.Step} {e.No} before its moment {e.DueAt:u}"
                : e.FiredAt - e.DueAt > Sweep && e.LateBy is null && e.FiredAt - e.DueAt > TimeSpan.FromMinutes(10) ? $"{e.Step} {e.No} late without lateBy" : null)),
        new("met-clock-has-no-open-rung", "§7 E6", (h, _) => h.Case.Ladder.Where(e => e.Clock > 0)
            .Select(e => e.IsWaiting && h.Case.Clocks.Any(k => k.No == e.Clock && !k.IsRunning) ? $"{e.Step} {e.No} waits for an ended clock" : null)),
        new("rights-carry-no-ladder", "§7", (h, _) => h.Case.Ladder.Where(e => e.Clock > 0)
            .Select(e => h.Case.Clocks.First(k => k.No == e.Clock) is { Kind: ClockKind.Right } k ? $"{e.Step} of {k.Code}" : null)),
        new("every-rung-has-a-target", "§7 E2", (h, y) => h.Case.Ladder.Where(e => e is { Rung: > 0, FiredAt: not null })
            .Select(e => e.TargetRole is null ? $"{e.Step} {e.No} went to nobody" : null)),
        new("escalation-changes-no-state", "§7 E5", (h, _) => h.Events.Where(e => e.Verb == "escalateByHand")
            .Select(e => e.Name is "Accepted" or "Answered" or "CaseClosed" or "ClockMoved" ? $"{e.Name} by an escalation" : null)),
        new("one-message-per-person-and-run", "§7 E8", (h, _) => h.Notices.GroupBy(n => (n.To, n.ToldAt, n.Template))
            .Select(g => g.Count() == 1 ? null : $"{g.Key.To} was told {g.Key.Template} {g.Count()} times at {g.Key.ToldAt:u}")),
        new("quiet-hours", "§7 E9", (h, _) => h.Notices.Select(n => IsQuiet(n.NotBefore) && !WasEmergency(h.Case) && n.NotBefore == n.ToldAt ? $"{n.Template} to {n.To} at {n.NotBefore:u}" : null)),
        new("petitioner-hears-of-action-rungs", "§7 E10", Heard),
    ];

    private static bool WasEmergency(Case c) => c.Emergency is not null || c.Urgency == "emergency" || c.PoliceToldAt is not null || c.Nature == Natures.Tip;

    private static bool IsQuiet(DateTimeOffset moment) => Local.TimeOf(moment) is var time && (time >= new TimeOnly(21, 0) || time < new TimeOnly(7, 30));

    private static IEnumerable<string?> NoneSkipped(CaseHistory h, Yardstick y)
    {
        foreach (var ladder in h.Case.Ladder.Where(e => e.Clock > 0 && e.Rung > 0).GroupBy(e => (e.Clock, e.Cycle)))
            foreach (var high in ladder.Where(e => e is { FiredAt: not null, Rung: > 1 }))
            {
                // After a reopening the same clock goes on under another number: what has rung does not ring again.
                var clock = h.Case.Clocks.First(k => k.No == high.Clock);
                var same = h.Case.Clocks.Where(k => k.Code == clock.Code && k.Unit == clock.Unit).Select(k => k.No).ToHashSet();
                var before = h.Case.Ladder.Where(e => same.Contains(e.Clock) && e.Rung == high.Rung - 1 && e.FiredAt is not null).ToList();
                yield return before.Any(e => e.FiredAt <= high.FiredAt) ? null : $"{high.Step} of clock {high.Clock} without the one before";
            }
    }

    private static IEnumerable<string?> OnItsDay(CaseHistory h, Yardstick y)
    {
        foreach (var entry in h.Case.Ladder.Where(e => e.Clock > 0 && Offsets.Any(o => o.Step == e.Step)))
        {
            var clock = h.Case.Clocks.First(k => k.No == entry.Clock);
            // An earlier cycle was planned from an earlier date.
            if (clock.EffectiveDue is not { } due || h.Case.Ladder.Any(e => e.Clock == entry.Clock && e.Cycle > entry.Cycle))
                continue;
            var day = y.Workdays(due, Offsets.First(o => o.Step == entry.Step).Days);
            if (day is { } at)
                yield return entry.DueAt == Local.At(at, 9) || h.Named("RungAdvanced").Any() || h.Named("RungRetimed").Any() ? null : $"{entry.Step} of {clock.Code} at {entry.DueAt.ToOffset(Local.Offset):u}, due day {due:o}";
        }
    }

    private static IEnumerable<string?> Heard(CaseHistory h, Yardstick y)
    {
        if (h.Case.Flags.Anonymous || h.Case.Flags.Sealed || !h.Case.People.Any(p => p is { Withdrawn: false, Role: "petitioner" or "representative" }))
            yield break;
        foreach (var rung in h.Case.Ladder.Where(e => e is { Rung: >= 2, FiredAt: not null }))
            yield return h.Notices.Any(n => n.To.StartsWith("P:", StringComparison.Ordinal) && n.ToldAt == rung.FiredAt) ? null : $"nobody told the petitioner of {rung.Step} {rung.No}";
    }
}
