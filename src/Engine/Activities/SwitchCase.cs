using System.Text.Json;
using Petitions.Engine.Definition;
using Petitions.Engine.Expressions;

namespace Petitions.Engine.Activities;

/// <summary>A case of Switch or FlowSwitch.</summary>
internal sealed record SwitchCase(string Label, Expression? Condition, string Slot)
{
    public static readonly IReadOnlyList<string> Modes = ["MatchFirst", "MatchAny"];

    public static IReadOnlyList<SwitchCase> Read(JsonElement cases) =>
        [.. cases.Items().Select((item, index) => new SwitchCase(
            item.Text("label") ?? "", ExpressionReader.Read(item.Member("condition"), ValueKind.Boolean), SlotOf(index)))];

    public static string SlotOf(int index) => "case" + index;

    /// <summary>The first case that holds, or all of them, as the input Mode says. As in Elsa every condition is evaluated in either mode.</summary>
    public static List<SwitchCase> Matching(ActivityContext context)
    {
        var all = context.Input<string>("Mode") == "MatchAny";
        var matching = new List<SwitchCase>();
        foreach (var each in (IReadOnlyList<SwitchCase>)context.Node.Plan!)
        {
            if (each.Condition?.Evaluate(context, ValueKind.Boolean) is not true) continue;
            if (all || matching.Count == 0) matching.Add(each);
        }
        return matching;
    }
}
