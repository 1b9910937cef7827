namespace Petitions.Cases;

/// <param name="Ground">unsatisfied, falseClosure, notPerformed, newFacts.</param>
public sealed record ReopenAsked(string Ground, int Reason, string By) : CaseEvent
{
    public override string Rule => "T20";

    protected internal override void ApplyTo(Case c) => c.ReopenAsked = this;
}

public sealed record ReopenRefused(int Reason, string By) : CaseEvent
{
    public override string Rule => "T20";

    protected internal override void ApplyTo(Case c) => c.ReopenAsked = null;
}

/// <summary>Back in handling with the first dates: it may be overdue at once (E11).</summary>
/// <param name="Handler">Another one than before; null while it lies with the head who must name one.</param>
public sealed record CaseReopened(string Ground, string? Handler, string? Unit) : CaseEvent
{
    public override string Rule => "T20";

    protected internal override void ApplyTo(Case c)
    {
        if (c.Handler is { } before && !c.FormerHandlers.Contains(before))
            c.FormerHandlers.Add(before);
        c.FailedHandlers.AddRange(c.FormerHandlers.Except(c.FailedHandlers).ToList());
        (c.State, c.AnsweredAt, c.ClosedAt, c.Opinion, c.ReopenAsked, c.Rating) = (CaseState.InHandling, null, null, null, null, null);
        (c.Handler, c.HandlingUnit) = (Handler, Unit ?? c.HandlingUnit);
        if (c.Sender is { } sender)
            c.Sender = sender with { RepliedAt = null };
    }
}

/// <summary>It had been reported as done and was not (TR2).</summary>
public sealed record OpinionFoundNotExecuted(OpinionNotExecuted Found) : CaseEvent
{
    public override string Rule => "TR8";

    protected internal override void ApplyTo(Case c) => c.OpinionsNotExecuted.Add(Found);
}

public sealed record FalseClosureConfirmed(FalseClosure Closure) : CaseEvent
{
    public override string Rule => "TR2";

    protected internal override void ApplyTo(Case c) => c.FalseClosures.Add(Closure);
}

/// <param name="Result">solved, notSolved, falseClosure, unreachable.</param>
public sealed record CalledBack(string Result, int? Text, string By) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.CallBacks.Add(this);
}

public sealed partial class Case
{
    public ReopenAsked? ReopenAsked { get; set; }
    public List<CalledBack> CallBacks { get; set; } = [];
}

/// <summary>T20: reopening on request, or by a call-back that finds that nothing was done.</summary>
public static class Reopening
{
    private const string FalseClosureGround = "falseClosure";
    private const int DecisionWorkdays = 3;

    private static readonly string[] Grounds = ["unsatisfied", FalseClosureGround, "notPerformed", "newFacts"];
    private static readonly string[] CallResults = ["solved", "notSolved", FalseClosureGround, "unreachable"];
    private static readonly CaseState[] After = [CaseState.Answered, CaseState.PendingAccountability, CaseState.Closed];

    /// <summary>Completion clocks that run again with their first dates.</summary>
    private static readonly string[] Revived = ["CLK-HANDLE60", Clocks.InternalTarget, Clocks.ExternalDue];

    internal static void Rules(RuleBook book)
    {
        book.On<AskReopen>("askReopen", VerbKind.Right, "T20", [Roles.Petitioner, Roles.Representative, Roles.Intake], After, Ask);
        book.On<DecideReopen>("decideReopen", VerbKind.Ambient, "T20", [Roles.EstateHead, Roles.CommunityHead, Roles.UnitHead], After, Decide);
        book.On<RecordCallBack>("recordCallBack", VerbKind.Ambient, "T20",
            [Roles.Intake, Roles.Triage, Roles.EstateHead, Roles.CommunityHead, Roles.Supervisor], After, CallBack);
        book.React<TaskOverdue>(AskAboveTheDecider);
    }

