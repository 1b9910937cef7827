using Petitions.Cases.Activities;
using Petitions.Engine.Definition;

namespace Petitions.Cases;

/// <summary>One drawing on its way through the walk; a workflow that a step starts is walked inside the step.</summary>
internal sealed record Frame(ControlFlow Flow, Frame? Outer = null, GraphNode? Caller = null, bool Waits = true)
{
    public int Depth => Outer is null ? 0 : Outer.Depth + 1;
}

internal readonly record struct Place(Frame Frame, GraphNode Node);

/// <summary>Where a case may be when a step is reached, and how the step is left.</summary>
internal sealed record Visit(Place Place, Situation Situation);

internal sealed record Move(Visit To, bool Waited);

/// <summary>
/// Follows a drawing over the states of the law: every node with every situation in which a case can come there. Decisions over facts of the
/// situation are taken, all others go both ways. Bounded: what is too large is walked as far as the bound.
/// </summary>
internal sealed class DesignWalk
{
    public const int MostVisits = 120_000;
    private const int DeepestCall = 5;

    private readonly RuleBook _book;
    private readonly Reference? _reference;
    private readonly Func<string, WorkflowGraph?> _published;
    private readonly Dictionary<Visit, List<Move>> _moves = [];
    private readonly Dictionary<(Frame, GraphNode), Frame> _frames = [];
    private readonly Dictionary<string, ControlFlow> _flows = [];
    private readonly Dictionary<(CaseState, string), IReadOnlyList<CaseState>> _drift = [];
    private readonly Queue<Visit> _open = new();

    public DesignWalk(RuleBook book, Reference? reference, Func<string, WorkflowGraph?> published) => (_book, _reference, _published) = (book, reference, published);

    public IReadOnlyDictionary<Visit, List<Move>> Moves => _moves;

    /// <summary>There is more than was walked.</summary>
    public bool IsCutShort => _open.Count > 0;

    /// <summary>Where a way ends, with the situation after the last step.</summary>
    public HashSet<Visit> Ends { get; } = [];

    public void From(WorkflowGraph graph, GraphNode start, IEnumerable<Situation> situations)
    {
        var frame = new Frame(FlowOf(graph));
        foreach (var s in situations) Enter(new(new(frame, start), s));
        while (_moves.Count < MostVisits && _open.TryDequeue(out var visit))
        {
            var moves = new List<Move>();
            foreach (var (port, after, waited) in Leave(visit))
            {
                var next = Next(visit.Place, port, after).ToList();
                if (next.Count == 0) Ends.Add(new(visit.Place, after));
                moves.AddRange(next.Select(to => new Move(to, waited)));
            }
            _moves[visit] = [.. moves.Distinct()];
            foreach (var move in moves) Enter(move.To);
        }
    }

    /// <summary>The state and all that may follow beside the road while a step waits.</summary>
    public IReadOnlyList<CaseState> Drift(CaseState state, string nature)
    {
        if (_drift.TryGetValue((state, nature), out var known)) return known;
        var reached = new List<CaseState> { state };
        for (var i = 0; i < reached.Count; i++)
            foreach (var to in Leads.BesideTheRoad(reached[i], nature, _book))
                if (!reached.Contains(to)) reached.Add(to);
        return _drift[(state, nature)] = reached;
    }

    /// <summary>True when one outcome leads to several steps: then a way may end while another goes on.</summary>
    public bool Forks(ControlFlow flow) => _forks.TryGetValue(flow, out var known) ? known : _forks[flow] =
        flow.Graph.Nodes.Any(n => !ControlFlow.IsChoice(n) && flow.From(n).Count(w => w.Target is not null) > 1
            || flow.From(n).Where(w => w.Port is not null).GroupBy(w => w.Port).Any(g => g.Count() > 1));

    private readonly Dictionary<ControlFlow, bool> _forks = [];
    private readonly HashSet<Visit> _seen = [];

    private void Enter(Visit visit)
    {
        if (_seen.Add(visit)) _open.Enqueue(visit);
    }

    private ControlFlow FlowOf(WorkflowGraph graph) =>
        _flows.TryGetValue(graph.Definition.Id, out var flow) ? flow : _flows[graph.Definition.Id] = new ControlFlow(graph);

    /// <summary>Where a port leads: the next nodes, or out of a called workflow to the step that called it.</summary>
    private IEnumerable<Visit> Next(Place place, string? port, Situation s)
    {
        var ways = place.Frame.Flow.From(place.Node).Where(w => port is null || w.Port is null || w.Port == port).ToList();
        var goesOn = false;
        foreach (var way in ways.Where(w => w.Target is not null))
        {
            goesOn = true;
            yield return new(new(place.Frame, way.Target!), s);
        }
        if (!goesOn && place.Frame is { Outer: { } outer, Caller: { } caller, Waits: true })
            foreach (var after in Next(new(outer, caller), "Done", s)) yield return after;
    }

