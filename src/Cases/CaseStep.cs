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
        var isNew = rule.Kind == VerbKind.Creates && c.FactVersion == 0;
        if (!isNew && !Access.MayRead(input.Actor, c, input.Reference))
            throw Refusals.NotThere();
        if (!Access.MayGive(rule, input.Actor, c, input.Reference))
            throw Refusals.NotYourRole(rule.Verb);
        if (input.ExpectedFactVersion is { } expected && expected != c.FactVersion)
            throw Refusals.StaleVersion(expected, c.FactVersion);
        if (input.Command.HappenedAt > input.Now)
            throw Refusals.HappenedInFuture();
        var step = new StepContext(c, input.Actor, input.Now, input.Command.HappenedAt ?? input.Now, input.Reference, book, input.Loaded.Texts, input.Others);
        Decide(step, input.Command, input.Actor, book);
        Settle(step, book);
        c.RowVersion++;
        if (step.Events.Any(e => e.Event.ChangesFacts))
            c.FactVersion++;
        return new StepResult(c, step.Events, step.Texts, step.Notices, step.Outbox, [], []);
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
        rule.Decide(step, command);
        step.React();
        (step.Actor, step.HappenedAt) = (actorBefore, happenedBefore);
    }

    private static void Settle(StepContext step, RuleBook book)
    {
        step.Actor = Actor.System;
        foreach (var check in book.SettledChecks)
        {
            check(step);
            step.React();
        }
    }
}
