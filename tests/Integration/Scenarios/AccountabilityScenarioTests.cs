using System.Text.Json.Nodes;
using Petitions.Tests.Integration.Server;
using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Scenarios;

/// <summary>The three questions over HTTP and in the database: the gate holds closing, never the answer, and nobody has to remember to ask.</summary>
public sealed class AccountabilityScenarioTests
{
    private static readonly object Signed = new { way = "signed", proof = "签收" };

    [Fact]
    [Trait("Scenario", "10")]
    public async Task Closing_is_refused_until_the_second_question_is_answered()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await ServiceAsync(town, "J2");
        await town.DoneAsync(Handler, number, "reportResult", new { result = "done", what = "已抢修恢复", reply = Signed });
        await CausesAsync(town, number);
        await EducationAsync(town, number);
        var refused = await town.GiveAsync(EstateHead, number, "close", new { levelOfSolution = "estate" });
        Assert.Equal((422, "CLOSE_BLOCKED_ACCOUNTABILITY"), (refused.Status, refused.Code));
        Assert.Equal(["C2"], refused.Body["missing"]!.AsArray().Select(m => m!["clause"]!.GetValue<string>()));
        Assert.Equal("CLAUSE_INCOMPLETE", (await town.GiveAsync(Supervisor, number, "verifyAccountability", new { record = 1 })).Code);
        await BlameAsync(town, number);
        await town.DoneAsync(Supervisor, number, "verifyAccountability", new { record = 1 });
        Assert.Equal("CLOSED", (await town.DoneAsync(EstateHead, number, "close", new { levelOfSolution = "estate" })).State);
    }

    [Fact]
    [Trait("Scenario", "11")]
    public async Task The_answer_is_served_in_time_although_the_record_is_open()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await ClaimAsync(town);
        await town.DoneAsync(Leader, number, "openAccountability", new { trigger = "TR10", reason = "收费系统失控" });
        await PassAsync(town, "2026-04-30 10:00");
        await town.DoneAsync(Handler, number, "submitOpinion", new { results = new[] { new { part = 1, result = "supported", facts = "核实扣费记录", basis = "合同第八条" } } });
        await town.DoneAsync(Head, number, "issueOpinion", new { issuingBody = "COM" });
        var served = await town.DoneAsync(Clerk, number, "serveOpinion", new { proof = Signed });
        Assert.Equal("PENDING_ACCOUNTABILITY", served.State);
        Assert.Equal("met", await town.Rows.ScalarAsync<string>("select status from clocks where code = 'CLK-HANDLE60'"));
        Assert.Equal("running", await town.Rows.ScalarAsync<string>("select status from clocks where code = 'CLK-REV-ASK30'"));
        Assert.Equal("CLOSE_BLOCKED_ACCOUNTABILITY", (await town.GiveAsync(EstateHead, number, "close", new { levelOfSolution = "estate" })).Code);
    }

    [Fact]
    public async Task The_daily_check_lists_the_cases_whose_deferral_is_over()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await ClaimAsync(town);
        await town.DoneAsync(Leader, number, "openAccountability", new { trigger = "TR10", reason = "收费系统失控" });
        await town.DoneAsync(Leader, number, "deferAccountability", new { record = 1, until = "2026-03-25", awaitedBody = "GOV-COUNTY-COURT", reason = "等候判决" });
        await PassAsync(town, "2026-03-25 23:00");
        Assert.DoesNotContain("stale", await town.WorkAsync("threeNotLetGo"), StringComparison.Ordinal);
        await PassAsync(town, "2026-03-26 06:00");
        Assert.EndsWith("stale deferrals: " + number, await town.WorkAsync("threeNotLetGo"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Day_sixty_one_opens_the_accountability_record_by_itself()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await ClaimAsync(town);
        await PassAsync(town, "2026-05-03 23:59");
        await town.WorkAsync("threeNotLetGo");
        Assert.Empty(await RecordsAsync(town, number));
        await PassAsync(town, "2026-05-04 06:00");
        await town.WorkAsync("threeNotLetGo");
        var record = Assert.Single(await RecordsAsync(town, number))!["record"]!;
        Assert.Equal(("TR1", "2026-05-03", "SYSTEM"), (record["trigger"]!.GetValue<string>(), record["eventOn"]!.GetValue<string>(), record["openedBy"]!.GetValue<string>()));
        await town.WorkAsync("threeNotLetGo");
        Assert.Single(await RecordsAsync(town, number));
    }

    /// <summary>A claim on a wrong parking fee, accepted on the morning of 4 March and with its handler: the 60 days end with 3 May.</summary>
    private static async Task<string> ClaimAsync(ServedTown town)
    {
        var number = await town.RegisterAsync(new { category = "A8", nature = "N-CLAIM", title = "停车费", text = "停车费重复扣了半年，请退还。" });
        await town.DoneAsync(Sorter, number, "accept", new { noticeServed = Signed });
        await town.DoneAsync(EstateHead, number, "assignHandler", new { handler = Handler });
        return number;
    }

    internal static async Task<string> ServiceAsync(ServedTown town, string category, string location = "NQ-S5-B06")
    {
        var number = await town.RegisterAsync(new { category, location, urgency = "normal", title = "停水", text = "整栋楼停水两天。" });
        await town.DoneAsync(Sorter, number, "accept");
        await town.DoneAsync(EstateHead, number, "assignHandler", new { handler = Handler });
        return number;
    }

    internal static Task CausesAsync(ServedTown town, string number) => town.DoneAsync(Handler, number, "recordCauses", new
    {
        record = 1, analysedOn = Today(town),
        causes = new object[]
        {
            new { kind = "direct", description = "阀门锈死", evidence = new[] { "F-1" } }, new { kind = "root", code = "upkeep", description = "三年未检修", evidence = new[] { "F-2" } },
        },
    });

    internal static Task BlameAsync(ServedTown town, string number) => town.DoneAsync(Head, number, "recordResponsible", new
    {
        record = 1,
        responsible = new[]
        {
            new { person = OtherHandler, unit = "COM-WY", kind = "direct", measure = "criticism", decidedBy = Head, document = "物业〔2026〕12号", inForceOn = Today(town) },
        },
    });

    internal static Task EducationAsync(ServedTown town, string number) => town.DoneAsync(Head, number, "recordEducation", new
    {
        record = 1, heldOn = Today(town), form = "meeting", audience = new[] { "维修班" }, expected = 10, attended = 10, material = "检修要求", file = "F-3",
    });

    internal static async Task PassAsync(ServedTown town, string moment)
    {
        town.Clock.HoldAt(new DateTimeOffset(DateTime.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8)));
        await town.RunDueAsync();
    }

    internal static async Task<JsonArray> RecordsAsync(ServedTown town, string number) =>
        (await town.GetAsync(Supervisor, $"/api/cases/{number}")).Body["case"]!["accountability"]!.AsArray();

    private static string Today(ServedTown town) => Petitions.Cases.Local.DateOf(town.Clock.GetUtcNow()).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
