namespace Petitions.Cases;

/// <summary>
/// T10, article 24: two units dispute which of them is competent. The first unit above both decides, finally; where there is none, a joint
/// conference agrees and the desk that sent the case records what it agreed.
/// </summary>
public static class Disputes
{
    private const string ClockCode = "CLK-JURIS3WD";

    internal static void Rules(RuleBook book)
    {
        book.On<RaiseJurisdictionDispute>("raiseJurisdictionDispute", VerbKind.Ambient, "T10",
            [Roles.Handler, Roles.UnitHead, Roles.Triage, Roles.CommunityHead, Roles.Town, Roles.Police], [CaseState.Transferred], Raise);
        book.On<DecideJurisdiction>("decideJurisdiction", VerbKind.Main, "T10", [Roles.CommunityHead, Roles.UnitHead, Roles.Triage, Roles.Leader],
            [CaseState.Transferred], Decide);
        book.React<ClockMissed>(AskSuperior);
    }

    private static void Raise(StepContext step, RaiseJurisdictionDispute order)
    {
        var c = step.Case;
        Standing.Require(Standing.OfUnit(step, c.Holder) || c.CurrentTransfer is { } sent && Standing.CoversUnit(step, sent.From), "raiseJurisdictionDispute");
        if (order.OtherUnit is not { } other || step.Reference.Unit(other) is null || other == c.Holder)
            throw Refusals.FieldInvalid("otherUnit");
        if (order.Reason is null or { IsBlank: true })
            throw Refusals.ReasonRequired();
        if (c.Dispute is { DecidedFor: null } || c.CurrentTransfer is { Final: true })
            throw Refusals.WrongState(c.State, "raiseJurisdictionDispute");
        var superior = Jurisdiction.CommonSuperior(c.Holder, other, step.Reference)?.Code;
        step.Raise(new JurisdictionDisputed(new JurisdictionDispute(
            c.Holder, other, superior, step.Actor.Id, step.KeepRequired(order.Reason, TextKind.Reason))));
        var clock = Clocks.Start(step, ClockCode, step.HappenedAt, "jurisdictionDisputed");
        step.OpenTask(new CaseTask
        {
            No = c.NextId(), Kind = superior is null ? "jointConference" : "decideJurisdiction", Role = superior is null ? Roles.Triage : Roles.CommunityHead,
            Unit = superior ?? c.CurrentTransfer?.From, Offers = ["decideJurisdiction"], OpenedAt = step.Now, DueAt = clock.DueAt,
        });
    }

    /// <summary>Undecided after three working days: rung 1, the community head is asked to see to it.</summary>
    private static void AskSuperior(StepContext step, ClockMissed missed)
    {
        if (missed.Code != ClockCode || step.Case.Dispute is not { DecidedFor: null } dispute)
            return;
        var post = TaskRouting.Find(Roles.CommunityHead, Roles.UnitHead, step.Case, step.Reference, step.Day);
        Notices.Tell(step, $"{post.Role}@{post.Unit}", "jurisdictionOverdue",
            new Dictionary<string, string> { ["one"] = dispute.One, ["other"] = dispute.Other }, action: true);
    }

    private static void Decide(StepContext step, DecideJurisdiction order)
    {
        var c = step.Case;
        if (c.Dispute is not { DecidedFor: null } dispute)
            throw Refusals.WrongState(c.State, "decideJurisdiction");
        CheckDecider(step, dispute);
        if (order.Unit is not { } unit || unit != dispute.One && unit != dispute.Other)
            throw Refusals.FieldInvalid("unit");
        if (order.Reason is null or { IsBlank: true })
            throw Refusals.ReasonRequired();
        EmployerGuard.Require(c, unit, "unit", step.Reference);
        step.Raise(new JurisdictionDecided(unit, step.KeepRequired(order.Reason, TextKind.Reason), step.Actor.Id));
        Clocks.Stop(step, ClockCode, step.HappenedAt, "jurisdictionDecided");
        step.EndTasks(t => t.Instance is null && t.Kind is "decideJurisdiction" or "jointConference", TaskStatus.Done, unit);
        Documents.Issue(step, "jurisdiction-decision", dispute.Superior ?? c.CurrentTransfer?.From);
        Settle(step, unit);
    }

    /// <exception cref="Refused">NO_COMMON_SUPERIOR when somebody decides alone what only a joint conference can; NOT_YOUR_ROLE.</exception>
    private static void CheckDecider(StepContext step, JurisdictionDispute dispute)
    {
        if (step.Actor.IsSystem)
            return;
        var area = step.Actor.Unit is { } own ? step.Reference.AreaOf(own) : null;
        if (dispute.Superior is { } superior)
            Standing.Require(area == superior, "decideJurisdiction");
        else if (!step.Actor.Has(Roles.Triage) || step.Case.CurrentTransfer is not { } sent || area is null || !step.Reference.IsWithin(sent.From, area))
            throw Refusals.NoCommonSuperior(dispute.One, dispute.Other);
    }

    /// <summary>Final for both: the named unit has no objection, and its own 15 days.</summary>
    private static void Settle(StepContext step, string unit)
    {
        var c = step.Case;
        var current = c.CurrentTransfer!;
        if (unit == c.Holder)
        {
            step.Raise(new TransferMadeFinal(current.No));
            Clocks.Cancel(step, "CLK-OBJECT5WD", "jurisdictionDecided");
            return;
        }
        Transfers.EndClocksOf(step, c.Holder, "jurisdictionDecided");
        step.Raise(new TransferEnded(current.No));
        var transfer = new CaseTransfer(c.NextId(), current.From, unit, "decision", current.ReportBackBy, step.HappenedAt, step.HappenedAt, Final: true);
        step.Raise(new TransferSent(transfer, c.CoHandlingUnits, null));
        if (Natures.HasNoticeClock(c.Nature) && !c.Flags.Anonymous)
            Clocks.StartNotice(step, unit, step.HappenedAt, "jurisdictionDecided");
    }
}

/// <summary>Confirmed by the common superior: no objection any more.</summary>
public sealed record TransferMadeFinal(int No) : TransferEvent(No)
{
    public override string Rule => "T10";

    protected override CaseTransfer Change(CaseTransfer transfer) => transfer with { Final = true };
}
