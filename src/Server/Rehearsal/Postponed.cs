namespace Petitions.Server.Rehearsal;

/// <summary>
/// What a later part of the product brings: review and re-examination (T21 to T23) and succession of units (T26).
/// An expectation that needs one of them is put off by these rules, never case by case, and printed by name.
/// </summary>
public sealed class Postponed
{
    public static readonly IReadOnlySet<string> Transitions = new HashSet<string> { "T21", "T22", "T23", "T26" };

    private static readonly string[] ReviewClocks = ["CLK-REV30", "CLK-REX-ASK30", "CLK-REX30"];

    private static readonly string[] OfReview = ["review", "reexam", "reexamBody", "override"];

    /// <summary>What comes of a decision that the review has changed.</summary>
    private static readonly string[] AfterChange = ["threeNotLetGo", "performanceDue", "performed", "satisfaction", "outcomeLevel"];

    /// <summary>What must have been re-examined before it can be refused for good.</summary>
    private static readonly string[] AfterReexamination = ["intake", "ending", "finalState", "duplicateOf", "threeNotLetGo"];

    private static readonly string[] OfSuccession = ["succession", "secondOpinion", "issuingBody", "reviewBody", "outcomeLevel", "route"];

    private readonly RehearsedPetition _petition;
    private readonly bool _changed, _succeeded, _afterReexamination;

    public Postponed(RehearsedPetition petition, RehearsalFile file)
    {
        var expected = petition.Expected;
        _petition = petition;
        _changed = expected.At("review.result")?.GetString() == "changed";
        _succeeded = expected.At("succession") is not null;
        _afterReexamination = expected.At("duplicateOf")?.GetString() is { } target
            && file.Petitions.FirstOrDefault(p => p.Id == target) is { } other && IsTerminated(other);
    }

    /// <summary>The transition that the expectation needs, or null if it is to be met today.</summary>
    /// <param name="key">Path in <c>expected</c>; members of lists by their index.</param>
    public string? Needs(string key)
    {
        if (ByClock(key) is { } byClock)
            return byClock;
        if (Begins(key, OfReview))
            return "T21";
        if (_changed && Begins(key, AfterChange))
            return "T22";
        if (_afterReexamination && Begins(key, AfterReexamination) || IsTerminated(_petition) && key is "finalState" or "outcomeLevel")
            return "T23";
        return _succeeded && (Begins(key, OfSuccession) || key.EndsWith(".owner", StringComparison.Ordinal)) ? "T26" : null;
    }

    /// <summary>A refusal that only a step of a later transition provokes.</summary>
    public string? NeedsError(string code)
    {
        var steps = _petition.Steps.Where(s => s.ExpectRefusal == code).ToList();
        return steps.Count > 0 && steps.All(s => s.Later is not null) ? steps[0].Later : null;
    }

    /// <summary>A paper that a later transition makes.</summary>
    public string? NeedsPaper(string name) => name switch
    {
        "复查意见书" => "T22",
        "复核意见书" or "听证笔录" when IsTerminated(_petition) => "T23",
        "三不放过检查表" when _changed => "T22",
        "移交清单" or "处理意见书x2" when _succeeded => "T26",
        _ => null,
    };

    private string? ByClock(string key)
    {
        var clock = key.StartsWith("deadlines.", StringComparison.Ordinal) || key.StartsWith("starts.", StringComparison.Ordinal)
            ? key[(key.IndexOf('.') + 1)..].Split('@', '#', '+', ' ')[0] : null;
        if (clock is null)
            return null;
        if (ReviewClocks.Contains(clock))
            return "T21";
        return clock == "CLK-3NLG" && _changed ? "T22" : null;
    }

    private static bool IsTerminated(RehearsedPetition petition) => petition.Expected.At("finalState")?.GetString() == "TERMINATED_AFTER_REEXAM";

    private static bool Begins(string key, string[] heads) =>
        heads.Any(h => key == h || key.StartsWith(h + ".", StringComparison.Ordinal));
}
