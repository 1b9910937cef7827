using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>Review and re-examination: asked, allowed or refused, by whom and how decided; a window that was opened again.</summary>
internal static class ReviewFindings
{
    public static readonly IReadOnlyDictionary<string, Judge.Finding> All = new Dictionary<string, Judge.Finding>
    {
        ["review"] = (e, path, _) => Of(e, ReviewFile.Review, "askReview", path[1..]),
        ["reexam"] = (e, path, _) => Of(e, ReviewFile.Reexam, "askReexamination", path[1..]),
        ["reexamBody"] = (e, _, _) => Body(e, ReviewFile.Reexam) ?? Evidence.None,
        ["performanceDue"] = (e, _, _) => Evidence.Day(Performance(e).Max(p => p.KeepBy)),
        ["performed"] = (e, _, _) => Evidence.Truth(Performance(e) is { Count: > 0 } items && items.All(p => p.DoneOn <= p.KeepBy)),
        ["override"] = (e, path, expected) => Waived(e, path[1], expected),
    };

    private static string Of(Evidence e, string level, string verb, string[] path)
    {
        var file = e.Case.Reviews.FirstOrDefault(r => r.Level == level);
        var asked = e.Chronicle.Given.FirstOrDefault(g => g.Step.Give == verb);
        var sentOn = asked?.Step.With?.At("sentOn")?.GetString() ?? Evidence.Day(asked?.Step.At);
        return string.Join('.', path) switch
        {
            "requestedOn" or "sentOn" or "postmark" => sentOn,
            "requestText" => asked?.Step.With?.At("text")?.GetString() ?? Evidence.None,
            "allowed" => Evidence.Truth(file is not null),
            "receivedOn" => Evidence.Day(file?.ReceivedAt),
            "decidedOn" => Evidence.Day(file?.DecidedAt),
            "decisionServedOn" => Evidence.Day(file?.ServedAt),
            "result" => file?.Result ?? Evidence.None,
            "body" => file?.Body ?? Body(e, level) ?? Evidence.None,
            "by" => file?.DecidedBy ?? Evidence.None,
            "hearing.from" => Evidence.Day(file?.Hearings.FirstOrDefault()?.From),
            "hearing.to" => Evidence.Day(file?.Hearings.FirstOrDefault()?.To),
            _ => "nobody knows this expectation",
        };
    }

    private static List<PerformanceItem> Performance(Evidence e) => e.Case.Reviews.SelectMany(r => r.Performance).ToList();

    private static string? Body(Evidence e, string level) =>
        e.Case.Opinion?.IssuingBody is { } issuer ? ReviewBodies.For(level, issuer, e.Reference) : null;

    private static string Waived(Evidence e, string member, JsonElement expected)
    {
        if (e.Case.WaivedWindows.LastOrDefault() is not { } waived)
            return "not waived";
        return member switch
        {
            "role" => ReviewBodies.RoleOf(waived.Level),
            "allowed" => "true",
            "needs" => waived is { Reason: > 0, Evidence: > 0 } ? Evidence.Text(expected) : "nothing",
            "auditEvent" => new ReviewWindowWaived(waived).Rule,
            "by" => waived.By,
            _ => "nobody knows this expectation",
        };
    }
}
