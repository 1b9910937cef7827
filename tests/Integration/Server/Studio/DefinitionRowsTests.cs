using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>Every other call that Studio makes about definitions and kinds, with the members that it reads.</summary>
public sealed class DefinitionRowsTests(StudioTown studio) : IClassFixture<StudioTown>
{
    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public async Task The_toolbox_has_each_type_once_in_the_visitors_words(string language)
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer, language);
        var items = (await designer.GetAsync("/descriptors/activities?Refresh=True")).Items;
        Assert.Equal(items.Count, items.Select(i => $"{i!["typeName"]} {i["version"]}").Distinct().Count());
        Assert.False((bool)items.Single(i => (string?)i!["typeName"] == "Elsa.Flowchart")!["isBrowsable"]!);
        foreach (var item in items.Where(i => (bool)i!["isBrowsable"]!))
        {
            var words = new[] { item!["category"], item["displayName"], item["description"] }
                .Concat(item["inputs"]!.AsArray().SelectMany(i => new[] { i!["displayName"], i["description"] })).Concat(item["ports"]!.AsArray().Select(p => p!["displayName"]))
                .Concat(item["outputs"]!.AsArray().Select(o => o!["displayName"])).Select(w => (string)w!);
            Assert.All(words, word => Assert.True(word.Length > 0 && word.Any(char.IsLetter)
                && (language == "en" ? !word.Any(IsChinese) : word.Any(IsChinese) || word is "JavaScript"), $"{item["typeName"]}: {word}"));
            Assert.DoesNotContain("/", (string)item["category"]!, StringComparison.Ordinal);
        }
        var role = items.Single(i => (string?)i!["typeName"] == "Petitions.AssignTask")!["inputs"]!.AsArray().Single(i => (string?)i!["name"] == "Role")!;
        Assert.Equal("dropdown", (string?)role["uiHint"]);
        Assert.Contains(role["uiSpecifications"]!["dropdown"]!["selectList"]!["items"]!.AsArray(), i => (string?)i!["value"] == "R-MEDIATOR");
    }

    /// <summary>What can be chosen is what there is: units and categories in their order, events in words, and the names that drawings have given to their own.</summary>
    [Theory]
    [InlineData("zh-Hans", "已受理 · accepted", "NQ-ZH 南区综合办公室", "　B2 漏水与相邻关系")]
    [InlineData("en", "accepted · accepted", "NQ-ZH South Estate General Office", null)]
    public async Task Units_categories_and_events_are_chosen_and_not_typed(string language, string accepted, string unit, string? category)
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer, language);
        var items = (await designer.GetAsync("/descriptors/activities?Refresh=True")).Items;
        JsonNode Input(string type, string name) => items.Single(i => (string?)i!["typeName"] == type)!["inputs"]!.AsArray().Single(i => (string?)i!["name"] == name)!;
        var events = Input("Elsa.Event", "EventName");
        Assert.Equal("dropdown", (string?)events["uiHint"]);
        // Studio would ask without end while the step is selected.
        Assert.Null(events["uiSpecifications"]!["Refresh"]);
        Assert.Contains(Choices(events["uiSpecifications"]!), c => c == (accepted, "accepted"));
        Assert.Equal("singleline", (string?)Input("Elsa.PublishEvent", "EventName")["uiHint"]);
        var units = Choices(Input("Petitions.OfUnit", "Unit")["uiSpecifications"]!);
        Assert.DoesNotContain(units, u => u.Value == "SUP");
        Assert.Contains((unit, "NQ-ZH"), units);
        var categories = Input("Petitions.OfCategory", "Categories");
        Assert.Equal("checklist", (string?)categories["uiHint"]);
        var checks = categories["uiSpecifications"]!["checklist"]!["checkList"]!["items"]!.AsArray().Select(i => ((string)i!["text"]!, (string)i["value"]!)).ToList();
        Assert.Equal(["B", "B1", "B2"], checks.Select(c => c.Item2).SkipWhile(c => c != "B").Take(3));
        if (category is not null)
            Assert.Contains((category, "B2"), checks);
        var model = Drawn.New("自己的事件" + language);
        model["root"]!["activities"] = new JsonArray(Drawn.Step("say", "Elsa.PublishEvent", 40, ("eventName", "String", "visitDone-" + language)));
        await designer.SavedAsync(model);
        var again = (await designer.GetAsync("/descriptors/activities?Refresh=True")).Items.Single(i => (string?)i!["typeName"] == "Elsa.Event")!["inputs"]![0]!["uiSpecifications"]!;
        Assert.Contains(Choices(again), c => c.Value == "visitDone-" + language && c.Text.StartsWith(c.Value, StringComparison.Ordinal) && c.Text.Length > c.Value.Length);
        var asked = await designer.PostAsync("/descriptors/activities/Elsa.Event/options/EventName", new { context = new { } });
        Assert.Contains(Choices(asked.Body["items"]!), c => c.Value == "visitDone-" + language);
    }

    private static List<(string Text, string Value)> Choices(JsonNode specifications) =>
        [.. specifications["dropdown"]!["selectList"]!["items"]!.AsArray().Select(i => ((string)i!["text"]!, (string)i["value"]!))];

    /// <summary>Studio writes inputs beside id and name, and reads its own defaults only as whole expressions with a text in them.</summary>
    [Fact]
    public async Task An_activity_is_dropped_with_its_defaults_and_no_input_hides_its_name()
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        var items = (await designer.GetAsync("/descriptors/activities?Refresh=True")).Items;
        string[] own = ["id", "nodeId", "name", "type", "version", "metadata", "customProperties"];
        foreach (var item in items)
        {
            var inputs = item!["inputs"]!.AsArray();
            Assert.All(inputs.Concat(item["outputs"]!.AsArray()), i => Assert.DoesNotContain((string)i!["name"]!, own, StringComparer.OrdinalIgnoreCase));
            Assert.All(inputs, i => Assert.Null(i!["defaultValue"]));
            Assert.All(item["constructionProperties"]!.AsObject().Select(p => (p.Value as JsonObject)?["expression"]).OfType<JsonObject>(),
                e => Assert.Equal(System.Text.Json.JsonValueKind.String, e["value"]!.GetValueKind()));
        }
        var clock = items.Single(i => (string?)i!["typeName"] == "Petitions.StartClock")!["constructionProperties"]!;
        Assert.Equal(("Int32", "Literal", "3"), ((string)clock["workdays"]!["typeName"]!, (string)clock["workdays"]!["expression"]!["type"]!, (string)clock["workdays"]!["expression"]!["value"]!));
    }

    [Theory]
    [InlineData("petition"), InlineData("escalation"), InlineData("mediation"), InlineData("accountability")]
    public async Task Numbers_and_lists_of_a_stored_drawing_reach_the_editor_as_texts_and_change_nothing(string definition)
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        var shown = (await designer.GetAsync($"/workflow-definitions/by-definition-id/{definition}?versionOptions=Latest")).Body;
        var values = shown["root"]!["activities"]!.AsArray().SelectMany(a => a!.AsObject()).Select(m => (m.Value as JsonObject)?["expression"]?["value"]).OfType<JsonNode>().ToList();
        Assert.NotEmpty(values);
        Assert.All(values, v => Assert.Equal(System.Text.Json.JsonValueKind.String, v.GetValueKind()));
        var compared = Petitions.Cases.DefinitionComparison.Of(await studio.Town.Rows.ScalarAsync<string>($"select document::text from definitions where definition_id = '{definition}' and is_published"), shown.ToJsonString());
        Assert.Empty(compared.Steps);
        Assert.Empty(compared.Arrows);
    }

    [Fact]
    public async Task A_type_that_is_not_run_here_keeps_a_descriptor_so_that_the_drawing_is_not_lost()
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        var model = Drawn.Sound("带邮件的");
        model["root"]!["activities"]!.AsArray().Add(Drawn.Step("mail", "Elsa.SendEmail", 900));
        var imported = await designer.PostAsync("/workflow-definitions/import", model);
        Assert.Equal(200, imported.Status);
        Assert.Contains(imported.Body["findings"]!.AsArray(), f => (string?)f!["rule"] == "foreignType");
        await designer.GetAsync($"/workflow-definitions/by-definition-id/{imported.Body["definitionId"]}");
        var stranger = (await designer.GetAsync("/descriptors/activities")).Items.Single(i => (string?)i!["typeName"] == "Elsa.SendEmail")!;
        Assert.False((bool)stranger["isBrowsable"]!);
    }

    [Theory]
    [InlineData("/descriptors/expression-descriptors", "type")]
    [InlineData("/descriptors/variables", "typeName")]
    [InlineData("/descriptors/storage-drivers", "typeName")]
    [InlineData("/descriptors/workflow-activation-strategies", "typeName")]
    [InlineData("/descriptors/incident-strategies", "typeName")]
    [InlineData("/descriptors/log-persistence-strategies", "typeName")]
    [InlineData("/descriptors/commit-strategies/workflows", null)]
    [InlineData("/descriptors/commit-strategies/activities", null)]
    [InlineData("/descriptors/output-converters?sourceType=String&destinationType=String", null)]
    [InlineData("/descriptors/of-a-later-studio", null)]
    public async Task Small_lists_are_there_and_never_missing(string path, string? key)
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        var answer = await designer.GetAsync(path);
        Assert.Equal(200, answer.Status);
        if (key is null)
            Assert.Empty(answer.Items);
        else
            Assert.All(answer.Items, i => Assert.True(((string)i![key]!).Length > 0 && ((string)i["displayName"]!).Length > 0));
    }

    [Fact]
    public async Task Expressions_are_completed_with_the_facts_of_the_case()
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        var answer = await designer.PostAsync("/scripting/javascript/type-definitions/petition", new { workflowDefinitionId = "petition", activityTypeName = "Elsa.FlowDecision", propertyName = "Condition" });
        Assert.StartsWith("text/plain", answer.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Contains("readonly category: any;", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_exported_is_imported_again_alone_and_in_a_zip()
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        var file = await designer.GetAsync("/workflow-definitions/accountability/export?versionOptions=1&includeConsumingWorkflows=False");
        Assert.Equal((200, true), (file.Status, file.Headers["Content-Disposition"].Contains("accountability-v1.json", StringComparison.Ordinal)));
        var shipped = await studio.Town.Rows.ScalarAsync<string>("select document::text from definitions where version_id = 'accountability-v1'");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(shipped), file.Body));
        var model = file.Body;
        (model["definitionId"], model["name"]) = ("three-questions-of-elsewhere", "别处的三问");
        using var form = new MultipartFormDataContent { { new StringContent(model.ToJsonString()), "files", "elsewhere.json" } };
        var imported = await designer.PostAsync("/workflow-definitions/import-files", form);
        Assert.Equal((200, 1), (imported.Status, (int)imported.Body["count"]!));
        var draft = (await designer.GetAsync("/workflow-definitions/by-definition-id/three-questions-of-elsewhere")).Body;
        Assert.Equal(model["root"]!["activities"]!.AsArray().Count, draft["root"]!["activities"]!.AsArray().Count);
        Assert.False((bool)draft["isPublished"]!);
        using var zipped = new MemoryStream();
        using (var zip = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = new StreamWriter(zip.CreateEntry("a.json").Open()))
            entry.Write(model.ToJsonString().Replace("three-questions-of-elsewhere", "three-questions-zipped", StringComparison.Ordinal));
        using var zipForm = new MultipartFormDataContent { { new ByteArrayContent(zipped.ToArray()), "files", "all.zip" } };
        Assert.Equal(1, (int)(await designer.PostAsync("/workflow-definitions/import-files", zipForm)).Body["count"]!);
        using var other = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.OtherDesigner);
        Assert.Equal("DEFINITION_CHANGED", (await other.PostAsync("/workflow-definitions/import", model)).Code);
        using var broken = new MultipartFormDataContent { { new StringContent("{"), "files", "broken.json" } };
        Assert.Equal((400, "FIELD_INVALID"), await CodeAsync(designer.PostAsync("/workflow-definitions/import-files", broken)));
    }

    [Fact]
    public async Task Versions_are_listed_reverted_to_and_drafts_thrown_away_but_never_what_was_published()
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        var reverted = await designer.PostAsync("/workflow-definitions/emergency/revert/1", new { });
        Assert.Equal((200, "emergency-v2"), (reverted.Status, (string?)reverted.Body["id"]));
        var versions = await designer.GetAsync("/workflow-definitions?versionOptions=AllVersions&DefinitionIds=emergency&OrderBy=Version&OrderDirection=Descending");
        Assert.Equal([2, 1], versions.Items.Select(v => (int)v!["version"]!));
        Assert.Equal((409, "DEFINITION_IN_USE"), await CodeAsync(designer.DeleteAsync("/workflow-definition-versions/emergency-v1")));
        Assert.Equal(204, (await designer.DeleteAsync("/workflow-definition-versions/emergency-v2")).Status);
        Assert.Equal("emergency-v1", (string?)(await designer.GetAsync("/workflow-definitions/by-definition-id/emergency")).Body["id"]);
        await designer.SavedAsync(Drawn.New("两个一起删"));
        var made = (string)(await designer.SavedAsync(Drawn.New("一起删")))["definitionId"]!;
        var some = (await designer.PostAsync("/bulk-actions/delete/workflow-definitions/by-definition-id", new { definitionIds = new[] { made, "petition", "nowhere" } })).Body;
        Assert.Equal((1, "只有草稿可以删除，这些已保留：信访事项办理。"), ((int)some["deleted"]!, (string?)some["message"]));
        var draft = (string)(await designer.SavedAsync(Drawn.New("一版一删")))["id"]!;
        var one = (await designer.PostAsync("/bulk-actions/delete/workflow-definitions/by-id", new { ids = new[] { draft } })).Body;
        Assert.Equal((1, null), ((int)one["deleted"]!, (string?)one["message"]));
    }

    [Fact]
    public async Task Bulk_publishing_says_what_is_published_and_leads_to_the_page_of_approvals()
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        var answer = await designer.PostAsync("/bulk-actions/publish/workflow-definitions/by-definition-ids", new { definitionIds = new[] { "petition", "nowhere" } });
        Assert.Equal((200, "/studio/reviews"), (answer.Status, answer.Headers["X-Petitions-Next"]));
        Assert.Equal(("petition", "nowhere", 0), ((string?)answer.Body["alreadyPublished"]![0], (string?)answer.Body["notFound"]![0], answer.Body["published"]!.AsArray().Count));
        Assert.Equal((400, "NOT_YOUR_ROLE"), await CodeAsync(designer.PostAsync("/bulk-actions/retract/workflow-definitions/by-definition-ids", new { definitionIds = new[] { "petition" } })));
        using var supervisor = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        Assert.Equal("/studio/definitions/petition/review",
            (await supervisor.PostAsync("/bulk-actions/retract/workflow-definitions/by-definition-ids", new { definitionIds = new[] { "petition" } })).Headers["X-Petitions-Next"]);
        Assert.True((bool)(await supervisor.PostAsync("/workflow-definitions/petition/retract", new { })).Body["isPublished"]!);
        Assert.Equal("/studio/definitions/petition/review", (await supervisor.PostAsync("/workflow-definitions/petition/retract", new { })).Headers["X-Petitions-Next"]);
    }

    [Fact]
    public async Task Parts_of_a_definition_are_found_by_their_place()
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        var whole = await designer.GetAsync("/workflow-definitions/subgraph/mediation-v1");
        Assert.Equal("Workflow1:mediation-flow", (string?)whole.Body["nodeId"]);
        Assert.NotEmpty(whole.Body["children"]!.AsArray());
        var hub = await designer.GetAsync("/workflow-definitions/subgraph/segments/mediation-v1?childNodeId=Workflow1:mediation-flow:hub");
        Assert.Equal(("hub", "mediation-flow", 0), ((string?)hub.Body["childNode"]!["activity"]!["id"], (string?)hub.Body["container"]!["activity"]!["id"], hub.Body["pathSegments"]!.AsArray().Count));
        Assert.Equal(404, (await designer.GetAsync("/workflow-definitions/subgraph/mediation-v1?parentNodeId=nowhere")).Status);
        Assert.Contains((await designer.GetAsync("/workflow-definitions/closure/consumers")).Body["consumingWorkflowDefinitionIds"]!.AsArray(), c => (string?)c == "petition");
        Assert.Single((await designer.GetAsync("/workflow-definitions/many-by-id?ids=closure-v1")).Items);
        Assert.True((int)(await designer.GetAsync("/workflow-definitions/query/count")).Body["count"]! >= 8);
        Assert.Equal("Faulted", (string?)(await designer.PostAsync("/tests/activities", new { })).Body["status"]);
        Assert.NotNull((await designer.PostAsync("/descriptors/activities/Petitions.Notify/options/Role", new { context = new { } })).Body["items"]!["dropdown"]);
    }

    private static bool IsChinese(char c) => c is >= '\u4E00' and <= '\u9FFF';

    private static async Task<(int, string?)> CodeAsync(Task<StudioAnswer> answer) => ((await answer).Status, (await answer).Code);
}
