namespace Petitions.Cases;

// Orders, one line each, in the order of a case's life. Rules and roles stand in the chapters that enter them into the RuleBook.
// Words are free text in the speaker's language; codes are those of the reference data; days are local days.

/// <summary>One person named in a petition. A missing name is not an error: the petitioner is then anonymous.</summary>
/// <param name="Role">petitioner, representative, listed, respondent, witness, reporter.</param>
/// <param name="SafeContact">The only way she wants to be reached.</param>
public sealed record NamedPerson(string Role, Words? Name, Words? Phone = null, Words? Address = null, Words? SafeContact = null);

/// <summary>One request of a petition. Nature and category default to those of the case.</summary>
public sealed record RequestDraft(Words Text, string? Nature = null, string? Category = null, bool Sealed = false);

/// <summary>Proof that a document reached its receiver: signed, registeredMail, electronic, refusedWithWitness.</summary>
public sealed record ServiceProof(string Way, Words? Proof, DateTimeOffset? At = null, string? Recipient = null);

/// <summary>A written refusal of the legal channel that brings the matter back to the petition track (art. 31).</summary>
public sealed record ChannelRefusal(string By, DateOnly On, Words? Document);

// Intake (T01–T07, T29, T30)
public record Register : Command
{
    public string? Channel { get; init; }
    public DateTimeOffset? ReceivedAt { get; init; }
    public Words? LateReason { get; init; }

    /// <summary>The desk that received it; default: the registrar's own unit.</summary>
    public string? ReceivedBy { get; init; }
    public string? Category { get; init; }
    public string? Nature { get; init; }
    public string? Urgency { get; init; }
    public string? Location { get; init; }
    public string? AffiliatedUnit { get; init; }
    public string? ResponsibleUnit { get; init; }
    public Words? Title { get; init; }
    public Words? Text { get; init; }
    public string? Recording { get; init; }
    public IReadOnlyList<RequestDraft> Parts { get; init; } = [];
    public IReadOnlyList<NamedPerson> People { get; init; } = [];

    /// <summary>Everybody behind it, named or not; at least the number of petitioners named.</summary>
    public int? PeopleCount { get; init; }
    public bool Anonymous { get; init; }

    /// <summary>The resident wants a written answer: a service order or dispute is then a claim from the first day (T30 at registration).</summary>
    public bool TreatAsPetition { get; init; }

    /// <summary>Proposed for the simple procedure (handbook §3.2).</summary>
    public bool Simple { get; init; }
    public bool KeepNameFromUnit { get; init; }
    public string? SenderUnit { get; init; }
    public string? SenderReference { get; init; }
    public DateOnly? SenderReceivedOn { get; init; }
    public DateOnly? SenderDue { get; init; }
    public bool ReplyToSender { get; init; }
    public ChannelRefusal? ChannelRefusal { get; init; }

    /// <summary>The oral request was read back and confirmed.</summary>
    public bool ReadBack { get; init; }
}

public sealed record SaveDraft : Register;

/// <summary>Turns the draft into a registered petition; given fields replace those of the draft.</summary>
public sealed record RegisterDraft : Register;
public sealed record AskSupplement(IReadOnlyList<Words> Items) : Command;
public sealed record Supplement(Words Text) : Command;

/// <summary>Links to the same matter. Ground: inHand (same body), SAME_MATTER_IN_PROGRESS (a higher body decides), NO_FURTHER_ACCEPTANCE (after re-examination).</summary>
public sealed record LinkSameMatter(string Target, string Ground, Words? Basis, string? DecidedBy = null, bool NewFacts = false) : Command
{
    public override IReadOnlyList<string> Looks => [Target];
}

/// <summary>Diverts the named parts (all if empty) to a legal channel with written guidance.</summary>
public sealed record Divert(IReadOnlyList<int>? Parts, string? To, string? Basis, Words? Guidance) : Command;
public sealed record NotAccept(string? Ground, string? NextDoor, Words? Explanation) : Command;

