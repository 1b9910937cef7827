namespace Petitions.Cases;

/// <summary>T19: internally closed; the answer went out before and had not waited for it.</summary>
public sealed record CaseClosed(DateTimeOffset At, string Level, string By) : CaseEvent
{
    public override string Rule => "T19";

    protected internal override void ApplyTo(Case c) => (c.State, c.ClosedAt, c.LevelOfSolution) = (CaseState.Closed, At, Level);
}

/// <param name="Stars">1 to 5.</param>
public sealed record CaseRated(int Stars, int? Text, string By) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.Rating = Stars;
}

public sealed record SenderAnswered(int Text, DateTimeOffset At) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.Sender = c.Sender! with { RepliedAt = At };
}

public sealed partial class Case
{
    /// <summary>Satisfaction, 1 to 5; null while silent.</summary>
    public int? Rating { get; set; }
}

/// <summary>T19 and what surrounds it: rating by the petitioner, the reply to whoever sent the matter.</summary>
public static class Closure
{
    private static readonly CaseState[] AnsweredStates = [CaseState.Answered, CaseState.PendingAccountability];

    internal static void Rules(RuleBook book)
    {
        // Where a body has no petition office of its own, the head of the body above the handling unit closes. Tips are seen by the duty officer only.
        book.On<Close>("close", VerbKind.Main, "T19", [Roles.EstateHead, Roles.CommunityHead, Roles.UnitHead, Roles.Duty], AnsweredStates, Close);
        book.On<Rate>("rate", VerbKind.Right, "M-22", [Roles.Petitioner, Roles.Representative, Roles.Intake],
            [.. AnsweredStates, CaseState.Closed], Rate);
        book.On<ReplyToSender>("replyToSender", VerbKind.Ambient, "T19",
            [Roles.Intake, Roles.Triage, Roles.Handler, Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead], null, ReplyToSender);
    }

    private static void Close(StepContext step, Close order)
    {
        var c = step.Case;
        var isDuty = step.Actor.Has(Roles.Duty) && c.Flags.Confidential;
        if (!step.Actor.IsSystem && (step.Actor.Id == c.Handler || c.FormerHandlers.Contains(step.Actor.Id)))
            throw Refusals.HandlerMayNotCloseAlone();
        Standing.Require(isDuty || Standing.AboveHandling(step), "close");
        Check(step);
        step.Raise(new CaseClosed(step.HappenedAt, order.LevelOfSolution ?? step.Reference.Unit(c.HandlingUnit)?.Level ?? "", step.Actor.Id));
        foreach (var clock in c.Clocks.Where(k => k.IsRunning && k.Kind == ClockKind.Internal).ToList())
            Clocks.Stop(step, clock, step.HappenedAt, "close");
        Documents.Issue(step, "closing-sheet", c.Holder);
    }

    /// <exception cref="Refused">ENDING_MISSING and the CLOSE_BLOCKED family, in the order of the handbook.</exception>
    internal static void Check(StepContext step)
    {
        var c = step.Case;
        if (c.AnsweredAt is null)
            throw Refusals.EndingMissing();
        if (Accountability.BlocksClosure(c) is { Count: > 0 } missing)
            throw Refusals.CloseBlockedAccountability(missing);
        if (Supervision.HasOpenOrder(c))
            throw Refusals.CloseBlockedSupervision();
        if (Mediation.OralRecordMissing(c))
            throw Refusals.OralAgreementRecordMissing();
        if (Mediation.PerformanceBlocksClosure(c) || Reviews.PerformanceBlocksClosure(c))
            throw Refusals.CloseBlockedPerformance();
        if (c.Sender is { ReplyWanted: true, RepliedAt: null })
            throw Refusals.CloseBlockedExternalReply();
        if (c.Tasks.Any(t => t.Status == TaskStatus.Open && t.Instance is null && t.Kind is "coHandling" or "reportBack"))
            throw Refusals.CloseBlockedCoHandler();
    }

    private static void Rate(StepContext step, Rate order)
    {
        if (order.Stars is < 1 or > 5)
            throw Refusals.FieldInvalid("stars");
        if (step.Case.Rating is not null || !Clocks.WindowIsOpen(step, "CLK-SAT30"))
            throw Refusals.RateWindowClosed();
        step.Raise(new CaseRated(order.Stars, step.Keep(order.Words, TextKind.Statement), step.Actor.Id));
        Clocks.Stop(step, "CLK-SAT30", step.HappenedAt, "rate");
    }

    /// <summary>Number, state and next date, or the closing report, to the hotline or office that sent the matter.</summary>
    private static void ReplyToSender(StepContext step, ReplyToSender order)
    {
        var c = step.Case;
        if (c.Sender is null)
            throw Refusals.WrongState(c.State, "replyToSender");
        if (order.Text is null || order.Text.IsBlank)
            throw Refusals.FieldInvalid("text");
        Standing.Require(Standing.CoversUnit(step, c.Holder) || Standing.OfUnit(step, c.Holder) || Standing.CoversUnit(step, c.ReceivedBy)
            || Standing.IsHandler(step), "replyToSender");
        step.Raise(new SenderAnswered(step.KeepRequired(order.Text, TextKind.Statement), step.HappenedAt));
        Documents.Issue(step, "reply", c.Holder);
        // While the matter is in hand this is a word on the way; the sender's date runs on until the answer.
        if (!c.IsOpen || c.AnsweredAt is not null)
            Clocks.Stop(step, Clocks.ExternalDue, step.HappenedAt, "replyToSender");
    }
}
