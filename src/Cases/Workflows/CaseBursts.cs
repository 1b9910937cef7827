using Petitions.Engine;
using Petitions.Engine.Definition;
using Petitions.Cases.Activities;

namespace Petitions.Cases;

/// <summary>
/// Runs the workflows of one case, one burst after the other, until none is left: starts, resumes, and what a burst asks for. A failure parks its
/// instance ("needs attention") and harms no other.
/// </summary>
internal sealed class CaseBursts(StepContext step, CaseInstances instances, WorkflowLibrary library, RuleBook book)
{
    /// <summary>Bursts in one step; a design that never comes to rest is parked.</summary>
    private const int Most = 300;

    private readonly CaseHost _host = new(step, book);
    private readonly Queue<Action> _pending = new();
    private int _bursts;

    public bool AnyPending => _pending.Count > 0;

    /// <summary>What a workflow has published; the signals carry it on.</summary>
    public required Action<string, Lazy<object?>> Published { get; init; }

    public void RunPending()
    {
        while (_pending.TryDequeue(out var next))
            next();
    }

    public void StartLater(Trigger trigger, Lazy<object?>? payload) => _pending.Enqueue(() => Start(trigger, payload?.Value));

    public void ResumeLater(int no, string bookmark, Func<IReadOnlyDictionary<string, object?>> input) => _pending.Enqueue(() =>
    {
        if (instances.Find(no) is { Parked: false } instance && instance.Bookmarks.Any(b => b.Id == bookmark))
            Run(no, (graph, state) => Interpreter.Resume(graph, state, bookmark, input(), Environment()));
    });

    /// <summary>One burst of an instance. One that is lost is parked, and the case goes on without it.</summary>
    public void Run(int no, Func<WorkflowGraph, WorkflowState, BurstResult> burst)
    {
        if (instances.Open(no, out var lost) is not { } open)
            instances.Park(no, lost);
        else if (burst(open.Graph, open.State) is { Ran: true } result)
            Take(no, result);
    }

    /// <summary>Ends an instance, lost or not.</summary>
    public void End(int no)
    {
        if (instances.Open(no, out _) is { } open)
            Take(no, Interpreter.Cancel(open.Graph, open.State, Environment()));
        else
            instances.GiveUp(no);
    }

    /// <summary>A task whose verbs have all become impossible is taken back, and its step is left by "Changed".</summary>
    public void LeaveImpossibleOffers()
    {
        foreach (var task in step.Case.Tasks.Where(t => t is { Status: TaskStatus.Open, Instance: not null, Offers.Count: > 0 } && !_host.CanBeGiven(t.Offers)).ToList())
        {
            step.EndTasks(t => t.No == task.No, TaskStatus.Cancelled);
            ResumeLater(task.Instance!.Value, task.Bookmark!, () => new Dictionary<string, object?>());
        }
    }

    public BurstEnvironment Environment() => new(step.Now)
    {
        Host = _host, MovedDue = _host.MovedDue, HostInput = name => name == "case" ? Facts() : null, Seed = (ulong)step.Case.RowVersion * 1000 + (ulong)_bursts + BitConverter.ToUInt64(step.Case.Key.Id.ToByteArray()),
        ChildInstanceId = (_, _) => instances.IdOf(++step.Case.LastInstance),
    };

    private void Start(Trigger trigger, object? payload)
    {
        var graph = library.Graph(trigger.DefinitionVersionId)!;
        if (!Activation.MayStart(graph.Definition, instances.Correlation, instances.Alive.Select(i => (i.DefinitionId, (string?)instances.Correlation))))
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
                instances.Park(CaseInstances.NumberOf(parent.InstanceId), $"The workflow '{definitionId}' is not published.");
            return;
        }
        var no = id is null ? ++step.Case.LastInstance : CaseInstances.NumberOf(id);
        Take(no, Interpreter.Start(
            graph,
            new StartRequest(id ?? instances.IdOf(no))
            {
                Input = input, CorrelationId = instances.Correlation, TriggerActivityId = triggerActivityId, ParentInstanceId = parent?.InstanceId,
                Name = step.Case.Number,
            },
            Environment()));
    }

    /// <summary>Goes on by another drawing.</summary>
    /// <exception cref="Refused">WORKFLOW_NOT_MOVABLE.</exception>
    public void Move(int no, Func<BurstEnvironment, MoveResult> move, bool back)
    {
        _host.GivesBack = back;
        var result = move(Environment());
        _host.GivesBack = false;
        if (result.Burst is not { } burst)
            throw Refusals.WorkflowNotMovable(result.Obstacles[0].Code, result.Obstacles[0].Step);
        Take(no, burst);
    }

    private void Take(int no, BurstResult result)
    {
        _bursts++;
        instances.Keep(no, result);
        foreach (var effect in result.Effects)
            Do(effect, result.State);
        if (result.State.SubStatus == WorkflowSubStatus.Faulted || _bursts > Most)
            instances.Park(no, result.State.Incidents.LastOrDefault()?.Message ?? "The design does not come to rest.");
        step.React();
    }

    private void Do(Effect effect, WorkflowState state)
    {
        switch (effect)
        {
            case EventPublished published:
                _pending.Enqueue(() => Published(published.EventName, new Lazy<object?>(() => published.Payload)));
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
        var no = CaseInstances.NumberOf(ended.ParentInstanceId);
        if (instances.Find(no) is { Parked: false })
            Run(no, (graph, state) => Interpreter.ResumeParent(graph, state, ended, Environment()));
    }

    /// <summary>What expressions see as <c>getInput("case")</c>: facts as they are at this moment, codes only.</summary>
    private CaseFacts Facts() => new(book.Facts, step.Case, step.Reference, Local.DateOf(step.Now));
}
