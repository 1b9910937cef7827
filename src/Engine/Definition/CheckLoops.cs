using Petitions.Engine.Activities;

namespace Petitions.Engine.Definition;

/// <summary>Circles in which nothing waits: one that cannot be left, or in which nothing changes, would turn for ever in one burst.</summary>
internal static class CheckLoops
{
    private static readonly IReadOnlyDictionary<string, object?> NoFacts = new Dictionary<string, object?>();

    public static IEnumerable<DefinitionFinding> Of(WorkflowGraph graph, ControlFlow flow)
    {
        var ways = graph.Nodes.ToDictionary(n => n, n => Instant(graph, flow, n));
        foreach (var circle in Circles.Of(graph.Nodes, n => ways[n].Select(w => w.Target!).Where(t => t is not null)))
        {
            var members = circle.ToHashSet();
            var canLeave = circle.Any(n => Chooses(n) && ways[n].Any(w => w.Target is null || w.Dies || !members.Contains(w.Target)));
            var at = circle.FirstOrDefault(n => n.Source is not null && n.Owner == graph.Definition);
            if (at is null) continue;
            if (!canLeave || !circle.Any(Changes)) yield return DefinitionFinding.Error(at, "endlessLoop");
            else yield return DefinitionFinding.Warning(at, "loopWithoutWait");
        }
    }

    /// <summary>Ways that are taken in the same burst: none out of a step that waits, none that a fixed condition rules out.</summary>
    private static List<Way> Instant(WorkflowGraph graph, ControlFlow flow, GraphNode node)
    {
        if (node.Descriptor.Waits || node.Activity is NotFoundActivity) return [];
        var ports = Foresight.Decide(graph, node, "", NoFacts);
        return [.. flow.From(node).Where(w => (ports is null || w.Port is null || ports.Contains(w.Port)) && !IsCounted(node, w.Target))];
    }

    /// <summary>The way from a body back to a loop that counts its rounds.</summary>
    private static bool IsCounted(GraphNode node, GraphNode? target)
    {
        if (target?.Activity is not (For or ForEach or ParallelForEach)) return false;
        for (var at = node.Parent; at is not null; at = at.Parent)
            if (at == target) return true;
        return false;
    }

    private static bool Chooses(GraphNode node) => node.Activity is If or While or Switch or FlowSwitch || ControlFlow.IsChoice(node);

    /// <summary>Something may be different in the next round.</summary>
    private static bool Changes(GraphNode node) =>
        node.Activity is SetVariable or SetOutput or SetName or Correlate or RunJavaScript || !node.Type.StartsWith("Elsa.", StringComparison.Ordinal)
        || node.Outputs.Any(o => o.Target is not null)
        || Foresight.ScriptsOf(node).Any(s => s.Script.Names.Calls.Any(c => c.Name.StartsWith("set", StringComparison.Ordinal) || c.Name.StartsWith("new", StringComparison.Ordinal))
            || s.Script.Names.Reads.Any(r => r.Name is "Math" or "variables"));
}

/// <summary>The circles of a graph: sets of nodes of which each can be reached from each.</summary>
public static class Circles
{
    public static IEnumerable<IReadOnlyList<T>> Of<T>(IReadOnlyList<T> nodes, Func<T, IEnumerable<T>> next) where T : notnull
    {
        var number = new Dictionary<T, int>();
        var low = new Dictionary<T, int>();
        var onPath = new HashSet<T>();
        var path = new Stack<T>();
        foreach (var root in nodes)
        {
            if (number.ContainsKey(root)) continue;
            var walk = new Stack<(T Node, IEnumerator<T> Others)>();
            Enter(root);
            while (walk.TryPeek(out var top))
            {
                if (top.Others.MoveNext())
                {
                    var to = top.Others.Current;
                    if (!number.TryGetValue(to, out var seen)) Enter(to);
                    else if (onPath.Contains(to)) low[top.Node] = Math.Min(low[top.Node], seen);
                    continue;
                }
                walk.Pop();
                if (walk.TryPeek(out var above)) low[above.Node] = Math.Min(low[above.Node], low[top.Node]);
                if (low[top.Node] != number[top.Node]) continue;
                var circle = new List<T>();
                T member;
                do
                {
                    member = path.Pop();
                    onPath.Remove(member);
                    circle.Add(member);
                }
                while (!member.Equals(top.Node));
                if (circle.Count > 1 || next(top.Node).Contains(top.Node))
                {
                    circle.Reverse();
                    yield return circle;
                }
            }

            void Enter(T node)
            {
                number[node] = low[node] = number.Count;
                onPath.Add(node);
                path.Push(node);
                walk.Push((node, next(node).GetEnumerator()));
            }
        }
    }
}
