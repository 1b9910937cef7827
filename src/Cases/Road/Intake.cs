namespace Petitions.Cases;

public sealed partial class Case
{
    /// <summary>The whole request as it was said or written; the parts hold what is asked, each for itself.</summary>
    public int? RequestText { get; set; }
    public string? Recording { get; set; }
    public bool ReadBack { get; set; }
    public int? NotReadBack { get; set; }

    /// <summary>Proposed for the simple procedure; <see cref="Simple"/> says that it was taken.</summary>
    public bool SimpleProposed { get; set; }
    public List<int> SupplementItems { get; set; } = [];
    public List<ChannelRefused> RefusedChannels { get; set; } = [];
    public string? RefusalGround { get; set; }

    /// <summary>Where a petitioner can turn who was not accepted here.</summary>
    public string? NextDoor { get; set; }
}

/// <summary>
/// From the first word to the decision whose matter it is (T01–T04, T07, T30). Registering is never refused for what is asked,
/// only for what was not written down.
/// </summary>
public static class Intake
{
    /// <summary>Reasons for not accepting that stand in the Regulation or follow from it.</summary>
    public static readonly IReadOnlyList<string> GroundsForRefusal =
        ["outsideScope", "litigation", "arbitration", "administrativeProcedure", "otherBody", "noSpecificRequest"];

    public const string Unclassified = "Z";

    private static readonly TimeSpan EntryWithoutReason = TimeSpan.FromHours(24);

    private static readonly string[] Spoken = ["visit", "phone"], Reported = ["outreach", "grid"];

    // The duty officer takes night calls and tips; the clerk would be asleep.
    private static readonly string[] Registrars =
        [Roles.Intake, Roles.Triage, Roles.Building, Roles.Section, Roles.Petitioner, Roles.Duty];

    internal static void Rules(RuleBook book)
    {
        book.On<SaveDraft>("saveDraft", VerbKind.Creates, "T01", Registrars, null, SaveDraft);
        book.On<Register>("register", VerbKind.Creates, "T02", Registrars, null, (step, order) => Register(step, order, order));
        book.On<RegisterDraft>("registerDraft", VerbKind.Ambient, "T02", Registrars, [CaseState.Draft],
            (step, order) => Register(step, order, IntakeWriting.Completed(step, order)));
        book.On<AskSupplement>("askSupplement", VerbKind.Main, "T03", [Roles.Triage], [CaseState.Registered], AskSupplement);
        book.On<Supplement>("supplement", VerbKind.Right, "T04", [Roles.Petitioner, Roles.Representative, Roles.Intake], CaseStates.Open, Supplement);
        book.On<NotAccept>("notAccept", VerbKind.Main, "T07", [Roles.Triage], [CaseState.Registered], NotAccept);
        book.On<TreatAsPetition>("treatAsPetition", VerbKind.Right, "T30", [Roles.Petitioner, Roles.Representative, Roles.Intake], CaseStates.Open,
            (step, _) => TreatAsPetition(step));
        book.OpenOnly<NotAccept>();
        book.React<ClockMissed>(WaitedLongEnough);
    }

    /// <summary>The desk that an entry is for; its root stands in the key of the case, so the storage asks before the step.</summary>
    /// <exception cref="Refused">FIELD_INVALID when no desk can be found.</exception>
    public static string DeskOf(Register order, Actor actor, Reference reference) => IntakeWriting.DeskOf(order, actor, reference);

    private static void SaveDraft(StepContext step, SaveDraft order)
    {
        step.Raise(new DraftSaved(IntakeWriting.Facts(step, order), step.Now, step.Actor.Id));
        IntakeWriting.Write(step, order);
    }

    /// <param name="given">The command; its type may be a draft's.</param>
    /// <param name="order">The same with everything a draft already held.</param>
    private static void Register(StepContext step, Register given, Register order)
    {
        var facts = IntakeWriting.Facts(step, order);
        if (facts.ReceivedAt > step.Now)
            throw Refusals.ReceivedInFuture();
        if (given is not RegisterSplitPart && step.Now - facts.ReceivedAt > EntryWithoutReason && (order.LateReason?.IsBlank ?? true))
            throw Refusals.LateEntryReasonRequired();
        if (!IntakeWriting.HasRequest(order))
            throw Refusals.RequestEmpty();
        if (given is not RegisterSplitPart && IsUnread(step, order, facts))
            throw Refusals.ReadBackRequired();
        step.Raise(new Registered(facts, step.Now, step.Actor.Id));
        IntakeWriting.Write(step, order);
        Documents.Issue(step, "receipt", facts.ReceivedBy);
        StartClocks(step);
        SenderHasPassedOn(step);
    }

    /// <summary>
    /// Article 19: what somebody says is written down truthfully, so it is read back to him. A recording is his own words; where it cannot be done the
    /// reason stands in its place. What a cadre or a building leader brings late has passed through memory and is read back too. In an emergency help
    /// comes first.
    /// </summary>
    private static bool IsUnread(StepContext step, Register order, IntakeFacts facts)
    {
        if (step.Actor.IsPetitioner || step.Actor.IsSystem || facts.Urgency == "emergency" || order.ReadBack || order.Recording is not null || order.NotReadBack is { IsBlank: false })
            return false;
        return Spoken.Contains(facts.Channel) || Reported.Contains(facts.Channel) && step.Now - facts.ReceivedAt > EntryWithoutReason;
    }

    internal static void RegisterPart(StepContext step, RegisterSplitPart order) => Register(step, order, order);

