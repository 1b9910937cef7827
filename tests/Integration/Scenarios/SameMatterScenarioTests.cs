using System.Text.Json.Nodes;
using static Petitions.Tests.Integration.Scenarios.Matter;
using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Scenarios;

/// <summary>The same person with the same matter again: in hand, closed, after the last instance.</summary>
public sealed class SameMatterScenarioTests(ScenarioTown town) : IClassFixture<ScenarioTown>
{
    private static readonly object Again = new
    {
        channel = "visit", receivedBy = "ENT-XF", category = "E1", nature = "N-CLAIM", title = "又来问取暖补贴", text = "协解人员取暖补贴什么时候答复？", readBack = true,
        people = new[] { new { role = "petitioner", name = "袁协解人员", phone = "000-0000-1053" } }, affiliatedUnit = "ENT-U01",
    };

    [Fact]
    [Trait("Scenario", "6")]
    public async Task The_county_refuses_what_we_have_in_hand_while_we_link_and_reply_and_a_closed_matter_is_offered_review()
    {
        var first = await town.SampleAsync("NQ-2026-0015", "2026-04-08 09:00");
        var atTheCounty = await town.SampleAsync("NQ-2026-0016", "2026-04-09 12:00");
        Assert.Equal("LINKED", await atTheCounty.StateAsync());
        Assert.Equal(["non-acceptance-notice GOV-COUNTY-XF", "reply ENT-XF", "same-matter-answer ENT-XF"], await DocumentsAsync(atTheCounty));
        Assert.Contains(first.Number, (await atTheCounty.SeenAsync())["links"]!.ToJsonString());
        Assert.Equal("2026-04-23", await atTheCounty.DueAsync("CLK-NOTICE15"));
        Assert.Equal("met", (string?)(await atTheCounty.ClockAsync("CLK-NOTICE15"))["status"]);

        // The same body never refuses: it links, and answers with number, state and next date.
        var atOurDesk = await town.OpenAsync("2026-04-10 09:00", Again, EnterpriseDesk);
        await atOurDesk.RefusedAsync("NOT_A_HIGHER_BODY", EnterpriseDesk, "linkSameMatter", Link(first, "SAME_MATTER_IN_PROGRESS"));
        await atOurDesk.DoneAsync(EnterpriseDesk, "linkSameMatter", Link(first, "inHand"));
        Assert.Equal(["same-matter-answer ENT-XF"], await DocumentsAsync(atOurDesk));

        // The county may refuse until the last minute of our time, and not after it.
        var inTime = await town.OpenAsync("2026-05-04 23:58", Again, EnterpriseDesk);
        var overdue = await town.SampleAsync("NQ-2026-0015", "2026-04-20 09:00");
        await town.PassToAsync("2026-05-04 23:59");
        Assert.Equal(("2026-04-14", "CLK-HANDLE60"), (await overdue.DueAsync("internalTarget"), await overdue.RowAsync<string>("completion_code")));
        await inTime.DoneAsync(EnterpriseDesk, "linkSameMatter", Link(overdue, "SAME_MATTER_IN_PROGRESS", "GOV-COUNTY-XF"));
        var tooLate = await town.OpenAsync("2026-05-05 00:01", Again, EnterpriseDesk);
        await tooLate.RefusedAsync("TARGET_OVERDUE", EnterpriseDesk, "linkSameMatter", Link(overdue, "SAME_MATTER_IN_PROGRESS", "GOV-COUNTY-XF"));

        // What is closed holds no link: review, reopening or a new petition are offered.
        var closed = await town.SampleAsync("NQ-2026-0015");
        Assert.Equal("CLOSED", await closed.StateAsync());
        var afterwards = await town.OpenAsync("2026-05-06 09:00", Again, EnterpriseDesk);
        foreach (var ground in new[] { "inHand", "SAME_MATTER_IN_PROGRESS", "NO_FURTHER_ACCEPTANCE" })
        {
            var refused = await afterwards.RefusedAsync("TARGET_NOT_TERMINATED", EnterpriseDesk, "linkSameMatter", Link(closed, ground, "GOV-COUNTY-XF"));
            Assert.Contains("申请复查", (string)refused.Body["sentences"]!["zh"]!);
        }
        await afterwards.DoneAsync(EnterpriseDesk, "accept", new { sameMatterAs = closed.Number, noticeServed = Signed });
        Assert.Equal("IN_REVIEW", (await closed.DoneAsync(Petitioner, "askReview", new { text = "不认可" })).State);
    }

