using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>T26, article 24: the successor takes the case as it stands; the dates stay.</summary>
public sealed class SuccessionTests
{
    private const string TownLiaison = "STF-058";

    [Fact]
    public void A_merger_moves_the_case_and_leaves_every_date_where_it_was()
    {
        var paper = Road.InHandling();
        var before = paper.Case.Clocks.Select(k => (k.Code, k.StartedAt, k.EffectiveDue, k.Status, k.Cycle)).ToList();
        paper.Give(new SucceedUnit("COM-WY", "COM-HW", Reason: "物业并入供水供暖站"), Road.CommunityHead, "2026-03-10 09:00");
        Assert.Equal(before, paper.Case.Clocks.Select(k => (k.Code, k.StartedAt, k.EffectiveDue, k.Status, k.Cycle)));
        Assert.Equal(("COM-HW", null), (paper.Case.HandlingUnit, paper.Case.Handler));
        Assert.Contains(paper.Case.Tasks, t => t is { Kind: "assignHandler", Unit: "COM-HW", Status: Petitions.Cases.TaskStatus.Open });
        Assert.Contains(paper.Case.Documents, d => d is { Kind: "handover-list", IssuedBy: "COM-WY" });
        Assert.Contains(paper.Notices, n => n is { To: "P:1", Template: "notice.unitSucceeded" });
        paper.Give(new AssignHandler("STF-027"), "STF-041", "2026-03-10 10:00");
        paper.Give(Road.Opinion(), "STF-027", "2026-03-20 09:00");
    }

    [Fact]
    public void A_clock_of_the_old_unit_becomes_the_successor_s()
    {
        var paper = Road.Claim();
        paper.Give(new Transfer("COM-WY"), Road.Sorter, "2026-02-26 09:00");
        paper.Give(new ReceiveTransfer(), Road.Handler, "2026-02-26 10:00");
        var due = paper.Clock("CLK-NOTICE15", "COM-WY").EffectiveDue;
        paper.Give(new SucceedUnit("COM-WY", "COM-HW"), Road.CommunityHead, "2026-03-02 09:00");
        Assert.Equal((due, "COM-HW"), (paper.Clock("CLK-NOTICE15", "COM-HW").EffectiveDue, paper.Case.CurrentTransfer!.To));
    }

    [Fact]
    public void Work_that_came_along_is_somebodys_where_nobody_there_holds_the_role()
    {
        var paper = Road.InHandling();
        paper.Do("2026-03-09 09:00", step => step.OpenTask(new CaseTask
        {
            No = step.Case.NextId(), Kind = "reportBack", Role = Roles.Handler, Unit = "COM-WY", OpenedAt = step.Now,
        }));
        paper.Give(new SucceedUnit("COM-WY", "GOV-TOWN-WY"), Road.CommunityHead, "2026-03-10 09:00");
        var task = Assert.Single(paper.Case.Tasks, t => t.Kind == "reportBack");
        Assert.NotEmpty(Seeds.Reference.Holders(task.Role, task.Unit!));
        Assert.Equal(TownLiaison, Assert.Single(Seeds.Reference.Holders(task.Role, task.Unit!)).Id);
    }

    [Theory]
    [InlineData(null, "SUCCESSOR_REQUIRED")]
    [InlineData("COM-XX", "SUCCESSOR_REQUIRED")]
    [InlineData("COM-WY", "SUCCESSOR_REQUIRED")]
    public void A_successor_is_another_unit_that_is_there(string? to, string code) =>
        Assert.Equal(code, Road.InHandling().Refuses(new SucceedUnit("COM-WY", to), Road.CommunityHead, "2026-03-10 09:00").Code);