    /// <summary>The clocks that run from the receipt in the world, even when it was written down later.</summary>
    internal static void StartClocks(StepContext step)
    {
        var c = step.Case;
        if (Natures.HasNoticeClock(c.Nature) && !c.Flags.Anonymous)
            Clocks.StartNotice(step, c.Holder, c.ReceivedAt);
        if (!IsEmergency(c) && c.Nature is not (Natures.Accuse or Natures.Tip))
            Clocks.StartInternalTarget(step);
        if (c.Sender?.Due is { } due)
            Clocks.StartExternal(step, due);
        if (c.SimpleProposed)
            Clocks.Start(step, "CLK-SIMPLE-ACC3WD", c.ReceivedAt, "received");
        if (c.Nature == Natures.Tip)
            Clocks.Start(step, "CLK-TIP-POLICE", c.ReceivedAt, "received");
        if (c.Flags.Sealed)
            Clocks.Start(step, "CLK-SEAL1WD", c.ReceivedAt, "received");
        if (Retaliation.IsAbout(c, step.Reference))
            Clocks.Start(step, Retaliation.ContactClock, c.ReceivedAt, "received");
    }

    internal static bool IsEmergency(Case c) => c.Flags.Emergency || c.Urgency == "emergency";

    // Article 22: the office that sent it had its own 15 days; they end with our receipt. Kept so that both sides see who was late.
    private static void SenderHasPassedOn(StepContext step)
    {
        if (step.Case.Sender is not { Unit: { } unit, ReceivedOn: { } day } || step.Reference.Unit(unit)?.NoticeRule != "art22")
            return;
        Clocks.Start(step, "CLK-TRANSFER15", Local.At(day, 0), "receivedBySender", unit);
        if (step.Case.RunningClock("CLK-TRANSFER15", unit) is { } clock)
            Clocks.Stop(step, clock, step.Case.ReceivedAt, "received");
    }

    private static void AskSupplement(StepContext step, AskSupplement order)
    {
        Standing.Require(Standing.CoversUnit(step, step.Case.Holder), "askSupplement");
        if (order.Items is not { Count: > 0 } items || items.Any(i => i.IsBlank))
            throw Refusals.SupplementItemsRequired();
        step.Raise(new SupplementAsked(items.Select(i => step.KeepRequired(i, TextKind.Statement)).ToList()));
        Documents.Issue(step, "supplement-request", step.Case.Holder);
        Clocks.Start(step, "CLK-SUPPLEMENT10WD", step.HappenedAt, "supplementAsked");
        if (step.Case.RunningClock("internalTarget") is { } target)
            Clocks.Suspend(step, target, "WAITING_PETITIONER", step.HappenedAt, step.Actor.Id);
    }

    private static void Supplement(StepContext step, Supplement order)
    {
        if (order.Text.IsBlank)
            throw Refusals.FieldInvalid("text");
        var wasWaiting = step.Case.State == CaseState.WaitingSupplement;
        var text = step.Keep(order.Text, TextKind.Statement);
        step.Raise(new NoteAdded(Note.Of(step, "supplement", text)));
        if (!wasWaiting)
            return;
        if (step.Case.RunningClock("CLK-SUPPLEMENT10WD") is { } wait)
            Clocks.Stop(step, wait, step.HappenedAt, "supplement");
        EndWait(step, text);
    }

    private static void WaitedLongEnough(StepContext step, ClockMissed missed)
    {
        if (missed.Code == "CLK-SUPPLEMENT10WD" && step.Case.State == CaseState.WaitingSupplement)
            EndWait(step, null);
    }

    private static void EndWait(StepContext step, int? text)
    {
        step.Raise(new SupplementEnded(text));
        foreach (var clock in step.Case.Clocks.Where(k => k.Status == ClockStatus.Suspended && k.Suspensions[^1].Reason == "WAITING_PETITIONER").ToList())
            Clocks.Resume(step, clock, step.HappenedAt);
    }

    private static void NotAccept(StepContext step, NotAccept order)
    {
        Standing.Require(Standing.CoversUnit(step, step.Case.Holder), "notAccept");
        if (order.Ground is null || !GroundsForRefusal.Contains(order.Ground))
            throw Refusals.FieldInvalid("ground", string.Join(", ", GroundsForRefusal));
        if (string.IsNullOrWhiteSpace(order.NextDoor))
            throw Refusals.NextDoorRequired();
        step.Raise(new NotAccepted(order.Ground, order.NextDoor, step.Keep(order.Explanation, TextKind.Reason)));
        Documents.Issue(step, "non-acceptance-notice", step.Case.Holder);
        Endings.EndWithoutAnswer(step, "notAccept");
    }

    /// <summary>T30: nobody may refuse it; only a matter that is no service order and no dispute has nothing to change.</summary>
    private static void TreatAsPetition(StepContext step)
    {
        var c = step.Case;
        if (c.Nature is not (Natures.Service or Natures.Dispute))
            throw Refusals.WrongState(c.State, "treatAsPetition");
        var state = c.AcceptedAt is not null ? CaseState.Accepted : c.State == CaseState.Transferred ? CaseState.Transferred : CaseState.Registered;
        step.Raise(new TreatedAsPetition(state, c.Parts.Select(p => p with { Nature = Natures.Claim }).ToList(), step.HappenedAt));
        if (!c.Flags.Anonymous)
            Clocks.StartNotice(step, c.Holder, c.ReceivedAt);
        if (state == CaseState.Accepted)
            Handling.AcceptAsClaim(step);
    }
}
