namespace Petitions.Cases;

/// <summary>
/// T13 and T15b: mediation with the consent of every party, free, ended by any of them at any time (people's mediation law; art. 33 inside a claim).
/// CLK-MED30 runs from the last consent; CLK-HANDLE60 of a claim keeps running beside it.
/// </summary>
public static partial class Mediation
{
    public const string ClockCode = "CLK-MED30";

    private static readonly string[] Conductors = [Roles.Mediator, Roles.Section];

    private static readonly CaseState[] Running = [CaseState.InHandling, CaseState.InMediation];

    /// <summary>Also where a case may not be mediated any more, so that the law's reason is heard and not the state's.</summary>
    private static readonly CaseState[] Proposing =
        [CaseState.InHandling, CaseState.InMediation, CaseState.Answered, CaseState.PendingAccountability, CaseState.Closed];

    internal static void Rules(RuleBook book)
    {
        book.On<ProposeMediation>("proposeMediation", VerbKind.Main, "T13",
            [Roles.Mediator, Roles.Section, Roles.Handler, Roles.UnitHead, Roles.EstateHead], Proposing, Propose, offeredIn: [CaseState.InHandling]);
        book.On<RecordConsent>("recordConsent", VerbKind.Ambient, "T13",
            [.. Conductors, Roles.Petitioner, Roles.Representative, Roles.Party], Running, RecordConsent);
        book.On<RecordSession>("recordSession", VerbKind.Main, "T13", Conductors, Running, RecordSession);
        book.On<RecordAgreement>("recordAgreement", VerbKind.Main, "T13", Conductors, Running, RecordAgreement);
        book.On<RecordOralAgreement>("recordOralAgreement", VerbKind.Ambient, "T15b", Conductors, null, RecordOralAgreement);
        book.On<EndMediation>("endMediation", VerbKind.Main, "T13", Conductors, Running, End);
        book.On<EndByMediation>("endByMediation", VerbKind.Main, "T15b",
            [.. Conductors, Roles.Intake, Roles.Handler, Roles.UnitHead, Roles.EstateHead, Roles.Police], Running, EndByMediation);
        book.On<RecordDissuasion>("recordDissuasion", VerbKind.Ambient, "T13",
            [.. Conductors, Roles.Building, Roles.Handler, Roles.UnitHead, Roles.EstateHead, Roles.Police, Roles.Intake], null, RecordDissuasion);
        PartyRules(book);
        TimeRules(book);
        ElsewhereRules(book);
        PerformanceRules(book);
        book.Fact("mediation", (c, _, _) => c.Mediations.LastOrDefault(m => !m.IsVainElsewhere) is { } file ? StatusCode(file.Status) : "NONE");
        book.Fact("mediationToAnswer", (c, _, _) => ToAnswer(c));
    }

    /// <summary>There is something to hand over by T15b: a dispute's agreement or notice of end, or a claim's agreement over every part.</summary>
    private static bool ToAnswer(Case c) =>
        Running.Contains(c.State) && Ending(c) is { } file
        && (c.Nature == Natures.Claim ? file.Agreement is { Form: Agreement.Written } written && CoversAll(c, written) : c.Nature == Natures.Dispute);

    /// <summary>The file that T15b rests on: the last agreement, else the last notice of end.</summary>
    private static MediationFile? Ending(Case c) =>
        c.Mediations.LastOrDefault(m => m.Agreement is not null)
        ?? (c.Mediations.Any(m => m.IsRunning) ? null : c.Mediations.LastOrDefault(m => m.End is not null));

    private static string StatusCode(MediationStatus status) => status switch
    {
        MediationStatus.Proposed => "PROPOSED",
        MediationStatus.Consented => "CONSENTED",
        MediationStatus.InSession => "IN_SESSION",
        MediationStatus.Agreed => "AGREED",
        MediationStatus.Performing => "PERFORMING",
        MediationStatus.Performed => "PERFORMED",
        MediationStatus.Breached => "BREACHED",
        MediationStatus.Terminated => "TERMINATED",
    };

    /// <summary>The people who must agree: petitioners, representatives, respondents and who joined later; 0 stands for the other side where nobody is named.</summary>
    public static IReadOnlyList<int> Parties(Case c)
    {
        var file = Current(c);
        var named = c.People.Where(p => p is { Withdrawn: false, Role: "petitioner" or "representative" or "respondent" }
            || file?.ThirdParties.Contains(p.No) == true && !file.StaysOutside(p.No)).Select(p => p.No).ToList();
        return c.People.Any(p => p.Role == "respondent") ? named : [.. named, 0];
    }

    /// <summary>The running file, or the one that agreement, performance and confirmation belong to. A vain try elsewhere ends nothing of it.</summary>
    internal static MediationFile? Current(Case c) => c.Mediations.LastOrDefault(m => !m.IsVainElsewhere);

