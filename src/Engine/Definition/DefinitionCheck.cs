using System.Text.Json;
using Petitions.Engine.Activities;

namespace Petitions.Engine.Definition;

/// <summary>
/// Looks a compiled definition over without running it. What it finds would fault, be left out or never run; the definition itself is read and
/// kept in any case.
/// </summary>
public static class DefinitionCheck
{
    /// <summary>Everything found, in the order of the nodes; empty when the definition is sound.</summary>
    public static IReadOnlyList<DefinitionFinding> Of(WorkflowGraph graph)
    {
        var findings = graph.Warnings.Distinct().Select(DefinitionFinding.Warning).ToList();
        // Definitions used as activities are checked where they are written.
        foreach (var node in graph.Nodes.Where(n => n.Source is not null && n.Owner == graph.Definition))
        {
            if (node.Activity is NotFoundActivity)
                findings.Add(DefinitionFinding.UnknownType(node));
            findings.AddRange(Expressions(node));
            if (node.Plan is FlowPlan plan)
                findings.AddRange(Flowchart(node, plan));
        }
        return findings;
    }

    private static IEnumerable<DefinitionFinding> Expressions(GraphNode node)
    {
        foreach (var input in node.Descriptor.Inputs.Where(i => i.IsWrapped))
        {
            var slot = node.Inputs.FirstOrDefault(i => i.Name == input.Name);
            if (slot?.Expression?.Defect is { } defect)
                yield return DefinitionFinding.Expression(node, input.Name, defect.Message);
            else if (slot is { Expression: null } && Language(node.Source!.Member(input.Name)) is { } language)
                yield return DefinitionFinding.Expression(node, input.Name, language);
        }
        foreach (var each in node.Plan as IReadOnlyList<SwitchCase> ?? [])
            if (each.Condition?.Defect is { } defect)
                yield return DefinitionFinding.Expression(node, each.Label, defect.Message);
    }

    /// <summary>The type of an expression that nobody reads; null when there is none.</summary>
    private static string? Language(JsonElement member) => member.Member("expression").Text("type");

    private static IEnumerable<DefinitionFinding> Flowchart(GraphNode flowchart, FlowPlan plan)
    {
        var ids = plan.Activities.Select(a => a.Id).ToHashSet();
        foreach (var item in flowchart.Source!.Member("connections").Items())
            if (FlowPlan.Ends(item) is var (source, target) && (!ids.Contains(source.Id ?? "") || !ids.Contains(target.Id ?? "")))
                yield return DefinitionFinding.Dangling(flowchart, source.Id, target.Id);
        foreach (var connection in plan.Connections)
            if (connection.Port is { } port && PortsOf(plan.Activities[connection.Source]) is { } ports && !ports.Contains(port))
                yield return DefinitionFinding.UnknownPort(plan.Activities[connection.Source], port, ports);
        var reached = Reached(plan);
        for (var i = 0; i < plan.Activities.Count; i++)
            if (!reached.Contains(i))
                yield return DefinitionFinding.Unreachable(plan.Activities[i]);
    }

    /// <summary>What can be run at all: from the start, and from every activity that can start the workflow.</summary>
    private static HashSet<int> Reached(FlowPlan plan)
    {
        var open = new Stack<int>(Enumerable.Range(0, plan.Activities.Count).Where(i => i == plan.Start || plan.Activities[i].CanStartWorkflow));
        var reached = open.ToHashSet();
        while (open.TryPop(out var activity))
            foreach (var connection in plan.Outbound[activity])
                if (reached.Add(connection.Target))
                    open.Push(connection.Target);
        return reached;
    }

    /// <summary>The ports of a node; null where only the run decides which there are.</summary>
    private static IReadOnlyList<string>? PortsOf(GraphNode node) => node.Activity switch
    {
        NotFoundActivity or FlowSendHttpRequest => null,
        FlowSwitch => [.. ((IReadOnlyList<SwitchCase>)node.Plan!).Select(c => c.Label), "Default"],
        FlowFork => Branches(node),
        _ => [.. node.Descriptor.Ports.Where(p => p.Kind == PortKind.Flow).Select(p => p.Name).DefaultIfEmpty("Done")],
    };

    /// <summary>The names of a fork as far as they are written down and not computed.</summary>
    private static IReadOnlyList<string>? Branches(GraphNode node)
    {
        var expression = node.Source!.Member("branches").Member("expression");
        if (expression.Text("type") is not ("Object" or "Json" or "Literal"))
            return null;
        var value = expression.Member("value");
        try
        {
            var names = value.ValueKind == JsonValueKind.String ? Values.FromJson(value.GetString()!) : Values.FromJson(value);
            return names is IReadOnlyList<object?> list ? [.. list.Select(n => Values.ToText(n) ?? "")] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
