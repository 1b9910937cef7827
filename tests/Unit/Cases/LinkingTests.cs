using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

public sealed class LinkingTests
{
    private const string Target = "NQ-2026-0015";

    [Fact]
    public void A_matter_that_the_county_will_not_take_twice_is_linked_and_its_sender_answered()
    {
        var paper = AtEnterprise(InHand("2026-05-04"));
        paper.Give(new LinkSameMatter(Target, Linking.InProgress, "同一人同一事", "GOV-COUNTY-XF"), Road.EnterpriseDesk, "2026-04-09 09:00");
        Assert.Equal(CaseState.Linked, paper.Case.State);
        Assert.Equal(["non-acceptance-notice", "same-matter-answer"], paper.Case.Documents.Skip(1).Select(d => d.Kind));
        Assert.Equal(ClockStatus.Running, paper.Clock("CLK-NOTICE15").Status);
        paper.Give(new ReplyToSender("在办,编号与期限如下"), Road.EnterpriseDesk, "2026-04-09 10:00");
        paper.Give(new ServeDocument(paper.Case.Documents[^2].No, Road.Signed), Road.EnterpriseDesk, "2026-04-10 10:00");
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-NOTICE15").Status);
        Assert.NotNull(paper.Case.Sender!.RepliedAt);
    }

    [Fact]
    public void The_same_body_never_refuses_it_links_and_answers() =>
        Assert.Equal("same-matter-answer", Linked(InHand("2026-03-01"), Linking.InHandGround).Case.Documents[^1].Kind);

    [Fact]
    public void After_re_examination_it_is_not_taken_up_again_but_was_registered() =>
        Assert.Equal(CaseState.Linked, Linked(Glance(CaseState.TerminatedAfterReexam), Linking.NoFurther).Case.State);

    [Theory]
    [InlineData(Linking.InHandGround, "", false, "DUPLICATE_BASIS_REQUIRED")]
    [InlineData(Linking.InHandGround, "同一人", true, "NEW_FACTS")]
    [InlineData("whim", "同一人", false, "FIELD_INVALID")]
    [InlineData(Linking.InProgress, "同一人", false, "NOT_A_HIGHER_BODY")]
    [InlineData(Linking.NoFurther, "同一人", false, "TARGET_NOT_TERMINATED")]
    public void It_needs_a_basis_a_ground_and_no_new_facts(string ground, string basis, bool newFacts, string code) =>
        Assert.Equal(code, AtEnterprise(InHand("2026-05-04"))
            .Refuses(new LinkSameMatter(Target, ground, basis, null, newFacts), Road.EnterpriseDesk, "2026-04-09 09:00").Code);

    [Fact]
    public void A_petition_is_not_linked_to_itself() =>
        Assert.Equal("LINK_TO_SELF", AtEnterprise(InHand("2026-05-04"))
            .Refuses(new LinkSameMatter("NQ-2026-0001", Linking.InHandGround, "同一人"), Road.EnterpriseDesk, "2026-04-09 09:00").Code);

    [Fact]
    public void Links_do_not_run_in_a_circle() =>
        Assert.Equal("LINK_CYCLE", Refused(InHand("2026-05-04") with { LinkedTo = ["NQ-2026-0001"] }, Linking.InHandGround));

    [Fact]
    public void A_higher_body_may_not_refuse_what_is_overdue() => Assert.Equal("TARGET_OVERDUE", Refused(InHand("2026-04-01"), Linking.InProgress));

    [Fact]
    public void A_withdrawn_petition_is_no_target()
    {
        var refused = AtEnterprise(Glance(CaseState.Withdrawn))
            .Refuses(new LinkSameMatter(Target, Linking.InHandGround, "同一人"), Road.EnterpriseDesk, "2026-04-09 09:00");
        Assert.Equal((409, "TARGET_WITHDRAWN"), (refused.Status, refused.Code));
    }

    [Fact]
    public void A_merely_closed_one_gets_review_or_a_new_petition_offered_instead() =>
        Assert.Equal("TARGET_NOT_TERMINATED", Refused(Glance(CaseState.Closed), Linking.InHandGround));

    [Fact]
    public void A_terminated_one_is_named_as_such() =>
        Assert.Equal("NO_FURTHER_ACCEPTANCE", Refused(Glance(CaseState.TerminatedAfterReexam), Linking.InHandGround));

    [Fact]
    public void A_sealed_target_is_not_there()
    {
        Assert.Equal("NOT_FOUND", Refused(InHand("2026-05-04") with { Sealed = true }, Linking.InHandGround));
        Assert.Equal(404, AtEnterprise(null).Refuses(new LinkSameMatter(Target, Linking.InHandGround, "同一人"), Road.EnterpriseDesk, "2026-04-09 09:00").Status);
    }

    private static string Refused(CaseGlance target, string ground) =>
        AtEnterprise(target).Refuses(new LinkSameMatter(Target, ground, "同一人", "GOV-COUNTY-XF"), Road.EnterpriseDesk, "2026-04-09 09:00").Code;

    private static Paper Linked(CaseGlance target, string ground)
    {
        var paper = AtEnterprise(target);
        paper.Give(new LinkSameMatter(Target, ground, "同一人"), Road.EnterpriseDesk, "2026-04-09 09:00");
        return paper;
    }

    private static CaseGlance InHand(string due) => Glance(CaseState.InHandling) with { CompletionDueAt = Local.EndOf(Paper.Day(due)) };

    private static CaseGlance Glance(CaseState state) => new(Target, state, false, "ENT-XF", "ENT-HR", null, []);

    private static Paper AtEnterprise(CaseGlance? target)
    {
        var paper = Road.Register(
            Road.Entry("E1") with { Channel = "transfer", Location = null, SenderUnit = "GOV-COUNTY-XF", SenderReference = "YXXF-2026-0331", ReplyToSender = true },
            "2026-04-08 10:00", Road.EnterpriseDesk);
        if (target is not null)
            paper.Others[Target] = target;
        return paper;
    }
}