    private static void Ask(StepContext step, AskReopen order)
    {
        if (!Grounds.Contains(order.Ground))
            throw Refusals.FieldInvalid("ground", string.Join(", ", Grounds));
        if (order.Reason is null or { IsBlank: true })
            throw Refusals.ReasonRequired();
        // Only dissatisfaction has a window; a false closure or a broken promise does not become true by waiting.
        if (order.Ground == "unsatisfied" && !Clocks.WindowIsOpen(step, "CLK-SAT30"))
            throw Refusals.ReopenWindowClosed();
        step.Raise(new ReopenAsked(order.Ground, step.KeepRequired(order.Reason, TextKind.Reason), step.Actor.Id));
        var post = TaskRouting.Find(Roles.EstateHead, Roles.CommunityHead, step.Case, step.Reference, step.Day);
        step.OpenTask(new CaseTask
        {
            No = step.Case.NextId(), Kind = "decideReopen", Role = post.Role, Unit = post.Unit, Assignee = post.Person, Offers = ["decideReopen"],
            OpenedAt = step.Now, DueAt = Local.EndOf(Transfers.NextWorkday(step, DecisionWorkdays)),
        });
    }

    /// <summary>Undecided after three working days: the role above is asked to see to it.</summary>
    private static void AskAboveTheDecider(StepContext step, TaskOverdue overdue)
    {
        if (step.Case.Tasks.FirstOrDefault(t => t.No == overdue.No) is { Kind: "decideReopen" } task && Ladder.AddressAbove(step, task) is { } to)
            Notices.Tell(step, to, "reopenOverdue", action: true);
    }

    private static void Decide(StepContext step, DecideReopen order)
    {
        Standing.Require(Standing.AboveHandling(step), "decideReopen");
        var asked = step.Case.ReopenAsked ?? throw Refusals.ReopenNotAsked();
        if (order.Reason is null or { IsBlank: true })
            throw Refusals.ReasonRequired();
        var reason = step.KeepRequired(order.Reason, TextKind.Reason);
        if (order.Granted)
            Reopen(step, asked.Ground, order.NewHandler);
        else
            step.Raise(new ReopenRefused(reason, step.Actor.Id));
        step.EndTasks(t => t.Instance is null && t.Kind == "decideReopen", TaskStatus.Done, order.Granted ? "granted" : "refused");
    }

    private static void CallBack(StepContext step, RecordCallBack order)
    {
        if (!CallResults.Contains(order.Result))
            throw Refusals.FieldInvalid("result", string.Join(", ", CallResults));
        if (!Standing.OutsideHandling(step))
            throw Refusals.OtherUnitRequired();
        step.Raise(new CalledBack(order.Result, step.Keep(order.Note, TextKind.Statement), step.Actor.Id));
        if (order.Result == FalseClosureGround)
            Reopen(step, FalseClosureGround, order.NewHandler);
    }

    /// <exception cref="Refused">SAME_HANDLER_FORBIDDEN, and what an assignment may be refused for.</exception>
    private static void Reopen(StepContext step, string ground, string? handler)
    {
        var c = step.Case;
        if (handler is not null && (handler == c.Handler || c.FormerHandlers.Contains(handler)))
            throw Refusals.SameHandlerForbidden(handler);
        if (ground == FalseClosureGround)
            step.Raise(new FalseClosureConfirmed(new FalseClosure(c.NextId(), step.Day)));
        if (ground == "notPerformed" && c is { Ending: "T17", Opinion.Document: { } opinion } && c.Parts.Any(p => p.Result == "supported"))
            step.Raise(new OpinionFoundNotExecuted(new OpinionNotExecuted(opinion, step.Day)));
        step.Raise(new CaseReopened(ground, null, null));
        foreach (var right in new[] { "CLK-SAT30", "CLK-REV-ASK30" })
            Clocks.Cancel(step, right, "reopened");
        foreach (var code in Revived)
            Clocks.Revive(step, code);
        Documents.Issue(step, "reopen-notice", c.Holder);
        if (handler is null)
            // Not the unit whose answer failed: the office above it names another handler (T20).
            Handling.AskForHandler(step, Roles.EstateHead, Roles.UnitHead);
        else
            Handling.Assign(step, handler, "newHandler");
    }
}
