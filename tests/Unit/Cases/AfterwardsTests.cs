using Petitions.Cases;
using Xunit;
using TaskStatus = Petitions.Cases.TaskStatus;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Closing, rating, reopening, call-backs, withdrawal.</summary>
public sealed class AfterwardsTests
{
    [Fact]
    public void Closing_ends_the_internal_clocks_and_leaves_the_petitioner_s_windows_open()
    {
        var paper = Road.Answered();
        paper.Give(new Close("community"), Road.EstateHead, "2026-03-27 09:00");
        Assert.Equal((CaseState.Closed, "community"), (paper.Case.State, paper.Case.LevelOfSolution));
        Assert.Equal(ClockStatus.Running, paper.Clock("CLK-REV-ASK30").Status);
        Assert.Contains(paper.Case.Documents, d => d.Kind == "closing-sheet");
    }

    [Fact]
    public void The_handler_never_closes_alone_nor_the_head_of_the_handling_unit()
    {
        Assert.Equal("NOT_YOUR_ROLE", Road.Answered().Refuses(new Close(null), Road.Handler, "2026-03-27 09:00").Code);
        Assert.Equal("NOT_YOUR_ROLE", Road.Answered().Refuses(new Close(null), Road.HandlerHead, "2026-03-27 09:00").Code);
        var ownHandler = Road.InHandling(handler: Road.EstateHead);
        ownHandler.Give(Road.Opinion(), Road.EstateHead, "2026-03-20 09:00");
        ownHandler.Give(new IssueOpinion("ENT"), Road.EnterpriseHead, "2026-03-20 10:00");
        ownHandler.Give(new ServeOpinion(Road.Signed), Road.Clerk, "2026-03-20 11:00");
        Assert.Equal("HANDLER_MAY_NOT_CLOSE", ownHandler.Refuses(new Close(null), Road.EstateHead, "2026-03-27 09:00").Code);
        ownHandler.Give(new Close(null), Road.CommunityHead, "2026-03-27 09:00");
        Assert.Equal(CaseState.Closed, ownHandler.Case.State);
    }

