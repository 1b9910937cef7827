using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>What opens an accountability record by itself, and on which day (handbook §6.1; samples 0002, 0030, 0031, 0032, 0037, 0041).</summary>
public sealed class TriggersTests
{
    [Fact]
    public void A_category_that_always_asks_opens_the_record_on_the_day_of_registration()
    {
        var paper = Paper.Registered("J2", "2026-01-20 05:50", c => c.PeopleCount = 26);
        paper.Do("2026-01-20 05:50", _ => { });
        Assert.Equal(("TR6", AccountabilityRecord.FullSheet), (paper.Record().Trigger, paper.Record().Sheet));
        Assert.Equal(Paper.Day("2026-02-19"), paper.Clock("CLK-3NLG").EffectiveDue);
    }

    [Fact]
    public void The_same_fact_opens_one_record_however_often_it_is_looked_at()
    {
        var paper = Paper.Registered("J2", "2026-01-20 05:50");
        paper.Do("2026-01-20 05:50", _ => { });
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-01-21 06:00"));
        Assert.Single(paper.Case.AccountabilityRecords);
        Assert.Single(paper.Record().Grounds);
    }

    [Fact]
    public void A_missed_statutory_clock_blocks_closing_at_once_and_opens_the_record_in_the_morning()
    {
        var paper = Checked.Case("A8", "2026-02-25 10:15");
        paper.Do("2026-03-02 09:00", step => Clocks.Start(step, "CLK-HANDLE60", step.HappenedAt, "accepted"));
        paper.PassTo("2026-05-02 00:00");
        Assert.Empty(paper.Case.AccountabilityRecords);
        Assert.Equal([new MissingItem("TR1", "record")], Accountability.BlocksClosure(paper.Case));
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-05-02 06:00"));
        Assert.Equal(("TR1", Paper.Day("2026-05-01")), (paper.Record().Trigger, paper.Record().EventOn));
        Assert.Equal(Paper.Day("2026-06-01"), paper.Clock("CLK-3NLG").EffectiveDue);
    }

    [Fact]
    public void The_right_to_object_runs_out_without_anybody_being_at_fault()
    {
        var paper = Checked.Case();
        paper.Do("2026-03-02 09:00", step => Clocks.Start(step, "CLK-OBJECT5WD", step.HappenedAt, "received", "COM-WY"));
        paper.PassTo("2026-03-20");
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-03-20 06:00"));
        Assert.Empty(paper.Case.AccountabilityRecords);
    }

    [Fact]
    public void A_missed_internal_target_alone_demands_nothing()
    {
        var paper = Checked.Case();
        paper.Do("2026-03-02 09:00", step => Clocks.StartInternalTarget(step));
        paper.PassTo("2026-03-06 06:00");
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-03-06 06:00"));
        Assert.Empty(paper.Case.AccountabilityRecords);
    }

    [Fact]
    public void Harm_after_rung_two_opens_the_record_on_the_same_day()
    {
        var paper = Checked.Case("C2", "2026-08-10 09:00", c => c.Ladder.Add(Rung(2, "2026-08-18 09:00")));
        paper.Do("2026-08-20 15:00", step => step.Case.Harms.Add(new Harm(1, step.Day, false, false, false)));
        Assert.Equal("TR1", paper.Record().Trigger);
        Assert.Equal(Paper.Day("2026-09-19"), paper.Clock("CLK-3NLG").EffectiveDue);
    }

    [Fact]
    public void Harm_before_any_action_rung_demands_nothing_until_the_rung_is_reached()
    {
        var paper = Checked.Case("C2", "2026-08-10 09:00", c => c.Ladder.Add(Rung(1, "2026-08-13 09:00")));
        paper.Do("2026-08-14 15:00", step => step.Case.Harms.Add(new Harm(1, step.Day, false, false, false)));
        Assert.Empty(paper.Case.AccountabilityRecords);
        paper.Do("2026-08-18 09:00", step => step.Case.Ladder.Add(Rung(2, "2026-08-18 09:00")));
        Assert.Single(paper.Case.AccountabilityRecords);
    }

