using static Petitions.Tests.Integration.Scenarios.Matter;
using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Scenarios;

/// <summary>Days of the law on both sides of their ends, with the golden dates of the samples.</summary>
public sealed class DeadlineScenarioTests(ScenarioTown town) : IClassFixture<ScenarioTown>
{
    private const string Drilling = "STF-078", DrillingHeads = "STF-081", SecondPlant = "STF-077";

    [Fact]
    [Trait("Scenario", "1")]
    public async Task A_comment_on_the_due_date_moves_nothing()
    {
        var parking = await town.SampleAsync("NQ-2026-0041", "2026-05-01 10:00");
        Assert.Equal("2026-05-01", await parking.DueAsync("CLK-HANDLE60"));
        var before = await parking.TimesAsync();
        await parking.DoneAsync(Handler, "comment", new { text = "正在核对账目" });
        Assert.Equal(before, await parking.TimesAsync());
        await town.PassToAsync("2026-05-01 23:59");
        await parking.DoneAsync(Head, "comment", new { text = "请今日答复" });
        Assert.Equal(before, await parking.TimesAsync());
        await town.PassToAsync("2026-05-02 07:00");
        Assert.True((bool)(await parking.ClockAsync("CLK-HANDLE60"))["wasMissed"]!);
        var late = await parking.TimesAsync();
        await parking.DoneAsync(Handler, "comment", new { text = "账目尚未核完" });
        Assert.Equal(late, await parking.TimesAsync());
        await town.PassToAsync("2026-05-06 10:00");
        Assert.Equal(["1 2026-05-06 R-UNITHEAD"], await parking.RungsAsync());
    }

    [Fact]
    [Trait("Scenario", "2")]
    public async Task An_objection_due_on_02_26_across_the_spring_festival_is_accepted_on_02_25_and_refused_on_02_27()
    {
        var early = await ObjectableAsync("2026-02-25 10:00");
        Assert.Equal("2026-02-26", await early.DueAsync("CLK-OBJECT5WD", "ENT-U04"));
        Assert.Contains("2月14日", await early.WhyAsync("CLK-OBJECT5WD", EnterpriseDesk));
        await early.DoneAsync(Drilling, "raiseObjection", new { reason = "该施工队属井下作业公司，附派工单" });
        await early.DoneAsync(DrillingHeads, "signObjection");
        await early.DoneAsync(EnterpriseDesk, "decideObjection", new { accepted = true, reason = "派工单属实" });
        Assert.Equal("REGISTERED", await early.StateAsync());
        Assert.Equal("2026-02-27", await early.DueAsync("CLK-FIRST15"));

        var last = await ObjectableAsync("2026-02-26 23:59");
        await last.DoneAsync(Drilling, "raiseObjection", new { reason = "该施工队属井下作业公司，附派工单" });

        var late = await ObjectableAsync("2026-02-27 00:01");
        await late.RefusedAsync("OBJECTION_TOO_LATE", Drilling, "raiseObjection", new { reason = "该施工队属井下作业公司，附派工单" });
        Assert.Equal("TRANSFERRED", await late.StateAsync());

        async Task<Matter> ObjectableAsync(string moment)
        {
            var noise = await town.SampleAsync("NQ-2026-0013", "2026-02-25 09:00");
            await town.PassToAsync(moment);
            return noise;
        }
    }

