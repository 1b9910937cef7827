using Petitions.Cases;
using Petitions.Tests.Unit.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>petition.json: from the registration of every nature to every end, and back where the law leads back.</summary>
public sealed class PetitionFlowTests() : Process("petition")
{
    private static readonly ServiceProof Told = new(Documents.Oral, null);

    [Fact]
    public void A_claim_is_sent_back_twice_served_and_closed()
    {
        InHandling().Give(Road.Opinion(), Road.Handler, "2026-03-10 09:00").WaitsAt("petition", "sign")
            .Give(new SendBackOpinion("依据不清"), Road.HandlerHead, "2026-03-10 10:00").WaitsAt("petition", "claim")
            .Give(Road.Opinion(), Road.Handler, "2026-03-11 09:00")
            .Give(new IssueOpinion("COM"), Road.HandlerHead, "2026-03-11 10:00").WaitsAt("petition", "serve")
            .Give(new SendBackOpinion("名称有误"), Road.HandlerHead, "2026-03-11 11:00").WaitsAt("petition", "claim")
            .Give(Road.Opinion(), Road.Handler, "2026-03-12 09:00")
            .Give(new IssueOpinion("COM"), Road.HandlerHead, "2026-03-12 10:00")
            .Give(new ServeOpinion(Road.Signed), Road.Clerk, "2026-03-12 11:00").WaitsAt("closure", "close")
            .Give(new Close("community"), Road.EstateHead, "2026-03-13 09:00").IsAtRest(CaseState.Closed);
    }

    [Fact]
    public void A_work_order_is_done_told_and_closed() =>
        ServiceInHandling().Give(new ReportResult("done", "已清运", null, Told), Road.Handler, "2026-03-03 09:00")
            .Give(new Close("estate"), Road.EstateHead, "2026-03-04 09:00").IsAtRest(CaseState.Closed);

    [Fact]
    public void A_suggestion_is_answered_and_closed() =>
        AdviceInHandling().Give(new ReplyToAdvice("adopted", "已列入计划", Road.Signed), Road.EstateHead, "2026-03-05 09:00")
            .Give(new Close("community"), Road.CommunityHead, "2026-03-06 09:00").IsAtRest(CaseState.Closed);

    [Fact]
    public void A_dispute_goes_through_mediation()
    {
        var desk = Dispute();
        desk.WaitsAt("mediation", "propose").Give(new RecordPoliceMediation(true, "互相道歉", Paper.Day("2026-03-03")), Road.EstateHead, "2026-03-03 09:00")
            .WaitsAt("mediation", "answer").Give(new EndByMediation(Road.Signed), Road.EstateHead, "2026-03-03 10:00")
            .Give(new Close("estate"), Road.CommunityHead, "2026-03-04 09:00").IsAtRest(CaseState.Closed);
    }

    [Fact]
    public void A_claim_may_be_mediated_inside_and_goes_on_when_that_fails()
    {
        InHandling().Give(new ProposeMediation(["STF-018"], "COM-TJW"), Road.Handler, "2026-03-03 09:00").WaitsAt("mediation", "consent")
            .Give(new RecordConsent(1, false), "STF-018", "2026-03-03 10:00")
            .Give(new EndMediation("refused", ["court"]), "STF-018", "2026-03-03 11:00").WaitsAt("petition", "claim");
    }

    [Fact]
    public void A_tip_goes_to_the_police_who_receive_it()
    {
        TipSent().Give(new RecordPoliceReceipt("接警回执 26-118"), Road.Police, "2026-03-02 11:00")
            .Give(new Close(null), Road.Duty, "2026-03-03 09:00").IsAtRest(CaseState.Closed);
    }

    [Fact]
    public void A_tip_that_the_police_take_into_handling_ends_with_their_receipt_too()
    {
        TipTaken().WaitsAt("petition", "police-takes").Give(new AssignHandler(Road.Police), Road.Police, "2026-03-02 11:10").WaitsAt("petition", "tip")
            .Give(new RecordPoliceReceipt("接警回执 26-118"), Road.Police, "2026-03-02 12:00")
            .Give(new Close(null), Road.Duty, "2026-03-03 09:00").IsAtRest(CaseState.Closed);
    }

