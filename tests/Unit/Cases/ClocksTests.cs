using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

public class ClocksTests
{
    [Fact]
    public void A_duty_does_not_roll_even_when_its_last_day_is_a_holiday()
    {
        var clock = Started("CLK-NOTICE15", "2026-02-03 09:00");

        Assert.Equal((Paper.Day("2026-02-18"), Paper.Day("2026-02-18")), (clock.Due, clock.EffectiveDue));
        Assert.Equal(Paper.At("2026-02-19 00:00"), clock.DueAt);
        Assert.Null(clock.Explanation.RolledFrom);
    }

    [Fact]
    public void A_right_rolls_to_the_next_working_day_and_says_why()
    {
        var clock = Started("CLK-REV-ASK30", "2026-06-18 10:00");

        Assert.Equal((Paper.Day("2026-07-18"), Paper.Day("2026-07-20")), (clock.Due, clock.EffectiveDue));
        Assert.Equal((Paper.Day("2026-07-18"), DayReasons.WeeklyRest), (clock.Explanation.RolledFrom, clock.Explanation.RollReason));
        Assert.Equal([Paper.Day("2026-06-18"), Paper.Day("2026-07-18"), Paper.Day("2026-07-19")], clock.Explanation.SkippedDays.Select(s => s.Day));
    }

    [Fact]
    public void An_explanation_names_every_skipped_day_and_the_make_up_days_that_were_counted()
    {
        var why = Started("CLK-OBJECT5WD", "2026-02-12 16:10", "ENT-U04").Explanation;

        Assert.Equal(("CLK-OBJECT5WD", "received", 5, ClockUnit.WorkingDay), (why.Code, why.StartEvent, why.Amount, why.Unit));
        Assert.Equal([Paper.Day("2026-02-14")], why.MakeUpDaysCounted);
        Assert.Equal(new SkippedDay(Paper.Day("2026-02-12"), DayReasons.StartDay), why.SkippedDays[0]);
        Assert.Equal(Enumerable.Range(15, 9).Select(d => new SkippedDay(new DateOnly(2026, 2, d), "春节")), why.SkippedDays.Skip(1));
        Assert.Contains("1.0.0", why.CalendarVersion);
    }

    [Theory]
    [InlineData("GOV-TOWN-ZZ", "CLK-TRANSFER15")]
    [InlineData("NQ-ZH", "CLK-NOTICE15")]
    [InlineData("ENT-U04", "CLK-NOTICE15")]
    public void An_art_22_office_passes_on_and_everybody_else_tells(string unit, string code)
    {
        var paper = Paper.Registered("A8", "2026-03-02 09:00");
        paper.Do("2026-03-02 09:00", step => Clocks.StartNotice(step, unit, step.HappenedAt));

        Assert.Equal((code, unit), (paper.Case.Clocks.Single().Code, paper.Case.Clocks.Single().Unit));
    }

    [Theory]
    [InlineData("A4", "2026-10-03 23:40", "2026-10-03 23:50", "2026-10-04 00:10", "2026-10-04 23:40")]
    [InlineData("A5", "2026-06-20 17:25", "2026-06-20 17:30", "2026-06-20 17:55", "2026-06-21 17:25")]
    [InlineData("J2", "2026-01-20 05:50", "2026-01-20 06:20", "2026-01-20 07:50", "2026-01-21 05:50")]
    public void Emergency_minutes_run_night_and_day_and_the_category_shortens_them(string category, string opened, string contact, string onSite, string status)
    {
        var paper = Paper.Registered(category, opened);
        paper.Do(opened, step => Clocks.StartEmergency(step, step.HappenedAt));
        paper.Do(opened, step => Clocks.StartEmergency(step, step.HappenedAt));

        Assert.Equal(3, paper.Case.Clocks.Count(k => k.Code.StartsWith("CLK-EMG-", StringComparison.Ordinal)));
        Assert.Equal(
            [Paper.At(contact), Paper.At(onSite), Paper.At(status)],
            new[] { "CLK-EMG-CONTACT", "CLK-EMG-ONSITE", "CLK-EMG-STATUS" }.Select(code => paper.Clock(code).DueAt!.Value));
    }

