using System.Text.Json.Nodes;
using Petitions.Server.Studio.Trial;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>A drawing tried on a case in memory: the clock is turned, decisions are given, and no row of any table changes.</summary>
public sealed class TrialTests(StudioTown studio) : IClassFixture<StudioTown>
{
    private ServedTown Town => studio.Town;

    [Fact]
    public async Task The_run_button_starts_nothing_and_leads_to_the_trial()
    {
        using var designer = await StudioVisitor.SignInAsync(Town, StudioVisitor.Designer);
        var before = await EveryRow.OfAsync(Town);
        var answer = await designer.PostAsync("/workflow-definitions/petition/execute", new { correlationId = (string?)null, versionOptions = "Latest" });
        Assert.Equal((200, "trial-petition"), (answer.Status, answer.Headers["x-elsa-workflow-instance-id"]));
        var pushed = await designer.GetAsync("/studio/workflows/instances/trial-petition/view");
        Assert.Equal((302, "/studio/definitions/petition/trial"), (pushed.Status, pushed.Headers["Location"]));
        Assert.Equal(before, await EveryRow.OfAsync(Town));
        Assert.Equal((400, "NOT_FOUND"), await CodeAsync(designer.PostAsync("/workflow-definitions/nowhere/execute", new { })));
        using var handler = await StudioVisitor.SignInAsync(Town, StudioVisitor.Handler);
        Assert.Equal((400, "NOT_YOUR_ROLE"), await CodeAsync(handler.PostAsync("/workflow-definitions/petition/execute", new { })));
        using var supervisor = await StudioVisitor.SignInAsync(Town, StudioVisitor.Supervisor);
        Assert.Equal(200, (await supervisor.PostAsync("/workflow-definitions/petition/execute", new { })).Status);
    }

    [Fact]
    public async Task An_invented_petition_goes_its_way_climbs_when_nobody_moves_and_leaves_no_trace()
    {
        using var trial = await TrialVisitor.SignInAsync(Town, StudioVisitor.Designer, "petition");
        await trial.InventAsync();
        var before = await EveryRow.OfAsync(Town);
        await trial.InventAsync();
        Assert.True(trial.Says("受理审核") && trial.Says("在此等待") && trial.Says("登记回执"), trial.Main);
        await trial.GiveAsync("accept", ("procedure", "ordinary"));
        Assert.True(trial.Says("状态：已登记 → 已受理") && trial.Says("顾受理"), trial.Main);
        await trial.DoAsync("due");
        Assert.True(trial.Says("2026年3月5日（周四）09:00"), trial.Main);
        await trial.DoAsync("to", ("trial.to", "2026-03-12T10:00"));
        // The target of two working days ended on 6 March; rung 1 a working day later, rung 2 four.
        Assert.True(trial.Says("第一级") && trial.Says("第二级") && trial.Says("社区综治信访办主任 林主任"), trial.Main);
        await trial.DoAsync("day");
        Assert.True(trial.Says("2026年3月13日（周五）10:00"), trial.Main);
        await trial.DoAsync("back");
        Assert.True(trial.Says("2026年3月12日（周四）10:00") && !trial.Says("2026年3月13日（周五）10:00 已受理"), trial.Main);
        await trial.GiveAsync("assignHandler", ("handler", "STF-029"));
        Assert.True(trial.Status == 200 && trial.Says("状态：已受理 → 办理中"), trial.Main);
        Assert.Equal(before, await EveryRow.OfAsync(Town));
    }

    [Fact]
    public async Task What_the_rules_refuse_is_said_at_its_form_and_the_trial_stands_as_it_stood()
    {
        using var trial = await TrialVisitor.SignInAsync(Town, StudioVisitor.Supervisor, "petition");
        await trial.InventAsync("published", ("category", "B2"));
        var state = trial.State;
        await trial.GiveAsync("notAccept");
        Assert.True(trial.Status == 400 && trial.Text.Contains("id=\"trial-form\"", StringComparison.Ordinal), trial.Main);
        Assert.True(trial.Says("受理审核") && !trial.Says("→ 不予受理"), trial.Main);
        trial.State = state;
        await trial.DoAsync("to", ("trial.to", "2026-03-01T09:00"));
        Assert.Equal(400, trial.Status);
        Assert.Contains("FIELD_INVALID", trial.Text, StringComparison.Ordinal);
        await trial.InventAsync("published", ("category", "no such"));
        Assert.Equal(400, trial.Status);
    }

