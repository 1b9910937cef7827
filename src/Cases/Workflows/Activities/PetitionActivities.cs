using Petitions.Engine;

namespace Petitions.Cases.Activities;

/// <summary>The toolbox of petitions beside Elsa's own activities (handbook §12).</summary>
public static class PetitionActivities
{
    /// <summary>Elsa's activities and ours.</summary>
    public static readonly ActivityCatalogue Catalogue = ActivityCatalogue.With(All());

    private static IEnumerable<Activity> All() =>
    [
        new RegisterActivity(), new RouteActivity(), new ByStateActivity(), new AssignTaskActivity(), new WaitForDecisionActivity(),
        new StartClockActivity(), new WaitForDeadlineActivity(), new EscalateActivity(), new IssueDocumentActivity(), new WaitForServiceActivity(),
        new CheckThreeNotLetGoActivity(), new OpenSupervisionActivity(), new NotifyActivity(),
        new WaitForChangeActivity(), new OfCategoryActivity(), new OfUnitActivity(),
        .. Offers(),
    ];

    private static IEnumerable<OfferActivity> Offers() =>
    [
        new("Petitions.Triage", "受理审核", "Triage", "信访受理", "审核登记事项:受理、转送、分类告知、不予受理、关联或要求补正。", Roles.Triage,
            new("accept", "Accepted", "受理"), new("transfer", "Transferred", "转送交办"), new("divert", "Diverted", "分类告知"),
            new("notAccept", "NotAccepted", "不予受理"), new("linkSameMatter", "Linked", "同一事项关联"),
            new("askSupplement", "SupplementAsked", "要求补正"), new("split", "Split", "拆分"),
            new("handToDiscipline", "HandedOver", "移交纪检")),
        new("Petitions.ReceiveTransfer", "接收单位处理", "Receiving unit", "信访受理", "接收单位受理,或提出异议由转送方裁定。", Roles.Handler,
            new("accept", "Accepted", "受理"), new("decideObjection", "ObjectionDecided", "异议已裁定"),
            new("decideJurisdiction", "JurisdictionDecided", "管辖已裁定"), new("recordPoliceReceipt", "PoliceReceived", "公安已接收")),
        new("Petitions.AssignHandler", "指派承办人", "Assign a handler", "办理", "单位负责人指派承办人;回避与在岗由规则核对。", Roles.UnitHead,
            new Offer("assignHandler", "Assigned", "已指派")),
        new("Petitions.HandleClaim", "调查办理", "Investigate", "办理", "承办人调查,提交处理意见,或提议调解。", Roles.Handler,
            new("submitOpinion", "OpinionSubmitted", "提交意见"), new("proposeMediation", "MediationProposed", "提议调解")),
        new("Petitions.HandleService", "办理答复", "Carry out and reply", "办理", "服务类事项:办理并答复结果,不出具处理意见书。", Roles.Handler,
            new Offer("reportResult", "Answered", "已答复")),
        new("Petitions.ReplyAdvice", "研究答复建议", "Study and reply", "办理", "建议类事项:采纳、部分采纳或不采纳,说明理由。", Roles.Handler,
            new Offer("replyToAdvice", "Answered", "已答复")),
        new("Petitions.SignOpinion", "签发处理意见", "Sign the opinion", "文书与送达", "单位负责人签发,或退回补充。", Roles.UnitHead,
            new("issueOpinion", "Issued", "已签发"), new("sendBackOpinion", "SentBack", "退回")),
        new("Petitions.ServeOpinion", "送达处理意见", "Serve the opinion", "文书与送达", "送达信访人并留存凭证。", Roles.Intake,
            new("serveOpinion", "Served", "已送达"), new("sendBackOpinion", "SentBack", "退回")),
        new("Petitions.Mediate", "提议调解", "Propose mediation", "办理", "确定调解员,征求各方当事人意愿。", Roles.Mediator,
            new("proposeMediation", "Proposed", "已提议"), new("recordPoliceMediation", "PoliceMediated", "公安或法院已调解"),
            new("recordCourtMediation", "PoliceMediated", "公安或法院已调解")),
        new("Petitions.AskConsent", "征求当事人同意", "Ask for consent", "办理", "当事人同意才调解;一方明确拒绝即终止(人民调解法第十七条)。", Roles.Mediator,
            new("recordConsent", "ConsentRecorded", "记录意愿"), new("endMediation", "MediationEnded", "终止调解"),
            new("recordPoliceMediation", "PoliceMediated", "公安或法院已调解"),
            new("recordCourtMediation", "PoliceMediated", "公安或法院已调解")),
        new("Petitions.HoldSession", "调解会", "Mediation session", "办理", "召开调解会,达成协议或终止。", Roles.Mediator,
            new("recordSession", "SessionHeld", "已开会"), new("recordAgreement", "Agreed", "达成协议"), new("endMediation", "MediationEnded", "终止调解")),
        new("Petitions.EndByMediation", "以调解结果答复", "Answer by mediation", "文书与送达", "送达调解协议或终止告知,写明其他途径。", Roles.Mediator,
            new("endByMediation", "Answered", "已送达"), new("recordAgreement", "AgreedAgain", "补签协议"),
            new("proposeMediation", "Proposed", "重新提议")),
        new("Petitions.Divert", "分类告知", "Divert", "信访受理", "有法定途径的,书面引导到该途径(条例第三十一条)。", Roles.Triage, new Offer("divert", "Diverted", "已告知")),
        new("Petitions.Transfer", "转送交办", "Transfer", "信访受理", "转送有权处理的单位。", Roles.Triage, new("transfer", "Transferred", "已转送"), new("split", "Split", "拆分")),
        new("Petitions.CallBack", "回访", "Call back", "办理", "由承办单位以外的单位回访。", Roles.Supervisor, new Offer("recordCallBack", "CalledBack", "已回访")),
        new("Petitions.Close", "办结销号", "Close", "三不放过", "办结条件齐备后销号;三不放过未通过时不能销号。", Roles.EstateHead, new Offer("close", "Closed", "已销号")),
        new("Petitions.Review", "复查", "Review", "复查复核", "由上一级机关复查,三十日内书面作出,不得延长(条例第三十五条)。", Roles.Reviewer,
            new Offer("decideReview", "Decided", "已作出")),
        new("Petitions.Reexamine", "复核", "Re-examination", "复查复核", "复查机关的上一级复核,听证所需时间不计入(条例第三十六条)。", Roles.Reexaminer,
            new Offer("decideReexamination", "Decided", "已作出")),
        new("Petitions.ServeReview", "送达复查复核意见", "Serve the decision", "复查复核", "送达信访人并留存凭证。", Roles.Intake, new Offer("serveReview", "Served", "已送达")),
        new("Petitions.FindCause", "第一问:原因查明没有", "First question: the cause", "三不放过", "直接原因与根本原因,各有证据。", Roles.UnitHead,
            new Offer("recordCauses", "Recorded", "已填写")),
        new("Petitions.DealWithResponsible", "第二问:责任人处理没有", "Second question: the responsible", "三不放过", "责任人、处理措施和决定文书;或经上一级批准的无责认定。", Roles.UnitHead,
            new("recordResponsible", "Recorded", "已填写"), new("recordNobodyAtFault", "Recorded", "已填写")),
        new("Petitions.EducateOthers", "第三问:大家教育没有", "Third question: education", "三不放过", "警示教育活动,应到人员九成以上参加。", Roles.UnitHead,
            new Offer("recordEducation", "Recorded", "已填写")),
        new("Petitions.PutRight", "第四问:整改到位没有", "Fourth question: rectification", "三不放过", "每个根本原因都有措施、责任人、期限和成效凭证(方案有此条款的)。", Roles.UnitHead,
            new Offer("recordRectification", "Recorded", "已填写")),
        new("Petitions.VerifyThreeNotLetGo", "督查核验", "Verification", "三不放过", "由承办单位以外的督查员核验;不符的条款退回。", Roles.Supervisor,
            new Offer("verifyAccountability", "Verified", "已核验")),
        new("Petitions.HandToDiscipline", "密件移交", "Hand to discipline", "密件", "只看标题,按干部管理权限移交纪检监察机关;移交后不再可见。", Roles.Triage,
            new("handToDiscipline", "HandedOver", "已移交"), new("split", "Split", "拆分"), new("askSupplement", "SupplementAsked", "要求补正")),
        new("Petitions.ContactAccuser", "打击报复首次联系", "Contact the accuser", "密件", "一个工作日内与反映人联系。", Roles.Discipline,
            new("recordRetaliationContact", "Recorded", "已联系"), new("handToDiscipline", "HandedOver", "转其他纪检机关")),
        new("Petitions.DecideInterimMeasure", "临时保护措施", "Interim measure", "密件", "决定在结论前如何保护反映人;不需要的也要写明理由。", Roles.Discipline,
            new("decideInterimMeasure", "Decided", "已决定"), new("handToDiscipline", "HandedOver", "转其他纪检机关")),
        new("Petitions.TellAccuser", "实名受理告知", "Tell the accuser", "密件", "十五个工作日内告知实名检举控告人。", Roles.Discipline,
            new("tellAccuser", "Told", "已告知"), new("concludeAccusation", "Concluded", "已作结论"), new("handToDiscipline", "HandedOver", "转其他纪检机关")),
        new("Petitions.ConcludeAccusation", "调查核实并作结论", "Conclude", "密件", "属实、部分属实、不属实或无法核实。", Roles.Discipline,
            new("concludeAccusation", "Concluded", "已作结论"), new("handToDiscipline", "HandedOver", "转其他纪检机关"), new("split", "Split", "拆分")),
        new("Petitions.TellResult", "反馈结果", "Tell the result", "密件", "作出结论后十五个工作日内向实名检举控告人反馈。", Roles.Discipline,
            new Offer("tellResult", "Answered", "已反馈")),
        new("Petitions.CloseSealed", "密件销号", "Close the sealed file", "密件", "三不放过通过后在密件线内销号。", Roles.Discipline,
            new Offer("closeSealed", "Closed", "已销号")),
        new("Petitions.ContactFirst", "首次联系", "First contact", "时限与升级", "值班长与来电人联系。", Roles.Duty, new Offer("recordEmergencyContact", "Recorded", "已联系")),
        new("Petitions.GoOnSite", "到场", "On site", "时限与升级", "到达现场。", Roles.Duty, new Offer("recordOnSite", "Recorded", "已到场")),
        new("Petitions.ReportStatus", "处置反馈", "Status report", "时限与升级", "反馈处置情况。", Roles.Duty, new Offer("recordEmergencyStatus", "Recorded", "已反馈")),
        new("Petitions.ReportUp", "上报", "Report up", "时限与升级", "需要上报的事故,向主管部门报告。", Roles.Duty, new Offer("reportUp", "Reported", "已上报")),
    ];
}
