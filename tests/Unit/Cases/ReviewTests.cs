using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>T21 and T23, asking: who, in which state, until when, and who may open a window again.</summary>
public sealed class ReviewTests
{
    [Fact]
    public void The_next_higher_body_reviews_within_thirty_days_of_receipt()
    {
        var paper = Reviewed.Asked();
        Assert.Equal((CaseState.InReview, "ENT"), (paper.Case.State, paper.Case.OpenReview!.Body));
        Assert.Equal(Paper.Day("2026-05-10"), paper.Clock("CLK-REV30").EffectiveDue);
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-REV-ASK30").Status);
        Assert.Contains(paper.Notices, n => n is { To: Reviewed.Reviewer, Action: true });
        Assert.Contains(paper.Case.Documents, d => d is { Kind: "review-receipt", IssuedBy: "ENT-XF" });
    }

    [Fact]
    public void It_may_be_asked_for_when_the_case_is_closed_or_held_by_an_accountability_record()
    {
        var closed = Road.Answered();
        closed.Give(new Close("community"), Road.CommunityHead, "2026-03-25 09:00");
        closed.Give(new AskReview(), Road.Petitioner, "2026-04-10 09:00");
        Assert.Equal((CaseState.InReview, null), (closed.Case.State, closed.Case.ClosedAt));
        var held = Road.Answered();
        held.Give(new OpenAccountability("TR10", "收费系统失控"), Checked.Leader, "2026-03-25 09:00");
        Assert.Equal(CaseState.PendingAccountability, held.Case.State);
        held.Give(new AskReview(), Road.Petitioner, "2026-04-10 09:00");
        Assert.Equal(CaseState.InReview, held.Case.State);
    }

    [Theory]
    [InlineData("2026-04-20 23:59", true)]
    [InlineData("2026-04-21 00:00", false)]
    public void The_window_ends_at_midnight_of_its_thirtieth_day(string at, bool inTime)
    {
        var paper = Road.Answered();
        if (inTime)
            paper.Give(new AskReview(), Road.Petitioner, at);
        else
            Assert.Equal("REVIEW_WINDOW_CLOSED", paper.Refuses(new AskReview(), Road.Petitioner, at.Replace("00:00", "00:01")).Code);
    }

    [Theory]
    [InlineData("2026-07-05", true)]
    [InlineData("2026-07-06", true)]
    [InlineData("2026-07-07", false)]
    public void A_last_day_on_a_Sunday_rolls_to_Monday_and_the_postmark_counts(string postmark, bool inTime)
    {
        // Served on 5 June: the thirtieth day is Sunday, 5 July.
        var paper = Road.Answered("2026-06-05 10:00");
        var letter = new AskReview("住院耽误", Paper.Day(postmark));
        if (!inTime)
        {
            Assert.Equal(("REVIEW_WINDOW_CLOSED", "sentOn"), Refused(paper, letter));
            return;
        }
        paper.Give(letter, Road.Clerk, "2026-07-09 09:00");
        Assert.Equal(Paper.Day("2026-08-08"), paper.Clock("CLK-REV30").EffectiveDue);
    }

    [Fact]
    public void Nobody_dates_a_letter_into_the_future_or_before_the_answer_and_the_petitioner_sends_now()
    {
        var paper = Road.Answered();
        Assert.Equal("sentOn", paper.Refuses(new AskReview(SentOn: Paper.Day("2026-04-11")), Road.Clerk, "2026-04-10 09:00").Field);
        Assert.Equal("sentOn", paper.Refuses(new AskReview(SentOn: Paper.Day("2026-03-19")), Road.Clerk, "2026-04-10 09:00").Field);
        Assert.Equal("sentOn", paper.Refuses(new AskReview(SentOn: Paper.Day("2026-04-20")), Road.Petitioner, "2026-04-22 09:00").Field);
    }

    [Fact]
    public void Each_level_is_used_once_for_an_opinion()
    {
        Assert.Equal("REVIEW_ALREADY_USED", Reviewed.Asked().Refuses(new AskReview(), Road.Petitioner, "2026-04-11 09:00").Code);
        Assert.Equal("REVIEW_ALREADY_USED", Reviewed.Decided(Reviewed.Upheld()).Refuses(new AskReview(), Road.Petitioner, "2026-04-25 09:00").Code);
        Assert.Equal("REVIEW_ALREADY_USED", Reviewed.Reexamined().Refuses(new AskReexamination(), Road.Petitioner, "2026-05-09 09:00").Code);
    }

