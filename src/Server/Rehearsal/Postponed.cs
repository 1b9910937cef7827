namespace Petitions.Server.Rehearsal;

/// <summary>
/// What a later part of the product brings: succession of units (T26).
/// An expectation that needs one of them is put off by these rules, never case by case, and printed by name.
/// </summary>
public sealed class Postponed(RehearsedPetition petition)
{
    public static readonly IReadOnlySet<string> Transitions = new HashSet<string> { "T26" };

    private static readonly string[] OfSuccession = ["succession", "secondOpinion", "issuingBody", "reviewBody", "outcomeLevel", "route"];

    private readonly bool _succeeded = petition.Expected.At("succession") is not null;

    /// <summary>The transition that the expectation needs, or null if it is to be met today.</summary>
    /// <param name="key">Path in <c>expected</c>; members of lists by their index.</param>
    public string? Needs(string key) =>
        _succeeded && (OfSuccession.Any(h => key == h || key.StartsWith(h + ".", StringComparison.Ordinal)) || key.EndsWith(".owner", StringComparison.Ordinal))
            ? "T26" : null;

    /// <summary>A refusal that only a step of a later transition provokes.</summary>
    public string? NeedsError(string code)
    {
        var steps = petition.Steps.Where(s => s.ExpectRefusal == code).ToList();
        return steps.Count > 0 && steps.All(s => s.Later is not null) ? steps[0].Later : null;
    }

    /// <summary>A paper that a later transition makes.</summary>
    public string? NeedsPaper(string name) => name is "移交清单" or "处理意见书x2" && _succeeded ? "T26" : null;
}
