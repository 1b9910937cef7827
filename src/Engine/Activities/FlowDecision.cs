namespace Petitions.Engine.Activities;

/// <summary>Goes on by "True" or by "False".</summary>
internal sealed class FlowDecision : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowDecision")
    {
        DisplayName = "Decision", Category = "Branching",
        Ports = [new("True", PortKind.Flow), new("False", PortKind.Flow)],
        Inputs = [new("Condition", "Boolean") { UiHint = "singleline", Description = "The condition to evaluate." }],
    };

    public override void Execute(ActivityContext context) => context.Complete(context.Input<bool>("Condition") ? "True" : "False");
}
