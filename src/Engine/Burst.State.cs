using Petitions.Engine.Activities;
using Petitions.Engine.Definition;

namespace Petitions.Engine;

/// <summary>From state to state.</summary>
internal sealed partial class Burst
{
    private WorkflowState? _before;
    private long _lastNumber;
    private long _lastSequence;
    private string? _parentInstanceId;
    private bool _isInline;
    private DateTimeOffset _createdAt;

    public static BurstResult Start(WorkflowGraph graph, StartRequest request, BurstEnvironment environment, BurstShare? share = null)
    {
        var burst = new Burst(graph, environment, request.InstanceId, share ?? NewShare(environment, request.InstanceId, 0))
        {
            CorrelationId = request.CorrelationId, Name = request.Name, TriggerActivityId = request.TriggerActivityId,
            _parentInstanceId = request.ParentInstanceId, _isInline = share is not null, _createdAt = environment.Now,
            Input = request.Input ?? new Dictionary<string, object?>(), SubStatus = WorkflowSubStatus.Executing,
        };
        burst.Root = burst.CreateRoot(request.Variables);
        burst.Run();
        return burst.Result();
    }

    private ActivityContext CreateRoot(IReadOnlyDictionary<string, object?>? variables)
    {
        var root = Create(new WorkItem(Graph.Root, null));
        foreach (var (name, value) in variables ?? new Dictionary<string, object?>()) Variables.Set(root, name, value);
        Enqueue(new WorkItem(Graph.Root, null) { Existing = root });
        return root;
    }

    public static BurstResult Resume(
        WorkflowGraph graph, WorkflowState state, string bookmarkId, IReadOnlyDictionary<string, object?>? input, BurstEnvironment environment)
    {
        var bookmark = state.Status == WorkflowStatus.Running ? state.Bookmarks.Find(b => b.Id == bookmarkId) : null;
        if (bookmark is null) return Nothing(state);
        var burst = Load(graph, state, environment);
        burst.ResumeInput = input;
        if (burst.Live.Find(c => c.Id == bookmark.ActivityInstanceId) is not { } context) return Nothing(state);
        burst.Enqueue(new WorkItem(context.Node, context.Parent) { Existing = context, Resumed = bookmark });
        burst.Run();
        return burst.Result();
    }

    public static BurstResult Cancel(WorkflowGraph graph, WorkflowState state, BurstEnvironment environment)
    {
        var parked = state.SubStatus == WorkflowSubStatus.Faulted;
        if (state.Status == WorkflowStatus.Finished && !parked) return Nothing(state);
        var burst = Load(graph, state, environment);
        foreach (var context in burst.Live) burst.Log(context, JournalEvent.Canceled);
        burst._queue.Clear();
        burst.Bookmarks.Clear();
        burst.Finish(WorkflowSubStatus.Cancelled);
        return burst.Result();
    }

    /// <summary>Executes a faulted activity again, or takes it as completed with the outcomes.</summary>
    public static BurstResult Unpark(
        WorkflowGraph graph, WorkflowState state, string activityInstanceId, IReadOnlyList<string?>? outcomes, BurstEnvironment environment)
    {
        var burst = Load(graph, state, environment);
        if (burst.Live.Find(c => c.Id == activityInstanceId && c.Status == ActivityStatus.Faulted) is not { } context) return Nothing(state);
        burst.Status = WorkflowStatus.Running;
        burst.Bookmarks.RemoveAll(b => b.ActivityInstanceId == context.Id);
        burst.Resolve(context);
        if (outcomes is null)
        {
            context.Status = ActivityStatus.Pending;
            burst.Enqueue(new WorkItem(context.Node, context.Parent) { Existing = context });
        }
        else
        {
            context.Status = ActivityStatus.Running;
            burst.CompleteSkipped(context, outcomes);
        }
        burst.Run();
        return burst.Result();
    }

    private void CompleteSkipped(ActivityContext context, IReadOnlyList<string?> outcomes)
    {
        try
        {
            Complete(context, outcomes);
        }
        catch (EngineFault fault)
        {
            Fault(context, fault);
        }
    }

    private void Resolve(ActivityContext context)
    {
        for (var i = 0; i < Incidents.Count; i++)
            if (Incidents[i].ActivityInstanceId == context.Id) Incidents[i] = Incidents[i] with { ResolvedAt = Environment.Now };
        var faults = context.FaultCount;
        for (var each = context; each is not null; each = each.Parent) each.FaultCount = Math.Max(0, each.FaultCount - faults);
    }

    /// <summary>Runs a child to its first rest, inside this burst.</summary>
    public WorkflowState RunChild(WorkflowGraph child, string instanceId, IReadOnlyDictionary<string, object?> input, string? correlationId)
    {
        if (Share.Depth >= Environment.Limits.ChildDepth)
            throw new EngineFault(FaultCodes.Nesting, $"More than {Environment.Limits.ChildDepth} child workflows run inside one another.");
        Share.Depth++;
        var place = Share.Children.Count;
        var result = Start(child, new StartRequest(instanceId)
        {
            Input = input, CorrelationId = correlationId, ParentInstanceId = InstanceId,
        }, Environment, Share);
        Share.Depth--;
        Share.Children.Insert(place, result.State);
        return result.State;
    }

