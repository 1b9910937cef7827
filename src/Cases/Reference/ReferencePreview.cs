namespace Petitions.Cases;

/// <param name="Kept">The new date was refused, because it would shorten a running statutory deadline or right, or be over already: the old one stands.</param>
public sealed record ClockChange(int No, string Code, ClockKind Kind, string? Unit, DateOnly? Old, DateOnly? New, bool Kept)
{
    public bool IsLawShortened => Kept && Kind is ClockKind.Statutory or ClockKind.Right;
}

/// <param name="Old">Null where the step was not computable before.</param>
public sealed record RungChange(int Clock, string Code, string Step, DateTimeOffset? Old, DateTimeOffset? New);

/// <summary>What a changed document would do to one case.</summary>
public sealed record CaseChange(IReadOnlyList<ClockChange> Clocks, IReadOnlyList<RungChange> Rungs)
{
    public bool IsEmpty => Clocks.Count == 0 && Rungs.Count == 0;

    public bool IsLawShortened => Clocks.Any(c => c.IsLawShortened);
}

/// <summary>Looks at what a change would do (handbook §4.6) by doing it to a copy: the preview cannot differ from what follows.</summary>
public static class ReferencePreview
{
    /// <param name="copy">A case as loaded; it is changed and must be thrown away.</param>
    public static CaseChange Of(Case copy, Reference next, DateTimeOffset now)
    {
        var (clocks, entries) = (copy.Clocks.ToList(), copy.Ladder.Where(e => e.IsWaiting).ToList());
        var step = new StepContext(copy, Actor.System, now, now, next, RuleBook.Handbook, new Dictionary<int, string>(), new Dictionary<string, CaseGlance>());
        Clocks.Recompute(step, tell: false);
        Ladder.Settle(step);
        var moved = clocks.Where(k => k.IsRunning).Select(old => Compared(old, step.Case.Clocks.Single(k => k.No == old.No))).OfType<ClockChange>().ToList();
        var codes = clocks.ToDictionary(k => k.No, k => k.Code);
        return new(moved, [.. Rungs(codes, entries, step.Case.Ladder.Where(e => e.IsWaiting))]);
    }

    private static ClockChange? Compared(Clock old, Clock now)
    {
        if (now.Kept != old.Kept)
            return new(old.No, old.Code, old.Kind, old.Unit, old.EffectiveDue, now.Kept!.WouldBe, true);
        // A right whose roll becomes known runs out from then on, also where the day stays the same.
        return now.EffectiveDue != old.EffectiveDue || old.AwaitsRoll && !now.AwaitsRoll ? new(old.No, old.Code, old.Kind, old.Unit, old.EffectiveDue, now.EffectiveDue, false) : null;
    }

    private static IEnumerable<RungChange> Rungs(Dictionary<int, string> codes, List<LadderEntry> before, IEnumerable<LadderEntry> after)
    {
        var now = after.Where(e => e.Clock != 0).ToDictionary(e => (e.Clock, e.Step), e => e.DueAt);
        var old = before.Where(e => e.Clock != 0).ToDictionary(e => (e.Clock, e.Step), e => e.DueAt);
        return from key in old.Keys.Union(now.Keys)
               let was = old.TryGetValue(key, out var o) ? o : (DateTimeOffset?)null
               let will = now.TryGetValue(key, out var n) ? n : (DateTimeOffset?)null
               where was != will
               orderby key.Clock, will ?? was
               select new RungChange(key.Clock, codes.GetValueOrDefault(key.Clock, ""), key.Step, was, will);
    }
}
