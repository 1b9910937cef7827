namespace Petitions.Cases;

/// <summary>One order to one case, decided in memory (laws 2 and 8 of the house). Pure: may be run again on freshly loaded state.</summary>
public static class CaseStep
{
    /// <exception cref="Refused">Checked in this order: 404, 403, STALE_VERSION, WRONG_STATE, the rule's own code, NOT_OFFERED.</exception>
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
}
