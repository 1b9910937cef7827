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
                "errors" => Errors(evidence, leaf.Value),
                "docs" => Papers.Judge(evidence, leaf.Value),
                _ => [One(evidence, leaf.Path, leaf.Value)],
            })
            .ToList();
        judged.AddRange(Steps(evidence));
        judged.AddRange(Always(evidence));
        return judged;
    }

    private static Judgement One(Evidence evidence, string path, JsonElement value)
    {
        var (id, expected) = (evidence.Chronicle.Petition.Id, Evidence.Text(value));
        var names = path.Split('.');
        var actual = Sections.TryGetValue(names[0], out var find) ? find(evidence, names, value) : "nobody knows this expectation";
        return Compare(id, path, expected, actual);
    }

    /// <summary>The codes of <c>errors</c> were provoked by steps that expect them.</summary>
    private static IEnumerable<Judgement> Errors(Evidence evidence, JsonElement codes)
    {
        foreach (var code in codes.EnumerateArray().Select(c => c.GetString()!))
        {
            var refused = evidence.Chronicle.Given.Any(g => g.Refusal == code && g.AsExpected);
            yield return Compare(evidence.Chronicle.Petition.Id, "errors", code, refused ? code : "never refused so");
        }
    }

    /// <summary>Every order is carried out, or refused with the code that its step names.</summary>
    private static IEnumerable<Judgement> Steps(Evidence evidence) =>
        evidence.Chronicle.Given.Where(g => !g.AsExpected).Select(g => new Judgement(
            evidence.Chronicle.Petition.Id, $"{Evidence.Minute(g.Step.At)} {g.Step.By} {g.Step.Give}", g.Step.ExpectRefusal ?? "done",
            g.Fault ?? g.Refusal ?? "done", Verdict.Failed));

    /// <summary>What holds for every petition, written in the sample or not.</summary>
    private static IEnumerable<Judgement> Always(Evidence evidence)
    {
        var id = evidence.Chronicle.Petition.Id;
        if (evidence.Chronicle.Petition.AcceptedOn is { } day)
            yield return Compare(id, "acceptedOn", Evidence.Day(day), Evidence.Day(evidence.Case.AcceptedAt));
        yield return Compare(id, "rungs that fired", LadderFindings.ExpectedRungs(evidence), LadderFindings.FiredRungs(evidence));
        yield return Compare(id, "workflows that need attention", "", string.Join("; ", evidence.Staged.Attention));
    }

    internal static Judgement Compare(string petition, string key, string expected, string actual) =>
        new(petition, key, expected, actual, expected == actual ? Verdict.Passed : Verdict.Failed);

    private static string WithoutIndex(string path) => string.Join('.', path.Split('.').Where(name => !int.TryParse(name, out _)));
}
