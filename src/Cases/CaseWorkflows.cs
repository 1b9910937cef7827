using System.Text.Json;
using Petitions.Cases.Activities;
using Petitions.Engine;

namespace Petitions.Cases;

/// <summary>
/// The workflows of one case during one step: events become signals, signals resume waits and start workflows, steps ask for orders, and so on
/// until nothing moves. A failure parks its instance ("needs attention") and never touches the person's own command (law 5 of the house).
/// </summary>
internal sealed class CaseWorkflows(StepContext step, LoadedCase loaded, WorkflowLibrary library, RuleBook book)
{
    /// <summary>Bursts in one step; a design that never comes to rest is parked.</summary>
    private const int MostBursts = 300;

    /// <summary>Kind of the timers that end a wait of a workflow; the reference is <c>instance/bookmark</c>.</summary>
    public const string TimerKind = "workflow";

    private readonly Dictionary<int, WorkflowInstance> _instances = loaded.Instances.ToDictionary(i => i.No);
    private readonly Dictionary<int, WorkflowState> _states = [];
    private readonly SortedSet<int> _changed = [];
    private readonly List<JournalRow> _journal = [];
    private readonly CaseHost _host = new(step, book);
    private readonly Queue<Action> _pending = new();
    private CaseState _state = loaded.Case.State;
    private int _signalled;
    private int _bursts;

    public IReadOnlyList<WorkflowInstance> Changed => _changed.Select(no => _instances[no]).ToList();

    public IReadOnlyList<JournalRow> Journal => _journal;

    /// <summary>The verb was given by a task of a workflow: the step that offered it goes on.</summary>
    public void Answer(CaseTask task, string verb, string? result = null)
    {
        step.EndTasks(t => t.No == task.No, TaskStatus.Done, verb);
        ResumeLater(task.Instance!.Value, task.Bookmark!, new Dictionary<string, object?> { [OfferActivity.VerbGiven] = verb, ["result"] = result });
    }

    /// <summary>Waits of workflows that time has ended.</summary>
    public void FireTimers(DateTimeOffset now)
    {
        foreach (var timer in step.Case.Timers.Where(t => t.Kind == TimerKind && t.DueAt <= now).OrderBy(t => t.DueAt).ToList())
        {
            step.Case.Timers.Remove(timer);
            var slash = timer.Ref.IndexOf('/');
            ResumeLater(
                int.Parse(timer.Ref[..slash], System.Globalization.CultureInfo.InvariantCulture), timer.Ref[(slash + 1)..],
                new Dictionary<string, object?> { [OfferActivity.TimedOut] = true });
        }
    }

    public void Retry(int no) => Unpark(no, (graph, state, incident) => Interpreter.RetryFaulted(graph, state, incident, Environment()));

    public void Skip(int no, string? outcome) =>
        Unpark(no, (graph, state, incident) => Interpreter.SkipFaulted(graph, state, incident, outcome is null ? [] : [outcome], Environment()));

    /// <summary>
    /// Ends an instance with everything it started. A process that listens for a revived case begins anew, on the drawing published now and at
    /// the state of the case: a case in hand is never left without its road.
    /// </summary>
    /// <exception cref="Refused">WORKFLOW_NOT_PARKED for an instance that is not there or is over.</exception>
    public void Cancel(int no)
    {
        if (!_instances.TryGetValue(no, out var instance) || !IsAlive(instance))
            throw Refusals.WorkflowNotParked(no);
        foreach (var child in _instances.Values.Where(i => i.Parent == no && IsAlive(i)).Select(i => i.No).ToList())
            End(child);
        End(no);
        if (!step.Case.IsOpen)
            return;
        foreach (var trigger in library.Triggers[Stimulus.Event("caseRevived").Key])
            if (library.Graph(trigger.DefinitionVersionId)!.Definition.DefinitionId == instance.DefinitionId)
                _pending.Enqueue(() => Start(trigger, null));
    }

    private void End(int no)
    {
        step.EndTasks(t => t.Instance == no, TaskStatus.Cancelled);
        if (_instances[no].Parked)
            step.Raise(new WorkflowUnparked(no));
        Take(no, Interpreter.Cancel(GraphOf(no), StateOf(no), Environment()));
    }

    private static bool IsAlive(WorkflowInstance instance) => instance.Parked || instance.Status == nameof(WorkflowStatus.Running);

    /// <summary>Runs until nothing moves.</summary>
    public void Settle()
    {
        do
        {
            while (_pending.TryDequeue(out var next))
                next();
            Signal();
            SignalState();
            if (_pending.Count == 0)
                LeaveImpossibleOffers();
        }
        while (_pending.Count > 0 || _signalled < step.Events.Count);
    }

    private void Signal()
    {
        while (_signalled < step.Events.Count)
        {
            var recorded = step.Events[_signalled++];
            foreach (var name in recorded.Event.Signals)
                Publish(name, new Lazy<object?>(() => Values.FromJson(JsonSerializer.SerializeToElement(recorded.Event, recorded.Event.GetType(), CaseJson.Options))));
        }
    }