    /// <summary>A context in no instance, for evaluating the inputs of triggers.</summary>
    public static ActivityContext Outside(WorkflowGraph graph, GraphNode node, BurstEnvironment environment) =>
        new(new Burst(graph, environment, "", NewShare(environment, graph.Definition.Id, 0)), node, null, "");

    private static BurstShare NewShare(BurstEnvironment environment, string instanceId, long number) =>
        new() { Randomness = new(environment.Seed ^ Expressions.Randomness.Hash(instanceId) ^ (ulong)number) };

    private static BurstResult Nothing(WorkflowState state) => new() { Ran = false, State = state };

    private static Burst Load(WorkflowGraph graph, WorkflowState state, BurstEnvironment environment)
    {
        var burst = new Burst(graph, environment, state.InstanceId, NewShare(environment, state.InstanceId, state.LastNumber))
        {
            _before = state, _lastNumber = state.LastNumber, _lastSequence = state.LastSequence, _createdAt = state.CreatedAt,
            _parentInstanceId = state.ParentInstanceId, CorrelationId = state.CorrelationId, Name = state.Name, Input = state.Input,
            Output = new(state.Output), Status = state.Status, SubStatus = WorkflowSubStatus.Executing,
        };
        burst.Bookmarks.AddRange(state.Bookmarks);
        burst.Incidents.AddRange(state.Incidents);
        var contexts = new Dictionary<string, ActivityContext>(state.Contexts.Count);
        foreach (var record in state.Contexts) burst.LoadContext(record, contexts);
        foreach (var callback in state.Callbacks)
            if (contexts.TryGetValue(callback.OwnerId, out var owner) && graph.Node(callback.ChildNodeId) is { } child)
                (owner.Callbacks ??= []).Add(new(child, callback.Callback) { Unknown = callback.Unknown });
        foreach (var item in state.Queue)
            if (graph.Node(item.NodeId) is { } node)
                burst.Enqueue(new WorkItem(node, contexts.GetValueOrDefault(item.OwnerId ?? ""))
                {
                    Tag = item.Tag, Variables = item.Variables, Unknown = item.Unknown,
                });
        burst.Root ??= burst.Create(new WorkItem(graph.Root, null));
        return burst;
    }

    /// <summary>A context whose node the definition no longer has is dropped.</summary>
    private void LoadContext(ContextRecord record, Dictionary<string, ActivityContext> contexts)
    {
        if (Graph.Node(record.NodeId) is not { } node) return;
        var parent = record.ParentId is null ? null : contexts.GetValueOrDefault(record.ParentId);
        var context = new ActivityContext(this, node, parent, record.Id)
        {
            // Elsa forgets at a wait that a flowchart's activity was reached by a way back.
            Status = record.Status, StartedAt = record.StartedAt, Tag = parent?.Node.Activity is Flowchart ? null : record.Tag, FaultCount = record.FaultCount, Unknown = record.Unknown,
            Saved = record.Properties is null ? null : new(record.Properties),
            Dynamic = record.DynamicVariables is null ? null : new(record.DynamicVariables),
        };
        context.Live = context.Dynamic is null ? null : new(context.Dynamic);
        context.Declare(record);
        contexts[record.Id] = context;
        if (node == Graph.Root) Root = context;
        if (!context.IsOver) Adopt(context);
    }

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
        return new WorkflowState
        {
            InstanceId = InstanceId, DefinitionId = Graph.Definition.DefinitionId, DefinitionVersionId = Graph.Definition.Id,
            DefinitionVersion = Graph.Definition.Version, ParentInstanceId = _parentInstanceId, Status = Status, SubStatus = SubStatus,
            CorrelationId = CorrelationId, Name = Name, TriggerActivityId = TriggerActivityId ?? _before?.TriggerActivityId,
            CreatedAt = _createdAt, UpdatedAt = Environment.Now,
            FinishedAt = Status == WorkflowStatus.Finished ? Environment.Now : null,
            Input = SavedInput(), Output = Output, Contexts = contexts, Callbacks = over ? [] : SavedCallbacks(), Queue = over ? [] : SavedQueue(),
            Bookmarks = Bookmarks, Incidents = Incidents, LastNumber = _lastNumber, LastSequence = _lastSequence, Unknown = _before?.Unknown,
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
            if (!before.Exists(b => b.Id == bookmark.Id)) Effects.Add(new TimerSet(InstanceId, bookmark.Id, bookmark.DueAt!.Value));
    }

    private static List<Bookmark> Timers(WorkflowState? state) =>
        state is { Status: WorkflowStatus.Running } ? state.Bookmarks.FindAll(b => b.DueAt is not null) : [];
}
