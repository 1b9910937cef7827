namespace Petitions.Cases;

/// <summary>Local law beside the general rule (handbook §3.2): of two dates the earlier one rules.</summary>
public static partial class Clocks
{
    /// <param name="Due">The day itself, for a clock whose end somebody set.</param>
    /// <param name="OwnAmount">The amount was given and does not come from the definition: no pack replaces it.</param>
    private sealed record Counting(
        string Code, string StartEvent, DateTimeOffset StartedAt, int Amount, ClockUnit Unit, DateOnly? Due = null, bool OwnAmount = false);

    /// <summary>The date by the general rule, or that of a rule pack of the place if it is earlier.</summary>
    private static DueDate Count(Reference reference, WorkCalendar calendar, string? place, Counting counting)
    {
        var definition = DefinitionOf(reference, counting.Code);
        var unit = counting.Due is null && !counting.OwnAmount && counting.Unit != definition.Unit ? definition.Unit : counting.Unit;
        var general = DueDates.Count(calendar, counting.Code, counting.StartEvent, counting.StartedAt, counting.Amount, unit, definition.RollForward, counting.Due);
        if (counting.Due is not null || counting.OwnAmount)
            return general;
        var rules = general;
        foreach (var (pack, shorter) in ShorterIn(reference, place, counting))
        {
            var local = DueDates.Count(calendar, counting.Code, counting.StartEvent, counting.StartedAt, shorter.Amount, shorter.Unit, definition.RollForward);
            // A local date that is not computable yet cannot be compared; the general one stands until the year arrives.
            if (local.At is { } at && (rules.At is null || at < rules.At))
                rules = local with { Explanation = local.Explanation with { RulePack = pack.Code, GeneralDue = general.Effective } };
        }
        return rules;
    }

    private static IEnumerable<(RulePack Pack, PackAmount Shorter)> ShorterIn(Reference reference, string? place, Counting counting) =>
        from pack in reference.RulePacks
        where pack.AppliesTo(reference, place, Local.DateOf(counting.StartedAt))
        from shorter in pack.Shortens
        where shorter.Code == counting.Code
        select (pack, shorter);

    /// <summary>Whose law binds: that of the bound unit, else of the unit that handles or holds the case.</summary>
    private static string? PlaceOf(Case c, string? unit) =>
        unit ?? (c.HandlingUnit.Length > 0 ? c.HandlingUnit : c.Holder.Length > 0 ? c.Holder : c.ReceivedBy);

    private static void StartBeside(StepContext step, string code, DateTimeOffset startedAt, string startEvent, string? unit)
    {
        foreach (var pack in step.Reference.RulePacks.Where(p => p.AppliesTo(step.Reference, PlaceOf(step.Case, unit), Local.DateOf(startedAt))))
            foreach (var added in pack.Adds.Where(a => a.Beside == code))
                Start(step, added.Code, startedAt, startEvent, unit);
    }

    /// <summary>Running clocks of packs that start and stop with this one.</summary>
    private static List<Clock> Beside(StepContext step, Clock clock) =>
        clock.Beside is not null ? [] : [.. step.Case.Clocks.Where(k => k.Beside == clock.Code && k.Unit == clock.Unit && k.IsRunning)];
}
