using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Brings branches together. When it runs, whatever still runs before it is cancelled.</summary>
internal sealed class FlowJoin : Activity
{
    /// <summary>In Elsa's order: numbers count from the first, which also stands for an expression that gives nothing.</summary>
    private static readonly IReadOnlyList<string> Modes = ["WaitAll", "WaitAllActive", "WaitAny"];

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowJoin")
    {
        DisplayName = "Join", Category = "Branching",
        Inputs =
        [
            new("Mode", "String")
            {
                UiHint = "dropdown", Choices = Modes, DefaultValue = "WaitAny",
                UiSpecifications = InputDescriptor.Dropdown(
                    ("Wait any", "WaitAny"), ("Wait all active", "WaitAllActive"), ("Wait all", "WaitAll")),
            },
        ],
    };

    /// <summary>The mode is an expression like any input; it is evaluated for each branch that arrives.</summary>
    internal static string ModeOf(ActivityContext flowchart, GraphNode join) =>
        new ActivityContext(flowchart.Burst, join, flowchart, "").Input<string>("Mode") ?? Modes[0];

    public override void Execute(ActivityContext context)
    {
        if (context.Parent is not { Node.Activity: Flowchart } flowchart)
            throw new EngineFault(FaultCodes.FlowInvalid, $"'{context.Node.Id}' joins branches of a flowchart, and does not stand in one.");
        Flowchart.CancelAncestors(flowchart, context.Node);
    }
}