/// <summary>Splits a mixed petition: the first part keeps the number, the others become petitions of their own with the first receipt.</summary>
public sealed record Split(IReadOnlyList<RequestDraft> Parts, Words? OpenText = null, Words? OpenTitle = null) : Command;
public sealed record TreatAsPetition : Command;

/// <param name="How">How the petitioner said it, where somebody records it for her.</param>
public sealed record ConsentToEmployer(bool Allows = true, Words? How = null) : Command;

// Transfer and jurisdiction (T08–T10, T26)
/// <param name="Kind">transfer or assign (with report-back).</param>
public sealed record Transfer(
    string? To, string Kind = "transfer", DateOnly? ReportBackBy = null, string? Lead = null, IReadOnlyList<string>? CoUnits = null,
    Words? OverrideReason = null) : Command;
public sealed record ReceiveTransfer : Command;
public sealed record RaiseObjection(Words? Reason) : Command;
public sealed record SignObjection : Command;
public sealed record DecideObjection(bool Accepted, Words? Reason) : Command;
public sealed record RaiseJurisdictionDispute(string? OtherUnit, Words? Reason) : Command;
public sealed record DecideJurisdiction(string? Unit, Words? Reason) : Command;
public sealed record ReportBack(Words Text) : Command;

/// <summary>A merger, or a duty handed over: the successor takes the case as it stands.</summary>
/// <param name="Parts">Requests that go over; all if empty. The others stay with <paramref name="From"/>.</param>
/// <param name="Variant">The variant of the route by which the duty was handed over, valid on the day.</param>
/// <param name="OrderedBy">Who ordered it for all cases of the unit; only the system's word is taken.</param>
public sealed record SucceedUnit(
    string? From, string? To, IReadOnlyList<int>? Parts = null, string? Variant = null, Words? Reason = null, string? OrderedBy = null) : Command;

// The sealed track (T27)
/// <param name="To">A discipline desk; default: the one with authority over the accused unit.</param>
public sealed record HandToDiscipline(string? To = null) : Command;
public sealed record TellAccuser(ServiceProof? Proof) : Command;

/// <param name="Result">upheld, partlyUpheld, notUpheld, cannotBeVerified.</param>
/// <param name="Findings">What the accuser may be told of it.</param>
public sealed record ConcludeAccusation(string? Result, Words? Findings = null) : Command;
public sealed record TellResult(ServiceProof? Proof) : Command;
public sealed record RecordRetaliationContact(Words? Note = null) : Command;

/// <summary>What protects the accuser until the end, or why nothing need be done.</summary>
public sealed record DecideInterimMeasure(Words? Text) : Command;

/// <summary>The answer to "has anything happened since?".</summary>
/// <param name="Days">30 or 90: which of the two questions.</param>
public sealed record RecordSince(int Days, bool Happened, Words? Text = null) : Command
{
    public override string? About => $"since:{Days}";
}

public sealed record CloseSealed : Command;

// Acceptance and handling (T11, T12, T31)
/// <param name="Procedure">ordinary or simple; default: simple if it was proposed at registration, else ordinary.</param>
/// <param name="Representatives">People received in the reception room (a visit receives at most five).</param>
/// <param name="RecusalAnswered">The question of recusal was asked and answered.</param>
/// <param name="SameMatterAs">Number of the petition that this one repeats, if the desk believes so.</param>
public sealed record Accept(
    string? Procedure = null, IReadOnlyList<NamedPerson>? Representatives = null, bool RecusalAnswered = true, string? SameMatterAs = null,
    bool NewFacts = false, ServiceProof? NoticeServed = null) : Command
{
    public override IReadOnlyList<string> Looks => SameMatterAs is null ? [] : [SameMatterAs];
}

/// <summary>Writes down who was received of a visiting group (art. 20: one to five).</summary>
public sealed record RecordReception(IReadOnlyList<NamedPerson> Received) : Command;

// Incidents: given by their own desk, which knows whether the incident is there
public sealed record JoinIncident(string Incident) : Command;
public sealed record LeaveIncident(string Incident, Words? Reason) : Command;

