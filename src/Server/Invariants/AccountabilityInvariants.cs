using Petitions.Cases;

namespace Petitions.Server.Invariants;

/// <summary>Handbook §6: whoever reads the facts finds a record for each trigger, and behind each PASSED all clauses and an independent verifier.</summary>
internal static class AccountabilityInvariants
{
    private static readonly string[] NoDuty = ["CLK-OBJECT5WD", "CLK-EXT30", "CLK-REG"];

    public static readonly IReadOnlyList<Invariant> All =
    [
        new("record-for-every-trigger", "§6.1", Triggered),
        new("passed-with-all-clauses", "§6.3", Passed),
        new("independent-verifier", "§6.3", (h, y) => h.Case.AccountabilityRecords.Where(r => r is { PassedAt: not null, VerifiedBy: not null })
            .Select(r => !r.Authors.Contains(r.VerifiedBy!) && r.Responsible.All(p => p.Person != r.VerifiedBy) && y.Person(r.VerifiedBy) is { } by
                && by.Roles.Any(role => role is "R-SUPERVISOR" or "R-DISCIPLINE") ? null : $"record {r.No} verified by {r.VerifiedBy}")),
        new("petitioner-never-accountable", "§6.2", (h, _) => h.Case.AccountabilityRecords.SelectMany(r => r.Responsible)
            .Select(p => p.Person?.StartsWith("P:", StringComparison.Ordinal) == true ? $"{p.Person} was named" : null)),
        new("decider-is-not-the-subject", "§6.2", (h, _) => h.Case.AccountabilityRecords.SelectMany(r => r.Responsible)
            .Select(p => p.DecidedBy == p.Person || p.Person is null && p.DecidedBy == p.Unit ? $"{p.DecidedBy} decided about itself" : null)),
        new("education-after-the-event", "§6.2", (h, _) => h.Case.AccountabilityRecords.SelectMany(r => r.Education.Select(e => e.HeldOn >= r.EventOn && e.Attended * 10 >= e.Expected * 9 ? null
            : $"record {r.No}: {e.HeldOn:o}, {e.Attended} of {e.Expected}"))),
        new("thirty-days-for-each-record", "§6.5", (h, _) => h.Case.AccountabilityRecords.Select(r => h.Case.Clocks.Any(k => k.No == r.Clock && k.Code == "CLK-3NLG") ? null : $"record {r.No} has no clock")),
        new("deferred-at-most-sixty-days", "§6.3", Deferred),
    ];

    /// <summary>Sixty days from the day on which it is decided, once in the life of a record; by a leader, in the sealed line by an officer.</summary>
    private static IEnumerable<string?> Deferred(CaseHistory h, Yardstick y)
    {
        foreach (var e in h.Named("AccountabilityDeferred"))
        {
            var (no, deferral) = (e.Payload.GetProperty("record").GetInt32(), e.Payload.GetProperty("deferral"));
            var until = DateOnly.Parse(deferral.GetProperty("until").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
            var by = y.Person(deferral.GetProperty("approvedBy").GetString());
            yield return until.DayNumber - Local.DateOf(e.HappenedAt).DayNumber > 60 ? $"record {no} deferred until {until:o}"
                : by?.Roles.Contains(h.Case.Flags.Sealed ? "R-DISCIPLINE" : "R-LEADER") != true ? $"record {no} deferred by {by?.Id}"
                : h.Named("AccountabilityDeferred").Count(other => other.Payload.GetProperty("record").GetInt32() == no) > 1 ? $"record {no} deferred twice" : null;
        }
    }

    /// <summary>Facts of the daily check count from the second morning on: it runs at six.</summary>
    private static IEnumerable<string?> Triggered(CaseHistory h, Yardstick y)
    {
        var c = h.Case;
        var settled = h.Events.Count == 0 ? DateTimeOffset.MinValue : h.Events[^1].RecordedAt;
        bool Has(params string[] triggers) => c.AccountabilityRecords.Any(r => triggers.Contains(r.Trigger) || r.Grounds.Any(g => triggers.Contains(g.Trigger)));
        foreach (var k in c.Clocks.Where(k => k.WasMissed && k.DueAt < settled.AddDays(-2)))
            if (k.Kind == ClockKind.Statutory && !NoDuty.Contains(k.Code))
                yield return Has("TR1") ? null : $"TR1: {k.Code} {k.No} was missed";
            else if (k.Code is "CLK-EMG-CONTACT" or "CLK-EMG-ONSITE")
                yield return Has("TR4") ? null : $"TR4: {k.Code} {k.No} was missed";
        foreach (var rung in c.Ladder.Where(e => e is { Rung: 4, FiredAt: not null }))
            yield return Has("TR1") ? null : $"TR1: rung 4 of clock {rung.Clock}";
        foreach (var found in c.FalseClosures.Where(f => f.On < Local.DateOf(settled).AddDays(-2)))
            yield return Has("TR2") ? null : $"TR2: false closure on {found.On:o}";
        if (c.Accusation.ConcludedAt is not null && c.EndingResult is "upheld" or "partlyUpheld" && c.Flags.Sealed)
            yield return Has("TR3") ? null : "TR3: upheld";
        if (c.Category is "J2" or "D3" && c.Parts.Any(p => p is { Diverted: false, Category: "J2" or "D3" }) && c.State is not (CaseState.Linked or CaseState.NotAccepted))
            yield return Has("TR6") ? null : $"TR6: {c.Category}";
        foreach (var review in c.Reviews.Where(r => r is { Ground: "error" or "procedure", ServedAt: not null } && r.ServedAt < settled.AddDays(-2)))
            yield return Has("TR9") ? null : $"TR9: {review.Level} {review.Ground}";
        foreach (var order in c.SupervisionOrders.Where(o => o.Returns >= 2))
            yield return Has("TR8") ? null : $"TR8: order {order.No}";
    }

    private static IEnumerable<string?> Passed(CaseHistory h, Yardstick y) => h.Case.AccountabilityRecords.Where(r => r.Status == AccountabilityStatus.Passed).Select(r =>
        r.Causes is null || r.Causes.Found.All(f => f.Kind != "direct") || r.Causes.Found.All(f => f.Kind != "root") || r.Causes.Found.Any(f => f.Evidence.Count == 0) ? $"record {r.No}: C1"
        : r.Responsible.Count == 0 && r.NobodyAtFault is null || r.Responsible.Any(p => string.IsNullOrWhiteSpace(p.Document)) ? $"record {r.No}: C2"
        : r.Education.Count == 0 ? $"record {r.No}: C3"
        : r.VerifiedBy is null ? $"record {r.No}: nobody verified" : null);
}
