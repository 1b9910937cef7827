using Petitions.Cases;
using Petitions.Tests.Unit.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>closure.json: closed at once, closed after the three questions, or left because the case moved on.</summary>
public sealed class ClosureFlowTests() : Process("closure")
{
    [Fact]
    public void Where_nothing_is_asked_the_answered_case_is_closed() =>
        Answered().WaitsAt("closure", "close").Give(new Close("estate"), Road.EstateHead, "2026-03-04 09:00").IsAtRest(CaseState.Closed);

    [Fact]
    public void An_open_record_holds_the_closing_until_it_has_passed()
    {
        var desk = Held().WaitsAt("closure", "changed", "in-time", "passed");
        Assert.Equal("CLOSE_BLOCKED_ACCOUNTABILITY", desk.Refuses(new Close("estate"), Road.EstateHead, "2026-03-04 10:00"));
        Filled(desk, 1).Give(new VerifyAccountability(1, null, null), Road.Supervisor, "2026-03-06 16:00").WaitsAt("closure", "close")
            .Give(new Close("estate"), Road.EstateHead, "2026-03-07 09:00").IsAtRest(CaseState.Closed);
    }

    [Fact]
    public void Of_two_records_the_last_one_frees_the_closing()
    {
        var desk = Held().Give(new OpenAccountability("TR10", "又一件"), Checked.Leader, "2026-03-04 10:00");
        Filled(desk, 1).Give(new VerifyAccountability(1, null, null), Road.Supervisor, "2026-03-06 16:00").WaitsAt("closure", "changed", "in-time", "passed");
        Filled(desk, 2).Give(new VerifyAccountability(2, null, null), Road.Supervisor, "2026-03-06 17:00").WaitsAt("closure", "close");
    }

    [Fact]
    public void A_case_that_is_withdrawn_or_reopened_while_it_waits_is_left_alone()
    {
        Held().Give(new Withdraw("算了"), Road.Petitioner, "2026-03-05 09:00")
            .Give(new ConfirmWithdrawal(true, false), Road.Supervisor, "2026-03-05 10:00").WaitsAt("closure").WaitsAt("petition");
        Answered().Give(new AskReopen("unsatisfied", "没清干净"), Road.Petitioner, "2026-03-05 09:00")
            .Give(new DecideReopen(true, "再去", Road.OtherHandler), Road.EstateHead, "2026-03-05 10:00").WaitsAt("closure").WaitsAt("petition", "service");
    }

    [Fact]
    public void A_late_entry_that_shows_there_was_no_delay_frees_the_closing_though_no_record_was_opened_yet()
    {
        var desk = At("2026-06-20 17:26").Give(
            Road.Entry("A5") with { Urgency = "emergency", ReceivedAt = Paper.At("2026-06-20 17:25") }, Road.Clerk, "2026-06-20 17:26")
            .Give(new RecordEmergencyContact(), Road.Duty, "2026-06-20 17:29").Give(new Accept(), Road.Sorter, "2026-06-20 17:30")
            .Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-06-20 17:31").PassTo("2026-06-20 18:30")
            .Give(new ReportResult("done", "人已救出", null, new ServiceProof(Documents.Oral, null)), Road.Handler, "2026-06-20 18:40")
            .WaitsAt("closure", "changed", "in-time", "passed");
        desk.Give(new RecordOnSite { HappenedAt = Paper.At("2026-06-20 17:50") }, Road.Duty, "2026-06-20 19:00").WaitsAt("closure", "close")
            .Give(new RecordEmergencyStatus("已处置"), Road.Duty, "2026-06-20 19:10")
            .Give(new Close("estate"), Road.EstateHead, "2026-06-22 09:00").IsAtRest(CaseState.Closed);
    }

    private Desk InHandling() => At("2026-03-02 08:30").Give(Road.Entry("A6"), Road.Clerk, "2026-03-02 08:30").Give(new Accept(), Road.Sorter, "2026-03-02 09:00")
        .Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-02 10:00");

    private static Desk Answer(Desk desk) =>
        desk.Give(new ReportResult("done", "已清运", null, new ServiceProof(Documents.Oral, null)), Road.Handler, "2026-03-04 08:30");

    private Desk Answered() => Answer(InHandling());

    private Desk Held() => Answer(InHandling().Give(new OpenAccountability("TR10", "值班表漏排"), Checked.Leader, "2026-03-03 10:00"));

    private static Desk Filled(Desk desk, int record) => desk.Give(Checked.Causes() with { Record = record }, Checked.Handler, "2026-03-04 15:00")
        .Give(new RecordResponsible(record, [Checked.Blamed()]), Checked.Head, "2026-03-05 15:00")
        .Give(Checked.Education() with { Record = record }, Checked.Head, "2026-03-06 15:00");
}