    [Fact]
    public void Rung_four_opens_the_record_by_itself()
    {
        var paper = Checked.Case(set: c => c.Ladder.Add(Rung(4, "2026-03-20 09:00")));
        Assert.Equal("TR1", paper.Record().Trigger);
    }

    [Fact]
    public void A_false_closure_waits_for_the_daily_check_and_gets_the_small_sheet()
    {
        var paper = Checked.Case("A6", "2026-09-07 07:30");
        paper.Do("2026-09-09 10:00", step => step.Case.FalseClosures.Add(new FalseClosure(1, step.Day)));
        Assert.Empty(paper.Case.AccountabilityRecords);
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-09-10 06:00"));
        Assert.Equal(("TR2", AccountabilityRecord.SmallSheet), (paper.Record().Trigger, paper.Record().Sheet));
        Assert.Equal(Paper.Day("2026-10-10"), paper.Clock("CLK-3NLG").EffectiveDue);
    }

    [Fact]
    public void Somebody_hurt_later_makes_the_sheet_a_full_one()
    {
        var paper = Checked.Open();
        paper.Do("2026-03-11 10:00", step => step.Case.Harms.Add(new Harm(1, step.Day, true, false, false)));
        Assert.Equal(AccountabilityRecord.FullSheet, paper.Record().Sheet);
    }

    [Fact]
    public void A_second_fact_joins_the_open_record_instead_of_a_second_one()
    {
        var paper = Checked.Open();
        paper.Do("2026-03-11 10:00", step => step.Case.FalseClosures.Add(new FalseClosure(1, step.Day)));
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-03-12 06:00"));
        Assert.Equal(["TR10", "TR2"], paper.Record().Grounds.Select(g => g.Trigger));
    }

    [Fact]
    public void After_a_record_has_passed_a_new_fact_opens_another()
    {
        var paper = Checked.Passed();
        paper.Do("2026-03-11 10:00", step => step.Case.FalseClosures.Add(new FalseClosure(1, step.Day)));
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-03-12 06:00"));
        Assert.Equal(["TR10", "TR2"], paper.Case.AccountabilityRecords.Select(r => r.Trigger));
    }

    [Fact]
    public void A_late_entry_that_proves_the_clock_met_takes_the_ground_away_and_the_gate_opens()
    {
        var paper = Checked.Case("A8", "2026-02-25 10:15");
        paper.Do("2026-03-02 09:00", step => Clocks.Start(step, "CLK-HANDLE60", step.HappenedAt, "accepted"));
        paper.PassTo("2026-05-02 00:00");
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-05-02 06:00"));
        paper.Do("2026-05-02 10:00", step => Clocks.Stop(step, "CLK-HANDLE60", Paper.At("2026-04-30 16:00"), "served"));
        Assert.Equal(AccountabilityStatus.Groundless, paper.Record().Status);
        Assert.Empty(Accountability.BlocksClosure(paper.Case));
        Assert.Equal(ClockStatus.Cancelled, paper.Clock("CLK-3NLG").Status);
    }

    [Fact]
    public void An_order_returned_twice_opens_a_record()
    {
        var paper = Checked.Case(set: c => c.SupervisionOrders.Add(
            new SupervisionOrder(1, SupervisionStatus.Returned, null, "COM-WY", IssuedAt: Paper.At("2026-03-02 10:00"), Returns: 2)));
        Assert.Equal("TR8", paper.Record().Trigger);
    }

    [Fact]
    public void A_dispute_that_became_a_crime_opens_a_record_on_a_full_sheet()
    {
        var paper = Checked.Case("B5", "2026-08-24 19:35");
        paper.Do("2026-08-30 10:00", step => step.Case.Harms.Add(new Harm(1, step.Day, false, false, true)));
        Assert.Equal(("TR7", AccountabilityRecord.FullSheet), (paper.Record().Trigger, paper.Record().Sheet));
    }

    private static LadderEntry Rung(int rung, string firedAt) => new()
    {
        No = 90 + rung, Clock = 1, Cycle = 1, Step = $"rung{rung}", Rung = rung, Kind = "action", DueAt = Paper.At(firedAt), FiredAt = Paper.At(firedAt),
    };
}
