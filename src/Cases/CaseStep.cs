namespace Petitions.Cases;

/// <summary>One order to one case, decided in memory (laws 2 and 8 of the house). Pure: may be run again on freshly loaded state.</summary>
public static class CaseStep
{
    /// <exception cref="Refused">Checked in this order: 404, 403, STALE_VERSION, WRONG_STATE, the rule's own code, NOT_OFFERED.</exception>
    public static StepResult Run(StepInput input, RuleBook? book = null)
    {
        book ??= RuleBook.Handbook;
        var c = input.Loaded.Case;
        var rule = book.For(input.Command);
        input = input with { Actor = Delegation.For(input.Actor, c, input.Reference, Local.DateOf(input.Now), rule) };
        Admit(input, rule);
        var step = new StepContext(c, input.Actor, input.Now, input.Command.HappenedAt ?? input.Now, input.Reference, book, input.Loaded.Texts, input.Others);
        var workflows = new CaseWorkflows(step, input.Loaded, input.Workflows, book);
        var offering = Offering(input, rule);
        // A task that the domain itself opened (name a handler after a reopening) offers as well; it just has no workflow to go on.
        var offered = offering is not null || c.Tasks.Any(t => t is { Status: TaskStatus.Open, Instance: null } && t.Offers.Contains(rule.Verb));
        Decide(step, input.Command, input.Actor, book);
        if (rule.Kind == VerbKind.Main && !offered && !input.Actor.IsSystem && !input.Workflows.IsEmpty)
            throw Refusals.NotOffered(rule.Verb, step.Case.Tasks.Where(t => t.Status == TaskStatus.Open).SelectMany(t => t.Offers).Distinct().ToList());
        step.Actor = Actor.System;
        if (input.RightBlockedBy is { } defect)
            step.Raise(new RightBlocked(rule.Verb, defect));
        else
            GoOn(input, (step.Recorded is { } kept ? book.For(kept) : rule).Verb, offering, workflows);
        Settle(step, input.RightBlockedBy is null ? workflows : null, book);
        step.Case.RowVersion++;
        if (step.Events.Any(e => e.Event.ChangesFacts))
            step.Case.FactVersion++;
        return new StepResult(step.Case, step.Events, step.Texts, step.Notices, step.Outbox, workflows.Changed, workflows.Journal) { Recorded = step.Recorded };
    }

    private static void Admit(StepInput input, Rule rule)
    {
        var c = input.Loaded.Case;
        var isNew = rule.Kind == VerbKind.Creates && c.FactVersion == 0;
        if (!isNew && !Access.MayRead(input.Actor, c, input.Reference))
            throw Refusals.NotThere();
        if (!Access.MayGive(rule, input.Actor, c, input.Reference))
            throw Refusals.NotYourRole(rule.Verb);
        if (input.ExpectedFactVersion is { } expected && expected != c.FactVersion)
            throw Refusals.StaleVersion(expected, c.FactVersion);
        if (input.Command.HappenedAt > input.Now)
            throw Refusals.HappenedInFuture();
        // What a petition is handled by cannot lie before its receipt; a draft has none yet.
        if (input.Command is not Register && c.State != CaseState.Draft && input.Command.HappenedAt < c.ReceivedAt)
            throw Refusals.FieldInvalid("happenedAt");
    }

    /// <summary>The open task of a workflow that offers the verb: the person's own first.</summary>
    private static CaseTask? Offering(StepInput input, Rule rule)
    {
        var about = input.Command.About;
        return input.Loaded.Case.Tasks
            .Where(t => t.Status == TaskStatus.Open && t.Instance is not null && t.Offers.Contains(rule.Verb))
            .Where(t => input.Command is not FinishTask finish || finish.Task == t.No)
            .Where(t => about is null || t.About is null || t.About == about)
            .OrderByDescending(t => t.Assignee == input.Actor.Id || t.Assignee is { } absent && absent == input.Actor.DelegateOf)
            .FirstOrDefault();
    }

    /// <summary>The step that offered the verb; what a supervisor orders of a workflow itself, and waits that time has ended.</summary>
    private static void GoOn(StepInput input, string verb, CaseTask? offering, CaseWorkflows workflows)
    {
        if (offering is not null)
            workflows.Answer(offering, verb, (input.Command as FinishTask)?.Result);
        switch (input.Command)
        {
            case TimersDue: workflows.FireTimers(input.Now); break;
            case RetryWorkflow retry: workflows.Retry(retry.Instance); break;
            case SkipWorkflowStep skip: workflows.Skip(skip.Instance, skip.Outcome); break;
            case CancelWorkflow cancel: workflows.Cancel(cancel.Instance); break;
            case MoveWorkflow move: workflows.Move(move); break;
            case MoveWorkflowBack move: workflows.MoveBack(move); break;
        }
    }

    internal static void Decide(StepContext step, Command command, Actor actor, RuleBook book)
    {
        var rule = book.For(command);
        var (actorBefore, happenedBefore) = (step.Actor, step.HappenedAt);
        step.Actor = actor;
        if (command.HappenedAt is { } happened)
            step.HappenedAt = happened;
        if (rule.States is { } states && !states.Contains(step.Case.State))
            throw Refusals.WrongState(step.Case.State, rule.Verb);
        // Article 28: whoever was recused takes no part at all any more, for himself or for another.
        if (!actor.IsSystem && step.Case.Recused.FirstOrDefault(p => p == actor.Id || p == actor.DelegateOf) is { } recused)
            throw Refusals.HandlerRecused(recused);
        if (!rule.Fits(step.Case))
            throw rule.Sealed == false ? Refusals.UseSealedTrack() : Refusals.WrongState(step.Case.State, rule.Verb);
        // Sorting is nobody's handling: whoever only accepted or passed it on has not had it in hand.
        var isInWork = step.Case.AcceptedAt is not null;
        rule.Decide(step, command);
        if (isInWork && rule.Kind == VerbKind.Main && !actor.IsSystem && !actor.IsPetitioner && !step.Case.Hands.Contains(actor.Id))
            step.Case.Hands.Add(actor.Id);
        step.React();
        (step.Actor, step.HappenedAt) = (actorBefore, happenedBefore);
    }

    private static void Settle(StepContext step, CaseWorkflows? workflows, RuleBook book)
    {
        int before;
        do
        {
            before = step.Events.Count;
            foreach (var check in book.SettledChecks)
            {
                check(step);
                step.React();
            }
            workflows?.Settle();
        }
        while (step.Events.Count > before);
    }
}
