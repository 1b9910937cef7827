namespace Petitions.Cases;

/// <summary>The reasons an explanation names for a day; a holiday is named by its own name.</summary>
public static class DayReasons
{
    public const string StartDay = "startDay", WeeklyRest = "weeklyRest";

    /// <summary>Instead of a roll reason: the year is not published, so the roll is not known yet and the raw day stands.</summary>
    public const string Unknown = "unknown";
}

/// <summary>A counted due date with its explanation; all null but the explanation while it is not computable.</summary>
internal sealed record DueDate(DateOnly? Day, DateOnly? Effective, DateTimeOffset? At, bool NotComputable, DueExplanation Explanation);

/// <summary>How due dates are counted (handbook §4.2, §4.3). Pure arithmetic over the published calendar.</summary>
internal static class DueDates
{
    /// <param name="given">The date itself, for a clock whose end is set by a person or a sender.</param>
    public static DueDate Count(
        WorkCalendar calendar, string code, string startEvent, DateTimeOffset startedAt, int amount, ClockUnit unit, bool roll, DateOnly? given = null)
    {
        var why = new DueExplanation(code, startEvent, startedAt, amount, unit, calendar.Version, [], [], null, null);
        var start = Local.DateOf(startedAt);
        return unit switch
        {
            ClockUnit.Immediate => new(null, null, startedAt, false, why),
            ClockUnit.Minute => new(null, null, startedAt.AddMinutes(amount), false, why),
            ClockUnit.Hour => new(null, null, startedAt.AddHours(amount), false, why),
            ClockUnit.Date => Rolled(calendar, given ?? start, roll, why),
            ClockUnit.CalendarDay => Rolled(calendar, start.AddDays(amount), roll, StartDaySkipped(why, start, amount)),
            ClockUnit.WorkingDay => Worked(calendar, start, amount, StartDaySkipped(why, start, amount)),
        };
    }

    /// <summary>The day that counts after extensions, suspensions and the roll of a right; null when the calendar does not reach it.</summary>
    public static DateOnly? Effective(WorkCalendar calendar, Clock clock, DateOnly raw, bool roll)
    {
        var day = raw.AddDays(clock.Extensions.Sum(e => e.Days));
        foreach (var s in clock.Suspensions.Where(s => s.To is not null))
        {
            var (from, to) = (Local.DateOf(s.From), Local.DateOf(s.To!.Value));
            if (clock.Explanation.Unit != ClockUnit.WorkingDay)
                day = day.AddDays(to.DayNumber - from.DayNumber);
            else if (calendar.WorkingDaysBetween(from, to) is { } lost && calendar.TryAddWorkingDays(day, lost) is { } later)
                day = later;
            else
                return null;
        }
        return roll ? calendar.TryRollForward(day) ?? day : day;
    }

    private static DueExplanation StartDaySkipped(DueExplanation why, DateOnly start, int amount) =>
        amount == 0 ? why : why with { SkippedDays = [new(start, DayReasons.StartDay)] };

    private static DueDate Worked(WorkCalendar calendar, DateOnly start, int amount, DueExplanation why)
    {
        var skipped = new List<SkippedDay>(why.SkippedDays);
        var makeUp = new List<DateOnly>();
        var day = start;
        for (var left = amount; left > 0;)
        {
            day = day.AddDays(1);
            if (!calendar.Covers(day))
                return new(null, null, null, true, why);
            if (!calendar.IsWorkingDay(day))
            {
                skipped.Add(new(day, ReasonFor(calendar, day)));
                continue;
            }
            if (calendar.KindOf(day) == DayKind.MakeUpDay)
                makeUp.Add(day);
            left--;
        }
        return new(day, day, Local.EndOf(day), false, why with { SkippedDays = skipped, MakeUpDaysCounted = makeUp });
    }

    private static DueDate Rolled(WorkCalendar calendar, DateOnly day, bool roll, DueExplanation why)
    {
        if (!roll)
            return new(day, day, Local.EndOf(day), false, why);
        if (calendar.TryRollForward(day) is not { } rolled)
            return new(day, day, Local.EndOf(day), false, why with { RollReason = DayReasons.Unknown });
        if (rolled == day)
            return new(day, day, Local.EndOf(day), false, why);
        var passed = Enumerable.Range(0, rolled.DayNumber - day.DayNumber).Select(day.AddDays).Select(d => new SkippedDay(d, ReasonFor(calendar, d)));
        return new(day, rolled, Local.EndOf(rolled), false, why with
        {
            SkippedDays = [.. why.SkippedDays, .. passed],
            RolledFrom = day,
            RollReason = ReasonFor(calendar, day),
        });
    }

    private static string ReasonFor(WorkCalendar calendar, DateOnly day) => calendar.HolidayName(day) ?? DayReasons.WeeklyRest;
}
