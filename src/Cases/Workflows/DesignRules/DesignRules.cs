using Petitions.Engine.Definition;

namespace Petitions.Cases;

/// <summary>
/// The design rules W1 to W11 (handbook §12), and that what a drawing names is there. Some can be read off one step; the others come from
/// walking the main road, with the workflows that it starts, over the states of the law.
/// </summary>
public static class DesignRules
{
    /// <param name="graph">The definition that shall be published.</param>
    /// <param name="others">All other published definitions; a called workflow is judged where a road of theirs calls it.</param>
    /// <param name="reference">Ladder, clocks and categories; without it rules that need them are left out.</param>
    public static IReadOnlyList<DefinitionFinding> Of(WorkflowGraph graph, IReadOnlyList<WorkflowGraph> others, Reference? reference)
    {
        var book = RuleBook.Handbook;
        var own = graph.Nodes.Where(n => n.Source is not null && n.Owner == graph.Definition).ToList();
        var findings = own.SelectMany(n => DesignOfSteps.Of(n, book)).Concat(DesignOfTime.Of(graph, own, reference)).Concat(DesignOfData.Of(own, others, reference)).ToList();
        var isAside = IsAside(graph, others);
        foreach (var road in others.Append(graph).Where(IsRoad))
            if (road == graph || Calls(road, graph, others))
                findings.AddRange(DesignOfRoad.Of(
                    road, graph, id => id == graph.Definition.DefinitionId ? graph : others.FirstOrDefault(o => o.Definition.DefinitionId == id), reference)
                    .Where(f => road != graph || !isAside || !OfTheMainRoad.Contains(f.Sentence)));
        return [.. findings.DistinctBy(f => (f.NodeId, f.Rule, f.Sentence))];
    }

    /// <summary>A main road: it begins when a case is registered or alive again.</summary>
    internal static bool IsRoad(WorkflowGraph graph) => Starts(graph).Any();

    /// <summary>What only the road that carries the case owes: not to end, or stay, before the case does.</summary>
    private static readonly HashSet<string> OfTheMainRoad = ["W2.lost", "W5.delay", "W11.review"];

    /// <summary>Runs beside the main road of another definition: it gives nobody anything to decide, and the case goes its way without it.</summary>
    private static bool IsAside(WorkflowGraph graph, IReadOnlyList<WorkflowGraph> others) =>
        others.Any(o => o.Definition.DefinitionId != graph.Definition.DefinitionId && IsRoad(o) && !MovesNothing(o)) && MovesNothing(graph);

    private static bool MovesNothing(WorkflowGraph graph) => graph.Nodes.Where(n => n.Source is not null).All(n =>
        !n.Type.EndsWith("Workflow", StringComparison.Ordinal) && DesignStep.Offers(n) is { } offers && offers.All(o => o.Verb == "finishTask"));

    /// <summary>The nodes at which a road begins, with the states in which the case then is.</summary>
    internal static IEnumerable<(GraphNode Node, IReadOnlyList<CaseState> States)> Starts(WorkflowGraph graph)
    {
        foreach (var node in graph.Nodes.Where(n => n.CanStartWorkflow))
            if (node.Type == "Petitions.Register" || Listens(node, "registered")) yield return (node, [CaseState.Registered]);
            else if (Listens(node, "caseRevived")) yield return (node, [.. CaseStates.Open.Except([CaseState.WaitingSupplement])]);
    }

    internal static bool Listens(GraphNode node, string name) => node.Type == "Elsa.Event" && Foresight.Literal(node, "EventName") is string asked && asked == name;

    private static bool Calls(WorkflowGraph road, WorkflowGraph wanted, IReadOnlyList<WorkflowGraph> all)
    {
        var seen = new HashSet<string> { road.Definition.DefinitionId };
        var open = new Stack<WorkflowGraph>([road]);
        while (open.TryPop(out var graph))
            foreach (var node in graph.Nodes)
            {
                if (!node.Type.EndsWith("Workflow", StringComparison.Ordinal) || Foresight.Literal(node, "WorkflowDefinitionId") is not string id) continue;
                if (id == wanted.Definition.DefinitionId) return true;
                if (seen.Add(id) && all.FirstOrDefault(o => o.Definition.DefinitionId == id) is { } next) open.Push(next);
            }
        return false;
    }
}
