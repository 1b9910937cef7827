namespace Petitions.Engine.Activities;

/// <summary>Gives the instance its correlation id.</summary>
internal sealed class Correlate : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Correlate")
    {
        DisplayName = "Correlate", Category = "Primitives", Inputs = [new("CorrelationId", "String") { Description = "What the instance is about." }],
    };

    public override void Execute(ActivityContext context) => context.CorrelationId = context.Input<string>("CorrelationId");
}
