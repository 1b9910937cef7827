using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Whoever stands in for an absent person, and for whom the audit says that he acted; who was recused acts for nobody (article 28).</summary>
public sealed class DelegationTests
{
    [Fact]
    public void The_stand_in_of_an_absent_handler_does_his_work_and_the_audit_says_for_whom()
    {
        var paper = Road.InHandling();
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(Road.Opinion(), Road.OtherHandler, "2026-03-04 09:00").Code);
        paper.Reference = EscalationSilenceTests.Absent(Road.Handler, Road.OtherHandler);
        paper.Give(Road.Opinion(), Road.OtherHandler, "2026-03-04 09:00");
        Assert.Equal((Road.OtherHandler, Road.Handler), (paper.Events[^1].Actor.Id, paper.Events[^1].Actor.DelegateOf));
        Assert.Equal(CaseState.OpinionPending, paper.Case.State);
    }

    [Fact]
    public void The_stand_in_of_a_head_signs_in_his_place_and_in_his_own_right_where_that_is_enough()
    {
        var paper = Road.InHandling();
        paper.Give(Road.Opinion(), Road.Handler, "2026-03-04 09:00");
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new IssueOpinion("COM"), Road.OtherHandler, "2026-03-04 10:00").Code);
        paper.Reference = EscalationSilenceTests.Absent(Road.HandlerHead, Road.OtherHandler);
        paper.Give(new Comment("已核对"), Road.OtherHandler, "2026-03-04 10:00");
        Assert.Null(paper.Events[^1].Actor.DelegateOf);
        paper.Give(new IssueOpinion("COM"), Road.OtherHandler, "2026-03-04 10:00");
        Assert.Contains(paper.Events, e => e.Event is OpinionIssued && e.Actor.DelegateOf == Road.HandlerHead);
    }

    [Fact]
    public void A_stand_in_from_elsewhere_reads_the_case_only_as_long_as_the_other_is_away()
    {
        var paper = Road.InHandling();
        Assert.Equal("NOT_FOUND", paper.Refuses(new Comment("看看"), "STF-033", "2026-03-04 09:00").Code);
        paper.Reference = EscalationSilenceTests.Absent(Road.Handler, "STF-033");
        paper.Give(Road.Opinion(), "STF-033", "2026-03-04 09:00");
        Assert.Equal("NOT_FOUND", paper.Refuses(new Comment("看看"), "STF-033", "2026-07-02 09:00").Code);
    }

    [Fact]
    public void Nobody_approves_what_he_asked_for_by_standing_in_for_the_head()
    {
        var paper = Road.InHandling();
        paper.Give(new RequestExtension(20, "需现场核查"), Road.Handler, "2026-03-10 09:00");
        paper.Reference = EscalationSilenceTests.Absent(Road.HandlerHead, Road.Handler);
        Assert.Equal("EXTENSION_SELF_APPROVAL", paper.Refuses(new ApproveExtension(Paper.Day("2026-03-10")), Road.Handler, "2026-03-10 10:00").Code);
    }

    [Fact]
    public void An_accusation_is_not_opened_by_standing_in()
    {
        var paper = Road.Register(Road.Entry("H1") with { ResponsibleUnit = "COM-WY", ReceivedBy = "COM-ZZ" }, "2026-03-02 09:00", Road.CommunitySorter);
        paper.Give(new HandToDiscipline("ENT-JW"), Road.CommunitySorter, "2026-03-02 10:00");
        paper.Reference = EscalationSilenceTests.Absent("STF-050", Road.EnterpriseDesk);
        Assert.Equal("NOT_FOUND", paper.Refuses(new Comment("看看"), Road.EnterpriseDesk, "2026-03-03 09:00").Code);
    }

    [Fact]
    public void Who_was_recused_takes_no_part_any_more_neither_himself_nor_by_a_stand_in()
    {
        var paper = Road.InHandling();
        paper.Give(new RecuseHandler(Road.Handler, "亲属关系", Road.OtherHandler), Road.HandlerHead, "2026-03-04 09:00");
        Assert.Equal("HANDLER_RECUSED", paper.Refuses(new Comment("我补一句"), Road.Handler, "2026-03-04 10:00").Code);
        Assert.Equal("HANDLER_RECUSED", paper.Refuses(new RecordFirstContact(), Road.Handler, "2026-03-04 10:00").Code);
        paper.Reference = EscalationSilenceTests.Absent(Road.OtherHandler, Road.Handler);
        Assert.Equal("HANDLER_RECUSED", paper.Refuses(Road.Opinion(), Road.Handler, "2026-03-05 09:00").Code);
    }
}