    /// <exception cref="Refused">MEDIATION_ALREADY_CONFIRMED, MEDIATION_NOT_ALLOWED_FOR_CATEGORY (violence, sealed, other category),
    /// MEDIATION_REFUSED_BY_PARTY after a clear refusal, MEDIATION_RUNNING, FIELD_INVALID without a mediator, HANDLER_RECUSED.</exception>
    private static void Propose(StepContext step, ProposeMediation order)
    {
        var c = step.Case;
        // What a court confirmed or settled itself is enforced, not mediated again.
        if (c.Mediations.Any(m => m.Confirmation?.ConfirmedOn is not null || m is { Kind: MediationFile.Court, Agreement: not null }))
            throw Refusals.MediationAlreadyConfirmed();
        if (c.State != CaseState.InHandling && c.State != CaseState.InMediation)
            throw Refusals.WrongState(c.State, "proposeMediation");
        RequireAllowed(step);
        if (c.Mediations.Any(m => m.End?.Ground == "refused"))
            throw Refusals.MediationRefusedByParty();
        if (Current(c) is { IsRunning: true } running)
            throw running.RefusedBy is null ? Refusals.MediationRunning() : Refusals.MediationRefusedByParty();
        if (order.Mediators is not { Count: > 0 } mediators || mediators.Any(m => step.Reference.Person(m)?.Roles.Any(Conductors.Contains) != true))
            throw Refusals.FieldInvalid("mediators");
        if (mediators.FirstOrDefault(c.Recused.Contains) is { } aside)
            throw Refusals.HandlerRecused(aside);
        step.Raise(new MediationProposed(new MediationFile
        {
            No = c.Mediations.Count + 1, InsideClaim = c.Nature == Natures.Claim, Mediators = mediators.ToList(),
            Committee = order.Committee ?? step.Reference.Person(mediators[0])!.Unit, ProposedAt = step.HappenedAt,
        }));
        Documents.Issue(step, "mediation-registration", Current(c)!.Committee);
    }

    /// <summary>Violence is never sent to mediation, nor anything sealed or confidential; every part must be of a category that allows it.</summary>
    private static void RequireAllowed(StepContext step)
    {
        var c = step.Case;
        if (c.Flags.Sealed || c.Flags.Confidential || c.Flags.Restricted)
            throw Refusals.MediationNotAllowedForCategory(c.Category);
        foreach (var category in c.Parts.Where(p => !p.Diverted).Select(p => p.Category).Append(c.Category))
            if (step.Reference.Categories.GetValueOrDefault(category) is not { MediationEligible: true, Restricted: false })
                throw Refusals.MediationNotAllowedForCategory(category);
    }

    /// <summary>A party says yes or no; with the last yes the mediation is open. A later no stops it (art. 17, 23).</summary>
    /// <exception cref="Refused">MEDIATION_REFUSED_BY_PARTY once another party has refused; FIELD_INVALID for somebody who is no party;
    /// NOT_YOUR_ROLE when a party speaks for another; MEDIATION_NOT_PROPOSED.</exception>
    private static void RecordConsent(StepContext step, RecordConsent order)
    {
        var file = RunningFile(step);
        RequireOwnVoice(step, order.Party, "recordConsent");
        if (file.RefusedBy is { } refuser && refuser != order.Party)
            throw Refusals.MediationRefusedByParty();
        step.Raise(new ConsentRecorded(file.No, new Consent(order.Party, order.Consents, step.HappenedAt)));
        file = Current(step.Case)!;
        if (file.RefusedBy == order.Party)
            foreach (var mediator in file.Mediators.Where(m => m != step.Actor.Id))
                Notices.Tell(step, mediator, "mediationRefused", action: true);
        if (file.Status != MediationStatus.Proposed || MissingConsent(step.Case, file) is not null)
            return;
        // Entries may come out of order: the clock starts when the last party said yes, not when the last yes was typed.
        var last = file.Consents.Where(consent => consent.Given).Max(consent => consent.At);
        step.Raise(new MediationOpened(file.No, last));
        Clocks.Start(step, ClockCode, last, "consent");
    }

    private static int? MissingConsent(Case c, MediationFile file)
    {
        foreach (var party in Parties(c))
            if (file.Consents.All(consent => consent.Party != party || !consent.Given))
                return party;
        return null;
    }

    /// <summary>The file, with the consent of everybody still standing.</summary>
    /// <exception cref="Refused">MEDIATION_NOT_PROPOSED, MEDIATION_REFUSED_BY_PARTY, CONSENT_MISSING.</exception>
    private static MediationFile ConsentedFile(StepContext step)
    {
        var file = RunningFile(step);
        if (file.RefusedBy is not null)
            throw Refusals.MediationRefusedByParty();
        return MissingConsent(step.Case, file) is { } party ? throw Refusals.ConsentMissing(party) : file;
    }

    private static MediationFile RunningFile(StepContext step) =>
        Current(step.Case) is { IsRunning: true } file ? file : throw Refusals.MediationNotProposed();

    private static void RecordSession(StepContext step, RecordSession order)
    {
        var file = ConsentedFile(step);
        var (place, record) = (step.KeepRequired(order.Place, TextKind.Record), step.KeepRequired(order.Record, TextKind.Record));
        step.Raise(new SessionRecorded(file.No, new MediationSession(step.HappenedAt, place, record, step.Actor.Id)));
    }

    /// <exception cref="Refused">FIELD_INVALID: a day to come, or no words.</exception>
    private static void RecordDissuasion(StepContext step, RecordDissuasion order)
    {
        if (string.IsNullOrWhiteSpace(order.By))
            throw Refusals.FieldInvalid("by");
        if (order.On > Local.DateOf(step.Now))
            throw Refusals.FieldInvalid("on", order.On);
        step.Raise(new DissuasionRecorded(new Dissuasion(order.By, order.On, step.KeepRequired(order.Text, TextKind.Record), step.Actor.Id)));
    }
}
