using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>
/// Petitions whose moments count from the day on which the demo starts: <c>$at:-2 09:10</c> two working days before it at 09:10,
/// <c>$at:-8m</c> eight minutes before the start, <c>$day:+5</c> five working days after it.
/// </summary>
public static partial class LiveFile
{
    /// <exception cref="RehearsalFileInvalid">As any rehearsal file.</exception>
    public static RehearsalFile Read(string json, DateTimeOffset start, WorkCalendar calendar)
    {
        var root = JsonNode.Parse(json) ?? throw new RehearsalFileInvalid("The file is empty.");
        return RehearsalFile.Read(Dated(root, start, calendar)!.ToJsonString());
    }

    private static JsonNode? Dated(JsonNode? node, DateTimeOffset start, WorkCalendar calendar) => node switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Dated(m.Value, start, calendar)))),
        JsonArray list => new JsonArray(list.Select(item => Dated(item, start, calendar)).ToArray()),
        JsonValue value when value.TryGetValue<string>(out var text) => Dated(text, start, calendar),
        _ => node?.DeepClone(),
    };

    private static string Dated(string text, DateTimeOffset start, WorkCalendar calendar)
    {
        if (Minutes().Match(text) is { Success: true } minutes)
            return Iso(start.AddMinutes(-Number(minutes)));
        if (Moment().Match(text) is { Success: true } moment)
            return Iso(Local.At(Workday(start, Number(moment), calendar), 0) + TimeSpan.Parse(moment.Groups[2].Value, CultureInfo.InvariantCulture));
        return Day().Match(text) is { Success: true } day ? Evidence.Day(Workday(start, Number(day), calendar)) : text;
    }

    /// <summary>Where no calendar is published, days count as they come: a demo of another year still has its cases.</summary>
    private static DateOnly Workday(DateTimeOffset start, int days, WorkCalendar calendar) =>
        calendar.TryAddWorkingDays(Local.DateOf(start), days) ?? Local.DateOf(start).AddDays(days);

    private static int Number(Match match) => int.Parse(match.Groups[1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset moment) => moment.ToOffset(Local.Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\$at:-(\d+)m$")]
    private static partial Regex Minutes();

    [GeneratedRegex(@"^\$at:([+-]\d+) (\d\d:\d\d)$")]
    private static partial Regex Moment();

    [GeneratedRegex(@"^\$day:([+-]\d+)$")]
    private static partial Regex Day();
}
