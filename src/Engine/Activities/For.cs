using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Counts from start to end. Without a body it never completes, as in Elsa.</summary>
internal sealed class For : Activity
{
    private const string Current = "Current";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.For")
    {
        DisplayName = "For", Category = "Looping",
        Ports = [new("Body", PortKind.Embedded), new("Done", PortKind.Flow)],
        Inputs =
        [
            new("Start", "Int32") { DefaultValue = 0L }, new("End", "Int32") { DefaultValue = 0L }, new("Step", "Int32") { DefaultValue = 1L },
            new("OuterBoundInclusive", "Boolean") { UiHint = "checkbox", DefaultValue = true },
        ],
        Outputs = [new("CurrentValue", "Object")],
    };

    public override bool CompletesByItself => false;

    internal override string? Fit(ActivityContext context, GraphNode was) => SameInside.Fit(context.Node, was);

    public override void Execute(ActivityContext context)
    {
        if (context.Node.Child("body") is not null) Round(context, context.Input<long>("Start"));
    }

    public override void ChildCompleted(ActivityContext context, ActivityContext child, string callback, IReadOnlyList<string?> outcomes)
    {
        if (Breaking.IsSet(context)) context.Complete();
        else Round(context, Values.As<long>(context.Properties.GetValueOrDefault(Current)) + context.Input<long>("Step"));
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

    private static void Round(ActivityContext context, long value)
    {
        if (IsOver(context, value))
        {
            context.Complete();
            return;
        }
        context.Properties[Current] = value;
        context.SetOutput("CurrentValue", value);
        context.Schedule(context.Node.Child("body"), "body", variables: new() { ["CurrentValue"] = value });
    }

    private static bool IsOver(ActivityContext context, long value)
    {
        var end = context.Input<long>("End");
        var inclusive = context.Input<bool>("OuterBoundInclusive");
        var down = context.Input<long>("Step") < 0;
        if (inclusive) return down ? value < end : value > end;
        return down ? value <= end : value >= end;
    }
}
