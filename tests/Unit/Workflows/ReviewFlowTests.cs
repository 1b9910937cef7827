using Petitions.Cases;
using Petitions.Tests.Unit.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>review.json: decided and served in one or two steps, re-examined, or left because the petitioner withdrew.</summary>
public sealed class ReviewFlowTests() : Process("review")
{
    [Fact]
    public void A_decision_that_is_not_served_yet_is_served_by_the_desk_of_the_reviewing_body()
    {
        var desk = Asked().WaitsAt("review", "review")
            .Give(Reviewed.Upheld(), Reviewed.Reviewer, "2026-04-02 09:00").WaitsAt("review", "serve");
        Assert.Equal("ENT-XF", desk.OpenTasks.Single(t => t.Offers.Contains("serveReview")).Unit);
        desk.Give(new ServeReview(Road.Signed), Road.EnterpriseDesk, "2026-04-03 09:00").WaitsAt("review").WaitsAt("petition", "closure");
    }

    [Fact]
    public void A_return_brings_the_petition_to_another_handler()
    {
        var desk = Asked().Give(Reviewed.Returned() with { Proof = Road.Signed }, Reviewed.Reviewer, "2026-04-02 09:00").WaitsAt("review").WaitsAt("petition", "claim");
        Assert.Contains(desk.OpenTasks, t => t.Kind == "assignHandler");
        desk.Give(new AssignHandler(Road.OtherHandler), Road.EstateHead, "2026-04-02 10:00").WaitsAt("petition", "claim")
            .Give(Road.Opinion("explained"), Road.OtherHandler, "2026-04-20 09:00").WaitsAt("petition", "sign");
    }

    [Fact]
    public void After_the_re_examination_nothing_waits_any_more()
    {
        var desk = Asked().Give(Reviewed.Upheld() with { Proof = Road.Signed }, Reviewed.Reviewer, "2026-04-02 09:00")
            .Give(new AskReexamination("仍不服"), Road.Petitioner, "2026-04-20 09:00").WaitsAt("review", "reexamine");
        Assert.Equal("GRP-XF", desk.OpenTasks.Single(t => t.Offers.Contains("decideReexamination")).Unit);
        desk.Give(Reviewed.Final() with { Proof = Road.Signed }, Reviewed.Reexaminer, "2026-05-08 09:00").IsAtRest(CaseState.TerminatedAfterReexam);
    }

    [Fact]
    public void A_petitioner_may_withdraw_at_every_step()
    {
        Withdrawn(Asked(), "2026-04-02");
        Withdrawn(Asked().Give(Reviewed.Upheld(), Reviewed.Reviewer, "2026-04-02 08:00"), "2026-04-02");
        Withdrawn(Asked().Give(Reviewed.Upheld() with { Proof = Road.Signed }, Reviewed.Reviewer, "2026-04-02 08:00")
            .Give(new AskReexamination(), Road.Petitioner, "2026-04-20 09:00"), "2026-04-21");
    }

    [Fact]
    public void A_review_of_a_closed_petition_starts_its_road_anew()
    {
        Answered().Give(new Close("community"), Road.CommunityHead, "2026-03-12 09:00").IsAtRest(CaseState.Closed)
            .Give(new AskReview(), Road.Petitioner, "2026-03-20 09:00").WaitsAt("petition", "review").WaitsAt("review", "review");
    }

    private static void Withdrawn(Desk desk, string day) => desk.Give(new Withdraw("不想再等"), Road.Petitioner, day + " 09:00")
        .Give(new ConfirmWithdrawal(true, false), Road.Supervisor, day + " 10:00").IsAtRest(CaseState.Withdrawn);

    private Desk Asked() => Answered().Give(new AskReview("没有看票据"), Road.Petitioner, "2026-03-20 09:00");

    private Desk Answered() => At("2026-03-02 08:30").Give(Road.Entry("A8"), Road.Clerk, "2026-03-02 08:30")
        .Give(new Accept(NoticeServed: Road.Signed), Road.Sorter, "2026-03-02 09:00").Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-02 10:00")
        .Give(Road.Opinion(), Road.Handler, "2026-03-03 09:00").Give(new IssueOpinion("COM"), Road.HandlerHead, "2026-03-03 10:00")
        .Give(new ServeOpinion(Road.Signed), Road.Clerk, "2026-03-03 11:00");
}
