namespace Petitions.Cases;

/// <summary>The ladder as data (handbook §7). Offsets are working days after the due day at <see cref="Hour"/> local time, negative before it.</summary>
/// <param name="LongClockReminders">Calendar days before the due day at which clocks of 30 days and more are reminded instead of <c>remind1</c>.</param>
public sealed record LadderRules(
    int Hour, IReadOnlyList<LadderStep> Steps, IReadOnlyList<int> LongClockReminders, IReadOnlyList<EmergencyStep> EmergencySteps,
    int ByHandAnswerWorkdays, TimeOnly QuietFrom, TimeOnly QuietTo);

/// <param name="Code">remind1, remind2, due, rung1 … rung4.</param>
/// <param name="To">owner, ownerAndHead, nextRole, a role code, or route (enterprise or township by the category).</param>
/// <param name="Kind">info or action.</param>
public sealed record LadderStep(string Code, int Rung, int WorkingDays, string To, string Kind, int? AnswerWorkdays);

/// <summary>A rung of an emergency: minutes after the missed clock's due moment.</summary>
public sealed record EmergencyStep(string Code, int Minutes, string To);
