using Petitions.Engine.Activities;

namespace Petitions.Engine.Definition;

/// <summary>What a definition asks of other definitions: that they exist, are published, do not contain or start each other in a circle.</summary>
internal static class CheckReferences
{
    public static IEnumerable<DefinitionFinding> Of(WorkflowGraph graph, GraphNode node, CheckSurroundings around)
    {
        if (node.Activity is NotFoundActivity && IsItself(graph.Definition, node)) yield return DefinitionFinding.Error(node, "containsItself", node.Type);
        if (node.Activity is DefinitionActivity && node.Child("root") is { } used && !DefinitionActivity.TakesInputs(node.Source!, used.Owner))
            yield return DefinitionFinding.Error(node, "wrongDefinition", node.Type);
        if (around.Published is null) yield break;
        if (Child(node) is { } child)
        {
            var published = child == graph.Definition.DefinitionId || around.Published.Any(p => p.Definition.DefinitionId == child);
            if (!published) yield return DefinitionFinding.Error(node, around.Stored.Contains(child) ? "workflowUnpublished" : "workflowMissing", child);
            else if (LeadsBack(child, graph.Definition.DefinitionId, around.Published)) yield return DefinitionFinding.Warning(node, "startsItself", child);
        }
    }

    /// <summary>The definition that a node starts, where it is written down.</summary>
    public static string? Child(GraphNode node) =>
        node.Activity is ExecuteWorkflow or DispatchWorkflow or BulkDispatchWorkflows && Foresight.Literal(node, "WorkflowDefinitionId") is string { Length: > 0 } id ? id : null;

    private static bool IsItself(WorkflowDefinition definition, GraphNode node) =>
        definition.Options.UsableAsActivity && (node.Source!.DefinitionId == definition.DefinitionId || node.Type == DefinitionActivities.TypeName(definition));

    private static bool LeadsBack(string child, string home, IReadOnlyList<WorkflowGraph> published)
    {
        var seen = new HashSet<string> { child };
        var open = new Stack<string>([child]);
        while (open.TryPop(out var id))
        {
            if (id == home) return true;
            foreach (var graph in published.Where(p => p.Definition.DefinitionId == id))
                foreach (var next in graph.Nodes.Select(Child).OfType<string>())
                    if (seen.Add(next)) open.Push(next);
        }
        return false;
    }
}
