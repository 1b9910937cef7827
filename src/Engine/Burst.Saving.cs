using Petitions.Engine.Activities;

namespace Petitions.Engine;

/// <summary>What is left of a burst: the state to store, and the timers that changed.</summary>
internal sealed partial class Burst
{
    private BurstResult Result()
    {
        var state = Save();
        AddTimerEffects(state);
        if (!_isInline && _parentInstanceId is not null && Status == WorkflowStatus.Finished)
            Effects.Add(new ChildEnded(InstanceId, _parentInstanceId, SubStatus, state.Output));
        return new() { State = state, Effects = Effects, Journal = Share.Journal, Children = Share.Children };
    }

    private WorkflowState Save()
    {
        var contexts = new List<ContextRecord>(Live.Count + 1);
        if (Root is { IsOver: true } || !Live.Contains(Root!)) contexts.Add(Record(Root!));
        var over = Status == WorkflowStatus.Finished && SubStatus != WorkflowSubStatus.Faulted;
        foreach (var context in Live)
            if (!over || context == Root) contexts.Add(Record(context));
        if (MovedFrom is not null) contexts = contexts.ConvertAll(AsWritten);
        return new WorkflowState
        {
            InstanceId = InstanceId, DefinitionId = Graph.Definition.DefinitionId, DefinitionVersionId = Graph.Definition.Id,
            DefinitionVersion = Graph.Definition.Version, ParentInstanceId = _parentInstanceId, Status = Status, SubStatus = SubStatus,
            CorrelationId = CorrelationId, Name = Name, TriggerActivityId = TriggerActivityId ?? _before?.TriggerActivityId,
            CreatedAt = _createdAt, UpdatedAt = Environment.Now,
            FinishedAt = Status == WorkflowStatus.Finished ? Environment.Now : null,
            Input = SavedInput(), Output = Output, Contexts = contexts, Callbacks = over ? [] : SavedCallbacks(), Queue = over ? [] : SavedQueue(),
            Bookmarks = Bookmarks, Incidents = Incidents, LastNumber = _lastNumber, LastSequence = _lastSequence, MovedFrom = MovedFrom, Unknown = _before?.Unknown,
        };
    }

    private Dictionary<string, object?> SavedInput()
    {
        var saved = new Dictionary<string, object?>();
        foreach (var declared in Graph.Definition.Inputs)
            if ((declared.IsSaved || Environment.SaveAllInputs) && Input.TryGetValue(declared.Name, out var value)) saved[declared.Name] = value;
        return saved;
    }

    private List<CallbackRecord> SavedCallbacks()
    {
        var saved = new List<CallbackRecord>();
        foreach (var context in Live)
            foreach (var callback in context.Callbacks ?? [])
                saved.Add(new CallbackRecord { OwnerId = context.Id, ChildNodeId = callback.Child.NodeId, Callback = callback.Name, Unknown = callback.Unknown });
        return saved;
    }

    private List<QueuedRecord> SavedQueue() =>
        [.. from item in _queue
            where !item.IsWithdrawn && item.Existing is null
            select new QueuedRecord { NodeId = item.Node.NodeId, OwnerId = item.Owner?.Id, Tag = item.Tag, Variables = item.Variables, Unknown = item.Unknown }];

    private ContextRecord Record(ActivityContext context)
    {
        context.Node.Activity.BeforeSave(context);
        return RecordOf(context);
    }

    private ContextRecord RecordOf(ActivityContext context) => new()
    {
        Id = context.Id, NodeId = context.Node.NodeId, ParentId = context.Parent?.Id, Status = context.Status, StartedAt = context.StartedAt,
        FaultCount = context.FaultCount, Tag = context.Tag, Properties = context.Saved, Variables = SavedVariables(context),
        DynamicVariables = context.Dynamic, Unknown = context.Unknown,
    };

    /// <summary>Memory-only variables are lost at a wait; at the end the workflow's are kept, so that their last values can be seen.</summary>
    private Dictionary<string, object?>? SavedVariables(ActivityContext context)
    {
        if (context.VariableValues is not { } values) return null;
        var all = context == Root && Status == WorkflowStatus.Finished;
        var synthetic = Environment.SaveAllInputs && context.Node.Activity is DefinitionActivity;
        Dictionary<string, object?>? saved = null;
        for (var i = 0; i < values.Length; i++)
            if (all || synthetic || context.Node.Variables[i].IsSaved) (saved ??= [])[context.Node.Variables[i].Id] = values[i];
        return saved;
    }

    /// <summary>
    /// The host's timers are exactly the bookmarks that can be resumed: a parked instance has none, and gets them back when it goes on.
    /// </summary>
    private void AddTimerEffects(WorkflowState after)
    {
        var before = Timers(_before);
        var now = Timers(after);
        foreach (var bookmark in before)
            if (!now.Exists(b => b.Id == bookmark.Id)) Effects.Add(new TimerCleared(InstanceId, bookmark.Id));
        foreach (var bookmark in now)
            if (!before.Exists(b => b.Id == bookmark.Id && b.DueAt == bookmark.DueAt)) Effects.Add(new TimerSet(InstanceId, bookmark.Id, bookmark.DueAt!.Value));
    }

    private static List<Bookmark> Timers(WorkflowState? state) =>
        state is { Status: WorkflowStatus.Running } ? state.Bookmarks.FindAll(b => b.DueAt is not null) : [];
}
