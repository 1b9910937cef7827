using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>
/// The flowchart's counter mode: an activity with several ways in runs when each of them was visited once more than it ran itself. A branch that
/// is not taken is visited too, as "not followed", so that a join does not wait for it (dead-path elimination).
/// </summary>
internal sealed partial class FlowCounters : IFlowScope
{
    private const string Key = "Flow";
    private const string ByWayBack = "back";

    private readonly ActivityContext _context;
    private readonly FlowPlan _plan;
    private readonly int[] _visits;
    private readonly int[] _edgeVisits;
    private readonly bool[] _followed;
    private bool _scheduled;

    private FlowCounters(ActivityContext context)
    {
        _context = context;
        _plan = (FlowPlan)context.Node.Plan!;
        _visits = new int[_plan.Activities.Count];
        _edgeVisits = new int[_plan.Connections.Count];
        _followed = new bool[_plan.Connections.Count];
        if (context.Saved?.GetValueOrDefault(Key) is not IReadOnlyDictionary<string, object?> saved) return;
        Load(saved);
        LoadAside();
    }

    private FlowGraph Graph => Flowchart.GraphOf(_context);

    public static FlowCounters Of(ActivityContext context)
    {
        if (context.Scratch is FlowCounters known) return known;
        var made = new FlowCounters(context);
        context.Scratch = made;
        return made;
    }

    public void Completed(ActivityContext child, IReadOnlyList<string?> outcomes)
    {
        var activity = _plan.IndexOf(child.Node);
        if (Graph.IsDangling(activity))
            throw new EngineFault(FaultCodes.FlowInvalid, $"Activity '{child.Node.Id}' ran, but no connection leads to it from the start.");
        if (child.Tag is not ByWayBack) _visits[activity]++;
        _scheduled = false;
        Visit(activity, outcomes);
        if (!_scheduled && Flowchart.IsIdle(_context)) _context.Complete();
    }

    public void Canceled(ActivityContext child)
    {
        if (Flowchart.IsIdle(_context)) _context.Complete();
        // Also when the flowchart is over: a join that waited only for this one runs once more, as everything that is in the queue then.
        Skip(_plan.IndexOf(child.Node));
    }

    private void Visit(int activity, IReadOnlyList<string?> outcomes)
    {
        foreach (var connection in _plan.Outbound[activity])
        {
            if (!Graph.Counts(connection)) continue;
            var followed = connection.IsFollowedBy(outcomes);
            _edgeVisits[connection.Index]++;
            _followed[connection.Index] = followed;
            if (Graph.IsForward(connection)) Arrive(connection);
            else if (followed) GoBack(connection);
        }
    }

    private void GoBack(FlowConnection connection)
    {
        if (!Graph.IsSoundWayBack(connection))
        {
            var (from, to) = (_plan.Activities[connection.Source].Id, _plan.Activities[connection.Target].Id);
            throw new EngineFault(FaultCodes.FlowInvalid,
                $"Invalid backward connection from '{from}' to '{to}': not every path to '{from}' runs through '{to}'.");
        }
        Schedule(connection.Target, ByWayBack);
    }

    private void Arrive(FlowConnection connection)
    {
        var target = connection.Target;
        var inbound = Graph.ForwardInbound[target];
        switch (JoinMode(_plan.Activities[target]))
        {
            case "WaitAny":
                ArriveAtAny(connection, inbound);
                break;
            case var mode:
                if (inbound.Min(c => _edgeVisits[c.Index]) <= _visits[target]) return;
                var latest = inbound.Max(c => _edgeVisits[c.Index]);
                bool Taken(FlowConnection c) => _edgeVisits[c.Index] == latest && _followed[c.Index];
                if (mode == "WaitAll" ? inbound.All(Taken) : inbound.Any(Taken)) Schedule(target, null);
                else Skip(target);
                break;
        }
    }

    private void ArriveAtAny(FlowConnection connection, FlowConnection[] inbound)
    {
        var target = connection.Target;
        var node = _plan.Activities[target];
        if (_edgeVisits[connection.Index] <= _visits[target] || _context.Burst.IsQueued(_context, node)) return;
        if (inbound.Any(c => _edgeVisits[c.Index] > _visits[target] && _followed[c.Index]))
        {
            Schedule(target, null);
            Flowchart.CancelAncestors(_context, node);
        }
        else if (inbound.All(c => _edgeVisits[c.Index] > _visits[target]))
        {
            Skip(target);
        }
    }

    /// <summary>Every activity with several ways in is a join; FlowJoin says which kind, anew each time.</summary>
    private string JoinMode(GraphNode node) => node.Activity is FlowJoin ? FlowJoin.ModeOf(_context, node) : "WaitAllActive";

    private void Schedule(int activity, object? tag)
    {
        _scheduled = true;
        _context.Schedule(_plan.Activities[activity], "child", tag);
    }

    /// <summary>As if it had run and gone on by no way.</summary>
    private void Skip(int activity)
    {
        _visits[activity]++;
        Visit(activity, []);
    }

    public void Save()
    {
        var flow = new Dictionary<string, object?>();
        for (var i = 0; i < _visits.Length; i++)
            if (_visits[i] > 0) flow[_plan.Activities[i].Id] = (long)_visits[i];
        for (var i = 0; i < _edgeVisits.Length; i++)
            if (_edgeVisits[i] > 0) flow[KeyOf(_plan.Connections[i])] = (long)(_followed[i] ? _edgeVisits[i] : -_edgeVisits[i]);
        _context.Properties[Key] = flow;
        SaveAside();
    }

    private void Load(IReadOnlyDictionary<string, object?> flow)
    {
        for (var i = 0; i < _visits.Length; i++) _visits[i] = Count(flow, _plan.Activities[i].Id);
        for (var i = 0; i < _edgeVisits.Length; i++)
        {
            var count = Count(flow, KeyOf(_plan.Connections[i]));
            _edgeVisits[i] = Math.Abs(count);
            _followed[i] = count > 0;
        }
    }

    private static int Count(IReadOnlyDictionary<string, object?> flow, string key) =>
        flow.GetValueOrDefault(key) is long count ? (int)Math.Clamp(count, -int.MaxValue, int.MaxValue) : 0;

    private string KeyOf(FlowConnection c) => KeyOf(_plan, c);

    private static string KeyOf(FlowPlan plan, FlowConnection c) => $"{plan.Activities[c.Source].Id}|{c.Port}>{plan.Activities[c.Target].Id}|{c.TargetPort}";
}
