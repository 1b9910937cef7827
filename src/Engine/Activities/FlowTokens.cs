using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>
/// The flowchart's token mode: a completed activity lays a token on each connection it follows; how a target takes them is its merge mode.
/// </summary>
internal sealed class FlowTokens : IFlowScope
{
    private const string Key = "Tokens";

    private readonly ActivityContext _context;
    private readonly FlowPlan _plan;
    private readonly List<Token> _tokens = [];

    private sealed class Token(int from, string? port, int to)
    {
        public int From { get; } = from;
        public string? Port { get; } = port;
        public int To { get; } = to;
        public bool IsConsumed { get; set; }
        public bool IsBlocked { get; set; }
        public bool IsFree => !IsConsumed && !IsBlocked;

        public bool LiesOn(FlowConnection c) => c.Source == From && c.Target == To && c.Port == Port;
    }

    private FlowTokens(ActivityContext context)
    {
        _context = context;
        _plan = (FlowPlan)context.Node.Plan!;
        if (context.Saved?.GetValueOrDefault(Key) is IReadOnlyList<object?> saved) Load(saved);
    }

    private FlowGraph Graph => Flowchart.GraphOf(_context);

    public static FlowTokens Of(ActivityContext context)
    {
        if (context.Scratch is FlowTokens known) return known;
        var made = new FlowTokens(context);
        context.Scratch = made;
        return made;
    }

    public void Completed(ActivityContext child, IReadOnlyList<string?> outcomes)
    {
        var activity = _plan.IndexOf(child.Node);
        var followed = _plan.Outbound[activity].Where(c => Graph.Counts(c) && c.IsFollowedBy(outcomes)).ToList();
        foreach (var connection in followed) _tokens.Add(new(activity, connection.Port, connection.Target));
        foreach (var token in _tokens)
            if (token.To == activity && token.IsFree) token.IsConsumed = true;
        foreach (var connection in followed) Arrive(connection);
        CompleteIfDone();
        _tokens.RemoveAll(t => t.To == activity && t.IsConsumed);
    }

    public void Canceled(ActivityContext child)
    {
        var activity = _plan.IndexOf(child.Node);
        _tokens.RemoveAll(t => t.From == activity || t.To == activity);
        // As in Elsa without regard to tokens: a race that cancels the last branch that still ran completes the flowchart, and runs its target after that.
        if (Flowchart.IsIdle(_context)) _context.Complete();
    }

    private void CompleteIfDone()
    {
        if (!_tokens.Exists(t => t.IsFree) && Flowchart.IsIdle(_context)) _context.Complete();
    }

    private void Arrive(FlowConnection connection)
    {
        var target = connection.Target;
        switch (MergeMode(_plan.Activities[target]))
        {
            case "Merge":
                if (HasAll(Graph.ForwardInbound[target])) Schedule(target);
                break;
            case "Converge":
                if (HasAll(Graph.Inbound[target])) Schedule(target);
                break;
            case "Race":
                Flowchart.CancelAncestors(_context, _plan.Activities[target]);
                First(connection);
                break;
            case "Cascade":
                First(connection);
                break;
            default:
                if (!Graph.ForwardInbound[target].Any(c => _tokens.Exists(t => t.IsFree && t.To == c.Source))) Schedule(target);
                break;
        }
    }

    private bool HasAll(FlowConnection[] inbound) => inbound.Length <= 1 || inbound.All(c => _tokens.Exists(t => t.IsFree && t.LiesOn(c)));

    /// <summary>The first to arrive runs the target and blocks the others; each of these uses up its block and stops.</summary>
    private void First(FlowConnection connection)
    {
        if (_tokens.Find(t => t.IsBlocked && t.LiesOn(connection)) is { } block)
        {
            block.IsConsumed = true;
            return;
        }
        Schedule(connection.Target);
        foreach (var other in Graph.ForwardInbound[connection.Target])
            if (other.Source != connection.Source) _tokens.Add(new(other.Source, other.Port, other.Target) { IsBlocked = true });
    }

    private string? MergeMode(GraphNode node) =>
        node.Activity is FlowJoin ? FlowJoin.ModeOf(_context, node) == "WaitAny" ? "Race" : "Merge" : node.Source!.MergeMode;

    private void Schedule(int activity) => _context.Schedule(_plan.Activities[activity], "child");

    /// <summary>After a move: every token that was laid must lie on a connection of the new drawing.</summary>
    public bool Fit(FlowPlan was) =>
        (_context.Saved?.GetValueOrDefault(Key) as IReadOnlyList<object?> ?? []).Count == _tokens.Count
        && _tokens.TrueForAll(t => t.IsConsumed || _plan.Connections.Any(t.LiesOn)) && was.Activities[was.Start].Id == _plan.Activities[_plan.Start].Id;

    public void Save() => _context.Properties[Key] = _tokens.Select(t => (object?)new Dictionary<string, object?>
    {
        ["from"] = _plan.Activities[t.From].Id, ["port"] = t.Port, ["to"] = _plan.Activities[t.To].Id, ["blocked"] = t.IsBlocked,
        ["consumed"] = t.IsConsumed,
    }).ToList();

    private void Load(IReadOnlyList<object?> saved)
    {
        foreach (var each in saved.OfType<IReadOnlyDictionary<string, object?>>())
        {
            var (from, to) = (Find(each.GetValueOrDefault("from")), Find(each.GetValueOrDefault("to")));
            if (from >= 0 && to >= 0)
                _tokens.Add(new(from, each.GetValueOrDefault("port") as string, to) 
                {
                    IsBlocked = each.GetValueOrDefault("blocked") is true, IsConsumed = each.GetValueOrDefault("consumed") is true,
                });
        }
    }

    private int Find(object? id)
    {
        for (var i = 0; i < _plan.Activities.Count; i++)
            if (_plan.Activities[i].Id.Equals(id)) return i;
        return -1;
    }
}
