using Petitions.Engine.Definition;

namespace Petitions.Engine;

/// <summary>The triggers of a definition version: what a store indexes when it is published.</summary>
public static class Triggers
{
    /// <exception cref="EngineFault">A trigger cannot be worked out, for example CRON_INVALID: refuse to publish.</exception>
    public static IReadOnlyList<Trigger> Of(WorkflowGraph graph, BurstEnvironment environment)
    {
        var triggers = new List<Trigger>();
        foreach (var node in graph.Nodes)
            if (node.CanStartWorkflow) triggers.AddRange(node.Activity.Triggers(new TriggerContext(graph, node, environment)));
        return triggers;
    }

    /// <summary>The triggers of one activity, or why they cannot be worked out.</summary>
    internal static (IReadOnlyList<Trigger> Triggers, EngineFault? Fault) Of(WorkflowGraph graph, GraphNode node, BurstEnvironment environment)
    {
        try
        {
            return ([.. node.Activity.Triggers(new TriggerContext(graph, node, environment))], null);
        }
        catch (EngineFault fault)
        {
            return ([], fault);
        }
    }
}

/// <summary>Evaluates the inputs of a trigger outside of any instance.</summary>
public sealed class TriggerContext
{
    private readonly ActivityContext _context;

    internal TriggerContext(WorkflowGraph graph, GraphNode node, BurstEnvironment environment)
    {
        Node = node;
        Definition = graph.Definition;
        _context = Burst.Outside(graph, node, environment);
    }

    public GraphNode Node { get; }
    public WorkflowDefinition Definition { get; }
    public DateTimeOffset Now => _context.Now;

    public T? Input<T>(string name) => _context.Input<T>(name);

    public Trigger Of(Stimulus stimulus) => new(Definition.DefinitionId, Definition.Id, Node.Id, Node.NodeId, stimulus);
}
