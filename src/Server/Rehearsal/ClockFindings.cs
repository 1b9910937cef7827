using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>
/// Due dates and starts. Suffixes of a key: <c>@UNIT</c> the clock of that unit, <c>#n</c> the petition that part n became, <c>+EXT30</c> with an
/// extension, <c> rolled</c> the day that counts after a roll, <c>+hearing5d</c> after hearing days that are not counted; without them the counted day, for hours and minutes the minute.
/// </summary>
internal static class ClockFindings
{
    private const int ExtensionDays = 30;

    public static readonly IReadOnlyDictionary<string, Judge.Finding> All = new Dictionary<string, Judge.Finding>
    {
        ["deadlines"] = (evidence, path, expected) =>
            expected.ValueKind == JsonValueKind.Null && Find(evidence, path[1]) is null ? Evidence.None : Due(evidence, path[1]),
        ["starts"] = (evidence, path, expected) => Start(evidence, path[1], expected.GetString()!),
        ["externalDue"] = (evidence, _, _) => Due(evidence, Clocks.ExternalDue),
        ["overdueAgainst"] = (evidence, _, expected) => Find(evidence, expected.GetString()!) is { WasMissed: true } missed ? missed.Code : "in time",
        ["targetMetOn"] = (evidence, _, _) => Evidence.Day(Find(evidence, Clocks.InternalTarget)?.StoppedAt),
        ["noticeExempt"] = (evidence, _, expected) => evidence.Case.Clocks.Any(c => c.Code == "CLK-NOTICE15") ? "a notice clock runs" : Evidence.Text(expected),
    };

    private static string Due(Evidence evidence, string key)
    {
        if (Find(evidence, key) is not { } clock)
            return "no such clock";
        if (clock.Due is null)
            return Evidence.Minute(clock.DueAt);
        if (key.EndsWith(" rolled", StringComparison.Ordinal) || key.Contains("+hearing", StringComparison.Ordinal))
            return Evidence.Day(clock.EffectiveDue);
        // A preview adds to the counted day, whatever became of the clock since.
        return key.EndsWith("+EXT30", StringComparison.Ordinal)
            ? Evidence.Day(Clocks.Preview(clock with { EffectiveDue = clock.Due }, ExtensionDays)) : Evidence.Day(clock.Due);
    }

    /// <summary>The clock began on the local day of the field that the sample names.</summary>
    private static string Start(Evidence evidence, string key, string field)
    {
        if (Find(evidence, key) is not { } clock)
            return "no such clock";
        var petition = evidence.Chronicle.Petition;
        var named = field switch
        {
            "receivedAt" => Evidence.Day(petition.ReceivedAt),
            "acceptedOn" => Evidence.Day(petition.AcceptedOn),
            _ => petition.Expected.At(field["expected.".Length..])?.GetString()?[..10] ?? Evidence.None,
        };
        var began = Evidence.Day(clock.StartedAt);
        return began == named ? field : $"{began} (not {named})";
    }

    private static Clock? Find(Evidence evidence, string key)
    {
        var code = key.Split('@', '#', '+', ' ')[0];
        var c = evidence.Case;
        if (key.IndexOf('#') is >= 0 and var hash)
            return evidence.Parts.TryGetValue(int.Parse(key[(hash + 1)..], System.Globalization.CultureInfo.InvariantCulture), out var part)
                ? part.Clocks.FirstOrDefault(k => k.Code == code) : null;
        if (key.IndexOf('@') is >= 0 and var at)
            return c.Clocks.FirstOrDefault(k => k.Code == code && k.Unit == key[(at + 1)..]);
        return c.Clocks.FirstOrDefault(k => k.Code == code);
    }
}
