namespace Petitions.Cases;

/// <summary>
/// Every refusal of the rules, one line each: HTTP status, stable code, field. The sentences in both languages stand in the resource files
/// under <c>refusal.CODE</c>. Order in which they are checked: malformed, sealed or absent, role, stale, wrong state, the rule's own, not offered.
/// </summary>
public static class Refusals
{
    // General
    public static Refused FieldInvalid(string field, params object?[] why) => new(400, "FIELD_INVALID", field, why);
    public static Refused NotYourRole(string verb) => new(403, "NOT_YOUR_ROLE", null, verb);
    public static Refused NotThere() => new(404, "NOT_FOUND");
    public static Refused WrongState(CaseState state, string verb) => new(409, "WRONG_STATE", null, state.Code(), verb);
    public static Refused StaleVersion(int expected, int actual) => new(409, "STALE_VERSION", null, expected, actual);
    public static Refused NotOffered(string verb, IReadOnlyList<string> offered) => new(409, "NOT_OFFERED", null, verb, string.Join(", ", offered));
    public static Refused ReasonRequired(string field = "reason") => new(422, "REASON_REQUIRED", field);
    public static Refused HappenedInFuture() => new(422, "HAPPENED_IN_FUTURE", "happenedAt");
    public static Refused CalendarNotPublished(DateOnly day) => new(422, "CALENDAR_NOT_PUBLISHED", null, day.Year);
    public static Refused ReferenceInvalid(string document, string path, string why) => new(400, "REFERENCE_INVALID", $"{document}:{path}", document, path, why);
    public static Refused ChangeAlreadyDecided() => new(409, "CHANGE_ALREADY_DECIDED");
    public static Refused ChangeOvertaken() => new(409, "CHANGE_OVERTAKEN");
    public static Refused AuthorMayNotApprove() => new(422, "AUTHOR_MAY_NOT_APPROVE");
    public static Refused VersionExists(string version) => new(422, "VERSION_EXISTS", "version", version);
    public static Refused StatutoryClockWeakened(string clock) => new(422, "STATUTORY_CLOCK_WEAKENED", "content", clock);
    public static Refused StatutoryShortening(string deadlines) => new(422, "STATUTORY_SHORTENING", "keepShortened", deadlines);

    // Governance (handbook §8)
    public static Refused MetricForbidden(string field, string metric) => new(422, "METRIC_FORBIDDEN", field, metric);
    public static Refused ContractNotWaiting() => new(409, "CONTRACT_NOT_WAITING");

    public static Refused WorkflowNotParked(int instance) => new(422, "WORKFLOW_NOT_PARKED", "instance", instance);
    public static Refused WorkflowNotMovable(string why, string step) => new(422, "WORKFLOW_NOT_MOVABLE", "instance", "moveWhy." + why, step);
    public static Refused MoveUnderWay() => new(409, "MOVE_UNDER_WAY");
    public static Refused MoveWithoutCases() => new(422, "MOVE_WITHOUT_CASES");
    public static Refused MoveNotCarried() => new(409, "MOVE_NOT_CARRIED");
    public static Refused DefinitionRefused(string name, int errors) => new(422, "DEFINITION_REFUSED", null, name, errors);
    public static Refused DefinitionChanged(string by) => new(409, "DEFINITION_CHANGED", null, by);
    public static Refused DefinitionSubmitted() => new(409, "DEFINITION_SUBMITTED");
    public static Refused DefinitionEmptied() => new(422, "DEFINITION_EMPTIED", "root");
    public static Refused DefinitionUnreadable() => new(422, "DEFINITION_UNREADABLE", "root");
    public static Refused InstanceKept() => new(409, "INSTANCE_KEPT");
    public static Refused InstanceNotFromElsewhere() => new(409, "INSTANCE_NOT_FROM_ELSEWHERE");
    public static Refused TrialLost() => new(400, "TRIAL_LOST");
    public static Refused TrialTooLong(int steps) => new(422, "TRIAL_TOO_LONG", null, steps);

