using Petitions.Cases;
using Petitions.Server;

namespace Petitions.Tests.Integration.Server;

/// <summary>"Why this date", word by word in both languages (handbook §4.5).</summary>
public sealed class ExplainTests
{
    private static readonly Reference Reference = Read();

    [Fact]
    public void Five_working_days_across_Spring_Festival_are_told_day_by_day()
    {
        var clock = Clocked("CLK-OBJECT5WD", "2026-02-12T16:10:00+08:00", "receivedByTransfer");

        Assert.Equal(
        [
            "起算：收到转送，2026年2月12日（周四）16:10。",
            "期限5个工作日，起算当日不计。",
            "从次日数起：2026年2月13日（周五）是第1天。",
            "不计9天：2月15日（周日）至2月23日（周一）（春节）。",
            "计入调休补班日：2月14日（周六）。",
            "逐日数到的5天：2月13日（周五）至2月14日（周六）、2月24日（周二）至2月26日（周四）。",
            "到期：2026年2月26日（周四）24:00。",
            "所用日历：2026年全国工作日历（第1.0.0版）。",
            "依据：《信访工作条例》第二十三条。",
        ], Why(clock, Texts.Chinese));
        Assert.Equal(
        [
            "It starts with: received by transfer, Thu 12 Feb 2026 16:10.",
            "5 working days; the first day is not counted.",
            "Counting begins on the next day: Fri 13 Feb 2026 is day 1.",
            "9 days are not counted: Sun 15 Feb to Mon 23 Feb (Spring Festival).",
            "Make-up working days that count: Sat 14 Feb.",
            "The 5 days that were counted: Fri 13 Feb to Sat 14 Feb, Tue 24 Feb to Thu 26 Feb.",
            "Due: Thu 26 Feb 2026 24:00.",
            "Calendar used: the national working calendar of 2026, version 1.0.0.",
            "Basis: Regulations on Petition Work, article 23.",
        ], Why(clock, Texts.English));
    }

    [Fact]
    public void A_right_says_why_it_rolled_and_a_duty_why_it_did_not()
    {
        Assert.Equal(
        [
            "起算：送达处理意见，2026年6月18日（周四）10:00。",
            "期限30日（自然日），起算当日不计。",
            "从次日数起：2026年6月19日（周五）是第1天。",
            "逐日数到的30天：6月19日（周五）至7月18日（周六）。",
            "最后一天2026年7月18日（周六）是周休日，顺延到2026年7月20日（周一）。",
            "到期：2026年7月20日（周一）24:00。",
            "所用日历：2026年全国工作日历（第1.0.0版）。",
            "依据：《信访工作条例》第三十五条。",
        ], Why(Clocked("CLK-REV-ASK30", "2026-06-18T10:00:00+08:00", "opinionServed"), Texts.Chinese));
        Assert.Equal("The last day, Wed 18 Feb 2026, is a rest day (Spring Festival); a duty does not roll, so it stands.",
            Why(Clocked("CLK-NOTICE15", "2026-02-03T09:00:00+08:00", "received"), Texts.English)[4]);
    }

    [Fact]
    public void Suspension_extension_and_a_missing_calendar_are_told()
    {
        var hearing = Clocked("CLK-REX30", "2026-08-28T09:00:00+08:00", "reexaminationRequested", step =>
        {
            Clocks.Suspend(step, step.Case.Clocks[0], "HEARING", At("2026-09-07T00:00:00+08:00"), "STF-053");
            Clocks.Resume(step, step.Case.Clocks[0], At("2026-09-12T00:00:00+08:00"));
        });
        Assert.Contains("中止（听证）：2026年9月7日（周一）00:00至2026年9月11日（周五）24:00，扣除5天（", string.Concat(Why(hearing, Texts.Chinese)));
        Assert.Contains("Due: Fri 2 Oct 2026 24:00.", Why(hearing, Texts.English));

        var extended = Clocked("CLK-HANDLE60", "2026-02-20T09:00:00+08:00", "accepted", step =>
            Clocks.Extend(step, step.Case.Clocks[0], 30, 1, "STF-029", "STF-042", new DateOnly(2026, 3, 2)));
        Assert.Contains("延期30日，从2026年4月21日（周二）改为2026年5月21日（周四）（", string.Concat(Why(extended, Texts.Chinese)));
        Assert.Contains("Due: Thu 21 May 2026 24:00.", Why(extended, Texts.English));

        Assert.Contains("The calendar of the needed year is not published; the date is computed when it is. Registration and handling go on.",
            Why(Clocked("CLK-SIMPLE10WD", "2026-12-28T09:00:00+08:00", "accepted"), Texts.English));
        Assert.Contains("先按2027年1月2日（周六）计。", string.Concat(Why(Clocked("CLK-REV-ASK30", "2026-12-03T09:00:00+08:00", "opinionServed"), Texts.Chinese)));
    }

