using System.Text.Json.Nodes;
using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Definitions;

/// <summary>One activity in the tree of a definition.</summary>
/// <param name="Port">The slot of its parent in which it stands; null for steps of a flowchart and for the root.</param>
public sealed record TreeNode(JsonObject Activity, string NodeId, string? Port, IReadOnlyList<TreeNode> Parents, IReadOnlyList<TreeNode> Children);

/// <summary>Parts of a definition, for containers inside containers.</summary>
public static class DefinitionTree
{
    public static void MapDefinitionTree(this IEndpointRouteBuilder api)
    {
        api.MapGet("/workflow-definitions/subgraph/{versionId}", async (string versionId, string? parentNodeId, DefinitionList list, CancellationToken token) =>
        {
            var all = Walk(await RootAsync(versionId, list, token)).ToList();
            var node = all.Find(n => n.Line[^1].NodeId == (parentNodeId is { Length: > 0 } ? parentNodeId : all[0].Line[^1].NodeId)).Line?[^1] ?? throw Refusals.NotThere();
            return StudioApi.Answer(node);
        });
        api.MapGet("/workflow-definitions/subgraph/segments/{versionId}", async (string versionId, string? childNodeId, DefinitionList list, CancellationToken token) =>
        {
            var line = Walk(await RootAsync(versionId, list, token)).Select(w => w.Line).FirstOrDefault(l => l[^1].NodeId == childNodeId) ?? throw Refusals.NotThere();
            var container = Array.FindLastIndex([.. line.SkipLast(1)], IsFlowchart);
            return StudioApi.Answer(new
            {
                childNode = Bare(line[^1]), container = Bare(line[Math.Max(container, 0)]),
                pathSegments = Enumerable.Range(0, Math.Max(container, 0)).Where(i => !IsFlowchart(line[i])).Select(i => new
                {
                    activityNodeId = line[i].NodeId, activityId = DefinitionDocument.Text(line[i].Activity["id"]), activityType = DefinitionDocument.Text(line[i].Activity["type"]), portName = line[i + 1].Port,
                }),
            });
        });
        api.MapGet("/workflow-definitions/{definitionId}/consumers", async (string definitionId, LibrarySource library, CancellationToken token) =>
            StudioApi.Answer(new
            {
                consumingWorkflowDefinitionIds = (await library.CurrentAsync(token)).Workflows.Versions
                    .Where(v => v.IsPublished && v.DefinitionId != definitionId && v.Json.Contains($"\"{definitionId}\"", StringComparison.Ordinal)).Select(v => v.DefinitionId),
            }));
        api.MapPost("/workflow-definitions/{definitionId}/update-references", async (HttpContext http, Visitors visitors) =>
        {
            (await visitors.ActorAsync(http)).MustDesign();
            return StudioApi.Answer(new { affectedWorkflows = Array.Empty<string>() });
        });
    }

    private static async Task<JsonObject> RootAsync(string versionId, DefinitionList list, CancellationToken token) =>
        (await list.FindAsync(versionId, token) is { } stored ? DefinitionDocument.Show(stored, false)["root"] as JsonObject : null) ?? throw Refusals.NotThere();

    private static bool IsFlowchart(TreeNode node) => DefinitionDocument.Text(node.Activity["type"]) == "Elsa.Flowchart";

    private static TreeNode Bare(TreeNode node) => node with { Children = [] };

    /// <summary>Every activity with those around it, outermost first.</summary>
    private static IEnumerable<(TreeNode[] Line, int Depth)> Walk(JsonObject root)
    {
        var open = new Stack<TreeNode[]>([[Node(root, null)]]);
        while (open.TryPop(out var line))
        {
            yield return (line, line.Length);
            foreach (var child in line[^1].Children.Reverse())
                open.Push([.. line, child]);
        }
    }

    private static TreeNode Node(JsonObject activity, string? port) => new(
        (JsonObject)activity.DeepClone(), DefinitionDocument.Text(activity["nodeId"]) ?? "", port, [],
        [.. activity.SelectMany(m => Held(m.Value).Select(child => Node(child, m.Key == "activities" ? null : m.Key)))]);

    private static IEnumerable<JsonObject> Held(JsonNode? value) => value switch
    {
        JsonArray list => list.OfType<JsonObject>().Where(IsActivity),
        JsonObject one when IsActivity(one) => [one],
        _ => [],
    };

    private static bool IsActivity(JsonObject value) => value["nodeId"] is not null && value["type"] is not null;
}
