namespace Petitions.Cases;

/// <summary>What a changed document may never do, whoever approves it (handbook §4, §7).</summary>
public static class ReferenceRules
{
    /// <exception cref="Refused">STATUTORY_CLOCK_WEAKENED when a clock of the law is removed or gives more time, or a right less;
    /// RUNG_LATER_THAN_FLOOR when a rung would come later than before.</exception>
    public static void Check(Reference now, Reference next)
    {
        foreach (var clock in now.Clocks.Values.Where(c => c.Kind is ClockKind.Statutory or ClockKind.Right && c.Beside is null))
            if (!next.Clocks.TryGetValue(clock.Code, out var changed) || IsWeakened(clock, changed))
                throw Refusals.StatutoryClockWeakened(clock.Code);
        foreach (var rung in now.Ladder.Steps.Where(s => s.Rung > 0))
            if (next.Ladder.Step(rung.Code) is not { } changed || changed.WorkingDays > rung.WorkingDays)
                throw Refusals.RungLater(rung.Code);
    }

    private static bool IsWeakened(ClockDefinition clock, ClockDefinition changed) =>
        changed.Kind != clock.Kind || changed.Unit != clock.Unit || changed.Beside is not null
        || (clock.Kind == ClockKind.Right
            ? changed.Amount < clock.Amount || clock.RollForward && !changed.RollForward
            : changed.Amount > clock.Amount || changed.RollForward && !clock.RollForward);
}
