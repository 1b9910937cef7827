using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>From the draft to its publication: another person decides, sees what differs, and everything is written down.</summary>
public sealed partial class ApprovalTests(StudioTown studio) : IClassFixture<StudioTown>
{
    [Fact]
    public async Task One_draws_and_hands_in_and_another_publishes()
    {
        var town = studio.Town;
        var id = await DrawnAsync(Drawn.Sound("登记后告知"));
        using var author = await PageVisitor.SignInAsync(town, StudioVisitor.Designer);
        var page = ReviewOf(id);
        Assert.Equal((422, true), await RefusedAsync(author.PostAsync(page, page, ("decision", "submit"), ("note", " ")), "REASON_REQUIRED"));
        Assert.Equal(302, (await author.PostAsync(page, page, ("decision", "submit"), ("note", "督查要尽早知道"))).Status);
        using var studioAuthor = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        var whole = (await studioAuthor.GetAsync($"/workflow-definitions/by-definition-id/{id}")).Body;
        Assert.DoesNotContain(whole["links"]!.AsArray(), l => (string?)l!["rel"] == "publish");
        Assert.Equal("DEFINITION_SUBMITTED", (await studioAuthor.SaveAsync(whole)).Code);
        Assert.Equal("DEFINITION_SUBMITTED", (await studioAuthor.DeleteAsync($"/workflow-definitions/{id}")).Code);
        using var supervisor = await PageVisitor.SignInAsync(town, StudioVisitor.Supervisor);
        Assert.Contains("登记后告知", (await supervisor.GetAsync("/studio/reviews")).Text, StringComparison.Ordinal);
        var (_, text) = await supervisor.GetAsync(page);
        foreach (var said in new[] { "卞设计", "督查要尽早知道", "全部内容都是新增", "通知谁", "督查员" })
            Assert.Contains(said, text, StringComparison.Ordinal);
        var published = await supervisor.PostAsync(page, page, ("decision", "publish"), ("note", "同意"));
        Assert.True(published.Status == 302, published.Text);
        whole = (await studioAuthor.GetAsync($"/workflow-definitions/by-definition-id/{id}?versionOptions=Published")).Body;
        Assert.Equal((1, true, true), ((int)whole["version"]!, (bool)whole["isPublished"]!, (bool)whole["isLatest"]!));
        Assert.Equal("STF-059|STF-047|STF-059", await town.Rows.ScalarAsync<string>(
            $"select created_by || '|' || approved_by || '|' || array_to_string(editors, ',') from definitions where definition_id = '{id}'"));
        Assert.Equal(["created", "submitted", "published"], await town.Rows.ListAsync<string>($"select event from definition_log where definition_id = '{id}' order by no"));
        (_, text) = await supervisor.GetAsync(page);
        foreach (var said in new[] { "同意", "督查要尽早知道", "发布 · 第 1 版", "俞督查" })
            Assert.Contains(said, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_publishes_what_they_have_drawn_in()
    {
        var town = studio.Town;
        var id = await DrawnAsync(Drawn.Sound("督查自己画"), StudioVisitor.Supervisor);
        using var drew = await PageVisitor.SignInAsync(town, StudioVisitor.Supervisor);
        var page = ReviewOf(id);
        await drew.PostAsync(page, page, ("decision", "submit"), ("note", "请审"));
        Assert.Equal((422, true), await RefusedAsync(drew.PostAsync(page, page, ("decision", "publish"), ("note", "同意")), "AUTHOR_MAY_NOT_APPROVE"));
        using var designer = await PageVisitor.SignInAsync(town, StudioVisitor.OtherDesigner);
        Assert.Equal((403, true), await RefusedAsync(designer.PostAsync(page, page, ("decision", "publish"), ("note", "同意")), "NOT_YOUR_ROLE"));
        using var other = await PageVisitor.SignInAsync(town, StudioVisitor.OtherSupervisor);
        Assert.Equal(302, (await other.PostAsync(page, page, ("decision", "publish"), ("note", "同意"))).Status);
        Assert.Equal((404, true), await RefusedAsync(other.PostAsync(page, page, ("decision", "publish"), ("note", "再来")), "NOT_FOUND"));
    }

    [Fact]
    public async Task A_process_that_offers_itself_as_an_activity_is_in_the_toolbox_once_it_is_published_and_others_draw_with_it()
    {
        var town = studio.Town;
        var offered = Drawn.Sound("Tell the office");
        offered["options"] = new JsonObject { ["usableAsActivity"] = true };
        offered["outcomes"] = new JsonArray("Told");
        var id = await DrawnAsync(offered);
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        Assert.DoesNotContain((await designer.GetAsync("/descriptors/activities")).Items, i => (string?)i!["typeName"] == "TellTheOffice");
        var page = ReviewOf(id);
        using var author = await PageVisitor.SignInAsync(town, StudioVisitor.Designer);
        Assert.Equal(302, (await author.PostAsync(page, page, ("decision", "submit"), ("note", "大家都能用"))).Status);
        using var supervisor = await PageVisitor.SignInAsync(town, StudioVisitor.Supervisor);
        Assert.Equal(302, (await supervisor.PostAsync(page, page, ("decision", "publish"), ("note", "同意"))).Status);
        var item = Assert.Single((await designer.GetAsync("/descriptors/activities")).Items, i => (string?)i!["typeName"] == "TellTheOffice")!;
        Assert.Equal(("可复用流程", true, id), ((string)item["category"]!, (bool)item["isBrowsable"]!, (string)item["constructionProperties"]!["workflowDefinitionId"]!));
        Assert.Equal(["Told", "Done"], item["ports"]!.AsArray().Select(p => (string)p!["name"]!));
        var user = Drawn.Sound("用它的流程");
        var told = Drawn.Step("told", "TellTheOffice", 400);
        foreach (var (name, value) in item["constructionProperties"]!.AsObject())
            told[name] = value?.DeepClone();
        user["root"]!["activities"]!.AsArray().Add(told);
        user["root"]!["connections"] = new JsonArray(Drawn.Line("start", "told"), Drawn.Line("told", "wait", "Told"), Drawn.Line("told", "wait"), Drawn.Line("wait", "end"), Drawn.Line("start", "tell"), Drawn.Line("tell", "end"));
        Assert.DoesNotContain((await designer.SavedAsync(user))["findings"]!.AsArray(), f => (string?)f!["severity"] == "error");
    }

    /// <summary>Even a mended program could not: the table itself refuses.</summary>
    [Fact]
    public async Task The_database_too_refuses_an_author_who_publishes()
    {
        var town = studio.Town;
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => town.Rows.ScalarAsync<int>(
            "with w as (update definitions set approved_by = 'STF-059', editors = '{STF-059}' where definition_id = 'petition' returning 1) select count(*)::int from w"));
        Assert.Equal("definition_is_published_by_another_person", refused.ConstraintName);
        await using var app = await town.Rows.AsAppAsync();
        await using var command = new Npgsql.NpgsqlCommand("update definition_log set note = ''", app);
        Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).SqlState);
    }

    [Fact]
    public async Task What_is_sent_back_or_taken_back_is_drawn_on_and_the_reason_stays()
    {
        var town = studio.Town;
        var id = await DrawnAsync(Drawn.Sound("退回一次"));
        var page = ReviewOf(id);
        using var author = await PageVisitor.SignInAsync(town, StudioVisitor.Designer);
        using var supervisor = await PageVisitor.SignInAsync(town, StudioVisitor.Supervisor);
        Assert.Equal((409, true), await RefusedAsync(supervisor.PostAsync(page, page, ("decision", "sendBack"), ("note", "早了")), "DRAFT_NOT_SUBMITTED"));
        await author.PostAsync(page, page, ("decision", "submit"), ("note", "请审"));
        await supervisor.PostAsync(page, page, ("decision", "sendBack"), ("note", "通知内容要写清楚"));
        Assert.Contains("通知内容要写清楚", (await author.GetAsync(page)).Text, StringComparison.Ordinal);
        await author.PostAsync(page, page, ("decision", "submit"), ("note", "改好了"));
        Assert.Equal(302, (await author.PostAsync(page, page, ("decision", "takeBack"))).Status);
        using var studioAuthor = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        Assert.Equal(200, (await studioAuthor.SaveAsync((await studioAuthor.GetAsync($"/workflow-definitions/by-definition-id/{id}")).Body)).Status);
        Assert.Equal(["created", "submitted", "sentBack", "submitted", "takenBack"], await town.Rows.ListAsync<string>($"select event from definition_log where definition_id = '{id}' order by no"));
        Assert.Equal(2, await town.Rows.ScalarAsync<long>($"select count(*) from definition_log where definition_id = '{id}' and document is not null"));
    }

    [Fact]
    public async Task What_has_errors_is_not_handed_in_and_neither_is_what_has_not_changed()
    {
        var town = studio.Town;
        var id = await DrawnAsync(Drawn.Unsound("有错的"));
        using var author = await PageVisitor.SignInAsync(town, StudioVisitor.Designer);
        var refused = await author.PostAsync(ReviewOf(id), ReviewOf(id), ("decision", "submit"), ("note", "请审"));
        Assert.Equal((422, true), (refused.Status, refused.Text.Contains("DEFINITION_REFUSED", StringComparison.Ordinal)));
        Assert.Contains("W5", refused.Text, StringComparison.Ordinal);
        using var studioAuthor = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        await studioAuthor.SavedAsync((await studioAuthor.GetAsync("/workflow-definitions/by-definition-id/review")).Body);
        Assert.Equal((422, true), await RefusedAsync(author.PostAsync(ReviewOf("review"), ReviewOf("review"), ("decision", "submit"), ("note", "没改")), "NOTHING_CHANGED"));
    }

    [Fact]
    public async Task The_comparison_says_in_words_what_was_added_removed_and_changed()
    {
        var town = studio.Town;
        using var studioAuthor = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        var model = (await studioAuthor.GetAsync("/workflow-definitions/by-definition-id/escalation")).Body;
        var root = model["root"]!;
        var rung = root["activities"]!.AsArray().First(a => (string?)a!["type"] == "Petitions.Escalate" && (string?)a["step"]?["expression"]?["value"] == "rung2")!;
        rung["workingDays"] = new JsonObject { ["typeName"] = "Int32", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = "2" } };
        rung["metadata"]!["designer"]!["position"]!["x"] = 999;
        root["activities"]!.AsArray().Add(Drawn.Step("extra", "Petitions.Notify", 100, ("role", "String", "R-LEADER"), ("text", "String", "快到期了")));
        await studioAuthor.SavedAsync(model);
        using var author = await PageVisitor.SignInAsync(town, StudioVisitor.Designer);
        var (_, text) = await author.GetAsync(ReviewOf("escalation"));
        text = Tags().Replace(text, " ");
        Assert.Matches(@"新增\s+extra\s+通知", text);
        Assert.Matches(@"修改\s+\S+\s+升级\s+到期后第几个工作日：\s*4\s+到期后第几个工作日：\s*2", text);
        Assert.DoesNotContain("999", text, StringComparison.Ordinal);
        using var english = await PageVisitor.SignInAsync(town, StudioVisitor.Supervisor, "en");
        Assert.Contains("Working days after the due day", (await english.GetAsync(ReviewOf("escalation"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_is_taken_out_of_use_with_a_reason_unless_another_needs_it()
    {
        var town = studio.Town;
        using var supervisor = await PageVisitor.SignInAsync(town, StudioVisitor.Supervisor);
        Assert.Equal((409, true), await RefusedAsync(supervisor.PostAsync(ReviewOf("closure"), ReviewOf("closure"), ("decision", "retract"), ("note", "试一试")), "DEFINITION_IN_USE"));
        Assert.Equal((409, true), await RefusedAsync(supervisor.PostAsync(ReviewOf("petition"), ReviewOf("petition"), ("decision", "retract"), ("note", "试一试")), "DEFINITION_IN_USE"));
        var id = await DrawnAsync(Drawn.Sound("用一阵就撤"));
        using var author = await PageVisitor.SignInAsync(town, StudioVisitor.Designer);
        await author.PostAsync(ReviewOf(id), ReviewOf(id), ("decision", "submit"), ("note", "请审"));
        await supervisor.PostAsync(ReviewOf(id), ReviewOf(id), ("decision", "publish"), ("note", "同意"));
        Assert.Equal((422, true), await RefusedAsync(supervisor.PostAsync(ReviewOf(id), ReviewOf(id), ("decision", "retract"), ("note", "")), "REASON_REQUIRED"));
        Assert.Equal(302, (await supervisor.PostAsync(ReviewOf(id), ReviewOf(id), ("decision", "retract"), ("note", "试用结束"))).Status);
        Assert.Equal(0, await town.Rows.ScalarAsync<long>($"select count(*) from definitions where definition_id = '{id}' and is_published"));
        using var studioSupervisor = await StudioVisitor.SignInAsync(town, StudioVisitor.Supervisor);
        Assert.Equal((409, "DEFINITION_IN_USE"), await CodeAsync(studioSupervisor.DeleteAsync($"/workflow-definitions/{id}")));
    }

    private async Task<string> DrawnAsync(JsonObject model, string who = StudioVisitor.Designer)
    {
        using var visitor = await StudioVisitor.SignInAsync(studio.Town, who);
        return (string)(await visitor.SavedAsync(model))["definitionId"]!;
    }

    private static string ReviewOf(string id) => $"/studio/definitions/{id}/review";

    private static async Task<(int Status, bool Says)> RefusedAsync(Task<(int Status, string Text, string? To)> answer, string code) =>
        ((await answer).Status, (await answer).Text.Contains(code, StringComparison.Ordinal));

    private static async Task<(int, string?)> CodeAsync(Task<StudioAnswer> answer) => ((await answer).Status, (await answer).Code);

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();
}
