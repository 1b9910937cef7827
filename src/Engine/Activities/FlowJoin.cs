using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Brings branches together. When it runs, whatever still runs before it is cancelled.</summary>
internal sealed class FlowJoin : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowJoin")
    {
        DisplayName = "Join", Category = "Branching",
        Inputs =
        [
            new("Mode", "String")
            {
                UiHint = "dropdown", Choices = ["WaitAny", "WaitAllActive", "WaitAll"], DefaultValue = "WaitAny",
                UiSpecifications = InputDescriptor.Dropdown(
                    ("Wait any", "WaitAny"), ("Wait all active", "WaitAllActive"), ("Wait all", "WaitAll")),
            },
        ],
    };

    /// <summary>The mode is an expression like any input; it is evaluated for each branch that arrives.</summary>
    internal static string ModeOf(ActivityContext flowchart, GraphNode join) =>
        new ActivityContext(flowchart.Burst, join, flowchart, "").Input<string>("Mode") ?? "WaitAny";

    public override void Execute(ActivityContext context)
    {
        if (context.Parent is { Node.Activity: Flowchart } flowchart) Flowchart.CancelAncestors(flowchart, context.Node);
    }
}
