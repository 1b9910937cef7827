using System.Text.Json;
using Petitions.Engine.Activities;

namespace Petitions.Engine.Definition;

/// <summary>The definition's own members: options, variables, and that there is something to run.</summary>
internal static class CheckHeader
{
    public static IEnumerable<DefinitionFinding> Of(WorkflowGraph graph)
    {
        var source = graph.Definition.Source;
        var options = source.Member("options");
        if (options.Text("activationStrategyType") is { Length: > 0 } activation && DefinitionReader.Strategy<ActivationStrategy>(activation) is null)
            yield return DefinitionFinding.Whole("strategy", activation);
        if (options.Text("incidentStrategyType") is { Length: > 0 } incidents && DefinitionReader.Strategy<IncidentStrategy>(incidents) is null)
            yield return DefinitionFinding.Whole("strategy", incidents);
        if (options.Text("commitStrategyName") is { Length: > 0 } commit)
            yield return DefinitionFinding.Whole("commitStrategy", commit) with { Severity = FindingSeverity.Warning };
        foreach (var finding in Variables(graph.Root, source.Member("variables"))) yield return finding;
        if (graph.Root.Child("root") is { Activity: Flowchart or Sequence } root && !root.ChildList("activities").Any())
            yield return DefinitionFinding.Warning(root, "emptyGraph");
    }

    /// <summary>Variables as they are written, because one of an unknown type is dropped by the reader.</summary>
    public static IEnumerable<DefinitionFinding> Variables(GraphNode scope, JsonElement list)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items().Where(i => i.ValueKind == JsonValueKind.Object))
        {
            var name = item.Text("name") ?? "";
            var type = item.Text("typeName") ?? "Object";
            if ((item.Text("id") ?? name) is { Length: > 0 } id && !ids.Add(id)) yield return DefinitionFinding.Error(scope, "duplicateVariable", name, id);
            if (ValueKind.Of(type, item.Flag("isArray")) is not { } kind) yield return DefinitionFinding.Error(scope, "variableType", name, type);
            else if (kind.Refusal(Values.FromJson(item.Member("value"))) is { } why)
                yield return DefinitionFinding.Error(scope, "variableValue", name, why.Message);
        }
    }
}
