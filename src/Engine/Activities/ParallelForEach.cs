using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Runs its body for all items at once and waits for all of them.</summary>
internal sealed class ParallelForEach : Activity
{
    private const string Open = "Open";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.ParallelForEach")
    {
        DisplayName = "Parallel for each", Category = "Looping",
        Ports = [new("Body", PortKind.Embedded), new("Done", PortKind.Flow)],
        Inputs = [new("Items", "Object") { UiHint = "multitext", DefaultSyntax = "Object" }],
    };

    public override bool CompletesByItself => false;

    internal override string? Fit(ActivityContext context, GraphNode was) => SameInside.Fit(context.Node, was);

    public override void Execute(ActivityContext context)
    {
        // The input is of type Object: as in Elsa a list is gone through, and anything else, also JSON text, is nothing to go through.
        var items = context.Input("Items") as IReadOnlyList<object?> ?? [];
        if (items.Count == 0)
        {
            context.Complete();
            return;
        }
        var body = context.Node.Child("body") ?? throw new EngineFault(FaultCodes.InputFailed, "There is no body to run for the items.");
        context.Properties[Open] = (long)items.Count;
        for (var i = 0; i < items.Count; i++)
            context.Schedule(body, "body", (long)i, new() { ["CurrentValue"] = items[i], ["CurrentIndex"] = (long)i });
    }

    public override void ChildCompleted(ActivityContext context, ActivityContext child, string callback, IReadOnlyList<string?> outcomes)
    {
        var open = Values.As<long>(context.Properties.GetValueOrDefault(Open)) - 1;
        context.Properties[Open] = open;
        if (open <= 0) context.Complete();
    }
}
