using Petitions.Engine.Definition;

namespace Petitions.Engine;

public enum JournalEvent { Started, Resumed, Suspended, Completed, Canceled, Faulted }

/// <summary>One line of an instance's history: Studio's viewer and its node counts are made of these.</summary>
/// <param name="InstanceId">Workflow instance.</param>
/// <param name="ActivityInstanceId">One execution of one activity; entries of the same execution share it.</param>
/// <param name="Sequence">Counted in the instance over all its bursts.</param>
public sealed record JournalEntry(
    string InstanceId, string ActivityInstanceId, string? ParentActivityInstanceId, long Sequence, JournalEvent Event, DateTimeOffset At, GraphNode Node)
{
    public string NodeId => Node.NodeId;
    public string ActivityId => Node.Id;
    public string ActivityType => Node.Type;
    public int ActivityVersion => Node.TypeVersion;
    public string? ActivityName => Node.Name;

    /// <summary>Outcomes of a completion; empty for the plain "Done".</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>Code and sentence of a fault.</summary>
    public string? FaultCode { get; init; }
    public string? Message { get; init; }

    internal object?[]? InputValues { get; init; }

    /// <summary>Values the activity set as outputs, by descriptor name; without those that are not to be logged.</summary>
    public IReadOnlyDictionary<string, object?>? Outputs { get; init; }

    /// <summary>Inputs as evaluated, by descriptor name; without those that are not to be logged.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Inputs()
    {
        for (var i = 0; InputValues is not null && i < InputValues.Length; i++)
            if (InputValues[i] != (object)GraphNode.NotEvaluated && Node.Log?.KeepsInput(Node.Inputs[i].Name) is not false)
                yield return new(Node.Inputs[i].Name, InputValues[i]);
    }
}
