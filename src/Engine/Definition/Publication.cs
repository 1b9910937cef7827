namespace Petitions.Engine.Definition;

/// <summary>What Elsa itself checks when a definition is published. Everything else it publishes and lets fault.</summary>
public static class Publication
{
    /// <summary>One sentence for each reason to refuse; empty when it may be published.</summary>
    /// <param name="inUse">The triggers of the definitions that are published.</param>
    public static IReadOnlyList<string> Errors(WorkflowGraph graph, BurstEnvironment environment, IEnumerable<Trigger> inUse)
    {
        var errors = new List<string>();
        AddRepeated("inputs", graph.Definition.Inputs, errors);
        AddRepeated("outputs", graph.Definition.Outputs, errors);
        var others = inUse.Where(t => t.DefinitionId != graph.Definition.DefinitionId && t.Name == "Elsa.HttpEndpoint").Select(t => t.Key).ToHashSet();
        foreach (var node in graph.Nodes.Where(n => n.CanStartWorkflow))
            errors.AddRange(Errors(node, graph, environment, others));
        return errors;
    }

    private static List<string> Errors(GraphNode node, WorkflowGraph graph, BurstEnvironment environment, HashSet<string> others)
    {
        try
        {
            return
            [
                .. node.Activity.Triggers(new TriggerContext(graph, node, environment)).Where(t => others.Contains(t.Key))
                    .Select(t => $"'{node.Id}' waits for a path and a method that another workflow uses: {Values.ToJson(t.Stimulus.Payload)}."),
            ];
        }
        catch (EngineFault fault)
        {
            return [$"'{node.Id}': {fault.Message}"];
        }
    }

    private static void AddRepeated(string what, IEnumerable<ArgumentDefinition> arguments, List<string> errors)
    {
        var names = arguments.GroupBy(a => a.Name).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        if (names.Count > 0) errors.Add($"These {what} are defined more than once: {string.Join(", ", names)}.");
    }
}
