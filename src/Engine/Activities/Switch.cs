using System.Text.Json;
using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Runs the activities of the cases that hold, or the default one.</summary>
internal sealed class Switch : Activity
{
    private const string Open = "Open";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Switch")
    {
        DisplayName = "Switch", Category = "Branching",
        Ports = [new("Default", PortKind.Embedded), new("Done", PortKind.Flow)],
        Inputs =
        [
            new("Cases", "Object") { UiHint = "switch-editor", IsWrapped = false },
            new("Mode", "String")
            {
                UiHint = "dropdown", Choices = SwitchCase.Modes, DefaultValue = "MatchFirst",
                UiSpecifications = InputDescriptor.Dropdown(("Match first", "MatchFirst"), ("Match any", "MatchAny")),
            },
        ],
    };

    public override bool CompletesByItself => false;

    public override void Execute(ActivityContext context)
    {
        var matching = SwitchCase.Matching(context);
        List<GraphNode> chosen = matching.Count == 0
            ? [.. context.Node.ChildList("default")]
            : [.. matching.SelectMany(c => context.Node.ChildList(c.Slot))];
        context.Properties[Open] = (long)chosen.Count;
        foreach (var node in chosen) context.Schedule(node, "case");
        if (chosen.Count == 0) context.Complete();
    }

    public override void ChildCompleted(ActivityContext context, ActivityContext child, string callback, IReadOnlyList<string?> outcomes)
    {
        var open = Values.As<long>(context.Properties.GetValueOrDefault(Open)) - 1;
        context.Properties[Open] = open;
        if (open <= 0) context.Complete();
    }

    internal override object Plan(GraphNode node) => SwitchCase.Read(node.Source!.Member("cases"));

    internal override IEnumerable<(string Slot, JsonElement Items)> Slots(ActivityNode source)
    {
        var index = 0;
        foreach (var item in source.Member("cases").Items()) yield return (SwitchCase.SlotOf(index++), item.Member("activity"));
        yield return ("default", source.Member("default"));
    }
}