    [Fact]
    public void A_tip_that_ends_by_another_way_leaves_no_task_behind()
    {
        Tip().MovesTo(CaseState.Withdrawn, "2026-03-02 10:02").IsAtRest(CaseState.Withdrawn);
        TipTaken().MovesTo(CaseState.Withdrawn, "2026-03-02 11:30").IsAtRest(CaseState.Withdrawn);
        TipTaken().Give(new AssignHandler(Road.Police), Road.Police, "2026-03-02 11:10").MovesTo(CaseState.Withdrawn, "2026-03-02 11:30")
            .IsAtRest(CaseState.Withdrawn);
    }

    [Fact]
    public void A_transferred_matter_is_accepted_by_its_receiver() =>
        Transferred().WaitsAt("petition", "receive").Give(new Accept(NoticeServed: Road.Signed), "STF-078", "2026-02-25 09:00").WaitsAt("petition", "assign");

    [Fact]
    public void An_objection_that_holds_brings_it_back_to_triage_and_one_that_does_not_leaves_it()
    {
        Objected().Give(new DecideObjection(true, null), Road.EnterpriseDesk, "2026-02-26 09:00").WaitsAt("petition", "triage");
        Objected().Give(new DecideObjection(false, "就是贵单位"), Road.EnterpriseDesk, "2026-02-26 09:00").WaitsAt("petition", "receive");
    }

    [Fact]
    public void A_dispute_of_units_is_decided_and_the_unit_that_lost_receives_it() =>
        Transferred().Give(new RaiseJurisdictionDispute("ENT-U03", "施工单位是三厂"), "STF-078", "2026-02-25 09:00")
            .Give(new DecideJurisdiction("ENT-U03", "施工日志"), Road.EnterpriseDesk, "2026-02-26 09:00").WaitsAt("petition", "receive");

    [Fact]
    public void Triage_ends_a_petition_that_belongs_elsewhere()
    {
        Claim().Give(new NotAccept("litigation", "GOV-COUNTY-COURT", "已起诉"), Road.Sorter, "2026-03-03 09:00").IsAtRest(CaseState.NotAccepted);
        Wages().Give(new Divert(null, "GOV-COUNTY-HRSS", "信访工作条例 第三十一条(二)", "申请仲裁"), Road.EnterpriseDesk, "2026-03-03 09:00")
            .IsAtRest(CaseState.Diverted);
        var again = Claim();
        again.Others["NQ-2026-0015"] = new CaseGlance("NQ-2026-0015", CaseState.InHandling, false, "NQ-ZH", "COM-WY", Paper.At("2026-05-04"), []);
        again.Give(new LinkSameMatter("NQ-2026-0015", Linking.InHandGround, "同一人同一事"), Road.Sorter, "2026-03-03 09:00").IsAtRest(CaseState.Linked);
    }

    [Fact]
    public void A_supplement_or_its_time_brings_it_back_to_triage()
    {
        var asked = Claim().Give(new AskSupplement(["缴费凭证"]), Road.Sorter, "2026-03-03 09:00").WaitsAt("petition", "supplement");
        asked.Give(new Supplement("补交凭证"), Road.Petitioner, "2026-03-04 09:00").WaitsAt("petition", "triage");
        var silent = Claim().Give(new AskSupplement(["缴费凭证"]), Road.Sorter, "2026-03-03 09:00");
        silent.PassTo("2026-04-01 00:00").WaitsAt("petition", "triage");
    }

    [Fact]
    public void A_split_petition_goes_on_with_the_part_that_stays() =>
        Claim().Give(new Split([new("退还多收费", Natures.Claim, "A8"), new("楼道灯不亮", Natures.Service, "A3")]), Road.Sorter, "2026-03-03 09:00")
            .WaitsAt("petition", "triage");

