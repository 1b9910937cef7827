namespace Petitions.Engine;

/// <summary>The order to start one instance. Whether it may start is asked of <see cref="Activation"/> first.</summary>
public sealed record StartRequest(string InstanceId)
{
    public IReadOnlyDictionary<string, object?>? Input { get; init; }
    public string? CorrelationId { get; init; }
    public string? Name { get; init; }
    public string? ParentInstanceId { get; init; }

    /// <summary>Id of the trigger activity that fired; null when somebody started the instance by hand.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>Values for variables of the workflow, by name, in place of their defaults.</summary>
    public IReadOnlyDictionary<string, object?>? Variables { get; init; }
}
