using System.Globalization;

namespace Petitions.Cases;

/// <summary>
/// Deadlines of a case (handbook §4). Started and stopped by the chapters at the moment in the world, never at the moment of entry;
/// nothing else moves them: no comment, no attachment, no reassignment (§4.8). Which clock starts when stands in the table of transitions.
/// </summary>
public static partial class Clocks
{
    /// <summary>Clocks that the organisation's data does not define: the category's own target, the sender's date, the first contact.</summary>
    public const string InternalTarget = "internalTarget", ExternalDue = "externalDue", FirstContact = "firstContact";

    internal static void Rules(RuleBook book)
    {
        book.OnTimer("clock", DueMomentPassed);
        book.On<StartInternalClock>("startInternalClock", VerbKind.System, "12", [Roles.System], null, StartDrawn);
        book.On<RecomputeClocks>("recomputeClocks", VerbKind.System, "4.6", [Roles.System], null, (step, order) => Recompute(step, order.Tell));
    }

    /// <summary>Starts a clock of the reference data (or one of the three above).</summary>
    /// <param name="startEvent">What started it, for the explanation: received, accepted, served …</param>
    /// <param name="unit">The bound unit, where each unit has its own.</param>
    /// <param name="amount">Replaces the amount of the definition, in <paramref name="amountUnit"/> or the definition's unit.</param>
    /// <param name="due">The due day itself, for clocks whose end somebody sets.</param>
    public static Clock Start(
        StepContext step, string code, DateTimeOffset startedAt, string startEvent, string? unit = null, int? amount = null,
        ClockUnit? amountUnit = null, DateOnly? due = null)
    {
        var definition = DefinitionOf(step.Reference, code);
        var counted = Count(step.Reference, step.Reference.Calendar, PlaceOf(step.Case, unit), new Counting(
            code, startEvent, startedAt, amount ?? definition.Amount, due is null ? amountUnit ?? definition.Unit : ClockUnit.Date, due, amount is not null));
        var clock = new Clock
        {
            No = step.Case.NextId(),
            Code = code,
            Kind = definition.Kind,
            Beside = definition.Beside,
            OwnAmount = amount is not null,
            Unit = unit,
            Cycle = 1 + step.Case.Clocks.Count(c => c.Code == code && c.Unit == unit),
            StartedAt = startedAt,
            Due = counted.Day,
            EffectiveDue = counted.Effective,
            DueAt = counted.At,
            NotComputable = counted.NotComputable,
            Explanation = counted.Explanation,
        };
        step.Raise(new ClockStarted(clock));
        SetTimer(step, clock);
        if (definition.Beside is null && due is null)
            StartBeside(step, code, startedAt, startEvent, unit);
        return clock;
    }

    /// <summary>Ends the running clock of the code, if there is one, as done at <paramref name="at"/>: Met if in time, else Missed.</summary>
    public static void Stop(StepContext step, string code, DateTimeOffset at, string by, string? unit = null)
    {
        if (step.Case.RunningOrSuspended(code, unit) is { } clock)
            Stop(step, clock, at, by);
    }

    /// <summary>Ends a clock as done at <paramref name="at"/>, a moment in the world: an entry made after the due moment still counts as in time.</summary>
    public static void Stop(StepContext step, Clock clock, DateTimeOffset at, string by)
    {
        var inTime = clock.IsInTime(at) || clock.Status == ClockStatus.Suspended;
        if (inTime && clock.WasMissed)
            step.Raise(new ClockFoundInTime(clock.No, clock.Code));
        else if (!inTime && !clock.WasMissed)
            step.Raise(new ClockMissed(clock.No, clock.Code, clock.Kind, clock.DueAt!.Value));
        ClearTimer(step, clock);
        step.Raise(new ClockStopped(clock.No, clock.Code, at, by, inTime ? ClockStatus.Met : ClockStatus.Missed));
        foreach (var beside in Beside(step, clock))
            Stop(step, beside, at, by);
    }

    /// <summary>Ends the running clock of the code without a verdict, because it is no longer needed.</summary>
    public static void Cancel(StepContext step, string code, string because, string? unit = null)
    {
        if (step.Case.RunningOrSuspended(code, unit) is { } clock)
            Cancel(step, clock, because);
    }

    public static void Cancel(StepContext step, Clock clock, string because)
    {
        ClearTimer(step, clock);
        step.Raise(new ClockCancelled(clock.No, clock.Code, step.HappenedAt, because));
        foreach (var beside in Beside(step, clock))
            Cancel(step, beside, because);
    }

    /// <summary>
    /// Starts the last clock of the code again with its first start and due date (T20 reopening, T24 withdrawal taken back: old dates kept,
    /// so it may be overdue at once). Null if the case never had one or it is running.
    /// </summary>
    public static Clock? Revive(StepContext step, string code, string? unit = null)
    {
        if (step.Case.RunningOrSuspended(code, unit) is not null
            || step.Case.Clocks.LastOrDefault(c => c.Code == code && (unit is null || c.Unit == unit)) is not { } old)
            return null;
        var status = StillWaits(step.Case, old) ? ClockStatus.Suspended : ClockStatus.Running;
        var clock = old with { No = step.Case.NextId(), Cycle = old.Cycle + 1, Status = status, StoppedAt = null, StoppedBy = null };
        step.Raise(new ClockStarted(clock));
        SetTimer(step, clock);
        foreach (var beside in step.Reference.RulePacks.SelectMany(p => p.Adds).Where(a => a.Beside == code))
            Revive(step, beside.Code, unit);
        return clock;
    }

