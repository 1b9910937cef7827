using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>T27: accusations, from the sorter's glance at the title to the file that is closed inside the line.</summary>
public sealed class SealedTests
{
    private const string Officer = "STF-050", Second = "STF-051", Desk = "ENT-JW";

    [Fact]
    public void The_sorter_hands_it_over_within_a_working_day_and_then_it_is_not_there_any_more()
    {
        var paper = HandedOver();
        Assert.Equal((CaseState.Transferred, Desk, Desk), (paper.Case.State, paper.Case.Holder, paper.Case.HandlingUnit));
        Assert.Equal((ClockStatus.Met, ClockStatus.Met), (paper.Clock("CLK-SEAL1WD").Status, paper.Clock("CLK-NOTICE15").Status));
        Assert.Equal(Paper.Day("2026-05-21"), paper.Clock(Sealed.ToldClock).EffectiveDue);
        Assert.Contains(paper.Case.Documents, d => d.Kind == "sealed-slip");
        Assert.Equal("NOT_FOUND", paper.Refuses(new Comment("还在吗"), Road.Sorter, "2026-04-29 09:00").Code);
        Assert.Equal("NOT_FOUND", paper.Refuses(new HandToDiscipline("GRP-JW"), Road.Sorter, "2026-04-29 09:00").Code);
    }

    [Fact]
    public void From_the_first_hour_it_exists_for_the_sorter_and_the_discipline_desk_alone()
    {
        var fresh = Registered();
        Assert.Equal([Officer, Second, Road.Sorter, Road.CommunitySorter], Readers(fresh).Except(["STF-083"]));
        Assert.Equal([Officer, Second], Readers(HandedOver()));
    }

    [Fact]
    public void A_sorter_who_sits_in_the_accused_unit_does_not_see_it_and_the_discipline_desk_takes_it_over_by_itself()
    {
        var paper = Registered("H1", "NQ-ZH");
        Assert.Equal([Officer, Second], Readers(paper));
        paper.Give(new HandToDiscipline(), Officer, "2026-04-28 10:00");
        Assert.Equal((CaseState.Transferred, Desk), (paper.Case.State, paper.Case.Holder));
    }

    [Theory]
    [InlineData("COM-WY", "COM-WY", "ACCUSED_UNIT_FORBIDDEN")]
    [InlineData("COM-WY", "COM", "ACCUSED_UNIT_FORBIDDEN")]
    [InlineData("COM-WY", "ENT-HR", "UNIT_NOT_COMPETENT")]
    [InlineData("COM-WY", "GOV-COUNTY-JW", "UNIT_NOT_COMPETENT")]
    [InlineData("GOV-VILLAGE", "ENT-JW", "UNIT_NOT_COMPETENT")]
    [InlineData("ENT-JW", "ENT-JW", "ACCUSED_UNIT_FORBIDDEN")]
    [InlineData("COM-WY", "NOWHERE", "FIELD_INVALID")]
    public void It_never_goes_to_the_line_of_the_accused_nor_to_a_desk_without_authority(string accused, string to, string code) =>
        Assert.Equal(code, Registered("H2", accused).Refuses(new HandToDiscipline(to), Road.Sorter, "2026-04-28 09:00").Code);

    [Theory]
    [InlineData(null, "ENT-JW")]
    [InlineData("COM-WY", "ENT-JW")]
    [InlineData("ENT-U01", "ENT-JW")]
    [InlineData("ENT-JW", "GRP-JW")]
    [InlineData("ENT", "GRP-JW")]
    [InlineData("GOV-VILLAGE", "GOV-COUNTY-JW")]
    public void Its_desk_is_the_nearest_that_manages_the_cadres_of_the_accused_unit(string? accused, string desk) =>
        Assert.Equal(desk, SealedDesk.Of(Registered("H2", accused).Case, Seeds.Reference));

    [Fact]
    public void A_mixed_one_is_split_before_it_is_handed_over()
    {
        var paper = Road.Register(Road.Entry("H1") with { Location = null }, "2026-04-27 21:30");
        paper.Do("2026-04-28 09:00", s => s.Case.Parts.Add(new RequestPart { No = 2, Nature = Natures.Service, Category = "A2" }));
        Assert.Equal("SPLIT_REQUIRED", paper.Refuses(new HandToDiscipline(Desk), Road.Sorter, "2026-04-28 09:00").Code);
    }

