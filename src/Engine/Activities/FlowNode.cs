namespace Petitions.Engine.Activities;

/// <summary>Holds one activity, for example a flowchart inside a flowchart.</summary>
internal sealed class FlowNode : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowNode")
    {
        DisplayName = "Container", Category = "Flow", Ports = [new("Body", PortKind.Embedded), new("Done", PortKind.Flow)],
    };

    public override bool CompletesByItself => false;

    public override void Execute(ActivityContext context) => context.Schedule(context.Node.Child("body"), "body");

    public override void ChildCompleted(ActivityContext context, ActivityContext child, string callback, IReadOnlyList<string?> outcomes) =>
        context.Complete();
}
