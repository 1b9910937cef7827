namespace Petitions.Cases;

/// <summary>The weekly supervision bulletin (handbook §8): every Friday at 10:00 local time, on the working day before where Friday is a rest day.</summary>
public static class Bulletin
{
    private const int Hour = 10;

    /// <summary>The day of the first bulletin that is drafted after the moment.</summary>
    public static DateOnly IssueAfter(DateTimeOffset moment, WorkCalendar calendar)
    {
        var friday = Local.DateOf(moment);
        while (friday.DayOfWeek != DayOfWeek.Friday || Local.At(IssueOf(friday, calendar), Hour) <= moment)
            friday = friday.AddDays(1);
        return IssueOf(friday, calendar);
    }

    private static DateOnly IssueOf(DateOnly friday, WorkCalendar calendar)
    {
        var day = friday;
        while (calendar.Covers(day) && !calendar.IsWorkingDay(day))
            day = day.AddDays(-1);
        return calendar.Covers(day) ? day : friday;
    }
}