    public static Refused DefinitionInUse(string name) => new(409, "DEFINITION_IN_USE", null, name);
    public static Refused DraftNotSubmitted() => new(409, "DRAFT_NOT_SUBMITTED");
    public static Refused NothingChanged() => new(422, "NOTHING_CHANGED");
    public static Refused TaskNotOpen(int task) => new(422, "TASK_NOT_OPEN", "task", task);

    // Intake (T02–T07, T29)
    public static Refused ReceivedInFuture() => new(422, "RECEIVED_IN_FUTURE", "receivedAt");
    public static Refused LateEntryReasonRequired() => new(422, "LATE_ENTRY_REASON_REQUIRED", "lateReason");
    public static Refused RequestEmpty() => new(422, "REQUEST_EMPTY", "text");
    public static Refused ReadBackRequired() => new(422, "READ_BACK_REQUIRED", "readBack");
    public static Refused PeopleListInvalid(IReadOnlyList<MissingItem> rows) => new(422, "PEOPLE_LIST_INVALID", "peopleList", rows.Count) { Missing = rows };
    public static Refused SupplementItemsRequired() => new(422, "SUPPLEMENT_ITEMS_REQUIRED", "items");
    public static Refused DuplicateBasisRequired() => new(422, "DUPLICATE_BASIS_REQUIRED", "basis");
    public static Refused LinkToSelf() => new(422, "LINK_TO_SELF", "target");
    public static Refused LinkCycle() => new(422, "LINK_CYCLE", "target");
    public static Refused TargetNotTerminated(CaseState state) => new(422, "TARGET_NOT_TERMINATED", "ground", state.Code());
    public static Refused NotAHigherBody() => new(422, "NOT_A_HIGHER_BODY", "decidedBy");
    public static Refused TargetOverdue() => new(422, "TARGET_OVERDUE", "target");
    public static Refused TargetWithdrawn() => new(409, "TARGET_WITHDRAWN", "target");
    public static Refused NewFactsForbidLink() => new(422, "NEW_FACTS", "newFacts");
    public static Refused SameMatterInProgress(string number) => new(422, "SAME_MATTER_IN_PROGRESS", "sameMatterAs", number);
    public static Refused NoFurtherAcceptance(string number) => new(422, "NO_FURTHER_ACCEPTANCE", "sameMatterAs", number);
    public static Refused DivertTargetRequired() => new(422, "DIVERT_TARGET_REQUIRED", "to");
    public static Refused ChannelAlreadyRefused(string channel) => new(422, "CHANNEL_ALREADY_REFUSED", "to", channel);
    public static Refused UseSealedTrack() => new(422, "USE_SEALED_TRACK");
    public static Refused InterimMeasureUndecided() => new(422, "INTERIM_MEASURE_UNDECIDED");
    public static Refused NextDoorRequired() => new(422, "NEXT_DOOR_REQUIRED", "nextDoor");
    public static Refused OpenTextRequired() => new(422, "OPEN_TEXT_REQUIRED", "openText");
    public static Refused SplitPartEmpty(int part) => new(422, "SPLIT_PART_EMPTY", $"parts[{part}]");

    // Transfer and jurisdiction (T08–T10)
    public static Refused UnitNotCompetent(string unit, string field = "to") => new(422, "UNIT_NOT_COMPETENT", field, unit);
    public static Refused LeadUnitRequired() => new(422, "LEAD_UNIT_REQUIRED", "lead");
    public static Refused AccusedUnitForbidden(string unit) => new(422, "ACCUSED_UNIT_FORBIDDEN", "to", unit);
    public static Refused ObjectionTooLate(DateOnly due) => new(422, "OBJECTION_TOO_LATE", null, due);
    public static Refused ObjectionReasonRequired() => new(422, "OBJECTION_REASON_REQUIRED", "reason");
    public static Refused ObjectionAlreadyUsed() => new(422, "OBJECTION_ALREADY_USED");
    public static Refused ObjectionNotRaised() => new(422, "OBJECTION_NOT_RAISED");
    public static Refused NoCommonSuperior(string one, string other) => new(422, "NO_COMMON_SUPERIOR", "otherUnit", one, other);

