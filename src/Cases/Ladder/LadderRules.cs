namespace Petitions.Cases;

/// <summary>The ladder as data (handbook §7). Offsets are working days after the due day at <see cref="Hour"/> local time, negative before it.</summary>
/// <param name="LongClockDays">From this length in calendar days on a clock is long.</param>
/// <param name="LongClockReminders">Calendar days before the due day at which long clocks are reminded instead of <c>remind1</c>.</param>
/// <param name="EnterpriseOffice">The unit that rung 4 goes to on the enterprise's line.</param>
/// <param name="TownshipOffice">The unit that rung 4 goes to when the category's route leads to the township.</param>
public sealed record LadderRules(
    int Hour, IReadOnlyList<LadderStep> Steps, IReadOnlyList<int> LongClockReminders, IReadOnlyList<EmergencyStep> EmergencySteps,
    int ByHandAnswerWorkdays, TimeOnly QuietFrom, TimeOnly QuietTo, int LongClockDays, string EnterpriseOffice, string TownshipOffice)
{
    public LadderStep? Step(string code) => Steps.FirstOrDefault(s => s.Code == code);
}

/// <param name="Code">remind1, remind2, due, rung1 … rung4.</param>
/// <param name="To">owner, ownerAndHead, nextRole, a role code, or route (enterprise or township by the category).</param>
/// <param name="AnswerWorkdays">Working days that the target has for an answer; null where nothing is asked.</param>
/// <param name="Kind">info or action.</param>
public sealed record LadderStep(string Code, int Rung, int WorkingDays, string To, string Kind, int? AnswerWorkdays);

/// <summary>A rung of an emergency: minutes after the missed clock's due moment. <paramref name="To"/> is a role, or outside (police, township or head by the category).</summary>
public sealed record EmergencyStep(string Code, int Minutes, string To);

/// <summary>One step with its moment; null while the calendar does not reach it.</summary>
internal sealed record PlannedStep(string Step, int Rung, string Kind, DateTimeOffset? At);

/// <summary>The moments of a clock's ladder, computed from its due day and the data.</summary>
internal static class LadderPlan
{
    public static IReadOnlyList<PlannedStep> Of(Reference reference, Clock clock, IReadOnlyDictionary<string, int> shortened)
    {
        var rules = reference.Ladder;
        if (clock.EffectiveDue is not { } due)
            return [.. rules.EmergencySteps.Select(s => new PlannedStep(s.Code, 0, "action", clock.DueAt!.Value.AddMinutes(s.Minutes)))];
        var isLong = due.DayNumber - Local.DateOf(clock.StartedAt).DayNumber >= rules.LongClockDays;
        return [.. rules.Steps.SelectMany(s => isLong && s.Code == "remind1"
            ? rules.LongClockReminders.Select(days => new PlannedStep($"remind{days}", 0, s.Kind, Local.At(due.AddDays(-days), rules.Hour)))
            : [new PlannedStep(s.Code, s.Rung, s.Kind, At(reference, due, Days(clock.No, s, shortened)))])];
    }

    /// <summary>The offset of a step for a clock: as the data say, unless a workflow brought it forward.</summary>
    public static int Days(int clock, LadderStep step, IReadOnlyDictionary<string, int> shortened) =>
        shortened.TryGetValue(Key(clock, step.Code), out var days) || shortened.TryGetValue(Key(0, step.Code), out days) ? days : step.WorkingDays;

    public static string Key(int clock, string step) => $"{clock}/{step}";

    /// <summary>So many working days after the due day (negative: before) at the ladder's hour; the due day itself is never moved.</summary>
    public static DateTimeOffset? At(Reference reference, DateOnly due, int workingDays) =>
        reference.Calendar.TryAddWorkingDays(due, workingDays) is { } day ? Local.At(day, reference.Ladder.Hour) : null;
}
