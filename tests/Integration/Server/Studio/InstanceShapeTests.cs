using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>Every call that Studio makes about instances, with the members that it reads.</summary>
public sealed class InstanceShapeTests(InstanceTown studio) : IClassFixture<InstanceTown>
{
    private const string Node = "Workflow1:flow1:tell";

    private static readonly string[] Item =
        ["id", "definitionId", "definitionVersionId", "version", "status", "subStatus", "correlationId", "name", "incidentCount", "isSystem", "createdAt", "updatedAt", "finishedAt"];

    private static readonly string[] Summary =
    [
        "id", "workflowInstanceId", "activityId", "activityNodeId", "activityType", "activityTypeVersion", "activityName", "metadata", "startedAt", "hasBookmarks", "status",
        "aggregateFaultCount", "completedAt", "schedulingActivityExecutionId", "schedulingActivityId", "schedulingWorkflowInstanceId", "callStackDepth",
    ];

    private static readonly string[] Record = [.. Summary, "activityState", "payload", "outputs", "properties", "exception"];

    [Fact]
    public async Task The_list_is_a_query_with_filters_order_and_pages()
    {
        var town = studio.Town;
        var (number, parked) = await studio.BegunAsync("B2");
        var (other, running) = await studio.BegunAsync("A8");
        using var supervisor = await StudioVisitor.SignInAsync(town, StudioVisitor.Supervisor);
        async Task<JsonArray> Find(string body)
        {
            var answer = await supervisor.PostAsync("/workflow-instances", JsonNode.Parse(body)!);
            Assert.True(answer.Status == 200, answer.Text);
            Assert.All(answer.Items, i => AssertMembers(Item, i));
            return answer.Items;
        }
        var all = await supervisor.PostAsync("/workflow-instances?unknown=1", JsonNode.Parse("""
            { "page": 0, "pageSize": 10, "searchTerm": "", "definitionId": null, "definitionIds": [], "correlationId": null, "version": null, "hasIncidents": null, "isSystem": false,
              "status": null, "statuses": [], "subStatus": null, "subStatuses": [], "orderBy": null, "orderDirection": "Descending", "timestampFilters": [], "more": {} }
            """)!);
        AssertMembers(["items", "totalCount", "links"], all.Body);
        Assert.True((int)all.Body["totalCount"]! >= 4);
        Assert.Equal([parked], Ids(await Find($$"""{ "SubStatus": "Faulted", "correlationId": "{{number}}" }""")));
        Assert.Equal(("Finished", "Faulted", 1, number, false), ((await Find($$"""{ "subStatuses": ["Faulted"], "searchTerm": "{{number.ToLowerInvariant()}}" }"""))[0] is var p
            ? ((string?)p!["status"], (string?)p["subStatus"], (int)p["incidentCount"]!, (string?)p["name"], (bool)p["isSystem"]!) : default));
        Assert.Equal([running], Ids(await Find($$"""{ "statuses": ["Running"], "definitionIds": ["on-site-look"], "hasIncidents": false, "searchTerm": "{{other[^4..]}}" }""")));
        Assert.Equal([running], Ids(await Find($$"""{ "searchTerm": "{{running}}" }""")));
        Assert.Empty(await Find("""{ "definitionId": "on-site-look", "version": 7 }"""));
        Assert.Empty(await Find("""{ "isSystem": true }"""));
        Assert.Empty(await Find("""{ "searchTerm": "nowhere" }"""));
        Assert.Equal(2, (await Find("""{ "searchTerm": "现场查看", "pageSize": 2 }""")).Count);
        Assert.All(await Find("""{ "searchTerm": "on-SITE" }"""), i => Assert.Equal("on-site-look", (string?)i!["definitionId"]));
        var named = (await Find("""{ "definitionId": "on-site-look", "orderBy": "Name", "orderDirection": "Ascending", "pageSize": 50 }""")).Select(i => (string)i!["name"]!).ToList();
        Assert.Equal(named.Order(StringComparer.Ordinal), named);
        foreach (var order in new[] { "Created", "LastExecuted", "Finished" })
            Assert.NotEmpty(await Find($$"""{ "orderBy": "{{order}}", "pageSize": 1 }"""));
        var second = await Find("""{ "orderBy": "Name", "orderDirection": "Ascending", "definitionId": "on-site-look", "page": 1, "pageSize": 1 }""");
        Assert.Equal(named[1], (string?)Assert.Single(second)!["name"]);
        foreach (var (column, sign, finds) in new[] { ("CreatedAt", "GreaterThan", false), ("UpdatedAt", "LessThanOrEqual", true), ("FinishedAt", "IsNot", true), ("CreatedAt", "LessThan", true) })
            Assert.Equal(finds, (await Find($$"""{ "timestampFilters": [{ "column": "{{column}}", "operator": "{{sign}}", "timestamp": "2026-03-05T09:00:00+08:00" }] }""")).Count > 0);
        // A day that Studio's calendar gives is the whole day, wherever it is midnight; a time of the clock is the whole minute.
        foreach (var (sign, moment, finds) in new[]
        {
            ("Is", "2026-03-04T00:00:00+08:00", true), ("IsNot", "2026-03-04T00:00:00+08:00", false), ("Is", "2026-03-03T00:00:00+08:00", false),
            ("GreaterThan", "2026-03-04T00:00:00+08:00", false), ("GreaterThan", "2026-03-03T00:00:00+08:00", true), ("GreaterThanOrEqual", "2026-03-04T00:00:00+08:00", true),
            ("LessThan", "2026-03-04T00:00:00+08:00", false), ("LessThanOrEqual", "2026-03-04T00:00:00+08:00", true), ("Is", "2026-03-04T09:00:00+08:00", true),
            ("Is", "2026-03-04T08:59:00+08:00", false), ("LessThanOrEqual", "9999-12-31T00:00:00Z", true), ("GreaterThan", "9999-12-31T23:59:59.9999999Z", false),
        })
            Assert.Equal((sign, moment, finds), (sign, moment, (await Find($$"""{ "timestampFilters": [{ "column": "CreatedAt", "operator": "{{sign}}", "timestamp": "{{moment}}" }] }""")).Count > 0));
        var refused = await supervisor.PostAsync("/workflow-instances", new { timestampFilters = new[] { new { column = "password", @operator = "Is", timestamp = "2026-03-05" } } });
        Assert.Equal((400, "FIELD_INVALID"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task The_versions_of_all_instances_are_there_to_be_read()
    {
        var (_, instance) = await studio.BegunAsync("A8");
        using var supervisor = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        var whole = (await supervisor.GetAsync($"/workflow-instances/{instance}")).Body;
        var version = (string)whole["definitionVersionId"]!;
        Assert.Equal(version, (string?)Assert.Single((await supervisor.GetAsync($"/workflow-definitions?versionOptions=&Ids={version}")).Items)!["id"]);
        var drawing = (await supervisor.GetAsync($"/workflow-definitions/by-id/{version}")).Body;
        Assert.Contains(drawing["root"]!["activities"]!.AsArray(), a => (string?)a!["nodeId"] == Node);
    }

    [Fact]
    public async Task A_stopped_instance_says_where_and_why()
    {
        var (number, instance) = await studio.BegunAsync("B2");
        using var supervisor = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        var whole = (await supervisor.GetAsync($"/workflow-instances/{instance}")).Body;
        AssertMembers([.. Item, "workflowState"], whole);
        Assert.Equal((instance, number, number), ((string?)whole["id"], (string?)whole["correlationId"], (string?)whole["name"]));
        var state = whole["workflowState"]!;
        AssertMembers(["id", "definitionId", "definitionVersionId", "definitionVersion", "correlationId", "status", "subStatus", "bookmarks", "incidents", "fault", "completionCallbacks",
            "activityExecutionContexts", "input", "output", "properties", "createdAt", "updatedAt", "finishedAt"], state);
        var incident = Assert.Single(state["incidents"]!.AsArray())!;
        AssertMembers(["activityId", "activityNodeId", "activityType", "message", "exception", "timestamp"], incident);
        AssertMembers(["type", "message", "stackTrace", "innerException"], incident["exception"]);
        Assert.Equal(("tell", Node, "Petitions.Notify"), ((string?)incident["activityId"], (string?)incident["activityNodeId"], (string?)incident["activityType"]));
        var answer = (await supervisor.GetAsync($"/workflow-instances/{instance}/execution-state")).Body;
        AssertMembers(["status", "subStatus", "updatedAt"], answer);
        Assert.Equal(("Finished", "Faulted"), ((string?)answer["status"], (string?)answer["subStatus"]));
    }

    [Fact]
    public async Task The_journal_is_filtered_and_paged_in_the_order_of_events()
    {
        var (_, instance) = await studio.BegunAsync("B2");
        using var supervisor = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        async Task<StudioAnswer> Read(string filter, string query = "skip=0&take=110") =>
            await supervisor.PostAsync($"/workflow-instances/{instance}/journal?{query}", JsonNode.Parse($$"""{ "filter": {{filter}} }""")!);
        var all = await Read("""{ "activityIds": null, "activityNodeIds": null, "excludedActivityTypes": ["Elsa.Workflow", "Elsa.Flowchart"], "eventNames": null }""");
        Assert.All(all.Items, i => AssertMembers(["id", "activityInstanceId", "parentActivityInstanceId", "activityId", "activityType", "activityTypeVersion", "activityName", "nodeId", "timestamp",
            "sequence", "eventName", "message", "source", "activityState", "payload"], i));
        Assert.Equal(all.Items.Count, (int)all.Body["totalCount"]!);
        Assert.DoesNotContain(all.Items, i => (string?)i!["activityType"] is "Elsa.Workflow" or "Elsa.Flowchart");
        var steps = all.Items.Select(i => (long)i!["sequence"]!).ToList();
        Assert.Equal(steps.Order(), steps);
        Assert.Equal(["tell"], (await Read("""{ "eventNames": ["Faulted"], "excludedActivityTypes": ["Elsa.Workflow", "Elsa.Flowchart"] }""")).Items.Select(i => (string?)i!["activityId"]).Distinct());
        Assert.All((await Read($$"""{ "activityNodeIds": ["{{Node}}"] }""")).Items, i => Assert.Equal(Node, (string?)i!["nodeId"]));
        Assert.Equal((long)all.Items[1]!["sequence"]!, (long)Assert.Single((await Read("""{ "excludedActivityTypes": ["Elsa.Workflow", "Elsa.Flowchart"] }""", "skip=1&TAKE=1")).Items)!["sequence"]!);
        Assert.NotEmpty((await supervisor.GetAsync($"/workflow-instances/{instance}/journal")).Items);
    }

    [Fact]
    public async Task The_badges_tell_of_every_node_that_was_asked_for()
    {
        var (_, parked) = await studio.BegunAsync("B2");
        var (_, running) = await studio.BegunAsync("A8");
        using var supervisor = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        async Task<List<(string, int, int, int, bool, bool)>> Stats(string instance)
        {
            string[] nodes = [Node, "Workflow1:flow1:wait", "Workflow1:flow1:end", "Workflow1:flow1:keep"];
            var answer = await supervisor.PostAsync("/activity-executions/report", new { workflowInstanceId = instance, activityNodeIds = nodes });
            var stats = answer.Body["stats"]!.AsArray();
            Assert.All(stats, s => AssertMembers(["activityId", "activityNodeId", "startedCount", "completedCount", "uncompletedCount", "isBlocked", "isFaulted", "metadata"], s));
            Assert.Equal(nodes, stats.Select(s => (string?)s!["activityNodeId"]));
            return [.. stats.Select(s => ((string)s!["activityId"]!, (int)s["startedCount"]!, (int)s["completedCount"]!, (int)s["uncompletedCount"]!, (bool)s["isBlocked"]!, (bool)s["isFaulted"]!))];
        }
        Assert.Equal([("tell", 1, 0, 1, false, true), ("wait", 0, 0, 0, false, false), ("end", 0, 0, 0, false, false), ("keep", 1, 1, 0, false, false)], await Stats(parked));
        Assert.Equal([("tell", 1, 1, 0, false, false), ("wait", 1, 0, 1, true, false), ("end", 0, 0, 0, false, false), ("keep", 1, 1, 0, false, false)], await Stats(running));
    }

    [Fact]
    public async Task Executions_are_listed_in_short_and_whole_and_know_what_is_around_them()
    {
        var (number, instance) = await studio.BegunAsync("B2");
        using var supervisor = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        var query = $"?WorkflowInstanceId={instance}&ActivityNodeId={Uri.EscapeDataString(Node)}&Whatever=1";
        var summary = Assert.Single((await supervisor.GetAsync("/activity-execution-summaries/list" + query)).Items)!;
        AssertMembers(Summary, summary);
        Assert.Null(summary["activityState"]);
        var record = Assert.Single((await supervisor.GetAsync("/activity-executions/list" + query)).Items)!;
        AssertMembers(Record, record);
        Assert.Equal(("Faulted", 1, "tell"), ((string?)record["status"], (int)record["aggregateFaultCount"]!, (string?)record["activityId"]));
        Assert.Equal("R-SUPERVISOR", (string?)record["activityState"]!["Role"]);
        var id = (string)record["id"]!;
        var alone = (await supervisor.GetAsync($"/activity-executions/by-id?id={id}")).Body;
        Assert.True(JsonNode.DeepEquals(record, alone), alone.ToJsonString());
        var stack = (await supervisor.GetAsync($"/activity-executions/{id}/call-stack")).Body;
        AssertMembers(["activityExecutionId", "items", "totalCount"], stack);
        Assert.Equal((id, id), ((string?)stack["activityExecutionId"], (string?)stack["items"]!.AsArray()[^1]!["id"]));
        Assert.True((int)stack["totalCount"]! > 1);
        Assert.Empty((await supervisor.GetAsync($"/activity-execution-summaries/list?WorkflowInstanceId={instance}&ActivityNodeId=Workflow1:flow1:end")).Items);
        var variable = Assert.Single((await supervisor.GetAsync($"/workflow-instances/{instance}/variables")).Items)!;
        Assert.Equal(("v1", "Said", number), ((string?)variable["id"], (string?)variable["name"], (string?)variable["value"]));
    }

    [Fact]
    public async Task What_goes_out_as_a_file_holds_the_course_and_no_values()
    {
        var (number, instance) = await studio.BegunAsync("B2");
        using var supervisor = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        var one = await supervisor.GetAsync($"/workflow-instances/{instance}/export");
        Assert.Contains($"workflow-instance-{instance}.json", one.Headers["Content-Disposition"], StringComparison.Ordinal);
        AssertMembers(["workflowState", "bookmarks", "activityExecutionRecords", "workflowExecutionLogRecords"], one.Body);
        Assert.Equal("•••", (string?)one.Body["activityExecutionRecords"]!.AsArray().First(r => (string?)r!["activityId"] == "start")!["outputs"]!.AsObject().SelectMany(o => Leaves(o.Value)).First());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/elsa/api/bulk-actions/export/workflow-instances") { Content = new StringContent(JsonSerializer.Serialize(new { ids = new[] { instance } })) };
        var bytes = await supervisor.BytesAsync(request);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var entry = new StreamReader(Assert.Single(zip.Entries).Open());
        var text = await entry.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.True(JsonNode.DeepEquals(one.Body, JsonNode.Parse(text)));
        Assert.Equal(3, text.Split($"\"{number}\"").Length);
    }

    [Fact]
    public async Task Real_time_updates_are_named_among_the_features()
    {
        using var supervisor = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        Assert.Equal("Elsa.RealTimeWorkflowUpdates", (string?)Assert.Single((await supervisor.GetAsync("/features/installed")).Items)!["fullName"]);
    }

    internal static void AssertMembers(string[] expected, JsonNode? actual) => Assert.Empty(expected.Except(actual!.AsObject().Select(m => m.Key)));

    private static IEnumerable<string> Ids(JsonArray items) => items.Select(i => (string)i!["id"]!);

    private static IEnumerable<JsonNode> Leaves(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Leaves(m.Value)),
        JsonArray list => list.SelectMany(Leaves),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value],
        _ => [],
    };
}
