using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Supervision orders: drafted, issued, answered, verified, returned (handbook §8).</summary>
public sealed class SupervisionTests
{
    private const string At = "2026-03-10 10:00";

    private static readonly IssueSupervisionOrder Order = new(null, "三日内清运并报告", true);

    [Fact]
    public void Rung_two_drafts_an_order_that_holds_nothing()
    {
        var paper = Checked.Case(set: c => c.Ladder.Add(new LadderEntry
        {
            No = 7, Clock = 1, Cycle = 1, Step = "rung2", Rung = 2, Kind = "action", DueAt = Paper.At(At), FiredAt = Paper.At(At),
        }));
        Assert.Equal((SupervisionStatus.Drafted, "ladder:7"), (paper.Case.SupervisionOrders.Single().Status, paper.Case.SupervisionOrders.Single().Source));
        Assert.False(Supervision.HasOpenOrder(paper.Case));
    }

    [Fact]
    public void Issuing_turns_the_draft_into_an_order_with_five_working_days()
    {
        var paper = Checked.Case();
        paper.Give(new DraftSupervisionOrder(), Actor.System, Paper.At(At));
        paper.Give(Order, "STF-001", At);
        var order = Assert.Single(paper.Case.SupervisionOrders);
        Assert.Equal((SupervisionStatus.Issued, "COM-WY", true), (order.Status, order.Unit, order.Listed));
        Assert.Equal(Paper.Day("2026-03-17"), paper.Clock("CLK-SUP-REPLY").EffectiveDue);
        Assert.True(Supervision.HasOpenOrder(paper.Case));
        Assert.True(paper.Case.Flags.Supervised);
        Assert.Contains(paper.Notices, n => n.To == Checked.Head && n.Template == "notice.supervisionIssued");
        Assert.Equal(order.Document, Assert.Single(paper.Case.Documents, d => d is { Kind: "supervision-order", IssuedBy: "COM-ZZ" }).No);
    }

    [Fact]
    public void Whoever_issued_an_order_hears_that_the_five_working_days_are_over()
    {
        var paper = Issued();
        paper.PassTo("2026-03-18 00:00");
        Assert.Contains(paper.Notices, n => n is { To: "STF-001", Template: "notice.supervisionSilent" });
    }

    [Fact]
    public void In_a_sealed_case_nothing_is_drafted_that_nobody_could_issue()
    {
        var paper = Paper.Registered("H2", "2026-03-02 09:00", c =>
        {
            (c.State, c.Handler, c.HandlingUnit, c.Holder) = (CaseState.Transferred, "STF-050", "ENT-JW", "ENT-JW");
            c.Ladder.Add(new LadderEntry { No = 7, Clock = 1, Cycle = 1, Step = "rung2", Rung = 2, Kind = "action", DueAt = Paper.At(At), FiredAt = Paper.At(At) });
        });
        paper.Do(At, _ => { });
        Assert.Empty(paper.Case.SupervisionOrders);
    }

    [Fact]
    public void Drafting_twice_makes_one_draft()
    {
        var paper = Checked.Case();
        paper.Give(new DraftSupervisionOrder(), Actor.System, Paper.At(At));
        paper.Give(new DraftSupervisionOrder(), Actor.System, Paper.At(At));
        Assert.Single(paper.Case.SupervisionOrders);
    }

    [Fact]
    public void An_order_without_a_demand_or_to_an_unknown_unit_is_refused()
    {
        Assert.Equal("DEMAND_REQUIRED", Checked.Case().Refuses(Order with { Demand = null }, "STF-001", At).Code);
        Assert.Equal(("FIELD_INVALID", "unit"), Checked.Case().Refuses(Order with { Unit = "NOWHERE" }, "STF-001", At) is var r ? (r.Code, r.Field) : default);
    }

    [Fact]
    public void A_handler_cannot_issue_an_order() => Assert.Equal("NOT_YOUR_ROLE", Checked.Case().Refuses(Order, Checked.Handler, At).Code);

    [Fact]
    public void A_reply_stops_the_clock_and_acceptance_frees_the_case()
    {
        var paper = Issued();
        paper.Give(new ReplyToSupervision(1, new Words("已清运")), Checked.Head, "2026-03-11 10:00");
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-SUP-REPLY").Status);
        Assert.True(Supervision.HasOpenOrder(paper.Case));
        paper.Give(new VerifySupervision(1, true, null), Checked.Supervisor, "2026-03-12 10:00");
        Assert.False(Supervision.HasOpenOrder(paper.Case));
        Assert.False(paper.Case.Flags.Supervised);
    }

    [Fact]
    public void A_return_needs_a_reason_and_starts_the_five_days_anew()
    {
        var paper = Replied();
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new VerifySupervision(1, false, null), Checked.Supervisor, "2026-03-12 10:00").Code);
        paper.Give(new VerifySupervision(1, false, "没有照片"), Checked.Supervisor, "2026-03-12 10:00");
        Assert.Equal(Paper.Day("2026-03-19"), paper.Clock("CLK-SUP-REPLY").EffectiveDue);
        Assert.True(Supervision.HasOpenOrder(paper.Case));
    }

    [Fact]
    public void Returned_twice_opens_an_accountability_record()
    {
        var paper = Replied();
        paper.Give(new VerifySupervision(1, false, "没有照片"), Checked.Supervisor, "2026-03-12 10:00");
        Assert.Empty(paper.Case.AccountabilityRecords);
        paper.Give(new ReplyToSupervision(1, new Words("照片补上")), Checked.Head, "2026-03-13 10:00");
        paper.Give(new VerifySupervision(1, false, "还是没有清"), Checked.Supervisor, "2026-03-16 10:00");
        Assert.Equal("TR8", paper.Record().Trigger);
    }

    [Fact]
    public void An_order_that_is_not_there_or_waits_for_nothing_is_refused()
    {
        Assert.Equal("SUPERVISION_NOT_FOUND", Issued().Refuses(new ReplyToSupervision(2, new Words("已清运")), Checked.Head, At).Code);
        Assert.Equal("SUPERVISION_NOT_WAITING", Issued().Refuses(new VerifySupervision(1, true, null), Checked.Supervisor, At).Code);
        Assert.Equal("SUPERVISION_NOT_WAITING", Replied().Refuses(new ReplyToSupervision(1, new Words("已清运")), Checked.Head, "2026-03-12 10:00").Code);
    }

    [Fact]
    public void Another_unit_cannot_answer_for_the_one_that_was_asked() =>
        Assert.Equal("NOT_YOUR_ROLE", Issued(c => c.CoHandlingUnits = ["COM-HW"]).Refuses(new ReplyToSupervision(1, new Words("已清运")), "STF-041", At).Code);

    [Fact]
    public void The_unit_that_answered_cannot_verify_its_own_answer()
    {
        var paper = Checked.Case();
        paper.Give(Order with { Unit = "COM-DC" }, "STF-001", At);
        paper.Give(new ReplyToSupervision(1, new Words("已督查")), "STF-001", "2026-03-11 10:00");
        Assert.Equal("VERIFIER_NOT_INDEPENDENT", paper.Refuses(new VerifySupervision(1, true, null), Checked.Supervisor, "2026-03-12 10:00").Code);
    }

    private static Paper Issued(Action<Case>? set = null)
    {
        var paper = Checked.Case(set: set);
        paper.Give(Order, "STF-001", At);
        return paper;
    }

    private static Paper Replied()
    {
        var paper = Issued();
        paper.Give(new ReplyToSupervision(1, new Words("已清运")), Checked.Head, "2026-03-11 10:00");
        return paper;
    }
}
