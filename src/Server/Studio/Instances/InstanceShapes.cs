using System.Text.Json.Nodes;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Instances;

/// <summary>An instance as a line of Studio's list.</summary>
public sealed record InstanceItem(
    string Id, string DefinitionId, string DefinitionVersionId, int Version, string Status, string SubStatus, string? CorrelationId, string Name,
    int IncidentCount, bool IsSystem, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt, string? ParentWorkflowInstanceId)
{
    public static InstanceItem Of(InstanceLine line, Texts texts) => Of(line, line.Number, texts);

    public static InstanceItem Of(InstanceLine line, string? number, Texts texts) => new(
        line.Id, line.DefinitionId, line.DefinitionVersionId, line.Version, line.Status, line.SubStatus, number, number ?? texts["studio.withheld"],
        line.IncidentCount, false, line.CreatedAt, line.UpdatedAt, line.FinishedAt, line.Parent is { } parent ? InstanceName.Of(line.CaseId, parent) : null);
}

/// <summary>What went wrong in an execution, without a stack: Studio shows type and message.</summary>
public sealed record FaultItem(string Type, string? Message, string? StackTrace = null, object? InnerException = null);

/// <summary>A line of the journal.</summary>
public sealed record JournalItem(
    string Id, string ActivityInstanceId, string? ParentActivityInstanceId, string ActivityId, string ActivityType, int ActivityTypeVersion, string? ActivityName,
    string NodeId, DateTimeOffset Timestamp, long Sequence, string EventName, string? Message, string? Source, JsonNode ActivityState, JsonNode? Payload)
{
    public static JournalItem Of(string instance, JournalLine line, InstanceMask mask)
    {
        var kept = line.Payload is null ? null : JsonNode.Parse(line.Payload)!.AsObject();
        return new(
            $"{instance}-{line.Sequence}", line.ActivityInstanceId, line.ParentActivityInstanceId, line.ActivityId, line.ActivityType, line.ActivityVersion,
            line.ActivityName, line.NodeId, line.At, line.Sequence, line.Event, mask.Message(line.Message), null,
            mask.Show(kept?["inputs"]) ?? new JsonObject(), PayloadOf(kept, mask));
    }

    /// <summary>Outcomes are the drawing's own; outputs are values.</summary>
    internal static JsonObject? PayloadOf(JsonObject? kept, InstanceMask mask)
    {
        var payload = new JsonObject();
        if (kept?["outcomes"] is { } outcomes)
            payload["Outcomes"] = outcomes.DeepClone();
        if (mask.Show(kept?["outputs"]) is { } outputs)
            payload["Outputs"] = outputs;
        return payload.Count > 0 ? payload : null;
    }
}

/// <summary>One execution of one activity, without what it was given and what it gave.</summary>
public record ExecutionSummary(
    string Id, string WorkflowInstanceId, string ActivityId, string ActivityNodeId, string ActivityType, int ActivityTypeVersion, string? ActivityName,
    JsonObject Metadata, DateTimeOffset StartedAt, bool HasBookmarks, string Status, int AggregateFaultCount, DateTimeOffset? CompletedAt,
    string? SchedulingActivityExecutionId, string? SchedulingActivityId, string? SchedulingWorkflowInstanceId, int CallStackDepth)
{
    /// <summary>The executions that the lines of a journal tell of, oldest first.</summary>
    public static IEnumerable<ExecutionSummary> Of(string instance, IEnumerable<JournalLine> lines) =>
        lines.GroupBy(l => l.ActivityInstanceId).Select(g => Of(instance, [.. g])).OrderBy(e => e.StartedAt);

    private static ExecutionSummary Of(string instance, IReadOnlyList<JournalLine> lines)
    {
        var (first, last) = (lines[0], lines[^1]);
        return new(
            first.ActivityInstanceId, instance, first.ActivityId, first.NodeId, first.ActivityType, first.ActivityVersion, first.ActivityName, [], first.At,
            last.Event == "Suspended", StatusOf(last.Event), lines.Count(l => l.Event == "Faulted"), last.Event is "Completed" or "Canceled" ? last.At : null,
            first.ParentActivityInstanceId, null, first.ParentActivityInstanceId is null ? null : instance, first.NodeId.Count(c => c == ':'));
    }

    private static string StatusOf(string lastEvent) => lastEvent is "Started" or "Resumed" or "Suspended" ? "Running" : lastEvent;
}

/// <summary>One execution with what it was given and what it gave.</summary>
public sealed record ExecutionItem : ExecutionSummary
{
    private ExecutionItem(ExecutionSummary summary) : base(summary)
    {
    }

