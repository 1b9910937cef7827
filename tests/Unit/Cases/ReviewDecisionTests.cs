using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>T22 and the end of T23: what a decision needs, who may give it, what follows from its service.</summary>
public sealed class ReviewDecisionTests
{
    [Fact]
    public void A_decision_is_served_with_proof_and_names_the_next_window()
    {
        var paper = Reviewed.Asked();
        paper.Give(Reviewed.Upheld(), Reviewed.Reviewer, "2026-04-24 09:00");
        Assert.Equal((CaseState.InReview, ClockStatus.Running), (paper.Case.State, paper.Clock("CLK-REV30").Status));
        Assert.Equal("WRONG_STATE", paper.Refuses(Reviewed.Upheld(), Reviewed.Reviewer, "2026-04-24 10:00").Code);
        Assert.Equal("SERVICE_PROOF_REQUIRED", paper.Refuses(new ServeReview(null), Road.EnterpriseDesk, "2026-04-25 09:00").Code);
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new ServeReview(Road.Signed), Road.Clerk, "2026-04-25 09:00").Code);
        paper.Give(new ServeReview(Road.Signed), Road.EnterpriseDesk, "2026-04-25 09:00");
        Assert.Equal((CaseState.Answered, ClockStatus.Met), (paper.Case.State, paper.Clock("CLK-REV30").Status));
        Assert.Equal(Paper.Day("2026-05-25"), paper.Clock("CLK-REX-ASK30").EffectiveDue);
        Assert.Equal(Paper.Day("2026-05-25"), paper.Clock("CLK-SAT30").EffectiveDue);
    }

    [Fact]
    public void What_is_not_decided_is_not_served() =>
        Assert.Equal("OPINION_NOT_ISSUED", Reviewed.Asked().Refuses(new ServeReview(Road.Signed), Road.EnterpriseDesk, "2026-04-25 09:00").Code);

    [Fact]
    public void A_decision_says_result_ground_and_why_and_a_change_gives_a_new_result()
    {
        var paper = Reviewed.Asked();
        string? Field(DecideReview decision) => paper.Refuses(decision, Reviewed.Reviewer, "2026-04-24 09:00").Field;
        Assert.Equal("result", Field(new DecideReview("perhaps", Text: "理由")));
        Assert.Equal("text", Field(new DecideReview("upheld")));
        Assert.Equal("ground", Field(Reviewed.Changed() with { Ground = null }));
        Assert.Equal("ground", Field(Reviewed.Returned("weather")));
        Assert.Equal("results[1]", Field(Reviewed.Changed() with { Results = null }));
        Assert.Equal("results[1].basis", Field(Reviewed.Changed() with { Results = [new PartResult(1, "supported", "核实", null)] }));
        Assert.Equal("performance[0].keepBy", Field(Reviewed.Changed() with { Performance = [new Promise("退还", null)] }));
    }

    [Fact]
    public void Reviewers_come_from_the_deciding_body_and_from_outside_whoever_handled()
    {
        var paper = Reviewed.Asked();
        Assert.Equal("NOT_FOUND", paper.Refuses(Reviewed.Upheld(), Reviewed.OtherReviewer, "2026-04-24 09:00").Code);
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(Reviewed.Upheld(), Road.EnterpriseHead, "2026-04-24 09:00").Code);
        var ownCoHandler = Reviewed.Asked();
        ownCoHandler.Case.CoHandlingUnits.Add("ENT-XF");
        Assert.Equal("REVIEWER_NOT_INDEPENDENT", ownCoHandler.Refuses(Reviewed.Upheld(), Reviewed.Reviewer, "2026-04-24 09:00").Code);
        var former = Reviewed.Asked();
        former.Case.FormerHandlers.Add(Reviewed.Reviewer);
        Assert.Equal("REVIEWER_NOT_INDEPENDENT", former.Refuses(Reviewed.Upheld(), Reviewed.Reviewer, "2026-04-24 09:00").Code);
    }

    [Theory]
    [InlineData("error", true)]
    [InlineData("procedure", true)]
    [InlineData("newEvidence", false)]
    public void A_change_because_of_error_opens_accountability_the_next_morning(string ground, bool opens)
    {
        var paper = Reviewed.Decided(Reviewed.Changed(ground));
        Assert.Equal("supported", paper.Case.Part(1)!.Result);
        Assert.Empty(paper.Case.AccountabilityRecords);
        paper.Give(new CheckAccountability(), Actor.System, "2026-04-25 06:00");
        Assert.Equal(opens ? ["TR9"] : [], paper.Case.AccountabilityRecords.Select(r => r.Trigger));
        Assert.Equal(opens ? CaseState.PendingAccountability : CaseState.Answered, paper.Case.State);
    }

    [Fact]
    public void What_was_decided_must_be_done_by_its_day_or_closing_waits_and_accountability_asks()
    {
        var paper = Reviewed.Decided(Reviewed.Changed("newEvidence"));
        paper.PassTo("2026-05-16 00:30");
        Assert.Equal("CLOSE_BLOCKED_ACCOUNTABILITY", paper.Refuses(new Close("community"), Road.CommunityHead, "2026-05-16 09:00").Code);
        Assert.Equal("item", paper.Refuses(new RecordPerformance(2, Paper.Day("2026-05-14")), Road.HandlerHead, "2026-05-16 09:00").Field);
        paper.Give(new RecordPerformance(1, Paper.Day("2026-05-14")), Road.HandlerHead, "2026-05-16 09:00");
        paper.Give(new Close("community"), Road.CommunityHead, "2026-05-16 10:00");
        Assert.Equal(CaseState.Closed, paper.Case.State);
    }

    [Fact]
    public void A_return_gives_sixty_new_days_to_another_handler_and_a_new_opinion_can_be_reviewed_again()
    {
        var paper = Reviewed.Decided(Reviewed.Returned());
        Assert.Equal((CaseState.InHandling, null, null), (paper.Case.State, paper.Case.Handler, paper.Case.AnsweredAt));
        Assert.Equal((Paper.Day("2026-06-23"), 2), (paper.Clock("CLK-HANDLE60").EffectiveDue, paper.Clock("CLK-HANDLE60").Cycle));
        Assert.Equal("SAME_HANDLER_FORBIDDEN", paper.Refuses(new AssignHandler(Road.Handler), Road.HandlerHead, "2026-04-24 10:00").Code);
        paper.Give(new AssignHandler(Road.OtherHandler), Road.HandlerHead, "2026-04-24 10:00");
        paper.Give(Road.Opinion("explained"), Road.OtherHandler, "2026-05-06 09:00");
        paper.Give(new IssueOpinion("COM"), Road.HandlerHead, "2026-05-06 10:00");
        paper.Give(new ServeOpinion(Road.Signed), Road.Clerk, "2026-05-06 11:00");
        paper.Give(new AskReview("还是不服"), Road.Petitioner, "2026-05-20 09:00");
        Assert.Equal((2, 2), (paper.Case.Reviews.Count, paper.Clock("CLK-REV30").Cycle));
    }

    [Fact]
    public void Hearing_days_of_a_re_examination_are_not_counted()
    {
        var paper = Reviewed.Reexamined();
        Assert.Equal(Paper.Day("2026-06-07"), paper.Clock("CLK-REX30").EffectiveDue);
        paper.Give(new RecordHearing(Paper.Day("2026-05-18"), Paper.Day("2026-05-22"), "听证笔录"), Reviewed.Reexaminer, "2026-05-22 17:00");
        Assert.Equal(Paper.Day("2026-06-12"), paper.Clock("CLK-REX30").EffectiveDue);
        Assert.Equal("from", paper.Refuses(new RecordHearing(Paper.Day("2026-05-22"), Paper.Day("2026-05-22"), "又一天"), Reviewed.Reexaminer, "2026-05-23 09:00").Field);
        Assert.Equal("from", paper.Refuses(new RecordHearing(Paper.Day("2026-05-25"), Paper.Day("2026-05-27"), "将来"), Reviewed.Reexaminer, "2026-05-25 09:00").Field);
    }

    [Fact]
    public void A_hearing_over_the_last_day_that_is_written_down_after_it_takes_the_miss_back()
    {
        var paper = Reviewed.Reexamined();
        paper.PassTo("2026-06-08 08:00");
        Assert.True(paper.Clock("CLK-REX30").WasMissed);
        paper.Give(new RecordHearing(Paper.Day("2026-06-04"), Paper.Day("2026-06-08"), "听证笔录"), Reviewed.Reexaminer, "2026-06-08 17:00");
        Assert.Equal((false, Paper.Day("2026-06-12")), (paper.Clock("CLK-REX30").WasMissed, paper.Clock("CLK-REX30").EffectiveDue));
        paper.PassTo("2026-06-13 00:01");
        Assert.True(paper.Clock("CLK-REX30").WasMissed);
    }

    [Fact]
    public void Elsewhere_a_hearing_stops_no_clock_and_no_review_is_extended()
    {
        var hearing = new RecordHearing(Paper.Day("2026-04-15"), Paper.Day("2026-04-15"), "听证笔录");
        var paper = Reviewed.Asked();
        Assert.Equal("SUSPENSION_NOT_ALLOWED", paper.Refuses(hearing with { NotCounted = true }, Reviewed.Reviewer, "2026-04-16 09:00").Code);
        Assert.Equal("SUSPENSION_NOT_ALLOWED", Road.InHandling().Refuses(
            new RecordHearing(Paper.Day("2026-03-10"), Paper.Day("2026-03-10"), "听证", true), Road.Handler, "2026-03-11 09:00").Code);
        paper.Give(hearing, Reviewed.Reviewer, "2026-04-16 09:00");
        Assert.Equal(Paper.Day("2026-05-10"), paper.Clock("CLK-REV30").EffectiveDue);
        Assert.Equal("REVIEW_NOT_EXTENDABLE", paper.Refuses(new RequestExtension(10, "案情复杂"), Reviewed.Reviewer, "2026-04-16 09:00").Code);
        Assert.Equal("REVIEW_NOT_EXTENDABLE", Reviewed.Reexamined().Refuses(new RequestExtension(10, "案情复杂"), Reviewed.Reexaminer, "2026-05-16 09:00").Code);
    }

    [Fact]
    public void The_re_examination_ends_the_road_and_only_one_with_a_hearing_is_published_without_names()
    {
        var paper = Reviewed.Reexamined();
        paper.Give(Reviewed.Final() with { Proof = Road.Signed }, Reviewed.Reexaminer, "2026-05-28 09:00");
        Assert.Equal((CaseState.TerminatedAfterReexam, "group"), (paper.Case.State, paper.Case.LevelOfSolution));
        Assert.Equal("PUBLICATION_NEEDS_HEARING", paper.Refuses(new PublishReexamination("复核意见"), Reviewed.Reexaminer, "2026-05-29 09:00").Code);
        var heard = Reviewed.Reexamined();
        heard.Give(new RecordHearing(Paper.Day("2026-05-18"), Paper.Day("2026-05-18"), "听证笔录"), Reviewed.Reexaminer, "2026-05-18 17:00");
        heard.Give(Reviewed.Final() with { Proof = Road.Signed }, Reviewed.Reexaminer, "2026-05-28 09:00");
        Assert.Equal("PETITIONER_DATA_IN_MATERIAL", heard.Refuses(new PublishReexamination("信访人柳青的请求"), Reviewed.Reexaminer, "2026-05-29 09:00").Code);
        heard.Give(new PublishReexamination("信访人的请求不成立"), Reviewed.Reexaminer, "2026-05-29 09:00");
        Assert.NotNull(heard.Case.Reviews[^1].Published);
    }

    [Fact]
    public void A_late_review_climbs_inside_the_reviewing_body_and_never_to_the_body_under_review()
    {
        var paper = Reviewed.Asked();
        paper.PassTo("2026-06-10 10:00");
        var clock = paper.Clock("CLK-REV30").No;
        var fired = paper.Case.Ladder.Where(e => e.Clock == clock && e.FiredAt is not null).ToList();
        Assert.Equal(Reviewed.Reviewer, fired.First(e => e.Step == "due").TargetPerson);
        Assert.Equal([1, 2, 3, 4], fired.Where(e => e.Rung > 0).Select(e => e.Rung));
        Assert.All(fired, e => Assert.False(Seeds.Reference.IsWithin(e.TargetUnit, "COM")));
    }

    [Fact]
    public void A_review_missed_to_the_last_rung_is_looked_into_at_the_reviewing_body_and_not_where_the_case_was_handled()
    {
        var paper = Reviewed.Asked();
        paper.PassTo("2026-06-10 10:00");
        var record = Assert.Single(paper.Case.AccountabilityRecords);
        Assert.Equal(("TR1", "ENT"), (record.Trigger, record.Unit));
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-06-11 06:00"));
        Assert.Single(paper.Case.AccountabilityRecords);
        Assert.Contains(paper.Notices, n => n is { To: Road.EnterpriseHead, Template: "notice.accountabilityMissing" });
        Assert.DoesNotContain(paper.Notices, n => n is { To: Road.HandlerHead, Template: "notice.accountabilityMissing" });
        var causes = new RecordCauses(1, [new Cause("direct", null, "复查件无人承办", ["file:1"]), new Cause("root", "planning", "未指定专人", ["file:2"])], Paper.Day("2026-06-11"));
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(causes, Road.HandlerHead, "2026-06-11 10:00").Code);
        paper.Give(causes, Reviewed.Reviewer, "2026-06-11 10:00");
        Assert.Equal(["C2"], Clauses.Missing(paper.Record()).Select(m => m.Clause).Distinct().Except(["C3"]));
    }

    [Fact]
    public void What_the_handling_unit_failed_in_is_a_record_of_its_own_into_which_the_reviewer_does_not_write()
    {
        var paper = Reviewed.Asked();
        paper.PassTo("2026-06-10 10:00");
        paper.Give(new OpenAccountability("TR10", "票据失管"), Checked.Leader, "2026-06-11 09:00");
        Assert.Equal(["ENT", null], paper.Case.AccountabilityRecords.Select(r => r.Unit));
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(Checked.Causes() with { Record = 2 }, Reviewed.Reviewer, "2026-06-11 10:00").Code);
    }
}
