using System.Globalization;
using System.Text.Json;
using Petitions.Engine.Activities;
using Petitions.Engine.Expressions;

namespace Petitions.Engine.Definition;

/// <summary>Expressions by themselves: the language, the grammar, literals that do not fit their input.</summary>
internal static class CheckExpressions
{
    public static IEnumerable<DefinitionFinding> Of(GraphNode node)
    {
        foreach (var input in node.Descriptor.Inputs.Where(i => i.IsWrapped))
        {
            var slot = node.Inputs.FirstOrDefault(i => i.Name == input.Name);
            var written = node.Source!.Member(input.Name);
            if (written.ValueKind == JsonValueKind.Object && written.EnumerateObject().Any() && written.Member("typeName").IsMissing())
                yield return DefinitionFinding.Error(node, "ignoredInput", input.Name);
            else if (Judge(node, input.Name, slot?.Expression, written.Member("expression")) is { } finding) yield return finding;
        }
        if (node.Plan is IReadOnlyList<SwitchCase> cases)
            foreach (var (each, item) in cases.Zip(node.Source!.Member("cases").Items()))
                if (Judge(node, each.Label, each.Condition, item.Member("condition")) is { } finding) yield return finding;
        if (node.Plan is Script { Defect: { } wrong }) yield return Grammar(node, "Script", wrong);
    }

    private static DefinitionFinding? Judge(GraphNode node, string place, Expression? expression, JsonElement written) => expression switch
    {
        ForeignExpression foreign => DefinitionFinding.Error(node, "foreignLanguage", place, foreign.Language),
        JavaScriptExpression { Defect: { } wrong } => Grammar(node, place, wrong),
        { Defect: { } wrong } => DefinitionFinding.Error(node, "literal", place, wrong.Message),
        null when written.Text("type") is { } language => DefinitionFinding.Error(node, "foreignLanguage", place, language),
        _ => null,
    };

    private static DefinitionFinding Grammar(GraphNode node, string place, EngineFault wrong) => DefinitionFinding.Error(
        node, "expression", place, wrong.Message.Replace($" (line {wrong.Line}, column {wrong.Column})", "", StringComparison.Ordinal), wrong.Line.ToString(CultureInfo.InvariantCulture), wrong.Column.ToString(CultureInfo.InvariantCulture));
}