    public static TheoryData<string> Codes => [.. Reference.Clocks.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_clock_of_the_table_explains_itself_in_both_languages_without_a_code_left_over(string code)
    {
        var clock = Clocked(code, "2026-02-03T16:30:00+08:00", "received");
        foreach (var texts in new[] { Texts.Chinese, Texts.English })
        {
            var lines = Why(clock, texts);
            Assert.True(lines.Count >= 3, string.Join(" | ", lines));
            Assert.All(lines, line => Assert.DoesNotMatch(@"explain\.|event\.|\{\d|CLK-", line));
            Assert.Contains(lines, line => line.Contains(new Say(texts, Reference).Due(clock.DueAt!.Value), StringComparison.Ordinal));
            Assert.NotEqual("", texts.Or("explain.law." + code, ""));
        }
    }

    [Fact]
    public void What_the_parties_of_a_mediation_agreed_is_told_as_theirs()
    {
        var longer = Clocked("CLK-MED30", "2026-03-02T09:00:00+08:00", "consent", step => Clocks.Extend(step, step.Case.Clocks[0], 5, 1, "STF-013", "parties", new DateOnly(2026, 3, 3)));
        Assert.Contains("各方当事人", string.Concat(Why(longer, Texts.Chinese)));
        Assert.Contains("all parties", string.Concat(Why(longer, Texts.English)));
    }

    [Fact]
    public void Every_event_that_starts_a_clock_has_words_in_both_languages()
    {
        var source = Directory.EnumerateFiles(Path.Combine(Root(), "src", "Cases"), "*.cs", SearchOption.AllDirectories).SelectMany(File.ReadAllLines)
            .Where(line => line.Contains("Start(step, ", StringComparison.Ordinal))
            .SelectMany(line => System.Text.RegularExpressions.Regex.Matches(line, "\"([a-z][A-Za-z]+)\"").Select(m => m.Groups[1].Value)).Distinct().ToList();
        Assert.True(source.Count > 10);
        Assert.DoesNotContain(source, e => !Texts.Chinese.Has("explain.event." + e) && !Texts.Chinese.Has("event." + e));
    }

    private static IReadOnlyList<string> Why(Clock clock, Texts texts) => Explain.Why(clock, new Say(texts, Reference));

    private static Clock Clocked(string code, string startedAt, string startEvent, Action<StepContext>? then = null)
    {
        var c = new Case { Key = new CaseKey("ENT", Guid.Empty), ReceivedAt = At(startedAt), HandlingUnit = "COM-WY", Holder = "COM-WY" };
        var step = new StepContext(c, Actor.System, At(startedAt), At(startedAt), Reference, RuleBook.Handbook, new Dictionary<int, string>(), new Dictionary<string, CaseGlance>());
        Clocks.Start(step, code, At(startedAt), startEvent);
        then?.Invoke(step);
        return c.Clocks[0];
    }

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);

    private static Reference Read() => ReferenceReader.Read(
        new[] { "organisation", "people", "categories", "calendar-2026", "ladder", "accountability-schemes" }
            .ToDictionary(name => name, name => File.ReadAllText(Path.Combine(Root(), "seeds", $"{name}.json"))));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Petitions.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no Petitions.sln above the tests");
        return folder.FullName;
    }
}
