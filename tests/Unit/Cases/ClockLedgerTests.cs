using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Extensions, suspensions, and calendars that arrive later.</summary>
public class ClockLedgerTests
{
    [Fact]
    public void An_extension_adds_its_days_to_the_old_due_day_and_never_rolls()
    {
        var paper = ClocksTests.WithClock("CLK-HANDLE60", "2026-08-05 09:00");
        paper.Do("2026-09-20 09:00", step => Extend(step, 30, "2026-09-21"));

        var clock = paper.Clock("CLK-HANDLE60");
        Assert.Equal(Paper.Day("2026-11-03"), clock.EffectiveDue);
        Assert.Equal(Paper.At("2026-11-04 00:00"), clock.DueAt);
        Assert.Equal((30, Paper.Day("2026-10-04"), Paper.Day("2026-11-03")), (clock.Extensions[0].Days, clock.Extensions[0].OldDue, clock.Extensions[0].NewDue));
        paper.PassTo("2026-11-03 23:59");
        Assert.Empty(paper.All<ClockMissed>());
        paper.PassTo("2026-11-04 00:00");
        Assert.Single(paper.All<ClockMissed>());
    }

    [Theory]
    [InlineData("2026-03-20 09:00", 31, "2026-03-20", "EXTENSION_TOO_LONG")]
    [InlineData("2026-03-20 09:00", 0, "2026-03-20", "EXTENSION_TOO_LONG")]
    [InlineData("2026-03-22 09:00", 30, "2026-03-20", "EXTENSION_TOO_LATE")]
    [InlineData("2026-03-20 09:00", 30, "2026-03-22", "EXTENSION_TOO_LATE")]
    [InlineData("2026-03-21 23:00", 30, "2026-03-21", null)]
    public void An_extension_is_bound(string at, int days, string toldOn, string? refusal)
    {
        var paper = ClocksTests.WithClock("CLK-HANDLE60", "2026-01-20 09:00");

        Assert.Equal(refusal, Record.Exception(() => { paper.Do(at, step => Extend(step, days, toldOn)); }) is Refused refused ? refused.Code : null);
    }

    [Fact]
    public void An_extension_is_given_once_and_a_review_knows_none()
    {
        var paper = ClocksTests.WithClock("CLK-HANDLE60", "2026-01-20 09:00");
        paper.Do("2026-02-01 09:00", step => Extend(step, 10, "2026-02-01"));
        paper.Do("2026-02-01 09:00", step => Clocks.Start(step, "CLK-REV30", step.HappenedAt, "received"));

        Assert.Equal("EXTENSION_ALREADY_USED", Assert.Throws<Refused>(() => { paper.Do("2026-02-02 09:00", step => Extend(step, 10, "2026-02-02")); }).Code);
        Assert.Equal("EXTENSION_TOO_LONG", Assert.Throws<Refused>(() =>
            Clocks.CheckExtension(paper.Reference, paper.Clock("CLK-REV30"), 1, Paper.Day("2026-02-02"))).Code);
    }

    [Fact]
    public void A_hearing_of_five_days_moves_a_re_examination_by_five_days()
    {
        var paper = ClocksTests.WithClock("CLK-REX30", "2026-08-28 09:00");
        paper.Do("2026-09-14 09:00", step =>
        {
            Clocks.Suspend(step, step.Case.RunningClock("CLK-REX30")!, "HEARING", Local.At(Paper.Day("2026-09-07"), 0), "STF-053");
            Clocks.Resume(step, step.Case.RunningOrSuspended("CLK-REX30")!, Local.EndOf(Paper.Day("2026-09-11")));
        });

        var clock = paper.Clock("CLK-REX30");
        Assert.Equal((Paper.Day("2026-09-27"), Paper.Day("2026-10-02")), (clock.Due, clock.EffectiveDue));
        Assert.Equal(("HEARING", "STF-053"), (clock.Suspensions.Single().Reason, clock.Suspensions.Single().By));
        Assert.Equal("resumed", paper.All<ClockMoved>().Single().Because);
    }

