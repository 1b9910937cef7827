using System.Globalization;

namespace Petitions.Engine.Activities;

/// <summary>
/// A cron expression of six fields (second minute hour day month weekday) or five (without seconds), in UTC. Understands * ? , - / names,
/// L (last day) and # (n-th weekday).
/// </summary>
internal sealed class CronExpression
{
    private const int YearsAhead = 30;
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly string _text;
    private readonly ulong _seconds, _minutes, _hours, _days, _months, _weekdays;
    private readonly bool _lastDay;
    private readonly bool _anyDay;
    private readonly bool _anyWeekday;
    private readonly int _nth;

    private CronExpression(string text)
    {
        _text = text;
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 5) fields = ["0", .. fields];
        if (fields.Length != 6) throw Refuse("it needs five or six fields");
        _seconds = Field(fields[0], 0, 59, []);
        _minutes = Field(fields[1], 0, 59, []);
        _hours = Field(fields[2], 0, 23, []);
        _anyDay = fields[3] is "*" or "?";
        _lastDay = fields[3].Equals("L", StringComparison.OrdinalIgnoreCase);
        _days = _lastDay ? 0 : Field(fields[3], 1, 31, []);
        _months = Field(fields[4], 1, 12, Months);
        _anyWeekday = fields[5] is "*" or "?";
        var weekday = fields[5].Split('#');
        if (weekday.Length == 2) _nth = Number(weekday[1], 1, 5, []);
        _weekdays = Field(weekday[0], 0, 7, Days);
        if ((_weekdays & (1UL << 7)) != 0) _weekdays |= 1;
    }

    /// <exception cref="EngineFault">CRON_INVALID; says what is wrong.</exception>
    public static CronExpression Parse(string text) => new(text);

    /// <summary>The first moment after the given one; null when there is none within thirty years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var utc = after.UtcDateTime;
        var t = new DateTime(utc.Year, utc.Month, utc.Day, utc.Hour, utc.Minute, utc.Second, DateTimeKind.Utc);
        if (t >= DateTime.MaxValue.AddYears(-YearsAhead - 1)) return null;
        t = t.AddSeconds(1);
        var end = t.AddYears(YearsAhead);
        while (t < end)
        {
            if (!Has(_months, t.Month)) t = new DateTime(t.Year, t.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
            else if (!FitsDay(t)) t = t.Date.AddDays(1);
            else if (!Has(_hours, t.Hour)) t = t.Date.AddHours(t.Hour + 1);
            else if (!Has(_minutes, t.Minute)) t = t.Date.AddHours(t.Hour).AddMinutes(t.Minute + 1);
            else if (!Has(_seconds, t.Second)) t = t.AddSeconds(1);
            else return new DateTimeOffset(t, TimeSpan.Zero);
        }
        return null;
    }

    private bool FitsDay(DateTime t)
    {
        var day = _lastDay ? t.Day == DateTime.DaysInMonth(t.Year, t.Month) : Has(_days, t.Day);
        var weekday = Has(_weekdays, (int)t.DayOfWeek) && (_nth == 0 || (t.Day - 1) / 7 + 1 == _nth);
        return (_anyDay || day) && (_anyWeekday || weekday);
    }

    private static bool Has(ulong set, int value) => (set & (1UL << value)) != 0;

    private ulong Field(string field, int low, int high, string[] names)
    {
        var set = 0UL;
        foreach (var part in field.Split(','))
        {
            var step = part.Split('/');
            var by = step.Length switch { 1 => 1, 2 => Number(step[1], 1, high, []), _ => throw Refuse($"\"{part}\" has two steps") };
            var (from, to) = Range(step[0], low, high, names, step.Length == 2);
            for (var value = from; value <= to; value += by) set |= 1UL << value;
        }
        return set;
    }

    private (int From, int To) Range(string range, int low, int high, string[] names, bool stepped)
    {
        if (range is "*" or "?") return (low, high);
        var ends = range.Split('-');
        var from = Number(ends[0], low, high, names);
        if (ends.Length == 1) return (from, stepped ? high : from);
        var to = ends.Length == 2 ? Number(ends[1], low, high, names) : throw Refuse($"\"{range}\" is no range");
        return from <= to ? (from, to) : throw Refuse($"\"{range}\" runs backwards");
    }

    private int Number(string text, int low, int high, string[] names)
    {
        var named = Array.FindIndex(names, n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (named >= 0) return named + low;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high) return number;
        throw Refuse($"\"{text}\" is not between {low} and {high}");
    }

    private EngineFault Refuse(string why) => new(FaultCodes.Cron, $"The cron expression \"{_text}\" cannot be understood: {why}.");
}
