using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

public sealed class AcceptanceTests
{
    [Fact]
    public void Acceptance_starts_the_sixty_days_and_the_served_notice_ends_the_fifteen()
    {
        var paper = Road.Accepted();
        Assert.Equal(CaseState.Accepted, paper.Case.State);
        Assert.Equal(Paper.Day("2026-05-01"), paper.Clock("CLK-HANDLE60").EffectiveDue);
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-NOTICE15").Status);
    }

    [Fact]
    public void Without_proof_of_service_the_fifteen_days_run_on()
    {
        var paper = Road.Claim();
        paper.Give(new Accept(), Road.Sorter, "2026-03-02 09:00");
        Assert.Equal(ClockStatus.Running, paper.Clock("CLK-NOTICE15").Status);
        paper.Give(new ServeDocument(paper.Case.Documents[^1].No, Road.Signed), Road.Clerk, "2026-03-11 09:00");
        Assert.Equal((ClockStatus.Met, Paper.At("2026-03-11 09:00")), (paper.Clock("CLK-NOTICE15").Status, paper.Clock("CLK-NOTICE15").StoppedAt));
    }

    [Fact]
    public void The_simple_procedure_has_its_ten_days_inside_the_sixty()
    {
        var paper = Road.Register(Road.Entry("A1") with { TreatAsPetition = true, Simple = true }, "2026-01-12 08:40");
        paper.Give(new Accept(), Road.Sorter, "2026-01-12 09:00");
        Assert.True(paper.Case.Simple);
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-SIMPLE-ACC3WD").Status);
        Assert.Equal(Paper.Day("2026-01-26"), paper.Clock("CLK-SIMPLE10WD").EffectiveDue);
        Assert.Equal(Paper.Day("2026-03-13"), paper.Clock("CLK-HANDLE60").EffectiveDue);
    }

    [Fact]
    public void A_service_order_has_no_clock_of_the_petition_law()
    {
        var paper = Road.ServiceInHandling();
        Assert.DoesNotContain(paper.Case.Clocks, k => k.Code is "CLK-NOTICE15" or "CLK-HANDLE60" or "CLK-SIMPLE10WD");
        Assert.DoesNotContain(paper.Case.Documents, d => d.Kind == "acceptance-notice");
    }

    [Theory]
    [InlineData("nature")]
    [InlineData("category")]
    [InlineData("assigned")]
    [InlineData("emergency")]
    [InlineData("joint")]
    [InlineData("repeat")]
    public void The_simple_procedure_is_not_for(string because)
    {
        var claim = Road.Entry("A8");
        var paper = Road.Register(
            because switch
            {
                "nature" => Road.Entry("A6"),
                "category" => Road.Entry("F1"),
                "assigned" => claim with { Channel = "hotline12345", SenderReference = "12345-1" },
                "emergency" => claim with { Urgency = "emergency" },
                "joint" => claim with { PeopleCount = 5 },
                _ => claim,
            }, "2026-02-25 10:15");
        paper.Others["NQ-2025-0900"] = new("NQ-2025-0900", CaseState.Closed, false, "NQ-ZH", "COM-WY", null, []);
        var refused = paper.Refuses(new Accept("simple", SameMatterAs: because == "repeat" ? "NQ-2025-0900" : null), Road.Sorter, "2026-02-26 09:00");
        Assert.Equal(("SIMPLE_NOT_ELIGIBLE", because), (refused.Code, refused.Arguments[0]));
    }

    [Fact]
    public void A_group_that_came_is_received_by_one_to_five_and_registered_whatever_their_number()
    {
        var paper = Visit();
        Assert.Equal("RECEPTION_REQUIRED", paper.Refuses(new Accept(), Road.Sorter, "2026-01-28 09:00").Code);
        Assert.Equal("REPRESENTATIVES_OVER_LIMIT", paper.Refuses(new RecordReception(Names(8)), Road.Clerk, "2026-01-26 14:20").Code);
        Assert.Equal("REPRESENTATIVES_OVER_LIMIT", paper.Refuses(new Accept(Representatives: Names(6)), Road.Sorter, "2026-01-28 09:00").Code);
        Assert.Equal("RECEPTION_REQUIRED", paper.Refuses(new RecordReception([]), Road.Clerk, "2026-01-26 14:20").Code);
        paper.Give(new RecordReception(Names(5)), Road.Clerk, "2026-01-26 14:40");
        Assert.Equal("REPRESENTATIVES_OVER_LIMIT", paper.Refuses(new RecordReception([new("representative", "第六人")]), Road.Clerk, "2026-01-26 14:50").Code);
        paper.Give(new Accept(), Road.Sorter, "2026-01-28 09:00");
        Assert.Equal(5, paper.Case.People.Count(p => p.Received));
        Assert.Equal(Paper.Day("2026-03-29"), paper.Clock("CLK-HANDLE60").EffectiveDue);
    }

    [Fact]
    public void Somebody_already_named_is_received_under_his_own_number()
    {
        var paper = Visit();
        paper.Give(new RecordReception([new("representative", "柳青")]), Road.Clerk, "2026-01-26 14:40");
        Assert.True(Assert.Single(paper.Case.People).Received);
    }

