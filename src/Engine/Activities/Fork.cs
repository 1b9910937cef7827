using System.Text.Json;
using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Runs its branches at once; goes on with the first or with all of them.</summary>
internal sealed class Fork : Activity
{
    private const string Open = "Open";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Fork")
    {
        DisplayName = "Fork", Category = "Branching",
        Inputs =
        [
            new("JoinMode", "String")
            {
                UiHint = "dropdown", IsWrapped = false, DefaultValue = "WaitAll",
                UiSpecifications = InputDescriptor.Dropdown(("Wait all", "WaitAll"), ("Wait any", "WaitAny")),
            },
        ],
    };

    public override bool CompletesByItself => false;

    internal override string? Fit(ActivityContext context, GraphNode was) => SameInside.Fit(context.Node, was);

    public override void Execute(ActivityContext context)
    {
        var branches = context.Node.ChildList("branches");
        context.Properties[Open] = (long)branches.Count;
        foreach (var branch in branches) context.Schedule(branch, "branch");
        if (branches.Count == 0) context.Complete();
    }

    public override void ChildCompleted(ActivityContext context, ActivityContext child, string callback, IReadOnlyList<string?> outcomes)
    {
        var open = Values.As<long>(context.Properties.GetValueOrDefault(Open)) - 1;
        context.Properties[Open] = open;
        if (open <= 0 || context.Node.Plan is true || Breaking.IsSet(context)) context.Complete();
    }

    internal override bool OnBreak(ActivityContext context)
    {
        Breaking.Set(context);
        return false;
    }

    /// <summary>Whether the first branch is enough.</summary>
    internal override object Plan(GraphNode node) => node.Source!.Source.Text("joinMode") is "WaitAny" or "1";

    internal override IEnumerable<(string Slot, JsonElement Items)> Slots(ActivityNode source) => [("branches", source.Member("branches"))];
}
