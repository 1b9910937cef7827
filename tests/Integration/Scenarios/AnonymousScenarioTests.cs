using static Petitions.Tests.Integration.Scenarios.ScenarioTown;
using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Scenarios;

/// <summary>People who do not say who they are.</summary>
public sealed class AnonymousScenarioTests(ScenarioTown town) : IClassFixture<ScenarioTown>
{
    private const string NightDuty = "STF-055";

    [Fact]
    [Trait("Scenario", "30")]
    public async Task Anonymous_letters_have_no_notice_clock_and_a_look_up_code_and_a_tip_is_read_by_the_police_in_15_minutes()
    {
        var pipes = await town.SampleAsync("NQ-2026-0024");
        Assert.Equal(["CLK-SEAL1WD met"], await pipes.ListAsync<string>("t.code || ' ' || t.status", "clocks"));
        Assert.Equal([At("2026-05-21 00:00").UtcDateTime], await pipes.ListAsync<DateTime>("t.due_at", "clocks"));
        var told = await pipes.LookUpAsync();
        Assert.Equal((200, "CLOSED", "不属实"), (told.Status, told.State, (string?)told.Body["outcome"]!["zh"]));
        Assert.DoesNotContain("油管", told.Plain());
        Assert.Equal(404, (await town.Served.SendAsync(HttpMethod.Get, $"/api/my/{pipes.Number}", null, null, ("X-Query-Code", "AAAAAAAAAA"))).Status);

        var tip = await town.SampleAsync("NQ-2026-0026", "2026-10-20 23:12");
        Assert.Equal(At("2026-10-20 23:25").UtcDateTime, (await tip.ListAsync<DateTime>("t.due_at", "clocks", "t.code = 'CLK-TIP-POLICE'")).Single());
        Assert.Empty(await tip.ListAsync<string>("t.code", "clocks", "t.code like 'CLK-NOTICE%' or t.code like 'CLK-TRANSFER%'"));
        foreach (var who in new[] { Clerk, Sorter, EnterpriseDesk, CommunityHead, Leader, Supervisor, Handler })
            Assert.Equal(404, (await town.Served.GetAsync(who, $"/api/cases/{tip.Number}")).Status);
        var handed = await town.SampleAsync("NQ-2026-0026", "2026-10-20 23:15");
        Assert.Contains("小罐车", (await handed.SeenAsync(Police)).ToJsonString(Plain));
        Assert.Contains(handed.Number, (await town.Served.GetAsync(Police, "/api/tasks")).Plain());
        await town.PassToAsync("2026-10-20 23:26");
        Assert.Equal([true], await handed.ListAsync<bool>("t.was_missed", "clocks", "t.code = 'CLK-TIP-POLICE'"));

        var read = await town.SampleAsync("NQ-2026-0026", "2026-10-20 23:30");
        Assert.Equal([false], await read.ListAsync<bool>("t.was_missed", "clocks", "t.code = 'CLK-TIP-POLICE'"));
        Assert.Equal("ANSWERED", await read.StateAsync());
        Assert.Equal("CLOSED", (await read.DoneAsync(NightDuty, "close", new { levelOfSolution = "township" })).State);
        Assert.Equal((200, "CLOSED"), ((await read.LookUpAsync()).Status, (await read.LookUpAsync()).State));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
