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
        // Definitions used as activities are checked where they are written.
        foreach (var node in graph.Nodes.Where(n => n.Source is not null && n.Owner == graph.Definition))
        {
            findings.AddRange(CheckActivity.Of(graph, node));
            findings.AddRange(CheckExpressions.Of(node));
            findings.AddRange(names.Of(node));
            findings.AddRange(CheckFlowchart.Of(node));
            findings.AddRange(CheckReferences.Of(graph, node, around));
        }
        findings.AddRange(CheckLoops.Of(graph, flow));
        return [.. findings.DistinctBy(f => (f.NodeId, f.Rule, string.Join('\n', f.Facts)))];
    }
}
