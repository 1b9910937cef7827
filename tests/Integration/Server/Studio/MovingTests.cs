using Microsoft.Extensions.DependencyInjection;
using Petitions.Storage;
using Petitions.Tests.Integration.Server.Provoked;
using static Petitions.Tests.Integration.Server.Studio.Redrawn;
using People = Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>The issue's own proof, over HTTP and on the real database: a changed drawing rules a running case once two people have moved it there.</summary>
public sealed class MovingTests
{
    [Fact]
    public async Task A_community_rung_shortened_from_four_working_days_to_two_with_a_step_added_rules_the_case_that_was_moved_and_no_other()
    {
        await using var town = await ServedTown.OpenAsync();
        var (moved, kept) = (await WorkOrderAsync(town), await WorkOrderAsync(town));
        await PassToAsync(town, Monday);
        Assert.Equal(("to-community", "to-community"), (await PlaceAsync(town, moved), await PlaceAsync(town, kept)));
        await LengtheningIsRefusedAsync(town);
        await PublishedAsync(town, Shorter);

        var look = (await town.GetAsync(StudioVisitor.Designer, "/api/workflow-moves/of/escalation")).Body;
        Assert.Equal((2, 2, 0), ((int)look["toVersion"]!, (int)look["movable"]!, (int)look["staying"]!));
        var seen = (await town.GetAsync(StudioVisitor.Supervisor, "/api/workflow-moves/of/escalation")).Body["cases"]!.AsArray();
        Assert.Equal([moved, kept], seen.Select(c => (string)c!["number"]!).Order());
        Assert.Contains("2026-03-17T01:00:00", seen[0]!["outlook"]!["moments"]![0]!["after"]!.GetValue<DateTimeOffset>().ToUniversalTime().ToString("s"), StringComparison.Ordinal);

        var order = await ProposedAsync(town, StudioVisitor.OtherSupervisor, "escalation", kept);
        // Whoever may not open a case is not told its number either, by whatever way.
        Assert.DoesNotContain(kept, (await town.GetAsync(StudioVisitor.Designer, $"/api/workflow-moves/{order}")).Plain() + (await town.GetAsync(StudioVisitor.Designer, "/api/workflow-moves/of/escalation")).Plain(), StringComparison.Ordinal);
        await ApprovedAsync(town, order);
        var view = (await town.GetAsync(StudioVisitor.Supervisor, $"/api/workflow-moves/{order}")).Body;
        Assert.Equal(("carried", 1, 1), ((string)view["order"]!["state"]!, (int)view["counts"]!["moved"]!, (int)view["counts"]!["stays"]!));
        Assert.Equal(("escalation-v2", "escalation-v1"), (await VersionAsync(town, moved), await VersionAsync(town, kept)));

        await PassToAsync(town, Local(2026, 3, 17, 9, 0));
        Assert.Equal(("look", "to-community"), (await PlaceAsync(town, moved), await PlaceAsync(town, kept)));
        Assert.Equal((1, 0), (await RungsAsync(town, moved), await RungsAsync(town, kept)));
        var task = await town.Rows.ScalarAsync<int>($"select t.no from tasks t join cases c using (root, case_id) where c.number = '{moved}' and t.kind = 'Petitions.AssignTask' and t.ended_at is null");
        await town.DoneAsync(People.Handler, moved, "finishTask", new { task, result = "看过了" });
        Assert.Equal("to-leader", await PlaceAsync(town, moved));

        await PassToAsync(town, Local(2026, 3, 19, 8, 0));
        Assert.Equal(("to-community", 0), (await PlaceAsync(town, kept), await RungsAsync(town, kept)));
        await PassToAsync(town, Local(2026, 3, 19, 9, 0));
        Assert.Equal(("to-leader", 1), (await PlaceAsync(town, kept), await RungsAsync(town, kept)));
        Assert.Equal(1, await town.Rows.ScalarAsync<int>("select count(*)::int from audit where event = 'WorkflowMoved'"));
        Assert.Equal(["moveProposed", "moveApproved"], await town.Rows.ListAsync<string>("select event from definition_log where definition_id = 'escalation' and event like 'move%' order by no"));
    }

