using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Goes on by the labels of the cases that hold, or by "Default".</summary>
internal sealed class FlowSwitch : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowSwitch")
    {
        DisplayName = "Switch (flow)", Category = "Branching",
        Ports = [new("Default", PortKind.Flow)],
        Inputs =
        [
            new("Cases", "Object") { UiHint = "flow-switch-editor", IsWrapped = false },
            new("Mode", "String")
            {
                UiHint = "dropdown", Choices = SwitchCase.Modes, DefaultValue = "MatchFirst",
                UiSpecifications = InputDescriptor.Dropdown(("Match first", "MatchFirst"), ("Match any", "MatchAny")),
            },
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var labels = SwitchCase.Matching(context).Select(c => c.Label).ToArray();
        context.Complete(labels.Length == 0 ? ["Default"] : labels);
    }

    internal override object Plan(GraphNode node) => SwitchCase.Read(node.Source!.Member("cases"));
}