    [Fact]
    public void It_is_neither_accepted_nor_transferred_nor_turned_away_on_the_open_way()
    {
        Command[] open = [new Accept(), new Transfer("ENT-JW"), new NotAccept("outsideScope", "GOV-COUNTY-JW", null), new LinkSameMatter("NQ-2026-0009", "inHand", "同一件")];
        foreach (var order in open)
            Assert.Equal("USE_SEALED_TRACK", Registered().Refuses(order, Road.Sorter, "2026-04-28 09:00").Code);
        Assert.Equal("WRONG_STATE", Road.Claim().Refuses(new HandToDiscipline(Desk), Road.Sorter, "2026-02-26 09:00").Code);
    }

    [Fact]
    public void A_desk_hands_it_on_to_another_one_with_authority_which_counts_its_own_days()
    {
        var paper = HandedOver();
        paper.Give(new HandToDiscipline("GRP-JW"), Officer, "2026-05-06 10:00");
        Assert.Equal("GRP-JW", paper.Case.Holder);
        Assert.Equal(Paper.Day("2026-05-26"), paper.Clock(Sealed.ToldClock).EffectiveDue);
        Assert.Equal("NOT_FOUND", paper.Refuses(new TellAccuser(Road.Signed), Officer, "2026-05-07 10:00").Code);
    }

    [Fact]
    public void The_accuser_is_told_of_acceptance_and_of_the_result_with_proof()
    {
        var paper = HandedOver();
        Assert.Equal("SERVICE_PROOF_REQUIRED", paper.Refuses(new TellAccuser(null), Officer, "2026-05-08 10:00").Code);
        paper.Give(new TellAccuser(Road.Signed), Officer, "2026-05-08 10:00");
        Assert.Equal(ClockStatus.Met, paper.Clock(Sealed.ToldClock).Status);
        Assert.Equal("WRONG_STATE", paper.Refuses(new TellAccuser(Road.Signed), Officer, "2026-05-08 11:00").Code);
        Assert.Equal("WRONG_STATE", paper.Refuses(new TellResult(Road.Signed), Officer, "2026-06-09 10:00").Code);
        Assert.Equal("FIELD_INVALID", paper.Refuses(new ConcludeAccusation("guilty"), Officer, "2026-06-10 10:00").Code);
        paper.Give(new ConcludeAccusation("notUpheld", "经查不属实"), Officer, "2026-06-10 10:00");
        Assert.Equal("WRONG_STATE", paper.Refuses(new ConcludeAccusation("upheld"), Officer, "2026-06-10 11:00").Code);
        Assert.Equal("WRONG_STATE", paper.Refuses(new HandToDiscipline("GRP-JW"), Officer, "2026-06-10 11:00").Code);
        Assert.Equal(Paper.Day("2026-07-02"), paper.Clock(Sealed.ResultClock).EffectiveDue);
        Assert.Equal("SERVICE_PROOF_REQUIRED", paper.Refuses(new TellResult(null), Officer, "2026-06-24 10:00").Code);
        paper.Give(new TellResult(Road.Signed), Officer, "2026-06-24 10:00");
        Assert.Equal((CaseState.Answered, "T27", ClockStatus.Met), (paper.Case.State, paper.Case.Ending, paper.Clock(Sealed.ResultClock).Status));
        Assert.Empty(paper.Case.AccountabilityRecords);
        paper.Give(new CloseSealed(), Officer, "2026-06-25 10:00");
        Assert.Equal((CaseState.Closed, "enterprise"), (paper.Case.State, paper.Case.LevelOfSolution));
    }

    [Fact]
    public void An_anonymous_one_has_no_date_to_tell_and_ends_with_the_conclusion()
    {
        var paper = Road.Register(Road.Entry("H3") with { Location = null, Anonymous = true, People = [] }, "2026-05-19 22:05");
        paper.Give(new HandToDiscipline(Desk), Road.Sorter, "2026-05-20 09:00");
        Assert.DoesNotContain(paper.Case.Clocks, k => k.Code is "CLK-NOTICE15" or Sealed.ToldClock);
        Assert.Equal("WRONG_STATE", paper.Refuses(new TellAccuser(Road.Signed), Officer, "2026-05-21 10:00").Code);
        paper.Give(new ConcludeAccusation("cannotBeVerified"), Officer, "2026-07-24 10:00");
        Assert.Equal((CaseState.Answered, "T27"), (paper.Case.State, paper.Case.Ending));
        Assert.DoesNotContain(paper.Case.Clocks, k => k.Code is Sealed.ResultClock or "CLK-SAT30");
        paper.Give(new CloseSealed(), Officer, "2026-07-27 10:00");
    }

