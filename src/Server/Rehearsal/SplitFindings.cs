using System.Globalization;
using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>A petition that was split: which part kept the number, and what the others became.</summary>
internal static class SplitFindings
{
    public static readonly IReadOnlyDictionary<string, Judge.Finding> All = new Dictionary<string, Judge.Finding> { ["split"] = Find };

    private static string Find(Evidence e, string[] path, JsonElement expected) => path[1] switch
    {
        "rule" => e.Case.WasSplit ? "T29" : Evidence.None,
        "on" => Evidence.Day(e.Chronicle.DoneOn("split")),
        "parts" => Of(e, int.Parse(path[2], CultureInfo.InvariantCulture) + 1, path[3], expected),
        "linkVisibleTo" => SealedFindings.LinkVisibleTo(e, expected),
        _ => "nobody knows this expectation",
    };

    private static string Of(Evidence e, int part, string member, JsonElement expected)
    {
        var own = e.Parts.GetValueOrDefault(part);
        if (member == "newPetition")
            return Evidence.Truth(own is not null && own.Number != e.Case.Number);
        if (member == "keepsNumber")
            return Evidence.Truth(own is null && e.Case.Number == e.Chronicle.Number);
        var c = own ?? e.Case;
        return member switch
        {
            "part" => part.ToString(CultureInfo.InvariantCulture),
            "nature" => c.Nature,
            "category" => c.Category,
            "sealed" => Evidence.Truth(c.Flags.Sealed),
            "receivedAt" => c.ReceivedAt == expected.GetDateTimeOffset() ? Evidence.Text(expected) : Evidence.Minute(c.ReceivedAt),
            "result" => c.Parts[0].Result ?? Evidence.None,
            "sealedHandedOn" => SealedFindings.HandedOn(c),
            "notVisibleTo" => SealedFindings.NotVisibleTo(e, c, expected),
            "route" => RoadFindings.Contained(expected, Units(e, c, part)),
            _ => "nobody knows this expectation",
        };
    }

    private static IReadOnlySet<string> Units(Evidence e, Case c, int part) =>
        new[] { c.ReceivedBy, c.Holder, c.HandlingUnit }
            .Concat(e.Chronicle.Given.Where(g => g.Done && g.Step.Part == part).Select(g => e.Reference.Person(g.Step.By)?.Unit)).OfType<string>().ToHashSet();
}
