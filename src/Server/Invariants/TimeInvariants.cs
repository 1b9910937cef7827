using Petitions.Cases;

namespace Petitions.Server.Invariants;

/// <summary>Handbook §4: every date agrees with a slow count, no clock runs before its own start, and nothing moves it that may not.</summary>
internal static class TimeInvariants
{
    /// <summary>Acts that move no deadline (§4.8).</summary>
    private static readonly string[] Quiet = ["comment", "attach", "rate", "escalateByHand", "answerEscalation", "recordDissuasion", "recordReception"];

    public static readonly IReadOnlyList<Invariant> All =
    [
        new("due-date-by-slow-count", "§4.2", DueDates),
        new("effective-day-after-roll-and-ledger", "§4.3", EffectiveDays),
        new("ends-at-midnight", "§4.1", (h, _) => h.Case.Clocks.Where(k => k is { EffectiveDue: not null, DueAt: not null })
            .Select(k => k.DueAt == Local.At(k.EffectiveDue!.Value.AddDays(1), 0) ? null : $"{k.Code} {k.No} ends at {k.DueAt:u}")),
        new("no-clock-before-its-start", "§4.10", Starts),
        new("statutory-never-suspended", "§4.7", (h, _) => h.Case.Clocks.Where(k => k.Kind == ClockKind.Statutory)
            .Select(k => k.Suspensions.All(s => s.Reason == "HEARING" && k.Code == "CLK-REX30") ? null : $"{k.Code} {k.No} was suspended")),
        new("suspended-for-lawful-reasons", "§4.7", (h, _) => h.Case.Clocks.SelectMany(k => k.Suspensions.Select(s => s.Reason switch
        {
            "HEARING" when k.Code == "CLK-REX30" => null,
            "CONSENT" when k.Code == "CLK-MED30" => null,
            "WAITING_PETITIONER" when k.Kind == ClockKind.Internal => null,
            _ => $"{k.Code} {k.No} suspended for {s.Reason}",
        }))),
        new("quiet-acts-move-nothing", "§4.8", (h, _) => h.Events.Where(e => Quiet.Contains(e.Verb))
            .Select(e => e.Name is "ClockMoved" or "ClockExtended" or "ClockSuspended" ? $"{e.Verb} caused {e.Name} at {e.RecordedAt:u}" : null)),
        new("one-extension-in-time", "T14", Extensions),
        new("missed-means-too-late", "§4.1", (h, _) => h.Case.Clocks.Where(k => k.StoppedAt is not null && k.Status is ClockStatus.Met or ClockStatus.Missed)
            .Select(k => k.DueAt is not { } end || k.Status == ClockStatus.Missed == (k.StoppedAt > end || k.EffectiveDue is not null && k.StoppedAt == end) ? null : $"{k.Code} {k.No} {k.Status}, stopped {k.StoppedAt:u}, due {k.DueAt:u}")),
        new("nothing-runs-when-all-is-over", "T19", NothingRuns),
    ];

    private static IEnumerable<string?> DueDates(CaseHistory h, Yardstick y)
    {
        foreach (var k in h.Case.Clocks.Where(k => !k.NotComputable && k.Explanation.Unit is not (ClockUnit.Date or ClockUnit.Immediate)))
        {
            var amount = k.OwnAmount || k.Explanation.RulePack is not null || !y.Reference.Clocks.TryGetValue(k.Code, out var data) ? k.Explanation.Amount : data.Amount;
            if (k.Explanation.Unit is ClockUnit.Hour or ClockUnit.Minute)
            {
                var end = k.StartedAt + (k.Explanation.Unit == ClockUnit.Hour ? TimeSpan.FromHours(amount) : TimeSpan.FromMinutes(amount));
                if (Plain(k))
                    yield return k.DueAt == end || k.Code == Clocks.FirstContact ? null : $"{k.Code} {k.No} due {k.DueAt:u}, counted {end:u}";
                continue;
            }
            var start = Local.DateOf(k.StartedAt);
            var counted = k.Explanation.Unit == ClockUnit.WorkingDay ? y.Workdays(start, amount) : start.AddDays(amount);
            yield return k.Due == counted ? null : $"{k.Code} {k.No} due {k.Due:o}, counted {counted:o}";
        }
    }

    private static bool Plain(Clock k) => k.Extensions.Count == 0 && k.Suspensions.Count == 0 && k.Kept is null;

