using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>Every call that Studio makes has its door, and the rows of its menus that have no other test answer in the shape that it reads.</summary>
public sealed class ContractTests(StudioTown studio) : IClassFixture<StudioTown>
{
    private static readonly string[] Reads =
    [
        "/workflow-definitions", "/workflow-definitions/by-definition-id/petition", "/workflow-definitions/by-id/petition-v1", "/workflow-definitions/many-by-id?ids=petition-v1",
        "/workflow-definitions/query/count", "/workflow-definitions/validation/is-name-unique?name=x", "/workflow-definitions/petition/export", "/workflow-definitions/petition/consumers",
        "/workflow-definitions/subgraph/petition-v1", "/workflow-definitions/subgraph/segments/mediation-v1?childNodeId=Workflow1:mediation-flow:hub", "/descriptors/activities", "/descriptors/expression-descriptors",
        "/descriptors/workflow-activation-strategies", "/descriptors/incident-strategies", "/descriptors/log-persistence-strategies", "/descriptors/commit-strategies/workflows",
        "/descriptors/commit-strategies/activities", "/descriptors/storage-drivers", "/descriptors/variables", "/descriptors/output-converters", "/features/installed",
        "/workflow-instances/x", "/workflow-instances/x/variables", "/workflow-instances/x/execution-state", "/workflow-instances/x/journal", "/workflow-instances/x/export",
        "/activity-execution-summaries/list", "/activity-executions/list", "/activity-executions/by-id?id=x", "/activity-executions/x/call-stack",
    ];

    private static readonly string[] Writes =
    [
        "/workflow-definitions", "/workflow-definitions/petition/publish", "/workflow-definitions/petition/retract", "/workflow-definitions/petition/execute", "/workflow-definitions/petition/revert/1",
        "/workflow-definitions/import", "/workflow-definitions/import-files", "/bulk-actions/publish/workflow-definitions/by-definition-ids", "/bulk-actions/retract/workflow-definitions/by-definition-ids",
        "/bulk-actions/delete/workflow-definitions/by-definition-id", "/bulk-actions/delete/workflow-definitions/by-id", "/bulk-actions/export/workflow-definitions",
        "/scripting/javascript/type-definitions/petition", "/descriptors/activities/Petitions.Notify/options/Role", "/tests/activities", "/workflow-instances", "/workflow-instances/x/journal",
        "/activity-executions/report", "/cancel/workflow-instances/x", "/bulk-actions/cancel/workflow-instances", "/bulk-actions/delete/workflow-instances/by-id",
        "/bulk-actions/import/workflow-instances", "/bulk-actions/export/workflow-instances",
    ];

    [Fact]
    public async Task Nobody_is_let_in_at_any_of_its_calls_without_a_session()
    {
        using var stranger = StudioVisitor.Stranger(studio.Town);
        foreach (var path in Reads)
            Assert.Equal((path, 401, "NOT_SIGNED_IN"), (path, await stranger.GetAsync(path) is var read ? read.Status : 0, read.Code));
        foreach (var path in Writes)
            Assert.Equal((path, true, "NOT_SIGNED_IN"), (path, await stranger.PostAsync(path, new { }) is var write && write.Status is 401 or 400, write.Code));
        foreach (var path in new[] { "/workflow-definitions/petition", "/workflow-definition-versions/petition-v1", "/workflow-instances/x" })
            Assert.Equal("NOT_SIGNED_IN", (await stranger.DeleteAsync(path)).Code);
    }

    /// <summary>Unknown arguments are passed over, names are taken in any case.</summary>
    [Fact]
    public async Task Every_reading_of_a_designer_answers_whatever_else_is_in_its_address()
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        foreach (var path in Reads.Where(p => !p.Contains("/x", StringComparison.Ordinal) && !p.Contains("=x", StringComparison.Ordinal) && !p.Contains("/list", StringComparison.Ordinal)))
        {
            var more = path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "VERSIONOPTIONS=Latest&unknown=1&PAGE=0";
            Assert.True(await designer.GetAsync(more) is { Status: 200 } answer && answer.Text.Length > 0, more);
        }
        foreach (var missing in new[] { "/workflow-instances/x", "/workflow-definitions/by-id/x", "/activity-executions/by-id?id=x" })
            Assert.Equal((missing, 404, "NOT_FOUND"), (missing, await designer.GetAsync(missing) is var none ? none.Status : 0, none.Code));
    }

    [Fact]
    public async Task The_row_menu_hands_in_what_is_sound_and_says_what_is_not()
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        var sound = (string)(await designer.SavedAsync(Drawn.Sound("行菜单提交")))["definitionId"]!;
        var answer = await designer.PostAsync($"/workflow-definitions/{sound}/publish", new { });
        Assert.Equal((200, $"/studio/definitions/{sound}/review"), (answer.Status, answer.Headers["X-Petitions-Next"]));
        Assert.Equal((sound, false), ((string?)answer.Body["workflowDefinition"]!["definitionId"], (bool)answer.Body["workflowDefinition"]!["isPublished"]!));
        Assert.Equal((false, 0), ((bool)answer.Body["alreadyPublished"]!, (int)answer.Body["consumingWorkflowCount"]!));
        var unsound = (string)(await designer.SavedAsync(Drawn.Unsound("行菜单被拒")))["definitionId"]!;
        var refused = await designer.PostAsync($"/workflow-definitions/{unsound}/publish", new { });
        Assert.Equal((400, "DEFINITION_REFUSED", true), (refused.Status, refused.Code, refused.Errors.Count > 0));
        var published = await designer.PostAsync("/workflow-definitions/closure/publish", new { });
        Assert.Equal((200, true), (published.Status, (bool)published.Body["alreadyPublished"]!));
    }

    [Fact]
    public async Task Several_processes_leave_in_one_file()
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        using var asked = new HttpRequestMessage(HttpMethod.Post, "/elsa/api/bulk-actions/export/workflow-definitions")
        {
            Content = new StringContent("""{ "Ids": ["closure-v1", "review-v1", "nowhere"], "includeConsumingWorkflows": false }""", Encoding.UTF8, "application/json"),
        };
        using var zip = new ZipArchive(new MemoryStream(await designer.BytesAsync(asked)));
        Assert.Equal(2, zip.Entries.Count);
        using var reader = new StreamReader(zip.Entries.Single(e => e.Name.Contains("closure", StringComparison.Ordinal)).Open());
        Assert.Equal("closure", (string?)JsonNode.Parse(await reader.ReadToEndAsync(TestContext.Current.CancellationToken))!["definitionId"]);
    }
}
