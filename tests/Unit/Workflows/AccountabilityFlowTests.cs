using Petitions.Cases;
using Petitions.Tests.Unit.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>accountability.json: three questions side by side, reminders in time, verification, return, and the two ends of a record.</summary>
public sealed class AccountabilityFlowTests() : Process("accountability")
{
    private static readonly VerifyAccountability Pass = new(1, null, null);

    [Fact]
    public void The_three_questions_are_answered_and_verified()
    {
        var desk = Opened().WaitsAt("accountability", "cause", "edu", "passed", "resp");
        Filled(desk).WaitsAt("accountability", "passed", "verify").Give(Pass, Road.Supervisor, "2026-03-09 10:00").WaitsAt("accountability");
        Assert.Equal(1, desk.Case.Tasks.Count(t => t.Kind == "Petitions.VerifyThreeNotLetGo"));
    }

    [Fact]
    public void What_is_not_written_in_ten_working_days_is_reminded_to_the_supervisor_and_stays_open()
    {
        var desk = Opened().PassTo("2026-03-17 08:59");
        Assert.DoesNotContain(desk.Notices, n => n.Template == "notice.workflow");
        desk.PassTo("2026-03-17 09:00").WaitsAt("accountability", "cause", "edu", "passed", "resp");
        Assert.Contains(desk.Notices, n => n.Template == "notice.workflow" && n.To == Road.Supervisor);
        Assert.Equal(3, desk.OpenTasks.Count(t => t.About == "accountability:1" && t.Instance is not null));
        desk.PassTo("2026-03-31 09:00").WaitsAt("accountability", "cause", "edu", "passed", "resp");
    }

    [Fact]
    public void A_returned_clause_is_asked_again_and_only_that_one()
    {
        var desk = Filled(Opened()).Give(new VerifyAccountability(1, "C3", "没有签到"), Road.Supervisor, "2026-03-09 10:00")
            .WaitsAt("accountability", "edu", "passed");
        desk.Give(Checked.Education(), Checked.Head, "2026-03-10 10:00").WaitsAt("accountability", "passed", "verify")
            .Give(Pass, Road.Supervisor, "2026-03-11 10:00").WaitsAt("accountability");
    }

    [Fact]
    public void Where_the_scheme_asks_for_it_the_fourth_question_follows_and_waits_for_the_proof()
    {
        var desk = Filled(Opened("safety-4")).WaitsAt("accountability", "passed", "right");
        var action = new RecordRectification(1, "planning", "排定替班表", "STF-042", Paper.Day("2026-03-20"), null);
        desk.Give(action, Checked.Head, "2026-03-07 10:00").WaitsAt("accountability", "passed", "right")
            .Give(action with { Proof = "file:9" }, Checked.Head, "2026-03-08 10:00").WaitsAt("accountability", "passed", "verify")
            .Give(new VerifyAccountability(1, "C4", "没有照片"), Road.Supervisor, "2026-03-09 10:00").WaitsAt("accountability", "passed", "right")
            .Give(action with { Proof = "file:10" }, Checked.Head, "2026-03-10 10:00").WaitsAt("accountability", "passed", "verify")
            .Give(Pass, Road.Supervisor, "2026-03-11 10:00").WaitsAt("accountability");
    }

    [Fact]
    public void Rectification_that_is_not_written_in_time_is_reminded_and_stays_open()
    {
        var desk = Filled(Opened("prc-1975")).WaitsAt("accountability", "passed", "right").PassTo("2026-03-20 15:00");
        Assert.Contains(desk.Notices, n => n.Template == "notice.workflow" && n.To == Road.Supervisor);
        desk.WaitsAt("accountability", "passed", "right");
    }

    [Fact]
    public void A_correction_runs_its_questions_anew_where_they_are_still_missing()
    {
        var desk = Filled(Opened()).Give(Pass, Road.Supervisor, "2026-03-09 10:00").WaitsAt("accountability")
            .Give(new CorrectAccountability(1, "责任人写错"), Road.Supervisor, "2026-03-16 10:00").WaitsAt("accountability", "passed", "verify")
            .Give(new VerifyAccountability(2, null, null), Road.Supervisor, "2026-03-17 10:00").WaitsAt("accountability");
        Assert.Equal([2, null], desk.Case.AccountabilityRecords.Select(r => r.CorrectedBy));
    }

