using Petitions.Cases;
using Petitions.Server.Access;

namespace Petitions.Server.Api;

/// <summary>The API of the verbs: one line each. Bodies are the commands of the chapters; answers are <see cref="Receipt"/>s.</summary>
public static class CaseApi
{
    public static void MapCaseApi(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").RequireAuthorization(Wires.Clients).WithTags("cases");

        // Intake
        cases.MapOpening<Register>("register", "");
        cases.MapOpening<SaveDraft>("saveDraft", "drafts");
        cases.MapVerb<RegisterDraft>("registerDraft");
        cases.MapVerb<AskSupplement>("askSupplement");
        cases.MapVerb<Supplement>("supplement");
        cases.MapVerb<AddPeople>("addPeople");
        cases.MapVerb<LinkSameMatter>("linkSameMatter");
        cases.MapVerb<Divert>("divert");
        cases.MapVerb<NotAccept>("notAccept");
        cases.MapVerb<Split>("split");
        cases.MapVerb<TreatAsPetition>("treatAsPetition");
        cases.MapVerb<ConsentToEmployer>("consentToEmployer");

        // Transfer and jurisdiction
        cases.MapVerb<Transfer>("transfer");
        cases.MapVerb<ReceiveTransfer>("receiveTransfer");
        cases.MapVerb<RaiseObjection>("raiseObjection");
        cases.MapVerb<SignObjection>("signObjection");
        cases.MapVerb<DecideObjection>("decideObjection");
        cases.MapVerb<RaiseJurisdictionDispute>("raiseJurisdictionDispute");
        cases.MapVerb<DecideJurisdiction>("decideJurisdiction");
        cases.MapVerb<ReportBack>("reportBack");
        cases.MapVerb<SucceedUnit>("succeedUnit");

        // The sealed track
        cases.MapVerb<HandToDiscipline>("handToDiscipline");
        cases.MapVerb<TellAccuser>("tellAccuser");
        cases.MapVerb<ConcludeAccusation>("concludeAccusation");
        cases.MapVerb<TellResult>("tellResult");
        cases.MapVerb<RecordRetaliationContact>("recordRetaliationContact");
        cases.MapVerb<DecideInterimMeasure>("decideInterimMeasure");
        cases.MapVerb<RecordSince>("recordSince");
        cases.MapVerb<CloseSealed>("closeSealed");
        cases.MapVerb<DecideNamesake>("decideNamesake");

        // Acceptance and handling
        cases.MapVerb<Accept>("accept");
        cases.MapVerb<RecordReception>("recordReception");
        cases.MapVerb<Classify>("classify");
        cases.MapVerb<AssignHandler>("assignHandler");
        cases.MapVerb<RecuseHandler>("recuseHandler");
        cases.MapVerb<ConvertToOrdinary>("convertToOrdinary");
        cases.MapVerb<Comment>("comment");
        cases.MapVerb<Attach>("attach");
        cases.MapVerb<RecordFirstContact>("recordFirstContact");
        cases.MapVerb<RecordHearing>("recordHearing");
        cases.MapVerb<RecordHarm>("recordHarm");

        // Extension
        cases.MapVerb<RequestExtension>("requestExtension");
        cases.MapVerb<ApproveExtension>("approveExtension");

        // Mediation
        cases.MapVerb<ProposeMediation>("proposeMediation");
        cases.MapVerb<RecordConsent>("recordConsent");
        cases.MapVerb<ReplaceMediator>("replaceMediator");
        cases.MapVerb<DescribeParty>("describeParty");
        cases.MapVerb<JoinMediation>("joinMediation");
        cases.MapVerb<ExtendMediation>("extendMediation");
        cases.MapVerb<PauseMediation>("pauseMediation");
        cases.MapVerb<ResumeMediation>("resumeMediation");
        cases.MapVerb<ReportSuspectedCrime>("reportSuspectedCrime");
        cases.MapVerb<RecordSession>("recordSession");
        cases.MapVerb<RecordAgreement>("recordAgreement");
        cases.MapVerb<RecordOralAgreement>("recordOralAgreement");
        cases.MapVerb<EndMediation>("endMediation");
        cases.MapVerb<RecordDissuasion>("recordDissuasion");
        cases.MapVerb<RecordPerformance>("recordPerformance");
        cases.MapVerb<RecordConfirmation>("recordConfirmation");
        cases.MapVerb<RecordPoliceMediation>("recordPoliceMediation");
        cases.MapVerb<RecordCourtMediation>("recordCourtMediation");
        cases.MapVerb<TellEnforcement>("tellEnforcement");

        // Endings
        cases.MapVerb<SubmitOpinion>("submitOpinion");
        cases.MapVerb<SendBackOpinion>("sendBackOpinion");
        cases.MapVerb<IssueOpinion>("issueOpinion");
        cases.MapVerb<ServeOpinion>("serveOpinion");
        cases.MapVerb<ReportResult>("reportResult");
        cases.MapVerb<EndByMediation>("endByMediation");
        cases.MapVerb<ReplyToAdvice>("replyToAdvice");
        cases.MapVerb<RecordPoliceReceipt>("recordPoliceReceipt");
        cases.MapVerb<ServeDocument>("serveDocument");
        cases.MapVerb<VoidDocument>("voidDocument");
        cases.MapVerb<ReplyToSender>("replyToSender");
        cases.MapVerb<BreakGlass>("breakGlass");

        // Closure and afterwards
        cases.MapVerb<Close>("close");
        cases.MapVerb<Rate>("rate");
        cases.MapVerb<AskReopen>("askReopen");
        cases.MapVerb<DecideReopen>("decideReopen");
        cases.MapVerb<RecordCallBack>("recordCallBack");
        cases.MapVerb<Withdraw>("withdraw");
        cases.MapVerb<ConfirmWithdrawal>("confirmWithdrawal");
        cases.MapVerb<RevokeWithdrawal>("revokeWithdrawal");

        // Review and re-examination
        cases.MapVerb<AskReview>("askReview");
        cases.MapVerb<AskReexamination>("askReexamination");
        cases.MapVerb<WaiveReviewWindow>("waiveReviewWindow");
        cases.MapVerb<DecideReview>("decideReview");
        cases.MapVerb<DecideReexamination>("decideReexamination");
        cases.MapVerb<ServeReview>("serveReview");
        cases.MapVerb<PublishReexamination>("publishReexamination");

        // Escalation
        cases.MapVerb<EscalateByHand>("escalateByHand");
        cases.MapVerb<AnswerEscalation>("answerEscalation");
        cases.MapVerb<AskForFile>("askForFile");
        cases.MapVerb<DecideFile>("decideFile");
        cases.MapVerb<AdvanceRung>("advanceRung");
        cases.MapVerb<IssueSupervisionOrder>("issueSupervisionOrder");
        cases.MapVerb<ReplyToSupervision>("replyToSupervision");
        cases.MapVerb<VerifySupervision>("verifySupervision");

        // Emergency
        cases.MapVerb<OpenEmergency>("openEmergency");
        cases.MapVerb<StandDownEmergency>("standDownEmergency");
        cases.MapVerb<RecordEmergencyContact>("recordEmergencyContact");
        cases.MapVerb<RecordOnSite>("recordOnSite");
        cases.MapVerb<RecordEmergencyStatus>("recordEmergencyStatus");
        cases.MapVerb<ReportUp>("reportUp");
        cases.MapVerb<NotifyPolice>("notifyPolice");

        // Accountability
        cases.MapVerb<OpenAccountability>("openAccountability");
        cases.MapVerb<RecordCauses>("recordCauses");
        cases.MapVerb<RecordResponsible>("recordResponsible");
        cases.MapVerb<RecordNobodyAtFault>("recordNobodyAtFault");
        cases.MapVerb<RecordEducation>("recordEducation");
        cases.MapVerb<RecordRectification>("recordRectification");
        cases.MapVerb<VerifyAccountability>("verifyAccountability");
        cases.MapVerb<DeferAccountability>("deferAccountability");
        cases.MapVerb<RecordFollowUp>("recordFollowUp");
        cases.MapVerb<DecideRecurrence>("decideRecurrence");
        cases.MapVerb<CorrectAccountability>("correctAccountability");
        cases.MapVerb<WriteCaseNote>("writeCaseNote");

        // Workflows: what their steps ask for, and what a supervisor does with one that needs attention
        cases.MapVerb<FinishTask>("finishTask");
        cases.MapVerb<RetryWorkflow>("retryWorkflow");
        cases.MapVerb<SkipWorkflowStep>("skipWorkflowStep");
        cases.MapVerb<CancelWorkflow>("cancelWorkflow");

        // The system's own
        cases.MapVerb<RecomputeClocks>("recomputeClocks");
    }

    /// <summary>The petitioner's own: with number and query code instead of an account.</summary>
    public static void MapRights(this IEndpointRouteBuilder api)
    {
        var mine = api.MapGroup("/my").WithTags("my");
        mine.MapRight<Supplement>("supplement");
        mine.MapRight<Rate>("rate");
        mine.MapRight<AskReopen>("askReopen");
        mine.MapRight<AskReview>("askReview");
        mine.MapRight<AskReexamination>("askReexamination");
        mine.MapRight<Withdraw>("withdraw");
        mine.MapRight<RevokeWithdrawal>("revokeWithdrawal");
        mine.MapRight<TreatAsPetition>("treatAsPetition");
        mine.MapRight<ConsentToEmployer>("consentToEmployer");
        mine.MapRight<RecordConsent>("recordConsent");
        mine.MapRight<ReplaceMediator>("replaceMediator");
    }
}