    [Fact]
    public void Only_a_served_opinion_on_a_claim_can_be_reviewed_and_only_a_review_re_examined()
    {
        Assert.Equal("NOT_REVIEWABLE", Road.ServiceAnswered().Refuses(new AskReview(), Road.Petitioner, "2026-09-10 09:00").Code);
        Assert.Equal("WRONG_STATE", Road.OpinionIssued().Refuses(new AskReview(), Road.Petitioner, "2026-03-21 09:00").Code);
        Assert.Equal("NOT_REVIEWABLE", Road.Answered().Refuses(new AskReexamination(), Road.Petitioner, "2026-03-25 09:00").Code);
        Assert.Equal("NOT_REVIEWABLE", Reviewed.Asked().Refuses(new AskReexamination(), Road.Petitioner, "2026-04-11 09:00").Code);
    }

    [Fact]
    public void The_reviewing_body_opens_a_closed_window_again_with_reason_and_proof()
    {
        var paper = Road.Answered();
        var waiver = new WaiveReviewWindow("申请期内住院", "县医院住院证明");
        Assert.Equal("REVIEW_WINDOW_OPEN", paper.Refuses(waiver, Reviewed.Reviewer, "2026-04-20 09:00").Code);
        paper.PassTo("2026-04-22 09:00");
        Assert.Equal("reason", paper.Refuses(waiver with { Reason = null }, Reviewed.Reviewer, "2026-04-22 09:00").Field);
        Assert.Equal("evidence", paper.Refuses(waiver with { Evidence = null }, Reviewed.Reviewer, "2026-04-22 09:00").Field);
        Assert.Equal("NOT_FOUND", paper.Refuses(waiver, Reviewed.OtherReviewer, "2026-04-22 09:00").Code);
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(waiver, Road.HandlerHead, "2026-04-22 09:00").Code);
        paper.Give(waiver, Reviewed.Reviewer, "2026-04-22 09:00");
        Assert.Equal("REVIEW_WINDOW_WAIVED", Assert.Single(paper.Events, e => e.Event is ReviewWindowWaived).Event.Rule);
        paper.Give(new AskReview("现在申请"), Road.Petitioner, "2026-05-20 09:00");
        Assert.Equal(CaseState.InReview, paper.Case.State);
    }

    [Fact]
    public void An_enterprise_opinion_goes_to_the_group_and_then_to_the_authority_above()
    {
        var reference = Seeds.Reference;
        Assert.Equal(("GRP", "SUP"), (ReviewBodies.For("review", "ENT", reference), ReviewBodies.For("reexam", "ENT", reference)));
        Assert.Equal(("ENT", "GRP"), (ReviewBodies.For("review", "COM", reference), ReviewBodies.For("reexam", "COM", reference)));
        Assert.Equal(("GOV-COUNTY", null), (ReviewBodies.For("review", "GOV-TOWN", reference), ReviewBodies.For("reexam", "GOV-TOWN", reference)));
        Assert.Equal(["GRP-XF"], ReviewBodies.DesksOf("GRP", "review", reference));
        Assert.Equal(["GOV-COUNTY-XF"], ReviewBodies.DesksOf("GOV-COUNTY", "review", reference));
    }

    [Fact]
    public void Before_the_opinion_is_served_the_reviewing_body_does_not_read_the_case()
    {
        var outside = Road.Answered().Staff(Reviewed.Reexaminer);
        Assert.False(Access.MayRead(outside, Road.Answered().Case, Seeds.Reference));
        Assert.True(Access.MayRead(outside, Reviewed.Decided(Reviewed.Upheld()).Case, Seeds.Reference));
    }

    private static (string, string?) Refused(Paper paper, AskReview letter) =>
        paper.Refuses(letter, Road.Clerk, "2026-07-09 09:00") is var refused ? (refused.Code, refused.Field) : default;
}