    // Acceptance and handling (T11, T12, T14, T31)
    public static Refused RepresentativesOverLimit(int count) => new(422, "REPRESENTATIVES_OVER_LIMIT", "representatives", count);
    public static Refused ReceptionRequired() => new(422, "RECEPTION_REQUIRED", "representatives");
    public static Refused NatureRequired(int part) => new(422, "NATURE_REQUIRED", $"parts[{part}].nature");
    public static Refused SplitRequired() => new(422, "SPLIT_REQUIRED");
    public static Refused SimpleNotEligible(string because) => new(422, "SIMPLE_NOT_ELIGIBLE", "procedure", because);
    public static Refused RecusalUnanswered() => new(422, "RECUSAL_UNANSWERED", "recusalAnswered");
    public static Refused HandlerRecused(string person) => new(422, "HANDLER_RECUSED", "handler", person);
    public static Refused HandlerAbsent(string person) => new(422, "HANDLER_ABSENT", "handler", person);
    public static Refused AlreadyOrdinary() => new(422, "ALREADY_ORDINARY");
    public static Refused ExtensionTooLong(int days) => new(422, "EXTENSION_TOO_LONG", "days", days);
    public static Refused ExtensionAlreadyUsed() => new(422, "EXTENSION_ALREADY_USED");
    public static Refused ExtensionTooLate(DateOnly due) => new(422, "EXTENSION_TOO_LATE", null, due);
    public static Refused ExtensionSelfApproval() => new(422, "EXTENSION_SELF_APPROVAL");
    public static Refused ExtensionNotAsked() => new(422, "EXTENSION_NOT_ASKED");
    public static Refused SuspensionNotAllowed(string reason) => new(422, "SUSPENSION_NOT_ALLOWED", "reason", reason);

    // Mediation (T13, T15b)
    public static Refused MediationRefusedByParty() => new(422, "MEDIATION_REFUSED_BY_PARTY");
    public static Refused MediationNotAllowedForCategory(string category) => new(422, "MEDIATION_NOT_ALLOWED_FOR_CATEGORY", null, category);
    public static Refused ConsentMissing(int party) => new(422, "CONSENT_MISSING", "party", party);
    public static Refused WrittenAgreementRequired() => new(422, "WRITTEN_AGREEMENT_REQUIRED", "form");
    public static Refused OralAgreementRecordMissing() => new(422, "ORAL_AGREEMENT_RECORD_MISSING", "oralRecord");
    public static Refused AgreementIncomplete(string field) => new(422, "AGREEMENT_INCOMPLETE", field);
    public static Refused OtherWaysRequired() => new(422, "OTHER_WAYS_REQUIRED", "otherWays");
    public static Refused MediatorRefused(string mediator) => new(422, "MEDIATOR_REFUSED", "chosen", mediator);
    public static Refused ConfirmationNotAllowed(string about) => new(422, "CONFIRMATION_NOT_ALLOWED", "step", about);
    public static Refused ConfirmationWindowClosed(DateOnly? due) => new(422, "CONFIRMATION_WINDOW_CLOSED", "on", due);
    public static Refused MediationNotProposed() => new(422, "MEDIATION_NOT_PROPOSED");
    public static Refused MediationRunning() => new(409, "MEDIATION_RUNNING");
    public static Refused AgreementNotThere() => new(422, "AGREEMENT_NOT_FOUND");
    public static Refused AgreementNotBreached() => new(422, "AGREEMENT_NOT_BREACHED");
    public static Refused MediationAlreadyConfirmed() => new(422, "MEDIATION_ALREADY_CONFIRMED");