    [Fact]
    public async Task An_objection_that_nobody_decides_in_two_working_days_goes_to_the_head_of_the_deciding_desk_and_a_decided_one_to_nobody()
    {
        var (silent, decided) = (await ObjectedAsync(), await ObjectedAsync());
        await decided.DoneAsync(EnterpriseDesk, "decideObjection", new { accepted = false, reason = "现场核实是贵公司队伍" });
        await town.PassToAsync("2026-02-27 23:50");
        Assert.Empty(await ToldAsync(silent));
        await town.PassToAsync("2026-02-28 00:10");
        Assert.Equal([EnterpriseHead], await ToldAsync(silent));
        Assert.Empty(await ToldAsync(decided));
        await town.PassToAsync("2026-03-06 09:00");
        Assert.Single(await ToldAsync(silent));
        await silent.DoneAsync(EnterpriseDesk, "decideObjection", new { accepted = true, reason = "派工单属实" });
        Assert.Equal("REGISTERED", await silent.StateAsync());

        async Task<Matter> ObjectedAsync()
        {
            var noise = await town.SampleAsync("NQ-2026-0013", "2026-02-25 09:00");
            await noise.DoneAsync(Drilling, "raiseObjection", new { reason = "该施工队属井下作业公司，附派工单" });
            await noise.DoneAsync(DrillingHeads, "signObjection");
            return noise;
        }

        async Task<IReadOnlyList<string>> ToldAsync(Matter matter) => (await town.Served.Rows.ScalarAsync<string>(
            $"select coalesce(string_agg(n.person, ','), '') from notices n join cases c using (root, case_id) where n.template = 'notice.objectionOverdue' and c.number = '{matter.Number}'"))
            .Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    [Trait("Scenario", "3")]
    public async Task An_objection_on_10_13_after_the_national_day_is_refused()
    {
        var last = await town.SampleAsync("NQ-2026-0014", "2026-10-12 23:59");
        Assert.Equal("2026-10-12", await last.DueAsync("CLK-OBJECT5WD", "ENT-U02"));
        Assert.Contains("10月10日", await last.WhyAsync("CLK-OBJECT5WD", EnterpriseDesk));
        await last.DoneAsync(SecondPlant, "raiseObjection", new { reason = "该井站由一厂代管，附协议" });

        var late = await town.SampleAsync("NQ-2026-0014", "2026-10-13 09:00");
        await late.RefusedAsync("OBJECTION_TOO_LATE", SecondPlant, "raiseObjection", new { reason = "该井站由一厂代管，附协议" });
        await late.DoneAsync(SecondPlant, "accept", new { noticeServed = Signed });
        Assert.Equal("ENT-U02", await late.RowAsync<string>("handling_unit"));
    }

    [Fact]
    [Trait("Scenario", "4")]
    public async Task A_review_on_the_31st_day_is_in_time_where_the_30th_is_a_sunday_that_rolls_to_monday()
    {
        var monday = await town.SampleAsync("NQ-2026-0018", "2026-07-06 23:59");
        Assert.Equal(("2026-07-05", "2026-07-06"), ((string?)(await monday.ClockAsync("CLK-REV-ASK30"))["due"], await monday.DueAsync("CLK-REV-ASK30")));
        Assert.Equal("IN_REVIEW", (await monday.DoneAsync(Petitioner, "askReview", new { text = "不认可" })).State);
        Assert.Equal("2026-08-05", await monday.DueAsync("CLK-REV30"));

        var posted = await town.SampleAsync("NQ-2026-0018", "2026-07-07 09:00");
        await posted.RefusedAsync("REVIEW_WINDOW_CLOSED", Petitioner, "askReview", new { text = "不认可" });
        await posted.RefusedAsync("REVIEW_WINDOW_CLOSED", Clerk, "askReview", new { text = "不认可", sentOn = "2026-07-07" });
        Assert.Equal("ANSWERED", await posted.StateAsync());
        await town.PassToAsync("2026-07-08 09:00");
        await posted.DoneAsync(Clerk, "askReview", new { text = "不认可", sentOn = "2026-07-06" });
        Assert.Equal("2026-08-07", await posted.DueAsync("CLK-REV30"));
    }

    [Fact]
    [Trait("Scenario", "28")]
    public async Task The_earlier_date_of_the_hotline_leads_and_a_review_posted_in_time_changes_the_opinion_and_opens_TR9()
    {
        var pothole = await town.SampleAsync("NQ-2026-0038", "2026-04-20 10:00");
        Assert.Equal("2026-04-28", await pothole.DueAsync("internalTarget"));
        Assert.Equal(ScenarioTown.At("2026-04-25 00:00").UtcDateTime, await pothole.RowAsync<DateTime>("due_at"));
        await town.PassToAsync("2026-04-27 10:00");
        Assert.Equal(["1 2026-04-27 R-NQ-ZH"], await pothole.RungsAsync());
        Assert.Equal("CLOSED", await (await town.SampleAsync("NQ-2026-0038")).StateAsync());

        var widow = await town.SampleAsync("NQ-2026-0047", "2026-05-14 10:00");
        Assert.Equal("2026-05-11", await widow.DueAsync("CLK-REV-ASK30"));
        await widow.RefusedAsync("REVIEW_WINDOW_CLOSED", EnterpriseDesk, "askReview", new { text = "请复查", sentOn = "2026-05-12" });
        var decided = await town.SampleAsync("NQ-2026-0047", "2026-06-08 11:00");
        Assert.Equal("2026-06-13", await decided.DueAsync("CLK-REV30"));
        Assert.Contains("\"supported\"", (await decided.SeenAsync())["parts"]!.ToJsonString());
        Assert.Empty((await decided.SeenAsync())["accountability"]!.AsArray());
        await town.PassToAsync("2026-06-09 07:00");
        var record = (await decided.SeenAsync())["accountability"]!.AsArray().Single()!["record"]!;
        Assert.Contains("TR9", record.ToJsonString());
        Assert.Equal("2026-07-09", await decided.DueAsync("CLK-3NLG"));
        await decided.RefusedAsync("CLOSE_BLOCKED_ACCOUNTABILITY", EnterpriseHead, "close", new { levelOfSolution = "enterprise" });
        Assert.Equal("CLOSED", await (await town.SampleAsync("NQ-2026-0047")).StateAsync());
    }
}