    private IEnumerable<(string? Port, Situation After, bool Waited)> Leave(Visit visit)
    {
        var (node, s) = (visit.Place.Node, visit.Situation);
        if (DesignStep.Offers(node) is { Count: > 0 } offers) return Human(node, offers, s);
        return node.Activity switch
        {
            OfCategoryActivity when _reference is { } reference && OfCategoryActivity.Asked(node) is { } asked =>
                Known(s, reference).Select(k => ((string?)OfCategoryActivity.PortOf(asked, k.Category!, reference), k, false)),
            ByStateActivity or RouteActivity => [(PortOf(node, s), s, false)],
            CheckThreeNotLetGoActivity => [("Passed", s with { Checked = true }, false), ("NotRequired", s with { Checked = true }, false), ("Missing", s with { Checked = false }, false)],
            WaitForChangeActivity => Enum.GetValues<CaseState>().Where(to => to != s.State && to != CaseState.Draft && Leads.Exists(to, s.Nature)).Select(to => ((string?)"Done", s.In(to), true)),
            _ when Child(visit.Place) is { } child => Call(visit, child),
            _ when node.Descriptor.Waits => Drift(s.State, s.Nature).Select(to => ((string?)null, s.In(to), true)),
            _ => Decide(visit.Place, s),
        };
    }

    private static string PortOf(GraphNode node, Situation s) => node.Activity is ByStateActivity ? ByStateActivity.PortOf(s.State) : RouteActivity.PortOf(s.Nature);

    private IEnumerable<(string?, Situation, bool)> Human(GraphNode node, IReadOnlyList<(string Verb, string Port)> offers, Situation s)
    {
        if (!Possible(offers, s.State))
        {
            yield return ("Changed", s, false);
            yield break;
        }
        foreach (var state in Drift(s.State, s.Nature))
        {
            var here = s.In(state);
            if (!Possible(offers, state)) yield return ("Changed", here, true);
            foreach (var (verb, port) in offers)
                if (_book.For(verb) is { } rule && DesignStep.CanBeGiven(rule, here))
                    foreach (var to in Leads.Of(verb)?.To ?? [state]) yield return (port, here.In(to), true);
            if (OfferActivity.MayTimeOut(node)) yield return ("Timeout", here, true);
        }
    }

    private bool Possible(IReadOnlyList<(string Verb, string Port)> offers, CaseState state) =>
        offers.Any(o => _book.For(o.Verb) is not { } rule || DesignStep.CanBeGiven(rule, state));

    private WorkflowGraph? Child(Place place) =>
        place.Node.Type is "Elsa.ExecuteWorkflow" or "Elsa.DispatchWorkflow" && place.Frame.Depth < DeepestCall
        && Foresight.Literal(place.Node, "WorkflowDefinitionId") is string id ? _published(id) : null;

    /// <summary>The child is walked here; the step is left where the child ends, or at once when it does not wait.</summary>
    private IEnumerable<(string?, Situation, bool)> Call(Visit visit, WorkflowGraph child)
    {
        var waits = Foresight.Literal(visit.Place.Node, "WaitForCompletion") is true;
        if (!_frames.TryGetValue((visit.Place.Frame, visit.Place.Node), out var frame))
            _frames[(visit.Place.Frame, visit.Place.Node)] = frame = new Frame(FlowOf(child), visit.Place.Frame, visit.Place.Node, waits);
        if (frame.Flow.Start is { } start)
        {
            Enter(new(new(frame, start), visit.Situation));
            Calls.Add((visit, new(new(frame, start), visit.Situation)));
        }
        return waits ? [] : [("Done", visit.Situation, false)];
    }

    /// <summary>Steps into called workflows.</summary>
    public List<(Visit From, Visit To)> Calls { get; } = [];

    private IEnumerable<(string?, Situation, bool)> Decide(Place place, Situation s)
    {
        var graph = place.Frame.Flow.Graph;
        if (Foresight.Decide(graph, place.Node, "case", s.Facts) is { } ports) return ports.Select(p => ((string?)p, s, false));
        if (s.Category is null && _reference is { } reference && Foresight.Scripts(place.Node).Any(x => x.Source.Contains(".category", StringComparison.Ordinal)))
            return Known(s, reference).SelectMany(k => (Foresight.Decide(graph, place.Node, "case", k.Facts) ?? [null!]).Select(p => ((string?)p, k, false)));
        return [(null, s, false)];
    }

    /// <summary>The situation with each category that the case may have in it.</summary>
    private static IEnumerable<Situation> Known(Situation s, Reference reference) =>
        s.Category is not null ? [s] : reference.Categories.Values.Where(c => !c.IsGroup && c.Sealed == s.Sealed).Select(c => s with { Category = c.Code });
}
