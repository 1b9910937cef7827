using Petitions.Cases;

namespace Petitions.Server.Invariants;

/// <summary>
/// What invariants are measured with: the data of the place, and a count of days of its own, one day after the other, that shares nothing
/// with the product's calculation of dates.
/// </summary>
public sealed record Yardstick(Reference Reference, IReadOnlySet<DateOnly> Worked, DateOnly First, DateOnly Last)
{
    public static Yardstick Of(Reference reference)
    {
        var years = reference.Calendar.Years.Select(y => y.Year).ToList();
        var (first, last) = (new DateOnly(years.Min(), 1, 1), new DateOnly(years.Max(), 12, 31));
        var worked = new HashSet<DateOnly>();
        for (var day = first; day <= last; day = day.AddDays(1))
            if (reference.Calendar.Years.First(y => y.Year == day.Year) is var year && IsWorked(year, day))
                worked.Add(day);
        return new(reference, worked, first, last);
    }

    /// <summary>The day after so many working days; the start day is not counted. Null where no calendar tells.</summary>
    public DateOnly? Workdays(DateOnly from, int days)
    {
        var step = days < 0 ? -1 : 1;
        var day = from;
        for (var left = Math.Abs(days); left > 0;)
        {
            day = day.AddDays(step);
            if (day < First || day > Last)
                return null;
            if (Worked.Contains(day))
                left--;
        }
        return day;
    }

    /// <summary>The day itself if it is worked, else the next that is; the day itself where no calendar tells.</summary>
    public DateOnly Rolled(DateOnly day)
    {
        for (var next = day; next <= Last && next >= First; next = next.AddDays(1))
            if (Worked.Contains(next))
                return next;
        return day;
    }

    /// <summary>Working days after the first up to and with the second.</summary>
    public int WorkedBetween(DateOnly from, DateOnly to) => Worked.Count(d => d > from && d <= to);

    public Person? Person(string? id) => Reference.Person(id);

    /// <summary>Make-up day, or neither holiday nor weekly rest day (handbook §4.2).</summary>
    private static bool IsWorked(CalendarYear year, DateOnly day) =>
        year.MakeUpDays.Contains(day) || !year.Holidays.ContainsKey(day) && !year.WeeklyRest.Contains(day.DayOfWeek);
}
