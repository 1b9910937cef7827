namespace Petitions.Engine.Activities;

/// <summary>Runs one of two activities. Then and Else are slots, not outcomes: it always goes on by "Done".</summary>
internal sealed class If : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.If")
    {
        DisplayName = "If", Category = "Branching",
        Ports = [new("Then", PortKind.Embedded), new("Else", PortKind.Embedded), new("Done", PortKind.Flow)],
        Inputs = [new("Condition", "Boolean") { UiHint = "singleline", Description = "The condition to evaluate." }],
        Outputs = [new("Result", "Boolean")],
    };

    public override bool CompletesByItself => false;

    public override void Execute(ActivityContext context)
    {
        var holds = context.Input<bool>("Condition");
        context.SetOutput("Result", holds);
        context.Schedule(context.Node.Child(holds ? "then" : "else"), "branch");
    }

    public override void ChildCompleted(ActivityContext context, ActivityContext child, string callback, IReadOnlyList<string?> outcomes) =>
        context.Complete();
}
