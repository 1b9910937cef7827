namespace Petitions.Engine.Activities;

/// <summary>Goes on by "True" or by "False".</summary>
internal sealed class FlowDecision : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowDecision")
    {
        DisplayName = "Decision", Category = "Branching",
        Ports = [new("True", PortKind.Flow), new("False", PortKind.Flow)],
        Inputs = [new("Condition", "Boolean") { UiHint = "singleline", Description = "The condition to evaluate." }],
        Outputs = [new("Result", "Boolean")],
    };

    public override void Execute(ActivityContext context)
    {
        var holds = context.Input<bool>("Condition");
        context.SetOutput("Result", holds);
        context.Complete(holds ? "True" : "False");
    }
}
