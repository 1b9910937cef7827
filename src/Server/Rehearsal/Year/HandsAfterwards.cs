using Petitions.Cases;

namespace Petitions.Server.Rehearsal.Year;

/// <summary>How people fill in what belongs to mediation, emergencies, the sealed track, the ladder, the three questions, and the time after the answer.</summary>
internal static class HandsAfterwards
{
    private const double Sure = 6, Likely = 3, Seldom = 0.4;
    private const string Sources = "journal";

    public static readonly IReadOnlyList<Hand> OfMediation =
    [
        new("proposeMediation", s => s.Case.Nature == Natures.Dispute || s.Temper.Mediates ? s.Case.Mediations.Count == 0 ? Sure : 0 : 0,
            s => new ProposeMediation([s.Dice.One(s.Reference.Holders(Roles.Mediator, "NQ-TJ").ToList()).Id], "NQ-TJ")),
        new("recordConsent", s => s.Mediation is { Status: MediationStatus.Proposed, RefusedBy: null } && s.NextParty is not null ? Sure : 0,
            s => new RecordConsent(s.NextParty!.Value, !s.Temper.RefusesMediation || s.Dice.Chance(0.5))),
        new("describeParty", s => s.Mediation is { IsRunning: true } && Unknown(s) is not null ? Seldom : 0,
            s => new DescribeParty(Unknown(s)!.Value, s.Dice.Chance(0.5) ? "female" : "male", 50, "residentId", "000000197601010000", "居民")),
        new("replaceMediator", s => s.Mediation is { IsRunning: true } m && m.Mediators.Any(s.Case.Recused.Contains) ? Sure : 0,
            s => new ReplaceMediator(0, s.Mediation!.Mediators.First(s.Case.Recused.Contains))),
        new("recordSession", s => s.Mediation is { Status: MediationStatus.Consented or MediationStatus.InSession, Sessions.Count: < 2 } ? Likely : 0, _ => new RecordSession("调解室", "双方说明意见")),
        new("recordAgreement", s => s.Mediation is { Status: MediationStatus.Consented or MediationStatus.InSession } && s.WorkIsRipe ? Likely : 0, Agreement),
        new("recordOralAgreement", _ => Sure, _ => new RecordOralAgreement("调解员记录:双方口头同意")),
        new("endMediation", s => s.Mediation is { IsRunning: true } m && (m.RefusedBy is not null || s.IsAfter(m.ProposedAt, 25)) ? Sure : 0.05,
            s => new EndMediation(s.Mediation?.RefusedBy is not null ? "refused" : "failed", ["court", "arbitration"], "未达成一致")),
        new("endByMediation", s => s.Mediation is { IsRunning: false } ? Sure : 0, _ => new EndByMediation(Situation.Proof)),
        new("recordPerformance", s => !s.Temper.Breaches && NextPromise(s) is { KeepBy: { } by } && s.Today >= by.AddDays(-2) ? Sure : 0,
            s => new RecordPerformance(NextPromise(s)!.No, s.Today)),
        new("recordConfirmation", s => s.Running("CLK-JC30") && s.Mediation?.Confirmation is null ? 0.05 : 0, s => new RecordConfirmation("asked", s.Today)),
        new("tellEnforcement", s => s.Mediation is { EnforcementToldAt: null } ? Sure : 0, _ => new TellEnforcement(Situation.Proof)),
        new("recordPoliceMediation", s => s.Case.Category == "B5" && !s.Done.Contains("recordPoliceMediation") ? Seldom : 0, s => new RecordPoliceMediation(s.Dice.Chance(0.7), "互相道歉", s.Today, s.Today)),
    ];

    private static int? Unknown(Situation s) =>
        s.Case.People.Where(p => p is { Withdrawn: false, Sex: null, Role: "petitioner" or "respondent" }).Select(p => (int?)p.No).FirstOrDefault();