    public JsonNode ActivityState { get; private init; } = new JsonObject();
    public JsonNode? Payload { get; private init; }
    public JsonNode Outputs { get; private init; } = new JsonObject();
    public JsonObject Properties { get; } = [];
    public FaultItem? Exception { get; private init; }

    public static IEnumerable<ExecutionItem> Of(string instance, IReadOnlyCollection<JournalLine> lines, InstanceMask mask) =>
        ExecutionSummary.Of(instance, lines).Select(s => Of(s, [.. lines.Where(l => l.ActivityInstanceId == s.Id)], mask));

    private static ExecutionItem Of(ExecutionSummary summary, IReadOnlyList<JournalLine> lines, InstanceMask mask)
    {
        var kept = lines.Where(l => l.Payload is not null).Select(l => JsonNode.Parse(l.Payload!)!.AsObject()).ToList();
        JsonObject? Last(string member) => kept.LastOrDefault(k => k[member] is JsonObject) is { } found ? found[member] as JsonObject : null;
        return new(summary)
        {
            ActivityState = mask.Show(Last("inputs")) ?? new JsonObject(), Outputs = mask.Show(Last("outputs")) ?? new JsonObject(),
            Payload = JournalItem.PayloadOf(kept.LastOrDefault(k => k["outcomes"] is not null), mask),
            Exception = summary.Status == "Faulted" ? new("Fault", mask.Message(lines[^1].Message)) : null,
        };
    }
}

/// <summary>The badge of a node.</summary>
public sealed record NodeStat(
    string ActivityId, string ActivityNodeId, int StartedCount, int CompletedCount, int UncompletedCount, bool IsBlocked, bool IsFaulted, JsonObject Metadata)
{
    public static NodeStat Of(NodeCount count)
    {
        var isFaulted = count.LastEvent == "Faulted" && !count.IsOver;
        var goesOn = !count.IsOver && count.LastEvent is not ("Completed" or "Canceled");
        return new(count.ActivityId, count.NodeId, count.Started, count.Completed, Math.Max(count.IsOver ? 0 : count.Waits, goesOn ? 1 : 0), count.Waits > 0 && !count.IsOver, isFaulted, []);
    }

    /// <summary>Of a node that was never reached.</summary>
    public static NodeStat Never(string nodeId) => new(nodeId[(nodeId.LastIndexOf(':') + 1)..], nodeId, 0, 0, 0, false, false, []);
}

/// <summary>Where the workflow stands, as Studio reads it beside the line of the list.</summary>
public sealed record StateItem(
    string Id, string DefinitionId, string DefinitionVersionId, int DefinitionVersion, string? CorrelationId, string Name, string Status, string SubStatus,
    IReadOnlyList<object> Bookmarks, IReadOnlyList<IncidentItem> Incidents, object? Fault, IReadOnlyList<object> CompletionCallbacks,
    IReadOnlyList<object> ActivityExecutionContexts, JsonNode Input, JsonNode Output, JsonObject Properties, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    DateTimeOffset? FinishedAt)
{
    public static StateItem Of(InstanceSeen seen, InstanceMask mask, Texts texts)
    {
        var item = InstanceItem.Of(seen.Line, seen.Number, texts);
        return new(
            item.Id, item.DefinitionId, item.DefinitionVersionId, item.Version, item.CorrelationId, item.Name, item.Status, item.SubStatus,
            [.. seen.Inside.Waits.Select(w => new { id = w.Bookmark, name = w.Kind, activityNodeId = w.NodeId, dueAt = w.DueAt })], IncidentItem.Of(seen, mask, texts), null, [],
            [], mask.Show(seen.Inside.Input) ?? new JsonObject(), mask.Show(seen.Inside.Output) ?? new JsonObject(), [], item.CreatedAt, item.UpdatedAt, item.FinishedAt);
    }
}

public sealed record IncidentItem(string ActivityId, string ActivityNodeId, string ActivityType, string? Message, FaultItem Exception, DateTimeOffset Timestamp)
{
    /// <summary>Those of the state; one that was lost has none of its own and gets the reason for which it is parked.</summary>
    public static IReadOnlyList<IncidentItem> Of(InstanceSeen seen, InstanceMask mask, Texts texts)
    {
        var line = seen.Line;
        if (seen.Inside.Incidents.Count == 0 && line.Parked)
            return [new("Workflow1", "Workflow1", "Elsa.Workflow", mask.Message(line.ParkedReason), new("LOST", mask.Message(line.ParkedReason)), line.UpdatedAt)];
        return [.. seen.Inside.Incidents.Select(i => new IncidentItem(
            i.ActivityId, i.NodeId, i.ActivityType, (i.ResolvedAt is null ? "" : texts["studio.mended"]) + mask.Message(i.Message, i.Code), new(i.Code, mask.Message(i.Message)), i.At))];
    }
}
