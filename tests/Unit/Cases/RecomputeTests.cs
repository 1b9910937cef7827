using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>A changed calendar, target or ladder never moves a date silently, and never shortens what the law gave (handbook §4.6).</summary>
public class RecomputeTests
{
    [Fact]
    public void One_more_holiday_moves_a_working_day_clock_later_and_tells_the_owner()
    {
        var paper = ClocksTests.WithClock("CLK-SIMPLE10WD", "2026-09-28 09:00");
        var preview = Preview(paper, Amended(y => y with { Holidays = With(y, "2026-10-08") }), "2026-09-29 09:00");
        Assert.Equal(("CLK-SIMPLE10WD", Paper.Day("2026-10-16"), Paper.Day("2026-10-19"), false),
            preview.Clocks.Select(c => (c.Code, c.Old!.Value, c.New!.Value, c.Kept)).Single());
        Assert.Contains(preview.Rungs, r => r is { Step: "rung1", Old: not null, New: not null });

        Recompute(paper, Amended(y => y with { Holidays = With(y, "2026-10-08") }), "2026-09-29 09:00");

        var clock = paper.Clock("CLK-SIMPLE10WD");
        Assert.Equal((Paper.Day("2026-10-19"), "cn-national-2026 1.0.1"), (clock.EffectiveDue, clock.Explanation.CalendarVersion));
        Assert.Contains(new SkippedDay(Paper.Day("2026-10-08"), "加放"), clock.Explanation.SkippedDays);
        Assert.Equal("amended", paper.All<ClockMoved>().Single().Because);
        Assert.Equal("notice.clockMoved", Assert.Single(paper.Notices, n => n.Arguments.GetValueOrDefault("due") == "2026-10-19").Template);
        Assert.Equal(Paper.At("2026-10-20 09:00"), paper.Case.Ladder.Single(e => e is { Step: "rung1", IsWaiting: true }).DueAt);
    }

    [Fact]
    public void Doing_it_twice_changes_nothing_more()
    {
        var paper = ClocksTests.WithClock("CLK-SIMPLE10WD", "2026-09-28 09:00");
        var next = Amended(y => y with { Holidays = With(y, "2026-10-08") });
        Recompute(paper, next, "2026-09-29 09:00");

        Assert.True(Preview(paper, next, "2026-09-29 10:00").IsEmpty);
        Assert.Empty(paper.Give(new RecomputeClocks(true), Actor.System, "2026-09-29 10:00"));
    }

    [Fact]
    public void A_statutory_deadline_that_would_become_shorter_is_kept_and_says_so_once()
    {
        var paper = ClocksTests.WithClock("CLK-OBJECT5WD", "2026-02-12 16:10", "ENT-U04");
        var next = Amended(y => y with { Holidays = y.Holidays.Where(h => h.Key != Paper.Day("2026-02-23")).ToDictionary() });

        var change = Preview(paper, next, "2026-02-13 09:00").Clocks.Single();
        Assert.Equal((Paper.Day("2026-02-26"), Paper.Day("2026-02-25"), true), (change.Old, change.New, change.IsLawShortened));
        Recompute(paper, next, "2026-02-13 09:00");
        Recompute(paper, next, "2026-02-13 10:00");

        Assert.Equal(Paper.Day("2026-02-26"), paper.Clock("CLK-OBJECT5WD").EffectiveDue);
        Assert.Equal(Paper.Day("2026-02-25"), Assert.Single(paper.All<ClockShorteningRefused>()).Kept.WouldBe);
        Assert.Empty(paper.All<ClockMoved>());
    }

    [Fact]
    public void A_right_keeps_its_last_day_when_that_turns_into_a_working_day_and_gains_when_it_turns_into_a_holiday()
    {
        var paper = ClocksTests.WithClock("CLK-REV-ASK30", "2026-06-18 10:00");
        Assert.Equal(Paper.Day("2026-07-20"), paper.Clock("CLK-REV-ASK30").EffectiveDue);

        Recompute(paper, Amended(y => y with { MakeUpDays = new HashSet<DateOnly>(y.MakeUpDays) { Paper.Day("2026-07-18") } }), "2026-07-01 09:00");
        Assert.Equal(Paper.Day("2026-07-20"), paper.Clock("CLK-REV-ASK30").EffectiveDue);

        Recompute(paper, Amended(y => y with { Holidays = With(y, "2026-07-20") }), "2026-07-01 09:00");
        Assert.Equal(Paper.Day("2026-07-21"), paper.Clock("CLK-REV-ASK30").EffectiveDue);
        Assert.Contains(paper.Notices, n => n is { To: "P:1", Template: "notice.clockMoved" });
    }

