namespace Petitions.Engine;

/// <summary>What the activities that wait expect to be told.</summary>
public static class ResumeInput
{
    /// <summary>An event without payload carries an empty one.</summary>
    public static IReadOnlyDictionary<string, object?> Event(object? payload) => new Dictionary<string, object?> { [EventPayload] = payload ?? new Dictionary<string, object?>() };

    public static IReadOnlyDictionary<string, object?> Task(object? result) => new Dictionary<string, object?> { [TaskResult] = result };

    public static IReadOnlyDictionary<string, object?> Child(ChildEnded ended) => new Dictionary<string, object?>
    {
        ["WorkflowOutput"] = ended.Output,
        ["WorkflowInstanceId"] = ended.InstanceId,
        ["WorkflowStatus"] = nameof(WorkflowStatus.Finished),
        ["WorkflowSubStatus"] = ended.SubStatus.ToString(),
    };

    /// <summary>An answer to <see cref="HttpRequested"/>.</summary>
    public static IReadOnlyDictionary<string, object?> HttpResponse(int statusCode, object? content, IReadOnlyDictionary<string, object?>? headers) =>
        new Dictionary<string, object?> { ["StatusCode"] = (long)statusCode, ["Content"] = content, ["Headers"] = headers };

    /// <summary>No answer to <see cref="HttpRequested"/>: "Failed to connect" or "Timeout".</summary>
    public static IReadOnlyDictionary<string, object?> HttpFailure(string outcome) => new Dictionary<string, object?> { ["Failure"] = outcome };

    /// <summary>Elsa's own names of these inputs.</summary>
    public const string EventPayload = "__EventPayloadWorkflowInput";

    /// <inheritdoc cref="EventPayload"/>
    public const string TaskResult = "RunTaskInput";
}
