namespace Petitions.Cases;

/// <summary>
/// The verdict over the clauses of a record (handbook §6.2): what is still missing, clause by clause and field by field. Pure; the scheme
/// says which clauses count.
/// </summary>
public static class Clauses
{
    /// <summary>Everything that is missing, in the order of the clauses; empty when the record may be verified.</summary>
    public static IReadOnlyList<MissingItem> Missing(AccountabilityRecord record) =>
        record.Clauses.SelectMany(clause => FieldsMissing(clause, record).Select(field => new MissingItem(clause, field))).ToList();

    private static IEnumerable<string> FieldsMissing(string clause, AccountabilityRecord record)
    {
        if (record.Returned?.Clause == clause)
            return ["returned"];
        return clause switch
        {
            "C1" => Causes(record),
            "C2" => Responsible(record),
            "C3" => Education(record),
            "C4" => Rectification(record),
            _ => [clause],
        };
    }

    private static IEnumerable<string> Causes(AccountabilityRecord record)
    {
        if (record.CausesDoubtful || record.Causes is not { } analysis)
        {
            yield return "causes";
            yield break;
        }
        if (analysis.Found.All(cause => cause.Kind != "direct"))
            yield return "causes.direct";
        if (analysis.Found.All(cause => cause.Kind != "root"))
            yield return "causes.root";
        if (record.Responsible.Any(party => party.Person == analysis.Author))
            yield return "causes.author";
        if (analysis.AnalysedOn < record.EventOn)
            yield return "analysedOn";
    }

    private static IEnumerable<string> Responsible(AccountabilityRecord record) =>
        record.Responsible.Count == 0 && record.NobodyAtFault is null ? ["responsible"] : [];

    /// <summary>A recorded talk is enough on the small sheet alone, also when the sheet became a full one after the talk.</summary>
    private static IEnumerable<string> Education(AccountabilityRecord record) =>
        record.Education.Any(activity => record.Sheet == AccountabilityRecord.SmallSheet || activity.Form != "talk") ? [] : ["education"];

    private static IEnumerable<string> Rectification(AccountabilityRecord record)
    {
        foreach (var cause in record.Causes?.Found.Where(found => found.Kind == "root").Select(found => found.Code).Distinct() ?? [])
        {
            var action = record.Rectifications.LastOrDefault(done => done.RootCause == cause);
            if (action is null)
                yield return $"rectification.{cause}";
            else if (string.IsNullOrWhiteSpace(action.Proof))
                yield return $"rectification.{cause}.proof";
        }
    }
}