    [Fact]
    public void An_internal_target_follows_its_category_but_never_into_the_past()
    {
        var paper = Paper.Registered("A9", "2026-04-20 09:00");
        paper.Do("2026-04-20 09:00", step => Clocks.StartInternalTarget(step));
        Assert.Equal(Paper.Day("2026-04-29"), paper.Clock("internalTarget").EffectiveDue);

        Recompute(paper, Targets(5), "2026-04-21 09:00");
        Assert.Equal((Paper.Day("2026-04-27"), 5), (paper.Clock("internalTarget").EffectiveDue, paper.Clock("internalTarget").Explanation.Amount));
        Recompute(paper, Targets(1), "2026-04-23 09:00");
        Assert.Equal(Paper.Day("2026-04-27"), paper.Clock("internalTarget").EffectiveDue);
        Assert.Equal(Paper.Day("2026-04-21"), paper.Clock("internalTarget").Kept!.WouldBe);
    }

    [Fact]
    public void A_shorter_ladder_brings_waiting_rungs_forward_and_does_not_ring_again_what_has_fired()
    {
        var paper = ClocksTests.WithClock("CLK-SIMPLE10WD", "2026-04-30 09:00");
        paper.PassTo("2026-05-20 10:00");
        Assert.Equal(["due", "remind1", "remind2", "rung1"], paper.All<RungFired>().Where(r => r.Code == "CLK-SIMPLE10WD").Select(r => r.Step).Order());

        var documents = Seeds.Documents();
        documents["ladder"] = documents["ladder"].Replace("\"workingDays\": 12", "\"workingDays\": 8").Replace("\"workingDays\": 4,", "\"workingDays\": 3,");
        var shorter = ReferenceReader.Read(documents);
        Assert.Equal(["rung2", "rung4"], Preview(paper, shorter, "2026-05-20 10:00").Rungs.Select(r => r.Step));
        Recompute(paper, shorter, "2026-05-20 10:00");
        paper.PassTo("2026-06-30");

        Assert.Equal(["due", "remind1", "remind2", "rung1", "rung2", "rung3", "rung4"], paper.All<RungFired>().Where(r => r.Code == "CLK-SIMPLE10WD").Select(r => r.Step).Order());
        Assert.Equal(Paper.At("2026-05-21 09:00"), paper.All<RungFired>().Single(r => r is { Step: "rung2", Code: "CLK-SIMPLE10WD" }).At);
    }

    [Fact]
    public void What_has_run_out_stays_as_it_is()
    {
        var paper = ClocksTests.WithClock("CLK-SIMPLE10WD", "2026-09-28 09:00");
        paper.PassTo("2026-10-17 09:00");
        Recompute(paper, Amended(y => y with { Holidays = With(y, "2026-10-08") }), "2026-10-17 09:00");

        Assert.Equal((Paper.Day("2026-10-16"), true), (paper.Clock("CLK-SIMPLE10WD").EffectiveDue, paper.Clock("CLK-SIMPLE10WD").WasMissed));
        Assert.Empty(paper.All<ClockMoved>());
    }