    [Theory]
    [InlineData("J2", false)]
    [InlineData("A9", true)]
    public void There_is_no_internal_target_where_the_category_has_none_or_minutes_replace_it(string category, bool emergency)
    {
        var paper = Paper.Registered(category, "2026-03-02 09:00", c => c.Flags = c.Flags with { Emergency = emergency });
        paper.Do("2026-03-02 09:00", step => Assert.Null(Clocks.StartInternalTarget(step)));

        Assert.DoesNotContain(paper.Case.Clocks, k => k.Code == Clocks.InternalTarget);
    }

    [Theory]
    [InlineData("normal", "2026-04-30 16:00", "2026-05-07 00:00")]
    [InlineData("urgent", "2026-04-30 16:00", "2026-04-30 20:00")]
    [InlineData("urgent", "2026-04-30 20:30", "2026-05-01 10:30")]
    [InlineData("urgent", "2026-04-30 23:00", "2026-05-01 12:00")]
    [InlineData("urgent", "2026-04-30 05:00", "2026-04-30 12:00")]
    public void First_contact_is_due_by_urgency(string urgency, string from, string due)
    {
        var paper = Paper.Registered("A9", from, c => c.Urgency = urgency);
        paper.Do(from, step => Clocks.StartFirstContact(step, step.HappenedAt));

        Assert.Equal(Paper.At(due), paper.Clock(Clocks.FirstContact).DueAt);
    }

    [Fact]
    public void A_clock_that_is_stopped_in_time_is_met()
    {
        var paper = WithClock("CLK-HANDLE60", "2026-01-20 09:00");
        paper.Do("2026-03-21 23:59", step => Clocks.Stop(step, "CLK-HANDLE60", step.HappenedAt, "served"));
        paper.PassTo("2026-04-30");

        Assert.Equal((ClockStatus.Met, "served", false), (paper.Clock("CLK-HANDLE60").Status, paper.Clock("CLK-HANDLE60").StoppedBy, paper.Clock("CLK-HANDLE60").WasMissed));
        Assert.Empty(paper.All<ClockMissed>());
    }

    [Fact]
    public void A_clock_that_runs_past_its_day_is_missed_at_24_00_and_stays_so()
    {
        var paper = WithClock("CLK-HANDLE60", "2026-03-02 09:00");
        paper.PassTo("2026-05-02 00:00");
        var missed = Assert.Single(paper.Events, e => e.Event is ClockMissed);
        paper.Do("2026-05-18 10:00", step => Clocks.Stop(step, "CLK-HANDLE60", step.HappenedAt, "served"));

        Assert.Equal(Paper.At("2026-05-02 00:00"), missed.HappenedAt);
        Assert.Equal((ClockStatus.Missed, true), (paper.Clock("CLK-HANDLE60").Status, paper.Clock("CLK-HANDLE60").WasMissed));
        Assert.Single(paper.All<ClockMissed>());
    }

    [Fact]
    public void A_clock_stopped_late_before_any_sweep_is_missed_all_the_same()
    {
        var paper = WithClock("CLK-HANDLE60", "2026-03-02 09:00");
        paper.Do("2026-05-02 08:00", step => Clocks.Stop(step, "CLK-HANDLE60", step.HappenedAt, "served"));

        Assert.Single(paper.All<ClockMissed>());
        Assert.Equal(ClockStatus.Missed, paper.Clock("CLK-HANDLE60").Status);
    }

    [Fact]
    public void Midnight_belongs_to_the_day_that_begins_and_the_last_minute_to_the_minutes_that_end()
    {
        var paper = WithClock("CLK-HANDLE60", "2026-03-02 09:00");
        paper.Do("2026-05-02 00:00", step => Clocks.Stop(step, "CLK-HANDLE60", step.HappenedAt, "served"));
        Assert.Equal(ClockStatus.Missed, paper.Clock("CLK-HANDLE60").Status);

        var lift = Paper.Registered("A5", "2026-06-20 17:25");
        lift.Do("2026-06-20 17:25", step => Clocks.StartEmergency(step, step.HappenedAt));
        lift.Do("2026-06-20 17:30", step => Clocks.Stop(step, "CLK-EMG-CONTACT", step.HappenedAt, "contact"));
        Assert.Equal(ClockStatus.Met, lift.Clock("CLK-EMG-CONTACT").Status);

        var right = WithClock("CLK-REV-ASK30", "2026-06-18 10:00");
        right.Do("2026-07-21 00:00", step => Assert.False(Clocks.WindowIsOpen(step, "CLK-REV-ASK30")));
    }

