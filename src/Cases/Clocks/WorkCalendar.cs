namespace Petitions.Cases;

public enum DayKind { WorkingDay, MakeUpDay, WeeklyRest, Holiday }

/// <summary>One published year: holidays by name, make-up working days, weekly rest days. Data, never code (handbook §4.2).</summary>
public sealed record CalendarYear(
    int Year, string Version, IReadOnlyDictionary<DateOnly, string> Holidays, IReadOnlySet<DateOnly> MakeUpDays, IReadOnlySet<DayOfWeek> WeeklyRest);

/// <summary>
/// The working calendar. A working day is a make-up day, or a day that is neither a holiday nor a weekly rest day.
/// Outside the published years every question is refused with CALENDAR_NOT_PUBLISHED; it never guesses Monday to Friday.
/// </summary>
public sealed class WorkCalendar(IEnumerable<CalendarYear> years)
{
    private readonly SortedDictionary<int, CalendarYear> _years = new(years.ToDictionary(y => y.Year));

    public IReadOnlyCollection<CalendarYear> Years => _years.Values;

    /// <summary>Versions of all published years, as an explanation names them.</summary>
    public string Version => string.Join(", ", _years.Values.Select(y => y.Version));

    /// <summary>The last day up to which no year is missing; a year published beyond a gap does not count.</summary>
    public DateOnly? CoveredUntil => _years.Count == 0 ? null : new DateOnly(_years.Keys.TakeWhile((year, i) => year == _years.Keys.First() + i).Last(), 12, 31);

    public bool Covers(DateOnly day) => _years.ContainsKey(day.Year);

    /// <summary>The first day from here on whose year is not published.</summary>
    public DateOnly FirstMissing(DateOnly from)
    {
        while (Covers(from))
            from = new DateOnly(from.Year + 1, 1, 1);
        return from;
    }

    /// <exception cref="Refused">CALENDAR_NOT_PUBLISHED when the year is not published.</exception>
    public DayKind KindOf(DateOnly day)
    {
        if (!_years.TryGetValue(day.Year, out var year))
            throw Refusals.CalendarNotPublished(day);
        if (year.MakeUpDays.Contains(day))
            return DayKind.MakeUpDay;
        if (year.Holidays.ContainsKey(day))
            return DayKind.Holiday;
        return year.WeeklyRest.Contains(day.DayOfWeek) ? DayKind.WeeklyRest : DayKind.WorkingDay;
    }

    /// <exception cref="Refused">CALENDAR_NOT_PUBLISHED when the year is not published.</exception>
    public bool IsWorkingDay(DateOnly day) => KindOf(day) is DayKind.WorkingDay or DayKind.MakeUpDay;

    public string? HolidayName(DateOnly day) =>
        _years.TryGetValue(day.Year, out var year) && year.Holidays.TryGetValue(day, out var name) ? name : null;

    /// <summary>The n-th working day after <paramref name="start"/>; the start day is not counted. Negative n counts backwards.</summary>
    /// <exception cref="Refused">CALENDAR_NOT_PUBLISHED when the count leaves the published years.</exception>
    public DateOnly AddWorkingDays(DateOnly start, int n) =>
        Walk(start, n) is var (day, reached) && reached ? day : throw Refusals.CalendarNotPublished(day);

    /// <summary>As <see cref="AddWorkingDays"/>, but null where the count leaves the published years.</summary>
    public DateOnly? TryAddWorkingDays(DateOnly start, int n) => Walk(start, n) is (var day, true) ? day : null;

    /// <summary>The day itself if it is a working day, else the next one.</summary>
    /// <exception cref="Refused">CALENDAR_NOT_PUBLISHED when the roll leaves the published years.</exception>
    public DateOnly RollForward(DateOnly day)
    {
        while (!IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>As <see cref="RollForward"/>, but null where the roll leaves the published years.</summary>
    public DateOnly? TryRollForward(DateOnly day)
    {
        while (Covers(day) && !IsWorkingDay(day))
            day = day.AddDays(1);
        return Covers(day) ? day : null;
    }

    /// <summary>Working days after <paramref name="from"/> up to and including <paramref name="to"/>; null outside the published years.</summary>
    public int? WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            if (!Covers(day))
                return null;
            count += IsWorkingDay(day) ? 1 : 0;
        }
        return count;
    }

    private (DateOnly Day, bool Reached) Walk(DateOnly start, int n)
    {
        var step = Math.Sign(n);
        var day = start;
        for (var left = Math.Abs((long)n); left > 0;)
        {
            day = day.AddDays(step);
            if (!Covers(day))
                return (day, false);
            left -= IsWorkingDay(day) ? 1 : 0;
        }
        return (day, true);
    }
}