    [Fact]
    public void Nobody_at_fault_answers_the_second_question() =>
        Opened().Give(new RecordNobodyAtFault(1, "暴雪封路", "STF-001"), Checked.Head, "2026-03-10 10:00").WaitsAt("accountability", "cause", "edu", "passed");

    [Fact]
    public void Each_record_of_a_case_has_its_own_questions_and_its_own_end()
    {
        var desk = Opened().Give(new OpenAccountability("TR10", "又一件"), Checked.Leader, "2026-03-03 11:00");
        Assert.Equal(2, desk.Running("accountability").Count());
        Filled(desk).Give(Pass, Road.Supervisor, "2026-03-09 10:00").WaitsAt("accountability", "cause", "edu", "passed", "resp");
        Assert.Single(desk.Running("accountability"));
    }

    [Fact]
    public void A_record_that_turns_out_groundless_leaves_nothing_waiting()
    {
        var desk = Trapped().PassTo("2026-06-21 06:00").Give(new CheckAccountability(), Actor.System, "2026-06-21 06:00");
        Assert.Single(desk.Running("accountability"));
        desk.Give(new RecordOnSite { HappenedAt = Paper.At("2026-06-20 17:50") }, Road.Duty, "2026-06-21 07:00").WaitsAt("accountability");
        Assert.Equal(AccountabilityStatus.Groundless, desk.Case.AccountabilityRecords.Single().Status);
    }

    [Fact]
    public void When_it_happens_again_the_first_question_is_asked_anew()
    {
        var desk = Filled(Opened()).Give(Pass, Road.Supervisor, "2026-03-09 10:00");
        desk.Give(new RecordFollowUp(1, false, true, "又漏排"), Road.Supervisor, "2026-04-08 10:00").WaitsAt("accountability", "cause", "passed");
    }

    [Fact]
    public void A_record_opened_after_closing_runs_its_questions_and_its_ladder()
    {
        var desk = Case().Give(new ReportResult("done", "已清运", null, new ServiceProof(Documents.Oral, null)), Checked.Handler, "2026-03-03 09:00")
            .Give(new Close("estate"), Road.EstateHead, "2026-03-03 09:30")
            .Give(new OpenAccountability("TR10", "值班表漏排"), Checked.Leader, "2026-03-03 10:00").WaitsAt("accountability", "cause", "edu", "passed", "resp");
        Assert.Single(desk.Running("escalation"));
        Filled(desk).Give(Pass, Road.Supervisor, "2026-03-09 10:00").IsAtRest(CaseState.Closed);
    }

    private Desk Case() => At("2026-03-02 08:30").Give(Road.Entry("A6"), Road.Clerk, "2026-03-02 08:30").Give(new Accept(), Road.Sorter, "2026-03-02 09:00")
        .Give(new AssignHandler(Checked.Handler), Road.EstateHead, "2026-03-02 10:00");

    private Desk Opened(string? scheme = null) => Case().Give(new OpenAccountability("TR10", "值班表漏排", scheme), Checked.Leader, "2026-03-03 10:00");

    private static Desk Filled(Desk desk) => desk.Give(Checked.Causes(), Checked.Handler, "2026-03-04 15:00")
        .Give(new RecordResponsible(1, [Checked.Blamed()]), Checked.Head, "2026-03-05 15:00").Give(Checked.Education(), Checked.Head, "2026-03-06 15:00");

    private Desk Trapped() => At("2026-06-20 17:26")
        .Give(Road.Entry("A5") with { Urgency = "emergency", ReceivedAt = Paper.At("2026-06-20 17:25") }, Road.Duty, "2026-06-20 17:26")
        .Give(new RecordEmergencyContact(), Road.Duty, "2026-06-20 17:29");
}
