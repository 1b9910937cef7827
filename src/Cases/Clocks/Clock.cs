namespace Petitions.Cases;

public enum ClockStatus { Running, Suspended, Met, Missed, Cancelled }

/// <summary>
/// One running or ended clock of a case. Days are local days in Asia/Shanghai; a day-clock ends at 24:00 of its due day.
/// </summary>
public sealed record Clock
{
    public required int No { get; init; }
    public required string Code { get; init; }
    public required ClockKind Kind { get; init; }

    /// <summary>The unit that is bound, where a unit has its own (15 days of each receiver); null for the case as a whole.</summary>
    public string? Unit { get; init; }

    /// <summary>The clock that it runs beside, for one that a rule pack adds: it starts, stops and carries the ladder as that one does.</summary>
    public string? Beside { get; init; }

    /// <summary>The amount was given at the start (by the category, a workflow): an amended definition does not replace it.</summary>
    public bool OwnAmount { get; init; }

    /// <summary>The date that a changed calendar or definition would have made it, had the law not kept the old one (handbook §4.6).</summary>
    public ClockKept? Kept { get; init; }

    /// <summary>Counts the times this clock was started in this case for this unit; part of the key of a rung.</summary>
    public int Cycle { get; init; } = 1;
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The counted day before any roll; null for hour and minute clocks and while it is not computable.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The day that counts, after roll, extensions and suspensions; null as above.</summary>
    public DateOnly? EffectiveDue { get; init; }

    /// <summary>The moment that counts (24:00 local of the effective day, or the exact minute); null while not computable.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The calendar of the needed year is not published; computed when it arrives (handbook §4.2).</summary>
    public bool NotComputable { get; init; }
    public ClockStatus Status { get; init; } = ClockStatus.Running;
    public DateTimeOffset? StoppedAt { get; init; }
    public string? StoppedBy { get; init; }

    /// <summary>Set when the due moment passed while the clock was running; taken back only when a late entry shows that it was met in time.</summary>
    public bool WasMissed { get; init; }
    public IReadOnlyList<ClockExtension> Extensions { get; init; } = [];
    public IReadOnlyList<ClockSuspension> Suspensions { get; init; } = [];
    public required DueExplanation Explanation { get; init; }

    /// <summary>
    /// The days that were counted for the amount, one by one, before roll, extension and suspension; empty for hours, minutes, set days and
    /// what is not computable. There are exactly as many as the amount says.
    /// </summary>
    public IReadOnlyList<DateOnly> CountedDays()
    {
        var why = Explanation;
        if (Due is not { } last || why.Unit is not (ClockUnit.CalendarDay or ClockUnit.WorkingDay))
            return [];
        var first = Local.DateOf(why.StartedAt).AddDays(1);
        var skipped = why.Unit == ClockUnit.WorkingDay ? why.SkippedDays.Select(s => s.Day).ToHashSet() : [];
        return [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays).Where(d => !skipped.Contains(d))];
    }

    /// <summary>The right may end later than its raw day: the calendar that tells is not published. Until it is, the right does not run out.</summary>
    public bool AwaitsRoll => Explanation.RollReason == DayReasons.Unknown;

    /// <summary>
    /// Whether what happened at this moment was in time: for a day-clock before 24:00 of its day (00:00 belongs to the day that begins), for hours
    /// and minutes also at the last moment itself. Nothing is late while there is no date, or while a roll is not known.
    /// </summary>
    public bool IsInTime(DateTimeOffset at) => AwaitsRoll || DueAt is not { } end || (EffectiveDue is null ? at <= end : at < end);

    public bool IsRunning => Status is ClockStatus.Running or ClockStatus.Suspended;
}

/// <summary>A running statutory deadline or right is not shortened: the date stands.</summary>
/// <param name="WouldBe">The day that the changed data would have made it.</param>
/// <param name="CalendarVersion">The calendar that was published then.</param>
public sealed record ClockKept(DateOnly WouldBe, string CalendarVersion, DateTimeOffset At);