    [Fact]
    public async Task The_case_file_says_when_a_later_rung_is_expected_by_the_drawing_to_which_the_case_was_moved()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await WorkOrderAsync(town);
        await PassToAsync(town, Monday);
        async Task<(int Expected, bool Says)> SeenAsync()
        {
            using var supervisor = await PageVisitor.SignInAsync(town, StudioVisitor.Supervisor);
            var file = (await town.GetAsync(StudioVisitor.Supervisor, $"/api/cases/{number}")).Body["case"]!;
            return (file["expected"]!.AsObject().Count, (await supervisor.GetAsync($"/cases/{number}")).Text.Contains("最迟2026年3月", StringComparison.Ordinal));
        }
        Assert.Equal((0, false), await SeenAsync());
        await PublishedAsync(town, model => model["root"]!["activities"]!.AsArray().First(a => (string?)a!["id"] == "to-leader")!["workingDays"]!["expression"]!["value"] = "5");
        Assert.Equal((0, false), await SeenAsync());
        await ApprovedAsync(town, await ProposedAsync(town, StudioVisitor.OtherSupervisor, "escalation"));
        Assert.Equal((1, true), await SeenAsync());
    }

    [Fact]
    public async Task A_move_is_taken_back_for_whoever_has_taken_no_step_since_and_can_be_made_again()
    {
        await using var town = await ServedTown.OpenAsync();
        var (waits, goesOn) = (await WorkOrderAsync(town), await WorkOrderAsync(town));
        await PassToAsync(town, Monday);
        var before = await StateAsync(town, waits);
        await PublishedAsync(town, Shorter);
        var order = await ProposedAsync(town, StudioVisitor.Designer);
        Assert.Equal((409, "MOVE_NOT_CARRIED"), await CodeAsync(town.SendAsync(HttpMethod.Post, $"/api/workflow-moves/{order}/take-back", StudioVisitor.Supervisor, new { note = "早了" })));
        await ApprovedAsync(town, order);
        // One of the two comes to its end: what it has done on the new version is not undone.
        await town.DoneAsync(People.Handler, goesOn, "reportResult", new { result = "done", what = "已清运", reply = Situations.Signed });
        Assert.Equal((422, "AUTHOR_MAY_NOT_APPROVE"), await CodeAsync(town.SendAsync(HttpMethod.Post, $"/api/workflow-moves/{await MineAsync(town, order)}/take-back", StudioVisitor.Supervisor, new { note = "我自己" })));
        Assert.Equal(200, (await town.SendAsync(HttpMethod.Post, $"/api/workflow-moves/{order}/take-back", StudioVisitor.OtherSupervisor, new { note = "步骤写错了" })).Status);
        await town.RunDueAsync();

        var view = (await town.GetAsync(StudioVisitor.Supervisor, $"/api/workflow-moves/{order}")).Body;
        Assert.Equal(("undone", 1, 1), ((string)view["order"]!["state"]!, (int)view["counts"]!["back"]!, (int)view["counts"]!["remains"]!));
        Assert.Equal(("remains", "over"), view["list"]!.AsArray().Select(l => ((string)l!["outcome"]!, (string?)l["why"])).Single(l => l.Item1 == "remains"));
        Assert.Equal(before, await StateAsync(town, waits));
        await ApprovedAsync(town, await ProposedAsync(town, StudioVisitor.Designer));
        Assert.Equal("escalation-v2", await VersionAsync(town, waits));
        await PassToAsync(town, Local(2026, 3, 17, 9, 0));
        Assert.Equal("look", await PlaceAsync(town, waits));
    }

    [Fact]
    public async Task What_a_server_moved_and_died_before_it_wrote_so_is_taken_back_as_well()
    {
        await using var town = await ServedTown.OpenAsync();
        var (moved, waits) = (await WorkOrderAsync(town), await WorkOrderAsync(town));
        await PassToAsync(town, Monday);
        var before = await StateAsync(town, moved);
        await PublishedAsync(town, Shorter);
        var order = await ProposedAsync(town, StudioVisitor.OtherSupervisor, "escalation", waits);
        await ApprovedAsync(town, order);
        Assert.Equal("escalation-v2", await VersionAsync(town, moved));
        // As the database is when the step has been committed and the line about it has not.
        await town.Rows.ListAsync<int>($"update workflow_move_cases set outcome = 'listed', done_at = null where move = {order} and outcome = 'moved'; update workflow_moves set state = 'approved', ended_at = null where id = {order}");
        Assert.Equal(200, (await town.SendAsync(HttpMethod.Post, $"/api/workflow-moves/{order}/take-back", StudioVisitor.Supervisor, new { note = "步骤写错了" })).Status);
        await town.RunDueAsync();
        Assert.Equal(("escalation-v1", before), (await VersionAsync(town, moved), await StateAsync(town, moved)));
        var counts = (await town.GetAsync(StudioVisitor.Supervisor, $"/api/workflow-moves/{order}")).Body["counts"]!;
        Assert.Equal((1, 1), ((int)counts["back"]!, (int)counts["stays"]!));
    }

    [Fact]
    public async Task Who_may_not_who_comes_too_late_and_what_there_is_nothing_to_move_is_refused_by_name()
    {
        await using var town = await ServedTown.OpenAsync();
        Task<(int, string?)> Propose(string who, object? note, params string[] stays) => CodeAsync(town.SendAsync(HttpMethod.Post, "/api/workflow-moves", who, new { definitionId = "escalation", note, stays }));
        Assert.Equal((422, "MOVE_WITHOUT_CASES"), await Propose(StudioVisitor.Designer, "都移过去"));
        var number = await WorkOrderAsync(town);
        await PublishedAsync(town, Shorter);
        Assert.Equal((403, "NOT_YOUR_ROLE"), await Propose(StudioVisitor.Handler, "都移过去"));
        Assert.Equal((403, "NOT_YOUR_ROLE"), await CodeAsync(town.GetAsync(StudioVisitor.Handler, "/api/workflow-moves/of/escalation")));
        Assert.Equal((422, "REASON_REQUIRED"), await Propose(StudioVisitor.Designer, " "));
        Assert.Equal((400, "FIELD_INVALID"), await Propose(StudioVisitor.Supervisor, "都移过去", "NQ-ZH-2026-9999"));
        Assert.Equal((400, "FIELD_INVALID"), await Propose(StudioVisitor.Supervisor, "都移过去", [null!]));
        Assert.Equal((400, "FIELD_INVALID"), await Propose(StudioVisitor.Supervisor, "都移\0过去"));
        Assert.Equal((404, "NOT_FOUND"), await CodeAsync(town.GetAsync(StudioVisitor.Supervisor, "/api/workflow-moves/of/nothing")));
        Assert.Equal((404, "NOT_FOUND"), await CodeAsync(town.GetAsync(StudioVisitor.Supervisor, "/api/workflow-moves/77")));
        var order = await ProposedAsync(town, StudioVisitor.Supervisor);
        Assert.Equal((409, "MOVE_UNDER_WAY"), await Propose(StudioVisitor.Designer, "再来一次"));
        Task<(int, string?)> Decide(string who, string decision, string note = "同意") => CodeAsync(town.SendAsync(HttpMethod.Post, $"/api/workflow-moves/{order}/{decision}", who, new { note }));
        Assert.Equal((422, "AUTHOR_MAY_NOT_APPROVE"), await Decide(StudioVisitor.Supervisor, "approve"));
        Assert.Equal((403, "NOT_YOUR_ROLE"), await Decide(StudioVisitor.Designer, "approve"));
        Assert.Equal((422, "REASON_REQUIRED"), await Decide(StudioVisitor.OtherSupervisor, "approve", ""));
        await PublishedAsync(town, model => Rung(model)["metadata"]!["displayText"] = "社区处理");
        Assert.Equal((409, "CHANGE_OVERTAKEN"), await Decide(StudioVisitor.OtherSupervisor, "approve"));
        Assert.Equal((200, null), await Decide(StudioVisitor.OtherSupervisor, "send-back", "又有新版本了"));
        Assert.Equal((409, "CHANGE_ALREADY_DECIDED"), await Decide(StudioVisitor.OtherSupervisor, "approve"));
        Assert.Equal("escalation-v1", await VersionAsync(town, number));
    }

    [Fact]
    public async Task The_pages_offer_the_move_after_the_publication_and_show_preview_result_and_taking_back_in_both_languages()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await WorkOrderAsync(town);
        await PassToAsync(town, Monday);
        await PublishedAsync(town, Shorter);
        using var designer = await PageVisitor.SignInAsync(town, StudioVisitor.Designer);
        const string list = "/studio/definitions/escalation/moves";
        Assert.Contains(list, (await designer.GetAsync("/studio/definitions/escalation/review")).Text, StringComparison.Ordinal);
        var (_, own) = await designer.GetAsync(list);
        Assert.Contains("能移的 1 个，不能移的 0 个", own, StringComparison.Ordinal);
        Assert.DoesNotContain(number, own, StringComparison.Ordinal);
        Assert.Equal(422, (await designer.PostAsync(list, list, ("note", ""))).Status);
        var made = await designer.PostAsync(list, list, ("note", "社区要早两天处理"));
        Assert.Equal(302, made.Status);
        using var supervisor = await PageVisitor.SignInAsync(town, StudioVisitor.Supervisor);
        var (_, page) = await supervisor.GetAsync(made.To!);
        foreach (var said in new[] { number, "升至社区（须处理）", "第二级", "3月19日", "3月17日", "社区要早两天处理", "待批准" })
            Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.Equal(302, (await supervisor.PostAsync(made.To!, made.To!, ("decision", "approve"), ("note", "同意"))).Status);
        await town.RunDueAsync();
        using var english = await PageVisitor.SignInAsync(town, StudioVisitor.OtherSupervisor, "en");
        (_, page) = await english.GetAsync(made.To!);
        foreach (var said in new[] { number, "moved: 1", "carried out", "Take the move back" })
            Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.Equal(302, (await english.PostAsync(made.To!, made.To!, ("decision", "takeBack"), ("note", "步骤写错了"))).Status);
        await town.RunDueAsync();
        Assert.Contains("已移回 1 个", (await supervisor.GetAsync(made.To!)).Text, StringComparison.Ordinal);
        using var handler = await PageVisitor.SignInAsync(town, StudioVisitor.Handler);
        Assert.Equal(403, (await handler.GetAsync(list)).Status);
    }

    [Fact]
    public async Task Sealed_cases_are_neither_named_nor_counted_while_they_are_few()
    {
        await using var town = await ServedTown.OpenAsync();
        async Task<string> SeenAsync()
        {
            var look = (await town.GetAsync(StudioVisitor.Supervisor, "/api/workflow-moves/of/petition")).Body;
            return $"{look["movable"]} movable, {look["hidden"]} hidden, {look["cases"]!.AsArray().Count} named";
        }
        Task<string> AccusationAsync() => town.RegisterAsync(new { channel = "letter", category = "H2", location = (string?)null, responsibleUnit = "COM-WY", text = "反映物业负责人收受好处。" });
        await AccusationAsync();
        await AccusationAsync();
        var definitions = town.Services.GetRequiredService<Definitions>();
        var drawn = (await definitions.PublishedAsync("petition", TestContext.Current.CancellationToken))!.Json.Replace("\"受理审核\"", "\"审核\"", StringComparison.Ordinal);
        await definitions.ImportAsync(drawn, StudioVisitor.Designer, town.Clock.GetUtcNow(), true, TestContext.Current.CancellationToken);
        Assert.Equal("0 movable, 0 hidden, 0 named", await SeenAsync());
        await ApprovedAsync(town, await ProposedAsync(town, StudioVisitor.Designer, "petition"));
        var view = (await town.GetAsync(StudioVisitor.Supervisor, "/api/workflow-moves/1")).Body;
        Assert.Equal((0, 0, 0), (view["counts"]!.AsObject().Count, view["list"]!.AsArray().Count, (int)view["hidden"]!));
        Assert.Equal(2, await town.Rows.ScalarAsync<int>("select count(*)::int from workflow_move_cases where outcome = 'moved'"));
    }

    private static async Task LengtheningIsRefusedAsync(ServedTown town)
    {
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        var longer = (await designer.GetAsync("/workflow-definitions/by-definition-id/escalation")).Body;
        SetDays(longer, "6");
        Assert.Contains("W5", (await designer.SaveAsync(longer)).Text, StringComparison.Ordinal);
        using var pages = await PageVisitor.SignInAsync(town, StudioVisitor.Designer);
        const string review = "/studio/definitions/escalation/review";
        var refused = await pages.PostAsync(review, review, ("decision", "submit"), ("note", "放宽到六天"));
        Assert.Equal(422, refused.Status);
        foreach (var said in new[] { "DEFINITION_REFUSED", "W5", "rung2", "6", "4" })
            Assert.Contains(said, refused.Text, StringComparison.Ordinal);
    }

    private static Task<int> ProposedAsync(ServedTown town, string by) => ProposedAsync(town, by, "escalation");

    private static async Task<int> ProposedAsync(ServedTown town, string by, string definitionId, params string[] stays)
    {
        var answer = await town.SendAsync(HttpMethod.Post, "/api/workflow-moves", by, new { definitionId, note = "在办件也要早两天", stays });
        Assert.True(answer.Status == 201, answer.Plain());
        return (int)answer.Body["order"]!["id"]!;
    }

    private static async Task ApprovedAsync(ServedTown town, int order)
    {
        var answer = await town.SendAsync(HttpMethod.Post, $"/api/workflow-moves/{order}/approve", StudioVisitor.Supervisor, new { note = "同意" });
        Assert.True(answer.Status == 200, answer.Plain());
        await town.RunDueAsync();
    }

    /// <summary>The order as if the supervisor himself had proposed it; approved by another then.</summary>
    private static async Task<int> MineAsync(ServedTown town, int order)
    {
        var id = await town.Rows.ScalarAsync<int>(
            $"""
            with w as (insert into workflow_moves (definition_id, to_version, state, note, author, proposed_at, decided_by, decided_at, decision, ended_at)
                select definition_id, to_version, 'carried', note, 'STF-047', proposed_at, 'STF-048', decided_at, decision, ended_at from workflow_moves where id = {order} returning id)
            select id from w
            """);
        return id;
    }

    private static async Task<(int, string?)> CodeAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Code);

    private static Task<string> VersionAsync(ServedTown town, string number) => town.Rows.ScalarAsync<string>(
        $"select i.definition_version_id from workflow_instances i join cases c using (root, case_id) where c.number = '{number}' and i.definition_id = 'escalation' and i.status = 'Running'")!;

    /// <summary>Where it stands, when it rings, and what is due: everything that a move may touch.</summary>
    private static Task<string> StateAsync(ServedTown town, string number) => town.Rows.ScalarAsync<string>(
        $"""
        select (i.state::jsonb - 'updatedAt')::text || (select string_agg(l::text, ',' order by l::text) from (select step, due_at, fired_at, cancelled_at from ladder k where k.root = c.root and k.case_id = c.case_id) l)
            || (select string_agg(b.key, ',' order by b.key) from bookmarks b where b.root = c.root and b.case_id = c.case_id and b.instance = i.no)
        from workflow_instances i join cases c using (root, case_id) where c.number = '{number}' and i.definition_id = 'escalation' and i.status = 'Running'
        """)!;

    private static Task<int> RungsAsync(ServedTown town, string number) => town.Rows.ScalarAsync<int>(
        $"select count(*)::int from ladder l join cases c using (root, case_id) where c.number = '{number}' and l.step = 'rung2' and l.fired_at is not null");
}