    public static readonly IReadOnlyList<Hand> OfEmergency =
    [
        new("openEmergency", _ => 0.001, _ => new OpenEmergency("情况变急")),
        new("recordEmergencyContact", s => s.Case.Emergency is { ContactedAt: null } ? Sure * 5 : 0, _ => new RecordEmergencyContact()),
        new("recordOnSite", s => s.Case.Emergency is { OnSiteAt: null, ContactedAt: not null } ? Sure * 4 : 0, _ => new RecordOnSite()),
        new("notifyPolice", s => s.Case.PoliceToldAt is null && s.Reference.Categories[s.Case.Category].MustReportPolice ? Sure * 3 : 0, _ => new NotifyPolice("请出警")),
        new("reportUp", s => s.Running("CLK-REPORTUP1H") ? Sure * 4 : 0, s => new ReportUp(["GOV-COUNTY-YJ", .. s.Reference.Categories[s.Case.Category].ReportUpTo], "情况报告")),
        new("recordEmergencyStatus", s => s.Case.Emergency is { OnSiteAt: not null, Statuses.Count: 0 } ? Sure * 2 : 0, _ => new RecordEmergencyStatus("险情已控制")),
        new("standDownEmergency", s => s.Case.Emergency is { IsOn: true, Statuses.Count: > 0 } ? Sure : 0, _ => new StandDownEmergency("险情排除")),
    ];

    public static readonly IReadOnlyList<Hand> OfSealed =
    [
        new("handToDiscipline", s => s.Case.CurrentTransfer is null ? Sure : 0, _ => new HandToDiscipline()),
        new("tellAccuser", s => s.Case.Accusation.ToldAt is null && !s.Case.Flags.Anonymous ? Likely : 0, _ => new TellAccuser(Situation.Proof)),
        new("recordRetaliationContact", s => s.Running("CLK-RET-CONTACT") ? Sure : 0, _ => new RecordRetaliationContact("已联系")),
        new("decideInterimMeasure", s => s.Offered.ContainsKey("decideInterimMeasure") ? Sure : 0, _ => new DecideInterimMeasure("调岗暂缓")),
        new("recordSince", s => s.Offered.TryGetValue("recordSince", out var task) && s.IsAfter(task.DueAt, -3) ? Sure : 0,
            s => new RecordSince(s.Running("CLK-RET-ASK30") ? 30 : 90, s.Dice.Chance(0.05), "回访情况")),
        new("concludeAccusation", s => s.Case.Accusation.ConcludedAt is null && s.IsAfter(s.Case.ReceivedAt, 20 + 40 * s.Temper.Pace) ? Likely : 0,
            s => new ConcludeAccusation(s.Dice.One(["upheld", "partlyUpheld", "notUpheld", "cannotBeVerified"]), "经核查")),
        new("tellResult", s => s.Case.Accusation.ConcludedAt is not null ? Sure : 0, _ => new TellResult(Situation.Proof)),
        new("closeSealed", _ => Likely, _ => new CloseSealed()),
    ];