/// <summary>Art. 34: at most one, at most 30 days, approved by the head, told to the petitioner before the old due day.</summary>
public sealed record ClockExtension(int Days, int Reason, string RequestedBy, string ApprovedBy, DateOnly ToldOn, DateOnly OldDue, DateOnly NewDue);

/// <param name="Reason">HEARING, CONSENT or WAITING_PETITIONER (handbook §4.7).</param>
public sealed record ClockSuspension(string Reason, DateTimeOffset From, DateTimeOffset? To, string By);

/// <summary>Why this date (handbook §4.5): everything needed to say it in words, in any language.</summary>
/// <param name="SkippedDays">Each day that was not counted, with the reason: <c>startDay</c>, <c>weeklyRest</c> or the holiday's name.</param>
/// <param name="RolledFrom">The last day of a right that was a rest day; the due day is the next working day.</param>
/// <param name="RulePack">Code of the rule pack whose shorter time made the date; null where the general rule did.</param>
/// <param name="GeneralDue">With a rule pack: the day that the general rule alone would have made it.</param>
/// <param name="RollReason">As for a skipped day; <c>unknown</c> where the calendar of the roll is not published, so that the raw day stands.</param>
public sealed record DueExplanation(
    string Code, string StartEvent, DateTimeOffset StartedAt, int Amount, ClockUnit Unit, string CalendarVersion,
    IReadOnlyList<SkippedDay> SkippedDays, IReadOnlyList<DateOnly> MakeUpDaysCounted, DateOnly? RolledFrom, string? RollReason,
    string? RulePack = null, DateOnly? GeneralDue = null);

public sealed record SkippedDay(DateOnly Day, string Reason);

/// <summary>One rung or reminder of the ladder of one clock, unique per (clock, cycle, rung).</summary>
public sealed record LadderEntry
{
    public required int No { get; init; }

    /// <summary>Number of the clock that carries it; 0 for an escalation by hand.</summary>
    public required int Clock { get; init; }

    /// <summary>Counts how often the ladder of this clock was set up (again after a move); with clock and step the key (E1).</summary>
    public required int Cycle { get; init; }

    /// <summary>remind1 (long clocks: remind15, remind7, remind3), remind2, due, rung1, rung2, rung3, rung4; emergency: duty, leader, outside; byHand.</summary>
    public required string Step { get; init; }

    /// <summary>1 to 4 for rungs; 0 for reminders, the due day, the minutes of an emergency and what was escalated by hand.</summary>
    public required int Rung { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>Filled when it fired more than a sweep late, after downtime (E8).</summary>
    public TimeSpan? LateBy { get; init; }
    public DateTimeOffset? CancelledAt { get; init; }
    public string? CancelledBecause { get; init; }

    /// <summary>The role it went to (R-NQ-ZH …) or the office (ENT-XF, GOV-TOWN-ZZ).</summary>
    public string? TargetRole { get; init; }
    public string? TargetPerson { get; init; }

    /// <summary>The unit the target sits in; it may read the case from then on.</summary>
    public string? TargetUnit { get; init; }

    /// <summary>info or action.</summary>
    public required string Kind { get; init; }
    public string? Answer { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The absent or recused person in whose stead <see cref="TargetPerson"/> was asked; null if it went to the holder.</summary>
    public string? StandsInFor { get; init; }

    /// <summary>When the time for the answer ran out without one; an answer may still come, except where the question was passed on (by hand).</summary>
    public DateTimeOffset? UnansweredAt { get; init; }

    /// <summary>Party units that were informed beside it (rungs 2 and 3).</summary>
    public IReadOnlyList<string> PartyUnits { get; init; } = [];

    /// <summary>Targets that were empty, absent or recused on the way (E2: ESCALATION_TARGET_EMPTY).</summary>
    public IReadOnlyList<string> EmptyTargets { get; init; } = [];
    public bool IsWaiting => FiredAt is null && CancelledAt is null;

    /// <summary>It went to an office outside the ladder of roles, with the minimum extract.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsHandUp => TargetRole is { } role && !role.StartsWith("R-", StringComparison.Ordinal);
}
