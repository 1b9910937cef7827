using FsCheck;
using FsCheck.Fluent;
using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>For every calendar, every clock and every ledger: the date is the one that a finger on the calendar finds.</summary>
public class ClockProperties
{
    private static readonly DateOnly NewYear = new(2026, 1, 1);

    private static readonly string[] DayClocks = [.. Seeds.Reference.Clocks.Values.Where(c => c.Unit is ClockUnit.CalendarDay or ClockUnit.WorkingDay).Select(c => c.Code)];

    /// <param name="Pauses">Days from the start (or from the end of the pause before) to the next pause, and its length in days.</param>
    private sealed record World(Reference Reference, string Code, DateTimeOffset Start, IReadOnlyList<(int Wait, int Length)> Pauses, int Extension, int Holiday)
    {
        public WorkCalendar Calendar => Reference.Calendar;

        public override string ToString() => $"{Code} from {Start:o}, pauses {string.Join(" ", Pauses)}, extension {Extension}, holiday {Holiday}";
    }

    private static Arbitrary<World> Worlds(params string[] codes)
    {
        var days = Gen.Choose(0, 3 * 365 - 1);
        return (from holidays in days.ListOf(60)
                from makeUp in days.ListOf(25)
                from code in Gen.Elements(codes)
                from start in Gen.Choose(0, 365 * 24 * 60 - 1)
                from pauses in Gen.Choose(0, 9).Zip(Gen.Choose(0, 12)).ListOf(3)
                from extension in Gen.Choose(0, 30)
                from holiday in days
                select new World(With(CalendarOf(holidays, makeUp)), code, new DateTimeOffset(NewYear.ToDateTime(TimeOnly.MinValue), Local.Offset).AddMinutes(start), [.. pauses], extension, holiday))
            .ToArbitrary();
    }

    [Fact]
    public void Every_clock_ends_on_the_day_that_counting_day_by_day_finds() => Prop.ForAll(Worlds(DayClocks), world =>
    {
        var definition = world.Reference.Clocks[world.Code];
        var clock = Started(world).Clocks[0];

        Assert.Equal(Slowly(world.Calendar, Local.DateOf(world.Start), definition, (_, _) => false), clock.EffectiveDue);
        Assert.Equal(Local.EndOf(clock.EffectiveDue!.Value), clock.DueAt);
    }).Hold(runs: 200);

    [Fact]
    public void The_explanation_counts_as_many_days_as_the_amount_says_and_names_every_other_day() => Prop.ForAll(Worlds(DayClocks), world =>
    {
        var clock = Started(world).Clocks[0];
        var (why, counted) = (clock.Explanation, clock.CountedDays());

        Assert.Equal(why.Amount, counted.Count);
        var named = counted.Concat(why.SkippedDays.Select(s => s.Day)).Distinct().Order();
        var last = clock.EffectiveDue!.Value;
        Assert.Equal(Enumerable.Range(0, last.DayNumber - Local.DateOf(world.Start).DayNumber + 1).Select(Local.DateOf(world.Start).AddDays), named.Append(last).Distinct().Order());
        Assert.All(why.MakeUpDaysCounted, day => Assert.Equal(DayKind.MakeUpDay, world.Calendar.KindOf(day)));
        if (why.Unit == ClockUnit.WorkingDay)
            Assert.All(counted, day => Assert.True(world.Calendar.IsWorkingDay(day)));
    }).Hold(runs: 200);

    [Theory]
    [InlineData("CLK-REX30", "HEARING")]
    [InlineData("CLK-SUPPLEMENT10WD", "WAITING_PETITIONER")]
    [InlineData("CLK-MED30", "CONSENT")]
    public void Suspensions_neither_lose_nor_invent_a_day(string code, string reason) => Prop.ForAll(Worlds(code), world =>
    {
        var step = Started(world);
        var paused = new List<(DateOnly From, DateOnly To)>();
        var day = Local.DateOf(world.Start);
        foreach (var (wait, length) in world.Pauses)
        {
            var from = day.AddDays(wait);
            if (from >= step.Clocks[0].EffectiveDue)
                break;
            day = from.AddDays(length);
            Act(step, world.Reference, s => Clocks.Suspend(s, s.Case.Clocks[0], reason, Local.At(from, 12), "STF-053"));
            Act(step, world.Reference, s => Clocks.Resume(s, s.Case.Clocks[0], Local.At(day, 13)));
            paused.Add((from, day));
        }
        var definition = world.Reference.Clocks[code];
        Assert.Equal(Slowly(world.Calendar, Local.DateOf(world.Start), definition, (d, _) => paused.Exists(p => p.From < d && d <= p.To)), step.Clocks[0].EffectiveDue);
    }).Hold(runs: 150);

