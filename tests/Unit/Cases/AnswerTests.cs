using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

public sealed class AnswerTests
{
    [Fact]
    public void A_served_opinion_ends_the_sixty_days_and_opens_the_windows_for_review_and_rating()
    {
        var paper = Road.Answered();
        Assert.Equal((CaseState.Answered, "T17"), (paper.Case.State, paper.Case.Ending));
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-HANDLE60").Status);
        Assert.Equal(Paper.Day("2026-04-20"), paper.Clock("CLK-REV-ASK30").EffectiveDue);
        Assert.Equal(ClockStatus.Running, paper.Clock("CLK-SAT30").Status);
    }

    [Fact]
    public void Service_counts_at_its_own_moment_however_late_it_is_entered()
    {
        var paper = Road.OpinionIssued();
        paper.PassTo("2026-05-04 00:00");
        paper.Give(new ServeOpinion(new ServiceProof(Documents.RegisteredMail, "XA123", Paper.At("2026-04-30 15:00"))), Road.Clerk, "2026-05-06 09:00");
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-HANDLE60").Status);
        Assert.Equal(Paper.At("2026-04-30 15:00"), paper.Case.AnsweredAt);
    }

    [Theory]
    [InlineData(null, "核实", "REQUEST_PART_UNANSWERED")]
    [InlineData("supported", " ", "REQUEST_PART_UNANSWERED")]
    [InlineData("perhaps", "核实", "REQUEST_PART_UNANSWERED")]
    public void Every_part_needs_a_result_with_facts(string? result, string facts, string code) =>
        Assert.Equal(code, Road.InHandling().Refuses(new SubmitOpinion([new(1, result, facts, "第八条")]), Road.Handler, "2026-03-20 09:00").Code);

    [Fact]
    public void Every_part_needs_a_legal_basis_and_only_parts_that_are_there_are_answered()
    {
        var paper = Road.InHandling();
        Assert.Equal("LEGAL_BASIS_REQUIRED", paper.Refuses(new SubmitOpinion([new(1, "explained", "核实", null)]), Road.Handler, "2026-03-20 09:00").Code);
        Assert.Equal("REQUEST_PART_UNANSWERED", paper.Refuses(new SubmitOpinion([]), Road.Handler, "2026-03-20 09:00").Code);
        Assert.Equal("results", paper.Refuses(new SubmitOpinion([new(2, "explained", "核实", "第八条")]), Road.Handler, "2026-03-20 09:00").Field);
    }

