using Petitions.Engine.Activities;

namespace Petitions.Engine.Definition;

/// <summary>One way out of an activity.</summary>
/// <param name="Port">The outcome or slot it is taken by; null for a connection without port.</param>
/// <param name="Target">The activity that runs next; null where nothing does.</param>
/// <param name="Dies">The outcome is connected to nothing: the way is lost inside its flowchart, which goes on only with its other branches.</param>
public sealed record Way(string? Port, GraphNode? Target, bool Dies = false);

/// <summary>
/// What can run after what, over all nesting: containers are left by what their last activity leads to. Worked out on the drawing; nothing is run.
/// </summary>
public sealed class ControlFlow
{
    private readonly Dictionary<GraphNode, IReadOnlyList<Way>> _ways = [];

    /// <summary>Where the workflow starts when nothing triggered it; null when there is nothing to run.</summary>
    public GraphNode? Start { get; }

    public WorkflowGraph Graph { get; }

    public ControlFlow(WorkflowGraph graph)
    {
        Graph = graph;
        Start = graph.Root.Child("root");
    }

    /// <summary>Every way out of the node, in the order in which they are drawn.</summary>
    public IReadOnlyList<Way> From(GraphNode node) => _ways.TryGetValue(node, out var ways) ? ways : _ways[node] = Find(node);

    /// <summary>The ports by which a node can be left; null where only the run decides which there are.</summary>
    public static IReadOnlyList<string>? PortsOf(GraphNode node) => node.Activity switch
    {
        NotFoundActivity or FlowSendHttpRequest => null,
        RunJavaScript => Possible(node, "possibleOutcomes") is { } named ? [.. named, "Done"] : null,
        FlowSwitch => [.. ((IReadOnlyList<SwitchCase>)node.Plan!).Select(c => c.Label), "Default"],
        FlowFork => node.Inputs.FirstOrDefault()?.Expression is null ? ["Done"] : Possible(node, "branches"),
        _ => [.. node.Descriptor.Ports.Where(p => p.Kind == PortKind.Flow).Select(p => p.Name).DefaultIfEmpty("Done")],
    };

    /// <summary>True unless the node stands in a flowchart in which nothing is connected to the port.</summary>
    public static bool IsConnected(GraphNode node, string port) =>
        node.Parent?.Plan is not FlowPlan plan || plan.Outbound[plan.IndexOf(node)].Any(c => c.Port == port || (c.Port is null && port == "Done"));

    /// <summary>Activities of the same flowchart to which a step before the node leads as well.</summary>
    public static IEnumerable<GraphNode> Siblings(GraphNode flowchart, GraphNode node)
    {
        if (flowchart.Plan is not FlowPlan plan) return [];
        var at = plan.IndexOf(node);
        return plan.Connections.Where(c => c.Target == at).SelectMany(c => plan.Outbound[c.Source].Where(o => o.Port == c.Port && o.Target != at))
            .Select(o => plan.Activities[o.Target]);
    }

    /// <summary>True when one run takes exactly one of the ports.</summary>
    public static bool IsChoice(GraphNode node) => node.Activity is not FlowFork
        && (node.Activity is not FlowSwitch || Foresight.Literal(node, "Mode") is not "MatchAny")
        && node.Activity is not (FlowSendHttpRequest or BulkDispatchWorkflows) && PortsOf(node) is { Count: > 1 };

    private IReadOnlyList<Way> Find(GraphNode node)
    {
        switch (node.Activity)
        {
            case Flowchart:
                var plan = (FlowPlan)node.Plan!;
                return plan.Start < 0 ? Exit(node, ["Done"]) : [new(null, plan.Activities[plan.Start])];
            case Sequence:
                return node.ChildList("activities") is [var first, ..] ? [new(null, first)] : Exit(node, ["Done"]);
            case While or For or ForEach or ParallelForEach:
                return [.. Into(node, "body"), .. Exit(node, ["Done"])];
            case If:
                return [.. Branch(node, "then"), .. Branch(node, "else")];
            case DefinitionActivity:
                return Into(node, "root");
            case Workflow:
                return Into(node, "root");
            case Finish:
                return [];
            case Complete:
                return Composite(node);
            case End or Break or Fault:
                return node.Parent is { } parent && node.Activity is not Fault ? Leave(parent, node) : [];
            default:
                return node.Children.Any() ? [.. node.Children.Select(c => new Way(null, c)), .. Exit(node, PortsOf(node) ?? ["Done"])] : Exit(node, PortsOf(node));
        }
    }

    private IReadOnlyList<Way> Into(GraphNode node, string slot) => node.Child(slot) is { } child ? [new(slot, child)] : Exit(node, ["Done"]);

    private IEnumerable<Way> Branch(GraphNode node, string slot) =>
        node.Child(slot) is { } child ? [new(slot, child)] : Exit(node, ["Done"]).Select(w => w with { Port = slot });

    /// <summary>The terminal activity ends what it stands in: a flowchart, a sequence or, for Break, the loop around.</summary>
    private IReadOnlyList<Way> Leave(GraphNode container, GraphNode terminal)
    {
        while (terminal.Activity is Break && container.Activity is not (While or For or ForEach) && container.Parent is { } outer) container = outer;
        return Exit(container, ["Done"]);
    }

    private IReadOnlyList<Way> Composite(GraphNode node)
    {
        for (var at = node.Parent; at is not null; at = at.Parent)
            if (at.Activity is DefinitionActivity) return Exit(at, PortsOf(at));
        return [];
    }

    /// <summary>What follows when the node is complete, by its ports; null for ports nobody knows means all connections.</summary>
    private IReadOnlyList<Way> Exit(GraphNode node, IReadOnlyList<string>? ports)
    {
        if (node.Parent is not { } parent) return [];
        switch (parent.Activity)
        {
            case Flowchart:
                return InFlowchart(parent, node, ports);
            case Sequence:
                var siblings = parent.ChildList("activities");
                var next = Index(siblings, node) + 1;
                return next < siblings.Count ? [new(null, siblings[next])] : Exit(parent, ["Done"]);
            case While or For or ForEach or ParallelForEach:
                return [new(null, parent)];
            case DefinitionActivity:
                return Exit(parent, ["Done"]);
            default:
                return Exit(parent, parent.Activity is Workflow ? [] : PortsOf(parent));
        }
    }

    private IReadOnlyList<Way> InFlowchart(GraphNode flowchart, GraphNode node, IReadOnlyList<string>? ports)
    {
        var plan = (FlowPlan)flowchart.Plan!;
        var outbound = plan.Outbound[plan.IndexOf(node)];
        var ways = new List<Way>();
        foreach (var connection in outbound)
            if (ports is null || connection.Port is null || ports.Contains(connection.Port))
                ways.Add(new(connection.Port, plan.Activities[connection.Target]));
        foreach (var port in ports ?? [])
            if (!outbound.Any(c => c.Port == port || (c.Port is null && port == "Done")))
                ways.AddRange(Exit(flowchart, ["Done"]).Select(w => w with { Port = port, Dies = true }).DefaultIfEmpty(new(port, null, true)));
        return ways;
    }

    private static int Index(IReadOnlyList<GraphNode> nodes, GraphNode node)
    {
        for (var i = 0; i < nodes.Count; i++)
            if (ReferenceEquals(nodes[i], node)) return i;
        return -1;
    }

    /// <summary>A list of names as far as it is written down and not computed.</summary>
    private static IReadOnlyList<string>? Possible(GraphNode node, string input) =>
        Foresight.Literal(node, input) is IReadOnlyList<object?> list ? [.. list.Select(n => Values.ToText(n) ?? "")] : null;
}
