namespace Petitions.Engine.Definition;

/// <summary>What Elsa itself refuses to publish. Everything else it publishes and lets fault; <see cref="DefinitionCheck"/> says more.</summary>
public static class Publication
{
    /// <summary>One finding for each of Elsa's reasons; empty when it would publish the definition.</summary>
    /// <param name="inUse">The triggers of the definitions that are published.</param>
    /// <param name="nameOf">The name of the definition with an id; without it the id stands for it.</param>
    public static IReadOnlyList<DefinitionFinding> Errors(
        WorkflowGraph graph, BurstEnvironment environment, IEnumerable<Trigger> inUse, Func<string, string>? nameOf = null)
    {
        var errors = new List<DefinitionFinding>();
        AddRepeated(graph.Definition.Inputs, errors);
        AddRepeated(graph.Definition.Outputs, errors);
        var others = inUse.Where(t => t.DefinitionId != graph.Definition.DefinitionId && t.Name == "Elsa.HttpEndpoint").ToLookup(t => t.Key, t => t.DefinitionId);
        foreach (var node in graph.Nodes.Where(n => n.CanStartWorkflow))
        {
            var (triggers, fault) = Triggers.Of(graph, node, environment);
            if (fault is not null) errors.Add(DefinitionFinding.Error(node, "trigger", fault.Message));
            foreach (var other in triggers.Select(t => others[t.Key].FirstOrDefault()).OfType<string>())
                errors.Add(DefinitionFinding.Error(node, "sameEndpoint", nameOf?.Invoke(other) ?? other));
        }
        return errors;
    }

    private static void AddRepeated(IEnumerable<ArgumentDefinition> arguments, List<DefinitionFinding> errors)
    {
        var names = arguments.GroupBy(a => a.Name).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        if (names.Count > 0) errors.Add(DefinitionFinding.Whole("duplicateArgument", string.Join(", ", names)));
    }
}
