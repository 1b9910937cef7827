using Petitions.Cases.Activities;
using Petitions.Engine.Definition;

namespace Petitions.Cases;

/// <summary>
/// What a drawing names must be there: categories, units and clocks among the data, and somebody who says the event that it waits for. An event of the
/// case is said by the case alone (W10).
/// </summary>
internal static class DesignOfData
{
    public static IEnumerable<DefinitionFinding> Of(IReadOnlyList<GraphNode> own, IReadOnlyList<WorkflowGraph> others, Reference? reference)
    {
        var said = own.Concat(others.SelectMany(o => o.Nodes)).Where(n => n.Type == "Elsa.PublishEvent").ToList();
        var (names, anything) = (said.Select(EventOf).OfType<string>().ToHashSet(), said.Any(n => Foresight.IsComputed(n, "EventName")));
        foreach (var node in own)
        {
            if (reference is not null)
                foreach (var finding in Named(node, reference)) yield return finding;
            if (EventOf(node) is not { Length: > 0 } name) continue;
            if (node.Type == "Elsa.PublishEvent" && SignalNames.IsOfTheCase(name))
                yield return Found(node, "W10", "W10.event", name);
            if (node.Type == "Elsa.Event" && !anything && !names.Contains(name) && !SignalNames.IsOfTheCase(name))
                yield return DefinitionFinding.Warning(node, "unheardEvent", name);
        }
    }

    private static IEnumerable<DefinitionFinding> Named(GraphNode node, Reference reference)
    {
        if (node.Activity is OfCategoryActivity && OfCategoryActivity.Asked(node) is { } asked)
        {
            if (asked.Count == 0) yield return DefinitionFinding.Error(node, "missingInput", "Categories");
            foreach (var code in asked.Where(c => !reference.Categories.ContainsKey(c))) yield return DefinitionFinding.Error(node, "unknownCategory", code);
        }
        if (node.Activity is OfUnitActivity && DesignStep.Text(node, "Unit") is { } unit)
            if (unit.Length == 0) yield return DefinitionFinding.Error(node, "missingInput", "Unit");
            else if (reference.Unit(unit) is not { InScope: true }) yield return DefinitionFinding.Error(node, "unknownUnit", unit);
        if (node.Activity is WaitForDeadlineActivity && DesignStep.Text(node, "Clock") is { Length: > 0 } clock
            && !reference.Clocks.ContainsKey(clock) && clock is not (Clocks.InternalTarget or Clocks.ExternalDue))
            yield return DefinitionFinding.Error(node, "unknownClock", clock);
    }

    private static DefinitionFinding Found(GraphNode node, string rule, string sentence, params string[] facts) =>
        DefinitionFinding.Error(node, rule, facts) with { Sentence = sentence, Advice = sentence };

    private static string? EventOf(GraphNode node) => node.Type is "Elsa.Event" or "Elsa.PublishEvent" ? Foresight.Literal(node, "EventName") as string : null;
}
