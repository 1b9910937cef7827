using System.Text.Json.Nodes;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>What a save keeps, what it corrects, and what it refuses so that no drawing is lost.</summary>
public sealed class DefinitionSaveTests(StudioTown studio) : IClassFixture<StudioTown>
{
    [Fact]
    public async Task The_dialog_new_makes_a_whole_definition()
    {
        var town = studio.Town;
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        Assert.True((bool)(await designer.GetAsync("/workflow-definitions/validation/is-name-unique?name=" + Uri.EscapeDataString("入户走访"))).Body["isUnique"]!);
        var made = await designer.SavedAsync(Drawn.New("入户走访"));
        Assert.Equal((1, true, false), ((int)made["version"]!, (bool)made["isLatest"]!, (bool)made["isPublished"]!));
        Assert.Equal($"{made["definitionId"]}-v1", (string?)made["id"]);
        Assert.Equal("Workflow1:flow1", (string?)made["root"]!["nodeId"]);
        foreach (var list in new[] { "activities", "connections" })
            Assert.Empty(made["root"]![list]!.AsArray());
        foreach (var list in new[] { "variables", "inputs", "outputs", "outcomes" })
            Assert.Empty(made[list]!.AsArray());
        Assert.StartsWith("2026-03-04", (string)made["createdAt"]!, StringComparison.Ordinal);
        Assert.False((bool)(await designer.GetAsync("/workflow-definitions/validation/is-name-unique?name=" + Uri.EscapeDataString("入户走访"))).Body["isUnique"]!);
        Assert.True((bool)(await designer.GetAsync($"/workflow-definitions/validation/is-name-unique?name={Uri.EscapeDataString("入户走访")}&definitionId={made["definitionId"]}")).Body["isUnique"]!);
    }

    [Fact]
    public async Task A_save_numbers_the_nodes_anew_whatever_the_browser_says()
    {
        var town = studio.Town;
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        var made = await designer.SavedAsync(Drawn.Sound("登记后告知督查"));
        Assert.Equal(["Workflow1:flow1:start", "Workflow1:flow1:tell", "Workflow1:flow1:wait", "Workflow1:flow1:end"],
            made["root"]!["activities"]!.AsArray().Select(a => (string?)a!["nodeId"]));
    }

    [Fact]
    public async Task Saving_a_published_process_begins_a_draft_and_the_published_version_stays()
    {
        var town = studio.Town;
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        var model = (await designer.GetAsync("/workflow-definitions/by-definition-id/closure?versionOptions=Latest")).Body;
        var before = await town.PictureAsync();
        model["description"] = "改过的说明";
        var saved = await designer.SavedAsync(model);
        Assert.Equal(("closure-v2", 2, true, false), ((string?)saved["id"], (int)saved["version"]!, (bool)saved["isLatest"]!, (bool)saved["isPublished"]!));
        saved["description"] = "再改一次";
        Assert.Equal("closure-v2", (string?)(await designer.SavedAsync(saved))["id"]);
        var published = (await designer.GetAsync("/workflow-definitions/by-definition-id/closure?versionOptions=Published")).Body;
        Assert.Equal(("closure-v1", false, true), ((string?)published["id"], (bool)published["isLatest"]!, (bool)published["isPublished"]!));
        Assert.Equal("再改一次", (string?)(await designer.GetAsync("/workflow-definitions/by-id/closure-v2")).Body["description"]);
        Assert.Equal(before, await town.PictureAsync());
    }

    [Fact]
    public async Task A_save_that_would_empty_the_drawing_is_refused()
    {
        var town = studio.Town;
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        var model = (await designer.GetAsync("/workflow-definitions/by-definition-id/petition")).Body;
        (model["root"]!["activities"], model["root"]!["connections"]) = (new JsonArray(), new JsonArray());
        var refused = await designer.SaveAsync(model);
        Assert.Equal((400, "DEFINITION_EMPTIED"), (refused.Status, refused.Code));
        Assert.Contains("清空", refused.Errors[0], StringComparison.Ordinal);
        Assert.NotEmpty((await designer.GetAsync("/workflow-definitions/by-definition-id/petition")).Body["root"]!["activities"]!.AsArray());
    }

    [Fact]
    public async Task Two_people_cannot_overwrite_each_other_silently()
    {
        var town = studio.Town;
        using var one = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        using var other = await StudioVisitor.SignInAsync(town, StudioVisitor.OtherDesigner);
        var made = await one.SavedAsync(Drawn.Sound("两人同改"));
        var ofOther = (await other.GetAsync($"/workflow-definitions/by-definition-id/{made["definitionId"]}")).Body;
        made["description"] = "先改的";
        made = await one.SavedAsync(made);
        ofOther["description"] = "后改的";
        var refused = await other.SaveAsync(ofOther);
        Assert.Equal((400, "DEFINITION_CHANGED", 409), (refused.Status, refused.Code, (int)refused.Body["status"]!));
        Assert.Contains("卞设计", refused.Errors[0], StringComparison.Ordinal);
        Assert.Equal("先改的", (string?)(await other.GetAsync($"/workflow-definitions/by-definition-id/{made["definitionId"]}")).Body["description"]);
        // Whoever loads it anew may go on; then the first is told.
        var anew = (await other.GetAsync($"/workflow-definitions/by-definition-id/{made["definitionId"]}")).Body;
        await other.SavedAsync(anew);
        Assert.Equal("DEFINITION_CHANGED", (await one.SaveAsync(made)).Code);
    }

