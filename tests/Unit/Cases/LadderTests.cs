using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

public class LadderTests
{
    [Fact]
    public void Golden_0030_climbs_three_rungs_from_the_internal_target_and_rung_4_is_cancelled()
    {
        var paper = Paper.Registered("C2", "2026-08-10 09:00");
        paper.Do("2026-08-10 09:00", step => Clocks.StartInternalTarget(step));
        paper.PassTo("2026-08-24 10:00");
        paper.Do("2026-08-24 10:00", step => Clocks.Stop(step, Clocks.InternalTarget, step.HappenedAt, "result"));
        paper.PassTo("2026-09-30");

        Assert.Equal(Paper.Day("2026-08-12"), paper.Clock(Clocks.InternalTarget).EffectiveDue);
        Assert.Equal(
            ["1 2026-08-13 R-NQ-ZH", "2 2026-08-18 R-COM-XF", "3 2026-08-21 R-LEADER"],
            paper.All<RungFired>().Where(r => r.Rung > 0).Select(r => $"{r.Rung} {Local.DateOf(r.At):yyyy-MM-dd} {r.TargetRole}"));
        var top = paper.Case.Ladder.Single(e => e.Rung == 4);
        Assert.Equal((Paper.At("2026-08-28 09:00"), "met", (DateTimeOffset?)null), (top.DueAt, top.CancelledBecause, top.FiredAt));
        Assert.All(paper.All<RungFired>(), r => Assert.Equal(9, Local.TimeOf(r.At).Hour));
    }

    [Fact]
    public void Golden_0041_climbs_from_day_60_through_the_make_up_saturday()
    {
        var paper = Paper.Registered("A8", "2026-02-25 10:15", Assigned("STF-029", "COM-WY"));
        paper.Do("2026-02-25 10:15", step => Clocks.StartInternalTarget(step));
        paper.Do("2026-03-02 09:00", step => Clocks.Start(step, "CLK-HANDLE60", step.HappenedAt, "accepted"));
        paper.PassTo("2026-05-18 15:00");
        paper.Do("2026-05-18 15:00", step => Clocks.Stop(step, "CLK-HANDLE60", step.HappenedAt, "served"));
        paper.PassTo("2026-05-30");

        Assert.Equal(
            ["1 2026-05-06 R-UNITHEAD", "2 2026-05-09 R-COM-XF", "3 2026-05-13 R-LEADER"],
            paper.All<RungFired>().Where(r => r.Rung > 0).Select(r => $"{r.Rung} {Local.DateOf(r.At):yyyy-MM-dd} {r.TargetRole}"));
        Assert.Equal(Paper.At("2026-05-20 09:00"), paper.Case.Ladder.Single(e => e.Rung == 4 && e.CancelledBecause == "met").DueAt);
        Assert.Equal(["STF-042", "STF-001", "STF-002"], paper.All<RungFired>().Where(r => r.Rung > 0).Select(r => r.TargetPerson));
    }

    [Fact]
    public void Golden_0038_is_led_by_the_senders_date_and_not_by_our_own_target()
    {
        var paper = Paper.Registered("A9", "2026-04-17 16:45");
        paper.Do("2026-04-17 16:45", step =>
        {
            Clocks.StartInternalTarget(step);
            Clocks.StartExternal(step, Paper.Day("2026-04-24"));
        });
        paper.PassTo("2026-04-27 16:00");
        paper.Do("2026-04-27 16:00", step =>
        {
            Clocks.Stop(step, Clocks.ExternalDue, step.HappenedAt, "answered");
            Clocks.Stop(step, Clocks.InternalTarget, step.HappenedAt, "answered");
        });
        paper.PassTo("2026-05-30");

        var rung = Assert.Single(paper.All<RungFired>(), r => r.Rung > 0);
        Assert.Equal(("2026-04-27", "R-NQ-ZH", "externalDue"), ($"{Local.DateOf(rung.At):yyyy-MM-dd}", rung.TargetRole, rung.Code));
        Assert.Equal(ClockStatus.Missed, paper.Clock(Clocks.ExternalDue).Status);
        Assert.Equal(ClockStatus.Met, paper.Clock(Clocks.InternalTarget).Status);
    }

    private static Action<Case> Assigned(string handler, string unit) => c =>
    {
        c.State = CaseState.InHandling;
        c.Handler = handler;
        c.HandlingUnit = unit;
        c.Holder = unit;
    };
}
