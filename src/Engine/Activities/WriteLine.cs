namespace Petitions.Engine.Activities;

/// <summary>Writes a line; where to is the host's business.</summary>
internal sealed class WriteLine : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.WriteLine")
    {
        DisplayName = "Write line", Category = "Primitives", Inputs = [new("Text", "String") { Description = "The text to write." }],
    };

    public override void Execute(ActivityContext context) =>
        context.Burst.Effects.Add(new LineWritten(context.InstanceId, context.Input<string>("Text") ?? ""));
}
