using System.Text.Json;

namespace Petitions.Server.Rehearsal;

/// <summary>
/// Compares every expectation of a petition with what happened. A key that no section knows fails: nothing is passed over in silence.
/// </summary>
public static class Judge
{
    /// <summary>Finds what really was, in words that equal the expectation's if it was met.</summary>
    public delegate string Finding(Evidence evidence, string[] path, JsonElement expected);

    private static readonly IReadOnlyDictionary<string, Finding> Sections = new Dictionary<string, Finding>(
        [.. CourseFindings.All, .. ClockFindings.All, .. LadderFindings.All, .. MediationFindings.All, .. ReviewFindings.All, .. RoadFindings.All, .. SplitFindings.All,
            .. SealedFindings.All, .. SuccessionFindings.All]);

    /// <summary>Words for readers of the sample; no fact of a case could equal or differ from them.</summary>
    private static readonly string[] Prose =
    [
        "note", "correction", "followUp", "interimMeasure", "objection.result", "opinion.text", "extension.reason", "event.what", "threeNotLetGo.reason",
        "threeNotLetGo.result", "mediation.terms", "mediation.reason", "mediation.ifNotPerformed", "mediation.basis", "recusal.reason", "reopened.words",
        "unitSuccession.rule", "unitSuccession.from", "review.text", "parts.text", "split.parts.text", "rungsCancelled.because", "channelRefusal.document",
    ];

    public static IReadOnlyList<Judgement> Of(Evidence evidence)
    {
        var petition = evidence.Chronicle.Petition;
        var judged = petition.Expected.Leaves()
            .Where(leaf => !Prose.Contains(WithoutIndex(leaf.Path)))
            .SelectMany(leaf => leaf.Path switch
            {
                "errors" when leaf.Value.ValueKind == JsonValueKind.Array => Errors(evidence.Chronicle, leaf.Value),
                "docs" when leaf.Value.ValueKind == JsonValueKind.Array => Papers.Judge(evidence, leaf.Value),
                _ => [One(evidence, leaf.Path, leaf.Value)],
            })
            .ToList();
        judged.AddRange(Steps(evidence.Chronicle));
        judged.AddRange(Always(evidence));
        return judged;
    }

    /// <summary>A petition that never came into the register: that every order for it was refused may have been expected, and nothing else.</summary>
    public static IReadOnlyList<Judgement> OfUnregistered(Chronicle chronicle)
    {
        var petition = chronicle.Petition;
        var refused = chronicle.Given.Any(g => g.AsExpected && g.Step.Give == "register");
        return
        [
            .. petition.Expected.Leaves().Where(leaf => !Prose.Contains(WithoutIndex(leaf.Path))).SelectMany(leaf =>
                leaf.Path == "errors" && leaf.Value.ValueKind == JsonValueKind.Array ? Errors(chronicle, leaf.Value)
                : [Compare(petition.Id, leaf.Path, Evidence.Text(leaf.Value), Evidence.None)]),
            .. Steps(chronicle), Compare(petition.Id, "registered", refused ? "refused" : "a number", chronicle.Given.Count == 0 ? "never given" : "refused"),
        ];
    }

    private static Judgement One(Evidence evidence, string path, JsonElement value)
    {
        var (id, expected) = (evidence.Chronicle.Petition.Id, Evidence.Text(value));
        var names = path.Split('.');
        return Compare(id, path, expected, Found(evidence, names, value));
    }

    /// <summary>A wish that is written otherwise than its section reads it (a word for a list, no number where a number stands) fails like any other.</summary>
    private static string Found(Evidence evidence, string[] names, JsonElement value)
    {
        if (!Sections.TryGetValue(names[0], out var find))
            return "nobody knows this expectation";
        if (names.Length == 1 && Absences.Asked(value) && Absences.Of(evidence, names[0]) is { } isThere)
            return isThere ? "there is one" : Evidence.Text(value);
        try
        {
            return find(evidence, names, value);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or InvalidOperationException or FormatException or OverflowException or ArgumentException or NullReferenceException)
        {
            return "this expectation is not written so";
        }
    }

    /// <summary>The codes of <c>errors</c> were provoked by steps that expect them.</summary>
    private static IEnumerable<Judgement> Errors(Chronicle chronicle, JsonElement codes)
    {
        foreach (var code in codes.EnumerateArray().Select(Evidence.Text))
        {
            var refused = chronicle.Given.Any(g => g.Refusal == code && g.AsExpected);
            yield return Compare(chronicle.Petition.Id, "errors", code, refused ? code : "never refused so");
        }
    }

    /// <summary>Every order is carried out, or refused with the code that its step names.</summary>
    private static IEnumerable<Judgement> Steps(Chronicle chronicle) =>
        chronicle.Given.Where(g => !g.AsExpected).Select(g => new Judgement(
            chronicle.Petition.Id, $"{Evidence.Minute(g.Step.At)} {g.Step.By} {g.Step.Give}", g.Step.ExpectRefusal ?? "done",
            g.Fault ?? g.Refusal ?? "done", Verdict.Failed));

    /// <summary>What holds for every petition, written in the sample or not.</summary>
    private static IEnumerable<Judgement> Always(Evidence evidence)
    {
        var id = evidence.Chronicle.Petition.Id;
        if (evidence.Chronicle.Petition.AcceptedOn is { } day)
            yield return Compare(id, "acceptedOn", Evidence.Day(day), Evidence.Day(evidence.Case.AcceptedAt));
        var registration = evidence.Chronicle.Done("register").First().With;
        foreach (var (member, said) in evidence.Chronicle.Petition.Head)
            if (registration?.At(member) is { } ordered)
                yield return Compare(id, member, Evidence.Text(said), Evidence.Text(ordered));
        yield return Compare(id, "rungs that fired", LadderFindings.ExpectedRungs(evidence), LadderFindings.FiredRungs(evidence));
        yield return Compare(id, "workflows that need attention", "", string.Join("; ", evidence.Staged.Attention));
    }

    internal static Judgement Compare(string petition, string key, string expected, string actual) =>
        new(petition, key, expected, actual, expected == actual ? Verdict.Passed : Verdict.Failed);

    private static string WithoutIndex(string path) => string.Join('.', path.Split('.').Where(name => !int.TryParse(name, out _)));
}
