using Petitions.Storage.Queries;

namespace Petitions.Tests.Integration.Storage;

/// <summary>Papers are numbered by unit, year and kind, without a gap, however many are made at once (handbook §9.1).</summary>
public sealed class DocumentNumbersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receipts_made_at_once_count_from_one_without_a_gap_and_each_kind_counts_for_itself()
    {
        await using var town = await DeskTown.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => town.RegisterAsync()));

        Assert.Equal(8, await town.CountAsync<int>("select max(serial) from document_numbers where kind = 'receipt' and unit = 'NQ-ZH' and year = 2026"));
        Assert.Equal(8, await town.CountAsync<int>("select count(distinct serial)::int from document_numbers where kind = 'receipt'"));
        Assert.Equal(0, await town.CountAsync<int>("select count(*)::int from audit where event = 'DocumentIssued' and not exists (select from document_numbers n where n.root = audit.root and n.case_id = audit.case_id)"));

        var number = await town.CountAsync<string>("select number from cases order by number limit 1");
        var folder = await new CaseFolders(town.Database, town.Library, town.Keys, town.Clock).OpenAsync(number, Petitions.Cases.Actor.System, Token);
        Assert.Matches("^NQ-ZH-2026-收-000[1-8]$", Assert.Single(folder.Numbers).Value);
    }

    [Fact]
    public async Task A_void_paper_keeps_its_number_and_the_one_in_its_place_gets_the_next()
    {
        await using var town = await Server.ServedTown.OpenAsync();
        var number = await town.RegisterAsync();
        var seen = (await town.GetAsync("STF-011", $"/api/cases/{number}")).Body["case"]!;
        var receipt = seen["documents"]!.AsArray().Single(d => d!["kind"]!.GetValue<string>() == "receipt")!["no"]!.GetValue<int>();
        Assert.Equal("FIELD_INVALID", (await town.GiveAsync("STF-011", number, "voidDocument", new { document = 999, reason = "姓名写错" })).Code);
        await town.DoneAsync("STF-011", number, "voidDocument", new { document = receipt, reason = "姓名写错" });
        using var pages = await Server.PageVisitor.SignInAsync(town, "STF-011");
        var page = (await pages.GetAsync($"/cases/{number}")).Text;
        foreach (var words in new[] { "已作废", "作废原因：姓名写错；重新制作为NQ-ZH-2026-收-0002", "NQ-ZH-2026-收-0001" })
            Assert.Contains(words, page);
        Assert.Equal(200, (await pages.GetAsync($"/cases/{number}/do/voidDocument")).Status);
    }

    [Fact]
    public async Task A_number_that_was_given_with_the_old_word_stays_as_it_is_and_the_next_one_counts_on()
    {
        await using var town = await DeskTown.OpenAsync();
        var (old, next) = (await town.RegisterAsync(), await town.RegisterAsync());
        await town.ExecuteAsync("update document_numbers set word = null where serial = 1 and kind = 'receipt'", new { });
        var folders = new CaseFolders(town.Database, town.Library, town.Keys, town.Clock);
        Assert.Equal("NQ-ZH-2026-receipt-0001", Assert.Single((await folders.OpenAsync(old.Key, Petitions.Cases.Actor.System, Token)).Numbers).Value);
        Assert.Equal("NQ-ZH-2026-收-0002", Assert.Single((await folders.OpenAsync(next.Key, Petitions.Cases.Actor.System, Token)).Numbers).Value);
    }
}
