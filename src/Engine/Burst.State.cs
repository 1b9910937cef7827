using Petitions.Engine.Activities;
using Petitions.Engine.Definition;

namespace Petitions.Engine;

/// <summary>Beginning from a request or from a stored state.</summary>
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
}
