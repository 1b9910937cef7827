using Petitions.Cases.Activities;
using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Cases;

/// <summary>
/// The workflows of one case during one step: events become signals, signals resume waits and start workflows, steps ask for orders, and so on
/// until nothing moves. A failure parks its instance and never touches the person's own command (law 5 of the house).
/// </summary>
internal sealed class CaseWorkflows
{
    /// <summary>Kind of the timers that end a wait of a workflow; the reference is <c>instance/bookmark</c>.</summary>
    public const string TimerKind = "workflow";

    private readonly StepContext _step;
    private readonly WorkflowLibrary _library;
    private readonly CaseInstances _instances;
    private readonly CaseBursts _bursts;
    private readonly CaseSignals _signals;

    public CaseWorkflows(StepContext step, LoadedCase loaded, WorkflowLibrary library, RuleBook book)
    {
        (_step, _library) = (step, library);
        _instances = new CaseInstances(step, loaded, library);
        _bursts = new CaseBursts(step, _instances, library, book) { Published = (name, payload) => _signals!.Publish(name, payload) };
        _signals = new CaseSignals(step, loaded.Case.State, _instances, library) { Bursts = _bursts };
    }

    public IReadOnlyList<WorkflowInstance> Changed => _instances.Changed;

    public IReadOnlyList<JournalRow> Journal => _instances.Journal;

    /// <summary>Runs until nothing moves.</summary>
    public void Settle()
    {
        do
        {
            _bursts.RunPending();
            _signals.Raise();
            if (!_bursts.AnyPending)
                _bursts.LeaveImpossibleOffers();
        }
        while (_bursts.AnyPending || _signals.AnyUnheard);
    }

    /// <summary>The verb was given by a task of a workflow: the step that offered it goes on.</summary>
    public void Answer(CaseTask task, string verb, string? result = null)
    {
        _step.EndTasks(t => t.No == task.No, TaskStatus.Done, verb);
        _bursts.ResumeLater(
            task.Instance!.Value, task.Bookmark!, () => new Dictionary<string, object?> { [OfferActivity.VerbGiven] = verb, ["result"] = result });
    }

    /// <summary>Waits of workflows that time has ended.</summary>
    public void FireTimers(DateTimeOffset now)
    {
        foreach (var timer in _step.Case.Timers.Where(t => t.Kind == TimerKind && t.DueAt <= now).OrderBy(t => t.DueAt).ToList())
        {
            _step.Case.Timers.Remove(timer);
            var slash = timer.Ref.IndexOf('/');
            _bursts.ResumeLater(
                int.Parse(timer.Ref[..slash], System.Globalization.CultureInfo.InvariantCulture), timer.Ref[(slash + 1)..],
                () => new Dictionary<string, object?> { [OfferActivity.TimedOut] = true });
        }
    }

    /// <exception cref="Refused">WORKFLOW_NOT_PARKED.</exception>
    public void Retry(int no) => Mend(no, (graph, state, incident) => Interpreter.RetryFaulted(graph, state, incident, _bursts.Environment()));

    /// <summary>Goes on as if the activity had ended by the outcome. One that leads nowhere would end the way in silence and is refused.</summary>
    /// <exception cref="Refused">WORKFLOW_NOT_PARKED, FIELD_INVALID (outcome).</exception>
    public void Skip(int no, string? outcome) => Mend(no, (graph, state, incident) =>
        InstanceInside.OutcomesOf(graph.Node(state.Incidents[^1].NodeId)).Contains(outcome ?? "Done")
            ? Interpreter.SkipFaulted(graph, state, incident, outcome is null ? [] : [outcome], _bursts.Environment())
            : throw Refusals.FieldInvalid("outcome", "word"));

    /// <summary>
    /// Ends an instance with everything it started. A process that listens for a revived case begins anew, on the drawing published now and at
    /// the state of the case: a case in hand is never left without its road.
    /// </summary>
    /// <exception cref="Refused">WORKFLOW_NOT_PARKED for an instance that is not there or is over.</exception>
    public void Cancel(int no)
    {
        var instance = _instances.Alive.FirstOrDefault(i => i.No == no) ?? throw Refusals.WorkflowNotParked(no);
        foreach (var child in _instances.Alive.Where(i => i.Parent == no).ToList())
            End(child);
        End(instance);
        if (!_step.Case.IsOpen)
            return;
        foreach (var trigger in _library.Triggers[Stimulus.Event("caseRevived").Key])
            if (_library.Graph(trigger.DefinitionVersionId)!.Definition.DefinitionId == instance.DefinitionId)
                _bursts.StartLater(trigger, null);
    }

    /// <exception cref="Refused">WORKFLOW_NOT_MOVABLE with what stands against it, as of now.</exception>
    public void Move(MoveWorkflow order)
    {
        var (from, state, to) = Movable(order.Instance, order.From, order.To);
        _step.Raise(new WorkflowMoved(order.Instance, from.Definition.DefinitionId, order.From, order.To, order.Order));
        _bursts.Move(order.Instance, environment => Interpreter.Move(from, state, to, environment), back: false);
    }

    /// <exception cref="Refused">WORKFLOW_NOT_MOVABLE.</exception>
    public void MoveBack(MoveWorkflowBack order)
    {
        var (from, state, to) = Movable(order.Instance, order.From, order.To);
        if (!state.CanMoveBack || state.MovedFrom!.DefinitionVersionId != order.To)
            throw Refusals.WorkflowNotMovable(WorkflowMoves.WentOn, "");
        _step.Raise(new WorkflowMovedBack(order.Instance, from.Definition.DefinitionId, order.From, order.To, order.Order));
        _bursts.Move(order.Instance, environment => Interpreter.MoveBack(from, state, to, environment), back: true);
    }

    private (WorkflowGraph From, WorkflowState State, WorkflowGraph To) Movable(int no, string from, string to)
    {
        if (_instances.Find(no) is not { } instance)
            throw Refusals.WorkflowNotMovable(MoveObstacles.Over, "");
        if (instance.Parked)
            throw Refusals.WorkflowNotMovable(WorkflowMoves.Parked, "");
        if (instance.DefinitionVersionId != from)
            throw Refusals.WorkflowNotMovable(WorkflowMoves.Elsewhere, "");
        if (_library.Graph(to) is not { } graph || _instances.Open(no, out _) is not { } open || graph.Definition.DefinitionId != instance.DefinitionId)
            throw Refusals.WorkflowNotMovable(WorkflowMoves.Lost, "");
        return (open.Graph, open.State, graph);
    }

    private void End(WorkflowInstance instance)
    {
        _step.EndTasks(t => t.Instance == instance.No, TaskStatus.Cancelled);
        if (instance.Parked)
            _step.Raise(new WorkflowUnparked(instance.No));
        _bursts.End(instance.No);
    }

    private void Mend(int no, Func<WorkflowGraph, WorkflowState, string, BurstResult> how)
    {
        if (_instances.Find(no) is not { Parked: true })
            throw Refusals.WorkflowNotParked(no);
        _step.Raise(new WorkflowUnparked(no));
        // Without an incident it was lost and is found again: it listens from where it stood.
        _bursts.Run(no, (graph, state) => state.Incidents.Count == 0 ? new BurstResult { Ran = true, State = state } : how(graph, state, state.Incidents[^1].ActivityInstanceId));
    }
}