/// <param name="Answer">Number of the answer in the incident.</param>
/// <param name="Proof">How all of them were reached; recorded for each.</param>
public sealed record AnswerIncident(string Incident, int Answer, Words? Text, ServiceProof? Proof) : Command;

/// <summary>Corrects the category or nature of a part before acceptance.</summary>
public sealed record Classify(int Part, string? Nature, string? Category) : Command;
public sealed record AssignHandler(string? Handler) : Command;
public sealed record RecuseHandler(string? Person, Words? Reason, string? ReplacedBy) : Command;
public sealed record ConvertToOrdinary(Words? Reason) : Command;
public sealed record Comment(Words Text) : Command;
public sealed record Attach(string FileId, string Kind, Words? Description) : Command;
public sealed record RecordFirstContact(Words? Note = null) : Command;
/// <param name="NotCounted">The days are not to be counted: by themselves in a re-examination (article 36), refused anywhere else.</param>
public sealed record RecordHearing(DateOnly From, DateOnly To, Words? Record, bool NotCounted = false) : Command;

/// <summary>Harm that followed while the case was open (TR1); <paramref name="Hurt"/> if a person was hurt.</summary>
public sealed record RecordHarm(DateOnly On, Words What, bool Hurt = false, bool GroupEvent = false, bool Crime = false) : Command;

// Extension (T14)
public sealed record RequestExtension(int Days, Words? Reason) : Command;

/// <param name="ToldOn">The day the petitioner was told the reason; before the old due day.</param>
public sealed record ApproveExtension(DateOnly? ToldOn) : Command;

// Mediation (T13, T15b)
public sealed record ProposeMediation(IReadOnlyList<string> Mediators, string? Committee = null) : Command;

/// <param name="Party">Number of the person in the case.</param>
public sealed record RecordConsent(int Party, bool Consents) : Command;

/// <summary>A party does not want this mediator. Another takes the place; the mediation goes on (people's mediation law, articles 19, 23).</summary>
/// <param name="Chosen">Whom the party wants instead; the next one of the committee if empty.</param>
public sealed record ReplaceMediator(int Party, string? Refused, string? Chosen = null) : Command;

/// <summary>Somebody whom the dispute concerns as well is asked to join; the parties want it, and the new one must consent too (article 20).</summary>
public sealed record JoinMediation(Words? Name, bool PartiesAgree, Words? Phone = null, Words? Address = null) : Command;

/// <summary>What may become a public-security or criminal case is reported to the police (article 25).</summary>
public sealed record ReportSuspectedCrime(Words? What) : Command;
public sealed record RecordSession(Words Place, Words Record) : Command;

/// <summary>One promise of an agreement.</summary>
public sealed record Promise(Words What, DateOnly? KeepBy, decimal? Amount = null);

/// <param name="Form">written or oral.</param>
/// <param name="CoversParts">Parts of the request that it settles; all if empty.</param>
public sealed record RecordAgreement(
    string Form, Words? Facts, Words? Terms, IReadOnlyList<Promise>? Promises = null, IReadOnlyList<int>? SignedBy = null,
    bool MediatorSigned = false, bool CommitteeSeal = false, DateOnly? InForceOn = null, Words? OralRecord = null,
    IReadOnlyList<int>? CoversParts = null) : Command
{
    /// <summary>status, adoption, marriage or title: what no court confirms; null for everything else.</summary>
    public string? NotConfirmable { get; init; }
}

/// <summary>The mediator's record of an oral agreement, written later.</summary>
public sealed record RecordOralAgreement(Words Record) : Command;

/// <param name="Ground">refused, failed, time, unsuitable.</param>
/// <param name="OtherWays">Arbitration, administrative and court ways that both were told of (people's mediation law, art. 26).</param>
public sealed record EndMediation(string Ground, IReadOnlyList<string>? OtherWays, Words? Note = null) : Command;
public sealed record RecordDissuasion(string By, DateOnly On, Words Text) : Command;

