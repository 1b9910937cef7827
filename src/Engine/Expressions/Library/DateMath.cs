using System.Globalization;

namespace Petitions.Engine.Expressions;

/// <summary>Arithmetic of JavaScript's time: milliseconds since 1970 UTC, up to 8.64e15 either way.</summary>
internal static class DateMath
{
    public const double Longest = 8.64e15;
    public const double Day = 86_400_000;

    /// <summary>Year, month from 0, day, hour, minute, second, millisecond; and the weekday from Sunday = 0.</summary>
    public readonly record struct Parts(double Year, double Month, double DayOfMonth, double Hour, double Minute, double Second, double Milli, int Weekday);

    public static double Clip(double time) => double.IsFinite(time) && Math.Abs(time) <= Longest ? Math.Truncate(time) + 0 : double.NaN;

    public static Parts Split(double time)
    {
        var days = Math.Floor(time / Day);
        var rest = time - days * Day;
        var (year, month, day) = Civil((long)days);
        return new(year, month, day, Math.Floor(rest / 3_600_000), Math.Floor(rest / 60_000) % 60, Math.Floor(rest / 1000) % 60, rest % 1000, (int)(((days + 4) % 7 + 7) % 7));
    }

    public static double Join(double year, double month, double day, double hour, double minute, double second, double milli)
    {
        var all = year + month + day + hour + minute + second + milli;
        if (!double.IsFinite(all)) return double.NaN;
        (year, month, day) = (Math.Truncate(year), Math.Truncate(month), Math.Truncate(day));
        year += Math.Floor(month / 12);
        month = (month % 12 + 12) % 12;
        if (Math.Abs(year) > 400_000) return double.NaN;
        var days = DaysFromCivil((long)year, (int)month + 1, 1) + day - 1;
        return days * Day + Math.Truncate(hour) * 3_600_000 + Math.Truncate(minute) * 60_000 + Math.Truncate(second) * 1000 + Math.Truncate(milli);
    }

    // Days are counted in eras of 400 years that begin on the first of March, so that the leap day comes last.
    private static (double Year, double Month, double Day) Civil(long days)
    {
        days += 719_468;
        var era = (days >= 0 ? days : days - 146_096) / 146_097;
        var dayOfEra = days - era * 146_097;
        var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var month = (5 * dayOfYear + 2) / 153;
        var day = dayOfYear - (153 * month + 2) / 5 + 1;
        month = month < 10 ? month + 3 : month - 9;
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month - 1, day);
    }

    private static double DaysFromCivil(long year, int month, int day)
    {
        if (month <= 2) year--;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - era * 400;
        var dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * 146_097.0 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    /// <summary>Offset of a zone from UTC at a moment, in milliseconds.</summary>
    public static double Offset(TimeZoneInfo zone, double utc)
    {
        if (double.IsNaN(utc)) return 0;
        // Beyond the years that .NET knows the rules of the last ones go on; the calendar repeats every 400 years.
        const double FourCenturies = 12_622_780_800_000;
        if (utc > 253_000_000_000_000) utc -= Math.Ceiling((utc - 253_000_000_000_000) / FourCenturies) * FourCenturies;
        var moment = Math.Max(utc, -62_135_596_800_000 + Day);
        return zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds((long)moment)).TotalMilliseconds;
    }

    public static double ToLocal(TimeZoneInfo zone, double utc) => utc + Offset(zone, utc);

    /// <summary>A time that the zone skips is read with the offset before the gap; one that it has twice is the first.</summary>
    public static double ToUtc(TimeZoneInfo zone, double local)
    {
        var (before, after) = (Offset(zone, local - Day), Offset(zone, local + Day));
        if (before == after || Offset(zone, local - before) == before) return local - before;
        return Offset(zone, local - after) == after ? local - after : local - before;
    }

    /// <summary>ISO texts as the language defines them; other shapes as <see cref="DateReading"/> has it. NaN when unreadable.</summary>
    public static double Parse(string text, TimeZoneInfo zone)
    {
        if (TryIso(text.Trim(), zone, out var time)) return Clip(time);
        return DateReading.Read(text, zone);
    }

    private static bool TryIso(string text, TimeZoneInfo zone, out double time)
    {
        time = double.NaN;
        var match = IsoShape.Match(text);
        if (!match.Success) return false;
        double Part(string name, double otherwise) => match.Groups[name] is { Success: true } g ? double.Parse(g.ValueSpan, CultureInfo.InvariantCulture) : otherwise;
        var (month, day, hour, minute, second) = (Part("mo", 1), Part("d", 1), Part("h", 0), Part("mi", 0), Part("s", 0));
        if (month is < 1 or > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 59 || (hour == 24 && minute + second > 0)) return true;
        var milli = match.Groups["f"] is { Success: true } f ? Math.Floor(double.Parse("0." + f.Value, CultureInfo.InvariantCulture) * 1000) : 0;
        time = Join(Part("y", 0), month - 1, day, hour, minute, second, milli);
        if (match.Groups["o"] is { Success: true, Value: not "Z" } offset) time -= (offset.Value[0] == '-' ? -1 : 1) * (Part("oh", 0) * 60 + Part("om", 0)) * 60_000;
        else if (match.Groups["h"].Success && !match.Groups["o"].Success) time = ToUtc(zone, time);
        return true;
    }

    private static readonly System.Text.RegularExpressions.Regex IsoShape = new(
        @"\A(?<y>[0-9]{4}|[+-][0-9]{6})(-(?<mo>[0-9]{2})(-(?<d>[0-9]{2}))?)?([T ](?<h>[0-9]{2}):(?<mi>[0-9]{2})(:(?<s>[0-9]{2})([.,](?<f>[0-9]{1,9}))?)?(?<o>Z|[+-](?<oh>[0-9]{2}):?(?<om>[0-9]{2}))?)?\z",
        System.Text.RegularExpressions.RegexOptions.NonBacktracking | System.Text.RegularExpressions.RegexOptions.ExplicitCapture);

    public static string Iso(double time)
    {
        var p = Split(time);
        var year = p.Year is >= 0 and <= 9999 ? Text(p.Year, "0000") : (p.Year < 0 ? "-" : "+") + Text(Math.Abs(p.Year), "000000");
        return $"{year}-{Text(p.Month + 1, "00")}-{Text(p.DayOfMonth, "00")}T{Clock(p)}.{Text(p.Milli, "000")}Z";
    }

    public static string Clock(Parts p) => $"{Text(p.Hour, "00")}:{Text(p.Minute, "00")}:{Text(p.Second, "00")}";

    public static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
