using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Promises, judicial confirmation and enforcement after an agreement (T15b; sample 0044).</summary>
public sealed class MediationPerformanceTests
{
    private const string Mediator = MediationTests.Mediator;

    private static readonly ServiceProof Signed = new("signed", null);

    [Fact]
    public void A_promise_not_kept_breaks_the_agreement_by_itself_the_day_after()
    {
        var paper = Agreed();
        paper.PassTo("2026-03-31 23:59");
        Assert.Equal(MediationStatus.Performing, File(paper).Status);
        paper.PassTo("2026-04-01 00:00");
        Assert.Equal((MediationStatus.Breached, Paper.Day("2026-04-01")), (File(paper).Status, File(paper).BreachedOn!.Value));
        Assert.Equal(["P:1", "P:2"], paper.Notices.Where(n => n.Template == "notice.agreementBreached" && n.To.StartsWith('P')).Select(n => n.To).Order());
        Assert.True(Mediation.PerformanceBlocksClosure(paper.Case));
    }

    [Fact]
    public void Both_promises_kept_perform_the_agreement()
    {
        var paper = Agreed();
        paper.Give(new RecordPerformance(1, Paper.Day("2026-03-20")), Mediator, "2026-03-20 10:00");
        paper.Give(new RecordPerformance(2, Paper.Day("2026-04-30")), Mediator, "2026-04-30 10:00");
        paper.PassTo("2026-05-02");
        Assert.Equal(MediationStatus.Performed, File(paper).Status);
        Assert.Null(File(paper).BreachedOn);
    }

    [Fact]
    public void What_was_kept_in_time_and_written_down_late_was_never_broken()
    {
        var paper = Agreed();
        paper.PassTo("2026-04-01 00:00");
        paper.Give(new RecordPerformance(1, Paper.Day("2026-03-30")), Mediator, "2026-04-02 10:00");
        Assert.Equal(MediationStatus.Performing, File(paper).Status);
        Assert.Null(File(paper).BreachedOn);
    }

    [Fact]
    public void What_was_kept_late_stays_marked_as_broken_on_its_day()
    {
        var paper = Agreed();
        paper.PassTo("2026-04-01 00:00");
        paper.Give(new RecordPerformance(1, Paper.Day("2026-04-05")), Mediator, "2026-04-05 10:00");
        Assert.Equal(Paper.Day("2026-04-01"), File(paper).BreachedOn);
        Assert.False(Mediation.PerformanceBlocksClosure(paper.Case));
    }

    [Fact]
    public void Each_day_of_promises_has_a_clock_row_that_ends_with_the_last_of_them_and_survives_the_answer()
    {
        var paper = Agreed();
        Assert.Equal([(Paper.Day("2026-03-31"), ClockStatus.Running), (Paper.Day("2026-04-30"), ClockStatus.Running)], Rows(paper));
        paper.PassTo("2026-04-01 00:00");
        Assert.True(paper.Case.Clocks.First(k => k.Code == Mediation.PerformanceClock).WasMissed);
        paper.Give(new RecordPerformance(1, Paper.Day("2026-03-31")), Mediator, "2026-04-02 10:00");
        Assert.Equal([(Paper.Day("2026-03-31"), ClockStatus.Met), (Paper.Day("2026-04-30"), ClockStatus.Running)], Rows(paper));
        Assert.False(paper.Case.Clocks.First(k => k.Code == Mediation.PerformanceClock).WasMissed);
        paper.Give(new EndByMediation(Road.Signed), Mediator, "2026-04-02 11:00");
        paper.PassTo("2026-05-02");
        paper.Give(new RecordPerformance(2, Paper.Day("2026-05-01")), Mediator, "2026-05-02 10:00");
        Assert.Equal([(Paper.Day("2026-03-31"), ClockStatus.Met), (Paper.Day("2026-04-30"), ClockStatus.Missed)], Rows(paper));

        static IEnumerable<(DateOnly, ClockStatus)> Rows(Paper paper) =>
            paper.Case.Clocks.Where(k => k.Code == Mediation.PerformanceClock).Select(k => (k.EffectiveDue!.Value, k.Status));
    }

    [Fact]
    public void A_promise_that_is_not_there_or_a_day_to_come_is_refused()
    {
        Assert.Equal("item", Agreed().Refuses(new RecordPerformance(9, Paper.Day("2026-03-14")), Mediator, "2026-03-14 10:00").Field);
        Assert.Equal("doneOn", Agreed().Refuses(new RecordPerformance(1, Paper.Day("2026-03-20")), Mediator, "2026-03-14 10:00").Field);
        Assert.Equal("AGREEMENT_NOT_FOUND", MediationTests.Consented().Refuses(new RecordPerformance(1, Paper.Day("2026-03-12")), Mediator, "2026-03-14 10:00").Code);
    }