/// <param name="Amount">Yuan, where only a part was paid; what has been paid adds up. Empty: all of it is done.</param>
public sealed record RecordPerformance(int Item, DateOnly DoneOn, decimal? Amount = null) : Command;

/// <param name="Step">asked, accepted, confirmed, refused.</param>
public sealed record RecordConfirmation(string Step, DateOnly On) : Command;

/// <summary>Mediation by the police: theirs, only its result is recorded.</summary>
public sealed record RecordPoliceMediation(bool Agreed, Words? Terms, DateOnly On, DateOnly? PerformedOn = null) : Command;

/// <summary>Mediation by a court: theirs, only its result is recorded.</summary>
/// <param name="Document">Number of the court's mediation document.</param>
public sealed record RecordCourtMediation(bool Agreed, Words? Terms, string? Document, DateOnly On, DateOnly? PerformedOn = null) : Command;
public sealed record TellEnforcement(ServiceProof Proof) : Command;

// Endings (T15–T17, T15a–d, T32) and service
public sealed record PartResult(int Part, string? Result, Words? Facts, Words? Basis, Words? Aid = null, bool IllegalAct = false);
public sealed record SubmitOpinion(IReadOnlyList<PartResult> Results) : Command;
public sealed record SendBackOpinion(Words? Reason) : Command;

/// <param name="IssuingBody">A unit with body = true on the line above the head who issues.</param>
public sealed record IssueOpinion(string? IssuingBody) : Command;
public sealed record ServeOpinion(ServiceProof? Proof) : Command;

/// <param name="Result">done, partlyDone, notDone.</param>
/// <param name="Reply">How the resident was told.</param>
public sealed record ReportResult(string? Result, Words? What, Words? Why, ServiceProof? Reply) : Command;
public sealed record EndByMediation(ServiceProof? Proof) : Command;

/// <param name="Result">adopted, partlyAdopted, notAdopted.</param>
public sealed record ReplyToAdvice(string? Result, Words? Reason, ServiceProof? Reply) : Command;
public sealed record RecordPoliceReceipt(Words? Receipt) : Command;

/// <summary>Serves a document that was issued, with proof; several times for several receivers.</summary>
public sealed record ServeDocument(int Document, ServiceProof Proof) : Command;
public sealed record ReplyToSender(Words Text) : Command;

/// <summary>Serves a due answer while the workflow is parked: the answer complete by its nature, a second person, a reason.</summary>
public sealed record BreakGlass(
    string? SecondPerson, Words? Reason, SubmitOpinion? Opinion = null, string? IssuingBody = null, ServiceProof? Proof = null,
    ReportResult? Result = null, ReplyToAdvice? Advice = null) : Command;

// Closure and afterwards (T18–T20, T24)
/// <param name="LevelOfSolution">building, section, estate, community, unit, enterprise, township …</param>
public sealed record Close(string? LevelOfSolution) : Command;
public sealed record Rate(int Stars, Words? Words = null) : Command;

/// <param name="Ground">unsatisfied, falseClosure, notPerformed, newFacts.</param>
public sealed record AskReopen(string Ground, Words? Reason) : Command;
public sealed record DecideReopen(bool Granted, Words? Reason, string? NewHandler = null) : Command;

/// <summary>A call-back by another unit: solved, notSolved, falseClosure, unreachable. A false closure reopens by itself.</summary>
public sealed record RecordCallBack(string Result, Words? Note, string? NewHandler = null) : Command;
public sealed record Withdraw(Words? Reason) : Command;

/// <summary>By another unit; asks "were you pressed?".</summary>
public sealed record ConfirmWithdrawal(bool Confirmed, bool Pressed) : Command;
public sealed record RevokeWithdrawal : Command;

// Review and re-examination (T21–T23)
/// <param name="Text">Why she does not agree; may be missing.</param>
/// <param name="SentOn">Day of the postmark, for a clerk who enters a letter; the window is kept by it.</param>
/// <param name="Of">The body whose opinion is meant, where several have answered; else the one that is next.</param>
public sealed record AskReview(Words? Text = null, DateOnly? SentOn = null, string? Of = null) : Command;
public sealed record AskReexamination(Words? Text = null, DateOnly? SentOn = null, string? Of = null) : Command;