    [Fact]
    public void A_unit_that_is_not_set_up_yet_or_dissolved_takes_nothing_over()
    {
        var unit = Seeds.Reference.Units["COM-HW"];
        Assert.True(unit.IsActiveOn(Paper.Day("2026-03-10")));
        Assert.False((unit with { ValidFrom = Paper.Day("2026-03-11") }).IsActiveOn(Paper.Day("2026-03-10")));
        Assert.True((unit with { ValidTo = Paper.Day("2026-03-10") }).IsActiveOn(Paper.Day("2026-03-10")));
        Assert.False((unit with { ValidTo = Paper.Day("2026-03-09") }).IsActiveOn(Paper.Day("2026-03-10")));
    }

    [Theory]
    [InlineData("2026-08-31 09:00", "GOV-TOWN", true)]
    [InlineData("2026-09-01 09:00", "GOV-TOWN", false)]
    [InlineData("2026-09-01 09:00", "GOV-VILLAGE", true)]
    public void A_duty_goes_over_from_the_day_of_its_variant_and_to_a_unit_of_its_route(string at, string to, bool refused)
    {
        var paper = Water();
        var order = new SucceedUnit("COM", to, [1], "HANDED_OVER_WATER");
        if (refused)
            Assert.Equal("SUCCESSOR_REQUIRED", paper.Refuses(order, Road.CommunityHead, at).Code);
        else
            paper.Give(order, Road.CommunityHead, at);
    }

