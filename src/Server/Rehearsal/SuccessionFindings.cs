using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>Hand-over to a successor: when, from whom to whom, and the second opinion where requests were shared out.</summary>
internal static class SuccessionFindings
{
    public static readonly IReadOnlyDictionary<string, Judge.Finding> All = new Dictionary<string, Judge.Finding>
    {
        ["succession"] = (e, path, _) => e.Case.Successions.LastOrDefault() is { } s ? Of(s, path[1]) : "never",
        ["secondOpinion"] = (e, path, _) => Second(e, path[1]),
    };

    private static string Of(Succession s, string member) => member switch
    {
        "rule" => new UnitSucceeded(s).Rule,
        "variant" => s.Variant ?? Evidence.None,
        "on" => Evidence.Day(s.On),
        "from" => s.From,
        "to" => s.To,
        "worker" => s.Worker ?? Evidence.None,
        _ => "nobody knows this expectation",
    };

    private static string Second(Evidence e, string member) => e.Case.Opinion?.Further.FirstOrDefault() is not { } second ? "no second opinion" : member switch
    {
        "issuingBody" => second.Body,
        "reviewBody" => ReviewBodies.For(ReviewFile.Review, second.Body, e.Reference) ?? Evidence.None,
        _ => "nobody knows this expectation",
    };
}
