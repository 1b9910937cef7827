namespace Petitions.Cases;

/// <summary>What people do with the workflows of a case: report a task done, mend one that needs attention. Each is audited.</summary>
internal static class Workflows
{
    internal static void Rules(RuleBook book)
    {
        book.On<FinishTask>("finishTask", VerbKind.Ambient, "W", EveryDesk, null, Finish);
        book.On<RetryWorkflow>("retryWorkflow", VerbKind.Ambient, "W", Menders, null, Attend);
        book.On<SkipWorkflowStep>("skipWorkflowStep", VerbKind.Ambient, "W", Menders, null, Skip);
        book.On<CancelWorkflow>("cancelWorkflow", VerbKind.Ambient, "W", Menders, null, Cancel);
        // What stands against a move is in the instance: the workflows of the step decide.
        book.On<MoveWorkflow>("moveWorkflow", VerbKind.System, "W", [Roles.System], null, (_, _) => { });
        book.On<MoveWorkflowBack>("moveWorkflowBack", VerbKind.System, "W", [Roles.System], null, (_, _) => { });
        book.React<WorkflowParked>(TellSupervisors);
        Facts(book);
    }

    /// <summary>The plain facts of a case; chapters with more to say enter their own.</summary>
    private static void Facts(RuleBook book)
    {
        book.Fact("number", (c, _, _) => c.Number);
        book.Fact("state", (c, _, _) => c.State.Code());
        book.Fact("open", (c, _, _) => c.IsOpen);
        book.Fact("nature", (c, _, _) => c.Nature);
        book.Fact("category", (c, _, _) => c.Category);
        book.Fact("urgency", (c, _, _) => c.Urgency);
        book.Fact("channel", (c, _, _) => c.Channel);
        book.Fact("simple", (c, _, _) => c.Simple);
        book.Fact("emergency", (c, _, _) => c.Flags.Emergency);
        book.Fact("joint", (c, _, _) => c.Flags.Joint);
        book.Fact("sealed", (c, _, _) => c.Flags.Sealed);
        book.Fact("holder", (c, _, _) => c.Holder);
        book.Fact("handlingUnit", (c, _, _) => c.HandlingUnit);
        book.Fact("peopleCount", (c, _, _) => (long)c.PeopleCount);
    }

    /// <summary>The discipline desk for its own cases, which nobody else can see.</summary>
    private static readonly string[] Menders = [Roles.Supervisor, Roles.CommunityHead, Roles.Discipline];

    private static readonly string[] EveryDesk =
    [
        Roles.Building, Roles.Section, Roles.Intake, Roles.Triage, Roles.Mediator, Roles.Handler, Roles.UnitHead, Roles.EstateHead,
        Roles.CommunityHead, Roles.Leader, Roles.Duty, Roles.Supervisor, Roles.Police, Roles.Town, Roles.Discipline,
    ];

    private static void Finish(StepContext step, FinishTask order)
    {
        var task = step.Case.Tasks.Find(t => t.No == order.Task && t.Status == TaskStatus.Open) ?? throw Refusals.TaskNotOpen(order.Task);
        if (!step.Actor.Has(task.Role) && task.Assignee != step.Actor.Id)
            throw Refusals.NotYourRole("finishTask");
        if (task.Instance is null)
            step.EndTasks(t => t.No == task.No, TaskStatus.Done, order.Result);
    }

    private static void Attend(StepContext step, RetryWorkflow order)
    {
        RequireParked(step.Case, order.Instance);
        step.Raise(new WorkflowMended(order.Instance, "retry", null));
    }

    private static void Skip(StepContext step, SkipWorkflowStep order)
    {
        RequireParked(step.Case, order.Instance);
        if (order.Reason is null || order.Reason.IsBlank)
            throw Refusals.ReasonRequired();
        step.Raise(new WorkflowMended(order.Instance, "skip", step.Keep(order.Reason, TextKind.Reason)));
    }

    private static void Cancel(StepContext step, CancelWorkflow order)
    {
        if (order.Reason is null || order.Reason.IsBlank)
            throw Refusals.ReasonRequired();
        step.Raise(new WorkflowMended(order.Instance, "cancel", step.Keep(order.Reason, TextKind.Reason)));
    }

    private static void RequireParked(Case c, int instance)
    {
        if (!c.ParkedInstances.Contains(instance))
            throw Refusals.WorkflowNotParked(instance);
    }

    private static void TellSupervisors(StepContext step, WorkflowParked parked) =>
        TaskRouting.Tell(step, Roles.Supervisor, "workflowParked", new Dictionary<string, string> { ["definition"] = parked.Definition }, action: true);
}

/// <param name="How">retry, skip, cancel.</param>
public sealed record WorkflowMended(int Instance, string How, int? Reason) : CaseEvent
{
    public override string Rule => "NEEDS_ATTENTION";

    protected internal override void ApplyTo(Case c)
    {
        if (How == "cancel")
            c.ParkedInstances.Remove(Instance);
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
