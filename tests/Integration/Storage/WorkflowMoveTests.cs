using Microsoft.Extensions.Logging.Abstractions;
using Petitions.Cases;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Storage;

/// <summary>An order to move running workflows reaches each of them once, whatever is interrupted, however many servers carry it, and whoever works meanwhile.</summary>
public sealed class WorkflowMoveTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Servers_side_by_side_and_a_server_that_died_before_it_wrote_down_how_far_it_was_move_each_workflow_once()
    {
        await using var town = await DeskTown.OpenAsync();
        var orders = await ApprovedAsync(town, 7);
        var apply = Apply(town);
        Assert.True(await apply.PassAsync(2, Token));
        Assert.True(await apply.PassAsync(2, Token));
        // The steps are committed, the list is not: as if the server had died between the two.
        await town.ExecuteAsync("update workflow_move_cases set outcome = 'listed', done_at = null, stands = '{}'");
        await Task.WhenAll(RunAsync(apply), RunAsync(Apply(town)), RunAsync(Apply(town)));
        Assert.Equal("carried", (await orders.FindAsync(1, Token))!.State);
        Assert.False(await apply.PassAsync(2, Token));
        Assert.Equal((7, 7), (await CountAsync(town, "WorkflowMoved"), await OnAsync(town, "toy-v2")));
        Assert.All(await orders.LinesAsync(1, Actor.System, Token), l => Assert.Equal(("moved", "toy-v1", "Workflow1:f:a"), (l.Outcome, l.FromVersion, Assert.Single(l.Stands))));
    }

    [Fact]
    public async Task A_server_that_dies_in_the_middle_of_a_set_loses_its_list_and_nothing_else()
    {
        await using var town = await DeskTown.OpenAsync();
        var orders = await ApprovedAsync(town, 4);
        // The third one cannot be written down: the whole set is rolled back, three steps have been committed.
        await town.ExecuteAsync(
            """
            create function stop() returns trigger language plpgsql as $$ begin
                if (select count(*) from workflow_instances where definition_version_id = 'toy-v2') >= 3 then raise exception 'the power is gone'; end if; return new; end $$;
            create trigger stop before update on workflow_move_cases for each row execute function stop()
            """);
        await Assert.ThrowsAnyAsync<Exception>(() => Apply(town).PassAsync(10, Token));
        Assert.Equal((3, 4), (await CountAsync(town, "WorkflowMoved"), (await orders.LinesAsync(1, Actor.System, Token)).Count(l => l.Outcome == "listed")));
        await town.ExecuteAsync("drop trigger stop on workflow_move_cases");
        await RunAsync(Apply(town));
        Assert.Equal((4, "carried"), (await CountAsync(town, "WorkflowMoved"), (await orders.FindAsync(1, Token))!.State));
        Assert.All(await orders.LinesAsync(1, Actor.System, Token), l => Assert.Equal("moved", l.Outcome));

        await orders.UndoAsync(1, "STF-047", "步骤写错了", Token);
        await Task.WhenAll(RunAsync(Apply(town)), RunAsync(Apply(town)));
        Assert.Equal((4, 4, "undone"), (await CountAsync(town, "WorkflowMovedBack"), await OnAsync(town, "toy-v1"), (await orders.FindAsync(1, Token))!.State));
    }

    [Fact]
    public async Task Whoever_works_on_a_case_meanwhile_is_not_disturbed_and_the_workflow_is_judged_as_it_stands_then()
    {
        await using var town = await DeskTown.OpenAsync();
        var cases = new List<CaseKey>();
        var orders = await ApprovedAsync(town, 12, cases);
        var desk = town.Desk();
        var work = cases.Take(8).Select(key => desk.GiveAsync(key, new Comment("已电话联系"), town.Clerk, DeskTerms.None, Token));
        await Task.WhenAll([.. work, RunAsync(Apply(town)), RunAsync(Apply(town))]);
        var lines = await orders.LinesAsync(1, Actor.System, Token);
        Assert.Equal(12, lines.Count);
        Assert.All(lines.Where(l => l.Outcome != "moved"), l => Assert.Equal(("stays", "stepGone", "等回音"), (l.Outcome, l.Why, l.Step)));
        Assert.Equal(lines.Count(l => l.Outcome == "moved"), await OnAsync(town, "toy-v2"));
        Assert.Equal(8, await town.CountAsync<int>("select count(*)::int from bookmarks where activity_id in ('b', 'c')"));
        // A comment before the move is at the old step, one after it at the new one; none is lost.
        Assert.Equal(lines.Count(l => l.Outcome != "moved"), await town.CountAsync<int>("select count(*)::int from bookmarks where activity_id = 'b'"));
    }

    [Fact]
    public async Task A_workflow_that_began_on_the_older_version_while_the_order_is_carried_out_goes_over_too()
    {
        await using var town = await DeskTown.OpenAsync();
        var orders = await ApprovedAsync(town, 1);
        Assert.True(await Apply(town).PassAsync(10, Token));
        // A server that had not heard of the publication.
        await PublishAsync(town, "toy-v1");
        await town.RegisterAsync();
        await PublishAsync(town, "toy-v2");
        await RunAsync(Apply(town));
        Assert.Equal(2, (await orders.LinesAsync(1, Actor.System, Token)).Count(l => l.Outcome == "moved"));
    }

    [Fact]
    public async Task Of_two_who_propose_or_decide_at_once_the_second_is_told_and_the_table_itself_keeps_two_people_apart()
    {
        await using var town = await DeskTown.OpenAsync();
        await DrawnAsync(town);
        await town.RegisterAsync();
        await PublishAsync(town, "toy-v2");
        var orders = new WorkflowMoveOrders(town.Database, town.Library, town.Clock);
        var to = (await town.Library.CurrentAsync(Token)).Workflows.Versions.Single(v => v.VersionId == "toy-v2");
        Assert.Equal(["MOVE_UNDER_WAY", "done"], await BothAsync(by => orders.ProposeAsync("toy", to, [], "早两天", by, Token)));
        await town.ExecuteAsync("update workflow_moves set author = 'STF-059'");
        Assert.Equal(["CHANGE_ALREADY_DECIDED", "done"], await BothAsync(by => orders.ApproveAsync(1, by, "同意", Token)));
        Assert.ThrowsAny<Npgsql.PostgresException>(() => town.ExecuteAsync("update workflow_moves set decided_by = author").GetAwaiter().GetResult());
        await RunAsync(Apply(town));
        Assert.Equal(["MOVE_NOT_CARRIED", "done"], await BothAsync(by => orders.UndoAsync(1, by, "错了", Token)));
    }

    [Fact]
    public async Task A_look_at_thousands_ends_after_so_many_and_says_that_there_are_more()
    {
        await using var town = await DeskTown.OpenAsync();
        await DrawnAsync(town);
        var cases = new List<CaseKey>();
        for (var n = 0; n < 5; n++)
            cases.Add((await town.RegisterAsync()).Key);
        await PublishAsync(town, "toy-v2");
        var (some, more) = await Apply(town).PreviewAsync("toy", "toy-v2", Actor.System, 3, Token);
        Assert.Equal((true, 3, 3), (more, some.Count, some.Select(f => f.Key).Intersect(cases).Count()));
        var (all, none) = await Apply(town).PreviewAsync("toy", "toy-v2", Actor.System, 5, Token);
        Assert.Equal((false, 5), (none, all.Count(f => f.Outlook.Why is null)));
    }

    private static async Task<IReadOnlyList<string>> BothAsync(Func<string, Task> order)
    {
        async Task<string> One(string by)
        {
            try
            {
                await order(by);
                return "done";
            }
            catch (Refused refused)
            {
                return refused.Code;
            }
        }
        return [.. (await Task.WhenAll(One("STF-047"), One("STF-048"))).Order(StringComparer.Ordinal)];
    }

    private static Task<int> CountAsync(DeskTown town, string name) => town.CountAsync<int>($"select count(*)::int from audit where event = '{name}'");

    private static Task<int> OnAsync(DeskTown town, string version) => town.CountAsync<int>($"select count(*)::int from workflow_instances where status = 'Running' and definition_version_id = '{version}'");

    private static WorkflowMoveApply Apply(DeskTown town) => new(town.Database, town.Library, town.Desk(), town.Clock, NullLogger<WorkflowMoveApply>.Instance);

    private static async Task RunAsync(WorkflowMoveApply apply)
    {
        while (await apply.PassAsync(2, Token))
        {
        }
    }

    /// <summary>So many petitions on the first version, and an approved order to move them to the second.</summary>
    private static async Task<WorkflowMoveOrders> ApprovedAsync(DeskTown town, int count, List<CaseKey>? cases = null)
    {
        await DrawnAsync(town);
        for (var n = 0; n < count; n++)
            (cases ?? []).Add((await town.RegisterAsync()).Key);
        await PublishAsync(town, "toy-v2");
        var orders = new WorkflowMoveOrders(town.Database, town.Library, town.Clock);
        var to = (await town.Library.CurrentAsync(Token)).Workflows.Versions.Single(v => v.VersionId == "toy-v2");
        await orders.ApproveAsync(await orders.ProposeAsync("toy", to, [], "早两天", "STF-059", Token), "STF-047", "同意", Token);
        return orders;
    }

    private static async Task DrawnAsync(DeskTown town)
    {
        var definitions = new Definitions(town.Database, town.Library);
        await definitions.ImportAsync(Toy(1, "b", "等回音"), "TEST", town.Clock.GetUtcNow(), false, Token);
        await definitions.ImportAsync(Toy(2, "c", "等结果"), "TEST", town.Clock.GetUtcNow(), false, Token);
        await PublishAsync(town, "toy-v1");
    }

    private static async Task PublishAsync(DeskTown town, string version)
    {
        await town.ExecuteAsync($"update definitions set is_published = false; update definitions set is_published = true where version_id = '{version}'");
        town.Library.Forget();
    }

    /// <summary>Waits for a comment, and then at a step that each version has for itself.</summary>
    private static string Toy(int version, string then, string name)
    {
        string Event(string id, string shown, string wanted) =>
            $$$$"""{"id":"{{{{id}}}}","type":"Elsa.Event","version":1,"metadata":{"displayText":"{{{{shown}}}}"},"eventName":{"typeName":"String","expression":{"type":"Literal","value":"{{{{wanted}}}}"}}}""";
        string Arrow(string from, string to) => $$$"""{"source":{"activity":"{{{from}}}","port":"Done"},"target":{"activity":"{{{to}}}","port":"In"}}""";
        return $$$"""
            {"id":"toy-v{{{version}}}","definitionId":"toy","name":"试","version":{{{version}}},"root":{"id":"f","type":"Elsa.Flowchart","version":1,"activities":[
              {"id":"start","type":"Petitions.Register","version":1,"customProperties":{"canStartWorkflow":true} }, {{{Event("a", "等留言", "noteAdded")}}}, {{{Event(then, name, "never")}}}],
             "connections":[{{{Arrow("start", "a")}}}, {{{Arrow("a", then)}}}] } }
            """;
    }
}
