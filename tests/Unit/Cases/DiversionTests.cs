using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

public sealed class DiversionTests
{
    private const string Arbitration = "GOV-COUNTY-HRSS", Basis = "信访工作条例 第三十一条(二)";

    [Fact]
    public void A_wage_claim_goes_to_arbitration_with_written_guidance_and_the_notice_ends_the_fifteen_days()
    {
        var paper = Wages();
        paper.Give(new Divert(null, Arbitration, Basis, "带劳动合同到仲裁委申请"), Road.EnterpriseDesk, "2026-04-16 09:00");
        Assert.Equal(CaseState.Diverted, paper.Case.State);
        Assert.Equal(ClockStatus.Cancelled, paper.Clock(Clocks.InternalTarget).Status);
        paper.Give(new ServeDocument(paper.Case.Documents[^1].No, Road.Signed), Road.EnterpriseDesk, "2026-04-17 09:00");
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-NOTICE15").Status);
    }

    [Fact]
    public void Parts_without_a_channel_stay_and_are_accepted_here()
    {
        var paper = Road.Register(
            Road.Entry("D4") with { Parts = [new("巡护、设标志"), new("责令拆除棚房")] }, "2026-05-25 15:40", Road.EnterpriseDesk);
        paper.Give(new Divert([2], "GOV-COUNTY-GD", "信访工作条例 第三十一条(五)", "向县管道主管部门申请"), Road.EnterpriseDesk, "2026-05-26 09:00");
        Assert.Equal(CaseState.Registered, paper.Case.State);
        paper.Give(new Accept(), Road.EnterpriseDesk, "2026-05-27 09:00");
        paper.Give(new AssignHandler("STF-035"), Road.EnterpriseHead, "2026-05-27 10:00");
        paper.Give(Road.Opinion(), "STF-035", "2026-07-08 09:00");
        Assert.Equal(CaseState.OpinionPending, paper.Case.State);
    }

    [Fact]
    public void The_channel_s_own_written_refusal_brings_the_matter_back() =>
        Assert.Equal("CHANNEL_ALREADY_REFUSED",
            Road.Register(Road.Entry("E2") with { ChannelRefusal = new(Arbitration, Paper.Day("2026-03-20"), "不予受理通知书") }, "2026-04-15 09:00", Road.EnterpriseDesk)
                .Refuses(new Divert(null, Arbitration, Basis, "申请仲裁"), Road.EnterpriseDesk, "2026-04-16 09:00").Code);

    [Fact]
    public void It_needs_target_article_and_guidance()
    {
        Assert.Equal("DIVERT_TARGET_REQUIRED", Wages().Refuses(new Divert(null, null, Basis, "申请"), Road.EnterpriseDesk, "2026-04-16 09:00").Code);
        Assert.Equal("DIVERT_TARGET_REQUIRED", Wages().Refuses(new Divert(null, Arbitration, null, "申请"), Road.EnterpriseDesk, "2026-04-16 09:00").Code);
        Assert.Equal("guidance", Wages().Refuses(new Divert(null, Arbitration, Basis, null), Road.EnterpriseDesk, "2026-04-16 09:00").Field);
        Assert.Equal("FIELD_INVALID", Wages().Refuses(new Divert([7], Arbitration, Basis, "申请"), Road.EnterpriseDesk, "2026-04-16 09:00").Code);
    }

    [Fact]
    public void An_accusation_goes_the_sealed_way() =>
        Assert.Equal("USE_SEALED_TRACK", Road.Register(Road.Entry("H2"), "2026-04-15 09:00")
            .Refuses(new Divert(null, "GOV-COUNTY-JW", Basis, "向纪委反映"), Road.Sorter, "2026-04-16 09:00").Code);

    private static Paper Wages() => Road.Register(Road.Entry("E5") with { Location = null }, "2026-04-15 09:00", Road.EnterpriseDesk);
}
