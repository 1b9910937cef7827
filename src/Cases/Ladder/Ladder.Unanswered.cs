namespace Petitions.Cases;

/// <summary>What happens when a superior's own time runs out (handbook §7, E7).</summary>
public static partial class Ladder
{
    /// <summary>
    /// What was asked by hand goes one higher by itself, so that silence never ends a request. A rung has its own day for the next one: until then
    /// the question stays, and the level above hears that nobody answered; at the top supervision does.
    /// </summary>
    private static void AnswerFellDue(StepContext step, TaskOverdue overdue)
    {
        var task = step.Case.Tasks.FirstOrDefault(t => t.No == overdue.No);
        if (!step.Case.IsOpen || task is not { Kind: "escalation" } || step.Case.Ladder.FirstOrDefault(e => About(e.No) == task.About) is not { Answer: null } entry)
            return;
        step.Raise(new EscalationUnanswered(entry.No, step.HappenedAt));
        if (entry.Step == "byHand" && LevelOf(entry.TargetRole) < 4 && HighestAsked(step.Case) == LevelOf(entry.TargetRole))
            PassOn(step, entry, task);
        else
            TellAbove(step, entry);
    }

    /// <summary>Whom to tell that a decision has not been made in its days: the head of a desk, the role above everybody else, as rung 1 does.</summary>
    internal static string? AddressAbove(StepContext step, CaseTask task)
    {
        var targets = new LadderTargets(step.Case, step.Reference, Local.DateOf(step.Now));
        var head = task is { Role: Roles.Triage, Unit: { } desk } ? targets.HeadOf(desk) : null;
        return head is { } one ? $"{one.Role}@{one.Unit}" : Address(targets.FindAbove(task.Role, 1));
    }

    /// <summary>How high the requests by hand have come; what is asked higher already is not asked there again.</summary>
    private static int HighestAsked(Case c) => c.Ladder.Where(e => e.Step == "byHand").Select(e => LevelOf(e.TargetRole)).DefaultIfEmpty(0).Max();

    private static void PassOn(StepContext step, LadderEntry entry, CaseTask task)
    {
        var asked = step.Case.AskedUp.FirstOrDefault(a => a.Entry == entry.No);
        var targets = new LadderTargets(step.Case, step.Reference, Local.DateOf(step.Now));
        var target = Higher(step, targets, targets.FindAbove(entry.TargetRole ?? Roles.CommunityHead, 3));
        step.EndTasks(t => t.No == task.No, TaskStatus.Cancelled, "unanswered");
        Ask(step, target, asked?.By ?? Actor.System.Id, asked?.Reason ?? 0);
    }

    private static void TellAbove(StepContext step, LadderEntry entry)
    {
        var facts = new Dictionary<string, string> { ["to"] = entry.TargetRole ?? "", ["person"] = entry.TargetPerson ?? "" };
        var target = new LadderTargets(step.Case, step.Reference, Local.DateOf(step.Now)).FindAbove(entry.TargetRole ?? Roles.CommunityHead, 2);
        if (!target.Office && target.Person is { } above && above != entry.TargetPerson)
            Notices.Tell(step, above, "escalationUnanswered", facts, about: About(entry.No));
        else if (!step.Case.Flags.Sealed && !step.Case.Flags.Confidential)
            TaskRouting.Tell(step, Roles.Supervisor, "escalationUnanswered", facts);
    }
}