    [Fact]
    public void An_entry_made_too_late_of_something_done_in_time_takes_the_miss_back()
    {
        var paper = Paper.Registered("A4", "2026-10-03 23:40");
        paper.Do("2026-10-03 23:40", step => Clocks.StartEmergency(step, step.HappenedAt));
        paper.PassTo("2026-10-04 01:15");
        paper.Do("2026-10-04 01:15", step => Clocks.Stop(step, "CLK-EMG-CONTACT", Paper.At("2026-10-03 23:46"), "contact"));

        var contact = paper.Clock("CLK-EMG-CONTACT");
        Assert.Equal((ClockStatus.Met, false), (contact.Status, contact.WasMissed));
        Assert.Equal(contact.No, Assert.Single(paper.All<ClockFoundInTime>()).No);
        Assert.Equal(Paper.At("2026-10-03 23:46"), contact.StoppedAt);
    }

    [Fact]
    public void The_window_of_a_right_runs_out_without_anybody_missing_anything_and_is_kept_by_the_moment_of_sending()
    {
        var paper = WithClock("CLK-REV-ASK30", "2026-06-18 10:00");
        paper.PassTo("2026-07-22 09:00");

        Assert.Single(paper.All<ClockRanOut>());
        Assert.Empty(paper.All<ClockMissed>());
        paper.Do("2026-07-22 09:00", step =>
        {
            Assert.False(Clocks.WindowIsOpen(step, "CLK-REV-ASK30"));
            step.HappenedAt = Paper.At("2026-07-20 17:00");
            Assert.True(Clocks.WindowIsOpen(step, "CLK-REV-ASK30"));
            Assert.False(Clocks.WindowIsOpen(step, "CLK-REX-ASK30"));
        });
    }

    [Fact]
    public void A_cancelled_clock_is_neither_met_nor_missed()
    {
        var paper = WithClock("CLK-SIMPLE10WD", "2026-04-30 09:00");
        paper.Do("2026-05-06 09:00", step => Clocks.Cancel(step, "CLK-SIMPLE10WD", "ordinary"));
        paper.PassTo("2026-06-30");

        Assert.Equal((ClockStatus.Cancelled, "ordinary"), (paper.Clock("CLK-SIMPLE10WD").Status, paper.Clock("CLK-SIMPLE10WD").StoppedBy));
        Assert.Empty(paper.All<ClockMissed>());
    }

    [Fact]
    public void A_revived_clock_keeps_its_first_dates_and_counts_a_cycle()
    {
        var paper = WithClock("CLK-HANDLE60", "2026-03-02 09:00");
        paper.Do("2026-04-01 09:00", step => Clocks.Stop(step, "CLK-HANDLE60", step.HappenedAt, "served"));
        paper.Do("2026-05-10 09:00", step => Clocks.Revive(step, "CLK-HANDLE60"));
        paper.PassTo("2026-05-10 09:00");

        var clock = paper.Clock("CLK-HANDLE60");
        Assert.Equal((2, Paper.Day("2026-05-01"), Paper.At("2026-03-02 09:00")), (clock.Cycle, clock.EffectiveDue, clock.StartedAt));
        Assert.True(clock.WasMissed);
        paper.Do("2026-05-10 10:00", step => Assert.Null(Clocks.Revive(step, "CLK-HANDLE60")));
        paper.Do("2026-05-10 10:00", step => Assert.Null(Clocks.Revive(step, "CLK-REV30")));
    }

    [Fact]
    public void What_if_is_answered_without_starting_anything()
    {
        var clock = Started("CLK-HANDLE60", "2026-01-20 09:00");

        Assert.Equal(Paper.Day("2026-04-20"), Clocks.Preview(clock, 30));
        Assert.Equal(Paper.Day("2026-03-21"), Clocks.Preview(Seeds.Reference, "CLK-HANDLE60", Paper.At("2026-01-20 09:00")));
        Assert.Null(Clocks.Preview(Seeds.Reference, "CLK-OBJECT5WD", Paper.At("2026-12-30 09:00")));
    }

    internal static Paper WithClock(string code, string startedAt, string? unit = null)
    {
        var paper = Paper.Registered("A8", startedAt);
        paper.Do(startedAt, step => Clocks.Start(step, code, step.HappenedAt, "received", unit));
        return paper;
    }

    private static Clock Started(string code, string startedAt, string? unit = null) => WithClock(code, startedAt, unit).Clock(code);
}
