namespace Petitions.Engine.Activities;

/// <summary>Ends the nearest composite: a definition used as activity, or the workflow. Its outcomes become the composite's.</summary>
internal sealed class Complete : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Complete")
    {
        DisplayName = "Complete", Category = "Composition", IsTerminal = true,
        Inputs = [new("Outcomes", "Object") { UiHint = "outcome-picker", DefaultSyntax = "Object" }],
    };

    public override bool CompletesByItself => false;

    public override void Execute(ActivityContext context)
    {
        Burst.CompleteComposite(context, Names(context.Input("Outcomes")));
        context.Complete();
    }

    /// <summary>A text is one outcome, a list several; anything else is "Done".</summary>
    private static IReadOnlyList<string?> Names(object? value) => value switch
    {
        string one => [one],
        IReadOnlyList<object?> list => [.. list.Select(Values.ToText)],
        _ => ["Done"],
    };
}
