using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>The course of a petition: taken in, by which procedure, ended how and when, rated; the three-not-let-go record.</summary>
internal static class CourseFindings
{
    public static readonly IReadOnlyDictionary<string, Judge.Finding> All = new Dictionary<string, Judge.Finding>
    {
        ["intake"] = (e, _, _) => Intake(e),
        ["procedure"] = (e, _, _) => Procedure(e),
        ["ending"] = (e, _, _) => Ending(e.Case),
        ["finalState"] = (e, _, _) => e.Case.State.Code(),
        ["closedOn"] = (e, _, _) => Evidence.Day(e.Case.ClosedAt),
        ["answeredOn"] = (e, _, _) => Evidence.Day(e.Case.AnsweredAt),
        ["opinionServedOn"] = (e, _, _) => Evidence.Day(e.ServedAt("opinion")),
        ["outcomeLevel"] = (e, _, _) => e.Case.LevelOfSolution ?? e.Reference.Unit(e.Case.HandlingUnit)?.Level ?? Evidence.None,
        ["satisfaction"] = (e, _, _) => e.Case.Rating is { } stars ? $"{stars}" : Evidence.None,
        ["threeNotLetGo"] = (e, path, _) => Accountability(e, path),
        ["reopened"] = (e, path, expected) => Reopened(e, path[1], expected.GetString()!),
        ["withdrawal"] = (e, path, expected) => Withdrawn(e, path[1], expected),
    };

    private static string Intake(Evidence e)
    {
        var c = e.Case;
        if (c.State == CaseState.Linked)
            return c.Links.Any(l => l.Ground == "NO_FURTHER_ACCEPTANCE") ? "not-accepted-terminated" : "registered-linked";
        // An accusation is taken in by the discipline desk; nobody accepts it a second time.
        if (c.Flags.Sealed)
            return c.Transfers.Any(t => t.Kind == "sealed") ? "accepted" : "not handed over";
        // A tip is taken in by whoever receives it; nobody accepts it a second time.
        if (c.AcceptedAt is null && !(c.Nature == Natures.Tip && c.Transfers.Count > 0))
            return "not accepted";
        return c.WasSplit ? "accepted-after-split" : "accepted";
    }

    private static string Procedure(Evidence e)
    {
        var c = e.Case;
        if (c.Emergency is not null)
            return "emergency";
        return c.Nature switch
        {
            Natures.Claim when c.Simple => "simple",
            Natures.Claim => c.Flags.Joint && c.AcceptedAt is not null ? "joint-claim" : "claim",
            Natures.Dispute => "mediation",
            Natures.Service => "service",
            Natures.Tip => "tip",
            Natures.Accuse => "sealed",
            _ => c.Nature,
        };
    }

    private static string Ending(Case c) => c.State switch
    {
        CaseState.Withdrawn => "T24",
        CaseState.Linked => "T05",
        _ => c.Ending ?? Evidence.None,
    };

    private static string Accountability(Evidence e, string[] path)
    {
        var record = e.Case.AccountabilityRecords.FirstOrDefault(r => r.Status != AccountabilityStatus.Groundless);
        if (path[1] == "required")
            return Evidence.Truth(record is not null);
        if (record is null)
            return "no record";
        return path[1] switch
        {
            "trigger" => record.Trigger,
            "openedOn" => Evidence.Day(record.OpenedAt),
            "passedOn" => Evidence.Day(record.PassedAt),
            "openedBy" => record.OpenedBy,
            "sheet" => record.Sheet,
            "clauses" => Clause(e, record, path[2]),
            _ => "nobody knows this expectation",
        };
    }

    /// <summary>The sample says in words what each clause holds; here it is there, or it is not.</summary>
    private static string Clause(Evidence e, AccountabilityRecord record, string name)
    {
        var holds = name switch
        {
            "cause" => record.Causes is not null,
            "responsible" => record.Responsible.Count > 0 || record.NobodyAtFault is not null,
            "education" => record.Education.Count > 0,
            _ => false,
        };
        return holds ? Evidence.Text(e.Expected.At($"threeNotLetGo.clauses.{name}")!.Value) : "empty";
    }

    private static string Reopened(Evidence e, string member, string expected)
    {
        var found = e.Case.FalseClosures.FirstOrDefault();
        return member switch
        {
            "on" => Evidence.Day(found?.On),
            "markedDoneOn" => Evidence.Day(e.Chronicle.DoneOn("reportResult")),
            "reason" => found is null ? Evidence.None : "false closure",
            "reopenedTo" => ReopenedTo(e) is { } role && expected.StartsWith(role, StringComparison.Ordinal) ? expected : ReopenedTo(e) ?? "nobody",
            _ => "nobody knows this expectation",
        };
    }

    /// <summary>Who was asked to name another handler; null if the first one got it back.</summary>
    private static string? ReopenedTo(Evidence e) =>
        e.Case.Handler is { } now && e.Case.FormerHandlers.FirstOrDefault() != now ? e.Case.Tasks.FirstOrDefault(t => t.Kind == "assignHandler")?.Role : null;

    private static string Withdrawn(Evidence e, string member, System.Text.Json.JsonElement expected)
    {
        if (e.Case.Withdrawals.LastOrDefault() is not { } request)
            return "never asked";
        var by = e.Chronicle.Done("confirmWithdrawal").LastOrDefault()?.By;
        return member switch
        {
            "by" => e.Case.People.FirstOrDefault(p => p.No == request.Person)?.Role ?? Evidence.None,
            "requestedOn" => Evidence.Day(request.AskedAt),
            "confirmedOn" => Evidence.Day(request.ConfirmedAt),
            "confirmedBy" => by is not null && expected.GetString()!.StartsWith(by, StringComparison.Ordinal) ? Evidence.Text(expected) : by ?? "nobody",
            "pressureCheck" => Evidence.Truth(request.Outcome is "confirmed" or "pressed"),
            "revocable" => Evidence.Truth(e.Case.Clocks.Any(k => k.Code == "CLK-WD-REVOKE7")),
            _ => "nobody knows this expectation",
        };
    }
}
