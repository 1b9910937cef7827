using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Server;

/// <summary>Who may know who somebody is: the split with a sealed part, tips, "keep my name from the unit", violence at home; read as API and page.</summary>
public sealed class ProtectionScenarioTests
{
    private const string Officer = "STF-050", Name = "申淑兰", Phone = "13655556666", Address = "南区五区3号楼201";

    [Fact]
    [Trait("Scenario", "23")]
    public async Task A_mixed_petition_is_accepted_only_after_the_split_and_the_open_side_carries_no_trace_of_the_sealed_part()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await MixedAsync(town, new { text = "退维修费", category = "A8" }, new { text = "楼道灯坏了", category = "A3" });
        Assert.Equal("SPLIT_REQUIRED", (await town.GiveAsync(Sorter, number, "accept")).Code);
        await town.DoneAsync(Sorter, number, "split", new
        {
            parts = new object[] { new { text = "退维修费", category = "A8" }, new { text = "楼道灯坏了", category = "A3" }, new { text = "管事的要一条烟", category = "H2", @sealed = true } },
            openText = "退维修费；楼道灯坏了。", openTitle = "两件事",
        });
        await town.RunDueAsync();
        var numbers = await town.Rows.ListAsync<string>("select number from cases order by case_id");
        var hidden = await town.Rows.ScalarAsync<string>("select number from cases where sealed");
        await AssertNoTraceAsync(town, number, hidden);
        await AssertNoTraceAsync(town, numbers.Single(n => n != number && n != hidden), hidden);
        await town.DoneAsync(Sorter, number, "accept");
        Assert.Single(await town.Rows.ListAsync<DateTime>("select distinct received_at from cases"));
        await town.DoneAsync(Sorter, hidden, "handToDiscipline");
        var file = (await town.GetAsync(Officer, $"/api/cases/{hidden}")).Plain();
        Assert.Contains(number, file);
        Assert.Contains("管事的要一条烟", file);
    }

    [Fact]
    public async Task Where_only_the_sealed_part_leaves_the_open_side_does_not_even_know_of_a_split()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await MixedAsync(town);
        await town.DoneAsync(Sorter, number, "split", new
        {
            parts = new object[] { new { text = "退维修费", category = "A8" }, new { text = "管事的要一条烟", category = "H2" } }, openText = "退维修费。", openTitle = "退费",
        });
        await town.RunDueAsync();
        var hidden = await town.Rows.ScalarAsync<string>("select number from cases where sealed");
        await AssertNoTraceAsync(town, number, hidden);
        var timeline = (await town.GetAsync(Sorter, $"/api/cases/{number}")).Body["timeline"]!.AsArray();
        Assert.DoesNotContain(timeline, e => (e!["verb"]!.GetValue<string>() + e["event"]!.GetValue<string>()).Contains("plit", StringComparison.Ordinal));
        Assert.Equal(0, await town.Rows.ScalarAsync<long>("select count(*) from tasks where result = 'split'"));
        Assert.Equal(0, await town.Rows.ScalarAsync<long>("select count(*) from journal where payload::text like '%\"Split\"%'"));
        foreach (var table in new[] { "audit", "commands", "outbox", "idempotency", "notices", "tasks" })
            Assert.Equal(0, await town.Rows.ScalarAsync<long>(
                $"select count(*) from {table} t where (t::text like '%H2%' or t::text like '%N-ACCUSE%') and t::text not like '%' || (select case_id from cases where sealed) || '%' and not t::text like '%{hidden}%'"));
    }

    [Fact]
    public async Task A_tip_is_read_by_the_police_in_15_minutes_and_what_it_says_of_a_cadre_is_split_off_and_sealed()
    {
        await using var town = await ServedTown.OpenAsync();
        var opened = await town.OpenAsync(Duty, new
        {
            channel = "phone", category = "C3", receivedBy = "COM", location = (string?)null, title = "偷油，队长分钱", text = "南边废井有人偷油，队长每车分两百。",
            people = new[] { new { role = "reporter", name = Name, phone = Phone } }, readBack = true,
        });
        var (number, code) = (opened.Body["number"]!.GetValue<string>(), opened.Body["queryCode"]!.GetValue<string>());
        Assert.Equal(404, (await town.GetAsync(Sorter, $"/api/cases/{number}")).Status);
        town.Clock.HoldAt(town.Clock.GetUtcNow().AddMinutes(3));
        await town.DoneAsync(Duty, number, "split", new
        {
            parts = new object[] { new { text = "有人偷油", category = "C3" }, new { text = "队长每车分两百", category = "H2" } }, openText = "南边废井有人偷油。", openTitle = "偷油",
        });
        await town.DoneAsync(Duty, number, "transfer", new { to = "GOV-POLICE" });
        await town.RunDueAsync();
        var read = (await town.GetAsync(Police, $"/api/cases/{number}")).Plain();
        Assert.Contains("有人偷油", read);
        Assert.DoesNotContain("队长", read);
        town.Clock.HoldAt(town.Clock.GetUtcNow().AddMinutes(2));
        Assert.Contains("CLK-TIP-POLICE", read);
        Assert.Equal("running", await town.Rows.ScalarAsync<string>("select status from clocks where code = 'CLK-TIP-POLICE'"));
        var hidden = await town.Rows.ScalarAsync<string>("select number from cases where sealed");
        Assert.Contains("队长每车分两百", (await town.GetAsync(Officer, $"/api/cases/{hidden}")).Plain());

        // Whoever may read tips confirms that one is withdrawn: the officer on duty for what the police handle.
        Assert.Equal(200, (await town.SendAsync(HttpMethod.Post, $"/api/my/{number}/withdraw", null, new { reason = "怕" }, ("X-Query-Code", code))).Status);
        Assert.Equal("OTHER_UNIT_REQUIRED", (await town.GiveAsync(Police, number, "confirmWithdrawal", new { confirmed = true, pressed = false })).Code);
        Assert.Equal(404, (await town.GiveAsync(Supervisor, number, "confirmWithdrawal", new { confirmed = true, pressed = false })).Status);
        Assert.Equal("WITHDRAWN", (await town.DoneAsync(Duty, number, "confirmWithdrawal", new { confirmed = true, pressed = false })).State);
    }

    [Theory]
    [InlineData("A8", "A8", "STF-029")]
    [InlineData("A6", "A6", "STF-029")]
    public async Task A_name_that_is_kept_from_the_unit_is_known_to_the_petition_office_and_to_nobody_who_handles_or_oversees(string category, string title, string handler)
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await town.RegisterAsync(new
        {
            category, title = $"{Name}:{title}", text = $"我是{Name}，请不要让单位知道。", keepNameFromUnit = true, location = "NQ-S5-B06", people = new[] { new { role = "petitioner", name = Name, phone = Phone, address = Address } },
        });
        await town.DoneAsync(Sorter, number, "accept");
        await town.DoneAsync(EstateHead, number, "assignHandler", new { handler });
        await AssertKnownAsync(town, number, [Clerk, Sorter], [Name, Phone]);
        await AssertKnownAsync(town, number, [EstateHead], [Name]);
        foreach (var who in new[] { handler, Head, Supervisor })
            Assert.DoesNotContain(number, (await town.GetAsync(who, $"/api/cases?text={Uri.EscapeDataString(Name)}")).Plain());
        Assert.Contains(number, (await town.GetAsync(handler, "/api/cases?text=不要让单位")).Plain());
        var again = await town.RegisterAsync(new { category, location = "NQ-S5-B06", people = new[] { new { role = "petitioner", name = Name, phone = Phone } } });
        await town.DoneAsync(Sorter, again, "accept");
        await town.DoneAsync(EstateHead, again, "assignHandler", new { handler });
        Assert.Contains("sameName", (await town.GetAsync(Sorter, $"/api/cases/{again}/candidates")).Plain());
        Assert.DoesNotContain("sameName", (await town.GetAsync(handler, $"/api/cases/{again}/candidates")).Plain());
        await AssertUnknownAsync(town, number, [handler, Head, Supervisor, Leader], [Name, Phone, Address]);
    }

    [Fact]
    [Trait("Scenario", "29")]
    public async Task After_violence_at_home_no_mediation_is_offered_and_the_address_is_shown_to_her_protectors_alone()
    {
        await using var town = await ServedTown.OpenAsync();
        var opened = await town.OpenAsync(Duty, new
        {
            channel = "phone", category = "B6", urgency = "emergency", receivedBy = "COM", location = "NQ-S5-B06", title = "丈夫打人", text = "他又打我。",
            people = new[] { new { role = "petitioner", name = Name, phone = Phone, address = Address, safeContact = "妹妹13677778888" } },
        });
        Assert.True(opened.Status == 201, opened.Plain());
        var number = opened.Body["number"]!.GetValue<string>();
        await town.DoneAsync(Duty, number, "notifyPolice", new { note = "请出警" });
        await town.DoneAsync("STF-012", number, "accept");
        await AssertKnownAsync(town, number, [Duty], [Name, Phone, Address, "妹妹13677778888"]);
        await AssertUnknownAsync(town, number, ["STF-012", CommunityHead], [Phone, Address, "NQ-S5-B06"]);
        await AssertKnownAsync(town, number, ["STF-012", CommunityHead], ["妹妹13677778888"]);
        foreach (var neighbour in new[] { "STF-025", "STF-008", "STF-007" })
            Assert.Equal(404, (await town.GetAsync(neighbour, $"/api/cases/{number}")).Status);
        Assert.DoesNotContain("NQ-S5-B06", (await town.GetAsync(CommunityHead, "/api/cases")).Plain());
        await town.DoneAsync(CommunityHead, number, "assignHandler", new { handler = "STF-057" });
        Assert.Equal("MEDIATION_NOT_ALLOWED_FOR_CATEGORY", (await town.GiveAsync("STF-018", number, "proposeMediation", new { mediators = new[] { "STF-018" } })).Code
            ?? (await town.GiveAsync(CommunityHead, number, "proposeMediation", new { mediators = new[] { "STF-018" } })).Code);
    }

    private static async Task<string> MixedAsync(ServedTown town, params object[] parts) => await town.RegisterAsync(new
    {
        category = "A8", nature = "N-CLAIM", title = "几件事", text = "退维修费；楼道灯坏了；管事的要一条烟。", parts,
        people = new[] { new { role = "petitioner", name = Name, phone = Phone } },
    });

    private static async Task AssertNoTraceAsync(ServedTown town, string open, string hidden)
    {
        foreach (var who in new[] { Sorter, Clerk, EstateHead, CommunityHead, Supervisor })
        {
            using var pages = await PageVisitor.SignInAsync(town, who);
            foreach (var text in new[] { (await town.GetAsync(who, $"/api/cases/{open}")).Plain(), (await pages.GetAsync($"/cases/{open}")).Text })
                foreach (var trace in new[] { "一条烟", hidden, "N-ACCUSE", "\"H2\"", "检举" })
                    Assert.False(text.Contains(trace, StringComparison.Ordinal), $"{who} reads {trace}");
        }
    }

    private static async Task AssertKnownAsync(ServedTown town, string number, string[] readers, string[] words)
    {
        foreach (var (who, text) in await ReadAsync(town, number, readers))
            foreach (var word in words)
                Assert.True(text.Contains(word, StringComparison.Ordinal), $"{who} does not see {word}: {text}");
    }

    private static async Task AssertUnknownAsync(ServedTown town, string number, string[] readers, string[] words)
    {
        foreach (var (who, text) in await ReadAsync(town, number, readers))
            foreach (var word in words)
                Assert.False(text.Contains(word, StringComparison.Ordinal), $"{who} sees {word}");
    }

    /// <summary>The case as API and as page; both must be open to the reader.</summary>
    private static async Task<List<(string Who, string Text)>> ReadAsync(ServedTown town, string number, string[] readers)
    {
        var seen = new List<(string, string)>();
        foreach (var who in readers)
        {
            using var pages = await PageVisitor.SignInAsync(town, who);
            var (api, page) = (await town.GetAsync(who, $"/api/cases/{number}"), await pages.GetAsync($"/cases/{number}"));
            Assert.True((api.Status, page.Status) == (200, 200), $"{who}: {api.Status} {page.Status}");
            seen.AddRange([(who, api.Plain()), (who, page.Text)]);
        }
        return seen;
    }

}