    public static readonly IReadOnlyList<Hand> OfAccountability =
    [
        new("answerEscalation", s => s.Case.Ladder.Any(e => IsOpen(s.Case, e)) ? Likely : 0, Answer),
        new("escalateByHand", s => s.Temper.AsksUp && !s.Done.Contains("escalateByHand") ? Seldom : 0, _ => new EscalateByHand("超出权限")),
        new("issueSupervisionOrder", s => s.Case.Ladder.Any(e => e is { Rung: >= 2, FiredAt: not null }) && !s.Done.Contains("issueSupervisionOrder") ? 1 : 0,
            s => new IssueSupervisionOrder(s.Case.HandlingUnit, "限期办结并说明原因")),
        new("replyToSupervision", _ => Likely, s => new ReplyToSupervision(s.Case.SupervisionOrders.First(o => o.Status is SupervisionStatus.Issued or SupervisionStatus.Returned).No, "已办结")),
        new("verifySupervision", _ => Likely, s => new VerifySupervision(s.Case.SupervisionOrders.First(o => o.Status == SupervisionStatus.Replied).No, s.Dice.Chance(0.85), "经核实")),
        new("recordCauses", s => s.OpenRecord is { Causes: null } or { CausesDoubtful: true } or { Returned.Clause: "C1" } ? Likely : 0, s => new RecordCauses(s.OpenRecord!.No,
            [new("direct", null, "期限无人盯办", [Sources]), new("root", s.Reference.Schemes[s.OpenRecord.Scheme].RootCauses[0], "没有对账制度", [Sources])], s.Today)),
        new("recordResponsible", s => s.OpenRecord is { Responsible.Count: 0, NobodyAtFault: null } or { Returned.Clause: "C2" } ? Likely : 0, s => new RecordResponsible(s.OpenRecord!.No,
            [new(null, s.Case.HandlingUnit, "leading", "criticism", s.Case.HandlingUnit == "ENT" ? "GRP" : "ENT", "处字2026", s.Today)])),
        new("recordEducation", s => s.OpenRecord is { Education.Count: 0 } or { Returned.Clause: "C3" } ? Likely : 0, s => new RecordEducation(s.OpenRecord!.No, s.Today, "meeting", ["本单位全体"], 20, 20, "教训", Sources)),
        new("recordRectification", s => s.OpenRecord is { Rectifications.Count: 0 } r && r.Clauses.Contains("C4") ? Likely : 0, s => new RecordRectification(s.OpenRecord!.No,
            s.Reference.Schemes[s.OpenRecord.Scheme].RootCauses[0], "建立对账制度", s.Case.HandlingUnit, s.Today.AddDays(20), Sources)),
        new("recordNobodyAtFault", _ => 0, s => new RecordNobodyAtFault(s.OpenRecord!.No, null, null)),
        new("verifyAccountability", s => s.OpenRecord is { Causes: not null, Education.Count: > 0 } r && (r.Responsible.Count > 0 || r.NobodyAtFault is not null) && r.Status != AccountabilityStatus.Deferred ? Likely : 0,
            s => s.Dice.Chance(0.9) ? new VerifyAccountability(s.OpenRecord!.No, null, null) : new VerifyAccountability(s.OpenRecord!.No, "C1", "原因不具体")),
        new("deferAccountability", _ => 0.01, s => new DeferAccountability(s.OpenRecord!.No, s.Today.AddDays(40), "GOV-COUNTY", "等待外部决定")),
        new("recordFollowUp", s => Followed(s) is not null ? 1 : 0, s => new RecordFollowUp(Followed(s)!.No, true, s.Dice.Chance(0.03), "回头看")),
        new("openAccountability", _ => 0.0005, _ => new OpenAccountability("TR10", "督查发现问题")),
    ];