    [Fact]
    public void Where_a_body_has_no_petition_office_the_head_of_the_body_above_closes()
    {
        var paper = Road.Register(Road.Entry("E2") with { AffiliatedUnit = "ENT-U01", Location = null }, "2026-04-15 09:00", Road.EnterpriseDesk);
        paper.Give(new Transfer("ENT-U01"), Road.EnterpriseDesk, "2026-04-16 09:00");
        paper.Give(new Accept(NoticeServed: Road.Signed), "STF-038", "2026-04-20 09:00");
        paper.Give(new AssignHandler("STF-038"), "STF-072", "2026-04-20 10:00");
        paper.Give(Road.Opinion("explained"), "STF-038", "2026-06-09 09:00");
        paper.Give(new IssueOpinion("ENT-U01"), "STF-072", "2026-06-09 10:00");
        paper.Give(new ServeOpinion(Road.Signed), Road.EnterpriseDesk, "2026-06-10 09:00");
        Assert.Equal(Paper.Day("2026-07-10"), paper.Clock("CLK-REV-ASK30").EffectiveDue);
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new Close(null), "STF-072", "2026-06-12 09:00").Code);
        paper.Give(new Close("unit"), Road.EnterpriseHead, "2026-06-12 09:00");
        Assert.Equal(CaseState.Closed, paper.Case.State);
    }

    [Fact]
    public void Closing_waits_for_the_ending_the_sender_the_co_handlers_and_supervision()
    {
        Assert.Equal("ENDING_MISSING", Blocked(c => c.AnsweredAt = null));
        Assert.Equal("CLOSE_BLOCKED_SUPERVISION", Blocked(c => c.SupervisionOrders.Add(new(1, SupervisionStatus.Issued, null))));
        Assert.Equal("ORAL_AGREEMENT_RECORD_MISSING", Blocked(c => c.Mediations.Add(new MediationFile
        {
            No = 1, Status = MediationStatus.Agreed, Agreement = new Agreement(Agreement.Oral, null, null, [], Paper.Day("2026-03-19"), null, [1]),
        })));
        Assert.Equal("CLOSE_BLOCKED_PERFORMANCE", Blocked(c => c.Mediations.Add(new MediationFile { No = 1, Status = MediationStatus.Breached })));
        Assert.Equal("CLOSE_BLOCKED_EXTERNAL_REPLY", Blocked(c => c.Sender = new("GOV-COUNTY-XF", "X-1", null, null, true)));
        Assert.Equal("CLOSE_BLOCKED_CO_HANDLER", Blocked(c => c.Tasks.Add(new CaseTask { No = 900, Kind = "coHandling", Role = Roles.Handler })));
    }

    [Fact]
    public void Closing_is_held_by_the_three_questions_and_names_what_is_missing()
    {
        var paper = Road.Answered();
        paper.Give(new OpenAccountability("TR10", "收费系统失控"), "STF-003", "2026-03-21 09:00");
        Assert.Equal(CaseState.PendingAccountability, paper.Case.State);
        var refused = paper.Refuses(new Close(null), Road.EstateHead, "2026-03-27 09:00");
        Assert.Equal("CLOSE_BLOCKED_ACCOUNTABILITY", refused.Code);
        Assert.Contains(refused.Missing, m => m.Clause == "C2");
    }

    [Fact]
    public void The_closing_report_to_the_sender_opens_the_way_and_a_word_on_the_way_stops_no_date()
    {
        var paper = Road.Register(
            Road.Entry("A9") with { Channel = "hotline12345", SenderReference = "12345-1187", SenderDue = Paper.Day("2026-04-24"), ReplyToSender = true }, "2026-04-17 16:45");
        paper.Give(new Accept(), Road.Sorter, "2026-04-17 17:00");
        paper.Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-04-17 17:10");
        paper.Give(new ReplyToSender("已派单"), Road.Clerk, "2026-04-20 09:00");
        Assert.Equal(ClockStatus.Running, paper.Clock(Clocks.ExternalDue).Status);
        paper.PassTo("2026-04-27 10:00");
        paper.Give(new ReportResult("done", "坑已填平", null, new ServiceProof(Documents.Electronic, "短信回执")), Road.Handler, "2026-04-27 11:00");
        Assert.Equal((ClockStatus.Missed, ClockStatus.Met), (paper.Clock(Clocks.ExternalDue).Status, paper.Clock(Clocks.InternalTarget).Status));
        paper.Give(new Close("community"), Road.EstateHead, "2026-04-28 09:00");
        Assert.Equal(CaseState.Closed, paper.Case.State);
    }

    [Fact]
    public void A_reply_needs_a_sender_and_words()
    {
        Assert.Equal("WRONG_STATE", Road.Claim().Refuses(new ReplyToSender("在办"), Road.Clerk, "2026-02-26 09:00").Code);
        Assert.Equal("text", Road.Register(Road.Entry("A8") with { SenderReference = "12345-1" }, "2026-02-25 10:15")
            .Refuses(new ReplyToSender(" "), Road.Clerk, "2026-02-26 09:00").Field);
    }

    [Fact]
    public void She_rates_once_within_thirty_days()
    {
        var paper = Road.Answered();
        Assert.Equal("stars", paper.Refuses(new Rate(6), Road.Petitioner, "2026-03-21 09:00").Field);
        paper.Give(new Rate(4, "态度好"), Road.Petitioner, "2026-03-21 09:00");
        Assert.Equal(4, paper.Case.Rating);
        Assert.Equal("RATE_WINDOW_CLOSED", paper.Refuses(new Rate(5), Road.Petitioner, "2026-03-22 09:00").Code);
        var silent = Road.Answered();
        silent.PassTo("2026-04-21 00:10");
        Assert.Equal("RATE_WINDOW_CLOSED", silent.Refuses(new Rate(5), Road.Petitioner, "2026-04-21 09:00").Code);
    }

    [Fact]
    public void A_false_closure_found_by_another_unit_reopens_by_itself_with_the_first_dates_and_another_handler()
    {
        var paper = Road.ServiceAnswered();
        Assert.Equal("SAME_HANDLER_FORBIDDEN",
            paper.Refuses(new RecordCallBack("falseClosure", "没人来", Road.Handler), Road.EstateHead, "2026-09-09 09:00").Code);
        paper.Give(new RecordCallBack("falseClosure", "没人来"), Road.EstateHead, "2026-09-09 09:00");
        Assert.Equal((CaseState.InHandling, null), (paper.Case.State, paper.Case.Handler));
        Assert.Equal(Paper.Day("2026-09-10"), paper.Clock(Clocks.InternalTarget).EffectiveDue);
        Assert.Equal(ClockStatus.Running, paper.Clock(Clocks.InternalTarget).Status);
        Assert.Single(paper.Case.FalseClosures);
        Assert.Equal(Roles.EstateHead, Assert.Single(paper.Case.Tasks, t => t.Kind == "assignHandler" && t.Status == TaskStatus.Open).Role);
        paper.Give(new AssignHandler("STF-030"), Road.EstateHead, "2026-09-09 10:00");
        paper.Give(new ReportResult("done", "当面清运", null, Road.Signed), "STF-030", "2026-09-10 10:00");
        Assert.Equal(ClockStatus.Met, paper.Clock(Clocks.InternalTarget).Status);
    }

    [Fact]
    public void A_call_back_is_made_by_another_unit_and_may_find_everything_in_order()
    {
        var paper = Road.ServiceAnswered();
        Assert.Equal("OTHER_UNIT_REQUIRED", Refused(paper, "COM-WY"));
        Assert.Equal("result", paper.Refuses(new RecordCallBack("fine", null), Road.EstateHead, "2026-09-09 09:00").Field);
        paper.Give(new RecordCallBack("solved", null), Road.Supervisor, "2026-09-09 09:00");
        Assert.Equal(CaseState.Answered, paper.Case.State);

        static string Refused(Paper paper, string unit) =>
            paper.Refuses(new RecordCallBack("solved", null), new Actor("STF-900", [Roles.Intake, Roles.Handler], unit), "2026-09-09 09:00").Code;
    }

    [Fact]
    public void Dissatisfied_within_the_window_she_asks_and_the_office_decides_within_three_working_days()
    {
        var paper = Road.Answered();
        paper.Give(new AskReopen("unsatisfied", "只退了一半"), Road.Petitioner, "2026-03-25 09:00");
        Assert.Equal(Local.EndOf(Paper.Day("2026-03-30")), paper.Case.Tasks.Single(t => t.Kind == "decideReopen").DueAt);
        Assert.Equal("SAME_HANDLER_FORBIDDEN", paper.Refuses(new DecideReopen(true, "有理", Road.Handler), Road.EstateHead, "2026-03-26 09:00").Code);
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new DecideReopen(true, null), Road.EstateHead, "2026-03-26 09:00").Code);
        paper.Give(new DecideReopen(true, "有理", Road.OtherHandler), Road.EstateHead, "2026-03-26 09:00");
        Assert.Equal((CaseState.InHandling, Road.OtherHandler), (paper.Case.State, paper.Case.Handler));
        Assert.Equal(Paper.Day("2026-05-01"), paper.Clock("CLK-HANDLE60").EffectiveDue);
        Assert.Equal(ClockStatus.Cancelled, paper.Clock("CLK-REV-ASK30").Status);
    }

    [Fact]
    public void A_refused_reopening_leaves_the_answer_as_it_is()
    {
        var paper = Road.Answered();
        Assert.Equal("REOPEN_NOT_ASKED", paper.Refuses(new DecideReopen(true, "有理"), Road.EstateHead, "2026-03-25 09:00").Code);
        paper.Give(new AskReopen("unsatisfied", "只退了一半"), Road.Petitioner, "2026-03-25 09:00");
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new DecideReopen(false, "已全额"), Road.HandlerHead, "2026-03-26 09:00").Code);
        paper.Give(new DecideReopen(false, "已全额退还"), Road.EstateHead, "2026-03-26 09:00");
        Assert.Equal((CaseState.Answered, null), (paper.Case.State, paper.Case.ReopenAsked));
    }

    [Fact]
    public void Asking_to_reopen_needs_ground_reason_and_for_dissatisfaction_the_window()
    {
        var paper = Road.Answered();
        Assert.Equal("ground", paper.Refuses(new AskReopen("mood", "不满"), Road.Petitioner, "2026-03-25 09:00").Field);
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new AskReopen("unsatisfied", null), Road.Petitioner, "2026-03-25 09:00").Code);
        Assert.Equal("REOPEN_WINDOW_CLOSED", paper.Refuses(new AskReopen("unsatisfied", "不满"), Road.Petitioner, "2026-04-21 09:00").Code);
        paper.Give(new AskReopen("falseClosure", "根本没退"), Road.Petitioner, "2026-04-21 09:00");
        paper.Give(new DecideReopen(true, "查实", Road.OtherHandler), Road.EstateHead, "2026-04-21 10:00");
        Assert.Single(paper.Case.FalseClosures);
    }

    [Fact]
    public void A_wish_to_reopen_that_nobody_decides_in_three_working_days_is_brought_before_the_role_above()
    {
        var paper = Road.Answered();
        paper.Give(new AskReopen("unsatisfied", "不满"), Road.Petitioner, "2026-03-25 09:00");
        paper.PassTo("2026-03-30 23:50");
        Assert.DoesNotContain(paper.Notices, n => n.Template == "notice.reopenOverdue");
        paper.PassTo("2026-03-31 00:10");
        Assert.Equal(Road.CommunityHead, Assert.Single(paper.Notices, n => n.Template == "notice.reopenOverdue").To);
        var decided = Road.Answered();
        decided.Give(new AskReopen("unsatisfied", "不满"), Road.Petitioner, "2026-03-25 09:00");
        decided.Give(new DecideReopen(false, "已解释"), Road.EstateHead, "2026-03-30 17:00");
        decided.PassTo("2026-04-02 09:00");
        Assert.DoesNotContain(decided.Notices, n => n.Template == "notice.reopenOverdue");
    }

    [Fact]
    public void A_withdrawal_counts_when_another_unit_has_asked_whether_anybody_pressed()
    {
        var paper = Withdrawing();
        Assert.Equal("WITHDRAWAL_NOT_CONFIRMED", paper.Refuses(new ConfirmWithdrawal(false, false), Road.CommunitySorter, "2026-05-18 09:00").Code);
        Assert.Equal("OTHER_UNIT_REQUIRED",
            paper.Refuses(new ConfirmWithdrawal(true, false), new Actor("STF-900", [Roles.Intake, Roles.Handler], paper.Case.HandlingUnit), "2026-05-18 09:00").Code);
        paper.Give(new ConfirmWithdrawal(true, false), Road.CommunitySorter, "2026-05-18 09:00");
        Assert.Equal(CaseState.Withdrawn, paper.Case.State);
        Assert.Equal(Paper.Day("2026-05-25"), paper.Clock("CLK-WD-REVOKE7").EffectiveDue);
        Assert.Equal(ClockStatus.Cancelled, paper.Clock(Clocks.InternalTarget).Status);
    }

    [Fact]
    public void Revoked_on_the_seventh_day_everything_goes_on_with_the_old_dates()
    {
        var paper = Withdrawing();
        paper.Give(new ConfirmWithdrawal(true, false), Road.CommunitySorter, "2026-05-18 09:00");
        paper.Give(new RevokeWithdrawal(), Road.Petitioner, "2026-05-25 20:00");
        Assert.Equal(CaseState.InHandling, paper.Case.State);
        Assert.Equal((ClockStatus.Running, Paper.Day("2026-05-22")), (paper.Clock(Clocks.InternalTarget).Status, paper.Clock(Clocks.InternalTarget).EffectiveDue!.Value));
    }

    [Fact]
    public void A_target_that_waited_for_the_petitioner_waits_on_when_the_withdrawal_is_taken_back()
    {
        var paper = Road.Claim();
        Assert.Equal(Paper.Day("2026-03-17"), paper.Clock(Clocks.InternalTarget).EffectiveDue);
        paper.Give(new AskSupplement(["票据"]), Road.Sorter, "2026-02-26 09:00");
        paper.Give(new Withdraw("算了"), Road.Petitioner, "2026-02-27 09:00");
        paper.Give(new ConfirmWithdrawal(true, false), Road.CommunitySorter, "2026-02-27 15:00");
        paper.Give(new RevokeWithdrawal(), Road.Petitioner, "2026-03-03 09:00");
        Assert.Equal(ClockStatus.Suspended, paper.Clock(Clocks.InternalTarget).Status);
        paper.Give(new Supplement("票据附后"), Road.Petitioner, "2026-03-05 09:00");
        Assert.Equal((ClockStatus.Running, Paper.Day("2026-03-25")), (paper.Clock(Clocks.InternalTarget).Status, paper.Clock(Clocks.InternalTarget).EffectiveDue!.Value));
    }

    [Theory]
    [InlineData("2026-03-20 09:00", "2026-03-31 00:00", "2026-04-29")]
    [InlineData("2026-04-02 09:00", "2026-04-02 09:00", "2026-05-01")]
    public void A_mediation_that_stood_still_stands_still_on_and_loses_no_day(string revoked, string goesOn, string due)
    {
        var paper = MediationTests.Consented();
        paper.Give(new PauseMediation(Paper.Day("2026-03-30"), true, "等鉴定"), MediationTests.Mediator, "2026-03-12 09:00");
        paper.Give(new Withdraw("算了"), Road.Petitioner, "2026-03-17 09:00");
        paper.Give(new ConfirmWithdrawal(true, false), Road.CommunitySorter, revoked.StartsWith("2026-04", StringComparison.Ordinal) ? "2026-03-27 15:00" : "2026-03-17 15:00");
        paper.PassTo(revoked);
        paper.Give(new RevokeWithdrawal(), Road.Petitioner, revoked);
        paper.PassTo(goesOn);
        Assert.Equal((ClockStatus.Running, Paper.Day(due)), (paper.Clock("CLK-MED30").Status, paper.Clock("CLK-MED30").EffectiveDue!.Value));
    }

    [Fact]
    public void On_the_eighth_day_it_stays_withdrawn()
    {
        var paper = Withdrawing();
        paper.Give(new ConfirmWithdrawal(true, false), Road.CommunitySorter, "2026-05-18 09:00");
        paper.PassTo("2026-05-26 00:10");
        Assert.Equal("REVOKE_WINDOW_CLOSED", paper.Refuses(new RevokeWithdrawal(), Road.Petitioner, "2026-05-26 09:00").Code);
    }

    [Fact]
    public void Pressed_is_not_withdrawn_and_supervision_is_told()
    {
        var paper = Withdrawing();
        paper.Give(new ConfirmWithdrawal(true, true), Road.CommunitySorter, "2026-05-18 09:00");
        Assert.Equal(CaseState.InHandling, paper.Case.State);
        Assert.Contains(paper.Notices, n => n.To == Road.Supervisor && n.Template == "notice.withdrawalPressed");
    }

    [Fact]
    public void Nothing_is_confirmed_that_nobody_asked_and_nothing_asked_twice()
    {
        Assert.Equal("WITHDRAWAL_NOT_ASKED", Road.Claim().Refuses(new ConfirmWithdrawal(true, false), Road.CommunitySorter, "2026-02-26 09:00").Code);
        Assert.Equal("WITHDRAWAL_NOT_ASKED", Road.Claim().Refuses(new RevokeWithdrawal(), Road.Petitioner, "2026-02-26 09:00").Code);
        Assert.Equal("WITHDRAWAL_NOT_CONFIRMED", Withdrawing().Refuses(new Withdraw("再说一次"), Road.Petitioner, "2026-05-16 09:00").Code);
    }

    [Fact]
    public void Who_speaks_for_many_withdraws_only_himself()
    {
        var paper = Road.Register(Road.Entry("A8") with { Channel = "letter", PeopleCount = 12 }, "2026-02-25 10:15");
        paper.Give(new Withdraw("我不告了"), Road.Petitioner, "2026-02-26 09:00");
        paper.Give(new ConfirmWithdrawal(true, false), Road.CommunitySorter, "2026-02-27 09:00");
        Assert.Equal(CaseState.Registered, paper.Case.State);
        Assert.True(paper.Case.People[0].Withdrawn);
        Assert.Equal(ClockStatus.Running, paper.Clock("CLK-NOTICE15").Status);
    }

    [Fact]
    public void A_clerk_says_who_of_several_withdraws_and_the_petition_ends_with_the_last_of_them()
    {
        var paper = Road.Register(Three(), "2026-02-25 10:15");
        Assert.Equal(("FIELD_INVALID", "person"), Fault(paper.Refuses(new Withdraw("不告了"), Road.Clerk, "2026-02-26 09:00")));
        Assert.Equal(("FIELD_INVALID", "person"), Fault(paper.Refuses(new Withdraw("不告了", 9), Road.Clerk, "2026-02-26 09:00")));
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new Withdraw("他也不告了", 2), Road.Petitioner, "2026-02-26 09:00").Code);
        paper.Give(new Withdraw("不告了", 2), Road.Clerk, "2026-02-26 09:00");
        paper.Give(new Withdraw("我也不告了"), Road.Petitioner, "2026-02-26 10:00");
        Assert.Equal(("FIELD_INVALID", "person"), Fault(paper.Refuses(new ConfirmWithdrawal(true, false), Road.CommunitySorter, "2026-02-27 09:00")));
        paper.Give(new ConfirmWithdrawal(true, false, 2), Road.CommunitySorter, "2026-02-27 09:00");
        Assert.Equal([false, true, false], paper.Case.People.Select(p => p.Withdrawn));
        paper.Give(new ConfirmWithdrawal(true, false), Road.CommunitySorter, "2026-02-27 09:05");
        Assert.Equal(CaseState.Registered, paper.Case.State);
        paper.Give(new Withdraw(null, 3), Road.Clerk, "2026-02-27 10:00");
        paper.Give(new ConfirmWithdrawal(true, false), Road.CommunitySorter, "2026-02-27 11:00");
        Assert.Equal(CaseState.Withdrawn, paper.Case.State);
    }

    [Fact]
    public void Each_of_several_may_take_his_own_withdrawal_back_for_seven_days()
    {
        var paper = Road.Register(Three(), "2026-02-25 10:15");
        foreach (var person in new[] { 2, 3 })
        {
            paper.Give(new Withdraw("不告了", person), Road.Clerk, "2026-02-26 09:00");
            paper.Give(new ConfirmWithdrawal(true, false), Road.CommunitySorter, $"2026-02-27 0{person}:00");
        }
        paper.Give(new RevokeWithdrawal(2), Road.Clerk, "2026-03-02 09:00");
        Assert.Equal([false, false, true], paper.Case.People.Select(p => p.Withdrawn));
        Assert.Equal("WITHDRAWAL_NOT_ASKED", paper.Refuses(new RevokeWithdrawal(), Road.Petitioner, "2026-03-02 09:00").Code);
        paper.PassTo("2026-03-10 00:10");
        Assert.Equal("REVOKE_WINDOW_CLOSED", paper.Refuses(new RevokeWithdrawal(3), Road.Clerk, "2026-03-10 09:00").Code);
    }

    [Fact]
    public void Whoever_had_the_case_in_hand_in_another_role_does_not_call_back()
    {
        var paper = Withdrawing();
        Assert.Equal("OTHER_UNIT_REQUIRED", paper.Refuses(new ConfirmWithdrawal(true, false), Road.EstateHead, "2026-05-18 09:00").Code);
        paper.Give(new ConfirmWithdrawal(true, false), Road.CommunitySorter, "2026-05-18 09:00");
    }

    [Fact]
    public void Where_nobody_of_another_unit_reads_the_case_a_supervisor_is_appointed_to_call()
    {
        var paper = Road.Register(Road.Entry("D1") with { Location = null, ReceivedBy = "ENT-XF" }, "2026-03-02 09:00", Road.EnterpriseDesk);
        paper.Give(new Accept(), Road.EnterpriseDesk, "2026-03-02 10:00");
        paper.Give(new AssignHandler("STF-035"), Road.EnterpriseHead, "2026-03-02 11:00");
        paper.Do("2026-03-02 12:00", step => step.Case.Hands.Add(Road.EnterpriseDesk));
        Assert.Equal("NOT_FOUND", paper.Refuses(new Comment("看看"), Road.Supervisor, "2026-03-03 09:00").Code);
        paper.Give(new Withdraw("已谈妥"), Road.Petitioner, "2026-03-03 09:00");
        Assert.Contains(paper.Case.Tasks, t => t is { Kind: "confirmWithdrawal", Assignee: Road.Supervisor });
        Assert.Equal("OTHER_UNIT_REQUIRED", paper.Refuses(new ConfirmWithdrawal(true, false), Road.EnterpriseDesk, "2026-03-03 10:00").Code);
        paper.Give(new ConfirmWithdrawal(true, false), Road.Supervisor, "2026-03-03 10:00");
        Assert.Equal(CaseState.Withdrawn, paper.Case.State);
    }

    [Fact]
    public void Where_the_body_of_the_supervisors_handles_the_case_itself_the_body_above_is_asked_to_call()
    {
        var paper = Road.Register(Road.Entry("A8") with { Location = null, ReceivedBy = "COM" }, "2026-03-02 09:00", Road.CommunitySorter);
        Assert.Equal("COM", paper.Case.HandlingUnit);
        paper.Give(new Withdraw("已退款"), Road.Petitioner, "2026-03-03 09:00");
        Assert.Equal((Roles.Triage, "ENT-XF"), CallOf(paper));
        Assert.Equal("OTHER_UNIT_REQUIRED", paper.Refuses(new ConfirmWithdrawal(true, false), Road.Supervisor, "2026-03-03 10:00").Code);
        paper.Give(new ConfirmWithdrawal(true, false), Road.EnterpriseDesk, "2026-03-03 10:00");
        Assert.Equal(CaseState.Withdrawn, paper.Case.State);
        Assert.DoesNotContain(paper.Case.Tasks, t => t is { Kind: "confirmWithdrawal", Status: Petitions.Cases.TaskStatus.Open });
    }

    [Fact]
    public void A_supervisor_of_another_unit_comes_before_everybody_else_who_might_call() =>
        Assert.Equal((Roles.Supervisor, "COM-DC"), CallOf(Withdrawing()));

    [Fact]
    public void Where_every_supervisor_had_the_case_in_hand_somebody_else_of_another_unit_is_asked_to_call()
    {
        var paper = Road.InHandling();
        paper.Do("2026-03-02 12:00", step => step.Case.Hands.AddRange(step.Reference.Holders(Roles.Supervisor).Select(p => p.Id)));
        paper.Give(new Withdraw("已退款"), Road.Petitioner, "2026-03-03 09:00");
        var (role, unit) = CallOf(paper);
        Assert.NotEqual(Roles.Supervisor, role);
        var asked = paper.Reference.Holders(role, unit).First(p => !paper.Case.Hands.Contains(p.Id));
        paper.Give(new ConfirmWithdrawal(true, false), asked.Id, "2026-03-03 10:00");
        Assert.Equal(CaseState.Withdrawn, paper.Case.State);
    }

    private static (string Role, string? Unit) CallOf(Paper paper) =>
        paper.Case.Tasks.Where(t => t.Kind == "confirmWithdrawal").Select(t => (t.Role, t.Unit)).Single();

    [Fact]
    public void A_tips_withdrawal_is_confirmed_by_the_police_before_and_by_the_officer_on_duty_after_it_was_passed_on()
    {
        var tip = Road.Register(Road.Entry("C3"), "2026-03-02 09:00", Road.Duty);
        tip.Give(new Withdraw("弄错了"), Road.Petitioner, "2026-03-02 09:05");
        Assert.Contains(tip.Case.Tasks, t => t is { Kind: "confirmWithdrawal", Role: Roles.Police });
        Assert.Equal("NOT_FOUND", tip.Refuses(new ConfirmWithdrawal(true, false), Road.Supervisor, "2026-03-02 09:10").Code);
        tip.Give(new ConfirmWithdrawal(true, false), Road.Police, "2026-03-02 09:10");
        Assert.Equal(CaseState.Withdrawn, tip.Case.State);
        var passed = Road.Register(Road.Entry("C3"), "2026-03-02 09:00", Road.Duty);
        passed.Give(new Transfer("GOV-POLICE-SR"), Road.Duty, "2026-03-02 09:04");
        passed.Give(new Withdraw("弄错了"), Road.Petitioner, "2026-03-02 09:05");
        Assert.Contains(passed.Case.Tasks, t => t is { Kind: "confirmWithdrawal", Role: Roles.Duty });
        Assert.Equal("OTHER_UNIT_REQUIRED", passed.Refuses(new ConfirmWithdrawal(true, false), Road.Police, "2026-03-02 09:10").Code);
        passed.Give(new ConfirmWithdrawal(true, false), Road.Duty, "2026-03-02 09:10");
        Assert.Equal(CaseState.Withdrawn, passed.Case.State);
    }

    private static Register Three() => Road.Entry("A8") with
    {
        Channel = "letter", People = [new("petitioner", "柳青"), new("petitioner", "江月"), new("listed", "石松")], PeopleCount = 3,
    };

    private static (string, string?) Fault(Refused refused) => (refused.Code, refused.Field);

    private static string Blocked(Action<Case> because)
    {
        var paper = Road.Answered();
        because(paper.Case);
        return paper.Refuses(new Close(null), Road.EstateHead, "2026-03-27 09:00").Code;
    }

    private static Paper Withdrawing()
    {
        var paper = Road.Register(Road.Entry("B3") with { Location = "NQ-S6-B02", PeopleCount = 2 }, "2026-05-13 12:00");
        paper.Give(new Accept(), Road.Sorter, "2026-05-13 13:00");
        paper.Give(new AssignHandler("STF-026"), Road.EstateHead, "2026-05-13 14:00");
        paper.Give(new Withdraw("当面道歉了"), Road.Petitioner, "2026-05-15 09:00");
        return paper;
    }
}
