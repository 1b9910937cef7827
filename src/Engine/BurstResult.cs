namespace Petitions.Engine;

/// <summary>Everything a burst changed. The state that was given in is untouched.</summary>
public sealed class BurstResult
{
    /// <summary>False when there was nothing to do: the bookmark is gone, or the instance is finished.</summary>
    public bool Ran { get; init; } = true;

    public required WorkflowState State { get; init; }

    /// <summary>What was asked for, in order, by the instance and by the children that ran in line.</summary>
    public IReadOnlyList<Effect> Effects { get; init; } = [];

    /// <summary>What happened, in order, including the children that ran in line.</summary>
    public IReadOnlyList<JournalEntry> Journal { get; init; } = [];

    /// <summary>States of the child instances that ran in line, in the order of their start.</summary>
    public IReadOnlyList<WorkflowState> Children { get; init; } = [];
}