    [Fact]
    public void A_withdrawal_ends_the_petition_wherever_it_stands()
    {
        Gone(Claim());
        Gone(Accepted());
        Gone(InHandling());
        Gone(ServiceInHandling());
        Gone(AdviceInHandling());
        Gone(Dispute());
        Gone(InHandling().Give(Road.Opinion(), Road.Handler, "2026-03-03 09:00"));
        Gone(Issued());
        Gone(Transferred());
    }

    [Fact]
    public void A_revoked_withdrawal_leads_back_to_where_it_stood()
    {
        Back(Claim()).WaitsAt("petition", "triage");
        Back(Accepted()).WaitsAt("petition", "assign");
        Back(InHandling()).WaitsAt("petition", "claim");
        Back(InHandling().Give(Road.Opinion(), Road.Handler, "2026-03-03 09:00")).WaitsAt("petition", "sign");
        Back(Transferred()).WaitsAt("petition", "receive");
        Back(Dispute()).WaitsAt("mediation", "propose");
        Back(Answered()).WaitsAt("closure", "close");
        var inMediation = Dispute().Give(new ProposeMediation(["STF-013"]), "STF-013", "2026-03-02 11:00")
            .Give(new RecordConsent(1, true), "STF-013", "2026-03-03 11:00").Give(new RecordConsent(2, true), "STF-013", "2026-03-03 11:00");
        Back(inMediation).WaitsAt("mediation", "session");
        TipTaken().Give(new AssignHandler(Road.Police), Road.Police, "2026-03-02 11:10").MovesTo(CaseState.Withdrawn, "2026-03-02 11:30")
            .MovesTo(CaseState.InHandling, "2026-03-02 11:40").WaitsAt("petition", "tip");
    }

    [Fact]
    public void An_opinion_that_was_issued_before_a_withdrawal_is_served_after_its_revocation() =>
        Back(Issued()).WaitsAt("petition", "serve").Give(new ServeOpinion(Road.Signed), Road.Clerk, "2026-03-16 09:00").WaitsAt("closure", "close");

    [Fact]
    public void A_work_order_that_wants_a_written_answer_becomes_a_claim_on_the_way() =>
        ServiceInHandling().Give(new TreatAsPetition(), Road.Petitioner, "2026-03-03 09:00").WaitsAt("petition", "assign")
            .Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-03 10:00").WaitsAt("petition", "claim");

    [Fact]
    public void A_dispute_in_mediation_that_becomes_a_claim_leaves_the_mediation_behind() =>
        Dispute().Give(new TreatAsPetition(), Road.Petitioner, "2026-03-03 09:00").WaitsAt("petition", "assign").WaitsAt("mediation")
            .Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-03 10:00").WaitsAt("petition", "claim");

    [Fact]
    public void A_mediation_that_runs_when_the_dispute_becomes_a_claim_goes_on_inside_the_claim()
    {
        var desk = Dispute().Give(new ProposeMediation(["STF-013"]), "STF-013", "2026-03-02 11:00").Give(new TreatAsPetition(), Road.Petitioner, "2026-03-03 09:00")
            .Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-03 10:00").WaitsAt("mediation", "consent");
        desk.Give(new RecordConsent(1, true), "STF-013", "2026-03-03 11:00").Give(new RecordConsent(2, true), "STF-013", "2026-03-03 11:00");
        Assert.Equal("WRITTEN_AGREEMENT_REQUIRED", desk.Refuses(new RecordAgreement("oral", null, "花架内移"), "STF-013", "2026-03-04 09:00"));
        desk.Give(new EndMediation("failed", ["court"]), "STF-013", "2026-03-04 10:00").WaitsAt("petition", "claim");
    }

    [Fact]
    public void Reopened_after_the_answer_or_after_closing_it_is_handled_again()
    {
        Reopened(Answered()).WaitsAt("petition", "claim").WaitsAt("closure");
        Reopened(Answered().Give(new Close("estate"), Road.EstateHead, "2026-03-13 09:00").IsAtRest(CaseState.Closed)).WaitsAt("petition", "claim");
    }

