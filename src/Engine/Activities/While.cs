using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Repeats its body as long as the condition, asked before each round, holds.</summary>
internal sealed class While : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.While")
    {
        DisplayName = "While", Category = "Looping",
        Ports = [new("Body", PortKind.Embedded), new("Done", PortKind.Flow)],
        Inputs = [new("Condition", "Boolean") { UiHint = "singleline", AutoEvaluate = false }],
    };

    public override bool CompletesByItself => false;

    internal override string? Fit(ActivityContext context, GraphNode was) => SameInside.Fit(context.Node, was);

    public override void Execute(ActivityContext context) => Round(context);

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
        if (!context.InputAnew<bool>("Condition")) context.Complete();
        else if (context.Node.Child("body") is { } body) context.Schedule(body, "body");
        else throw new EngineFault(FaultCodes.BurstLength, "A While without a body whose condition holds would never end.");
    }
}
