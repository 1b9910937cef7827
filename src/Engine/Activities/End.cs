namespace Petitions.Engine.Activities;

/// <summary>Ends the flowchart or sequence it stands in.</summary>
internal sealed class End : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.End") { DisplayName = "End", Category = "Flow", IsTerminal = true };

    public override void Execute(ActivityContext context)
    {
    }
}
