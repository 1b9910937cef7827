using System.Collections.Concurrent;
using System.Text.Json;
using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>A connection between two activities of a flowchart, by their positions. A null port is a connection that names none.</summary>
internal sealed record FlowConnection(int Index, int Source, string? Port, int Target, string? TargetPort)
{
    /// <summary>Its source is of a type that nobody knows: it counts only once that activity has been skipped by hand.</summary>
    public bool IsSetAside { get; init; }

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
    private readonly ConcurrentDictionary<(int Start, bool IsWhole), FlowGraph> _graphs = new();
    private readonly Dictionary<GraphNode, int> _index = [];

    private FlowPlan(IReadOnlyList<GraphNode> activities, IReadOnlyList<FlowConnection> connections)
    {
        Activities = activities;
        Connections = connections;
        Outbound = new FlowConnection[activities.Count][];
        Array.Fill(Outbound, []);
        for (var i = 0; i < activities.Count; i++)
        {
            _index[activities[i]] = i;
        }
        foreach (var group in connections.GroupBy(c => c.Source)) Outbound[group.Key] = [.. group];
        SetAside = [.. connections.Where(c => c.IsSetAside)];
        Start = FindStart();
    }

    public IReadOnlyList<GraphNode> Activities { get; }
    public IReadOnlyList<FlowConnection> Connections { get; }
    public FlowConnection[][] Outbound { get; }
    public IReadOnlyList<FlowConnection> SetAside { get; }

    /// <summary>-1 when the flowchart is empty.</summary>
    public int Start { get; }

    public int IndexOf(GraphNode node) => _index.GetValueOrDefault(node, -1);

    /// <param name="isWhole">With the connections that are set aside.</param>
    public FlowGraph From(int start, bool isWhole) =>
        _graphs.GetOrAdd((start, isWhole), static (key, plan) => new FlowGraph(plan, key.Start, key.IsWhole), this);

    /// <summary>
    /// Connections out of an activity whose type nobody knows are set aside and hold up no join. Studio keeps them in
    /// <c>notFoundConnections</c>; they are taken back when the type is known again.
    /// </summary>
    public static FlowPlan Of(GraphNode node)
    {
        var activities = node.ChildList("activities");
        var places = new Dictionary<string, int>(activities.Count);
        for (var i = 0; i < activities.Count; i++) places.TryAdd(activities[i].Id, i);
        var connections = Read(node.Source!.Member("connections"), places, node.Source.Path + ".connections");
        var kept = Read(node.Source.Custom.Member("notFoundConnections"), places, node.Source.Path + ".customProperties.notFoundConnections");
        // Where they end does not tell two connections apart by the target's port.
        var all = connections.Except(kept).Union(kept).DistinctBy(c => (c.Source, c.Port, c.Target));
        return new FlowPlan(activities, [.. all.Select((c, index) => c with { Index = index, IsSetAside = IsMissing(c.Source) })]);

        bool IsMissing(int activity) => activities[activity].Activity is NotFoundActivity;
    }

    /// <summary>A connection of which an end is missing is dropped; written flat it cannot be read, as in Elsa.</summary>
    /// <exception cref="DefinitionUnreadable">A flat connection lacks an end.</exception>
    private static List<FlowConnection> Read(JsonElement written, Dictionary<string, int> places, string path)
    {
        var connections = new List<FlowConnection>();
        bool? isFlat = null;
        var index = 0;
        foreach (var item in written.Items())
        {
            var (source, target) = Ends(item);
            isFlat ??= item.Member("source").ValueKind == JsonValueKind.String && item.Member("target").ValueKind == JsonValueKind.String;
            if (places.TryGetValue(source.Id ?? "", out var from) && places.TryGetValue(target.Id ?? "", out var to))
                connections.Add(new(0, from, source.Port, to, target.Port));
            else if (isFlat.Value)
                throw new DefinitionUnreadable($"{path}[{index}]", $"The connection from \"{source.Id}\" to \"{target.Id}\" lacks an end.");
            index++;
        }
        return connections;
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

    private int FindStart()
    {
        if (Activities.Count == 0) return -1;
        var entered = Connections.Select(c => c.Target).ToHashSet();
        return First(i => Activities[i].Type == "Elsa.Start")
               ?? First(i => Activities[i].CanStartWorkflow)
               ?? First(i => !entered.Contains(i))
               ?? 0;
    }

    private int? First(Predicate<int> which)
    {
        for (var i = 0; i < Activities.Count; i++)
            if (which(i)) return i;
        return null;
    }
}
