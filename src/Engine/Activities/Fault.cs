namespace Petitions.Engine.Activities;

/// <summary>Fails on purpose.</summary>
internal sealed class Fault : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Fault")
    {
        DisplayName = "Fault", Category = "Primitives", IsTerminal = true,
        Inputs =
        [
            new("Code", "String") { DefaultValue = "0" }, new("Category", "String") { DefaultValue = "General", Order = 1 },
            new("FaultType", "String") { DefaultValue = "System", Order = 2 }, new("Message", "String") { Order = 3 },
        ],
    };

    public override void Execute(ActivityContext context) =>
        throw new EngineFault(context.Input<string>("Code") ?? "0", context.Input<string>("Message") ?? "");
}
