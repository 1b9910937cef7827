namespace Petitions.Cases;

/// <summary>
/// Work that a case itself asked for and that its course has made impossible is taken off the lists: nobody names a handler for what is answered,
/// and nobody owes an answer to a question about what is closed. A withdrawn petition keeps its tasks as long as the withdrawal may be taken back.
/// </summary>
internal static class Overtaken
{
    private static readonly IReadOnlyList<CaseState> Over =
    [
        .. CaseStates.Answered, CaseState.NotAccepted, CaseState.Linked, CaseState.Diverted, CaseState.TerminatedAfterReexam,
    ];

    internal static void Rules(RuleBook book) => book.WhenSettled(step => End(step, book));

    private static void End(StepContext step, RuleBook book)
    {
        if (IsOver(step.Case))
            step.EndTasks(t => t.Instance is null && t.Offers.Count > 0 && !t.Offers.Any(verb => IsPossible(verb, step.Case, book)), TaskStatus.Cancelled, "overtaken");
    }

    private static bool IsOver(Case c) => Over.Contains(c.State) || c.State == CaseState.Withdrawn && c.Clocks.All(k => k.Code != "CLK-WD-REVOKE7" || !k.IsRunning);

    private static bool IsPossible(string verb, Case c, RuleBook book) =>
        book.For(verb) is { } rule && (rule.States is null || rule.States.Contains(c.State)) && rule.Fits(c);
}
