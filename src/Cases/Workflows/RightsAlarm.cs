namespace Petitions.Cases;

/// <summary>
/// The alarm RIGHT_BLOCKED (handbook §5): a right of the petitioner met a defect of a workflow or of the engine. The right is recorded all the same,
/// without the workflows; supervision learns of the defect, and looks whether the process of the case must begin anew.
/// </summary>
public static class RightsAlarm
{
    public const string Code = "RIGHT_BLOCKED", TaskKind = "rightBlocked";

    internal static void Rules(RuleBook book) => book.React<RightBlocked>(Raise);

    /// <summary>True until somebody of supervision has said that the defect is mended.</summary>
    public static bool IsOn(Case c) => c.Tasks.Exists(t => t is { Kind: TaskKind, Status: TaskStatus.Open });

    private static void Raise(StepContext step, RightBlocked blocked)
    {
        // Supervision has no eyes in a sealed case; the discipline line has its own.
        var role = step.Case.Flags.Sealed ? Roles.Discipline : Roles.Supervisor;
        TaskRouting.Tell(step, role, TaskKind, new Dictionary<string, string> { ["verb"] = blocked.Verb }, action: true);
        if (IsOn(step.Case))
            return;
        var post = TaskRouting.Find(role, Roles.CommunityHead, step.Case, step.Reference, step.Day);
        step.OpenTask(new CaseTask
        {
            No = step.Case.NextId(), Kind = TaskKind, Role = post.Role, Unit = post.Unit, Assignee = post.Person, Offers = ["finishTask"],
            OpenedAt = step.Now, About = blocked.Verb,
        });
    }
}

/// <param name="Verb">The right that was given; it is recorded.</param>
/// <param name="Defect">Kind and message of what failed; no words of a petitioner.</param>
public sealed record RightBlocked(string Verb, string Defect) : CaseEvent
{
    public override string Rule => RightsAlarm.Code;

    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c)
    {
    }
}