    /// <summary>Two signals that no single event gives: the state is another one, and an ended case is alive again.</summary>
    private void SignalState()
    {
        if (step.Case.State == _state)
            return;
        var (before, after) = (_state, step.Case.State);
        _state = after;
        var payload = new Lazy<object?>(() => new Dictionary<string, object?> { ["from"] = before.Code(), ["to"] = after.Code() });
        Publish("stateChanged", payload);
        if (!before.IsOpen() && before != CaseState.Draft && after.IsOpen())
            Publish("caseRevived", payload);
    }

    private void Publish(string name, Lazy<object?> payload)
    {
        var stimulus = Stimulus.Event(name);
        foreach (var trigger in library.Triggers[stimulus.Key])
            _pending.Enqueue(() => Start(trigger, payload.Value));
        foreach (var instance in _instances.Values.Where(i => !i.Parked && i.Status == nameof(WorkflowStatus.Running)).ToList())
            foreach (var bookmark in instance.Bookmarks.Where(b => b.Key == stimulus.Key))
                ResumeLater(instance.No, bookmark.Id, ResumeInput.Event(payload.Value));
    }

    private void Start(Trigger trigger, object? payload)
    {
        var graph = library.Graph(trigger.DefinitionVersionId)!;
        var running = _instances.Values.Where(i => i.Parked || i.Status == nameof(WorkflowStatus.Running)).Select(i => (i.DefinitionId, (string?)Correlation));
        if (!Activation.MayStart(graph.Definition, Correlation, running))
            return;
        var input = new Dictionary<string, object?>(ResumeInput.Event(payload));
        foreach (var (name, value) in payload as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>())
            input[name] = value;
        Begin(graph.Definition.DefinitionId, input, trigger.ActivityId, null);
    }

    private void Begin(string definitionId, Dictionary<string, object?> input, string? triggerActivityId, WorkflowState? parent, string? id = null)
    {
        if (library.Published(definitionId) is not { } graph)
        {
            if (parent is not null)
                Park(NumberOf(parent.InstanceId), $"The workflow '{definitionId}' is not published.");
            return;
        }
        var no = id is null ? ++step.Case.LastInstance : NumberOf(id);
        var result = Interpreter.Start(
            graph,
            new StartRequest(id ?? IdOf(no))
            {
                Input = input, CorrelationId = Correlation, TriggerActivityId = triggerActivityId, ParentInstanceId = parent?.InstanceId, Name = step.Case.Number,
            },
            Environment());
        Take(no, result);
    }

    private void ResumeLater(int no, string bookmark, IReadOnlyDictionary<string, object?> input) => _pending.Enqueue(() =>
    {
        if (!_instances.TryGetValue(no, out var instance) || instance.Parked || instance.Bookmarks.All(b => b.Id != bookmark))
            return;
        var result = Interpreter.Resume(GraphOf(no), StateOf(no), bookmark, input, Environment());
        if (result.Ran)
            Take(no, result);
    });

    private void Unpark(int no, Func<Engine.Definition.WorkflowGraph, WorkflowState, string, BurstResult> how)
    {
        if (!_instances.TryGetValue(no, out var instance) || !instance.Parked)
            throw Refusals.WorkflowNotParked(no);
        step.Raise(new WorkflowUnparked(no));
        Take(no, how(GraphOf(no), StateOf(no), StateOf(no).Incidents[^1].ActivityInstanceId));
    }

    private void Take(int no, BurstResult result)
    {
        _bursts++;
        Keep(no, result.State);
        _journal.AddRange(result.Journal.Select(j => Row(no, j)));
        foreach (var effect in result.Effects)
            Do(effect, result.State);
        if (result.State.SubStatus == WorkflowSubStatus.Faulted || _bursts > MostBursts)
            Park(no, result.State.Incidents.LastOrDefault()?.Message ?? "The design does not come to rest.");
        step.React();
    }

    private void Do(Effect effect, WorkflowState state)
    {
        switch (effect)
        {
            case EventPublished published:
                _pending.Enqueue(() => Publish(published.EventName, new Lazy<object?>(() => published.Payload)));
                break;
            case ChildStartRequested child:
                _pending.Enqueue(() => Begin(child.DefinitionId, new Dictionary<string, object?>(child.Input), null, state, child.ChildInstanceId));
                break;
            case ChildEnded ended when ended.SubStatus != WorkflowSubStatus.Faulted:
                _pending.Enqueue(() => TellParent(ended));
                break;
            case TaskRequested task:
                _host.OpenTaskOfElsa(task);
                break;
            case HttpRequested http:
                step.Send(HttpCall.Message(http, step.Now));
                break;
        }
    }

    private void TellParent(ChildEnded ended)
    {
        var no = NumberOf(ended.ParentInstanceId);
        if (!_instances.TryGetValue(no, out var parent) || parent.Parked)
            return;
        var result = Interpreter.ResumeParent(GraphOf(no), StateOf(no), ended, Environment());
        if (result.Ran)
            Take(no, result);
    }

