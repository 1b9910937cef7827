using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Runs its body for one item after the other.</summary>
internal sealed class ForEach : Activity
{
    private const string Next = "Next";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.ForEach")
    {
        DisplayName = "For each", Category = "Looping",
        Ports = [new("Body", PortKind.Embedded), new("Done", PortKind.Flow)],
        Inputs = [new("Items", "Object[]") { UiHint = "multitext", DefaultSyntax = "Object", DefaultValue = new List<object?>() }],
        Outputs = [new("CurrentValue", "Object")],
    };

    public override bool CompletesByItself => false;

    internal override string? Fit(ActivityContext context, GraphNode was) => SameInside.Fit(context.Node, was);

    public override void Execute(ActivityContext context)
    {
        context.Properties[Next] = 0L;
        Round(context);
    }

    public override void ChildCompleted(ActivityContext context, ActivityContext child, string callback, IReadOnlyList<string?> outcomes)
    {
        if (Breaking.IsSet(context)) context.Complete();
        else Round(context);
    }

    internal override bool OnBreak(ActivityContext context)
    {
        Breaking.Set(context);
        return true;
    }

    /// <summary>A composite around the loop ends: the loop is cancelled, with everything in it.</summary>
    internal override bool OnCompleteComposite(ActivityContext context, ActivityContext from, IReadOnlyList<string?> outcomes)
    {
        context.Burst.Cancel(context);
        return false;
    }

    private static void Round(ActivityContext context)
    {
        var items = context.Input<IReadOnlyList<object?>>("Items") ?? throw new EngineFault(FaultCodes.InputFailed, "There are no items to go through.");
        var next = Values.As<long>(context.Properties.GetValueOrDefault(Next));
        if (next < 0 || next >= items.Count || context.Node.Child("body") is not { } body)
        {
            context.Complete();
            return;
        }
        context.Properties[Next] = next + 1;
        var item = items[(int)next];
        context.SetOutput("CurrentValue", item);
        context.Schedule(body, "body", variables: new() { ["CurrentValue"] = item, ["CurrentIndex"] = next });
    }
}
