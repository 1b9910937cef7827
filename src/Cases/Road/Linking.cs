namespace Petitions.Cases;

public sealed record LinkedToSameMatter(CaseLink Link) : CaseEvent
{
    public override string Rule => "T05";

    protected internal override void ApplyTo(Case c)
    {
        (c.State, c.Flags) = (CaseState.Linked, c.Flags with { Repeat = true });
        c.Links.Add(Link);
    }
}

/// <summary>
/// T05, article 19: the same person with the same matter again. The body that has it in hand answers with the number; only a higher body may
/// refuse, and only while the matter is within its time; after re-examination nobody takes it up again without new facts.
/// </summary>
public static class Linking
{
    public const string InHandGround = "inHand", InProgress = "SAME_MATTER_IN_PROGRESS", NoFurther = "NO_FURTHER_ACCEPTANCE";

    internal static void Rules(RuleBook book)
    {
        book.On<LinkSameMatter>("linkSameMatter", VerbKind.Main, "T05", [Roles.Triage], [CaseState.Registered], Link);
        book.OpenOnly<LinkSameMatter>();
    }

    /// <summary>Registered and not answered yet.</summary>
    internal static bool InHand(CaseGlance other) => other.State is not (CaseState.Answered or CaseState.PendingAccountability) && other.State.IsOpen();

    internal static bool IsOverdue(CaseGlance other, DateTimeOffset at) => other.CompletionDueAt is { } due && due <= at;

    private static void Link(StepContext step, LinkSameMatter order)
    {
        var c = step.Case;
        Standing.Require(Standing.CoversUnit(step, c.Holder), "linkSameMatter");
        if (order.Basis is null or { IsBlank: true })
            throw Refusals.DuplicateBasisRequired();
        if (order.Target == c.Number)
            throw Refusals.LinkToSelf();
        if (order.NewFacts)
            throw Refusals.NewFactsForbidLink();
        var target = step.Other(order.Target);
        // A sealed petition is not there for whoever sorts an open one (handbook §5, 404).
        if (target is null || target.Sealed && !c.Flags.Sealed)
            throw Refusals.NotThere();
        if (c.Number is { } own && target.LinkedTo.Contains(own))
            throw Refusals.LinkCycle();
        if (target.State == CaseState.Withdrawn)
            throw Refusals.TargetWithdrawn();
        CheckGround(step, order, target);
        step.Raise(new LinkedToSameMatter(new CaseLink(
            "repeat", order.Target, step.Keep(order.Basis, TextKind.Reason), order.DecidedBy ?? BodyOf(step, c.Holder), order.Ground)));
        Answer(step, order);
        Endings.EndWithoutAnswer(step, "linked");
    }

    private static void CheckGround(StepContext step, LinkSameMatter order, CaseGlance target)
    {
        switch (order.Ground)
        {
            case InHandGround when target.State == CaseState.TerminatedAfterReexam:
                throw Refusals.NoFurtherAcceptance(target.Number);
            case InHandGround or InProgress when !InHand(target):
                throw Refusals.TargetNotTerminated(target.State);
            case InHandGround:
                break;
            case InProgress:
                if (!Jurisdiction.IsHigher(order.DecidedBy ?? step.Case.Holder, target.HandlingUnit, step.Reference))
                    throw Refusals.NotAHigherBody();
                if (IsOverdue(target, step.HappenedAt))
                    throw Refusals.TargetOverdue();
                break;
            case NoFurther:
                if (target.State != CaseState.TerminatedAfterReexam)
                    throw Refusals.TargetNotTerminated(target.State);
                break;
            default:
                throw Refusals.FieldInvalid("ground", InHandGround, InProgress, NoFurther);
        }
    }

    /// <summary>The answer with number, state and next date; or the written refusal by the body that decides.</summary>
    private static void Answer(StepContext step, LinkSameMatter order)
    {
        if (order.Ground != InHandGround)
            Documents.Issue(step, "non-acceptance-notice", order.DecidedBy ?? BodyOf(step, step.Case.Holder));
        if (order.Ground != NoFurther)
            Documents.Issue(step, "same-matter-answer", step.Case.Holder);
    }

    private static string BodyOf(StepContext step, string unit) => step.Reference.BodyOf(unit)?.Code ?? unit;
}
