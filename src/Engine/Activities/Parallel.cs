using System.Text.Json;
using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Runs its activities at once and waits for all of them.</summary>
internal sealed class Parallel : Activity
{
    private const string Open = "Open";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Parallel") { DisplayName = "Parallel", Category = "Workflows", IsContainer = true };

    public override bool CompletesByItself => false;

    internal override string? Fit(ActivityContext context, GraphNode was) => SameInside.Fit(context.Node, was);

    public override void Execute(ActivityContext context)
    {
        var activities = context.Node.ChildList("activities");
        context.Properties[Open] = (long)activities.Count;
        foreach (var activity in activities) context.Schedule(activity, "child");
        if (activities.Count == 0) context.Complete();
    }

    public override void ChildCompleted(ActivityContext context, ActivityContext child, string callback, IReadOnlyList<string?> outcomes)
    {
        var open = Values.As<long>(context.Properties.GetValueOrDefault(Open)) - 1;
        context.Properties[Open] = open;
        if (open <= 0) context.Complete();
    }

    internal override IEnumerable<(string Slot, JsonElement Items)> Slots(ActivityNode source) => [("activities", source.Member("activities"))];
}