    private static IEnumerable<string?> EffectiveDays(CaseHistory h, Yardstick y)
    {
        foreach (var k in h.Case.Clocks.Where(k => k is { Due: not null, EffectiveDue: not null, Kept: null } && k.Suspensions.All(s => s.To is not null)))
        {
            var rolls = y.Reference.Clocks.TryGetValue(k.Code, out var data) && data.RollForward;
            var day = rolls ? y.Rolled(k.Due!.Value) : k.Due!.Value;
            day = day.AddDays(k.Extensions.Sum(e => e.Days));
            foreach (var s in k.Suspensions)
                day = k.Explanation.Unit == ClockUnit.WorkingDay
                    ? y.Workdays(day, y.WorkedBetween(Local.DateOf(s.From), Local.DateOf(s.To!.Value))) ?? k.EffectiveDue!.Value
                    : day.AddDays(Local.DateOf(s.To!.Value).DayNumber - Local.DateOf(s.From).DayNumber);
            // A right that was moved by its ledger rolls again.
            yield return k.EffectiveDue == day || rolls && k.EffectiveDue == y.Rolled(day) ? null : $"{k.Code} {k.No} counts until {k.EffectiveDue:o}, slow count {day:o}";
        }
    }

    /// <summary>The moments in the life of the case at which a clock may begin.</summary>
    private static IEnumerable<string?> Starts(CaseHistory h, Yardstick y)
    {
        var c = h.Case;
        foreach (var k in c.Clocks)
        {
            DateTimeOffset?[]? moments = k.Code switch
            {
                "CLK-NOTICE15" or "CLK-TRANSFER15" => [c.ReceivedAt, .. c.Transfers.Select(t => t.ReceivedAt), k.Code == "CLK-TRANSFER15" ? k.StartedAt : null],
                "CLK-FIRST15" or "CLK-SEAL1WD" or "CLK-TIP-POLICE" or "CLK-SIMPLE-ACC3WD" or "CLK-RET-CONTACT" => [c.ReceivedAt],
                "CLK-OBJECT5WD" => [.. c.Transfers.Select(t => t.ReceivedAt)],
                "CLK-HANDLE60" or "CLK-SIMPLE10WD" => [.. h.Named("Accepted").Select(e => (DateTimeOffset?)e.HappenedAt), .. c.Reviews.Select(r => r.ServedAt), c.AcceptedAt],
                "CLK-MED30" => [.. c.Mediations.Select(m => m.Consents.Count == 0 ? (DateTimeOffset?)null : m.Consents.Max(s => s.At)), .. h.Named("ConsentRecorded").Select(e => (DateTimeOffset?)e.HappenedAt)],
                "CLK-REV-ASK30" => [.. c.Documents.Where(d => d.Kind == "opinion").SelectMany(d => d.Services).Select(s => (DateTimeOffset?)s.ServedAt)],
                "CLK-REX-ASK30" => [.. c.Documents.Where(d => d.Kind == "review-opinion").SelectMany(d => d.Services).Select(s => (DateTimeOffset?)s.ServedAt)],
                "CLK-REV30" or "CLK-REX30" => [.. c.Reviews.Select(r => (DateTimeOffset?)r.ReceivedAt)],
                "CLK-SAT30" => [.. h.Events.Where(e => e.HappenedAt == k.StartedAt || e.RecordedAt == k.StartedAt).Select(e => (DateTimeOffset?)k.StartedAt)],
                "CLK-3NLG" => [.. c.AccountabilityRecords.Select(r => (DateTimeOffset?)r.OpenedAt), .. h.Named("FollowUpRecorded").Select(e => (DateTimeOffset?)e.HappenedAt)],
                _ => null,
            };
            if (moments is not null)
                yield return moments.Contains(k.StartedAt) ? null : $"{k.Code} {k.No} began {k.StartedAt:u}";
        }
    }

    private static IEnumerable<string?> Extensions(CaseHistory h, Yardstick y) => h.Case.Clocks.SelectMany(k => k.Extensions.Select(e =>
        k.Code != "CLK-MED30" && k.Extensions.Count > 1 ? $"{k.Code} {k.No} extended {k.Extensions.Count} times"
        : e.Days is < 1 or > 30 ? $"{k.Code} {k.No} extended by {e.Days} days"
        : e.ToldOn > e.OldDue ? $"{k.Code} {k.No}: told on {e.ToldOn:o}, due {e.OldDue:o}"
        : e.ApprovedBy == e.RequestedBy ? $"{k.Code} {k.No} approved by whoever asked" : null));

    private static IEnumerable<string?> NothingRuns(CaseHistory h, Yardstick y)
    {
        if (h.Case.State is not (CaseState.Closed or CaseState.Linked or CaseState.Diverted or CaseState.NotAccepted or CaseState.Withdrawn or CaseState.TerminatedAfterReexam))
            yield break;
        // A petition that is sent on or not accepted is told of it in writing (a. 23; T05, T06, T07): its 15 days end with the service. An accident
        // is reported whatever becomes of the petition (§3.7).
        foreach (var k in h.Case.Clocks.Where(k => k.Kind is ClockKind.Statutory or ClockKind.Policy && k.Code is not ("CLK-PERF" or "CLK-REPORTUP1H")
            && !(k.Code is "CLK-NOTICE15" && h.Case.State is CaseState.Linked or CaseState.Diverted or CaseState.NotAccepted && h.Case.Documents.Any(d => !d.Served))))
            yield return k.IsRunning ? $"{k.Code} {k.No} still runs in {h.Case.State}" : null;
    }
}
