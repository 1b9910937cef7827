namespace Petitions.Engine.Activities;

/// <summary>Leaves the nearest loop.</summary>
internal sealed class Break : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Break") { DisplayName = "Break", Category = "Looping", IsTerminal = true };

    public override void Execute(ActivityContext context) => Burst.Break(context);
}
