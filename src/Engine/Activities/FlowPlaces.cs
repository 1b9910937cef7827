using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Whether the activities that run in a flowchart could run side by side in another drawing of it.</summary>
internal static class FlowPlaces
{
    public static bool Stand(ActivityContext context, GraphNode was)
    {
        var (now, before) = ((FlowPlan)context.Node.Plan!, (FlowPlan)was.Plan!);
        if (now.Start < 0 || now.Activities[now.Start].Id != before.Activities[before.Start].Id) return false;
        var (graph, old) = (Flowchart.GraphOf(context), before.From(before.Start, Flowchart.GraphOf(context).IsWhole));
        var running = (context.Children ?? []).ConvertAll(c => (Now: now.IndexOf(c.Node), Before: IndexOf(before, c.Node.Id)));
        return running.TrueForAll(r => !graph.IsDangling(r.Now) || old.IsDangling(r.Before))
               && running.TrueForAll(r => running.TrueForAll(o => !graph.AncestorsOf(r.Now).Contains(o.Now) || old.AncestorsOf(r.Before).Contains(o.Before)));
    }

    public static int IndexOf(FlowPlan plan, string id)
    {
        for (var i = 0; i < plan.Activities.Count; i++)
            if (plan.Activities[i].Id == id) return i;
        return -1;
    }
}
