using Petitions.Engine.Activities;

namespace Petitions.Engine.Definition;

/// <summary>A flowchart as drawn: connections, ports, ways that lead nowhere, ways back, joins.</summary>
internal static class CheckFlowchart
{
    /// <summary>Starts by which the ways back are judged; a flowchart of more triggers than these is judged by the first ones.</summary>
    private const int MostStarts = 20;

    public static IEnumerable<DefinitionFinding> Of(GraphNode flowchart)
    {
        if (flowchart.Plan is not FlowPlan plan) return [];
        var reached = Reached(plan);
        return [.. Connections(flowchart, plan), .. Ports(plan, reached), .. WaysBack(plan), .. Joins(plan)];
    }

    private static IEnumerable<DefinitionFinding> Connections(GraphNode flowchart, FlowPlan plan)
    {
        var ids = plan.Activities.Select(a => a.Id).ToHashSet();
        foreach (var item in flowchart.Source!.Member("connections").Items())
            if (FlowPlan.Ends(item) is var (source, target) && (!ids.Contains(source.Id ?? "") || !ids.Contains(target.Id ?? "")))
                yield return DefinitionFinding.Error(flowchart, "danglingConnection", source.Id ?? "", target.Id ?? "");
        foreach (var connection in plan.Connections)
            if (connection.Port is { } port && ControlFlow.PortsOf(plan.Activities[connection.Source]) is { } ports && !ports.Contains(port))
                yield return DefinitionFinding.Error(plan.Activities[connection.Source], "unknownPort", port, string.Join(", ", ports));
    }

    private static IEnumerable<DefinitionFinding> Ports(FlowPlan plan, HashSet<int> reached)
    {
        for (var i = 0; i < plan.Activities.Count; i++)
        {
            var node = plan.Activities[i];
            if (!reached.Contains(i)) yield return DefinitionFinding.Warning(node, "unreachable");
            else if (ControlFlow.PortsOf(node) is { Count: > 1 } ports && !node.Descriptor.IsTerminal && node.Activity is not (BulkDispatchWorkflows or RunJavaScript))
            {
                var lost = ports.Where(p => !plan.Outbound[i].Any(c => c.Port == p) && node.Activity.CanLeaveBy(node, p)).ToList();
                if (lost.Count > 0) yield return DefinitionFinding.Warning(node, "missingPort", string.Join(", ", lost));
            }
        }
    }

    /// <summary>What can be run at all: from the start, and from every activity that can start the workflow.</summary>
    private static HashSet<int> Reached(FlowPlan plan)
    {
        var open = new Stack<int>(Starts(plan));
        var reached = open.ToHashSet();
        while (open.TryPop(out var activity))
            if (!plan.Activities[activity].Descriptor.IsTerminal)
                foreach (var connection in plan.Outbound[activity])
                    if (reached.Add(connection.Target)) open.Push(connection.Target);
        return reached;
    }

    private static IEnumerable<int> Starts(FlowPlan plan) =>
        Enumerable.Range(0, plan.Activities.Count).Where(i => i == plan.Start || plan.Activities[i].CanStartWorkflow);

    /// <summary>In counter mode a way back must lead to an activity through which every way to the loop leads; else the run faults.</summary>
    private static IEnumerable<DefinitionFinding> WaysBack(FlowPlan plan)
    {
        foreach (var start in Starts(plan).Take(MostStarts))
        {
            var graph = plan.From(start, isWhole: false);
            foreach (var connection in plan.Connections)
                if (!graph.IsForward(connection) && !graph.IsDangling(connection.Source) && !graph.IsSoundWayBack(connection))
                    yield return DefinitionFinding.Error(
                        plan.Activities[connection.Source], "wayBack", connection.Port ?? "Done", DefinitionFinding.NameOf(plan.Activities[connection.Target]));
        }
    }

    /// <summary>A join that waits for all, two of whose branches begin at different outcomes of one choice, is never satisfied.</summary>
    private static IEnumerable<DefinitionFinding> Joins(FlowPlan plan)
    {
        if (plan.Start < 0) yield break;
        var graph = plan.From(plan.Start, isWhole: false);
        var joins = Enumerable.Range(0, plan.Activities.Count)
            .Where(i => plan.Activities[i].Activity is FlowJoin && Foresight.Literal(plan.Activities[i], "Mode") is "WaitAll" && graph.ForwardInbound[i].Length > 1).ToList();
        if (joins.Count == 0) yield break;
        var choices = Enumerable.Range(0, plan.Activities.Count).Where(i => ControlFlow.IsChoice(plan.Activities[i])).ToList();
        foreach (var choice in choices)
        {
            var only = plan.Outbound[choice].Select(c => c.Port).Distinct().ToDictionary(p => p ?? "", p => Without(plan, graph, choice, p));
            foreach (var join in joins.ToList())
            {
                var needed = graph.ForwardInbound[join].SelectMany(c => only.Where(o => Needs(c, choice, o.Key, o.Value)).Select(o => o.Key)).Distinct().ToList();
                if (needed.Count < 2) continue;
                joins.Remove(join);
                yield return DefinitionFinding.Error(plan.Activities[join], "joinNever", DefinitionFinding.NameOf(plan.Activities[choice]), string.Join(", ", needed));
            }
        }
    }

    /// <summary>True when the connection can be reached only by this outcome of the choice.</summary>
    private static bool Needs(FlowConnection connection, int choice, string port, HashSet<int> reachedWithout) =>
        connection.Source == choice ? (connection.Port ?? "") == port : !reachedWithout.Contains(connection.Source);

    private static HashSet<int> Without(FlowPlan plan, FlowGraph graph, int choice, string? port)
    {
        var open = new Stack<int>([plan.Start]);
        var reached = open.ToHashSet();
        while (open.TryPop(out var activity))
            foreach (var connection in plan.Outbound[activity])
                if (graph.IsForward(connection) && !(activity == choice && connection.Port == port) && reached.Add(connection.Target)) open.Push(connection.Target);
        return reached;
    }
}
