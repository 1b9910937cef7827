using Petitions.Tests.Integration.Server;
using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Scenarios;

[Trait("Scenario", "17")]
public sealed class MediatorStopsTests(PeopleTown people) : IClassFixture<PeopleTown>
{
    [Fact]
    public async Task The_mediator_stops_when_one_refuses_no_thirty_days_run_the_other_ways_are_told_and_the_dissuasion_is_on_record()
    {
        var town = people.Town;
        people.At("2026-04-13 18:20");
        var (number, _) = await people.RegisterAsync(Clerk, new
        {
            channel = "wechat", category = "B1", nature = "N-DISPUTE", location = "NQ-S4-B07", title = "楼下麻将室半夜还在响", text = "楼下车库改成麻将室，半夜一点还在洗牌。",
        });
        people.At("2026-04-16 10:00");
        await town.DoneAsync(Sorter, number, "accept");
        await town.DoneAsync(EstateHead, number, "assignHandler", new { handler = "STF-024" });
        await town.DoneAsync("STF-024", number, "recordDissuasion", new { by = "NQ-S4", on = "2026-04-15", text = "地段长上门劝阻夜间打麻将" });
        await town.DoneAsync(Mediator, number, "proposeMediation", new { mediators = new[] { Mediator }, committee = "NQ-TJ" });
        await town.DoneAsync(Mediator, number, "recordConsent", new { party = 1, consents = true });
        people.At("2026-04-18 10:00");
        await town.DoneAsync(Mediator, number, "recordConsent", new { party = 2, consents = false });

        Assert.Equal("MEDIATION_REFUSED_BY_PARTY", (await town.GiveAsync(Mediator, number, "recordSession", new { place = "调解室", record = "拟再约一次" })).Code);
        Assert.Equal("OTHER_WAYS_REQUIRED", (await town.GiveAsync(Mediator, number, "endMediation", new { ground = "refused", otherWays = Array.Empty<string>() })).Code);
        await town.DoneAsync(Mediator, number, "endMediation", new { ground = "refused", otherWays = new[] { "arbitration", "administrative", "court" } });
        await town.DoneAsync(Mediator, number, "endByMediation", new { proof = new { way = "signed" } });

        var seen = await people.CaseAsync(Mediator, number);
        Assert.DoesNotContain(seen["clocks"]!.AsArray(), c => c!["clock"]!["code"]!.GetValue<string>() == "CLK-MED30");
        Assert.Contains("court", seen["mediations"]![0]!.ToJsonString());
        Assert.Equal("ANSWERED", seen["state"]!.GetValue<string>());
        using var page = await PageVisitor.SignInAsync(town, Mediator);
        Assert.Contains("地段长上门劝阻夜间打麻将", (await page.GetAsync($"/cases/{number}/dissuasion")).Text);
    }
}
