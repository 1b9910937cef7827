using System.Text.Json;
using System.Text.Json.Nodes;
using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Tests.Conformance;

/// <summary>The order to start an instance.</summary>
public sealed record StartOrder(
    string DefinitionId, string Alias, IReadOnlyDictionary<string, object?>? Input, string? CorrelationId, string? TriggerActivityId, int? Version,
    IReadOnlyDictionary<string, object?>? Variables);

/// <summary>One instance in the store: its state as text, as a database would hold it, and its history.</summary>
public sealed class StoredInstance(string? alias, string id)
{
    public string? Alias { get; } = alias;
    public string Id { get; } = id;
    public string Json { get; set; } = "";
    public List<JournalEntry> Journal { get; } = [];
    public WorkflowState State => WorkflowState.FromJson(Json);
}

/// <summary>
/// A host of the engine in memory: stores states as text, delivers events and tasks, starts dispatched children, wakes waiting parents. Time
/// stands still: no timer fires by itself. Where Elsa leaves an order open (which of several instances hears an event first, which of the tasks
/// asked for in one burst reaches the host first), it asks <see cref="Choices"/>.
/// </summary>
public sealed class World(FlowchartMode mode, Choices choices)
{
    private sealed record Waiting(string EventName, object? Payload, string? CorrelationId, string? InstanceId);

    private readonly Shelf _shelf = new(mode);
    private readonly Queue<Action> _later = new();
    private readonly List<Waiting> _unheard = [];
    private readonly List<(TaskRequested Request, int Burst)> _tasks = [];
    private int _lastInstance;
    private int _lastImport;
    private int _bursts;

    public List<string> Lines { get; } = [];
    public List<StoredInstance> Instances { get; } = [];
    public IEnumerable<Trigger> Triggers => _shelf.Triggers;

    public WorkflowGraph GraphOf(WorkflowState state) => _shelf.Version(state.DefinitionVersionId);

    public ImportResult Import(string json, bool publish)
    {
        try
        {
            return _shelf.Import(DefinitionReader.Read(WithId(json)), publish);
        }
        catch (Exception wrong) when (wrong is DefinitionUnreadable or JsonException)
        {
            return new(false, 0, false, false, 1);
        }
    }