    public static readonly IReadOnlyList<Hand> OfAfter =
    [
        new("close", s => s.Case.AnsweredAt is not null ? Sure : 0, s => new Close(s.Reference.Unit(s.Case.HandlingUnit)?.Level)),
        new("rate", s => !s.Done.Contains("rate") ? Seldom : 0, s => new Rate(s.Dice.Whole(2, 5))),
        new("askReopen", s => s.Temper.Reopens && !s.Done.Contains("askReopen") && s.Case.ReopenAsked is null ? 1 : 0, _ => new AskReopen("unsatisfied", "没有解决")),
        new("decideReopen", _ => Sure, s => new DecideReopen(s.Dice.Chance(0.7), "经核实", null)),
        new("recordCallBack", s => s.Done.Contains("recordCallBack") ? 0 : s.Temper.FalselyClosed ? 2 : 0.2, s => new RecordCallBack(s.Temper.FalselyClosed ? "falseClosure" : "solved", "电话回访")),
        new("withdraw", s => s.Temper.Withdraws && !s.Done.Contains("withdraw") && s.Case.AnsweredAt is null ? 1 : 0, _ => new Withdraw("已自行解决")),
        new("confirmWithdrawal", _ => Sure, s => new ConfirmWithdrawal(true, s.Dice.Chance(0.1))),
        new("revokeWithdrawal", s => s.Case.State == CaseState.Withdrawn ? 0.05 : 0.02, _ => new RevokeWithdrawal()),
        new("askReview", s => s.Temper.AsksReview && !s.Done.Contains("askReview") ? 2 : 0, _ => new AskReview("不认可处理意见")),
        new("decideReview", s => s.WorkIsRipe ? Sure : 0, s => s.Dice.One(new Func<DecideReview>[]
        {
            () => new("upheld", null, "维持原处理意见", Proof: Situation.Proof),
            () => new("changed", "error", "适用依据错误,予以变更", [new(s.Case.Parts.First(p => !p.Diverted).No, "supported", "符合条件", "办法第四条")], Proof: Situation.Proof),
            () => new("returned", "procedure", "程序有误,退回重新办理", Proof: Situation.Proof),
        })()),
        new("askReexamination", s => s.Temper.AsksReview && !s.Done.Contains("askReexamination") ? 1 : 0, _ => new AskReexamination("仍不认可")),
        new("decideReexamination", _ => Likely, _ => new DecideReexamination("upheld", null, "维持复查意见", Proof: Situation.Proof)),
        new("serveReview", _ => Sure, _ => new ServeReview(Situation.Proof)),
        new("recordHearing", s => s.Case.State == CaseState.InReexam && !s.Done.Contains("recordHearing") ? 2 : 0, s => new RecordHearing(s.Today, s.Today, "听证笔录")),
        new("finishTask", s => s.Case.Tasks.Any(t => t.Status == Cases.TaskStatus.Open && (t.Offers.Count == 0 || t.Offers.Contains("finishTask")) && t.Kind is not ("coHandling" or "reportBack")) ? 1 : 0,
            s => new FinishTask(s.Case.Tasks.First(t => t.Status == Cases.TaskStatus.Open && (t.Offers.Count == 0 || t.Offers.Contains("finishTask")) && t.Kind is not ("coHandling" or "reportBack")).No)),
    ];

    /// <summary>A question whose clock has ended is nobody's any more.</summary>
    private static bool IsOpen(Case c, LadderEntry e) => Reading.Subjects.IsWaiting(e) && (e.Step == "byHand" || c.Clocks.Any(k => k.No == e.Clock && k.IsRunning));

    private static AnswerEscalation Answer(Situation s)
    {
        var entry = s.Case.Ladder.Last(e => IsOpen(s.Case, e));
        return entry.Rung switch
        {
            2 => new(entry.No, "recoveryDate", "五日内办结", s.Today.AddDays(5)),
            3 => new(entry.No, "leadCase", "由我包案"),
            _ => new(entry.No, "instruction", "请抓紧办理"),
        };
    }

    private static PerformanceItem? NextPromise(Situation s) =>
        s.Case.Mediations.SelectMany(m => m.Performance).Concat(s.Case.Reviews.SelectMany(r => r.Performance)).FirstOrDefault(p => p.DoneOn is null);

    private static AccountabilityRecord? Followed(Situation s) =>
        s.Case.AccountabilityRecords.FirstOrDefault(r => r.IsPassed && r.FollowUps.Count < 2 && s.IsAfter(r.PassedAt, r.FollowUps.Count == 0 ? 30 : 90));

    private static RecordAgreement Agreement(Situation s)
    {
        var promises = new Promise[] { new("按约定履行", s.Today.AddDays(s.Dice.Whole(5, 40)), Way: "当面履行，调解员在场") };
        var parties = s.Case.People.Where(p => p.Role is "petitioner" or "respondent" or "representative").Select(p => p.No).ToList();
        return s.Temper.OralAgreement && s.Case.Nature == Natures.Dispute ? new("oral", "邻里纠纷", "双方同意", promises)
            : new("written", "邻里纠纷", "双方同意", promises, [.. parties, .. s.Case.People.Any(p => p.Role == "respondent") ? [] : new[] { 0 }], true, true, s.Today,
                CoversParts: [.. s.Case.Parts.Where(p => !p.Diverted).Select(p => p.No)]);
    }
}