    [Fact]
    public void What_was_upheld_asks_the_three_questions_inside_the_line_and_a_second_officer_verifies()
    {
        var paper = HandedOver();
        paper.Give(new ConcludeAccusation("partlyUpheld"), Officer, "2026-06-10 10:00");
        Assert.Equal(("TR3", "full"), (paper.Record().Trigger, paper.Record().Sheet));
        paper.Give(new TellResult(Road.Signed), Officer, "2026-06-11 10:00");
        Assert.Equal(CaseState.PendingAccountability, paper.Case.State);
        Assert.Equal("CLOSE_BLOCKED_ACCOUNTABILITY", paper.Refuses(new CloseSealed(), Officer, "2026-06-12 10:00").Code);
        paper.Give(Checked.Causes() with { AnalysedOn = Paper.Day("2026-06-12") }, Second, "2026-06-12 15:00");
        paper.Give(new RecordResponsible(1, [Checked.Blamed() with { InForceOn = Paper.Day("2026-06-13") }]), Second, "2026-06-13 15:00");
        paper.Give(Checked.Education() with { HeldOn = Paper.Day("2026-06-14") }, Second, "2026-06-14 15:00");
        Assert.Equal("VERIFIER_NOT_INDEPENDENT", paper.Refuses(new VerifyAccountability(1, null, null), Officer, "2026-06-15 10:00").Code);
        Assert.Equal("VERIFIER_NOT_INDEPENDENT", paper.Refuses(new VerifyAccountability(1, null, null), Second, "2026-06-15 10:00").Code);
        Assert.Equal("NOT_FOUND", paper.Refuses(new VerifyAccountability(1, null, null), Checked.Supervisor, "2026-06-15 10:00").Code);
    }

    [Fact]
    public void Of_a_sealed_case_nobody_hears_who_may_not_read_it()
    {
        var paper = HandedOver();
        paper.Do("2026-05-06 10:00", s => Notices.Tell(s, Checked.Supervisor, "duty"));
        paper.Give(new EscalateByHand("人手不够"), Officer, "2026-05-06 10:00");
        paper.Do("2026-05-07 10:00", s => TaskRouting.Tell(s, Roles.CommunityHead, "workflowParked", new Dictionary<string, string>(), action: true));
        Assert.Subset(new HashSet<string> { "P:1", Officer, Second, Road.Sorter, Road.CommunitySorter }, paper.Notices.Select(n => n.To).ToHashSet());
        Assert.DoesNotContain(paper.Notices, n => n.Template == "notice.duty");
        Assert.Contains(paper.Notices, n => n.To == Officer && n.Template == "notice.workflowParked");
    }

    [Fact]
    public void Withdrawing_an_accusation_is_confirmed_by_an_officer_who_has_not_acted_on_it()
    {
        var paper = HandedOver();
        paper.Give(new TellAccuser(Road.Signed), Officer, "2026-05-08 10:00");
        paper.Give(new Withdraw("不想再追究"), Road.Petitioner, "2026-05-10 10:00");
        Assert.Equal((Roles.Discipline, Desk), (paper.Case.Tasks[^1].Role, paper.Case.Tasks[^1].Unit));
        Assert.Equal("NOT_FOUND", paper.Refuses(new ConfirmWithdrawal(true, false), Road.Supervisor, "2026-05-11 10:00").Code);
        Assert.Equal("OTHER_UNIT_REQUIRED", paper.Refuses(new ConfirmWithdrawal(true, false), Officer, "2026-05-11 10:00").Code);
        paper.Give(new ConfirmWithdrawal(true, true), Second, "2026-05-11 10:00");
        Assert.Equal("pressed", paper.Case.Withdrawals[^1].Outcome);
        Assert.DoesNotContain(paper.Notices, n => n.To == Road.Supervisor);
    }

    internal static Paper Registered(string category = "H2", string? accused = "COM-WY") =>
        Road.Register(Road.Entry(category) with { ResponsibleUnit = accused, Location = null }, "2026-04-27 21:30");

    internal static Paper HandedOver(string category = "H2", string? accused = "COM-WY")
    {
        var paper = Registered(category, accused);
        paper.Give(new HandToDiscipline(Desk), Road.Sorter, "2026-04-28 09:00");
        return paper;
    }

    private static IEnumerable<string> Readers(Paper paper) => Seeds.Reference.People.Values
        .Where(p => Access.MayRead(new Actor(p.Id, p.Roles, p.Unit), paper.Case, Seeds.Reference)).Select(p => p.Id).Order(StringComparer.Ordinal)
        .OrderBy(id => id is Officer or Second ? 0 : 1);
}