    [Fact]
    public void Only_the_assigned_handler_drafts_and_only_a_head_issues()
    {
        var paper = Road.InHandling();
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(Road.Opinion(), Road.OtherHandler, "2026-03-20 09:00").Code);
        paper.Give(Road.Opinion(), Road.Handler, "2026-03-20 09:00");
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new IssueOpinion("COM"), Road.Handler, "2026-03-20 10:00").Code);
    }

    [Fact]
    public void A_draft_goes_back_with_a_reason()
    {
        var paper = Road.InHandling();
        paper.Give(Road.Opinion(), Road.Handler, "2026-03-20 09:00");
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new SendBackOpinion(null), Road.HandlerHead, "2026-03-20 10:00").Code);
        paper.Give(new SendBackOpinion("依据不清"), Road.HandlerHead, "2026-03-20 10:00");
        Assert.Equal((CaseState.InHandling, null), (paper.Case.State, paper.Case.Opinion));
    }

    [Theory]
    [InlineData("COM-WY")]
    [InlineData("ENT-U01")]
    [InlineData(null)]
    public void Only_a_body_on_the_line_above_issues(string? body)
    {
        var paper = Road.InHandling();
        paper.Give(Road.Opinion(), Road.Handler, "2026-03-20 09:00");
        Assert.Equal("ISSUER_NOT_A_BODY", paper.Refuses(new IssueOpinion(body), Road.HandlerHead, "2026-03-20 10:00").Code);
    }

    [Fact]
    public void An_opinion_is_issued_once_and_served_with_proof()
    {
        var paper = Road.InHandling();
        paper.Give(Road.Opinion(), Road.Handler, "2026-03-20 09:00");
        Assert.Equal("OPINION_NOT_ISSUED", paper.Refuses(new ServeOpinion(Road.Signed), Road.Clerk, "2026-03-20 10:00").Code);
        paper.Give(new IssueOpinion("COM"), Road.HandlerHead, "2026-03-20 10:00");
        Assert.Equal("WRONG_STATE", paper.Refuses(new IssueOpinion("COM"), Road.HandlerHead, "2026-03-20 10:00").Code);
        Assert.Equal("SERVICE_PROOF_REQUIRED", paper.Refuses(new ServeOpinion(null), Road.Clerk, "2026-03-20 11:00").Code);
        Assert.Equal("SERVICE_PROOF_REQUIRED", paper.Refuses(new ServeOpinion(new(Documents.RegisteredMail, null)), Road.Clerk, "2026-03-20 11:00").Code);
        Assert.Equal("SERVICE_PROOF_REQUIRED", paper.Refuses(new ServeOpinion(new(Documents.Oral, "口头")), Road.Clerk, "2026-03-20 11:00").Code);
        Assert.Equal("HAPPENED_IN_FUTURE",
            paper.Refuses(new ServeOpinion(Road.Signed with { At = Paper.At("2026-03-21 09:00") }), Road.Clerk, "2026-03-20 11:00").Code);
        Assert.Equal("WRONG_STATE", paper.Refuses(new ServeDocument(paper.Case.Opinion!.Document!.Value, Road.Signed), Road.Clerk, "2026-03-20 11:00").Code);
    }

    [Fact]
    public void A_document_is_served_to_several_receivers_each_with_proof()
    {
        var paper = Road.Answered();
        var opinion = paper.Case.Opinion!.Document!.Value;
        paper.Give(new ServeDocument(opinion, Road.Signed with { Recipient = "P:2" }), Road.Clerk, "2026-03-21 10:00");
        Assert.Equal(2, paper.Case.Documents.Single(d => d.No == opinion).Services.Count);
        Assert.Equal("document", paper.Refuses(new ServeDocument(404, Road.Signed), Road.Clerk, "2026-03-21 10:00").Field);
    }

    [Fact]
    public void A_work_order_ends_with_result_and_reply_without_opinion_or_review()
    {
        var paper = Road.ServiceAnswered();
        Assert.Equal((CaseState.Answered, "T15a", "done"), (paper.Case.State, paper.Case.Ending, paper.Case.EndingResult));
        Assert.Equal(ClockStatus.Met, paper.Clock(Clocks.InternalTarget).Status);
        Assert.DoesNotContain(paper.Case.Clocks, k => k.Code == "CLK-REV-ASK30");
    }

    [Fact]
    public void A_work_order_needs_result_what_why_and_a_reply()
    {
        var paper = Road.ServiceInHandling();
        var reply = new ServiceProof(Documents.Oral, null);
        Assert.Equal("RESULT_REQUIRED", paper.Refuses(new ReportResult(null, "清运", null, reply), Road.Handler, "2026-09-08 09:00").Code);
        Assert.Equal("what", paper.Refuses(new ReportResult("done", null, null, reply), Road.Handler, "2026-09-08 09:00").Field);
        Assert.Equal("why", paper.Refuses(new ReportResult("notDone", "未清运", null, reply), Road.Handler, "2026-09-08 09:00").Field);
        Assert.Equal("REPLY_NOT_SENT", paper.Refuses(new ReportResult("done", "清运", null, null), Road.Handler, "2026-09-08 09:00").Code);
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new ReportResult("done", "清运", null, reply), Road.OtherHandler, "2026-09-08 09:00").Code);
    }

    [Fact]
    public void Each_nature_has_its_own_ending()
    {
        Assert.Equal("ENDING_OF_OTHER_NATURE", Road.InHandling().Refuses(new ReportResult("done", "退费", null, Road.Signed), Road.Handler, "2026-03-20 09:00").Code);
        Assert.Equal("ENDING_OF_OTHER_NATURE", Road.InHandling().Refuses(new ReplyToAdvice("adopted", "好", Road.Signed), Road.Handler, "2026-03-20 09:00").Code);
        Assert.Equal("ENDING_OF_OTHER_NATURE", Road.ServiceInHandling().Refuses(Road.Opinion(), Road.Handler, "2026-09-08 09:00").Code);
    }

    [Fact]
    public void A_suggestion_is_answered_with_reason()
    {
        var paper = Road.Register(Road.Entry("I1"), "2026-02-25 10:15");
        paper.Give(new Accept(), Road.Sorter, "2026-02-26 09:00");
        paper.Give(new AssignHandler(Road.EstateHead), Road.CommunityHead, "2026-02-26 10:00");
        Assert.Equal("ADVICE_RESULT_REQUIRED", paper.Refuses(new ReplyToAdvice("maybe", "好", Road.Signed), Road.EstateHead, "2026-03-02 09:00").Code);
        var unreasoned = paper.Refuses(new ReplyToAdvice("adopted", null, Road.Signed), Road.EstateHead, "2026-03-02 09:00");
        Assert.Equal(("ADVICE_RESULT_REQUIRED", "reason"), (unreasoned.Code, unreasoned.Field));
        Assert.Equal("REPLY_NOT_SENT", paper.Refuses(new ReplyToAdvice("adopted", "好", null), Road.EstateHead, "2026-03-02 09:00").Code);
        paper.Give(new ReplyToAdvice("partlyAdopted", "先试点", Road.Signed), Road.EstateHead, "2026-03-02 09:00");
        Assert.Equal((CaseState.Answered, ClockStatus.Met), (paper.Case.State, paper.Clock("CLK-NOTICE15").Status));
    }

    [Fact]
    public void A_tip_ends_with_the_police_receipt_and_nobody_else_sees_it()
    {
        var paper = Road.Register(Road.Entry("C3") with { Location = null, Anonymous = true, ReceivedBy = "COM" }, "2026-10-20 23:10", Road.Duty);
        paper.Give(new Transfer("GOV-POLICE"), Road.Duty, "2026-10-20 23:12");
        Assert.Equal("NOT_FOUND", paper.Refuses(new Comment("?"), Road.CommunitySorter, "2026-10-20 23:13").Code);
        Assert.Equal("POLICE_RECEIPT_REQUIRED", paper.Refuses(new RecordPoliceReceipt(" "), Road.Police, "2026-10-20 23:16").Code);
        paper.Give(new RecordPoliceReceipt("受案回执20261020"), Road.Police, "2026-10-20 23:16");
        Assert.Equal((CaseState.Answered, ClockStatus.Met), (paper.Case.State, paper.Clock("CLK-TIP-POLICE").Status));
        Assert.DoesNotContain(paper.Case.Clocks, k => k.Code is "CLK-SAT30" or "CLK-NOTICE15" or "CLK-OBJECT5WD");
        paper.Give(new Close(null), Road.Duty, "2026-10-21 09:00");
        Assert.Equal(CaseState.Closed, paper.Case.State);
    }

    [Fact]
    public void An_extension_moves_the_sixty_days_once_by_at_most_thirty()
    {
        var paper = Road.InHandling();
        Assert.Equal("EXTENSION_TOO_LONG", paper.Refuses(new RequestExtension(31, "需鉴定"), Road.Handler, "2026-04-20 09:00").Code);
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new RequestExtension(30, null), Road.Handler, "2026-04-20 09:00").Code);
        Assert.Equal("EXTENSION_NOT_ASKED", paper.Refuses(new ApproveExtension(Paper.Day("2026-04-21")), Road.HandlerHead, "2026-04-21 09:00").Code);
        paper.Give(new RequestExtension(30, "需鉴定"), Road.Handler, "2026-04-20 09:00");
        Assert.Equal("toldOn", paper.Refuses(new ApproveExtension(null), Road.HandlerHead, "2026-04-21 09:00").Field);
        paper.Give(new ApproveExtension(Paper.Day("2026-04-21")), Road.HandlerHead, "2026-04-21 09:00");
        Assert.Equal(Paper.Day("2026-05-31"), paper.Clock("CLK-HANDLE60").EffectiveDue);
        Assert.Contains(paper.Case.Documents, d => d.Kind == "extension-notice");
        Assert.Equal("EXTENSION_ALREADY_USED", paper.Refuses(new RequestExtension(5, "再查"), Road.Handler, "2026-04-22 09:00").Code);
    }

    [Fact]
    public void An_extension_is_asked_and_told_before_the_due_day_and_never_approved_by_who_asked()
    {
        var paper = Road.InHandling();
        Assert.Equal("EXTENSION_TOO_LATE", paper.Refuses(new RequestExtension(10, "需鉴定"), Road.Handler, "2026-05-06 09:00").Code);
        Assert.Equal("EXTENSION_TOO_LATE", paper.Refuses(new RequestExtension(10, "需鉴定"), Road.Handler, "2026-05-01 09:00").Code);
        paper.Give(new RequestExtension(10, "需鉴定"), Road.Handler, "2026-04-30 09:00");
        Assert.Equal("EXTENSION_TOO_LATE", paper.Refuses(new ApproveExtension(Paper.Day("2026-05-01")), Road.HandlerHead, "2026-05-01 09:00").Code);
        var self = Road.InHandling(handler: Road.HandlerHead);
        self.Give(new RequestExtension(10, "需鉴定"), Road.HandlerHead, "2026-04-20 09:00");
        Assert.Equal("EXTENSION_SELF_APPROVAL", self.Refuses(new ApproveExtension(Paper.Day("2026-04-20")), Road.HandlerHead, "2026-04-20 10:00").Code);
        Assert.Equal("WRONG_STATE", Road.ServiceInHandling().Refuses(new RequestExtension(5, "慢"), Road.Handler, "2026-09-08 09:00").Code);
    }

    [Fact]
    public void The_glass_is_broken_only_for_a_parked_workflow_by_two_people_with_a_reason()
    {
        var paper = Road.InHandling();
        var answer = new BreakGlass(Road.Supervisor, "流程停摆", Road.Opinion(), "COM", Road.Signed);
        Assert.Equal("BREAK_GLASS_NOT_NEEDED", paper.Refuses(answer, Road.HandlerHead, "2026-05-01 09:00").Code);
        paper.Case.ParkedInstances.Add(1);
        Assert.Equal("SECOND_PERSON_REQUIRED", paper.Refuses(answer with { SecondPerson = null }, Road.HandlerHead, "2026-05-01 09:00").Code);
        Assert.Equal("SECOND_PERSON_REQUIRED", paper.Refuses(answer with { SecondPerson = Road.HandlerHead }, Road.HandlerHead, "2026-05-01 09:00").Code);
        Assert.Equal("REASON_REQUIRED", paper.Refuses(answer with { Reason = null }, Road.HandlerHead, "2026-05-01 09:00").Code);
        Assert.Equal("REQUEST_PART_UNANSWERED", paper.Refuses(answer with { Opinion = null }, Road.HandlerHead, "2026-05-01 09:00").Code);
        paper.Give(answer, Road.HandlerHead, "2026-05-01 10:00");
        Assert.Equal((CaseState.Answered, ClockStatus.Met), (paper.Case.State, paper.Clock("CLK-HANDLE60").Status));
        Assert.Contains(paper.Notices, n => n.Template == "notice.glassBroken" && n.To == "STF-062");
    }

    [Fact]
    public void Behind_the_glass_lies_only_the_answer_of_the_nature()
    {
        var paper = Road.ServiceInHandling();
        paper.Case.ParkedInstances.Add(1);
        var answer = new BreakGlass(Road.Supervisor, "流程停摆", Result: new ReportResult("done", "已清运", null, new ServiceProof(Documents.Oral, null)));
        Assert.Equal("ENDING_OF_OTHER_NATURE", paper.Refuses(answer with { Result = null }, Road.HandlerHead, "2026-09-08 09:00").Code);
        paper.Give(answer, Road.HandlerHead, "2026-09-08 09:00");
        Assert.Equal("T15a", paper.Case.Ending);
    }
}