    [Fact]
    public void Both_parties_are_reminded_of_the_court_on_day_fifteen_and_twenty_five()
    {
        var paper = Agreed();
        paper.PassTo("2026-04-13 08:59");
        Assert.Equal([Paper.At("2026-03-28 09:00"), Paper.At("2026-04-07 09:00")],
            paper.Notices.Where(n => n.Template == "notice.confirmationReminder" && n.To == "P:1").Select(n => n.NotBefore));
        Assert.Equal(2, paper.Notices.Count(n => n.Template == "notice.confirmationReminder" && n.To == "P:2"));
    }

    [Fact]
    public void Asking_the_court_stops_the_clock_and_the_reminders()
    {
        var paper = Agreed();
        paper.Give(new RecordConfirmation("asked", Paper.Day("2026-03-20")), Mediator, "2026-03-20 10:00");
        paper.PassTo("2026-04-13 10:00");
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-JC30").Status);
        Assert.DoesNotContain(paper.Notices, n => n.Template == "notice.confirmationReminder");
    }

    [Fact]
    public void A_confirmed_agreement_is_not_mediated_again_even_when_the_case_is_closed()
    {
        var paper = Confirmed();
        paper.Do("2026-03-26 10:00", step => step.Case.State = CaseState.Closed);
        Assert.Equal("MEDIATION_ALREADY_CONFIRMED", paper.Refuses(new ProposeMediation([Mediator]), Mediator, "2026-03-27 10:00").Code);
        Assert.Equal("MEDIATION_ALREADY_CONFIRMED", paper.Refuses(new RecordConfirmation("asked", Paper.Day("2026-03-26")), Mediator, "2026-03-27 10:00").Code);
    }

    [Fact]
    public void In_a_closed_case_without_confirmation_the_state_refuses_a_mediation()
    {
        var paper = Agreed();
        paper.Do("2026-03-26 10:00", step => step.Case.State = CaseState.Closed);
        Assert.Equal("WRONG_STATE", paper.Refuses(new ProposeMediation([Mediator]), Mediator, "2026-03-27 10:00").Code);
    }

    [Fact]
    public void After_confirmation_a_breach_leads_to_enforcement_and_the_case_stays_closed()
    {
        var paper = Confirmed();
        paper.Do("2026-03-26 10:00", step => step.Case.State = CaseState.Closed);
        paper.PassTo("2026-04-01 00:00");
        Assert.Contains(paper.Notices, n => n.To == "P:1" && n.Template == "notice.confirmedAgreementBreached");
        paper.Give(new TellEnforcement(Signed), Mediator, "2026-04-03 10:00");
        Assert.Contains(paper.Case.Documents, d => d is { Kind: "enforcement-notice", Served: true });
        Assert.Equal(CaseState.Closed, paper.Case.State);
    }

    [Fact]
    public void Without_confirmation_the_notice_names_the_court_way()
    {
        var paper = Agreed();
        paper.PassTo("2026-04-01 00:00");
        Assert.Equal("SERVICE_PROOF_REQUIRED", paper.Refuses(new TellEnforcement(new ServiceProof("registeredMail", null)), Mediator, "2026-04-03 10:00").Code);
        paper.Give(new TellEnforcement(Signed), Mediator, "2026-04-03 10:00");
        Assert.Contains(paper.Case.Documents, d => d is { Kind: "court-way-notice", Served: true });
    }

    [Fact]
    public void Enforcement_is_not_told_before_a_breach() =>
        Assert.Equal("AGREEMENT_NOT_BREACHED", Agreed().Refuses(new TellEnforcement(Signed), Mediator, "2026-03-14 10:00").Code);

    [Theory]
    [InlineData("confirmed", "2026-03-20", "step")]
    [InlineData("promised", "2026-03-20", "step")]
    [InlineData("asked", "2026-03-12", "on")]
    [InlineData("asked", "2026-03-25", "on")]
    public void A_step_of_the_court_out_of_order_is_refused(string what, string on, string field) =>
        Assert.Equal(field, Agreed().Refuses(new RecordConfirmation(what, Paper.Day(on)), Mediator, "2026-03-20 10:00").Field);

    private static MediationFile File(Paper paper) => paper.Case.Mediations[0];

    private static Paper Agreed()
    {
        var paper = MediationTests.Consented();
        paper.Give(MediationTests.Written() with
        {
            Promises = [new Promise(new Words("赔偿三千元"), Paper.Day("2026-03-31"), 3000, "转账"), new Promise(new Words("再赔三千元"), Paper.Day("2026-04-30"), 3000, "转账")],
        }, Mediator, "2026-03-13 10:00");
        return paper;
    }

    private static Paper Confirmed()
    {
        var paper = Agreed();
        paper.Give(new RecordConfirmation("asked", Paper.Day("2026-03-20")), Mediator, "2026-03-20 10:00");
        paper.Give(new RecordConfirmation("accepted", Paper.Day("2026-03-23")), Mediator, "2026-03-23 10:00");
        paper.Give(new RecordConfirmation("confirmed", Paper.Day("2026-03-25")), Mediator, "2026-03-25 10:00");
        return paper;
    }
}