    [Fact]
    public async Task Two_people_who_begin_from_the_same_published_version_are_told_too()
    {
        var town = studio.Town;
        using var one = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        using var other = await StudioVisitor.SignInAsync(town, StudioVisitor.OtherDesigner);
        var (a, b) = ((await one.GetAsync("/workflow-definitions/by-definition-id/mediation")).Body, (await other.GetAsync("/workflow-definitions/by-definition-id/mediation")).Body);
        await one.SavedAsync(a);
        Assert.Equal("DEFINITION_CHANGED", (await other.SaveAsync(b)).Code);
    }

    /// <summary>Auto-save may send again before the first answer is there.</summary>
    [Fact]
    public async Task One_person_who_saves_twice_in_a_hurry_overtakes_nobody()
    {
        var town = studio.Town;
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        var model = (await designer.GetAsync("/workflow-definitions/by-definition-id/review")).Body;
        await designer.SavedAsync(model);
        model["description"] = "第二次";
        await designer.SavedAsync(model);
        Assert.Equal("第二次", (string?)(await designer.GetAsync("/workflow-definitions/by-definition-id/review")).Body["description"]);
    }

    [Fact]
    public async Task A_save_tells_what_stands_against_publication_and_keeps_the_drawing()
    {
        var town = studio.Town;
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        var saved = await designer.SavedAsync(Drawn.Unsound("另立法定时限"));
        var finding = saved["findings"]!.AsArray().First(f => (string?)f!["rule"] == "W5")!;
        Assert.Equal(("lost", "error"), ((string?)finding["node"], (string?)finding["severity"]));
        var refused = await designer.SaveAsync(saved, publish: true);
        Assert.Equal((400, "DEFINITION_REFUSED"), (refused.Status, refused.Code));
        Assert.Contains(refused.Errors, e => e.Contains("lost", StringComparison.Ordinal));
        Assert.DoesNotContain("X-Petitions-Next", refused.Headers.Keys);
    }

    [Fact]
    public async Task Publish_of_a_sound_drawing_leads_to_the_page_that_asks_why_and_publishes_nothing()
    {
        var town = studio.Town;
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        var saved = await designer.SavedAsync(Drawn.Sound("登记后告知督查"));
        var handedIn = await designer.SaveAsync(saved, publish: true);
        Assert.True(handedIn.Status == 200, handedIn.Text);
        Assert.Equal($"/studio/definitions/{saved["definitionId"]}/review", handedIn.Headers["X-Petitions-Next"]);
        Assert.False((bool)handedIn.Body["workflowDefinition"]!["isPublished"]!);
    }

    [Fact]
    public async Task A_drawing_that_nobody_can_read_is_refused_with_the_reason()
    {
        var town = studio.Town;
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        var model = Drawn.Sound("两个同号");
        model["root"]!["activities"]!.AsArray().Add(Drawn.Step("tell", "Elsa.End", 900));
        var refused = await designer.SaveAsync(model);
        Assert.Equal((400, "DEFINITION_UNREADABLE"), (refused.Status, refused.Code));
        Assert.Contains(refused.Errors, e => e.Contains("编号", StringComparison.Ordinal));
        foreach (var body in new object[] { "{", "[]", "{\"model\": 3}", "{\"model\": {\"name\": \"x\"}}" })
            Assert.Equal((400, "FIELD_INVALID"), await CodeAsync(designer.PostAsync("/workflow-definitions", body)));
    }

    [Fact]
    public async Task Names_in_any_case_are_read_and_given_back_in_camel_case()
    {
        var town = studio.Town;
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        var saved = await designer.PostAsync("/workflow-definitions", """
            { "Model": { "Name": "大写的", "Root": { "Id": "r", "Type": "Elsa.Flowchart", "Version": 1,
              "Activities": [ { "Id": "a", "Type": "Elsa.WriteLine", "Version": 1, "Text": { "TypeName": "String", "Expression": { "Type": "Literal", "Value": "x" } } } ] } }, "Publish": false }
            """);
        Assert.Equal(200, saved.Status);
        Assert.Equal("x", (string?)saved.Body["workflowDefinition"]!["root"]!["activities"]![0]!["text"]!["expression"]!["value"]);
    }

    [Fact]
    public async Task A_hundred_saves_cost_the_toolbox_nothing()
    {
        var town = studio.Town;
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        var made = await designer.SavedAsync(Drawn.Sound("一百次"));
        var list = await designer.GetAsync("/descriptors/activities?Refresh=True");
        var toolbox = (Petitions.Server.Studio.Descriptors.Toolbox)town.Services.GetService(typeof(Petitions.Server.Studio.Descriptors.Toolbox))!;
        var (shelves, stamp) = (toolbox.Made, await StampAsync(town));
        using var statements = new StatementCount(town);
        made = await designer.SavedAsync(made);
        var ofOneSave = statements.Count;
        for (var i = 0; i < 100; i++)
        {
            made = await designer.SavedAsync(made);
            var again = await designer.GetAsync("/descriptors/activities?Refresh=True", ("If-None-Match", list.Headers["ETag"]));
            Assert.Equal((304, ""), (again.Status, again.Text));
        }
        Assert.Equal((shelves, 101 * ofOneSave), (toolbox.Made, statements.Count));
        Assert.InRange(ofOneSave, 1, 8);
        Assert.Equal(stamp, await StampAsync(town));
    }

    /// <summary>Whoever sees it move reads all definitions again: a draft must not.</summary>
    private static Task<long> StampAsync(ServedTown town) => town.Rows.ScalarAsync<long>("select stamp from library");

    private static async Task<(int, string?)> CodeAsync(Task<StudioAnswer> answer) => ((await answer).Status, (await answer).Code);
}
