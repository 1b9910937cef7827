namespace Petitions.Cases;

/// <summary>
/// The names under which a case tells workflows what has happened. Some events tell besides of one clock, document or record
/// (<c>documentServed:3</c>); who waits for such a name learns the number in a running case.
/// </summary>
public static class SignalNames
{
    internal const string StateChanged = "stateChanged", CaseRevived = "caseRevived", AccountabilityOpened = "accountabilityOpened", AccountabilityEnded = "accountabilityEnded", RungOfAClock = "ladderFired";

    /// <summary>All that a drawing can wait for by name.</summary>
    public static readonly IReadOnlySet<string> All =
        typeof(CaseEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CaseEvent)) && !t.IsAbstract).Select(CaseEvent.SignalOf)
            .Concat([StateChanged, CaseRevived, AccountabilityOpened, AccountabilityEnded]).ToHashSet();

    /// <summary>True for names that only the case itself may say.</summary>
    public static bool IsOfTheCase(string name) => name.Split(':')[0] is var first && (All.Contains(first) || first == RungOfAClock);
}
