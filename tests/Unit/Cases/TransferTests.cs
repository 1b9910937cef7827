using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

public sealed class TransferTests
{
    [Fact]
    public void The_sender_s_days_end_the_receiver_s_begin_with_its_own_receipt_and_the_first_date_stays_visible()
    {
        var paper = Transferred("2026-02-12 16:10", "2026-02-12 17:00", "ENT-U04", "STF-078");
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-NOTICE15", "ENT-XF").Status);
        Assert.Equal(Paper.Day("2026-02-27"), paper.Clock("CLK-NOTICE15", "ENT-U04").EffectiveDue);
        Assert.Equal(Paper.Day("2026-02-26"), paper.Clock("CLK-OBJECT5WD", "ENT-U04").EffectiveDue);
        Assert.Equal(Paper.Day("2026-02-27"), paper.Clock("CLK-FIRST15").EffectiveDue);
        Assert.Equal(["transfer-slip", "transfer-notice"], paper.Case.Documents.Skip(1).Select(d => d.Kind));
    }

    [Fact]
    public void An_objection_within_five_working_days_across_the_festival_brings_the_case_back_without_resetting_a_clock()
    {
        var paper = Transferred("2026-02-12 16:10", "2026-02-12 17:00", "ENT-U04", "STF-078");
        paper.Give(new RaiseObjection("施工的是井下作业公司"), "STF-078", "2026-02-25 09:00");
        paper.Give(new SignObjection(), "STF-081", "2026-02-25 15:00");
        paper.Give(new DecideObjection(true, null), Road.EnterpriseDesk, "2026-02-26 09:00");
        Assert.Equal((CaseState.Registered, "ENT-XF"), (paper.Case.State, paper.Case.Holder));
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-OBJECT5WD", "ENT-U04").Status);
        Assert.Equal(ClockStatus.Cancelled, paper.Clock("CLK-NOTICE15", "ENT-U04").Status);
        paper.Give(new Transfer("ENT-U03"), Road.EnterpriseDesk, "2026-02-26 10:00");
        paper.Give(new ReceiveTransfer(), "STF-039", "2026-02-26 11:00");
        Assert.Equal(Paper.Day("2026-03-13"), paper.Clock("CLK-NOTICE15", "ENT-U03").EffectiveDue);
        Assert.Equal(Paper.Day("2026-03-04"), paper.Clock("CLK-OBJECT5WD", "ENT-U03").EffectiveDue);
        Assert.Equal(Paper.Day("2026-02-27"), Assert.Single(paper.Case.Clocks, k => k.Code == "CLK-FIRST15").EffectiveDue);
        paper.Give(new Accept(NoticeServed: Road.Signed), "STF-039", "2026-03-02 09:00");
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-NOTICE15", "ENT-U03").Status);
        Assert.Equal(Paper.Day("2026-05-01"), paper.Clock("CLK-HANDLE60").EffectiveDue);
    }

    [Fact]
    public void One_day_after_the_window_the_unit_must_handle_the_case()
    {
        var paper = Transferred("2026-09-29 09:20", "2026-09-29 10:00", "ENT-U02", "STF-077");
        paper.PassTo("2026-10-13 08:00");
        Assert.Equal("OBJECTION_TOO_LATE", paper.Refuses(new RaiseObjection("不归我们"), "STF-077", "2026-10-13 09:00").Code);
    }

