using System.Text.Json;
using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>
/// Activities joined by connections. How branches meet is decided by counting visits (<see cref="FlowCounters"/>, the default)
/// or by tokens (<see cref="FlowTokens"/>).
/// </summary>
internal sealed class Flowchart : Activity
{
    private const string IsWhole = "IsWhole";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Flowchart") { DisplayName = "Flowchart", Category = "Workflows", IsContainer = true };

    public override bool CompletesByItself => false;

    public override void Execute(ActivityContext context)
    {
        var plan = (FlowPlan)context.Node.Plan!;
        var start = StartOf(context, plan);
        if (start < 0) context.Complete();
        else context.Schedule(plan.Activities[start], "child");
    }

    public override void ChildCompleted(ActivityContext context, ActivityContext child, string callback, IReadOnlyList<string?> outcomes)
    {
        if (child.Node.Activity is NotFoundActivity) TakeBack(context);
        if (child.Node.Descriptor.IsTerminal) context.Complete();
        else if (UsesTokens(context)) FlowTokens.Of(context).Completed(child, outcomes);
        else FlowCounters.Of(context).Completed(child, outcomes);
    }

    internal override void ChildCanceled(ActivityContext context, ActivityContext child)
    {
        if (UsesTokens(context)) FlowTokens.Of(context).Canceled(child);
        else FlowCounters.Of(context).Canceled(child);
    }

    internal override void BeforeSave(ActivityContext context) => (context.Scratch as IFlowScope)?.Save();

    internal override string? Fit(ActivityContext context, GraphNode was) => FlowPlaces.Stand(context, was)
        && (UsesTokens(context) ? FlowTokens.Of(context).Fit((FlowPlan)was.Plan!) : FlowCounters.Fit(context, (FlowPlan)was.Plan!)) ? null : MoveObstacles.BranchesChanged;

    internal override object Plan(GraphNode node) => FlowPlan.Of(node);

    internal override IEnumerable<(string Slot, JsonElement Items)> Slots(ActivityNode source) => [("activities", source.Member("activities"))];

    /// <summary>Cancels whatever still runs among the activities from which the node can be reached.</summary>
    internal static void CancelAncestors(ActivityContext flowchart, GraphNode node)
    {
        var plan = (FlowPlan)flowchart.Node.Plan!;
        var graph = GraphOf(flowchart);
        var ancestors = graph.AncestorsOf(plan.IndexOf(node));
        foreach (var child in flowchart.Children?.ToArray() ?? [])
            if (child.Node != node && ancestors.Contains(plan.IndexOf(child.Node))) flowchart.Burst.Cancel(child);
    }

    internal static FlowGraph GraphOf(ActivityContext context)
    {
        if (context.Graph is { } known && known.IsWhole == (context.Saved?.GetValueOrDefault(IsWhole) is true)) return known;
        var plan = (FlowPlan)context.Node.Plan!;
        return context.Graph = plan.From(StartOf(context, plan), context.Saved?.GetValueOrDefault(IsWhole) is true);
    }

    /// <summary>True when nothing in the flowchart runs, waits its turn or has failed.</summary>
    internal static bool IsIdle(ActivityContext context) =>
        context.QueuedBelow == 0
        && (context.Children is not { } children || !children.Exists(c => c.Status is ActivityStatus.Running or ActivityStatus.Faulted));

    /// <summary>Only a supervisor who skips it completes an activity whose type nobody knows.</summary>
    private static void TakeBack(ActivityContext context)
    {
        if (context.Saved?.GetValueOrDefault(IsWhole) is true) return;
        context.Properties[IsWhole] = true;
        if (!UsesTokens(context)) FlowCounters.Of(context).TakeBack();
    }

    private static bool UsesTokens(ActivityContext context) => context.Burst.Environment.FlowchartMode == FlowchartMode.TokenBased;

    /// <summary>The trigger that started this burst, if it stands here; else what the plan says.</summary>
    private static int StartOf(ActivityContext context, FlowPlan plan)
    {
        if (context.Burst.TriggerActivityId is { } trigger)
            for (var i = 0; i < plan.Activities.Count; i++)
                if (plan.Activities[i].Id == trigger) return i;
        return plan.Start;
    }
}
