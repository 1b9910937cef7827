using Petitions.Engine.Activities;
using Petitions.Engine.Definition;

namespace Petitions.Engine;

/// <summary>
/// One run of one instance from a start or a resumption to its next rest. Works on its own copy; the state that was given stays as it was.
/// Split over files: this one holds the loop, Burst.Lifecycle the life of an activity, Burst.State loading, Burst.Saving saving, Burst.Moving another version.
/// </summary>
internal sealed partial class Burst
{
    /// <summary>Completion without outcomes: the port "Done", and connections that name no port.</summary>
    public static readonly IReadOnlyList<string?> Done = [null, "Done"];

    private readonly Queue<WorkItem> _queue = new();
    private int _executed;
    private Bookmark? _toBurn;

    private Burst(WorkflowGraph graph, BurstEnvironment environment, string instanceId, BurstShare share)
    {
        Graph = graph;
        Environment = environment;
        InstanceId = instanceId;
        Share = share;
    }

    public WorkflowGraph Graph { get; }
    public BurstEnvironment Environment { get; }
    public string InstanceId { get; }
    public BurstShare Share { get; }
    public List<Effect> Effects => Share.Effects;
    public string? CorrelationId { get; set; }
    public string? Name { get; set; }
    public string? TriggerActivityId { get; private set; }
    public WorkflowStatus Status { get; private set; }
    public WorkflowSubStatus SubStatus { get; private set; }
    public Dictionary<string, object?> Output { get; private set; } = [];
    public List<Bookmark> Bookmarks { get; } = [];
    public List<Incident> Incidents { get; } = [];
    public IReadOnlyDictionary<string, object?>? ResumeInput { get; private set; }
    public object? LastResult { get; set; }

    /// <summary>Outcomes that a Complete gave to the composite that is about to end.</summary>
    public IReadOnlyList<string?>? CompositeOutcomes { get; set; }

    private IReadOnlyDictionary<string, object?> Input { get; set; } = new Dictionary<string, object?>();
    private List<ActivityContext> Live { get; } = [];
    private ActivityContext? Root { get; set; }

    public string NextId() => $"{InstanceId}.{++_lastNumber}";

    public long NextNumber() => ++_lastNumber;

    public object? InputOf(string name)
    {
        if (ResumeInput is not null && ResumeInput.TryGetValue(name, out var given)) return given;
        return Environment.HostInput?.Invoke(name) ?? Input.GetValueOrDefault(name);
    }

    private void Run()
    {
        while (_queue.TryDequeue(out var item))
        {
            Unqueue(item);
            if (item.IsWithdrawn) continue;
            if (!Execute(item)) break;
        }
        if (Status == WorkflowStatus.Running && _queue.Count == 0) ComeToRest();
    }

    private void ComeToRest()
    {
        if (Live.Count == 0) Finish(WorkflowSubStatus.Finished);
        else if (IncidentStrategy == IncidentStrategy.Fault && Live.Exists(c => c.Status == ActivityStatus.Faulted)) Finish(WorkflowSubStatus.Faulted);
        else SubStatus = WorkflowSubStatus.Suspended;
    }

    private void Finish(WorkflowSubStatus how)
    {
        Status = WorkflowStatus.Finished;
        SubStatus = how;
    }

    /// <summary>Returns false when the burst has used up what it may, and the rest of the queue must wait.</summary>
    private bool Execute(WorkItem item)
    {
        var context = item.Existing ?? Create(item);
        try
        {
            if (++_executed > Environment.Limits.Activities)
                throw new EngineFault(FaultCodes.BurstLength, $"More than {Environment.Limits.Activities} activities between two waits.");
            Log(context, item.Resumed is null ? JournalEvent.Started : JournalEvent.Resumed);
            for (var around = context.Parent; around is not null; around = around.Parent)
                if (around.Node.Activity is DefinitionActivity) around.EvaluateInputs();
            context.EvaluateInputs();
            context.Status = ActivityStatus.Running;
            context.MadeBookmark = false;
            if (item.Resumed is { } bookmark) ResumeOne(context, bookmark);
            else ExecuteOne(context);
            Burn();
            if (context.Status == ActivityStatus.Running && context.MadeBookmark) Log(context, JournalEvent.Suspended);
            return true;
        }
        catch (EngineFault fault)
        {
            Fault(context, fault);
            return fault.Code != FaultCodes.BurstLength;
        }
    }

