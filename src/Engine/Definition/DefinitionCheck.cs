namespace Petitions.Engine.Definition;

/// <summary>
/// Looks a compiled definition over without running it. What it finds would fault, be left out, never run or never rest; the definition itself
/// is read and kept in any case. It throws nothing, and a definition of a thousand activities takes it well under a second or two.
/// </summary>
public static class DefinitionCheck
{
    /// <summary>Everything found, in the order of the nodes; empty when the definition is sound.</summary>
    public static IReadOnlyList<DefinitionFinding> Of(WorkflowGraph graph, CheckSurroundings? surroundings = null)
    {
        var around = surroundings ?? CheckSurroundings.Unknown;
        var names = new CheckNames(graph, around);
        var flow = new ControlFlow(graph);
        var findings = new List<DefinitionFinding>(CheckHeader.Of(graph));
        findings.AddRange(Elsas(graph, around.Published ?? []));
        // Definitions used as activities are checked where they are written.
        foreach (var node in graph.Nodes.Where(n => n.Source is not null && n.Owner == graph.Definition))
        {
            findings.AddRange(CheckActivity.Of(node));
            findings.AddRange(CheckExpressions.Of(node));
            findings.AddRange(names.Of(node));
            findings.AddRange(CheckFlowchart.Of(node));
            findings.AddRange(CheckReferences.Of(graph, node, around));
        }
        findings.AddRange(CheckLoops.Of(graph, flow));
        return [.. findings.DistinctBy(f => (f.NodeId, f.Rule, string.Join('\n', f.Facts)))];
    }
    private static IReadOnlyList<DefinitionFinding> Elsas(WorkflowGraph graph, IReadOnlyList<WorkflowGraph> published)
    {
        var now = new BurstEnvironment(DateTimeOffset.UnixEpoch);
        var inUse = published.SelectMany(p => p.Nodes.Where(n => n.CanStartWorkflow).SelectMany(n => Triggers.Of(p, n, now).Triggers));
        return Publication.Errors(graph, now, inUse, id => published.First(p => p.Definition.DefinitionId == id).Definition.Name is { Length: > 0 } name ? name : id);
    }
}