    [Fact]
    public async Task A_draft_is_tried_beside_what_is_published_and_its_new_step_waits_for_somebody()
    {
        using var designer = await StudioVisitor.SignInAsync(Town, StudioVisitor.Designer);
        var drawing = (await designer.GetAsync("/workflow-definitions/by-definition-id/petition")).Body;
        AddedStep.Insert(drawing["root"]!.AsObject());
        await designer.SavedAsync(drawing);
        using var trial = await TrialVisitor.SignInAsync(Town, StudioVisitor.Designer, "petition");
        await trial.InventAsync("draft");
        await trial.GiveAsync("accept", ("procedure", "ordinary"));
        Assert.True(trial.Says("核对材料"), trial.Main);
        await trial.GiveAsync("finishTask");
        Assert.True(trial.Says("指派承办人"), trial.Main);
        using var published = await TrialVisitor.SignInAsync(Town, StudioVisitor.OtherDesigner, "petition");
        await published.InventAsync();
        await published.GiveAsync("accept", ("procedure", "ordinary"));
        Assert.False(published.Says("核对材料"), published.Main);
        await designer.DeleteAsync("/workflow-definitions/petition");
        // The draft is gone; what was done is played on the drawing that there is now.
        await trial.DoAsync("day");
        Assert.True(trial.Status == 200 && trial.Says("按现在的图纸重新走"), trial.Main);
    }

    [Fact]
    public async Task A_copied_petition_shows_its_road_and_not_a_word_or_name_of_anybody()
    {
        var number = await Town.RegisterAsync();
        await Town.DoneAsync("STF-011", number, "accept", new { procedure = "ordinary", noticeServed = new { way = "signed", proof = "钱大妈签收" } });
        using var trial = await TrialVisitor.SignInAsync(Town, "STF-048", "petition");
        await trial.CopyAsync(number);
        Assert.True(trial.Status == 200, trial.Main);
        var before = await EveryRow.OfAsync(Town);
        await trial.CopyAsync(number);
        Assert.True(trial.Says(number) && trial.Says("已受理") && trial.Says("指派承办人"), trial.Main);
        foreach (var said in new[] { "钱大妈", "孙师傅", "13800001234", "楼上漏水", "天花板" })
            Assert.DoesNotContain(said, trial.Text, StringComparison.Ordinal);
        await trial.DoAsync("ask/withdraw");
        Assert.DoesNotContain("钱大妈", trial.Text, StringComparison.Ordinal);
        Assert.True(trial.Text.Contains("当事人", StringComparison.Ordinal), trial.Main);
        Assert.Equal(before, await EveryRow.OfAsync(Town));
        // The designer reads no cases; for whoever may not read it there is no such case.
        using var designer = await TrialVisitor.SignInAsync(Town, StudioVisitor.Designer, "petition");
        await designer.CopyAsync(number);
        Assert.Equal(404, designer.Status);
        await trial.CopyAsync("NQ-ZH-2026-9999");
        Assert.Equal(404, trial.Status);
    }

    [Fact]
    public async Task The_page_carries_the_trial_to_any_server_and_only_for_the_one_who_began_it()
    {
        using var trial = await TrialVisitor.SignInAsync(Town, StudioVisitor.Designer, "petition");
        await trial.InventAsync();
        var state = trial.State;
        using var other = await TrialVisitor.SignInAsync(Town, StudioVisitor.OtherDesigner, "petition");
        foreach (var (visitor, carried) in new[] { (other, state), (trial, state[..^2] + (state[^1] == 'A' ? "BB" : "AA")), (trial, "nothing"), (trial, "") })
        {
            visitor.State = carried;
            await visitor.DoAsync("day");
            Assert.True(visitor.Status == 400 && visitor.Text.Contains("TRIAL_LOST", StringComparison.Ordinal), visitor.Main);
        }
        using var elsewhere = await TrialVisitor.SignInAsync(Town, StudioVisitor.Designer, "escalation");
        elsewhere.State = state;
        await elsewhere.DoAsync("day");
        Assert.Equal(400, elsewhere.Status);
        await using var second = await Town.AnotherServerAsync();
        var there = new Uri(second.Urls.First());
        var keys = second.Services.GetService(typeof(PageStates)) as PageStates;
        Assert.Equal("published", keys!.Open<TrialState>(state, "trialpetition", StudioVisitor.Designer).Which);
        Assert.NotNull(there);
    }

