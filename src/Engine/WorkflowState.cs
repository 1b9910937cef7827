using System.Text.Json;
using System.Text.Json.Serialization;

namespace Petitions.Engine;

public enum WorkflowStatus { Running, Finished }

/// <summary>Pending, Executing and Suspended are Running; the rest are Finished and final (a parked Faulted can be retried or skipped).</summary>
public enum WorkflowSubStatus { Pending, Executing, Suspended, Finished, Cancelled, Faulted }

public enum ActivityStatus { Pending, Running, Completed, Canceled, Faulted }

/// <summary>
/// Where one workflow instance stands between two bursts. Plain data: <see cref="ToJson"/> and <see cref="FromJson(string)"/> lose nothing,
/// not even members that a newer build wrote.
/// </summary>
public sealed record WorkflowState
{
    /// <summary>The format this build writes. Older ones are read.</summary>
    public const int CurrentFormat = 1;

    [JsonPropertyName("version")]
    public int Format { get; init; } = CurrentFormat;

    public required string InstanceId { get; init; }
    public required string DefinitionId { get; init; }
    public required string DefinitionVersionId { get; init; }
    public required int DefinitionVersion { get; init; }
    public string? ParentInstanceId { get; init; }

    public WorkflowStatus Status { get; init; }
    public WorkflowSubStatus SubStatus { get; init; }
    public string? CorrelationId { get; init; }
    public string? Name { get; init; }
    public string? TriggerActivityId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    [JsonConverter(typeof(ValueMapConverter))]
    public Dictionary<string, object?> Input { get => field ??= []; init; }

    [JsonConverter(typeof(ValueMapConverter))]
    public Dictionary<string, object?> Output { get => field ??= []; init; }

    public List<ContextRecord> Contexts { get => field ??= []; init; }
    public List<CallbackRecord> Callbacks { get => field ??= []; init; }

    /// <summary>Work that a burst left undone because it reached a limit; a retry goes on with it.</summary>
    public List<QueuedRecord> Queue { get => field ??= []; init; }

    public List<Bookmark> Bookmarks { get => field ??= []; init; }
    public List<Incident> Incidents { get => field ??= []; init; }

    /// <summary>Last number given to an activity instance, bookmark, task or child. Ids are the instance id, a dot and such a number.</summary>
    public long LastNumber { get; init; }

    /// <summary>Last <see cref="JournalEntry.Sequence"/>.</summary>
    public long LastSequence { get; init; }

    /// <summary>The state before it was moved to this version; gone with the first step it takes here.</summary>
    public WorkflowState? MovedFrom { get; init; }

    /// <summary>Moved, and nothing has happened since. An older build keeps the state of before without knowing it; the journal's number tells.</summary>
    [JsonIgnore]
    public bool CanMoveBack => Status == WorkflowStatus.Running && MovedFrom is { } before && before.LastSequence == LastSequence;

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Open bookmarks that the stimulus resumes, in the order of their creation.</summary>
    public IEnumerable<Bookmark> Matching(Stimulus stimulus)
    {
        var key = stimulus.Key;
        return Status == WorkflowStatus.Finished ? [] : Bookmarks.Where(b => b.Key == key);
    }

    /// <summary>The workflow's own variables by name, as they stand now.</summary>
    public IReadOnlyDictionary<string, object?> VariablesOf(Definition.WorkflowGraph graph)
    {
        var saved = Contexts.Find(c => c.NodeId == graph.Root.NodeId)?.Variables;
        var values = new Dictionary<string, object?>();
        foreach (var variable in graph.Root.Variables)
            values[variable.Name] = saved is not null && saved.TryGetValue(variable.Id, out var value) ? value : variable.Default;
        return values;
    }

    public string ToJson() => JsonSerializer.Serialize(this, StateJson.Default.WorkflowState);

    public byte[] ToUtf8Json() => JsonSerializer.SerializeToUtf8Bytes(this, StateJson.Default.WorkflowState);

    /// <exception cref="StateUnreadable">The text is no state, or one of a newer format than this build can honour.</exception>
    public static WorkflowState FromJson(string json) => Checked(() => JsonSerializer.Deserialize(json, StateJson.Default.WorkflowState));

    /// <inheritdoc cref="FromJson(string)"/>
    public static WorkflowState FromJson(byte[] utf8) => Checked(() => JsonSerializer.Deserialize(utf8, StateJson.Default.WorkflowState));

    private static WorkflowState Checked(Func<WorkflowState?> read)
    {
        try
        {
            var state = read() ?? throw new StateUnreadable("The state is null.", null);
            // A state that names no format (0) is older than the names.
            if (state.Format is < 0 or > CurrentFormat)
                throw new StateUnreadable($"The state has format {state.Format}; this build reads formats 1 to {CurrentFormat}.", null);
            return state.HasGaps ? throw new StateUnreadable("A list of the state holds nothing where something should be.", null) : state;
        }
        catch (JsonException e)
        {
            throw new StateUnreadable($"The state cannot be read at {e.Path}: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new StateUnreadable("A text of the state is not valid Unicode: " + e.Message, e);
        }
    }

    private bool HasGaps =>
        Contexts.Contains(null!) || Callbacks.Contains(null!) || Queue.Contains(null!) || Bookmarks.Contains(null!) || Incidents.Contains(null!);
}

public sealed class StateUnreadable(string message, Exception? inner) : Exception(message, inner);

/// <summary>One execution of an activity that is not over (or the root's).</summary>
public sealed record ContextRecord
{
    public required string Id { get; init; }
    public required string NodeId { get; init; }
    public string? ParentId { get; init; }
    public ActivityStatus Status { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public int FaultCount { get; init; }

    [JsonConverter(typeof(ValueConverter))]
    public object? Tag { get; init; }

    /// <summary>What the activity itself remembers: indexes, counts of edges, tokens.</summary>
    [JsonConverter(typeof(ValueMapConverter))]
    public Dictionary<string, object?>? Properties { get; init; }

    /// <summary>Saved values of declared variables, by variable id.</summary>
    [JsonConverter(typeof(ValueMapConverter))]
    public Dictionary<string, object?>? Variables { get; init; }

    /// <summary>Variables made while running (loop values, setVariable of an unknown name), by name.</summary>
    [JsonConverter(typeof(ValueMapConverter))]
    public Dictionary<string, object?>? DynamicVariables { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>An owner that wants to know when a child completes.</summary>
public sealed record CallbackRecord
{
    public required string OwnerId { get; init; }
    public required string ChildNodeId { get; init; }
    public required string Callback { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>An activity that is to be executed.</summary>
public sealed record QueuedRecord
{
    public required string NodeId { get; init; }
    public string? OwnerId { get; init; }

    [JsonConverter(typeof(ValueConverter))]
    public object? Tag { get; init; }

    [JsonConverter(typeof(ValueMapConverter))]
    public Dictionary<string, object?>? Variables { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A fault that happened, kept with the instance for good.</summary>
public sealed record Incident
{
    public required string ActivityId { get; init; }
    public required string NodeId { get; init; }
    public required string ActivityType { get; init; }
    public required string ActivityInstanceId { get; init; }
    public required string Code { get; init; }
    public required string Message { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>When somebody retried or skipped the activity.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true,
    MaxDepth = Values.DeepestJson,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(WorkflowState))]
internal sealed partial class StateJson : JsonSerializerContext;
