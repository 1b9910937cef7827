using Petitions.Cases;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Storage;

public sealed class AuditTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_history_that_nobody_touched_is_clean()
    {
        await using var town = await TwoCasesAsync();
        await new AuditAnchors(town.Database, town.Clock).AnchorAsync(Token);

        var verdict = await new AuditVerifier(town.Database).VerifyAsync(Token);

        Assert.True(verdict.IsClean, verdict.FirstBreak?.ToString());
        Assert.Equal((2, 1), (verdict.Cases, verdict.Anchors));
        Assert.Equal(await town.CountAsync<long>("select count(*) from audit"), verdict.Entries);
    }

    [Theory]
    [InlineData("actor = 'STF-001'", "entry-changed")]
    [InlineData("payload = '{}'", "entry-changed")]
    [InlineData("happened_at = happened_at - interval '1 second'", "entry-changed")]
    [InlineData("previous = sha256('x'), hash = sha256('y')", "chain-broken")]
    public async Task A_changed_entry_is_found(string change, string what)
    {
        await using var town = await TwoCasesAsync();
        await town.ExecuteAsync($"update audit set {change} where seq = 2 and case_id = (select min(case_id::text)::uuid from audit)");

        Assert.Equal((what, 2), await FirstBreakAsync(town));
    }

    [Fact]
    public async Task A_missing_entry_is_found()
    {
        await using var town = await TwoCasesAsync();
        await town.ExecuteAsync("delete from audit where seq = 2 and case_id = (select max(case_id::text)::uuid from audit)");

        Assert.Equal(("entry-missing", 2), await FirstBreakAsync(town));
    }

    [Fact]
    public async Task A_cut_tail_is_found_at_the_case()
    {
        await using var town = await TwoCasesAsync();
        var last = await town.CountAsync<int>("delete from audit where (case_id, seq) in (select case_id, max(seq) from audit group by case_id limit 1) returning seq");

        Assert.Equal(("tail-cut", last), await FirstBreakAsync(town));
    }

    [Fact]
    public async Task A_tail_that_was_cut_together_with_the_case_s_own_head_no_longer_holds_the_anchor()
    {
        await using var town = await TwoCasesAsync();
        await new AuditAnchors(town.Database, town.Clock).AnchorAsync(Token);
        var last = await town.CountAsync<int>("delete from audit where (case_id, seq) in (select case_id, max(seq) from audit group by case_id limit 1) returning seq");
        await town.ExecuteAsync(
            "update cases c set audit_seq = a.seq, audit_head = a.hash from (select distinct on (case_id) case_id, seq, hash from audit order by case_id, seq desc) a where a.case_id = c.case_id");

        Assert.Equal(("anchored-entry-gone", last), await FirstBreakAsync(town));
    }

    [Fact]
    public async Task An_anchor_that_was_changed_or_taken_away_is_found()
    {
        await using var town = await TwoCasesAsync();
        var anchors = new AuditAnchors(town.Database, town.Clock);
        await anchors.AnchorAsync(Token);
        await town.RegisterAsync();
        await anchors.AnchorAsync(Token);

        await town.ExecuteAsync("update audit_anchors set heads = heads + 1 where no = 2");
        Assert.Equal(("anchor-changed", 2), await FirstBreakAsync(town));
        await town.ExecuteAsync("update audit_anchors set heads = heads - 1 where no = 2; delete from audit_anchors where no = 1");
        Assert.Equal(("anchor-missing", 2), await FirstBreakAsync(town));
    }

    [Fact]
    public async Task An_anchor_holds_only_what_moved_since_the_last()
    {
        await using var town = await TwoCasesAsync();
        var anchors = new AuditAnchors(town.Database, town.Clock);
        Assert.Single(await anchors.AnchorAsync(Token));
        Assert.Empty(await anchors.AnchorAsync(Token));

        await town.RegisterAsync();
        Assert.Single(await anchors.AnchorAsync(Token));

        Assert.Equal(1, await town.CountAsync<int>("select heads from audit_anchors where no = 2"));
        Assert.True((await new AuditVerifier(town.Database).VerifyAsync(Token)).IsClean);
    }

    private static async Task<DeskTown> TwoCasesAsync()
    {
        var town = await DeskTown.OpenAsync();
        for (var n = 0; n < 2; n++)
        {
            var receipt = await town.RegisterAsync();
            await town.Desk().GiveAsync(receipt.Number, new Comment(new("已核实")), town.Clerk, DeskTerms.None, Token);
        }
        return town;
    }

    private static async Task<(string, int)> FirstBreakAsync(DeskTown town)
    {
        var found = (await new AuditVerifier(town.Database).VerifyAsync(Token)).FirstBreak!;
        return (found.What, found.Seq);
    }
}