    [Fact]
    public void An_accusation_goes_the_sealed_way_and_an_impossible_state_leads_back()
    {
        var desk = At("2026-03-02 09:00");
        desk.Give(Road.Entry("H2"), Road.Clerk, "2026-03-02 09:00").WaitsAt("petition", "sealed-line").WaitsAt("sealed-report", "hand-over");
        var inHandling = At("2026-03-02 09:00").Give(Road.Entry("H2"), Road.Clerk, "2026-03-02 09:00");
        inHandling.MovesTo(CaseState.WaitingSupplement, "2026-03-02 10:00").MovesTo(CaseState.InHandling, "2026-03-02 11:00").WaitsAt("petition", "elsewhere")
            .MovesTo(CaseState.Closed, "2026-03-02 12:00").IsAtRest(CaseState.Closed);
    }

    [Fact]
    public void An_accusation_whose_withdrawal_is_taken_back_goes_on_in_the_sealed_line()
    {
        var desk = At("2026-03-02 09:00").Give(Road.Entry("H2"), Road.Clerk, "2026-03-02 09:00").Give(new HandToDiscipline(), Road.Sorter, "2026-03-03 09:00");
        Gone(desk, "2026-03-04").Give(new RevokeWithdrawal(), Road.Petitioner, "2026-03-05 09:00").WaitsAt("petition", "sealed-line").WaitsAt("sealed-report", "tell");
        desk.Give(new ConcludeAccusation("notUpheld"), "STF-050", "2026-03-06 10:00").Give(new TellResult(Road.Signed), "STF-050", "2026-03-06 11:00");
        Gone(desk, "2026-03-07").Give(new RevokeWithdrawal(), Road.Petitioner, "2026-03-08 09:00").WaitsAt("sealed-report", "close");

        static Desk Gone(Desk desk, string day) => desk.Give(new Withdraw("不追究了"), Road.Petitioner, $"{day} 09:00")
            .Give(new ConfirmWithdrawal(true, false), "STF-051", $"{day} 10:00").IsAtRest(CaseState.Withdrawn);
    }

    [Fact]
    public void What_turns_out_to_be_an_accusation_is_handed_over_from_the_sorting_desk() =>
        Claim().Give(new Classify(1, null, "H2"), Road.Sorter, "2026-03-02 09:00").Give(new HandToDiscipline(), Road.Sorter, "2026-03-02 10:00")
            .WaitsAt("petition", "sealed-line").WaitsAt("sealed-report", "tell");

    [Fact]
    public void From_a_tip_the_officer_on_duty_splits_off_what_is_said_against_a_cadre_and_the_tip_goes_to_the_police()
    {
        var tip = At("2026-03-02 22:00").Give(Road.Entry("C3") with { ReceivedBy = "COM" }, Road.Duty, "2026-03-02 22:00").WaitsAt("petition", "to-police");
        tip.Give(
            new Split([new("有人偷油", null, "C3"), new("队长分钱", null, "H2", true)], "南边废井旁有人偷油", "偷油"), Road.Duty, "2026-03-02 22:04")
            .WaitsAt("petition", "to-police").Give(new Transfer("GOV-POLICE"), Road.Duty, "2026-03-02 22:05").WaitsAt("petition", "receive");
    }

    [Fact]
    public void A_request_for_service_inside_a_tip_leaves_it_by_a_split_that_everybody_may_see() =>
        At("2026-03-02 22:00").Give(Road.Entry("C3") with { ReceivedBy = "COM" }, Road.Duty, "2026-03-02 22:00")
            .Give(new Split([new("有人偷油", null, "C3"), new("路灯坏了", null, "A3")], "南边废井旁有人偷油", "偷油"), Road.Duty, "2026-03-02 22:04")
            .WaitsAt("petition", "to-police");

    [Fact]
    public void A_review_is_waited_for_and_followed_by_what_it_brings() =>
        Answered().Give(new AskReview("没有看票据"), Road.Petitioner, "2026-03-20 09:00").WaitsAt("petition", "review").WaitsAt("review", "review")
            .Give(new DecideReview("upheld", Text: "扣费属实,处理得当", Proof: Road.Signed), Reviewed.Reviewer, "2026-04-02 09:00").WaitsAt("petition", "closure")
            .Give(new Close("community"), Road.CommunityHead, "2026-04-03 09:00").IsAtRest(CaseState.Closed);

