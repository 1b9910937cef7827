namespace Petitions.Engine.Activities;

/// <summary>Where a flowchart begins.</summary>
internal sealed class Start : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Start") { DisplayName = "Start", Category = "Flow", IsStart = true };

    public override void Execute(ActivityContext context)
    {
    }
}