    // Endings and service (T15–T17, T15a–d, T32)
    public static Refused RequestPartUnanswered(int part) => new(422, "REQUEST_PART_UNANSWERED", $"results[{part}]", part);
    public static Refused LegalBasisRequired(int part) => new(422, "LEGAL_BASIS_REQUIRED", $"results[{part}].basis", part);
    public static Refused ServiceProofRequired() => new(422, "SERVICE_PROOF_REQUIRED", "proof");
    public static Refused IssuerNotABody(string? unit) => new(422, "ISSUER_NOT_A_BODY", "issuingBody", unit);
    public static Refused OpinionNotIssued() => new(422, "OPINION_NOT_ISSUED");
    public static Refused ResultRequired(string field = "result") => new(422, "RESULT_REQUIRED", field);
    public static Refused ReplyNotSent() => new(422, "REPLY_NOT_SENT", "reply");
    public static Refused AdviceResultRequired(string field = "result") => new(422, "ADVICE_RESULT_REQUIRED", field);
    public static Refused PoliceReceiptRequired() => new(422, "POLICE_RECEIPT_REQUIRED", "receipt");
    public static Refused EndingOfOtherNature(string nature) => new(422, "ENDING_OF_OTHER_NATURE", null, nature);
    public static Refused BreakGlassNotNeeded() => new(422, "BREAK_GLASS_NOT_NEEDED");
    public static Refused SecondPersonRequired() => new(422, "SECOND_PERSON_REQUIRED", "secondPerson");

    // Closure, reopening, withdrawal (T19, T20, T24)
    public static Refused EndingMissing() => new(422, "ENDING_MISSING");
    public static Refused CloseBlockedAccountability(IReadOnlyList<MissingItem> missing) => new(422, "CLOSE_BLOCKED_ACCOUNTABILITY") { Missing = missing };
    public static Refused CloseBlockedSupervision() => new(422, "CLOSE_BLOCKED_SUPERVISION");
    public static Refused CloseBlockedPerformance() => new(422, "CLOSE_BLOCKED_PERFORMANCE");
    public static Refused CloseBlockedExternalReply() => new(422, "CLOSE_BLOCKED_EXTERNAL_REPLY");
    public static Refused CloseBlockedCoHandler() => new(422, "CLOSE_BLOCKED_CO_HANDLER");
    public static Refused HandlerMayNotCloseAlone() => new(422, "HANDLER_MAY_NOT_CLOSE");
    public static Refused ReopenWindowClosed() => new(422, "REOPEN_WINDOW_CLOSED");
    public static Refused ReopenNotAsked() => new(422, "REOPEN_NOT_ASKED");
    public static Refused RateWindowClosed() => new(422, "RATE_WINDOW_CLOSED");
    public static Refused SameHandlerForbidden(string person, string field = "newHandler") => new(422, "SAME_HANDLER_FORBIDDEN", field, person);
    public static Refused WithdrawalNotConfirmed() => new(422, "WITHDRAWAL_NOT_CONFIRMED");
    public static Refused WithdrawalNotAsked() => new(422, "WITHDRAWAL_NOT_ASKED");
    public static Refused OtherUnitRequired() => new(422, "OTHER_UNIT_REQUIRED");
    public static Refused RevokeWindowClosed() => new(422, "REVOKE_WINDOW_CLOSED");

    public static Refused EmployerConsentRequired(string field, string unit) => new(422, "EMPLOYER_CONSENT_REQUIRED", field, unit);
    public static Refused SuccessorRequired(string? unit) => new(422, "SUCCESSOR_REQUIRED", "to", unit);

    public static Refused SuccessionAlreadyOrdered(string from) => new(409, "SUCCESSION_ALREADY_ORDERED", "from", from);
    public static Refused SuccessionUnderWay() => new(409, "SUCCESSION_UNDER_WAY");

    // Review and re-examination (T21–T23)
    public static Refused NotReviewable() => new(422, "NOT_REVIEWABLE");
    public static Refused ReviewAlreadyUsed() => new(422, "REVIEW_ALREADY_USED");
    public static Refused ReviewWindowClosed(DateOnly? due) => new(422, "REVIEW_WINDOW_CLOSED", "sentOn", due);
    public static Refused ReviewWindowOpen(DateOnly? due) => new(409, "REVIEW_WINDOW_OPEN", null, due);
    public static Refused ReviewerNotIndependent() => new(422, "REVIEWER_NOT_INDEPENDENT");
    public static Refused ReviewNotExtendable() => new(422, "REVIEW_NOT_EXTENDABLE", "days");
    public static Refused PublicationNeedsHearing() => new(422, "PUBLICATION_NEEDS_HEARING");

