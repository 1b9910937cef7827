using Petitions.Cases.Activities;
using Petitions.Engine.Definition;

namespace Petitions.Cases;

/// <summary>W5: a drawing may shorten times, never lengthen or remove those of the law and the ladder. W9: time alone must not turn a circle.</summary>
internal static class DesignOfTime
{
    private static readonly HashSet<string> Clockwork = ["Elsa.Delay", "Elsa.Timer", "Elsa.StartAt", "Elsa.Cron"];

    public static IEnumerable<DefinitionFinding> Of(WorkflowGraph graph, IReadOnlyList<GraphNode> nodes, Reference? reference)
    {
        foreach (var node in nodes)
        {
            if (reference is not null)
                foreach (var finding in Clocks(node, reference)) yield return finding;
            if (node.Activity is WaitForDeadlineActivity && !DesignOfSteps.IsConnected(node, "Missed"))
                yield return Found(node, "W5", "W5.unanswered", Foresight.Literal(node, "Clock") as string ?? "");
        }
        var flow = new ControlFlow(graph);
        if (reference is not null)
            foreach (var armed in nodes.Where(n => DesignRules.Listens(n, "ladderArmed")))
                foreach (var finding in Rungs(flow, armed, reference.Ladder)) yield return finding;
        foreach (var circle in Circles.Of(nodes, n => Moves(flow, n)))
            if (circle.Any(n => Clockwork.Contains(n.Type)) && !circle.Any(n => ControlFlow.IsChoice(n) && flow.From(n).Any(w => w.Target is null || !circle.Contains(w.Target))))
                yield return Found(circle.First(n => Clockwork.Contains(n.Type)), "W9", "W9.timer");
    }

    private static DefinitionFinding Found(GraphNode node, string rule, string sentence, params string[] facts) =>
        DefinitionFinding.Error(node, rule, facts) with { Sentence = sentence };

    private static IEnumerable<DefinitionFinding> Clocks(GraphNode node, Reference reference)
    {
        if (node.Activity is EscalateActivity && Foresight.Literal(node, "Step") is string step && reference.Ladder.Step(step) is { } rung)
        {
            if (Foresight.IsComputed(node, "WorkingDays")) yield return Found(node, "W5", "W5.computed", step);
            else if (Foresight.Literal(node, "WorkingDays") is long days && days > rung.WorkingDays)
                yield return Found(node, "W5", "W5.later", step, $"{days}", $"{rung.WorkingDays}");
        }
        if (node.Activity is StartClockActivity && Foresight.Literal(node, "ClockName") is string name
            && reference.Clocks.Values.Any(c => c.Kind is ClockKind.Statutory or ClockKind.Right && (c.Code == name || c.Zh == name)))
            yield return Found(node, "W5", "W5.clock", name);
    }

    /// <summary>Every way on which the clock is not met must pass all rungs, whatever else it does.</summary>
    private static IEnumerable<DefinitionFinding> Rungs(ControlFlow flow, GraphNode armed, LadderRules ladder)
    {
        var rungs = ladder.Steps.Where(s => s.Rung > 0).Select(s => s.Code).ToList();
        var open = new Stack<(GraphNode Node, int Passed)>([(armed, 0)]);
        var seen = open.ToHashSet();
        while (open.TryPop(out var at))
        {
            var passed = at.Node.Activity is EscalateActivity && Foresight.Literal(at.Node, "Step") is string step && rungs.IndexOf(step) is >= 0 and var index
                ? at.Passed | 1 << index : at.Passed;
            var ways = flow.From(at.Node).Where(w => !(at.Node.Activity is EscalateActivity && w.Port == "Cancelled")).ToList();
            var missing = rungs.Where((_, i) => (passed & 1 << i) == 0).ToList();
            if (missing.Count > 0 && ways.All(w => w.Target is null)) yield return Found(at.Node, "W5", "W5.missing", string.Join(", ", missing));
            foreach (var way in ways.Where(w => w.Target is not null))
                if (seen.Add((way.Target!, passed))) open.Push((way.Target!, passed));
        }
    }

    /// <summary>Moves that nobody but the clock makes.</summary>
    private static IEnumerable<GraphNode> Moves(ControlFlow flow, GraphNode node) =>
        node.Descriptor.Waits && !Clockwork.Contains(node.Type) ? [] : flow.From(node).Select(w => w.Target).OfType<GraphNode>();
}
