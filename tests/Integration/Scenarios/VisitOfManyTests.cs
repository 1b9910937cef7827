using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Scenarios;

[Trait("Scenario", "5")]
public sealed class VisitOfManyTests(PeopleTown people) : IClassFixture<PeopleTown>
{
    private static readonly string[] Eight = ["谢代表", "邹代表", "喻代表", "柏代表", "水代表", "窦代表", "章代表", "云代表"];

    [Fact]
    public async Task A_visit_with_eight_representatives_is_registered_and_five_are_received_the_same_by_letter_needs_none()
    {
        var town = people.Town;
        people.At("2026-01-26 14:12");
        var entry = new
        {
            channel = "visit", readBack = true, category = "A1", nature = "N-CLAIM", location = "NQ-S1", title = "一区老楼供暖不足集体来访", text = "三栋老楼的住户要求说清楚管网改造什么时候做。",
            peopleCount = 31, people = new[] { new { role = "petitioner", name = "苏住户", phone = "000-0000-1042" } },
        };
        var (visit, _) = await people.RegisterAsync(Clerk, entry);
        Assert.Equal("RECEPTION_REQUIRED", (await town.GiveAsync(Sorter, visit, "accept")).Code);
        var before = await town.PictureAsync();
        var tooMany = await town.GiveAsync(Clerk, visit, "recordReception", new { received = Received(8) });
        Assert.Equal((422, "REPRESENTATIVES_OVER_LIMIT"), (tooMany.Status, tooMany.Code));
        Assert.Equal(before, await town.PictureAsync());
        await town.DoneAsync(Clerk, visit, "recordReception", new { received = Received(5) });
        Assert.Equal("REPRESENTATIVES_OVER_LIMIT", (await town.GiveAsync(Clerk, visit, "recordReception", new { received = new[] { new { role = "representative", name = Eight[7] } } })).Code);
        await town.DoneAsync(Sorter, visit, "accept", new { noticeServed = new { way = "signed" } });
        var seen = await people.CaseAsync(Clerk, visit);
        Assert.Equal(("ACCEPTED", 31, 5), (seen["state"]!.GetValue<string>(), seen["peopleCount"]!.GetValue<int>(), seen["people"]!.AsArray().Count(p => p!["received"]!.GetValue<bool>())));

        var (letter, _) = await people.RegisterAsync(Clerk, new
        {
            channel = "letter", category = "A2", nature = "N-CLAIM", location = "NQ-S4", text = "我们十六户要求换掉老铁管。",
            people = Enumerable.Range(1, 16).Select(n => new { role = n == 1 ? "petitioner" : "listed", name = $"住户{(char)('甲' + n)}" }),
        });
        await town.DoneAsync(Sorter, letter, "accept", new { noticeServed = new { way = "registeredMail", proof = "RM-1" } });
        Assert.Equal("ACCEPTED", (await people.CaseAsync(Clerk, letter))["state"]!.GetValue<string>());
    }

    private static object[] Received(int count) => [.. Eight[..count].Select(name => new { role = "representative", name })];
}
