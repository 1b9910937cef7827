using System.Globalization;
using System.Text.RegularExpressions;

namespace Petitions.Cases;

/// <param name="IsWork">A make-up working day; else a holiday.</param>
internal sealed record ICalDays(bool IsWork, string Name, IReadOnlyList<DateOnly> Days);

/// <summary>
/// A small, tolerant reader of iCal (RFC 5545) for holiday calendars: folded lines, VALUE=DATE, an exclusive DTEND, DURATION in days. An entry
/// whose summary, category or special-day mark names neither a holiday nor a make-up day is left out and listed.
/// </summary>
internal static partial class ICal
{
    private const int MostDays = 60;

    /// <exception cref="Refused">REFERENCE_INVALID with the number of the entry.</exception>
    public static (List<ICalDays> Events, List<string> Ignored) Read(string text)
    {
        var (events, ignored) = (new List<ICalDays>(), new List<string>());
        Dictionary<string, string>? entry = null;
        var (no, depth) = (0, 0);
        foreach (var (name, parameters, value) in Lines(text))
        {
            if (name == "BEGIN" && entry is not null)
                depth++;
            else if (name == "BEGIN" && value.Equals("VEVENT", StringComparison.OrdinalIgnoreCase))
                entry = new() { ["NO"] = (++no).ToString(CultureInfo.InvariantCulture) };
            else if (name == "END" && depth > 0)
                depth--;
            else if (name == "END" && entry is not null)
            {
                Add(entry, events, ignored);
                entry = null;
            }
            else if (depth == 0)
                entry?.TryAdd(name, parameters.Contains("VALUE=DATE;", StringComparison.OrdinalIgnoreCase) ? value[..Math.Min(8, value.Length)] : value);
        }
        return entry is null ? (events, ignored) : throw Wrong(entry, "END", "the file ends inside an entry");
    }

    private static void Add(Dictionary<string, string> entry, List<ICalDays> events, List<string> ignored)
    {
        var summary = Plain(entry.GetValueOrDefault("SUMMARY", ""));
        var marks = $"{summary} {Plain(entry.GetValueOrDefault("CATEGORIES", ""))} {entry.GetValueOrDefault("X-APPLE-SPECIAL-DAY", "")}";
        var isWork = Work().IsMatch(marks);
        if (!isWork && !Rest().IsMatch(marks) || entry.GetValueOrDefault("STATUS") == "CANCELLED")
        {
            ignored.Add(summary);
            return;
        }
        var name = Marks().Replace(summary, "").Trim();
        events.Add(new(isWork, name.Length > 0 ? name : "假日", DaysOf(entry)));
    }

    private static List<DateOnly> DaysOf(Dictionary<string, string> entry)
    {
        var (from, _) = MomentOf(entry, "DTSTART") ?? throw Wrong(entry, "DTSTART", "missing");
        var days = 1;
        if (MomentOf(entry, "DTEND") is var (end, isMidnight))
            // An end is the first moment outside; only an end in the middle of a day has its own day inside.
            days = end.DayNumber - from.DayNumber + (isMidnight ? 0 : 1);
        else if (Duration().Match(entry.GetValueOrDefault("DURATION", "")) is { Success: true } duration)
            days = int.Parse(duration.Groups[1].Value, CultureInfo.InvariantCulture) * (duration.Groups[2].Value == "W" ? 7 : 1);
        // Some calendars write a holiday of one day with an end that equals its beginning.
        days = days == 0 ? 1 : days;
        return days is < 1 or > MostDays ? throw Wrong(entry, "DTEND", "ends before it begins, or lasts longer than 60 days")
            : [.. Enumerable.Range(0, days).Select(from.AddDays)];
    }

    private static (DateOnly Day, bool IsMidnight)? MomentOf(Dictionary<string, string> entry, string property)
    {
        if (!entry.TryGetValue(property, out var value))
            return null;
        if (DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return (day, true);
        var utc = value.EndsWith('Z');
        if (!DateTime.TryParseExact(value.TrimEnd('Z'), ["yyyyMMdd'T'HHmmss", "yyyyMMdd'T'HHmm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
            throw Wrong(entry, property, "not a day");
        moment = utc ? moment + Local.Offset : moment;
        return (DateOnly.FromDateTime(moment), moment.TimeOfDay == TimeSpan.Zero);
    }

    private static IEnumerable<(string Name, string Parameters, string Value)> Lines(string text)
    {
        foreach (var line in Fold().Replace(text, "").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = Colon(line);
            if (colon <= 0)
                continue;
            var semicolon = line.IndexOf(';', 0, colon);
            var name = line[..(semicolon < 0 ? colon : semicolon)].Trim().ToUpperInvariant();
            yield return (name, semicolon < 0 ? ";" : line[semicolon..colon] + ";", line[(colon + 1)..].Trim());
        }
    }

    /// <summary>The colon that ends name and parameters; one inside quotation marks is part of a parameter.</summary>
    private static int Colon(string line)
    {
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
            if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ':' && !quoted)
                return i;
        return -1;
    }

    private static string Plain(string text) => Escape().Replace(text, m => m.Groups[1].Value is "n" or "N" ? " " : m.Groups[1].Value);

    private static Refused Wrong(Dictionary<string, string> entry, string property, string why) =>
        Refusals.ReferenceInvalid("ical", $"VEVENT[{entry["NO"]}].{property}", why);

    [GeneratedRegex(@"\r?\n[ \t]")]
    private static partial Regex Fold();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();

    [GeneratedRegex("班|ALTERNATE-WORKDAY|work ?day|make-?up", RegexOptions.IgnoreCase)]
    private static partial Regex Work();

    [GeneratedRegex("休|假|WORK-HOLIDAY|holiday|day off", RegexOptions.IgnoreCase)]
    private static partial Regex Rest();

    [GeneratedRegex(@"第\d+天(/共\d+天)?|[（(\[【]\s*[休班假]\s*[）)\]】]|补班|上班|调休|放假|假期|休假|[\s·:：-]*[休班]$|(?<=\S)\s+[休班]\b")]
    private static partial Regex Marks();

    [GeneratedRegex("^P([0-9]+)([DW])")]
    private static partial Regex Duration();
}
