namespace Petitions.Engine.Activities;

/// <summary>Names the instance.</summary>
internal sealed class SetName : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.SetName")
    {
        DisplayName = "Set name", Category = "Primitives", Inputs = [new("Value", "String") { Description = "The name of the instance." }],
    };

    public override void Execute(ActivityContext context) => context.InstanceName = context.Input<string>("Value");
}
