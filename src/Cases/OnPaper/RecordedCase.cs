namespace Petitions.Cases;

/// <summary>An order as the case keeps it: who gave it and when it was written down. Words stand for what was said; nobody's own words are in it.</summary>
public sealed record RecordedOrder(string Verb, DateTimeOffset At, Actor Actor, Command Command)
{
    /// <summary>Given by machinery that runs again by itself in a replay.</summary>
    public bool ComesByItself => Command is TimersDue or CheckAccountability;

    /// <summary>A supervisor mended a workflow, or moved it to another version: nothing to compare where nothing broke, or another drawing is tried.</summary>
    public bool IsMending => Command is RetryWorkflow or SkipWorkflowStep or CancelWorkflow or MoveWorkflow or MoveWorkflowBack;
}

/// <summary>A workflow of a recorded case: which version it ran on, or was last moved to.</summary>
public sealed record RecordedInstance(int No, string DefinitionId, string DefinitionVersionId);

/// <summary>What is kept of a case that can be played again: where it stands, every order, and the steps that its workflows walked.</summary>
/// <param name="Others">Other cases that orders of this one look at, by number.</param>
public sealed record RecordedCase(
    Case Case, IReadOnlyList<RecordedOrder> Orders, IReadOnlyList<RecordedInstance> Instances, IReadOnlyList<WalkedStep> Walked,
    IReadOnlyDictionary<string, CaseGlance> Others)
{
    public Course Course => Course.Of(Case, Walked);

    /// <summary>The versions on which the workflows of the case began; what it never used stands as it is published now. Moves are orders and come of themselves.</summary>
    public WorkflowLibrary LibraryOf(WorkflowLibrary now)
    {
        var moved = Orders.Select(o => o.Command).OfType<MoveWorkflow>().GroupBy(m => m.Instance).ToDictionary(g => g.Key, g => g.First().From);
        var ran = Instances.GroupBy(i => i.DefinitionId).ToDictionary(g => g.Key, g => moved.GetValueOrDefault(g.First().No, g.First().DefinitionVersionId));
        if (ran.All(r => now.Versions.Any(v => v.IsPublished && v.VersionId == r.Value)))
            return now;
        return new(now.Versions.Select(v => ran.TryGetValue(v.DefinitionId, out var version) ? v with { IsPublished = v.VersionId == version } : v));
    }

    /// <summary>
    /// What somebody who decided then saw of another case: where it stood is not kept, so it stood as the decision needed it, which was accepted.
    /// </summary>
    internal IReadOnlyDictionary<string, CaseGlance> Seen(Command order)
    {
        var seen = new Dictionary<string, CaseGlance>();
        foreach (var number in order.Looks)
            if (Others.TryGetValue(number, out var other))
                seen[number] = other with
                {
                    CompletionDueAt = null, LinkedTo = [],
                    State = order is LinkSameMatter link ? link.Ground == Linking.NoFurther ? CaseState.TerminatedAfterReexam : CaseState.InHandling : CaseState.Answered,
                };
        return seen;
    }
}