    private Desk Claim(string category = "A8") => At("2026-03-02 08:30").Give(Road.Entry(category), Road.Clerk, "2026-03-02 08:30");

    private Desk Accepted() => Claim().Give(new Accept(NoticeServed: Road.Signed), Road.Sorter, "2026-03-02 09:00");

    private Desk InHandling() => Accepted().Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-02 10:00");

    private Desk Issued() => InHandling().Give(Road.Opinion(), Road.Handler, "2026-03-03 09:00").Give(new IssueOpinion("COM"), Road.HandlerHead, "2026-03-03 10:00");

    private Desk Answered() => Issued().Give(new ServeOpinion(Road.Signed), Road.Clerk, "2026-03-03 11:00");

    private Desk ServiceInHandling() => Claim("A6").Give(new Accept(), Road.Sorter, "2026-03-02 09:00")
        .Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-02 10:00").WaitsAt("petition", "service");

    private Desk AdviceInHandling() => Claim("I1").Give(new Accept(), Road.Sorter, "2026-03-02 09:00")
        .Give(new AssignHandler(Road.EstateHead), Road.CommunityHead, "2026-03-02 10:00").WaitsAt("petition", "advice");

    private Desk Dispute() => At("2026-03-02 08:30").Give(Neighbours, Road.Clerk, "2026-03-02 08:30").Give(new Accept(), Road.Sorter, "2026-03-02 09:00")
        .Give(new AssignHandler("STF-013"), Road.EstateHead, "2026-03-02 10:00");

    private static Register Neighbours => Road.Entry("B1") with
    {
        People = [new NamedPerson("petitioner", "柳青", "10000000001"), new NamedPerson("respondent", "石川", "10000000002")],
    };

    private Desk Tip() => At("2026-03-02 10:00")
        .Give(Road.Entry("C3") with { Location = null, Anonymous = true, ReceivedBy = "COM" }, Road.Duty, "2026-03-02 10:00").WaitsAt("petition", "to-police");

    private Desk TipSent() => Tip().Give(new Transfer("GOV-POLICE"), Road.Duty, "2026-03-02 10:05").WaitsAt("petition", "receive");

    private Desk TipTaken() => TipSent().Give(new Accept(), Road.Police, "2026-03-02 11:00");

    private Desk Wages() => At("2026-03-02 08:30")
        .Give(Road.Entry("E5") with { AffiliatedUnit = "ENT-U01", Location = null }, Road.EnterpriseDesk, "2026-03-02 08:30");

    private Desk Transferred() => At("2026-02-12 16:10").Give(Road.Entry("D5"), Road.EnterpriseDesk, "2026-02-12 16:10")
        .Give(new Transfer("ENT-U04"), Road.EnterpriseDesk, "2026-02-12 17:00").Give(new ReceiveTransfer(), "STF-078", "2026-02-13 09:00");

    private Desk Objected() => Transferred().Give(new RaiseObjection("不是我们施工"), "STF-078", "2026-02-25 09:00")
        .Give(new SignObjection(), "STF-081", "2026-02-25 15:00").WaitsAt("petition", "receive");

    private static Desk Gone(Desk desk, string by = Road.Supervisor) => desk.Give(new Withdraw("已解决"), Road.Petitioner, "2026-03-13 09:00")
        .Give(new ConfirmWithdrawal(true, false), by, "2026-03-13 10:00").IsAtRest(CaseState.Withdrawn);

    private static Desk Back(Desk desk) => Gone(desk).Give(new RevokeWithdrawal(), Road.Petitioner, "2026-03-14 09:00");

    private static Desk Reopened(Desk desk) => desk.Give(new AskReopen("unsatisfied", "没有解决"), Road.Petitioner, "2026-03-14 09:00")
        .Give(new DecideReopen(true, "重新核实", Road.OtherHandler), Road.EstateHead, "2026-03-16 09:00");
}