/// <summary>The deciding body opens a window that has passed: illness, force of nature; with what proves it.</summary>
public sealed record WaiveReviewWindow(Words? Reason, Words? Evidence) : Command;

/// <param name="Result">upheld, changed, returned (for handling anew).</param>
/// <param name="Ground">error, procedure, newEvidence: why it is changed or returned.</param>
/// <param name="Text">Facts found, law, decision: the review opinion.</param>
/// <param name="Results">New results of parts, where it is changed; the others stay.</param>
/// <param name="Performance">What the body under review must do, with the last day of each.</param>
/// <param name="Proof">Served at once; else <see cref="ServeReview"/> follows.</param>
public abstract record ReviewDecision(
    string? Result, string? Ground, Words? Text, IReadOnlyList<PartResult>? Results, IReadOnlyList<Promise>? Performance, ServiceProof? Proof) : Command;
public sealed record DecideReview(
    string? Result, string? Ground = null, Words? Text = null, IReadOnlyList<PartResult>? Results = null, IReadOnlyList<Promise>? Performance = null,
    ServiceProof? Proof = null) : ReviewDecision(Result, Ground, Text, Results, Performance, Proof);
public sealed record DecideReexamination(
    string? Result, string? Ground = null, Words? Text = null, IReadOnlyList<PartResult>? Results = null, IReadOnlyList<Promise>? Performance = null,
    ServiceProof? Proof = null) : ReviewDecision(Result, Ground, Text, Results, Performance, Proof);
public sealed record ServeReview(ServiceProof? Proof) : Command;

/// <summary>The opinion of a re-examination with a hearing, without personal data.</summary>
public sealed record PublishReexamination(Words? Text) : Command;

// Escalation (T25) and supervision
public sealed record EscalateByHand(Words? Reason) : Command;

/// <param name="Choice">urged, reassigned, tookOver, recoveryDate, leadCase, instruction.</param>
public sealed record AnswerEscalation(int Entry, string Choice, Words? Text, DateOnly? RecoveryDate = null, string? NewHandler = null) : Command;

/// <summary>An office to which the case was handed up asks for more than the extract.</summary>
public sealed record AskForFile(Words? Reason) : Command;
public sealed record DecideFile(int FileRequest, bool Granted, Words? Reason) : Command;

/// <summary>A workflow may move a rung earlier than the ladder's data, never later (W5, E5). Offsets in working days after the due day.</summary>
public sealed record AdvanceRung(string Step, int WorkingDays) : Command
{
    /// <summary>Number of the clock whose ladder it is.</summary>
    public int Clock { get; init; }
}

public sealed record IssueSupervisionOrder(string? Unit, Words? Demand, bool Listed = false) : Command;
public sealed record ReplyToSupervision(int Order, Words Text) : Command;
public sealed record VerifySupervision(int Order, bool Accepted, Words? Reason) : Command;

// Emergency (T28)
public sealed record OpenEmergency(Words? Reason, bool Accident = false) : Command;
public sealed record StandDownEmergency(Words? Reason) : Command;
public sealed record RecordEmergencyContact : Command;
public sealed record RecordOnSite : Command;
public sealed record RecordEmergencyStatus(Words Text) : Command;
public sealed record ReportUp(IReadOnlyList<string> To, Words? Text = null) : Command;
public sealed record NotifyPolice(Words? Note = null) : Command;

// Accountability (handbook §6)
/// <param name="Record">Number of the accountability record in the case.</param>
public abstract record AccountabilityCommand(int Record) : Command
{
    public override string? About => $"accountability:{Record}";
}

public sealed record OpenAccountability(string Trigger, Words? Reason, string? Scheme = null) : Command;

