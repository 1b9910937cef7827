using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

public sealed class JurisdictionTests
{
    private static Reference Data => Seeds.Reference;

    [Fact]
    public void The_route_is_filled_from_address_employer_and_the_unit_complained_of()
    {
        Assert.Equal(["NQ-S4", "COM-WY", "GOV-POLICE-SR"], Route("C2", c => c.Location = "NQ-S4-B05"));
        Assert.Equal(["ENT-U01", "ENT-HR", "ENT-XF"], Route("E2", c => c.AffiliatedUnit = "ENT-U01"));
        Assert.Equal(["ENT-U05", "ENT-LAND", "GOV-TOWN-ZZ"], Route("D5", c => c.ResponsibleUnit = "ENT-U05"));
        Assert.Equal(["ENT-HR", "ENT-XF"], Route("E2", _ => { }));
    }

    [Fact]
    public void From_the_day_of_the_hand_over_water_goes_to_the_township()
    {
        Assert.Contains("COM-HW", Jurisdiction.PatternsOn("A2", Paper.Day("2026-08-31"), Data));
        Assert.Equal(["GOV-WATER", "GOV-TOWN-ZZ", "GOV-TOWN"], Jurisdiction.PatternsOn("A2", Paper.Day("2026-09-01"), Data));
    }

    [Fact]
    public void The_first_common_superior_decides_and_its_decision_is_final()
    {
        var paper = Disputed("ENT-U03");
        Assert.Equal(Paper.Day("2026-03-02"), paper.Clock("CLK-JURIS3WD").EffectiveDue);
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new DecideJurisdiction("ENT-U03", "施工日志"), "STF-081", "2026-02-27 09:00").Code);
        Assert.Equal("unit", paper.Refuses(new DecideJurisdiction("ENT-U09", "施工日志"), Road.EnterpriseDesk, "2026-02-27 09:00").Field);
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new DecideJurisdiction("ENT-U03", null), Road.EnterpriseDesk, "2026-02-27 09:00").Code);
        paper.Give(new DecideJurisdiction("ENT-U03", "施工日志"), Road.EnterpriseDesk, "2026-02-27 09:00");
        Assert.Equal((CaseState.Transferred, "ENT-U03"), (paper.Case.State, paper.Case.Holder));
        Assert.Equal(Paper.Day("2026-03-14"), paper.Clock("CLK-NOTICE15", "ENT-U03").EffectiveDue);
        Assert.Equal(ClockStatus.Cancelled, paper.Clock("CLK-NOTICE15", "ENT-U04").Status);
        Assert.Equal("OBJECTION_ALREADY_USED", paper.Refuses(new RaiseObjection("不归我们"), "STF-039", "2026-03-02 09:00").Code);
    }

    [Fact]
    public void Where_no_superior_stands_above_both_a_joint_conference_is_called_and_nobody_decides_alone()
    {
        var paper = Disputed("GOV-TOWN-ZZ");
        Assert.Contains(paper.Case.Tasks, t => t.Kind == "jointConference");
        Assert.Equal("NO_COMMON_SUPERIOR", paper.Refuses(new DecideJurisdiction("ENT-U04", "我定"), Road.EnterpriseHead, "2026-02-27 09:00").Code);
        paper.Give(new DecideJurisdiction("ENT-U04", "联席会议纪要"), Road.EnterpriseDesk, "2026-02-28 09:00");
        Assert.Equal("ENT-U04", paper.Case.Holder);
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-JURIS3WD").Status);
    }

    [Fact]
    public void A_dispute_that_nobody_decides_in_three_working_days_goes_one_rung_up()
    {
        var paper = Disputed("ENT-U03");
        paper.PassTo("2026-03-03 00:10");
        Assert.Contains(paper.Notices, n => n.Template == "notice.jurisdictionOverdue");
    }

    [Fact]
    public void A_dispute_names_two_units_and_a_reason()
    {
        var paper = Transferred();
        Assert.Equal("otherUnit", paper.Refuses(new RaiseJurisdictionDispute("ENT-U04", "不归我们"), "STF-081", "2026-02-26 09:00").Field);
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new RaiseJurisdictionDispute("ENT-U03", null), "STF-081", "2026-02-26 09:00").Code);
        Assert.Equal("WRONG_STATE", paper.Refuses(new DecideJurisdiction("ENT-U03", "无争议"), Road.EnterpriseDesk, "2026-02-26 09:00").Code);
    }

    [Theory]
    [InlineData("GOV-COUNTY-XF", "ENT-XF", true)]
    [InlineData("ENT-XF", "COM-WY", true)]
    [InlineData("COM-ZZ", "COM-WY", false)]
    [InlineData("COM", "ENT", false)]
    [InlineData("GRP-XF", "ENT-U01", true)]
    public void Higher_is_above_on_the_line_or_at_a_higher_level_beside_it(string one, string other, bool higher) =>
        Assert.Equal(higher, Jurisdiction.IsHigher(one, other, Data));

    private static IReadOnlyList<string> Route(string category, Action<Case> set) =>
        Jurisdiction.RouteOf(Paper.Registered(category, "2026-02-12 16:10", c =>
        {
            c.Location = null;
            set(c);
        }).Case, Paper.Day("2026-02-12"), Data);

    private static Paper Transferred()
    {
        var paper = Road.Register(Road.Entry("D5"), "2026-02-12 16:10", Road.EnterpriseDesk);
        paper.Give(new Transfer("ENT-U04"), Road.EnterpriseDesk, "2026-02-25 09:00");
        paper.Give(new ReceiveTransfer(), "STF-078", "2026-02-25 10:00");
        return paper;
    }

    private static Paper Disputed(string other)
    {
        var paper = Transferred();
        paper.Give(new RaiseJurisdictionDispute(other, "施工的是别家"), "STF-081", "2026-02-26 09:00");
        return paper;
    }
}
