using static Petitions.Tests.Integration.Scenarios.Matter;
using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Scenarios;

/// <summary>Who handles a petition changes; its dates do not. And two people at one petition.</summary>
public sealed class HandlingScenarioTests(ScenarioTown town) : IClassFixture<ScenarioTown>
{
    private const string SectionLeader = "STF-025";

    [Fact]
    [Trait("Scenario", "21")]
    public async Task Reopening_goes_to_another_handler_and_keeps_the_first_due_date()
    {
        var bins = await town.SampleAsync("NQ-2026-0037", "2026-09-08 15:00");
        var due = await bins.DueAsync("internalTarget");
        Assert.Equal("2026-09-10", due);

        bins = await town.SampleAsync("NQ-2026-0037", "2026-09-09 11:00");
        Assert.Equal("IN_HANDLING", await bins.StateAsync());
        Assert.Equal(due, await bins.DueAsync("internalTarget"));
        await bins.RefusedAsync("SAME_HANDLER_FORBIDDEN", EstateHead, "assignHandler", new { handler = SectionLeader });
        await bins.DoneAsync(EstateHead, "assignHandler", new { handler = Handler });
        Assert.Equal((Handler, due), (await bins.RowAsync<string>("handler"), await bins.DueAsync("internalTarget")));
        await bins.RefusedAsync("NOT_YOUR_ROLE", SectionLeader, "reportResult", new { result = "done", what = "已清", reply = Signed }, 403);
        await town.PassToAsync("2026-09-10 07:00");
        Assert.Contains("TR2", (await bins.SeenAsync())["accountability"]!.AsArray().Single()!.ToJsonString());

        // Nobody empties them: the first date is missed, and the ladder begins on the working day after it.
        await town.PassToAsync("2026-09-11 10:00");
        Assert.Equal(["1 2026-09-11"], (await bins.RungsAsync()).Select(r => r[..12]));
        Assert.Equal("CLOSED", await (await town.SampleAsync("NQ-2026-0037")).StateAsync());
    }

    [Fact]
    [Trait("Scenario", "22")]
    public async Task A_merged_unit_or_a_duty_that_was_handed_over_leaves_every_clock_as_it_was()
    {
        var water = await town.SampleAsync("NQ-2026-0046", "2026-09-01 08:59");
        var before = await DatesAsync(water);
        var handedOver = await town.SampleAsync("NQ-2026-0046", "2026-09-02 09:00");
        Assert.Equal(before, await DatesAsync(handedOver));
        Assert.Equal("2026-10-12", await handedOver.DueAsync("CLK-HANDLE60"));
        Assert.Equal(["GOV-TOWN", "COM"], (await handedOver.SeenAsync())["parts"]!.AsArray().Select(p => (string?)p!["part"]!["owner"]));
        Assert.Contains("handover-list", (await handedOver.SeenAsync())["documents"]!.ToJsonString());
        await town.PassToAsync("2026-08-31 23:50");
        await water.RefusedAsync("SUCCESSOR_REQUIRED", CommunityHead, "succeedUnit",
            new { from = "COM", to = "GOV-TOWN", parts = new[] { 1 }, variant = "HANDED_OVER_WATER", reason = "提前移交" });
        var answered = await town.SampleAsync("NQ-2026-0046");
        Assert.Equal(("CLOSED", 2), (await answered.StateAsync(), (await answered.SeenAsync())["documents"]!.AsArray().Count(d => (string?)d!["kind"] == "opinion")));

        var noise = await town.SampleAsync("NQ-2026-0013", "2026-02-13 09:00");
        before = await DatesAsync(noise);
        await noise.DoneAsync(EnterpriseHead, "succeedUnit", new { from = "ENT-U04", to = "ENT-U03", reason = "钻井公司并入井下作业公司" });
        Assert.Equal(before, await DatesAsync(noise));
        Assert.Equal(("ENT-U03", "2026-02-26"), (await noise.RowAsync<string>("handling_unit"), await noise.DueAsync("CLK-OBJECT5WD", "ENT-U03")));
        Assert.Equal("2026-02-27", await noise.DueAsync("CLK-NOTICE15", "ENT-U03"));
    }

    [Fact]
    [Trait("Scenario", "27")]
    public async Task A_stale_version_is_refused_with_409_and_nothing_changes()
    {
        var parking = await town.SampleAsync("NQ-2026-0041", "2026-03-02 09:05");
        var onBothScreens = (await town.Served.GetAsync(EstateHead, $"/api/cases/{parking.Number}")).ETag!;
        await parking.DoneAsync(EstateHead, "assignHandler", new { handler = OtherHandler });
        var stale = await parking.RefusedAsync("STALE_VERSION", EstateHead, "assignHandler", new { handler = Handler }, 409, ("If-Match", onBothScreens));
        Assert.Equal(OtherHandler, await parking.RowAsync<string>("handler"));
        var newest = (await town.Served.GetAsync(EstateHead, $"/api/cases/{parking.Number}")).ETag!;
        Assert.Equal((newest, "IN_HANDLING"), ($"\"{stale.Body["current"]!["factVersion"]}\"", (string?)stale.Body["current"]!["state"]));

        // Two at once with the same screen: one is heard, the other is told.
        var both = await Task.WhenAll(
            parking.GiveAsync(Head, "recuseHandler", new { person = OtherHandler, reason = "亲属", replacedBy = Handler }, ("If-Match", newest)),
            parking.GiveAsync(Head, "recuseHandler", new { person = OtherHandler, reason = "利害关系", replacedBy = Handler }, ("If-Match", newest)));
        Assert.Equal([200, 409], both.Select(a => a.Status).Order());
        Assert.Equal("STALE_VERSION", both.Single(a => a.Status == 409).Code);
    }

    /// <summary>Everything of the clocks but whose they are.</summary>
    private static async Task<string> DatesAsync(Matter matter) => string.Join('\n', await matter.ListAsync<string>(
        "concat_ws(' ', t.no, t.code, t.cycle, t.status, extract(epoch from t.started_at), extract(epoch from t.due_at), t.stopped_at, t.was_missed)", "clocks"));
}