    [Fact]
    public void A_joint_letter_needs_no_representatives_and_may_name_any_number()
    {
        var paper = Road.Register(Road.Entry("A8") with { Channel = "letter", PeopleCount = 16 }, "2026-08-10 09:00");
        paper.Give(new Accept(Representatives: Names(8)), Road.Sorter, "2026-08-13 09:00");
        Assert.Equal(CaseState.Accepted, paper.Case.State);
    }

    [Fact]
    public void Every_part_needs_a_nature_and_a_category() =>
        Assert.Equal("NATURE_REQUIRED", Road.Register(Road.Entry("Z"), "2026-02-25 10:15").Refuses(new Accept(), Road.Sorter, "2026-02-26 09:00").Code);

    [Fact]
    public void A_mixed_petition_is_split_first() =>
        Assert.Equal("SPLIT_REQUIRED", Road.Register(Road.Entry("A8") with { Parts = [new("退费"), new("修灯", null, "A3")] }, "2026-09-08 10:05")
            .Refuses(new Accept(), Road.Sorter, "2026-09-10 09:00").Code);

    [Fact]
    public void The_question_of_recusal_is_answered() =>
        Assert.Equal("RECUSAL_UNANSWERED", Road.Claim().Refuses(new Accept(RecusalAnswered: false), Road.Sorter, "2026-02-26 09:00").Code);

    [Fact]
    public void The_procedure_is_one_of_two() =>
        Assert.Equal("procedure", Road.Claim().Refuses(new Accept("quick"), Road.Sorter, "2026-02-26 09:00").Field);

    [Theory]
    [InlineData(CaseState.InHandling, "2026-05-04", "SAME_MATTER_IN_PROGRESS")]
    [InlineData(CaseState.TerminatedAfterReexam, null, "NO_FURTHER_ACCEPTANCE")]
    public void The_same_matter_in_hand_or_finally_ended_is_linked_not_accepted(CaseState state, string? due, string code)
    {
        var paper = WithOther(state, due);
        var refused = paper.Refuses(new Accept(SameMatterAs: "NQ-2026-0015"), Road.Sorter, "2026-03-02 09:00");
        Assert.Equal((code, "NQ-2026-0015"), (refused.Code, refused.Arguments[0]));
    }

    [Theory]
    [InlineData(CaseState.Closed, null, false, "repeat", true)]
    [InlineData(CaseState.InHandling, "2026-02-27", false, "repeat", true)]
    [InlineData(CaseState.TerminatedAfterReexam, null, true, "related", false)]
    public void A_closed_or_overdue_matter_may_be_taken_up_as_a_repeat_and_new_facts_make_a_new_one(
        CaseState state, string? due, bool newFacts, string kind, bool isRepeat)
    {
        var paper = WithOther(state, due);
        paper.Give(new Accept(SameMatterAs: "NQ-2026-0015", NewFacts: newFacts), Road.Sorter, "2026-03-02 09:00");
        Assert.Equal((kind, isRepeat), (Assert.Single(paper.Case.Links).Kind, paper.Case.Flags.Repeat));
    }

    [Fact]
    public void A_petition_does_not_repeat_itself_or_one_that_is_not_there()
    {
        Assert.Equal("LINK_TO_SELF", Road.Claim().Refuses(new Accept(SameMatterAs: "NQ-2026-0001"), Road.Sorter, "2026-03-02 09:00").Code);
        Assert.Equal("NOT_FOUND", Road.Claim().Refuses(new Accept(SameMatterAs: "NQ-2026-0404"), Road.Sorter, "2026-03-02 09:00").Code);
    }

    [Fact]
    public void The_duty_officer_accepts_emergencies_and_nothing_else()
    {
        var paper = Road.Register(Road.Entry("A8") with { ReceivedBy = "COM", Location = null }, "2026-02-25 22:15", Road.Duty);
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new Accept(), Road.Duty, "2026-02-25 22:20").Code);
        var gas = Road.Register(Road.Entry("A4") with { Location = "NQ-S2-B03" }, "2026-10-03 23:40", Road.Duty);
        gas.Give(new Accept(), Road.Duty, "2026-10-03 23:41");
        gas.Give(new AssignHandler(Road.Handler), Road.Duty, "2026-10-03 23:42");
        Assert.Equal(CaseState.InHandling, gas.Case.State);
    }

    [Fact]
    public void Once_handed_over_only_the_receiving_unit_accepts()
    {
        var paper = Road.Claim();
        paper.Give(new Transfer("ENT-U01", OverrideReason: "由该厂建设"), Road.Sorter, "2026-02-26 09:00");
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new Accept(), Road.Sorter, "2026-02-26 10:00").Code);
        paper.Give(new Accept(), "STF-038", "2026-02-27 10:00");
        Assert.Equal(ClockStatus.Cancelled, paper.Clock("CLK-OBJECT5WD", "ENT-U01").Status);
    }

    private static Paper Visit() =>
        Road.Register(Road.Entry("A1") with { Channel = "visit", ReadBack = true, PeopleCount = 31, TreatAsPetition = true }, "2026-01-26 14:10");

    private static List<NamedPerson> Names(int count) => Enumerable.Range(1, count).Select(i => new NamedPerson("representative", $"代表{i}")).ToList();

    private static Paper WithOther(CaseState state, string? due)
    {
        var paper = Road.Claim();
        paper.Others["NQ-2026-0015"] = new("NQ-2026-0015", state, false, "NQ-ZH", "COM-WY", due is null ? null : Local.EndOf(Paper.Day(due)), []);
        return paper;
    }
}
