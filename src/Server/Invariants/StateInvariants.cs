using Petitions.Cases;

namespace Petitions.Server.Invariants;

/// <summary>Handbook §5: state, tasks and workflows agree; nobody is forgotten; reopening, withdrawal and review keep their terms.</summary>
internal static class StateInvariants
{
    public static readonly IReadOnlyList<Invariant> All =
    [
        new("nobody-is-forgotten", "§5", Remembered),
        new("open-tasks-can-be-done", "§1", TasksPossible),
        new("no-workflow-stands-still", "§1", (h, _) => [h.Attention.Count == 0 ? null : string.Join("; ", h.Attention)]),
        new("no-task-on-a-dead-end", "§5", (h, _) => h.Case.State is CaseState.Linked or CaseState.NotAccepted or CaseState.Diverted
            ? h.Case.Tasks.Where(t => t.Instance is not null && t.About?.StartsWith("accountability:", StringComparison.Ordinal) != true && !t.Kind.Contains("ThreeNotLetGo", StringComparison.Ordinal)).Select(t => t.Status == Cases.TaskStatus.Open ? $"task {t.No} {t.Kind} in {h.Case.State}" : null) : []),
        new("registered-with-a-receipt", "T02", (h, _) => [h.Case.Documents.Any(d => d.Kind == "receipt") ? null : "no receipt"]),
        new("acceptance-only-once-kept", "T11", (h, _) => h.Named("Accepted").Select(e => e.HappenedAt < h.Case.ReceivedAt ? "accepted before it was received" : null)),
        new("reopened-by-another-handler", "T20", AnotherHandler),
        new("reopened-keeps-first-date", "T20", FirstDates),
        new("withdrawn-after-a-call-of-another-unit", "T24", Withdrawn),
        new("review-by-a-higher-body", "T21", (h, y) => h.Case.Reviews.Select(r => y.Reference.Unit(r.IssuingBody) is { } own && r.Body != r.IssuingBody
            && (r.Level == ReviewFile.Review ? own.ReviewBy == r.Body : own.ReexamBy == r.Body) ? null : $"{r.Level} of {r.IssuingBody} by {r.Body}")),
        new("reviewer-took-no-part", "T21", (h, _) => h.Case.Reviews.Where(r => r.DecidedBy is not null)
            .Select(r => h.Case.Handler == r.DecidedBy || h.Case.FormerHandlers.Contains(r.DecidedBy!) ? $"{r.DecidedBy} had handled it" : null)),
        new("each-review-once", "T21", (h, _) => h.Case.Reviews.GroupBy(r => (r.Opinion, r.Level)).Select(g => g.Count() == 1 ? null : $"{g.Key.Level} {g.Count()} times")),
        new("reviews-only-of-claims", "T21", (h, _) => h.Case.Reviews.Select(_ => h.Case.Parts.Any(p => p.Nature == Natures.Claim) ? null : h.Case.Nature)),
        new("audit-in-order", "§14", (h, _) => h.Events.Zip(h.Events.Skip(1)).Select(p => p.First.Seq + 1 == p.Second.Seq && p.First.RecordedAt <= p.Second.RecordedAt ? null : $"entry {p.Second.Seq}")),
        new("nothing-happens-in-the-future", "T02", (h, _) => h.Events.Select(e => e.HappenedAt <= e.RecordedAt.AddSeconds(1) ? null : $"{e.Name} {e.Seq} happened {e.HappenedAt:u}, recorded {e.RecordedAt:u}")),
        new("objection-in-five-working-days", "T09", (h, y) => h.Case.Transfers.Where(t => t.Objection is not null && t.ReceivedAt is not null)
            .Select(t => y.Workdays(Local.DateOf(t.ReceivedAt!.Value), 5) is { } last && Local.DateOf(t.Objection!.RaisedAt) > last ? $"objection to {t.To} on {t.Objection.RaisedAt:u}" : null)),
        new("objection-once-per-unit", "T09", (h, _) => h.Case.Transfers.Where(t => t.Objection is not null).GroupBy(t => t.To).Select(g => g.Count() == 1 ? null : g.Key)),
        new("visits-receive-at-most-five", "§3.1 a.20", (h, _) => h.Case.Channel == "visit" && h.Case.People.Any(p => p.Received)
            ? [h.Case.People.Count(p => p.Received) <= 5 ? null : "more than five were received"] : []),
    ];

    /// <summary>An open case has a task, a running clock or a timer; whoever waits for the petitioner waits with a date.</summary>
    private static IEnumerable<string?> Remembered(CaseHistory h, Yardstick y)
    {
        var c = h.Case;
        if (c.IsOpen)
            yield return c.Tasks.Any(t => t.Status == Cases.TaskStatus.Open) || c.State == CaseState.WaitingSupplement && c.Timers.Count > 0
                || c.Clocks.Any(k => k.IsRunning && k.Kind != ClockKind.Right) && c.Timers.Count > 0 ? null : $"{c.State}: no task, no clock, nobody waits";
    }

    /// <summary>A task whose every verb is impossible in this state would wait for ever: the drawing contradicts the case.
    /// A withdrawal that may be taken back leaves everything as it was.</summary>
    private static IEnumerable<string?> TasksPossible(CaseHistory h, Yardstick y) =>
        h.Case.State == CaseState.Withdrawn && h.Case.Clocks.Any(k => k.Code == "CLK-WD-REVOKE7" && k.IsRunning) ? []
        : h.Case.Tasks.Where(t => t.Status == Cases.TaskStatus.Open && t.Offers.Count > 0).Select(t =>
            t.Offers.Any(verb => RuleBook.Handbook.For(verb) is { } rule && (rule.States is null || rule.States.Contains(h.Case.State)) && rule.Fits(h.Case))
                ? null : $"task {t.No} {t.Kind} offers {string.Join(", ", t.Offers)} in {h.Case.State}");

    private static IEnumerable<string?> AnotherHandler(CaseHistory h, Yardstick y)
    {
        string? before = null;
        var reopened = false;
        foreach (var e in h.Events)
        {
            if (e.Name == "CaseReopened")
                reopened = true;
            if (e.Name != "HandlerAssigned")
                continue;
            var now = e.Text("handler");
            if (reopened)
                yield return now == before && h.Case.Reviews.All(r => r.Result != ReviewFile.Returned) ? $"given to {now} again" : null;
            (before, reopened) = (now, false);
        }
    }

    /// <summary>The date of the law is the one that ran before: a reopened claim gets no new 60 days.</summary>
    private static IEnumerable<string?> FirstDates(CaseHistory h, Yardstick y)
    {
        if (!h.Named("CaseReopened").Any() || h.Case.Reviews.Any(r => r.Result == ReviewFile.Returned))
            yield break;
        foreach (var cycles in h.Case.Clocks.Where(k => k.Code == "CLK-HANDLE60").GroupBy(k => k.Unit))
            yield return cycles.Select(k => k.StartedAt).Distinct().Count() == 1 ? null : "a second start of CLK-HANDLE60";
    }

    private static IEnumerable<string?> Withdrawn(CaseHistory h, Yardstick y)
    {
        foreach (var e in h.Named("WithdrawalConfirmed"))
        {
            var handler = h.Events.LastOrDefault(a => a.Seq < e.Seq && a.Name == "HandlerAssigned");
            var by = y.Person(e.Text("by"));
            yield return by is not null && (h.Case.Flags.Sealed || by.Id != handler?.Text("handler") && by.Unit != handler?.Text("unit")) ? null : $"confirmed by {by?.Id} of {by?.Unit}";
        }
    }
}
