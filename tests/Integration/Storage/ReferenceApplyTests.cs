using System.Text.Json.Nodes;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Storage;

/// <summary>An approved change reaches every running case once, whatever is interrupted and however many servers carry it.</summary>
public sealed class ReferenceApplyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Servers_side_by_side_and_a_server_that_died_before_it_wrote_down_how_far_it_was_move_each_case_once()
    {
        await using var town = await DeskTown.OpenAsync();
        for (var n = 0; n < 7; n++)
            await town.RegisterAsync();
        var (changes, apply) = await ApprovedAsync(town);

        Assert.True(await apply.PassAsync(2, Token));
        await town.ExecuteAsync("update reference_changes set at_root = '', at_case = '00000000-0000-0000-0000-000000000000'");
        await Task.WhenAll(RunAsync(apply), RunAsync(Other(town, changes)), RunAsync(Other(town, changes)));

        Assert.Equal("applied", (await changes.FindAsync(1, Token))!.State);
        Assert.False(await apply.PassAsync(2, Token));
        Assert.Equal(7, await town.CountAsync<int>("select count(*)::int from audit where event = 'ClockMoved'"));
        Assert.Equal(7, await town.CountAsync<int>("select count(distinct case_id)::int from audit where event = 'ClockMoved'"));
        Assert.Equal(7, await town.CountAsync<int>("select count(*)::int from notices where template = 'notice.clockMoved'"));
    }

    [Fact]
    public async Task A_case_that_arrives_behind_the_last_key_while_the_change_is_applied_is_not_forgotten()
    {
        await using var town = await DeskTown.OpenAsync();
        await town.RegisterAsync();
        var (changes, apply) = await ApprovedAsync(town);
        await town.ExecuteAsync("update reference_changes set at_root = 'ZZZ'");

        Assert.True(await apply.PassAsync(100, Token));

        Assert.Equal(("applied", 1), ((await changes.FindAsync(1, Token))!.State, (await changes.FindAsync(1, Token))!.Moved));
        Assert.Equal(1, await town.CountAsync<int>("select count(*)::int from audit where event = 'ClockMoved'"));
    }

    [Fact]
    public async Task Of_two_who_approve_one_change_at_once_one_is_told_that_it_is_decided()
    {
        await using var town = await DeskTown.OpenAsync();
        var changes = new ReferenceChanges(town.Database, town.Library, town.Clock);
        await ProposeAsync(town, changes, "1.0.1");

        var codes = await Task.WhenAll(ApproveAsync(changes, 1, "STF-059"), ApproveAsync(changes, 1, "STF-060"), ApproveAsync(changes, 1, "STF-087"));

        Assert.Equal(["CHANGE_ALREADY_DECIDED", "CHANGE_ALREADY_DECIDED", "done"], codes.Order(StringComparer.Ordinal));
        Assert.Equal(2, await town.CountAsync<int>("select max(version) from reference where kind = 'calendar-2026'"));
        Assert.Equal(1, await town.CountAsync<int>("select count(*)::int from reference_change_log where event = 'approved'"));
    }

    [Fact]
    public async Task Of_two_changes_of_one_document_approved_at_once_the_second_is_told_that_it_was_overtaken()
    {
        await using var town = await DeskTown.OpenAsync();
        var changes = new ReferenceChanges(town.Database, town.Library, town.Clock);
        for (var n = 1; n <= 4; n++)
            await ProposeAsync(town, changes, $"1.0.{n}");

        var codes = await Task.WhenAll(Enumerable.Range(1, 4).Select(id => ApproveAsync(changes, id, "STF-059")));

        Assert.Equal(["CHANGE_OVERTAKEN", "CHANGE_OVERTAKEN", "CHANGE_OVERTAKEN", "done"], codes.Order(StringComparer.Ordinal));
        Assert.Equal(2, await town.CountAsync<int>("select max(version) from reference where kind = 'calendar-2026'"));
    }

    private static async Task<string> ApproveAsync(ReferenceChanges changes, int id, string by)
    {
        try
        {
            await changes.ApproveAsync(id, by, "同意", false, Token);
            return "done";
        }
        catch (Petitions.Cases.Refused refused)
        {
            return refused.Code;
        }
    }

    [Fact]
    public async Task What_people_have_published_is_not_overwritten_by_the_seeds_at_the_next_start()
    {
        await using var town = await DeskTown.OpenAsync();
        var seed = await town.CountAsync<string>("select document::text from reference where kind = 'calendar-2026'");
        await ApprovedAsync(town);

        await town.Library.PublishReferenceAsync("calendar-2026", seed, "SYSTEM", town.Clock.GetUtcNow(), Token);

        Assert.Equal("cn-national-2026 1.0.1", (await town.Library.CurrentAsync(Token)).Reference.Calendar.Version);
        Assert.Equal(2, await town.CountAsync<int>("select max(version) from reference where kind = 'calendar-2026'"));
    }

    private static ReferenceApply Other(DeskTown town, ReferenceChanges changes) => new(town.Database, town.Library, town.Desk(), changes, town.Clock);

    private static async Task RunAsync(ReferenceApply apply)
    {
        while (await apply.PassAsync(2, Token))
        {
        }
    }

    /// <summary>One more holiday on the day after the registrations, approved.</summary>
    private static async Task<(ReferenceChanges, ReferenceApply)> ApprovedAsync(DeskTown town)
    {
        var changes = new ReferenceChanges(town.Database, town.Library, town.Clock);
        var change = await ProposeAsync(town, changes, "1.0.1");
        await changes.ApproveAsync(change.Id, "STF-047", "同意", false, Token);
        return (changes, Other(town, changes));
    }

    private static async Task<ReferenceChange> ProposeAsync(DeskTown town, ReferenceChanges changes, string version)
    {
        var document = JsonNode.Parse(await town.CountAsync<string>("select document::text from reference where kind = 'calendar-2026'"))!.AsObject();
        document["holidays"]!.AsArray().Add(new JsonObject { ["name"] = "加放", ["from"] = "2026-03-05", ["to"] = "2026-03-05" });
        document["version"] = version;
        document.Remove("computed");
        return await changes.ProposeAsync("calendar-2026", document.ToJsonString(), "json", [], "加放一天", "STF-061", Token);
    }
}