    [Fact]
    public void Arrears_stay_and_each_body_answers_for_its_own_requests_with_its_own_review()
    {
        var paper = Water();
        paper.Give(new SucceedUnit("COM", "GOV-TOWN", [1], "HANDED_OVER_WATER"), Road.CommunityHead, "2026-09-01 09:00");
        Assert.Equal(["GOV-TOWN", "COM"], paper.Case.Parts.Select(p => p.Owner));
        Assert.Equal(("STF-027", "GOV-WATER"), (paper.Case.Handler, paper.Case.Successions[0].Worker));
        paper.Give(new SubmitOpinion([new(1, "supported", "列入更换", "承诺"), new(2, "supported", "减半", "承诺")]), "STF-027", "2026-09-20 09:00");
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new IssueOpinion("GOV-TOWN"), "STF-041", "2026-09-21 09:00").Code);
        paper.Give(new IssueOpinion("COM"), "STF-041", "2026-09-21 09:00");
        Assert.Equal("WRONG_STATE", paper.Refuses(new IssueOpinion("COM"), "STF-041", "2026-09-21 10:00").Code);
        Assert.Equal("OPINION_NOT_ISSUED", paper.Refuses(new ServeOpinion(Road.Signed), Road.Clerk, "2026-09-22 09:00").Code);
        paper.Give(new IssueOpinion("GOV-TOWN"), TownLiaison, "2026-09-22 10:00");
        paper.Give(new ServeOpinion(Road.Signed), Road.Clerk, "2026-09-23 09:00");
        Assert.Equal(2, paper.Case.Documents.Count(d => d is { Kind: "opinion", Served: true }));
        Assert.Equal(["COM", "GOV-TOWN"], paper.Case.Clocks.Where(k => k.Code == "CLK-REV-ASK30").Select(k => k.Unit));
        paper.Give(new AskReview("清洗不够", Of: "GOV-TOWN"), Road.Petitioner, "2026-10-10 09:00");
        Assert.Equal(("GOV-COUNTY", "GOV-COUNTY-XF"), (paper.Case.OpenReview!.Body, paper.Case.OpenReview.Desks[0]));
        Assert.Equal("WRONG_STATE", paper.Refuses(new AskReview(Of: "COM"), Road.Petitioner, "2026-10-11 09:00").Code);
    }

    [Fact]
    public void The_window_of_the_second_opinion_waits_while_the_first_is_reviewed_and_goes_on_with_the_days_that_were_left()
    {
        var paper = TwoOpinions();
        // Served 09-23, so until 10-23; asked on 10-10 with 13 days left.
        Assert.Equal(Paper.Day("2026-10-23"), Remedy(paper, "COM")!.LastDay);
        paper.Give(new AskReview("清洗不够", Of: "GOV-TOWN"), Road.Petitioner, "2026-10-10 09:00");
        Assert.True(Remedy(paper, "COM")!.Held);
        paper.Give(new DecideReview(ReviewFile.Upheld, Text: "维持", Proof: Road.Signed), Actor.System, "2026-11-04 09:00");
        Assert.Equal((false, Paper.Day("2026-11-17")), (Remedy(paper, "COM")!.Held, Remedy(paper, "COM")!.LastDay));
        Assert.Equal("REVIEW_WINDOW_CLOSED", paper.Refuses(new AskReview(Of: "COM"), Road.Petitioner, "2026-11-18 09:00").Code);
        paper.Give(new AskReview("减免太少", Of: "COM"), Road.Petitioner, "2026-11-17 22:00");
        Assert.Equal("COM", paper.Case.OpenReview!.IssuingBody);
    }

    [Fact]
    public void A_window_that_was_over_when_the_other_review_began_stays_over()
    {
        var paper = TwoOpinions();
        var window = paper.Case.Clocks.Single(k => k.Code == "CLK-REV-ASK30" && k.Unit == "COM");
        paper.Case.Clocks = paper.Case.Clocks.Select(k => k.No == window.No ? k with { EffectiveDue = Paper.Day("2026-10-09") } : k).ToList();
        paper.Give(new AskReview("清洗不够", Of: "GOV-TOWN"), Road.Petitioner, "2026-10-10 09:00");
        Assert.Equal((false, null), (Remedy(paper, "COM")!.Held, Remedy(paper, "COM")!.HeldUntil));
    }

    private static Remedy? Remedy(Paper paper, string body) => ReviewBodies.All(paper.Case, Seeds.Reference).FirstOrDefault(r => r.IssuingBody == body);

    /// <summary>The township answered for the pipes, the community for the arrears; both served on 23 September.</summary>
    private static Paper TwoOpinions()
    {
        var paper = Water();
        paper.Give(new SucceedUnit("COM", "GOV-TOWN", [1], "HANDED_OVER_WATER"), Road.CommunityHead, "2026-09-01 09:00");
        paper.Give(new SubmitOpinion([new(1, "supported", "列入更换", "承诺"), new(2, "supported", "减半", "承诺")]), "STF-027", "2026-09-20 09:00");
        paper.Give(new IssueOpinion("COM"), "STF-041", "2026-09-21 09:00");
        paper.Give(new IssueOpinion("GOV-TOWN"), TownLiaison, "2026-09-22 10:00");
        paper.Give(new ServeOpinion(Road.Signed), Road.Clerk, "2026-09-23 09:00");
        return paper;
    }

    [Fact]
    public void Only_whoever_stands_above_both_hands_over_and_only_what_is_there()
    {
        var paper = Road.InHandling();
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new SucceedUnit("COM-WY", "COM-HW"), Road.HandlerHead, "2026-03-10 09:00").Code);
        Assert.Equal("from", paper.Refuses(new SucceedUnit("COM-HW", "COM-WY"), Road.CommunityHead, "2026-03-10 09:00").Field);
        Assert.Equal("from", paper.Refuses(new SucceedUnit(null, "COM-HW"), Road.CommunityHead, "2026-03-10 09:00").Field);
        Assert.Equal("parts", paper.Refuses(new SucceedUnit("COM-WY", "COM-HW", [7]), Road.CommunityHead, "2026-03-10 09:00").Field);
    }

    /// <summary>Yellow water and the fees of June and July, handled by the water station since August.</summary>
    private static Paper Water()
    {
        var paper = Road.Register(Road.Entry("A2") with
        {
            Nature = "N-CLAIM", Location = "NQ-S4", Text = null, Parts = [new RequestDraft("更换老旧管道"), new RequestDraft("减免六七月水费")],
        }, "2026-08-10 09:00");
        paper.Give(new Accept(NoticeServed: Road.Signed), Road.Sorter, "2026-08-13 09:00");
        paper.Give(new AssignHandler("STF-027"), Road.EstateHead, "2026-08-13 10:00");
        return paper;
    }
}
