using Petitions.Cases;
using Petitions.Tests.Unit.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>mediation.json: proposed, consented, held, agreed or ended, answered; and left at once when the dispute moves on.</summary>
public sealed class MediationFlowTests() : Process("mediation")
{
    private const string Mediator = "STF-013";

    private static readonly RecordSession Session = new("调解室", "双方陈述");

    [Fact]
    public void A_written_agreement_is_served_and_ends_the_dispute()
    {
        InSession().Give(MediationTests.Written(), Mediator, "2026-03-06 10:00").WaitsAt("mediation", "answer")
            .Give(MediationTests.Written() with { Terms = "改为八点以后不练琴" }, Mediator, "2026-03-06 15:00").WaitsAt("mediation", "answer")
            .Give(new EndByMediation(Road.Signed), Mediator, "2026-03-09 09:00").WaitsAt("mediation").WaitsAt("closure", "close");
    }

    [Fact]
    public void A_refusal_ends_it_and_the_notice_is_served()
    {
        Proposed().Give(new RecordConsent(2, false), Mediator, "2026-03-03 09:00").WaitsAt("mediation", "consent")
            .Give(new EndMediation("refused", ["court"]), Mediator, "2026-03-03 10:00").WaitsAt("mediation", "answer")
            .Give(new EndByMediation(Road.Signed), Mediator, "2026-03-04 09:00").WaitsAt("closure", "close");
    }

    [Fact]
    public void What_failed_may_be_proposed_again()
    {
        InSession().Give(Session, Mediator, "2026-03-05 15:00").WaitsAt("mediation", "session")
            .Give(new EndMediation("failed", ["court"]), Mediator, "2026-03-06 10:00").WaitsAt("mediation", "answer")
            .Give(new ProposeMediation(["STF-014"]), Mediator, "2026-03-07 10:00").WaitsAt("mediation", "consent");
    }

    [Fact]
    public void What_the_police_settle_is_served_whether_or_not_it_was_proposed_here()
    {
        Dispute().Give(Settled, Road.EstateHead, "2026-03-03 09:00").WaitsAt("mediation", "answer");
        Dispute().Give(new RecordCourtMediation(true, "三日内赔偿", "(2026)调12号", Paper.Day("2026-03-02")), Road.EstateHead, "2026-03-03 09:00")
            .WaitsAt("mediation", "answer");
        Proposed().Give(Settled, Road.EstateHead, "2026-03-03 09:00").WaitsAt("mediation", "answer")
            .Give(new EndByMediation(Road.Signed), Mediator, "2026-03-04 09:00").WaitsAt("closure", "close");
        foreach (var at in new Func<Desk>[] { Consented, InSession })
            at().Give(Settled with { On = Paper.Day("2026-03-06") }, Road.EstateHead, "2026-03-06 09:00").WaitsAt("mediation", "answer")
                .Give(new EndByMediation(Road.Signed), Mediator, "2026-03-06 10:00").WaitsAt("closure", "close");
    }

    [Fact]
    public void A_vain_try_of_the_police_leaves_the_mediation_where_it_was()
    {
        var failed = new RecordPoliceMediation(false, null, Paper.Day("2026-03-03"));
        Dispute().Give(failed, Road.EstateHead, "2026-03-03 09:00").WaitsAt("mediation", "propose");
        Proposed().Give(failed, Road.EstateHead, "2026-03-03 09:00").WaitsAt("mediation", "consent")
            .Give(new RecordConsent(1, true), Mediator, "2026-03-03 10:00").Give(new RecordConsent(2, true), Mediator, "2026-03-03 10:10")
            .WaitsAt("mediation", "session");
    }

    [Fact]
    public void A_withdrawal_or_a_wish_for_a_written_answer_leaves_it_wherever_it_is()
    {
        foreach (var at in new Func<Desk>[] { Dispute, Proposed, Consented, InSession, Agreed })
        {
            at().Give(new TreatAsPetition(), Road.Petitioner, "2026-03-09 09:00").WaitsAt("mediation").WaitsAt("petition", "assign");
            at().Give(new Withdraw("已和好"), Road.Petitioner, "2026-03-09 09:00")
                .Give(new ConfirmWithdrawal(true, false), Road.Supervisor, "2026-03-09 10:00").IsAtRest(CaseState.Withdrawn);
        }
    }

    [Fact]
    public void A_verb_that_no_open_step_offers_is_refused_and_changes_nothing()
    {
        var desk = Proposed();
        Assert.Equal("CONSENT_MISSING", desk.Refuses(Session, Mediator, "2026-03-03 09:00"));
        Assert.Equal("MEDIATION_RUNNING", desk.Refuses(new ProposeMediation(["STF-014"]), Mediator, "2026-03-03 09:00"));
        desk.WaitsAt("mediation", "consent");
        Assert.Equal("NOT_OFFERED", Dispute().Give(Settled, Road.EstateHead, "2026-03-03 09:00").Give(new ProposeMediation(["STF-013"]), Mediator, "2026-03-03 10:00")
            .Refuses(new EndByMediation(Road.Signed), Mediator, "2026-03-04 09:00"));
    }

    private static RecordPoliceMediation Settled => new(true, "互相道歉", Paper.Day("2026-03-03"));

    private Desk Dispute() => At("2026-03-02 08:30").Give(
            Road.Entry("B1") with { People = [new NamedPerson("petitioner", "柳青", "10000000001"), new NamedPerson("respondent", "石川", "10000000002")] },
            Road.Clerk, "2026-03-02 08:30")
        .Give(new Accept(), Road.Sorter, "2026-03-02 09:00").Give(new AssignHandler(Mediator), Road.EstateHead, "2026-03-02 10:00");

    private Desk Proposed() => Dispute().Give(new ProposeMediation([Mediator]), Mediator, "2026-03-02 11:00");

    private Desk Consented() => Proposed().Give(new RecordConsent(1, true), Road.Petitioner, "2026-03-03 09:00")
        .Give(new RecordConsent(2, true), Mediator, "2026-03-04 09:00").WaitsAt("mediation", "session");

    private Desk InSession() => Consented().Give(Session, Mediator, "2026-03-05 09:00").WaitsAt("mediation", "session");

    private Desk Agreed() => InSession().Give(MediationTests.Written(), Mediator, "2026-03-06 10:00");
}
