using System.Text.Json;
using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Runs its activities one after the other.</summary>
internal sealed class Sequence : Activity
{
    private const string Next = "Next";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Sequence") { DisplayName = "Sequence", Category = "Workflows", IsContainer = true };

    public override bool CompletesByItself => false;

    public override void Execute(ActivityContext context)
    {
        context.Properties[Next] = 0L;
        ScheduleNext(context);
    }

    public override void ChildCompleted(ActivityContext context, ActivityContext child, string callback, IReadOnlyList<string?> outcomes)
    {
        if (child.Node.Descriptor.IsTerminal || Breaking.IsSet(context)) context.Complete();
        else ScheduleNext(context);
    }

    /// <summary>What comes next is what comes after the activity that runs.</summary>
    internal override string? Fit(ActivityContext context, GraphNode was)
    {
        var activities = context.Node.ChildList("activities");
        if (context.Children is { Count: > 0 } running)
            context.Properties[Next] = activities.ToList().IndexOf(running[^1].Node) + 1L;
        return null;
    }

    internal override bool OnBreak(ActivityContext context)
    {
        Breaking.Set(context);
        return false;
    }

    internal override IEnumerable<(string Slot, JsonElement Items)> Slots(ActivityNode source) => [("activities", source.Member("activities"))];

    private static void ScheduleNext(ActivityContext context)
    {
        var activities = context.Node.ChildList("activities");
        var next = Values.As<long>(context.Properties.GetValueOrDefault(Next));
        if (next < 0 || next >= activities.Count)
        {
            context.Complete();
            return;
        }
        context.Properties[Next] = next + 1;
        context.Schedule(activities[(int)next], "child");
    }
}
