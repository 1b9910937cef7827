namespace Petitions.Engine.Activities;

/// <summary>Goes on by all its branches at once.</summary>
internal sealed class FlowFork : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowFork")
    {
        DisplayName = "Fork (flow)", Category = "Branching",
        Inputs = [new("Branches", "String[]") { UiHint = "dynamic-outcomes", Description = "Names of the branches." }],
    };

    public override void Execute(ActivityContext context)
    {
        var branches = context.Input<IReadOnlyList<object?>>("Branches");
        context.CompleteBy(branches is null ? ["Done"] : [.. branches.Select(b => Values.ToText(b) ?? "")]);
    }
}
