using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>The sealed track: handed over, concluded and told on which days, and for whom it exists.</summary>
internal static class SealedFindings
{
    public static readonly IReadOnlyDictionary<string, Judge.Finding> All = new Dictionary<string, Judge.Finding>
    {
        ["sealedHandedOn"] = (e, _, _) => HandedOn(e.Case),
        ["firstContactOn"] = (e, _, _) => Evidence.Day(e.Case.Accusation.ContactedAt),
        ["concludedOn"] = (e, _, _) => Evidence.Day(e.Case.Accusation.ConcludedAt),
        ["upheld"] = (e, _, _) => Evidence.Truth(e.Case.EndingResult is "upheld" or "partlyUpheld"),
        ["resultToldOn"] = (e, _, _) => Evidence.Day(e.ServedAt("sealed-result-note")),
        ["notVisibleTo"] = (e, _, expected) => NotVisibleTo(e, e.Case, expected),
    };

    public static string HandedOn(Case c) => Evidence.Day(c.Transfers.FirstOrDefault(t => t.Kind == "sealed")?.SentAt);

    /// <summary>The expectation itself if nobody of these units or below them may read the case as it stands.</summary>
    public static string NotVisibleTo(Evidence e, Case c, JsonElement units)
    {
        var shut = units.EnumerateArray().Select(u => u.GetString()!).ToList();
        var readers = e.Reference.People.Values.Where(p => shut.Any(u => e.Reference.IsWithin(p.Unit, u)) && MayRead(e, c, p)).Select(p => p.Id).ToList();
        return readers.Count == 0 ? Evidence.Text(units) : $"seen by {string.Join(", ", readers)}";
    }

    /// <summary>Who reads a file in which the link between an accusation and what was split from it stands.</summary>
    public static string LinkVisibleTo(Evidence e, JsonElement roles)
    {
        var files = e.Parts.Values.Append(e.Case).ToList();
        var names = files.Select(f => f.Number).ToHashSet();
        var accusation = files.FirstOrDefault(f => f.Flags.Sealed);
        var traces = files.Where(f => !f.Flags.Sealed && f.Links.Any(l => l.Number == accusation?.Number)).Select(f => f.Number).ToList();
        if (accusation is null || traces.Count > 0 || !accusation.Links.Any(l => names.Contains(l.Number)))
            return accusation is null ? "nothing is sealed" : $"traces in {string.Join(", ", traces)}";
        var seen = e.Reference.People.Values.Where(p => MayRead(e, accusation, p)).ToList();
        var allowed = roles.EnumerateArray().Select(r => r.GetString()!).ToHashSet();
        var others = seen.Where(p => !p.Roles.Any(allowed.Contains)).Select(p => p.Id).ToList();
        return seen.Count > 0 && others.Count == 0 ? Evidence.Text(roles) : $"also {string.Join(", ", others)}";
    }

    private static bool MayRead(Evidence e, Case c, Person p) => Cases.Access.MayRead(new Actor(p.Id, p.Roles, p.Unit), c, e.Reference);
}