    [Fact]
    [Trait("Scenario", "7")]
    public async Task Only_after_the_re_examination_it_is_not_accepted_any_more_and_still_it_is_registered()
    {
        var pay = await town.SampleAsync("NQ-2026-0017", "2026-09-28 09:00");
        Assert.Equal("IN_REEXAM", await pay.StateAsync());
        Assert.Equal(("2026-09-27", "2026-10-02"), ((string?)(await pay.ClockAsync("CLK-REX30"))["due"], await pay.DueAsync("CLK-REX30")));
        var before = await town.OpenAsync("2026-09-28 10:00", Pay("还是内退工资"), EnterpriseDesk);
        await before.RefusedAsync("TARGET_NOT_TERMINATED", EnterpriseDesk, "linkSameMatter", Link(pay, "NO_FURTHER_ACCEPTANCE"));
        await before.DoneAsync(EnterpriseDesk, "linkSameMatter", Link(pay, "inHand"));

        var ended = await town.SampleAsync("NQ-2026-0017");
        Assert.Equal("TERMINATED_AFTER_REEXAM", await ended.StateAsync());
        var again = await town.SampleAsync("NQ-2026-0019");
        Assert.Equal("LINKED", await again.StateAsync());
        Assert.Equal(["non-acceptance-notice ENT"], await DocumentsAsync(again));
        Assert.Equal(("2026-11-19", "met"), (await again.DueAsync("CLK-NOTICE15"), (string?)(await again.ClockAsync("CLK-NOTICE15"))["status"]));
        Assert.Equal((200, "LINKED"), ((await again.LookUpAsync()).Status, (await again.LookUpAsync()).State));
        await ended.RefusedAsync("REVIEW_ALREADY_USED", Petitioner, "askReview", new { text = "仍不服" });

        var news = await town.OpenAsync("2026-11-12 09:00", Pay("找到了当年的备案文件"), EnterpriseDesk);
        await news.RefusedAsync("NO_FURTHER_ACCEPTANCE", EnterpriseDesk, "accept", new { sameMatterAs = ended.Number });
        await news.RefusedAsync("NO_FURTHER_ACCEPTANCE", EnterpriseDesk, "linkSameMatter", Link(ended, "inHand"));
        Assert.Equal("ACCEPTED", (await news.DoneAsync(EnterpriseDesk, "accept", new { sameMatterAs = ended.Number, newFacts = true })).State);
    }

    private static object Link(Matter target, string ground, string? decidedBy = null) => new { target = target.Number, ground, basis = "同一人同一事", decidedBy };

    private static object Pay(string title) => new
    {
        channel = "letter", receivedBy = "ENT-XF", category = "E2", nature = "N-CLAIM", title, text = "内退工资比同批少一级。", affiliatedUnit = "ENT-U01",
        people = new[] { new { role = "petitioner", name = "费内退职工", phone = "000-0000-1065" } },
        channelRefusal = new { by = "GOV-COUNTY-HRSS", on = "2026-03-20", document = "不予受理通知书" },
    };

    /// <summary>Kind and issuer of what was written, receipts aside.</summary>
    private static async Task<List<string>> DocumentsAsync(Matter matter) =>
        [.. (await matter.SeenAsync())["documents"]!.AsArray().Select(d => Issued(d!)).Where(d => !d.StartsWith("receipt", StringComparison.Ordinal)).Order()];

    private static string Issued(JsonNode document) => $"{document["kind"]} {document["issuedBy"]}";
}