    [Fact]
    public async Task A_trial_has_an_end()
    {
        using var trial = await TrialVisitor.SignInAsync(Town, StudioVisitor.Designer, "petition");
        await trial.InventAsync();
        for (var i = 0; i < TrialState.MostSteps; i++)
            await trial.DoAsync("day");
        Assert.Equal(200, trial.Status);
        await trial.DoAsync("day");
        Assert.True(trial.Status == 422 && trial.Text.Contains("TRIAL_TOO_LONG", StringComparison.Ordinal), trial.Main);
        await trial.DoAsync("back");
        Assert.Equal(200, trial.Status);
    }

    [Fact]
    public async Task Whatever_a_draft_does_wrong_is_said_in_words()
    {
        using var designer = await StudioVisitor.SignInAsync(Town, StudioVisitor.Designer);
        var endless = Drawn.Sound("没完没了");
        endless["root"]!["activities"]![2]!["timeSpan"]!["expression"]!["value"] = "00:00:01";
        endless["root"]!["connections"] = new JsonArray(Drawn.Line("start", "tell"), Drawn.Line("tell", "wait"), Drawn.Line("wait", "tell"));
        var script = Drawn.Sound("脚本停不下来");
        script["root"]!["activities"]![1]!["text"]!["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "while (true) {}" };
        // By the number of moments or, on a busy machine, by the visitor's patience.
        foreach (var (drawing, said) in new[] { (endless, "已经停下"), (script, "出错停下") })
        {
            var id = (string)(await designer.SavedAsync(drawing))["definitionId"]!;
            using var trial = await TrialVisitor.SignInAsync(Town, StudioVisitor.Designer, id);
            await trial.InventAsync("draft");
            await trial.GiveAsync("accept", ("procedure", "ordinary"));
            if (!trial.Says(said))
                await trial.DoAsync("day");
            Assert.True(trial.Status == 200 && trial.Says(said), $"{said}: {trial.Main}");
            using var english = await TrialVisitor.SignInAsync(Town, StudioVisitor.Designer, id, "en");
            await english.InventAsync("draft");
            Assert.True(english.Status == 200 && english.Says("Work that waits for people"), english.Main);
        }
        var unsound = (string)(await designer.SavedAsync(Drawn.Unsound("有错的")))["definitionId"]!;
        using var checkedOne = await TrialVisitor.SignInAsync(Town, StudioVisitor.Designer, unsound);
        await checkedOne.InventAsync("draft");
        Assert.True(checkedOne.Status == 200 && checkedOne.Says("W5") && checkedOne.Says("受理审核"), checkedOne.Main);
    }

    [Fact]
    public async Task Only_those_who_draw_or_decide_may_try()
    {
        foreach (var (who, status) in new[] { (StudioVisitor.Handler, 403), ("STF-061", 403), (StudioVisitor.Designer, 200), (StudioVisitor.Supervisor, 200), (Provoked.People.CommunityHead, 200) })
        {
            using var visitor = await PageVisitor.SignInAsync(Town, who);
            foreach (var page in new[] { "/studio/definitions/petition/trial", "/studio/definitions/petition/rehearsal" })
                Assert.Equal((who, page, status), (who, page, (await visitor.GetAsync(page)).Status));
        }
        using var designer = await PageVisitor.SignInAsync(Town, StudioVisitor.Designer);
        Assert.Equal(404, (await designer.GetAsync("/studio/definitions/nowhere/trial")).Status);
        using var stranger = PageVisitor.Stranger(Town);
        Assert.Equal(302, (await stranger.GetAsync("/studio/definitions/petition/trial")).Status);
    }

    private static async Task<(int, string?)> CodeAsync(Task<StudioAnswer> answer) => ((await answer).Status, (await answer).Code);
}
