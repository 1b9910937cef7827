using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>A new year arrives as a file: ours, or an iCal calendar from anywhere.</summary>
public class CalendarFileTests
{
    private const string Calendar2027 = """
        BEGIN:VCALENDAR
        VERSION:2.0
        X-WR-CALNAME:中国节假日
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20261231
        DTEND;VALUE=DATE:20270102
        SUMMARY:元旦 休
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;TZID="Asia/Shanghai:x";VALUE=DATE:20270102
        SUMMARY:元旦（休）
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20270205
        DTEND;VALUE=DATE:20270213
        SUMMARY:春节 放假 第1天/
         共8天
        CATEGORIES:节日\,放假
        BEGIN:VALARM
        TRIGGER:-PT15M
        SUMMARY:闹钟 休
        END:VALARM
        END:VEVENT
        BEGIN:VEVENT
        DTSTART:20270130T160000Z
        DTEND:20270131T160000Z
        SUMMARY:春节 补班
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20271001
        DURATION:P1W
        SUMMARY:国庆节
        X-APPLE-SPECIAL-DAY:WORK-HOLIDAY
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20270214
        SUMMARY:情人节
        END:VEVENT
        END:VCALENDAR
        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void An_ical_file_with_holidays_and_make_up_days_becomes_a_year_of_ours(string lineEnd)
    {
        var file = CalendarFile.Read("\uFEFF" + Calendar2027.ReplaceLineEndings(lineEnd), 2027, "0.9");

        Assert.Equal(("calendar-2027", "ical", "cn-national-2027 0.9"), (file.Document, file.Source, file.Year.Version));
        Assert.Equal(["情人节"], file.Ignored);
        Assert.Equal(2 + 8 + 7, file.Year.Holidays.Count);
        Assert.Equal([("元旦", "2027-01-01"), ("元旦", "2027-01-02"), ("春节", "2027-02-05"), ("春节", "2027-02-12"), ("国庆节", "2027-10-01"), ("国庆节", "2027-10-07")],
            new[] { 0, 1, 2, 9, 10, 16 }.Select(i => file.Year.Holidays.OrderBy(h => h.Key).ElementAt(i)).Select(h => (h.Value, h.Key.ToString("yyyy-MM-dd"))));
        Assert.Equal([Paper.Day("2027-01-31")], file.Year.MakeUpDays);
        var again = CalendarFile.Read(file.Json);
        Assert.Equal((file.Year.Version, "json"), (again.Year.Version, again.Source));
        Assert.Equal(file.Year.Holidays, again.Year.Holidays);
    }

    [Theory]
    [InlineData("20270102", "20270101", "ends before it begins, or lasts longer than 60 days")]
    [InlineData("20270102", "20270501", "ends before it begins, or lasts longer than 60 days")]
    [InlineData("2027-01-02", null, "not a day")]
    [InlineData(null, null, "missing")]
    public void An_entry_that_makes_no_sense_is_refused_by_its_number(string? from, string? to, string why)
    {
        var entry = $"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270501\nSUMMARY:劳动节 休\nEND:VEVENT\nBEGIN:VEVENT\n"
            + (from is null ? "" : $"DTSTART:{from}\n") + (to is null ? "" : $"DTEND:{to}\n") + "SUMMARY:元旦 休\nEND:VEVENT\nEND:VCALENDAR";

        var refused = Assert.Throws<Refused>(() => CalendarFile.Read(entry, 2027));
        Assert.Equal("REFERENCE_INVALID", refused.Code);
        Assert.StartsWith("ical:VEVENT[2].", refused.Field);
        Assert.Equal(why, refused.Arguments[2]);
    }

    [Theory]
    [InlineData("BEGIN:VCALENDAR\nEND:VCALENDAR", null, "no holidays")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270101\nSUMMARY:元旦 休\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20280101\nSUMMARY:元旦 休\nEND:VEVENT", null, "several years")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270101\nSUMMARY:元旦 休\nEND:VEVENT", 2028, "no holidays")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270101\nSUMMARY:元旦 休", 2027, "the file ends inside an entry")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270101\nSUMMARY:元旦 休\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20270106\nSUMMARY:元旦 班\nEND:VEVENT", 2027, "is a working day already")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270102\nSUMMARY:元旦 休\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20270102\nSUMMARY:元旦 班\nEND:VEVENT", 2027, "is a holiday")]
    [InlineData("""{ "calendarId": "x", "version": "1", "year": 2027, "weeklyRestDays": [], "makeupWorkdays": [], "holidays": [] }""", 2028, "is not the year that was asked for")]
    [InlineData("<html>", 2027, "not JSON: line 0")]
    public void A_file_that_is_no_calendar_of_one_year_is_refused(string text, int? year, string why) =>
        Assert.Equal(why, Assert.Throws<Refused>(() => CalendarFile.Read(text, year)).Arguments[2]);

    [Fact]
    public void A_year_beyond_a_gap_does_not_lengthen_the_coverage()
    {
        var year = Seeds.Reference.Calendar.Years.Single();
        Assert.Equal(Paper.Day("2026-12-31"), new WorkCalendar([year, year with { Year = 2028 }]).CoveredUntil);
        Assert.Equal(Paper.Day("2027-12-31"), new WorkCalendar([year, year with { Year = 2027 }]).CoveredUntil);
    }
}