/// <param name="Evidence">File ids or record references, at least one each.</param>
public sealed record Cause(string Kind, string? Code, Words? Description, IReadOnlyList<string>? Evidence);
public sealed record RecordCauses(int Record, IReadOnlyList<Cause> Causes, DateOnly? AnalysedOn) : AccountabilityCommand(Record);

/// <param name="Kind">direct, leading, supervisory.</param>
public sealed record Responsible(string? Person, string? Unit, string Kind, string? Measure, string? DecidedBy, string? Document, DateOnly? InForceOn);
public sealed record RecordResponsible(int Record, IReadOnlyList<Responsible> Responsible) : AccountabilityCommand(Record);

/// <summary>"Nobody at fault", with reasons, approved one level above the unit.</summary>
public sealed record RecordNobodyAtFault(int Record, Words? Reasons, string? ApprovedBy) : AccountabilityCommand(Record);
public sealed record RecordEducation(
    int Record, DateOnly? HeldOn, string Form, IReadOnlyList<string>? Audience, int Expected, int Attended, Words? Material, string? File) : AccountabilityCommand(Record);
public sealed record RecordRectification(int Record, string RootCause, Words? Action, string? Owner, DateOnly? By, string? Proof) : AccountabilityCommand(Record);

/// <param name="ReturnClause">C1…C4 when it is returned; null passes it.</param>
public sealed record VerifyAccountability(int Record, string? ReturnClause, Words? Reason) : AccountabilityCommand(Record);
public sealed record DeferAccountability(int Record, DateOnly Until, string AwaitedBody, Words? Reason) : AccountabilityCommand(Record);

/// <param name="RecurredOn">The day on which it happened again; today if empty.</param>
public sealed record RecordFollowUp(int Record, bool InEffect, bool Recurred, Words? Note, DateOnly? RecurredOn = null) : AccountabilityCommand(Record);

/// <summary>The daily search found a petition of the same category and place.</summary>
public sealed record ProposeRecurrence(int Record, string Number, DateOnly ReceivedOn) : AccountabilityCommand(Record);

/// <param name="Same">It is the same again: the record opens with its causes in doubt.</param>
public sealed record DecideRecurrence(int Record, string? Number, bool Same, Words? Reason) : AccountabilityCommand(Record);

/// <summary>Begins a new version of a passed record; the old one stays as it is.</summary>
public sealed record CorrectAccountability(int Record, Words? Reason) : AccountabilityCommand(Record);

/// <summary>From the incident: the open record of this petition stands for all of them.</summary>
public sealed record ShareAccountability(string Incident) : Command;

/// <summary>From the incident: the record in the file of <paramref name="Lead"/> stands for this petition.</summary>
public sealed record CoverByIncident(string Incident, string Lead, int Record, bool Passed) : Command;

/// <summary>The anonymised lesson for the case library.</summary>
public sealed record WriteCaseNote(int Record, Words? Title, Words? Text) : AccountabilityCommand(Record);

// Workflows: what their steps ask for, and what a supervisor does with one that needs attention
public sealed record StartInternalClock(string Name, int Workdays) : Command;
public sealed record IssueDocument(string Kind) : Command;
public sealed record DraftSupervisionOrder : Command;

/// <summary>Reports a piece of work of a workflow done that no verb of the domain covers.</summary>
public sealed record FinishTask(int Task, string? Result = null) : Command;
public sealed record RetryWorkflow(int Instance) : Command;
public sealed record SkipWorkflowStep(int Instance, string? Outcome, Words? Reason) : Command;
public sealed record CancelWorkflow(int Instance, Words? Reason) : Command;

// The system's own
/// <summary>All timers of the case that are due, in order; those that no longer apply do nothing.</summary>
public sealed record TimersDue : Command;

/// <summary>The daily three-not-let-go check of one case (CHK-3NLG-DAILY).</summary>
public sealed record CheckAccountability : Command;

/// <summary>Calendar, clocks or ladder were changed by a published version: the case's dates follow it (handbook §4.6).</summary>
/// <param name="Tell">Whether owner, and petitioner where a right moved, are told.</param>
public sealed record RecomputeClocks(bool Tell = false) : Command;