    /// <summary>A task whose verbs have all become impossible is taken back, and its step is left by "Changed".</summary>
    private void LeaveImpossibleOffers()
    {
        foreach (var task in step.Case.Tasks.Where(t => t is { Status: TaskStatus.Open, Instance: not null, Offers.Count: > 0 } && !_host.CanBeGiven(t.Offers)).ToList())
        {
            step.EndTasks(t => t.No == task.No, TaskStatus.Cancelled);
            ResumeLater(task.Instance!.Value, task.Bookmark!, new Dictionary<string, object?>());
        }
    }

    private void Park(int no, string reason)
    {
        _instances[no] = _instances[no] with { Parked = true, ParkedReason = reason };
        step.Raise(new WorkflowParked(no, _instances[no].DefinitionId, reason));
    }

    private void Keep(int no, WorkflowState state)
    {
        _states[no] = state;
        _changed.Add(no);
        _instances[no] = new WorkflowInstance
        {
            No = no, DefinitionId = state.DefinitionId, DefinitionVersionId = state.DefinitionVersionId, Version = state.DefinitionVersion,
            Parent = state.ParentInstanceId is { } parent ? NumberOf(parent) : null, Status = state.Status.ToString(), SubStatus = state.SubStatus.ToString(),
            IncidentCount = state.Incidents.Count, CreatedAt = state.CreatedAt, UpdatedAt = state.UpdatedAt, FinishedAt = state.FinishedAt,
            State = state.ToUtf8Json(),
            Bookmarks = state.Bookmarks.Select(b => new BookmarkRow(no, b.Id, b.Name, b.Key, b.DueAt, b.ActivityId, b.NodeId)).ToList(),
        };
        KeepTimers(no, state.Status == WorkflowStatus.Finished ? [] : state.Bookmarks);
        var open = state.Bookmarks.Select(b => b.Id).ToHashSet();
        step.EndTasks(t => t.Instance == no && !open.Contains(t.Bookmark!), TaskStatus.Cancelled);
    }

    private void KeepTimers(int no, IReadOnlyList<Bookmark> bookmarks)
    {
        var wanted = bookmarks.Where(b => b.DueAt is not null).ToDictionary(b => $"{no}/{b.Id}", b => b.DueAt!.Value);
        step.Case.Timers.RemoveAll(t => t.Kind == TimerKind && t.Ref.StartsWith($"{no}/", StringComparison.Ordinal) && !wanted.ContainsKey(t.Ref));
        foreach (var (about, due) in wanted)
            if (!step.Case.Timers.Exists(t => t.Kind == TimerKind && t.Ref == about))
                step.SetTimer(TimerKind, about, due);
    }

    private WorkflowState StateOf(int no) => _states.TryGetValue(no, out var state) ? state : _states[no] = WorkflowState.FromJson(_instances[no].State);

    private Engine.Definition.WorkflowGraph GraphOf(int no) =>
        library.Graph(_instances[no].DefinitionVersionId) ?? throw new InvalidOperationException($"The definition version {_instances[no].DefinitionVersionId} is not stored.");

    private string Correlation => step.Case.Key.Id.ToString("N");

    /// <summary>Instance ids are the case's id and a counted number: a step that runs twice gives the same ones.</summary>
    private string IdOf(int no) => $"{Correlation}-{no}";

    internal static int NumberOf(string instanceId) =>
        int.Parse(instanceId[(instanceId.LastIndexOf('-') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    private BurstEnvironment Environment() => new(step.Now)
    {
        Host = _host, HostInput = name => name == "case" ? Facts() : null, Seed = (ulong)step.Case.RowVersion * 1000 + (ulong)_bursts + BitConverter.ToUInt64(step.Case.Key.Id.ToByteArray()),
        ChildInstanceId = (_, _) => IdOf(++step.Case.LastInstance),
    };

    /// <summary>What expressions see as <c>getInput("case")</c>: facts as they are at this moment, codes only.</summary>
    private Dictionary<string, object?> Facts() =>
        book.Facts.ToDictionary(f => f.Key, f => f.Value(step.Case, step.Reference, Local.DateOf(step.Now)));

    private static JournalRow Row(int no, JournalEntry j)
    {
        var payload = new Dictionary<string, object?>();
        var inputs = j.Inputs().ToDictionary(p => p.Key, p => p.Value);
        if (inputs.Count > 0)
            payload["inputs"] = inputs;
        if (j.Outputs is { Count: > 0 } outputs)
            payload["outputs"] = outputs;
        if (j.Outcomes.Count > 0)
            payload["outcomes"] = j.Outcomes.Cast<object?>().ToList();
        return new JournalRow(
            no, j.Sequence, j.ActivityInstanceId, j.ParentActivityInstanceId, j.ActivityId, j.NodeId, j.ActivityType, j.ActivityVersion, j.ActivityName,
            j.Event.ToString(), j.At, j.Message, payload.Count == 0 ? null : Values.ToJson(payload));
    }
}

public sealed record WorkflowParked(int Instance, string Definition, string Reason) : CaseEvent
{
    public override string Rule => "NEEDS_ATTENTION";

    protected internal override void ApplyTo(Case c) => c.ParkedInstances.Add(Instance);
}

public sealed record WorkflowUnparked(int Instance) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.ParkedInstances.Remove(Instance);
}
