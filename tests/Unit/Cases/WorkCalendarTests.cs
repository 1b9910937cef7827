using System.Globalization;
using System.Text.Json;
using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

public class WorkCalendarTests
{
    private static readonly WorkCalendar Calendar = Seeds.Reference.Calendar;

    public static TheoryData<string> GoldenCases() => [.. Golden().Select(g => g.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(GoldenCases))]
    public void Golden_cases_of_the_calendar_come_out(string id)
    {
        var golden = Golden().Single(g => g.GetProperty("id").GetString() == id);
        var (start, amount) = (Day(golden, "start"), golden.GetProperty("amount").GetInt32());
        var working = golden.GetProperty("unit").GetString() == "working";
        var due = working ? Calendar.AddWorkingDays(start, amount) : start.AddDays(amount);

        Assert.Equal(Day(golden, "due"), due);
        if (golden.TryGetProperty("dueIfRolledToWorkday", out _))
            Assert.Equal(Day(golden, "dueIfRolledToWorkday"), Calendar.RollForward(due));
    }

    [Fact]
    public void The_year_2026_has_248_working_days() =>
        Assert.Equal(248, Enumerable.Range(0, 365).Count(i => Calendar.IsWorkingDay(new DateOnly(2026, 1, 1).AddDays(i))));

    [Theory]
    [InlineData("2026-02-14", DayKind.MakeUpDay)]
    [InlineData("2026-02-16", DayKind.Holiday)]
    [InlineData("2026-02-15", DayKind.Holiday)]
    [InlineData("2026-03-07", DayKind.WeeklyRest)]
    [InlineData("2026-03-09", DayKind.WorkingDay)]
    public void Every_day_has_its_kind(string day, DayKind kind) =>
        Assert.Equal(kind, Calendar.KindOf(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(1, "2026-12-31")]
    [InlineData(-1, "2026-01-01")]
    public void Counting_out_of_the_published_years_is_refused_and_never_guessed(int n, string start)
    {
        var from = DateOnly.Parse(start, CultureInfo.InvariantCulture);

        Assert.Equal("CALENDAR_NOT_PUBLISHED", Assert.Throws<Refused>(() => Calendar.AddWorkingDays(from, n)).Code);
        Assert.Null(Calendar.TryAddWorkingDays(from, n));
        Assert.Equal("CALENDAR_NOT_PUBLISHED", Assert.Throws<Refused>(() => Calendar.RollForward(new DateOnly(2027, 1, 1))).Code);
        Assert.Null(Calendar.TryRollForward(new DateOnly(2027, 1, 1)));
        Assert.Null(Calendar.WorkingDaysBetween(new DateOnly(2026, 12, 30), new DateOnly(2027, 1, 4)));
    }

    [Fact]
    public void Working_days_between_are_the_inverse_of_adding() =>
        Assert.Equal(12, Calendar.WorkingDaysBetween(new DateOnly(2026, 8, 12), new DateOnly(2026, 8, 28)));

    private static List<JsonElement> Golden() =>
        [.. JsonDocument.Parse(Seeds.Documents()["calendar-2026"]).RootElement.GetProperty("goldenCases").EnumerateArray()];

    private static DateOnly Day(JsonElement golden, string member) =>
        DateOnly.Parse(golden.GetProperty(member).GetString()!, CultureInfo.InvariantCulture);
}