    // Incidents
    public static Refused AlreadyInIncident(string incident) => new(409, "ALREADY_IN_INCIDENT", "petition", incident);
    public static Refused NotInIncident(string incident) => new(409, "NOT_IN_INCIDENT", "petition", incident);
    public static Refused IncidentNotAllowed() => new(422, "INCIDENT_NOT_ALLOWED", "petition");
    public static Refused IncidentEmpty() => new(422, "INCIDENT_EMPTY");

    // Early signs
    public static Refused EarlySignNamesPerson(string field) => new(422, "EARLY_SIGN_NAMES_PERSON", field);

    // Escalation and supervision (T25)
    public static Refused AlreadyAtTop() => new(409, "ALREADY_AT_TOP");
    public static Refused RungLater(string step) => new(422, "RUNG_LATER_THAN_FLOOR", "workingDays", step);
    public static Refused EntryNotWaiting(int entry) => new(422, "ESCALATION_NOT_OPEN", "entry", entry);

    public static Refused FileAlreadyOpen() => new(422, "FILE_ALREADY_OPEN");
    public static Refused FileRequestNotOpen(int request) => new(422, "FILE_REQUEST_NOT_OPEN", "fileRequest", request);

    public static Refused SupervisionNotThere(int order) => new(422, "SUPERVISION_NOT_FOUND", "order", order);
    public static Refused SupervisionNotWaiting(int order) => new(409, "SUPERVISION_NOT_WAITING", "order", order);
    public static Refused DemandRequired() => new(422, "DEMAND_REQUIRED", "demand");

    // Emergency (T28)
    public static Refused EmergencyAlreadyOpen() => new(409, "EMERGENCY_ALREADY_OPEN");
    public static Refused EmergencyNotOpen() => new(409, "EMERGENCY_NOT_OPEN");

    // Accountability (handbook §6)
    public static Refused ClauseIncomplete(string clause, string field) => new(422, "CLAUSE_INCOMPLETE", field, clause) { Missing = [new(clause, field)] };
    public static Refused ClausesIncomplete(IReadOnlyList<MissingItem> missing) =>
        new(422, "CLAUSE_INCOMPLETE", missing[0].Field, missing[0].Clause) { Missing = missing };
    public static Refused VerifierNotIndependent() => new(422, "VERIFIER_NOT_INDEPENDENT");
    public static Refused MeasureDocumentRequired(string field) => new(422, "MEASURE_DOCUMENT_REQUIRED", field);
    public static Refused DeciderIsSubject(string field) => new(422, "DECIDER_IS_SUBJECT", field);
    public static Refused ActivityBeforeEvent(string field) => new(422, "ACTIVITY_BEFORE_EVENT", field);
    public static Refused AttendanceBelowThreshold(int percent) => new(422, "ATTENDANCE_BELOW_THRESHOLD", "attended", percent);
    public static Refused PetitionerDataInMaterial(string field) => new(422, "PETITIONER_DATA_IN_MATERIAL", field);
    public static Refused PetitionerNotAccountable(string field) => new(422, "PETITIONER_NOT_ACCOUNTABLE", field);
    public static Refused DeferralNotAllowed(string because) => new(422, "DEFERRAL_NOT_ALLOWED", "until", because);
    public static Refused AccountabilityNotPassed() => new(409, "ACCOUNTABILITY_NOT_PASSED");
    public static Refused IncidentHasRecord(string lead) => new(409, "INCIDENT_HAS_RECORD", "petition", lead);
    public static Refused AlreadyCorrected(int by) => new(409, "ACCOUNTABILITY_ALREADY_CORRECTED", "record", by);
    public static Refused AlreadyPassed() => new(409, "ACCOUNTABILITY_ALREADY_PASSED");
    public static Refused RecordNotThere(int record) => new(422, "ACCOUNTABILITY_NOT_FOUND", "record", record);
}
