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
