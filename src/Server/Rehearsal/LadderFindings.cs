using System.Globalization;
using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>Rungs of the ladder: which, on which day, to whom, and which fell away. Minutes of an emergency and questions by hand are no rungs of it.</summary>
internal static class LadderFindings
{
    public static readonly IReadOnlyDictionary<string, Judge.Finding> All = new Dictionary<string, Judge.Finding>
    {
        ["escalation"] = (evidence, path, _) => Fired(evidence).ElementAtOrDefault(Index(path)) is { } entry ? Of(entry, path[2]) : "no such rung",
        ["rungsCancelled"] = (evidence, path, _) => Cancelled(evidence, Index(path)) is { } entry ? Of(entry, path[2]) : "not cancelled",
        ["escalationOf"] = (evidence, _, _) => string.Join(", ", Fired(evidence).Select(e => evidence.Case.Clocks.First(c => c.No == e.Clock).Code).Distinct()),
    };

    public static bool AnyFired(Evidence evidence) => Fired(evidence).Count > 0;

    public static bool AnyCancelled(Evidence evidence) => evidence.Case.Ladder.Any(e => IsRung(e) && e.CancelledAt is not null);

    public static string FiredRungs(Evidence evidence) =>
        Join(Fired(evidence).Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Rung} {Evidence.Day(e.FiredAt)} {e.TargetRole}")));

    public static string ExpectedRungs(Evidence evidence) =>
        Join(evidence.Expected.At("escalation") is { } rungs
            && rungs.ValueKind == JsonValueKind.Array ? rungs.EnumerateArray().Select(r => $"{Text(r, "rung")} {Text(r, "on")} {Text(r, "to")}") : []);

    private static List<LadderEntry> Fired(Evidence evidence) =>
        evidence.Case.Ladder.Where(e => IsRung(e) && e.FiredAt is not null).OrderBy(e => e.FiredAt).ToList();

    private static LadderEntry? Cancelled(Evidence evidence, int index)
    {
        var rung = evidence.Expected.At($"rungsCancelled.{index}.rung")?.GetInt32();
        var code = evidence.Expected.At("escalationOf")?.GetString();
        return evidence.Case.Ladder.LastOrDefault(e =>
            IsRung(e) && e.Rung == rung && e.CancelledAt is not null && evidence.Case.Clocks.First(c => c.No == e.Clock).Code == code);
    }

    private static bool IsRung(LadderEntry entry) => entry.Rung > 0 && entry.Step.StartsWith("rung", StringComparison.Ordinal);

    private static string Of(LadderEntry entry, string member) => member switch
    {
        "rung" => entry.Rung.ToString(CultureInfo.InvariantCulture),
        "on" => Evidence.Day(entry.FiredAt ?? entry.DueAt),
        "to" => entry.TargetRole ?? Evidence.None,
        _ => "nobody knows this expectation",
    };

    private static int Index(string[] path) => int.Parse(path[1], CultureInfo.InvariantCulture);

    private static string Text(JsonElement rung, string member) => rung.At(member) is { } value ? Evidence.Text(value) : Evidence.None;

    private static string Join(IEnumerable<string> rungs) => string.Join("; ", rungs) is { Length: > 0 } text ? text : "none";
}
