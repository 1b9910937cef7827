using FsCheck;
using FsCheck.Fluent;
using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>What holds for every calendar and every start, not only for the golden cases.</summary>
public class DueDateProperties
{
    private static readonly DateOnly NewYear = new(2026, 1, 1);

    private sealed record World(CalendarYear Year, int Start, int Amount, int NewHoliday)
    {
        public DateOnly StartDay => NewYear.AddDays(Start);

        public WorkCalendar Calendar => new([Year]);

        /// <summary>The same year with one more holiday.</summary>
        public WorkCalendar WithHoliday => new([Year with
        {
            Holidays = new Dictionary<DateOnly, string>(Year.Holidays) { [NewYear.AddDays(NewHoliday)] = "加放" },
            MakeUpDays = Year.MakeUpDays.Where(d => d != NewYear.AddDays(NewHoliday)).ToHashSet(),
        }]);
    }

    private static Arbitrary<World> Worlds()
    {
        var days = Gen.Choose(0, 364);
        var gen =
            from holidays in days.ListOf()
            from makeUp in days.ListOf()
            from start in Gen.Choose(0, 250)
            from amount in Gen.Choose(1, 40)
            from holiday in days
            let off = holidays.Distinct().ToDictionary(NewYear.AddDays, _ => "假日")
            let working = makeUp.Select(NewYear.AddDays).Where(d => !off.ContainsKey(d)).ToHashSet()
            select new World(new CalendarYear(2026, "test", off, working, new HashSet<DayOfWeek> { DayOfWeek.Saturday, DayOfWeek.Sunday }), start, amount, holiday);
        return gen.ToArbitrary();
    }

    [Fact]
    public void Counting_working_days_is_the_same_as_ticking_them_off_one_by_one() => Prop.ForAll(Worlds(), world =>
    {
        var ticked = 0;
        var day = world.StartDay;
        while (ticked < world.Amount && day.Year == 2026)
        {
            day = day.AddDays(1);
            var rest = world.Year.Holidays.ContainsKey(day) || day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            if (world.Year.MakeUpDays.Contains(day) || !rest)
                ticked++;
        }
        Assert.Equal(day.Year == 2026 ? day : null, world.Calendar.TryAddWorkingDays(world.StartDay, world.Amount));
    }).Hold();

    [Fact]
    public void One_more_holiday_never_moves_a_right_or_a_count_of_working_days_backward() => Prop.ForAll(Worlds(), world =>
    {
        Assert.True(Right(world.WithHoliday, world) >= Right(world.Calendar, world) || Right(world.WithHoliday, world) is null);
        var (before, after) = (world.Calendar.TryAddWorkingDays(world.StartDay, world.Amount), world.WithHoliday.TryAddWorkingDays(world.StartDay, world.Amount));
        Assert.True(after is null || after >= before);
    }).Hold();

    [Fact]
    public void What_lies_between_and_what_was_added_are_inverse() => Prop.ForAll(Worlds(), world =>
    {
        if (world.Calendar.TryAddWorkingDays(world.StartDay, world.Amount) is { } due)
            Assert.Equal(world.Amount, world.Calendar.WorkingDaysBetween(world.StartDay, due));
    }).Hold();

    private static DateOnly? Right(WorkCalendar calendar, World world) => calendar.TryRollForward(world.StartDay.AddDays(world.Amount));
}
