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
        var outcomes = Names(context.Input("Outcomes"));
        context.Burst.CompleteQuietly(context);
        Burst.CompleteComposite(context, outcomes);
    }

    private static IReadOnlyList<string?> Names(object? value) => value switch
    {
        null => Burst.Done,
        IReadOnlyList<object?> { Count: 0 } => Burst.Done,
        IReadOnlyList<object?> list => [.. list.Select(Values.ToText)],
        _ => [Values.ToText(value)],
    };
}