    [Fact]
    public void A_right_whose_last_day_may_roll_does_not_run_out_before_the_year_is_published_and_then_ends_on_its_day()
    {
        var paper = ClocksTests.WithClock("CLK-REV-ASK30", "2026-12-31 10:00");
        paper.PassTo("2027-02-01 09:00");
        Assert.Equal((Paper.Day("2027-01-30"), ClockStatus.Running), (paper.Clock("CLK-REV-ASK30").EffectiveDue, paper.Clock("CLK-REV-ASK30").Status));
        paper.Do("2027-02-01 09:00", step => Assert.True(Clocks.WindowIsOpen(step, "CLK-REV-ASK30")));

        Recompute(paper, Seeds2Years.Reference, "2027-02-01 10:00");
        Assert.Equal(Paper.Day("2027-02-01"), paper.Clock("CLK-REV-ASK30").EffectiveDue);
        Assert.Contains(paper.Notices, n => n is { To: "P:1", Template: "notice.clockComputed" });
        paper.PassTo("2027-02-02 00:01");

        Assert.Equal("ranOut", paper.Clock("CLK-REV-ASK30").StoppedBy);
        paper.Do("2027-02-02 00:01", step => Assert.False(Clocks.WindowIsOpen(step, "CLK-REV-ASK30")));
    }

    [Fact]
    public void A_right_that_ends_on_a_working_day_of_the_new_year_runs_out_on_it_although_its_date_never_changed()
    {
        var paper = ClocksTests.WithClock("CLK-REV-ASK30", "2026-12-29 10:00");
        paper.PassTo("2027-01-05 09:00");
        var change = Assert.Single(Preview(paper, Seeds2Years.Reference, "2027-01-05 09:00").Clocks);
        Assert.Equal((Paper.Day("2027-01-28"), Paper.Day("2027-01-28"), false), (change.Old, change.New, change.Kept));

        Recompute(paper, Seeds2Years.Reference, "2027-01-05 09:00");
        Assert.True(Preview(paper, Seeds2Years.Reference, "2027-01-05 10:00").IsEmpty);
        paper.PassTo("2027-01-29 00:01");

        Assert.Equal("ranOut", paper.Clock("CLK-REV-ASK30").StoppedBy);
        Assert.DoesNotContain(paper.Notices, n => n.Template is "notice.clockComputed" or "notice.clockMoved");
    }

    [Fact]
    public void Whoever_waits_for_a_date_hears_of_it_when_the_calendar_is_published()
    {
        var paper = ClocksTests.WithClock("CLK-SIMPLE10WD", "2026-12-28 10:00");
        Assert.True(paper.Clock("CLK-SIMPLE10WD").NotComputable);

        Recompute(paper, Seeds2Years.Reference, "2026-12-30 09:00");

        Assert.Equal(Paper.Day("2027-01-12"), paper.Clock("CLK-SIMPLE10WD").EffectiveDue);
        Assert.Equal("2027-01-12", Assert.Single(paper.Notices, n => n.Template == "notice.clockComputed").Arguments["due"]);
    }

    private static CaseChange Preview(Paper paper, Reference next, string at) =>
        ReferencePreview.Of(System.Text.Json.JsonSerializer.Deserialize<Case>(System.Text.Json.JsonSerializer.Serialize(paper.Case, CaseJson.Options), CaseJson.Options)!, next, Paper.At(at));

    private static void Recompute(Paper paper, Reference next, string at)
    {
        paper.Reference = next;
        paper.Give(new RecomputeClocks(true), Actor.System, at);
    }

    private static Dictionary<DateOnly, string> With(CalendarYear year, string holiday) => new(year.Holidays) { [Paper.Day(holiday)] = "加放" };

    internal static Reference Amended(Func<CalendarYear, CalendarYear> change)
    {
        var documents = Seeds.Documents();
        var year = change(Seeds.Reference.Calendar.Years.Single());
        documents["calendar-2026"] = System.Text.Json.JsonSerializer.Serialize(new
        {
            calendarId = "cn-national-2026", version = "1.0.1", year = 2026, weeklyRestDays = new[] { "saturday", "sunday" },
            holidays = year.Holidays.Select(h => new { name = h.Value, from = h.Key, to = h.Key }),
            makeupWorkdays = year.MakeUpDays.Select(d => new { date = d }),
        });
        return ReferenceReader.Read(documents);
    }

    private static Reference Targets(int days)
    {
        var documents = Seeds.Documents();
        var categories = System.Text.Json.Nodes.JsonNode.Parse(documents["categories"])!;
        categories["categories"]!.AsArray().Single(c => (string)c!["code"]! == "A9")!["internalTargetWorkdays"] = days;
        documents["categories"] = categories.ToJsonString();
        return ReferenceReader.Read(documents);
    }
}