    [Fact]
    public void Waiting_for_the_petitioner_moves_an_internal_target_by_working_days()
    {
        var paper = Paper.Registered("A9", "2026-04-20 09:00");
        paper.Do("2026-04-20 09:00", step => Clocks.StartInternalTarget(step));
        paper.Do("2026-04-29 09:00", step => Clocks.Suspend(step, step.Case.RunningClock("internalTarget")!, "WAITING_PETITIONER", step.HappenedAt));
        paper.PassTo("2026-05-08 09:00");
        Assert.DoesNotContain(paper.All<RungFired>(), r => r.At >= Paper.At("2026-04-29 09:00"));
        paper.Do("2026-05-08 09:00", step => Clocks.Resume(step, step.Case.RunningOrSuspended("internalTarget")!, step.HappenedAt));

        // 04-29 to 05-08 is four working days (04-30, 05-06, 05-07, 05-08); 04-29 plus four working days after the target of 04-29.
        Assert.Equal((Paper.Day("2026-04-29"), Paper.Day("2026-05-08")), (paper.Clock("internalTarget").Due, paper.Clock("internalTarget").EffectiveDue));
    }

    [Fact]
    public void Waiting_moves_a_clock_of_minutes_by_the_minutes_waited()
    {
        var paper = Paper.Registered("A9", "2026-04-20 09:00", c => c.Urgency = "urgent");
        paper.Do("2026-04-20 09:00", step => Clocks.StartFirstContact(step, step.HappenedAt));
        paper.Do("2026-04-20 10:00", step => Clocks.Suspend(step, step.Case.RunningClock(Clocks.FirstContact)!, "WAITING_PETITIONER", step.HappenedAt));
        paper.Do("2026-04-20 10:45", step => Clocks.Resume(step, step.Case.RunningOrSuspended(Clocks.FirstContact)!, step.HappenedAt));

        Assert.Equal(Paper.At("2026-04-20 13:45"), paper.Clock(Clocks.FirstContact).DueAt);
        paper.PassTo("2026-04-20 13:45");
        Assert.Single(paper.All<ClockMissed>());
    }

    [Theory]
    [InlineData("CLK-HANDLE60", "HEARING")]
    [InlineData("CLK-HANDLE60", "WAITING_PETITIONER")]
    [InlineData("CLK-NOTICE15", "WAITING_PETITIONER")]
    [InlineData("CLK-REV30", "HEARING")]
    [InlineData("CLK-REX30", "CONSENT")]
    [InlineData("CLK-SUP-REPLY", "HOLIDAY")]
    public void Nothing_else_stops_the_counting(string code, string reason)
    {
        var paper = ClocksTests.WithClock(code, "2026-03-02 09:00");

        var refused = Assert.Throws<Refused>(() => { paper.Do("2026-03-03 09:00", s => Clocks.Suspend(s, s.Case.RunningClock(code)!, reason, s.HappenedAt)); });
        Assert.Equal("SUSPENSION_NOT_ALLOWED", refused.Code);
    }

    [Fact]
    public void Mediation_waits_by_consent_and_a_clock_waits_only_once_at_a_time()
    {
        var paper = ClocksTests.WithClock("CLK-MED30", "2026-03-11 09:00");
        paper.Do("2026-03-20 09:00", step => Clocks.Suspend(step, step.Case.RunningClock("CLK-MED30")!, "CONSENT", step.HappenedAt));

        Assert.Equal("SUSPENSION_NOT_ALLOWED", Assert.Throws<Refused>(() =>
        {
            paper.Do("2026-03-21 09:00", step => Clocks.Suspend(step, step.Case.RunningOrSuspended("CLK-MED30")!, "CONSENT", step.HappenedAt));
        }).Code);
        paper.Do("2026-03-23 09:00", step => Clocks.Resume(step, step.Case.RunningOrSuspended("CLK-MED30")!, step.HappenedAt));
        Assert.Equal(Paper.Day("2026-04-13"), paper.Clock("CLK-MED30").EffectiveDue);
    }

    [Fact]
    public void A_clock_beyond_the_published_calendar_stands_as_not_computable_until_the_year_arrives()
    {
        var paper = ClocksTests.WithClock("CLK-SIMPLE10WD", "2026-12-25 09:00");
        var waiting = paper.Clock("CLK-SIMPLE10WD");
        Assert.Equal((true, (DateTimeOffset?)null, ClockStatus.Running), (waiting.NotComputable, waiting.DueAt, waiting.Status));
        Assert.Empty(paper.Case.Ladder);

        paper.Reference = With2027();
        paper.Give(new RecomputeClocks(), Actor.System, "2026-12-28 09:00");

        var clock = paper.Clock("CLK-SIMPLE10WD");
        Assert.Equal((false, Paper.Day("2027-01-11")), (clock.NotComputable, clock.EffectiveDue));
        Assert.Equal("calendarPublished", paper.All<ClockMoved>().Single().Because);
        Assert.Contains(paper.Case.Ladder, e => e.Step == "rung4" && e.IsWaiting);
        paper.PassTo("2027-01-12 00:00");
        Assert.Single(paper.All<ClockMissed>());
    }

