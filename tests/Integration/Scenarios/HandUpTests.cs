using System.Text.Json.Nodes;
using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Scenarios;

/// <summary>What an office sees of a case that was handed up to it, and how it comes by the file (handbook §7).</summary>
public sealed class HandUpTests
{
    private const string Township = "STF-058", OtherHead = "STF-041", Name = "申淑兰", Phone = "13655556666";

    [Fact]
    public async Task The_township_gets_the_extract_alone_and_the_file_when_it_asks_with_a_reason_and_is_granted()
    {
        await using var ladder = await LadderTown.OpenAsync("2026-03-02 09:00");
        var number = await ladder.Town.RegisterAsync(new
        {
            category = "F4", location = "NQ-S4-B05", title = "优抚补助没有发", text = "去年的优抚补助没有发。",
            people = new[] { new { role = "petitioner", name = Name, phone = Phone } },
        });
        await ladder.Town.DoneAsync(Sorter, number, "comment", new { text = "内部意见：先核实名册" });
        Assert.Equal(404, (await ladder.Town.GetAsync(Township, $"/api/cases/{number}")).Status);
        for (var day = LadderTown.Moment("2026-03-03 09:00"); day < LadderTown.Moment("2026-04-10 09:00"); day = day.AddDays(1))
        {
            ladder.Town.Clock.HoldAt(day);
            await ladder.Town.RunDueAsync();
        }

        var top = (await ladder.FiredAsync(number))[^1];
        Assert.Equal((4, "GOV-TOWN-ZZ"), (top["rung"]!.GetValue<int>(), top["targetRole"]!.GetValue<string>()));
        var seen = await ladder.Town.GetAsync(Township, $"/api/cases/{number}");
        Assert.Equal(200, seen.Status);
        Assert.Contains("去年的优抚补助没有发", seen.Plain());
        foreach (var hidden in new[] { Name, Phone, "先核实名册", "NQ-S4-B05" })
            Assert.DoesNotContain(hidden, seen.Plain());
        Assert.Empty(seen.Body["timeline"]!.AsArray());
        Assert.Equal(["answerEscalation", "askForFile"], Verbs(seen.Body["case"]!).Order());
        Assert.Equal("NOT_YOUR_ROLE", (await ladder.Town.GiveAsync(Township, number, "serveDocument", new { document = 1, proof = new { way = "signed" } })).Code);

        Assert.Equal("REASON_REQUIRED", (await ladder.Town.GiveAsync(Township, number, "askForFile")).Code);
        await ladder.Town.DoneAsync(Township, number, "askForFile", new { reason = "须核对家庭情况" });
        Assert.Equal("FILE_ALREADY_OPEN", (await ladder.Town.GiveAsync(Township, number, "askForFile", new { reason = "再问" })).Code);
        var request = (await ladder.CaseAsync(number))["fileRequests"]!.AsArray().Single()!["no"]!.GetValue<int>();
        Assert.NotEqual(200, (await ladder.Town.GiveAsync(OtherHead, number, "decideFile", new { fileRequest = request, granted = true })).Status);
        Assert.Equal("REASON_REQUIRED", (await ladder.Town.GiveAsync(CommunityHead, number, "decideFile", new { fileRequest = request, granted = false })).Code);
        await ladder.Town.DoneAsync(CommunityHead, number, "decideFile", new { fileRequest = request, granted = true });

        Assert.Contains("先核实名册", (await ladder.Town.GetAsync(Township, $"/api/cases/{number}")).Plain());
        Assert.Equal(["FileAsked", "FileDecided"], await ladder.Town.Rows.ListAsync<string>("select event from audit where event like 'File%' order by seq"));
    }

    [Fact]
    public async Task An_office_that_takes_the_case_over_works_with_the_file()
    {
        await using var ladder = await LadderTown.OpenAsync("2026-03-04 09:00");
        var number = await ladder.Town.RegisterAsync(new { category = "F4", location = "NQ-S4-B05", title = "优抚补助", text = "补助没有发。" });
        foreach (var who in new[] { Sorter, Sorter, Sorter, Sorter, Sorter })
            if (!(await ladder.CaseAsync(number))["ladder"]!.AsArray().Any(e => e!["targetRole"]?.GetValue<string>() == "GOV-TOWN-ZZ"))
                await ladder.Town.DoneAsync(who, number, "escalateByHand", new { reason = "超出本单位权限" });
        var asked = (await ladder.CaseAsync(number))["ladder"]!.AsArray().OfType<JsonNode>().Single(e => e["targetRole"]?.GetValue<string>() == "GOV-TOWN-ZZ");
        Assert.True((await ladder.CaseAsync(number, Township))["extractOnly"]!.GetValue<bool>());
        Assert.Equal(1, await ladder.Town.Rows.ScalarAsync<long>("select count(*) from outbox where kind = 'extract'"));

        await ladder.Town.DoneAsync(Township, number, "answerEscalation", new { entry = asked["no"]!.GetValue<int>(), choice = "tookOver" });

        Assert.Null((await ladder.CaseAsync(number, Township))["extractOnly"]?.GetValue<bool>() is true ? "extract" : null);
        Assert.Equal("ALREADY_AT_TOP", (await ladder.Town.GiveAsync(Sorter, number, "escalateByHand", new { reason = "再请示" })).Code);
    }

    private static IEnumerable<string> Verbs(JsonNode file) =>
        file["offers"]!["main"]!.AsArray().Concat(file["offers"]!["ambient"]!.AsArray()).Select(o => o!["verb"]!.GetValue<string>()).Distinct();
}
