namespace Petitions.Engine.Activities;

/// <summary>
/// Counting what lies behind a place in another drawing of the flowchart. An arrow that is new there counts as often as its source has gone on;
/// activities that are new behind the place count as passed over. So every join waits for what is still to come, and for nothing else.
/// </summary>
internal sealed partial class FlowCounters
{
    private readonly HashSet<int> _touched = [];

    /// <summary>False when somebody at this place would never have stopped here: a join that would be met, a branch that would be missed.</summary>
    public static bool Fit(ActivityContext context, FlowPlan was)
    {
        if (context.Saved?.GetValueOrDefault(Key) is not IReadOnlyDictionary<string, object?> flow) return true;
        var counters = Of(context);
        var before = was.Connections.ToDictionary(c => KeyOf(was, c));
        foreach (var connection in counters._plan.Connections.Where(c => !before.ContainsKey(counters.KeyOf(c))))
            counters.TakeOver(connection, was, flow);
        var known = was.Activities.Select(a => a.Id).ToHashSet();
        var old = was.From(was.Start, counters.Graph.IsWhole);
        var open = new Queue<int>(Enumerable.Range(0, counters._plan.Activities.Count).Where(i => counters.IsEnteredOtherwise(i, was, old, known)));
        bool HasRun(int activity) => FlowPlaces.IndexOf(was, counters._plan.Activities[activity].Id) is >= 0 and var index
            && old.ForwardInbound[index].Any(c => Count(flow, KeyOf(was, c)) is > 0 and var count && count >= counters._visits[activity]);
        while (open.TryDequeue(out var activity))
            if (!counters.IsRunning(activity) && !counters.PassOver(activity, open, HasRun)) return false;
        return counters._touched.All(counters.IsNotMissed);
    }

    /// <summary>How often the source has gone on is what its other arrows counted. Whether by this port is known where an older arrow has the port.</summary>
    private void TakeOver(FlowConnection connection, FlowPlan was, IReadOnlyDictionary<string, object?> flow)
    {
        var source = FlowPlaces.IndexOf(was, _plan.Activities[connection.Source].Id);
        if (source < 0) return;
        var counted = was.Outbound[source].Select(c => (c.Port, Count: Count(flow, KeyOf(was, c)))).ToList();
        _edgeVisits[connection.Index] = counted.Count > 0 ? counted.Max(c => Math.Abs(c.Count)) : _visits[connection.Source];
        // What the source would have begun here besides is not begun behind its back.
        var isKnown = FlowPlaces.IndexOf(was, _plan.Activities[connection.Target].Id) >= 0;
        _followed[connection.Index] = isKnown && counted.Exists(c => c.Port == connection.Port && c.Count > 0);
        if (_edgeVisits[connection.Index] > 0 && !_followed[connection.Index]) _touched.Add(connection.Index);
    }

    private bool IsEnteredOtherwise(int activity, FlowPlan was, FlowGraph old, HashSet<string> known)
    {
        var id = _plan.Activities[activity].Id;
        return !known.Contains(id)
               || !Graph.ForwardInbound[activity].Select(KeyOf).ToHashSet().SetEquals(old.ForwardInbound[FlowPlaces.IndexOf(was, id)].Select(c => KeyOf(was, c)));
    }

    /// <summary>
    /// An activity whose every way in lies behind the place, and none was taken, has been passed over; one that was passed over, and now has a way in
    /// that lies ahead, has not. False: a way was taken, it would have run.
    /// </summary>
    private bool PassOver(int activity, Queue<int> open, Predicate<int> hasRun)
    {
        var inbound = Graph.ForwardInbound[activity];
        if (inbound.Length == 0) return true;
        var (mode, passed) = (JoinMode(_plan.Activities[activity]), inbound.Min(c => _edgeVisits[c.Index]));
        bool Taken(FlowConnection c) => _followed[c.Index] && _edgeVisits[c.Index] > _visits[activity];
        if (mode == "WaitAny" && inbound.Any(Taken)) return false;
        if (passed < _visits[activity] && !hasRun(activity)) Turn(activity, -1, open);
        else if (passed > _visits[activity] && (mode == "WaitAll" ? inbound.All(Taken) : inbound.Any(Taken))) return false;
        else if (passed > _visits[activity]) Turn(activity, passed - _visits[activity], open);
        return true;
    }

    private void Turn(int activity, int by, Queue<int> open)
    {
        _visits[activity] += by;
        foreach (var connection in _plan.Outbound[activity].Where(Graph.Counts))
        {
            _edgeVisits[connection.Index] = Math.Max(0, _edgeVisits[connection.Index] + by);
            _followed[connection.Index] = false;
            if (by > 0) _touched.Add(connection.Index);
            if (Graph.IsForward(connection)) open.Enqueue(connection.Target);
        }
    }

    private bool IsRunning(int activity) => _context.Children?.Exists(c => c.Node == _plan.Activities[activity]) == true;

    /// <summary>A join that needs all its branches would never run after one of them was passed over.</summary>
    private bool IsNotMissed(int connection)
    {
        var target = _plan.Connections[connection].Target;
        return !Graph.IsForward(_plan.Connections[connection]) || _edgeVisits[connection] <= _visits[target] || JoinMode(_plan.Activities[target]) != "WaitAll" || IsRunning(target);
    }
}