    /// <summary>A file that names no definition is a new one each time.</summary>
    private string WithId(string json)
    {
        var definition = JsonNode.Parse(json.TrimStart('\uFEFF'), documentOptions: new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 2000 });
        if (definition is not JsonObject members || !string.IsNullOrWhiteSpace(Id(members))) return json;
        members["definitionId"] = $"imported-{++_lastImport}";
        return members.ToJsonString();
    }

    private static string? Id(JsonObject definition) =>
        definition.FirstOrDefault(m => m.Key.Equals("definitionId", StringComparison.OrdinalIgnoreCase)).Value?.ToString();

    public string Start(StartOrder order)
    {
        var graph = order.Version is { } version ? _shelf.Version(order.DefinitionId, version) : _shelf.Published(order.DefinitionId);
        if (graph is null) return "definitionNotFound";
        if (!MayStart(graph, order.CorrelationId)) return "cannotStart";
        Start(graph, order.Alias, new StartRequest(NewId())
        {
            Input = order.Input, CorrelationId = order.CorrelationId, TriggerActivityId = order.TriggerActivityId, Variables = order.Variables,
        });
        BecomeIdle();
        return "started";
    }

    public bool Resume(string alias, string? activityId, string? name, int index, IReadOnlyDictionary<string, object?>? input)
    {
        var instance = Instances.Find(i => i.Alias == alias);
        var bookmark = instance?.State.Bookmarks.Where(b => (activityId is null || b.ActivityId == activityId) && (name is null || b.Name == name)).Skip(index).FirstOrDefault();
        if (bookmark is null) return false;
        Resume(instance!, bookmark.Id, input);
        BecomeIdle();
        return true;
    }

    public void ResumeAll(string alias, IReadOnlyDictionary<string, object?>? input)
    {
        for (var round = 0; round < 1000; round++)
        {
            if (Instances.Find(i => i.Alias == alias) is not { } instance || instance.State is not { Status: WorkflowStatus.Running, Bookmarks.Count: > 0 } state) return;
            foreach (var bookmark in state.Bookmarks)
            {
                Resume(instance, bookmark.Id, input);
                BecomeIdle();
            }
        }
    }

    public void Publish(string eventName, object? payload, string? correlationId, string? alias)
    {
        Deliver(new Waiting(eventName, payload, correlationId, alias is null ? null : Instances.Find(i => i.Alias == alias)?.Id ?? "nobody"));
        BecomeIdle();
    }

    public void CompleteTask(string taskName, object? result)
    {
        if (_tasks.Find(t => t.Request.TaskName == taskName) is not { Request: not null } oldest) return;
        var (task, _) = choices.Take(_tasks, t => t.Request.TaskName == taskName && t.Burst == oldest.Burst);
        if (Find(task.InstanceId) is { } instance) Resume(instance, task.BookmarkId, ResumeInput.Task(result));
        BecomeIdle();
    }

    public void Cancel(string alias)
    {
        if (Instances.Find(i => i.Alias == alias) is not { } instance) return;
        var state = instance.State;
        Keep(instance, Interpreter.Cancel(GraphOf(state), state, _shelf.Environment));
        BecomeIdle();
    }

    private string NewId() => $"i{++_lastInstance}";

    private StoredInstance? Find(string id) => Instances.Find(i => i.Id == id);

    private bool MayStart(WorkflowGraph graph, string? correlationId) => Activation.MayStart(
        graph.Definition, correlationId,
        Instances.Select(i => i.State).Where(s => s.Status == WorkflowStatus.Running).Select(s => (s.DefinitionId, s.CorrelationId)));

    private void Start(WorkflowGraph graph, string? alias, StartRequest request)
    {
        var instance = new StoredInstance(alias, request.InstanceId);
        Instances.Add(instance);
        Keep(instance, Interpreter.Start(graph, request, _shelf.Environment));
    }

    private void Resume(StoredInstance instance, string bookmarkId, IReadOnlyDictionary<string, object?>? input)
    {
        var state = instance.State;
        Keep(instance, Interpreter.Resume(GraphOf(state), state, bookmarkId, input, _shelf.Environment));
    }

    /// <summary>Stores what a burst changed, then takes its effects in order.</summary>
    private void Keep(StoredInstance instance, BurstResult result)
    {
        if (!result.Ran) return;
        _bursts++;
        instance.Json = result.State.ToJson();
        foreach (var child in result.Children)
        {
            if (Find(child.InstanceId) is null) Instances.Add(new StoredInstance(null, child.InstanceId));
            Find(child.InstanceId)!.Json = child.ToJson();
        }
        foreach (var entry in result.Journal) Find(entry.InstanceId)?.Journal.Add(entry);
        foreach (var effect in result.Effects) Take(effect);
        foreach (var waiting in _unheard.ToList())
            _later.Enqueue(() => { if (_unheard.Contains(waiting) && ResumeMatching(waiting)) _unheard.Remove(waiting); });
    }

    private void Take(Effect effect)
    {
        switch (effect)
        {
            case LineWritten line:
                Lines.Add(line.Text);
                break;
            case TaskRequested task:
                _tasks.Add((task, _bursts));
                break;
            case EventPublished published:
                var to = published.IsLocal ? published.InstanceId : null;
                _later.Enqueue(() => Deliver(new Waiting(published.EventName, published.Payload, published.CorrelationId, to)));
                break;
            case ChildStartRequested child:
                _later.Enqueue(() => Dispatch(child));
                break;
            case ChildEnded ended:
                _later.Enqueue(() => WakeParent(ended));
                break;
        }
    }

    private void Dispatch(ChildStartRequested order)
    {
        if (_shelf.Published(order.DefinitionId) is { } graph)
            Start(graph, null, new StartRequest(order.ChildInstanceId)
            {
                Input = order.Input, CorrelationId = order.CorrelationId, ParentInstanceId = order.InstanceId,
            });
    }

    private void WakeParent(ChildEnded ended)
    {
        if (Find(ended.ParentInstanceId) is not { } parent) return;
        var state = parent.State;
        Keep(parent, Interpreter.ResumeParent(GraphOf(state), state, ended, _shelf.Environment));
    }

    /// <summary>Starts what the event triggers, resumes what waits for it, and keeps it when nobody waited.</summary>
    private void Deliver(Waiting happened)
    {
        var stimulus = Stimulus.Event(happened.EventName);
        if (happened.InstanceId is null)
            foreach (var trigger in _shelf.Triggers.Where(t => t.Key == stimulus.Key).ToList())
                StartByTrigger(trigger, happened);
        if (!ResumeMatching(happened)) _unheard.Add(happened);
    }

    private void StartByTrigger(Trigger trigger, Waiting happened)
    {
        var graph = _shelf.Version(trigger.DefinitionVersionId);
        if (!MayStart(graph, happened.CorrelationId)) return;
        Start(graph, null, new StartRequest(NewId())
        {
            Input = ResumeInput.Event(happened.Payload), CorrelationId = happened.CorrelationId, TriggerActivityId = trigger.ActivityId,
        });
    }

    private bool ResumeMatching(Waiting happened)
    {
        var stimulus = Stimulus.Event(happened.EventName);
        var matching = Instances.Where(i => happened.InstanceId is null || i.Id == happened.InstanceId)
            .Select(i => (Instance: i, i.State))
            .Where(i => happened.CorrelationId is null || i.State.CorrelationId == happened.CorrelationId)
            .Select(i => (i.Instance, Bookmarks: i.State.Matching(stimulus).Select(b => b.Id).ToList())).Where(i => i.Bookmarks.Count > 0).ToList();
        var any = matching.Count > 0;
        while (matching.Count > 0)
        {
            var (instance, bookmarks) = choices.Take(matching, _ => true);
            foreach (var bookmarkId in bookmarks) Resume(instance, bookmarkId, ResumeInput.Event(happened.Payload));
        }
        return any;
    }

    private void BecomeIdle()
    {
        for (var turns = 0; _later.TryDequeue(out var next); turns++)
        {
            if (turns > 10_000) throw new InvalidOperationException("The world does not come to rest.");
            next();
        }
    }
}
