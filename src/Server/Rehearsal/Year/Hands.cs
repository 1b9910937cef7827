using Petitions.Cases;

namespace Petitions.Server.Rehearsal.Year;

/// <summary>How people fill in the forms of the road from the counter to the answer.</summary>
internal static class Hands
{
    private const double Sure = 6, Likely = 3, Seldom = 0.4;

    public static readonly IReadOnlyList<Hand> OfRoad =
    [
        new("accept", s => s.Temper.Transfers && CanTransfer(s) ? 0.1 : Sure, s => new Accept(NoticeServed: s.Dice.Chance(0.8) ? Situation.Proof : null)),
        new("transfer", s => s.Case.Nature == Natures.Tip ? Sure : s.Temper.Transfers && CanTransfer(s) ? Likely : 0, s => new Transfer(TransferTo(s), OverrideReason: "按职责移交")),
        new("receiveTransfer", s => s.Case.CurrentTransfer is { ReceivedAt: null } ? Sure : 0, _ => new ReceiveTransfer()),
        new("raiseObjection", s => s.Temper.Objects && s.Case.CurrentTransfer is { ReceivedAt: not null, Objection: null } ? Likely : 0, _ => new RaiseObjection("不属本单位职责,附依据")),
        new("signObjection", _ => Sure, _ => new SignObjection()),
        new("decideObjection", _ => Sure, s => new DecideObjection(s.Dice.Chance(0.6), "经核对")),
        new("raiseJurisdictionDispute", _ => 0, _ => new RaiseJurisdictionDispute(null, null)),
        new("decideJurisdiction", _ => Sure, s => new DecideJurisdiction(s.Case.Holder, "按职责确定")),
        new("askSupplement", s => s.Temper.Supplements && !s.Done.Contains("askSupplement") ? Likely : 0, _ => new AskSupplement(["有关票据复印件"])),
        new("supplement", s => s.Case.State == CaseState.WaitingSupplement && s.Dice.Chance(0.5) ? Likely : 0, _ => new Supplement("补交票据")),
        new("linkSameMatter", s => s.SameBefore is null ? 0 : Sure * 4, s => new LinkSameMatter(s.SameBefore!, "inHand", "同一人同一事项")),
        new("divert", s => s.Temper.Diverts && DivertTo(s) is not null ? Sure : 0, s => new Divert([], DivertTo(s), "信访工作条例 第三十一条", "请向有权机关提出,地址电话见告知书")),
        new("notAccept", _ => 0.02, _ => new NotAccept("outsideScope", "GOV-COUNTY-XF", "不属受理范围")),
        new("split", s => s.Temper.Mixed && s.Case is { WasSplit: false, Parts.Count: 1 } && s.Case.Nature is not (Natures.Accuse or Natures.Tip) ? Likely : 0, Split),
        new("classify", _ => 0, _ => new Classify(1, null, null)),
        new("treatAsPetition", s => s.Temper.TreatAsPetition && s.Case.Nature is Natures.Service or Natures.Dispute && !s.Done.Contains("treatAsPetition") ? Seldom : 0, _ => new TreatAsPetition()),
        new("recordReception", s => s.Case is { Channel: "visit", PeopleCount: > 5, State: CaseState.Registered } && !s.Done.Contains("recordReception") ? Sure * 4 : 0,
            _ => new RecordReception([new("representative", "甲代表"), new("representative", "乙代表")])),
        new("assignHandler", _ => Sure, s => new AssignHandler(s.Dice.Chance(0.3) ? null : Someone(s))),
        new("recuseHandler", s => s.Temper.Recuses && s.Case is { Handler: not null, Recused.Count: 0, State: CaseState.InHandling or CaseState.InMediation } ? Seldom : 0,
            s => new RecuseHandler(s.Case.Mediations.LastOrDefault(m => m.IsRunning)?.Mediators[0] ?? s.Case.Handler, "亲属关系", null)),
        new("voidDocument", s => s.Case.Documents.Any(VoidedDocuments.MayBe) ? 0.005 : 0, s => new VoidDocument(s.Case.Documents.Last(VoidedDocuments.MayBe).No, "文号写错")),
        new("recordFirstContact", s => s.Running("firstContact") ? Sure : 0, _ => new RecordFirstContact("已电话联系")),
        new("comment", _ => 0.08, _ => new Comment("已了解情况")),
        new("recordHarm", _ => 0.002, s => new RecordHarm(s.Today, "有人受轻伤", true)),
        new("recordDissuasion", s => s.Case.Category == "B1" ? 0.1 : 0, s => new RecordDissuasion("NQ-S1", s.Today, "上门劝阻")),
        new("requestExtension", s => s.Temper.Extends && !s.Done.Contains("requestExtension") && IsLate(s) ? Sure : 0, s => new RequestExtension(s.Dice.Whole(10, 30), "情况复杂")),
        new("approveExtension", _ => Sure, s => new ApproveExtension(s.Today)),
        new("submitOpinion", s => s.WorkIsRipe && !WillMediate(s) ? Sure : 0, s => new SubmitOpinion([.. s.Case.Parts.Where(p => !p.Diverted).Select(p =>
            new PartResult(p.No, s.Dice.One(["supported", "supported", "explained", "notSupported"]), "经查属实情况", "有关规定第四条"))])),
        new("sendBackOpinion", s => s.Done.Contains("sendBackOpinion") ? 0 : 0.3, _ => new SendBackOpinion("事实不清,请补充")),
        new("issueOpinion", _ => Sure, s => new IssueOpinion(s.Reference.BodyOf(s.Case.HandlingUnit)?.Code)),
        new("serveOpinion", _ => Sure, _ => new ServeOpinion(Situation.Proof)),
        new("reportResult", s => s.WorkIsRipe ? Sure : 0, s => s.Dice.Chance(0.85) ? new ReportResult("done", "已修复", null, Situation.Proof)
            : new ReportResult("partlyDone", "部分修复", "待配件到货", Situation.Proof)),
        new("replyToAdvice", s => s.WorkIsRipe ? Sure : 0, s => new ReplyToAdvice(s.Dice.One(["adopted", "partlyAdopted", "notAdopted"]), "经研究答复", Situation.Proof)),
        new("recordPoliceReceipt", _ => Sure, _ => new RecordPoliceReceipt("清河所线索号")),
        new("serveDocument", s => Unserved(s) is null ? 0 : Likely, s => new ServeDocument(Unserved(s)!.No, Situation.Proof)),
        new("replyToSender", s => s.Case is { Sender: { ReplyWanted: true, RepliedAt: null } } && (s.Case.AnsweredAt is not null || !s.Case.IsOpen) ? Sure : 0, _ => new ReplyToSender("已答复反映人")),
        new("reportBack", s => s.Case.Tasks.Any(t => t.Status == Cases.TaskStatus.Open && t.Kind is "coHandling" or "reportBack") ? Sure : 0, _ => new ReportBack("协办情况报告")),
    ];

