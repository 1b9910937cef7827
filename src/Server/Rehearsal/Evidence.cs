using System.Globalization;
using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>What a judge looks at for one petition: the case as it stands at the end, the petitions split from it, and what was given.</summary>
public sealed record Evidence(
    Chronicle Chronicle, StagedCase Staged, IReadOnlyDictionary<int, Case> Parts, Reference Reference, IReadOnlyDictionary<string, string> Numbers)
{
    /// <summary>What is written where there is nothing.</summary>
    public const string None = "null";

    public Case Case => Staged.Case;

    public IReadOnlyDictionary<string, int> Notices => Staged.Notices;

    public JsonElement Expected => Chronicle.Petition.Expected;

    public static string Day(DateTimeOffset? moment) => moment is { } at ? Day(Local.DateOf(at)) : None;

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? None;

    public static string Minute(DateTimeOffset? moment) =>
        moment?.ToOffset(Local.Offset).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) ?? None;

    public static string Truth(bool holds) => holds ? "true" : "false";

    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => None,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Undefined or JsonValueKind.Object or JsonValueKind.Number => value.GetRawText(),
        _ => value.GetRawText(),
    };

    /// <summary>The first service of the newest document of the kind.</summary>
    public DateTimeOffset? ServedAt(string kind) => Case.Documents.LastOrDefault(d => d.Kind == kind && d.Served)?.Services[0].ServedAt;

    /// <summary>
    /// Units that took part: received, held, handled, acted, were told or led to. An inner office stands for the body it works for, a station for its post.
    /// </summary>
    public IReadOnlySet<string> TookPart()
    {
        var units = new List<string?> { Case.ReceivedBy, Case.Holder, Case.HandlingUnit, Case.AffiliatedUnit, Case.ResponsibleUnit, Case.Opinion?.IssuingBody };
        units.AddRange(Case.CoHandlingUnits);
        units.AddRange(Case.Transfers.Select(t => t.To));
        units.AddRange(Case.Parts.Select(p => p.DivertedTo));
        units.AddRange(Case.UpReports.SelectMany(r => r.To));
        units.AddRange(Case.Mediations.Select(m => m.Committee));
        units.AddRange(Case.Mediations.SelectMany(m => m.Mediators).Select(m => Reference.Person(m)?.Unit));
        units.AddRange(Chronicle.Given.Where(g => g.Done && g.Step.Part is null).Select(g => Reference.Person(g.Step.By)?.Unit));
        units.AddRange(Notices.Keys.Select(to => Reference.Person(to)?.Unit));
        if (Case.PoliceToldAt is not null)
            units.AddRange(Reference.Units.Values.Where(u => u.Kind is "police" or "police-office").Select(u => u.Code));
        return units.OfType<string>().SelectMany(u => new[] { u, Reference.AreaOf(u), Reference.Unit(u)?.Kind == "police-office" ? Reference.Unit(u)!.Parent : null })
            .OfType<string>().ToHashSet();
    }
}

public enum Verdict { Passed, Failed }

/// <summary>One expectation and what became of it.</summary>
public sealed record Judgement(string Petition, string Key, string Expected, string Actual, Verdict Verdict);
