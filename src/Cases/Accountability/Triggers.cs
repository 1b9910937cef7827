using System.Globalization;

namespace Petitions.Cases;

/// <summary>
/// What demands a three-not-let-go record (handbook §6.1), read off the facts of the case: TR1 a statutory clock missed, rung 4, or rung ≥ 2 and harm;
/// TR2 false closure; TR3 accusation upheld; TR4 an emergency's contact or arrival missed; TR5, TR7 harm of a kind; TR6 the category; TR8 an order returned twice,
/// or what an opinion or a review granted not carried out; TR9 a review or re-examination that set the decision aside because of error or breach of procedure.
/// </summary>
public static class Triggers
{
    public static readonly IReadOnlyList<string> All = ["TR1", "TR2", "TR3", "TR4", "TR5", "TR6", "TR7", "TR8", "TR9", "TR10"];

    /// <summary>Running out unused is nobody's failure: the right to object, and clocks that only lengthen or mark another.</summary>
    private static readonly string[] NoDuty = ["CLK-OBJECT5WD", "CLK-EXT30", "CLK-REG"];

    private static readonly string[] EmergencyClocks = ["CLK-EMG-CONTACT", "CLK-EMG-ONSITE"];

    /// <summary>Facts that open a record in the same step.</summary>
    public static IEnumerable<TriggerGround> AtOnce(Case c, Reference reference)
    {
        foreach (var category in AlwaysCategories(c, reference))
            yield return new("TR6", $"category:{category}", Local.DateOf(c.ReceivedAt));
        foreach (var ground in FromConclusion(c, reference))
            yield return ground;
        foreach (var rung in c.Ladder.Where(e => e is { Rung: 4, FiredAt: not null }))
            yield return new("TR1", $"ladder:{rung.No}", Local.DateOf(rung.FiredAt!.Value), BodyOf(c.Clocks.FirstOrDefault(k => k.No == rung.Clock)));
        // Only when the late arrival is on record: until then the entry may still come and show that it was in time (handbook §7, 0032).
        foreach (var clock in c.Clocks.Where(k => EmergencyClocks.Contains(k.Code) && k is { WasMissed: true, StoppedAt: not null }))
            yield return Missed("TR4", clock);
        foreach (var opinion in c.OpinionsNotExecuted)
            yield return new("TR8", $"opinion:{opinion.Opinion}", opinion.On);
        foreach (var order in c.SupervisionOrders.Where(o => o.Returns >= 2))
            yield return new("TR8", $"supervision:{order.No}", Local.DateOf(order.IssuedAt!.Value));
        foreach (var ground in FromHarm(c))
            yield return ground;
    }

    /// <summary>Facts that the daily check turns into a record the next morning, so that late entries can still show that there was nothing.</summary>
    /// <param name="now">Of the check; without it a duty that has not been done counts as missed.</param>
    public static IEnumerable<TriggerGround> Daily(Case c, DateTimeOffset? now = null)
    {
        foreach (var clock in c.Clocks.Where(k => k.WasMissed && !WasNotOwedThen(c, k, now)))
            if (clock.Kind == ClockKind.Statutory && !NoDuty.Contains(clock.Code))
                yield return Missed("TR1", clock);
            else if (EmergencyClocks.Contains(clock.Code))
                yield return Missed("TR4", clock);
        foreach (var review in c.Reviews.Where(r => r.ShowsFault))
            yield return new("TR9", $"review:{review.No}", Local.DateOf(review.ServedAt!.Value));
        foreach (var review in c.Reviews)
            foreach (var item in review.Performance.Where(item => review.Overdue.Contains(item.No)))
                yield return new("TR8", $"review:{review.No}:{item.No}", item.KeepBy!.Value);
        foreach (var closure in c.FalseClosures)
            yield return new("TR2", $"falseClosure:{closure.No}", closure.On);
    }

    /// <summary>
    /// T30: the days count from the first receipt, so the notice may be overdue at birth. Nobody owed it before; told on the same day, nothing
    /// was missed by anybody, though the date stays shown as passed.
    /// </summary>
    private static bool WasNotOwedThen(Case c, Clock clock, DateTimeOffset? now) =>
        c.TreatedAsPetitionAt is { } asked && clock is { Code: "CLK-NOTICE15" or "CLK-TRANSFER15" } && clock.DueAt <= asked
        && (clock.StoppedAt ?? now) < Local.EndOf(Local.DateOf(asked));

    /// <summary>Handbook §6.9: fewer than ten people concerned, nobody hurt, not TR3, TR5 or TR7.</summary>
    public static bool IsSmall(Case c, IEnumerable<TriggerGround> grounds) =>
        IsSmall(c.PeopleCount, c.Harms.Any(harm => harm.Hurt) || c.Emergency?.Accident == true, grounds.Select(ground => ground.Trigger));

    /// <summary>The same of an incident, over all its petitions.</summary>
    /// <param name="people">Everybody who stands behind them.</param>
    public static bool IsSmall(int people, bool hurt, IEnumerable<string> triggers) =>
        people < 10 && !hurt && triggers.All(trigger => trigger is not ("TR3" or "TR5" or "TR7"));

    /// <summary>The same for a clock that was started again with its old dates: one failure, one record.</summary>
    public static string SourceOf(Clock clock) =>
        string.Create(CultureInfo.InvariantCulture, $"clock:{clock.Code}@{clock.Unit}:{clock.DueAt?.UtcDateTime:yyyy-MM-ddTHH:mm}");

    private static TriggerGround Missed(string trigger, Clock clock) => new(trigger, SourceOf(clock), Local.DateOf(clock.DueAt!.Value.AddTicks(-1)), BodyOf(clock));

    /// <summary>A late review is the failing of the body that reviews, not of the one under review.</summary>
    private static string? BodyOf(Clock? clock) => clock?.Code is Reviews.ReviewClock or Reviews.ReexamClock ? clock.Unit : null;

    private static IEnumerable<string> AlwaysCategories(Case c, Reference reference) =>
        c.IsOpen ? c.Parts.Where(p => !p.Diverted).Select(p => p.Category).Append(c.Category).Distinct()
            .Where(code => reference.Categories.GetValueOrDefault(code)?.ThreeNotLetGo == "always") : [];

    /// <summary>Retaliation always, whatever was found; other accusations when they were upheld, wholly or in part.</summary>
    private static IEnumerable<TriggerGround> FromConclusion(Case c, Reference reference)
    {
        if (c.Accusation.ConcludedAt is null)
            yield break;
        if (Retaliation.IsAbout(c, reference))
            yield return new("TR6", $"category:{c.Category}", Local.DateOf(c.ReceivedAt));
        if (c.EndingResult is "upheld" or "partlyUpheld")
            yield return new("TR3", "accusation", Local.DateOf(c.ReceivedAt));
    }

    private static IEnumerable<TriggerGround> FromHarm(Case c)
    {
        foreach (var harm in c.Harms)
        {
            if (c.Ladder.Any(e => e is { Rung: >= 2, FiredAt: not null }))
                yield return new("TR1", $"harm:{harm.No}", harm.On);
            if (harm.GroupEvent)
                yield return new("TR5", $"harm:{harm.No}", harm.On);
            if (harm.Crime && c.Nature == Natures.Dispute)
                yield return new("TR7", $"harm:{harm.No}", harm.On);
        }
    }
}
