namespace Petitions.Cases;

public sealed record ExtensionRequested(int Days, int Reason, string By) : CaseEvent
{
    public override string Rule => "T14";

    protected internal override void ApplyTo(Case c) => c.ExtensionAsked = this;
}

public sealed record ExtensionApproved(int Days, string By, DateOnly ToldOn) : CaseEvent
{
    public override string Rule => "T14";

    protected internal override void ApplyTo(Case c) => c.ExtensionAsked = null;
}

public sealed partial class Case
{
    /// <summary>An extension that was asked for and not decided yet.</summary>
    public ExtensionRequested? ExtensionAsked { get; set; }
}

/// <summary>
/// T14: the 60 days once more, at most 30 (article 34). Asked by the handler, approved by the head, and the petitioner is told the reason,
/// all before the due day; later it is too late, whatever the reason.
/// </summary>
public static class Extensions
{
    private static readonly CaseState[] States = [CaseState.InHandling, CaseState.InMediation];

    internal static void Rules(RuleBook book)
    {
        book.On<RequestExtension>("requestExtension", VerbKind.Ambient, "T14", [.. Standing.Handlers, Roles.Reviewer, Roles.Reexaminer],
            [.. States, CaseState.InReview, CaseState.InReexam], Request, States);
        book.On<ApproveExtension>("approveExtension", VerbKind.Ambient, "T14", Standing.Heads, States, Approve);
    }

    private static void Request(StepContext step, RequestExtension order)
    {
        // Articles 35 and 36 provide none: the 30 days of a review are the last word.
        if (step.Case.State is CaseState.InReview or CaseState.InReexam)
            throw Refusals.ReviewNotExtendable();
        Standing.Require(Standing.IsHandler(step), "requestExtension");
        CheckDays(step, Claimed(step, "requestExtension"), order.Days, step.Day);
        if (order.Reason is null or { IsBlank: true })
            throw Refusals.ReasonRequired();
        step.Raise(new ExtensionRequested(order.Days, step.KeepRequired(order.Reason, TextKind.Reason), step.Actor.Id));
    }

    private static void Approve(StepContext step, ApproveExtension order)
    {
        Standing.Require(Standing.HeadsUnit(step, step.Case.HandlingUnit), "approveExtension");
        var asked = step.Case.ExtensionAsked ?? throw Refusals.ExtensionNotAsked();
        if (step.Actor.Id == asked.By || step.Actor.DelegateOf == asked.By)
            throw Refusals.ExtensionSelfApproval();
        if (order.ToldOn is not { } told || told > Local.DateOf(step.Now))
            throw Refusals.FieldInvalid("toldOn");
        var clock = Claimed(step, "approveExtension");
        CheckDays(step, clock, asked.Days, told > step.Day ? told : step.Day);
        Clocks.Extend(step, clock, asked.Days, asked.Reason, asked.By, step.Actor.Id, told);
        step.Raise(new ExtensionApproved(asked.Days, step.Actor.Id, told));
        Documents.Issue(step, "extension-notice", step.Case.HandlingUnit);
    }

    private static Clock Claimed(StepContext step, string verb) =>
        step.Case.RunningClock("CLK-HANDLE60") ?? throw Refusals.WrongState(step.Case.State, verb);

    private static void CheckDays(StepContext step, Clock clock, int days, DateOnly day)
    {
        // "Before the old due day": on the day itself it is too late, for a reason told that evening cannot be weighed any more.
        if (clock.EffectiveDue is { } due && day >= due)
            throw Refusals.ExtensionTooLate(due);
        Clocks.CheckExtension(step.Reference, clock, days, day);
    }
}