    [Fact]
    public void An_extension_adds_exactly_its_days() => Prop.ForAll(Worlds("CLK-HANDLE60"), world =>
    {
        var c = Started(world);
        var before = c.Clocks[0].EffectiveDue!.Value;
        if (world.Extension > 0)
            Act(c, world.Reference, s => Clocks.Extend(s, s.Case.Clocks[0], world.Extension, 1, "STF-029", "STF-042", s.Day));
        Assert.Equal(before.AddDays(world.Extension), c.Clocks[0].EffectiveDue);
    }).Hold(runs: 50);

    [Fact]
    public void One_more_holiday_never_moves_a_running_right_or_statutory_deadline_backward() => Prop.ForAll(Worlds(DayClocks), world =>
    {
        var c = Started(world);
        var before = c.Clocks[0].EffectiveDue!.Value;
        var year = world.Calendar.Years.Single(y => y.Year == 2026 + world.Holiday / 365);
        var more = With(new WorkCalendar(world.Calendar.Years.Where(y => y != year).Append(year with
        {
            Version = year.Version + "+", Holidays = new Dictionary<DateOnly, string>(year.Holidays) { [NewYear.AddDays(world.Holiday)] = "加放" },
            MakeUpDays = year.MakeUpDays.Where(d => d != NewYear.AddDays(world.Holiday)).ToHashSet(),
        })));
        Act(c, more, s => Clocks.Recompute(s, tell: false));

        Assert.True(c.Clocks[0].EffectiveDue >= before);
        Assert.Equal(c.Clocks[0].EffectiveDue, Slowly(more.Calendar, Local.DateOf(world.Start), more.Clocks[world.Code], (_, _) => false));
    }).Hold(runs: 150);

    [Fact]
    public void Any_other_calendar_never_shortens_a_running_right_or_statutory_deadline() => Prop.ForAll(Worlds(DayClocks), Worlds(DayClocks), (world, other) =>
    {
        var c = Started(world);
        var before = c.Clocks[0].EffectiveDue!.Value;
        Act(c, other.Reference, s => Clocks.Recompute(s, tell: false));

        if (c.Clocks[0].Kind is ClockKind.Statutory or ClockKind.Right)
            Assert.True(c.Clocks[0].EffectiveDue >= before);
        Assert.Empty(ReferencePreview.Of(c, other.Reference, world.Start).Clocks);
    }).Hold(runs: 150);

    /// <summary>One finger, one calendar: tick off what counts, then roll where the clock rolls.</summary>
    private static DateOnly Slowly(WorkCalendar calendar, DateOnly start, ClockDefinition definition, Func<DateOnly, int, bool> paused)
    {
        var day = start;
        for (var ticked = 0; ticked < definition.Amount;)
        {
            day = day.AddDays(1);
            if (!paused(day, ticked) && (definition.Unit == ClockUnit.CalendarDay || IsWorked(calendar, day)))
                ticked++;
        }
        while (definition.RollForward && !IsWorked(calendar, day))
            day = day.AddDays(1);
        return day;
    }

    private static bool IsWorked(WorkCalendar calendar, DateOnly day)
    {
        var year = calendar.Years.Single(y => y.Year == day.Year);
        return year.MakeUpDays.Contains(day) || !year.Holidays.ContainsKey(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    private static Case Started(World world)
    {
        var c = new Case { Key = new CaseKey("ENT", Guid.Empty), ReceivedAt = world.Start, HandlingUnit = "COM-WY", Holder = "COM-WY", ReceivedBy = "COM-WY" };
        Act(c, world.Reference, s => Clocks.Start(s, world.Code, world.Start, "received"), world.Start);
        return c;
    }

    private static void Act(Case c, Reference reference, Action<StepContext> rule, DateTimeOffset? at = null) => rule(new StepContext(
        c, Actor.System, at ?? c.ReceivedAt, at ?? c.ReceivedAt, reference, RuleBook.Handbook, new Dictionary<int, string>(), new Dictionary<string, CaseGlance>()));

    private static WorkCalendar CalendarOf(IEnumerable<int> holidays, IEnumerable<int> makeUp)
    {
        var off = holidays.Distinct().Select(NewYear.AddDays).ToHashSet();
        var worked = makeUp.Distinct().Select(NewYear.AddDays).Where(d => !off.Contains(d)).ToHashSet();
        return new(Enumerable.Range(2026, 5).Select(y => new CalendarYear(y, $"test-{y}", off.Where(d => d.Year == y).ToDictionary(d => d, _ => "假日"),
            worked.Where(d => d.Year == y).ToHashSet(), new HashSet<DayOfWeek> { DayOfWeek.Saturday, DayOfWeek.Sunday })));
    }

    private static Reference With(WorkCalendar calendar) => new()
    {
        Units = Seeds.Reference.Units, People = Seeds.Reference.People, Categories = Seeds.Reference.Categories, Clocks = Seeds.Reference.Clocks,
        Urgencies = Seeds.Reference.Urgencies, Channels = Seeds.Reference.Channels, RouteVariants = Seeds.Reference.RouteVariants, Calendar = calendar,
        Ladder = Seeds.Reference.Ladder, Schemes = Seeds.Reference.Schemes, EscalationMap = Seeds.Reference.EscalationMap,
    };
}