    /// <summary>It stood still when it was ended, and what it waited for has not come: no day of it is lost.</summary>
    private static bool StillWaits(Case c, Clock old) => old.Suspensions.LastOrDefault() is { To: null } open && open.Reason switch
    {
        "WAITING_PETITIONER" => c.State == CaseState.WaitingSupplement,
        "CONSENT" => Mediation.Current(c) is { IsRunning: true },
        _ => false,
    };

    /// <summary>True while a right may still be used, judged by the moment of sending (handbook §4.3), even if its clock has run out meanwhile.</summary>
    public static bool WindowIsOpen(StepContext step, string code) =>
        step.Case.Clocks.LastOrDefault(c => c.Code == code) is { } clock && clock.IsInTime(step.HappenedAt);

    /// <summary>What a date would be: the clock's effective day with further days added, for a request or a screen. Null if not computable.</summary>
    public static DateOnly? Preview(Clock clock, int extraDays) => clock.EffectiveDue?.AddDays(extraDays);

    /// <summary>What the due date of a clock would be if it started at this moment; null if the calendar does not reach it.</summary>
    public static DateOnly? Preview(Reference reference, string code, DateTimeOffset startedAt, int? amount = null)
    {
        var definition = DefinitionOf(reference, code);
        var counted = DueDates.Count(reference.Calendar, code, "", startedAt, amount ?? definition.Amount, definition.Unit, definition.RollForward);
        return counted.Effective ?? (counted.At is { } at ? Local.DateOf(at) : null);
    }

    /// <summary>The whole clock, with its explanation, as it would be if it started at this moment in this unit: for somebody who asks beforehand.</summary>
    /// <exception cref="Refused">NOT_FOUND for a clock that is not defined; CALENDAR_NOT_PUBLISHED when the calendar does not reach its end.</exception>
    public static Clock WouldBe(Reference reference, string code, DateTimeOffset startedAt, string? unit)
    {
        var definition = reference.Clocks.GetValueOrDefault(code) ?? throw Refusals.NotThere();
        var counted = Count(reference, reference.Calendar, unit, new Counting(code, "asked", startedAt, definition.Amount, definition.Unit));
        if (counted.NotComputable)
            throw Refusals.CalendarNotPublished(reference.Calendar.FirstMissing(Local.DateOf(startedAt)));
        return new Clock
        {
            No = 0, Code = code, Kind = definition.Kind, Unit = unit, StartedAt = startedAt,
            Due = counted.Day, EffectiveDue = counted.Effective, DueAt = counted.At, Explanation = counted.Explanation,
        };
    }

    /// <summary>What the due date of a running clock would be under another calendar (preview of a change, §4.6); null if not computable.</summary>
    public static DateOnly? Preview(Reference reference, Clock clock, WorkCalendar calendar) => End(reference, calendar, null, clock).Day;

    private static void Move(StepContext step, int no, string because)
    {
        var clock = step.Case.Clocks.Single(c => c.No == no);
        var (day, at) = End(step.Reference, step.Reference.Calendar, step.Case, clock);
        step.Raise(new ClockMoved(no, clock.Code, clock.EffectiveDue, day, at, because));
        ClearTimer(step, clock);
        SetTimer(step, step.Case.Clocks.Single(c => c.No == no));
    }

    /// <summary>Day and moment at which the clock ends, with its extensions and suspensions; both null if the calendar does not reach it.</summary>
    private static (DateOnly? Day, DateTimeOffset? At) End(Reference reference, WorkCalendar calendar, Case? c, Clock clock)
    {
        var counted = Recount(reference, calendar, c, clock);
        if (counted is { Day: null, At: { } at })
            return (null, clock.Suspensions.Where(s => s.To is not null).Aggregate(at, (moment, s) => moment + (s.To!.Value - s.From)));
        var day = counted.Day is { } raw ? DueDates.Effective(calendar, clock, raw, DefinitionOf(reference, clock.Code).RollForward) : null;
        return (day, day is { } end ? Local.EndOf(end) : null);
    }

    private static void DueMomentPassed(StepContext step, CaseTimer timer)
    {
        var clock = step.Case.Clocks.FirstOrDefault(c => Ref(c) == timer.Ref);
        if (clock is not { Status: ClockStatus.Running, WasMissed: false, DueAt: { } dueAt } || dueAt > step.Now)
            return;
        step.Raise(clock.Kind == ClockKind.Right
            ? new ClockRanOut(clock.No, clock.Code, dueAt) : new ClockMissed(clock.No, clock.Code, clock.Kind, dueAt));
    }

    private static ClockDefinition DefinitionOf(Reference reference, string code) => code switch
    {
        InternalTarget => new(code, "", 0, ClockUnit.WorkingDay, ClockKind.Internal, false, ""),
        ExternalDue => new(code, "", 0, ClockUnit.Date, ClockKind.External, false, ""),
        FirstContact => new(code, "", 0, ClockUnit.Hour, ClockKind.Internal, false, ""),
        _ when DrawnName(code) is { } name => new(code, name, 0, ClockUnit.WorkingDay, ClockKind.Internal, false, ""),
        _ => reference.Clocks[code],
    };

    private static string Ref(Clock clock) => clock.No.ToString(CultureInfo.InvariantCulture);

    private static void SetTimer(StepContext step, Clock clock)
    {
        if (clock is { DueAt: { } dueAt, WasMissed: false, Status: ClockStatus.Running, AwaitsRoll: false })
            step.SetTimer("clock", Ref(clock), dueAt);
    }

    private static void ClearTimer(StepContext step, Clock clock) => step.ClearTimers("clock", Ref(clock));
}
