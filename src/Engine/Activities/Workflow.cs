namespace Petitions.Engine.Activities;

/// <summary>The workflow itself: scope of its variables, and where Complete ends.</summary>
internal sealed class Workflow : Activity
{
    public static readonly Workflow Instance = new();

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Workflow") { DisplayName = "Workflow", IsContainer = true, IsBrowsable = false };

    public override bool CompletesByItself => false;

    public override void Execute(ActivityContext context) => context.Schedule(context.Node.Child("root"), "root");

    public override void ChildCompleted(ActivityContext context, ActivityContext child, string callback, IReadOnlyList<string?> outcomes) =>
        context.CompleteBy(outcomes);

    /// <summary>Elsa lets the Complete itself complete first, so that everything between the two ends in its own way.</summary>
    internal override bool OnCompleteComposite(ActivityContext context, ActivityContext from, IReadOnlyList<string?> outcomes)
    {
        context.Burst.CompositeOutcomes = outcomes;
        from.Complete();
        context.CompleteBy(outcomes);
        return true;
    }
}