    private static bool WillMediate(Situation s) => s.Temper.Mediates && s.Case.Mediations.Count == 0 && s.Offered.ContainsKey("proposeMediation");

    private static bool IsLate(Situation s) =>
        s.Case.Clocks.FirstOrDefault(k => k.Code == "CLK-HANDLE60" && k.IsRunning) is { } k && s.Now > k.StartedAt.AddDays(30) && s.Now < k.DueAt;

    private static CaseDocument? Unserved(Situation s) =>
        s.Case.Documents.FirstOrDefault(d => !d.Served && d.Kind is "acceptance-notice" or "diversion-notice" or "same-matter-answer" or "non-acceptance-notice" or "transfer-notice" or "extension-notice");

    private static string? DivertTo(Situation s) => s.Reference.Categories[s.Case.Category].DivertTo;

    private static bool CanTransfer(Situation s) => TransferTo(s) is { } to && to != s.Case.Holder && s.Case is { State: CaseState.Registered, Transfers.Count: < 2 };

    /// <summary>The lowest unit of the route that has handlers of its own, under another body than the desk.</summary>
    private static string? TransferTo(Situation s) => s.Case.Nature == Natures.Tip ? "GOV-POLICE-SR"
        : Jurisdiction.RouteOf(s.Case, s.Today, s.Reference).FirstOrDefault(u => u.StartsWith("ENT-U", StringComparison.Ordinal) && s.Reference.Holders(Roles.Handler, u).Any());

    private static string? Someone(Situation s) =>
        Handling.PossibleHandlers(s.Case, s.Today, s.Reference).Where(p => !s.Case.FormerHandlers.Contains(p.Id)).Take(4).ToList() is { Count: > 0 } some ? s.Dice.One(some).Id : null;

    private static Split Split(Situation s) => new(
    [
        new("按原来的要求处理", s.Case.Nature, s.Case.Category), s.Dice.Chance(0.3) ? new("管事的人收了一条烟", Natures.Accuse, "H2", true) : new("楼道灯坏了", Natures.Service, "A3"),
    ], "分件后的公开部分", "两件事");
}
