using System.Collections.Concurrent;
using System.Text.Json;
using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>A connection between two activities of a flowchart, by their positions. A null port is a connection that names none.</summary>
internal sealed record FlowConnection(int Index, int Source, string? Port, int Target, string? TargetPort)
{
    public bool IsFollowedBy(IReadOnlyList<string?> outcomes)
    {
        for (var i = 0; i < outcomes.Count; i++)
            if (outcomes[i] == Port) return true;
        return false;
    }
}

/// <summary>A flowchart as drawn: activities, connections, and where it starts unless a trigger says otherwise.</summary>
internal sealed class FlowPlan
{
    private readonly ConcurrentDictionary<int, FlowGraph> _graphs = new();
    private readonly Dictionary<GraphNode, int> _index = [];

    private FlowPlan(IReadOnlyList<GraphNode> activities, IReadOnlyList<FlowConnection> connections)
    {
        Activities = activities;
        Connections = connections;
        Outbound = new FlowConnection[activities.Count][];
        for (var i = 0; i < activities.Count; i++)
        {
            _index[activities[i]] = i;
            Outbound[i] = [.. connections.Where(c => c.Source == i)];
        }
        Start = FindStart();
    }

    public IReadOnlyList<GraphNode> Activities { get; }
    public IReadOnlyList<FlowConnection> Connections { get; }
    public FlowConnection[][] Outbound { get; }

    /// <summary>-1 when the flowchart is empty.</summary>
    public int Start { get; }

    public int IndexOf(GraphNode node) => _index.GetValueOrDefault(node, -1);

    public FlowGraph From(int start) => _graphs.GetOrAdd(start, static (s, plan) => new FlowGraph(plan, s), this);

    public static FlowPlan Of(GraphNode node)
    {
        var activities = node.ChildList("activities");
        var connections = new List<FlowConnection>();
        var written = node.Source!.Member("connections").Items().Concat(node.Source.Custom.Member("notFoundConnections").Items());
        foreach (var item in written)
            if (Read(item, activities, connections.Count) is { } connection && !connections.Exists(c => c with { Index = connection.Index } == connection))
                connections.Add(connection);
        return new FlowPlan(activities, connections);
    }

    /// <summary>Null when an end is missing: such a connection is dropped.</summary>
    private static FlowConnection? Read(JsonElement item, IReadOnlyList<GraphNode> activities, int index)
    {
        var (source, target) = Ends(item);
        var from = Find(activities, source.Id);
        var to = Find(activities, target.Id);
        return from < 0 || to < 0 ? null : new(index, from, source.Port, to, target.Port);
    }

    /// <summary>Both ends of a connection as written, whether or not such activities exist.</summary>
    internal static ((string? Id, string? Port) Source, (string? Id, string? Port) Target) Ends(JsonElement item) =>
        (End(item.Member("source"), item.Text("sourcePort")), End(item.Member("target"), item.Text("targetPort")));

    /// <summary>An end is written as <c>{activity, port}</c>, as the id alone with the port beside it, or as a mixture of both.</summary>
    private static (string? Id, string? Port) End(JsonElement end, string? portBeside)
    {
        if (end.ValueKind == JsonValueKind.String) return (end.GetString(), portBeside);
        var activity = end.Member("activity");
        var id = activity.ValueKind == JsonValueKind.Object ? activity.Text("id") : end.Text("activity") ?? end.Text("id") ?? end.Text("activityId");
        return (id, end.Text("port") ?? portBeside);
    }

    private static int Find(IReadOnlyList<GraphNode> activities, string? id)
    {
        for (var i = 0; i < activities.Count; i++)
            if (activities[i].Id == id) return i;
        return -1;
    }

    private int FindStart()
    {
        if (Activities.Count == 0) return -1;
        return First(i => Activities[i].Type == "Elsa.Start")
               ?? First(i => Activities[i].CanStartWorkflow)
               ?? First(i => !Connections.Any(c => c.Target == i))
               ?? 0;
    }

    private int? First(Predicate<int> which)
    {
        for (var i = 0; i < Activities.Count; i++)
            if (which(i)) return i;
        return null;
    }
}
