using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Petitions.Cases;

/// <summary>A published year as somebody uploads it: our own JSON, or an iCal file with holidays (休) and make-up working days (班).</summary>
/// <param name="Document">The name under which it is kept: <c>calendar-2027</c>.</param>
/// <param name="Json">Our own form; from iCal a new one.</param>
/// <param name="Ignored">Entries of an iCal file that are neither, by their summaries.</param>
public sealed record CalendarFile(string Document, string Json, CalendarYear Year, string Source, IReadOnlyList<string> Ignored)
{
    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="year">Which year of an iCal file that holds several; may be null if it holds one.</param>
    /// <param name="version">The version that an iCal file, which names none, gets.</param>
    /// <exception cref="Refused">REFERENCE_INVALID at the first thing that is wrong.</exception>
    public static CalendarFile Read(string text, int? year = null, string version = "1.0.0")
    {
        text = text.TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        return text.StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase) ? OfICal(text, year, version) : OfJson(text, year);
    }

    private static CalendarFile OfJson(string text, int? wanted)
    {
        var document = SeedNode.Parse("calendar", text);
        var read = ReferenceReader.ReadCalendarYear("calendar", text);
        if (read.Year is < 2000 or > 2100 || wanted is { } year && year != read.Year)
            throw document.Wrong("year", "is not the year that was asked for");
        return new($"calendar-{read.Year}", text, read, "json", []);
    }

    private static CalendarFile OfICal(string text, int? wanted, string version)
    {
        var (events, ignored) = ICal.Read(text);
        var years = events.SelectMany(e => e.Days).Select(d => d.Year).Distinct().Order().ToList();
        var year = wanted ?? (years.Count == 1 ? years[0] : throw Refusals.ReferenceInvalid("ical", "year", years.Count == 0 ? "no holidays" : "several years"));
        var days = events.SelectMany(e => e.Days.Where(d => d.Year == year).Select(d => (e.IsWork, e.Name, Day: d))).ToList();
        if (!days.Exists(d => !d.IsWork))
            throw Refusals.ReferenceInvalid("ical", "year", "no holidays");
        var json = new JsonObject
        {
            ["calendarId"] = $"cn-national-{year}", ["version"] = version, ["year"] = year, ["timeZone"] = "Asia/Shanghai",
            ["weeklyRestDays"] = new JsonArray("saturday", "sunday"),
            ["holidays"] = new JsonArray([.. Spans(days.Where(d => !d.IsWork).Select(d => (d.Name, d.Day)))]),
            ["makeupWorkdays"] = new JsonArray([.. days.Where(d => d.IsWork).DistinctBy(d => d.Day).OrderBy(d => d.Day)
                .Select(d => new JsonObject { ["date"] = Iso(d.Day), ["for"] = d.Name })]),
        }.ToJsonString(_readable);
        return new($"calendar-{year}", json, ReferenceReader.ReadCalendarYear("ical", json), "ical", ignored);
    }

    /// <summary>Neighbouring days of one name become one holiday; a day that two entries name keeps the first.</summary>
    private static IEnumerable<JsonObject> Spans(IEnumerable<(string Name, DateOnly Day)> days)
    {
        var spans = new List<(string Name, DateOnly From, DateOnly To)>();
        foreach (var (name, day) in days.DistinctBy(d => d.Day).OrderBy(d => d.Day))
            if (spans.Count > 0 && spans[^1].Name == name && spans[^1].To.AddDays(1) == day)
                spans[^1] = spans[^1] with { To = day };
            else
                spans.Add((name, day, day));
        return spans.Select(s => new JsonObject { ["name"] = s.Name, ["from"] = Iso(s.From), ["to"] = Iso(s.To) });
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