    [Fact]
    public void A_calendar_day_clock_needs_no_calendar_and_a_right_keeps_its_raw_day_until_the_roll_is_known()
    {
        var paper = ClocksTests.WithClock("CLK-HANDLE60", "2026-12-03 09:00");
        paper.Do("2026-12-03 09:00", step => Clocks.Start(step, "CLK-REV-ASK30", step.HappenedAt, "served"));
        Assert.Equal(Paper.Day("2027-02-01"), paper.Clock("CLK-HANDLE60").EffectiveDue);
        Assert.Equal((Paper.Day("2027-01-02"), DayReasons.Unknown), (paper.Clock("CLK-REV-ASK30").EffectiveDue, paper.Clock("CLK-REV-ASK30").Explanation.RollReason));

        paper.Reference = With2027();
        paper.Give(new RecomputeClocks(), Actor.System, "2026-12-28 09:00");

        Assert.Equal((Paper.Day("2027-01-04"), "元旦"), (paper.Clock("CLK-REV-ASK30").EffectiveDue, paper.Clock("CLK-REV-ASK30").Explanation.RollReason));
        Assert.Equal(Paper.Day("2027-02-01"), paper.Clock("CLK-HANDLE60").EffectiveDue);
    }

    [Fact]
    public void Rungs_that_lie_in_a_year_without_calendar_are_added_when_it_arrives()
    {
        var paper = ClocksTests.WithClock("CLK-MED30", "2026-11-25 09:00");
        Assert.Equal(["due", "remind15", "remind2", "remind3", "remind7", "rung1", "rung2"], Steps(paper));
        Assert.False(paper.Case.LadderArms.Single().Complete);

        paper.Reference = With2027();
        paper.Give(new RecomputeClocks(), Actor.System, "2026-12-28 10:00");
        paper.Give(new RecomputeClocks(), Actor.System, "2026-12-28 11:00");

        Assert.Equal(["due", "remind15", "remind2", "remind3", "remind7", "rung1", "rung2", "rung3", "rung4"], Steps(paper));
        Assert.True(paper.Case.LadderArms.Single().Complete);
    }

    [Fact]
    public void A_change_of_the_calendar_can_be_previewed_before_anything_moves()
    {
        var paper = ClocksTests.WithClock("CLK-SIMPLE10WD", "2026-09-28 09:00");
        var year = Seeds.Reference.Calendar.Years.Single();
        var changed = new WorkCalendar([year with { Holidays = new Dictionary<DateOnly, string>(year.Holidays) { [Paper.Day("2026-10-08")] = "加放" } }]);

        Assert.Equal(Paper.Day("2026-10-16"), paper.Clock("CLK-SIMPLE10WD").EffectiveDue);
        Assert.Equal(Paper.Day("2026-10-19"), Clocks.Preview(paper.Reference, paper.Clock("CLK-SIMPLE10WD"), changed));
    }

    private static List<string> Steps(Paper paper) => [.. paper.Case.Ladder.Select(e => e.Step).Order(StringComparer.Ordinal)];

    private static Reference With2027()
    {
        var documents = Seeds.Documents();
        documents["calendar-2027"] = """
            { "calendarId": "test", "version": "0", "year": 2027, "weeklyRestDays": ["saturday", "sunday"], "makeupWorkdays": [],
              "holidays": [{ "name": "元旦", "from": "2027-01-01", "to": "2027-01-03" }] }
            """;
        return ReferenceReader.Read(documents);
    }

    private static void Extend(StepContext step, int days, string toldOn) => Clocks.Extend(
        step, step.Case.RunningClock("CLK-HANDLE60")!, days, step.KeepRequired(new Words("需要鉴定"), TextKind.Reason), "STF-029", "STF-042", Paper.Day(toldOn));
}
