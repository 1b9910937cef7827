using System.Collections.Concurrent;

namespace Petitions.Engine.Activities;

/// <summary>
/// A flowchart seen from its start: which connections lead forward, which lead back. Breadth first in the order of the connections; one leads
/// back when its target already reaches its source by forward ones.
/// </summary>
internal sealed class FlowGraph
{
    private readonly FlowPlan _plan;
    private readonly bool[] _forward;
    private readonly ConcurrentDictionary<int, IReadOnlySet<int>> _ancestors = new();

    public FlowGraph(FlowPlan plan, int start, bool isWhole)
    {
        _plan = plan;
        Start = start;
        IsWhole = isWhole;
        _forward = new bool[plan.Connections.Count];
        if (start >= 0) FindForward();
        ForwardInbound = new FlowConnection[plan.Activities.Count][];
        Inbound = new FlowConnection[plan.Activities.Count][];
        Array.Fill(Inbound, []);
        Array.Fill(ForwardInbound, []);
        foreach (var group in plan.Connections.Where(Counts).GroupBy(c => c.Target))
        {
            Inbound[group.Key] = [.. group];
            ForwardInbound[group.Key] = [.. group.Where(IsForward)];
        }
    }

    public int Start { get; }
    public bool IsWhole { get; }
    public FlowConnection[][] Inbound { get; }
    public FlowConnection[][] ForwardInbound { get; }

    public bool Counts(FlowConnection connection) => IsWhole || !connection.IsSetAside;

    public bool IsForward(FlowConnection connection) => _forward[connection.Index];

    /// <summary>Neither the start nor reached by a forward connection.</summary>
    public bool IsDangling(int activity) => activity != Start && ForwardInbound[activity].Length == 0;

    /// <summary>A way back is sound when every way from the start to its source runs through its target.</summary>
    public bool IsSoundWayBack(FlowConnection connection) =>
        connection.Source == connection.Target || connection.Target == Start || !Reaches(Start, connection.Source, connection.Target);

    /// <summary>All activities from which this one can be reached by forward connections.</summary>
    public IReadOnlySet<int> AncestorsOf(int activity) => _ancestors.GetOrAdd(activity, FindAncestors);

    private void FindForward()
    {
        var seen = new HashSet<int> { Start };
        var queue = new Queue<int>([Start]);
        while (queue.TryDequeue(out var activity))
        {
            foreach (var connection in _plan.Outbound[activity])
            {
                if (!Counts(connection) || connection.Target == activity || Reaches(connection.Target, activity, -1)) continue;
                _forward[connection.Index] = true;
                if (seen.Add(connection.Target)) queue.Enqueue(connection.Target);
            }
        }
    }

    /// <summary>By forward connections known so far, without passing through one activity.</summary>
    private bool Reaches(int from, int to, int avoiding)
    {
        var seen = new HashSet<int> { from };
        var open = new Stack<int>([from]);
        while (open.TryPop(out var activity))
        {
            if (activity == to) return true;
            foreach (var connection in _plan.Outbound[activity])
                if (_forward[connection.Index] && connection.Target != avoiding && seen.Add(connection.Target)) open.Push(connection.Target);
        }
        return false;
    }

    private HashSet<int> FindAncestors(int activity)
    {
        var ancestors = new HashSet<int>();
        var open = new Stack<int>([activity]);
        while (open.TryPop(out var each))
            foreach (var connection in ForwardInbound[each])
                if (ancestors.Add(connection.Source)) open.Push(connection.Source);
        return ancestors;
    }
}