    [Fact]
    public void An_objection_needs_a_reason_a_head_s_signature_and_is_used_once()
    {
        var paper = Transferred("2026-02-12 16:10", "2026-02-12 17:00", "ENT-U04", "STF-078");
        Assert.Equal("OBJECTION_REASON_REQUIRED", paper.Refuses(new RaiseObjection(" "), "STF-078", "2026-02-13 09:00").Code);
        Assert.Equal("OBJECTION_NOT_RAISED", paper.Refuses(new SignObjection(), "STF-081", "2026-02-13 09:00").Code);
        paper.Give(new RaiseObjection("施工的是井下作业公司"), "STF-078", "2026-02-13 09:00");
        Assert.Equal("OBJECTION_NOT_RAISED", paper.Refuses(new DecideObjection(true, null), Road.EnterpriseDesk, "2026-02-13 10:00").Code);
        paper.Give(new SignObjection(), "STF-081", "2026-02-13 11:00");
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new DecideObjection(false, null), Road.EnterpriseDesk, "2026-02-14 09:00").Code);
        paper.Give(new DecideObjection(false, "现场核实是贵公司队伍"), Road.EnterpriseDesk, "2026-02-14 10:00");
        Assert.Equal(CaseState.Transferred, paper.Case.State);
        Assert.Equal("OBJECTION_ALREADY_USED", paper.Refuses(new RaiseObjection("再说一次"), "STF-078", "2026-02-24 09:00").Code);
    }

    [Fact]
    public void The_decision_on_an_objection_is_the_sender_s_task_for_two_working_days()
    {
        var paper = Objected();
        var task = paper.Case.Tasks.Single(t => t.Kind == "decideObjection");
        Assert.Equal(("ENT-XF", Local.EndOf(Paper.Day("2026-02-27"))), (task.Unit, task.DueAt));
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new DecideObjection(true, null), Road.Sorter, "2026-02-26 09:00").Code);
    }

    [Fact]
    public void An_objection_that_nobody_decides_in_two_working_days_is_brought_before_the_role_above()
    {
        var paper = Objected();
        paper.PassTo("2026-02-27 23:50");
        Assert.DoesNotContain(paper.Notices, n => n.Template == "notice.objectionOverdue");
        paper.PassTo("2026-02-28 00:10");
        var told = Assert.Single(paper.Notices, n => n.Template == "notice.objectionOverdue");
        Assert.Equal(Road.EnterpriseHead, told.To);
        paper.Give(new DecideObjection(true, null), Road.EnterpriseDesk, "2026-02-28 09:00");
        Assert.Equal(CaseState.Registered, paper.Case.State);
    }

    [Fact]
    public void An_objection_decided_in_time_reaches_nobody_above()
    {
        var paper = Objected();
        paper.Give(new DecideObjection(false, "现场核实是贵公司队伍"), Road.EnterpriseDesk, "2026-02-27 17:00");
        paper.PassTo("2026-03-03 09:00");
        Assert.DoesNotContain(paper.Notices, n => n.Template == "notice.objectionOverdue");
    }

    [Fact]
    public void Nobody_avoids_the_days_by_not_opening_the_letter()
    {
        var paper = AtEnterprise("2026-02-12 16:10");
        paper.Give(new Transfer("ENT-U04"), Road.EnterpriseDesk, "2026-02-12 17:00");
        paper.PassTo("2026-02-16 00:00");
        // Received by the end of 02-13, so 02-14 is the first of the fifteen days.
        Assert.Equal(Paper.Day("2026-02-28"), paper.Clock("CLK-NOTICE15", "ENT-U04").EffectiveDue);
        Assert.True(Assert.Single(paper.All<TransferReceived>()).Deemed);
        Assert.Equal("WRONG_STATE", paper.Refuses(new ReceiveTransfer(), "STF-078", "2026-02-16 09:00").Code);
    }

    [Fact]
    public void Where_no_calendar_tells_the_next_working_day_nothing_counts_as_received_by_itself()
    {
        var paper = AtEnterprise("2026-12-31 09:00");
        paper.Give(new Transfer("ENT-U04"), Road.EnterpriseDesk, "2026-12-31 17:00");
        paper.PassTo("2027-01-04 09:00");
        Assert.Null(paper.Case.CurrentTransfer!.ReceivedAt);
        paper.Give(new ReceiveTransfer(), "STF-078", "2027-01-04 09:00");
        Assert.Equal(Paper.Day("2027-01-19"), paper.Clock("CLK-NOTICE15", "ENT-U04").EffectiveDue);
    }

    [Fact]
    public void A_unit_that_is_not_on_the_route_needs_a_reason()
    {
        var paper = Road.Claim();
        Assert.Equal("UNIT_NOT_COMPETENT", paper.Refuses(new Transfer("ENT-U01"), Road.Sorter, "2026-02-26 09:00").Code);
        paper.Give(new Transfer("ENT-U01", OverrideReason: "停车场由该厂建设"), Road.Sorter, "2026-02-26 09:00");
        Assert.Equal("ENT-U01", paper.Case.Holder);
    }

    [Fact]
    public void Joint_handling_has_exactly_one_lead_and_closing_waits_for_the_others()
    {
        var paper = Road.Claim();
        Assert.Equal("LEAD_UNIT_REQUIRED", paper.Refuses(new Transfer("COM-WY", CoUnits: ["COM-HW"]), Road.Sorter, "2026-02-26 09:00").Code);
        Assert.Equal("LEAD_UNIT_REQUIRED", paper.Refuses(new Transfer("COM-WY", Lead: "COM-HW", CoUnits: ["COM-HW"]), Road.Sorter, "2026-02-26 09:00").Code);
        paper.Give(new Transfer("COM-WY", Lead: "COM-WY", CoUnits: ["COM-HW"], OverrideReason: "停车位占了环卫作业道"), Road.Sorter, "2026-02-26 09:00");
        Assert.Equal("COM-HW", Assert.Single(paper.Case.Tasks, t => t.Kind == "coHandling").Unit);
        paper.Give(new ReportBack("水泵房已腾出"), "STF-027", "2026-02-27 09:00");
        Assert.Equal(Petitions.Cases.TaskStatus.Done, paper.Case.Tasks.Single(t => t.Kind == "coHandling").Status);
    }

    [Fact]
    public void An_assignment_needs_a_day_to_report_back()
    {
        Assert.Equal("reportBackBy", Road.Claim().Refuses(new Transfer("COM-WY", "assign"), Road.Sorter, "2026-02-26 09:00").Field);
        Assert.Equal("to", Road.Claim().Refuses(new Transfer(null), Road.Sorter, "2026-02-26 09:00").Field);
    }

    [Fact]
    public void Nobody_reports_back_on_a_day_that_is_over()
    {
        var refused = Road.Claim().Refuses(new Transfer("COM-WY", "assign", Paper.Day("2026-02-25")), Road.Sorter, "2026-02-26 09:00");
        Assert.Equal(("FIELD_INVALID", "reportBackBy"), (refused.Code, refused.Field));
        var paper = Road.Claim();
        paper.Give(new Transfer("COM-WY", "assign", Paper.Day("2026-02-26")), Road.Sorter, "2026-02-26 09:00");
        Assert.Equal(Local.EndOf(Paper.Day("2026-02-26")), paper.Case.Tasks.Single(t => t.Kind == "reportBack").DueAt);
    }

    [Fact]
    public void Who_helps_is_competent_for_a_request_or_chosen_with_a_reason()
    {
        var refused = Road.Claim().Refuses(new Transfer("COM-WY", Lead: "COM-WY", CoUnits: ["COM-HW"]), Road.Sorter, "2026-02-26 09:00");
        Assert.Equal(("UNIT_NOT_COMPETENT", "coUnits"), (refused.Code, refused.Field));
        var paper = Road.Claim();
        paper.Give(new Transfer("COM-WY", Lead: "COM-WY", CoUnits: ["NQ-ZH"]), Road.Sorter, "2026-02-26 09:00");
        Assert.Equal("NQ-ZH", Assert.Single(paper.Case.CoHandlingUnits));
    }

    [Fact]
    public void The_other_unit_s_people_do_not_receive_it() =>
        Assert.Equal("NOT_FOUND", Transferred("2026-02-12 16:10", "2026-02-12 17:00", "ENT-U04", "STF-078")
            .Refuses(new RaiseObjection("不归我们"), "STF-077", "2026-02-13 09:00").Code);

    private static Paper Objected()
    {
        var paper = Transferred("2026-02-12 16:10", "2026-02-12 17:00", "ENT-U04", "STF-078");
        paper.Give(new RaiseObjection("施工的是井下作业公司"), "STF-078", "2026-02-25 09:00");
        paper.Give(new SignObjection(), "STF-081", "2026-02-25 15:00");
        return paper;
    }

    private static Paper AtEnterprise(string at) =>
        Road.Register(Road.Entry("D5") with { Channel = "hotline12345", Location = "NQ-S2-B06" }, at, Road.EnterpriseDesk);

    private static Paper Transferred(string receivedAt, string at, string to, string receiver)
    {
        var paper = AtEnterprise(receivedAt);
        paper.Give(new Transfer(to), Road.EnterpriseDesk, at);
        paper.Give(new ReceiveTransfer(), receiver, at);
        return paper;
    }
}
