namespace Petitions.Engine.Activities;

/// <summary>Ends the whole instance at once, also from inside a definition used as activity.</summary>
internal sealed class Finish : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Finish") { DisplayName = "Finish", Category = "Primitives", IsTerminal = true };

    public override void Execute(ActivityContext context) => context.Burst.FinishInstance();
}