    private static void ExecuteOne(ActivityContext context)
    {
        context.Node.Activity.Execute(context);
        if (context.Node.Activity.CompletesByItself && !context.MadeBookmark) context.Complete();
    }

    private void ResumeOne(ActivityContext context, Bookmark bookmark)
    {
        _toBurn = bookmark.AutoBurn ? bookmark : null;
        if (bookmark.Callback is { } callback) context.Node.Activity.Resume(context, bookmark, callback);
        else context.Complete();
    }

    /// <summary>As in Elsa a resumed bookmark goes once an activity has run without a fault; if what was resumed faults, it stays stored.</summary>
    private void Burn()
    {
        if (_toBurn is not { } used) return;
        Bookmarks.RemoveAll(b => b.Id == used.Id);
        _toBurn = null;
    }

    private ActivityContext Create(WorkItem item)
    {
        var context = new ActivityContext(this, item.Node, item.Owner, NextId())
        {
            Tag = item.Tag, StartedAt = Environment.Now, Dynamic = item.Variables,
        };
        context.Declare(null);
        if (context.Dynamic is not null) Variables.Bring(context);
        Adopt(context);
        return context;
    }

    /// <summary>Counts a context among those that are not over.</summary>
    private void Adopt(ActivityContext context)
    {
        Live.Add(context);
        if (context.Parent is { } parent) (parent.Children ??= []).Add(context);
    }

    private void Disown(ActivityContext context)
    {
        Live.Remove(context);
        context.Parent?.Children?.Remove(context);
    }

    private void Enqueue(WorkItem item)
    {
        _queue.Enqueue(item);
        for (var owner = item.Owner; owner is not null; owner = owner.Parent) owner.QueuedBelow++;
    }

    private static void Unqueue(WorkItem item)
    {
        if (item.IsWithdrawn) return;
        for (var owner = item.Owner; owner is not null; owner = owner.Parent) owner.QueuedBelow--;
    }

    private void Withdraw(Predicate<WorkItem> which)
    {
        foreach (var item in _queue)
        {
            if (item.IsWithdrawn || !which(item)) continue;
            Unqueue(item);
            item.IsWithdrawn = true;
        }
    }

    /// <summary>Whether this owner has the node in the queue.</summary>
    public bool IsQueued(ActivityContext owner, GraphNode node) =>
        owner.QueuedBelow > 0 && _queue.Any(item => !item.IsWithdrawn && item.Owner == owner && item.Node == node);
}

/// <summary>What a burst and the children that run in line inside it have in common.</summary>
internal sealed class BurstShare
{
    public List<Effect> Effects { get; } = [];
    public List<JournalEntry> Journal { get; } = [];
    public List<WorkflowState> Children { get; } = [];
    public Expressions.Randomness Randomness { get; init; } = new(0);
    public int Depth { get; set; }
}

/// <summary>An activity that waits for its turn.</summary>
internal sealed class WorkItem(GraphNode node, ActivityContext? owner)
{
    public GraphNode Node { get; } = node;
    public ActivityContext? Owner { get; } = owner;
    public object? Tag { get; init; }
    public Dictionary<string, object?>? Variables { get; init; }

    /// <summary>The context to go on with, in place of a new one.</summary>
    public ActivityContext? Existing { get; init; }

    public Bookmark? Resumed { get; init; }

    /// <summary>Members of the saved item that a newer build wrote.</summary>
    public Dictionary<string, System.Text.Json.JsonElement>? Unknown { get; init; }
    public bool IsWithdrawn { get; set; }
}
