using FsCheck;
using FsCheck.Fluent;
using Petitions.Engine;
using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Engine;

/// <summary>For random small flowcharts, random changes of them and random places in them: what a move does and what it leaves alone.</summary>
public sealed class MovingProperties
{
    private const int Runs = 1500;

    /// <summary>A circle without a wait in it shall end soon.</summary>
    private static readonly BurstEnvironment Now = Draw.Now with { Limits = BurstLimits.Default with { Activities = 200 } };

    [Fact]
    public void Moving_to_the_same_drawing_changes_nothing() => Prop.ForAll(Seeds, seed =>
    {
        var world = new World(seed);
        var before = world.Walk(world.Old);
        if (before.Status != WorkflowStatus.Running) return;
        var result = Interpreter.Move(world.Old, before, world.Old, Now);
        Assert.Empty(result.Obstacles);
        Assert.Equal(before.ToJson(), (result.Burst!.State with { MovedFrom = null }).ToJson());
    }).Hold(Runs);

    [Fact]
    public void Moving_there_and_back_restores_the_state()
    {
        var moved = 0;
        Prop.ForAll(Seeds, seed =>
        {
            var world = new World(seed);
            var before = world.Walk(world.Old);
            if (Interpreter.Move(world.Old, before, world.New, Now).Burst is not { } there) return;
            moved++;
            Assert.True(there.State.CanMoveBack);
            var kept = WorkflowState.FromJson(there.State.ToJson());
            Assert.Equal(before.ToJson(), Interpreter.MoveBack(world.New, kept, world.Old, Now).Burst!.State.ToJson());
        }).Hold(Runs);
        Assert.True(moved > Runs / 5, $"only {moved} could be moved");
    }

    [Fact]
    public void Who_was_moved_goes_on_like_one_who_ran_there_from_the_start_and_stands_at_the_same_place()
    {
        var (compared, longer) = (0, 0);
        Prop.ForAll(Seeds, seed =>
        {
            var world = new World(seed);
            var (before, there) = (world.Walk(world.Old), world.Walk(world.New));
            if (there.Status != WorkflowStatus.Running || Interpreter.Move(world.Old, before, world.New, Now).Burst is not { } moved) return;
            var here = moved.State;
            if (!PlaceOf(world.New, here).SetEquals(PlaceOf(world.New, there))) return;
            compared++;
            if (world.IsChanged) longer++;
            for (var steps = 0; steps < 8 && here.Status == WorkflowStatus.Running; steps++)
            {
                var id = world.Pick(here);
                var (one, other) = (World.Step(world.New, here, id), World.Step(world.New, there, id));
                Assert.True(Told(other) == Told(one), $"{world}: after {id} {Told(other)} was expected, not {Told(one)}\n{here.ToJson()}\n{there.ToJson()}");
                (here, there) = (one.State, other.State);
            }
        }).Hold(Runs);
        Assert.True(compared > Runs / 8 && longer > Runs / 20, $"only {compared} were compared, {longer} of them with a change");
    }

    private static Arbitrary<int> Seeds => Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    private static string Told(BurstResult step) => $"{step.State.SubStatus}, said {string.Join(' ', Draw.Lines(step))}, waits at {string.Join(' ', Waits(step.State))}";

    private static IEnumerable<string> Waits(WorkflowState state) => state.Bookmarks.Select(b => b.ActivityId).Order();

    /// <summary>Where it waits, and what lies ready for a join that still waits for others: the arrows that were followed since their target last ran.</summary>
    private static HashSet<string> PlaceOf(WorkflowGraph graph, WorkflowState state)
    {
        var place = Waits(state).Select((w, i) => $"{i} at {w}").ToHashSet();
        if (state.Contexts.Find(c => c.NodeId.EndsWith(":fc", StringComparison.Ordinal))?.Properties?.GetValueOrDefault("Flow") is not IReadOnlyDictionary<string, object?> flow) return place;
        foreach (var (key, count) in flow.Where(f => f.Key.Contains('>', StringComparison.Ordinal)))
        {
            var target = key[(key.IndexOf('>', StringComparison.Ordinal) + 1)..].Split('|')[0];
            if (graph.Node("Workflow1:fc:" + target) is not null && count is long visits && visits > (flow.GetValueOrDefault(target) as long? ?? 0)) place.Add(key);
        }
        return place;
    }

    /// <summary>A flowchart, another one made of it by a few strokes, and who walks through them.</summary>
    private sealed class World
    {
        private readonly Random _random;
        private readonly List<(string From, string Port, string To)> _arrows = [];
        private readonly List<string> _steps = [];
        private readonly List<string> _road = [];
        private readonly string _drawn;

        public World(int seed)
        {
            _random = new Random(seed);
            _steps.Add("n0");
            for (var i = 1; i < 3 + _random.Next(5); i++)
            {
                _steps.Add("n" + i);
                for (var k = 0; k <= _random.Next(2); k++)
                    Connect(_steps[_random.Next(i)], "n" + i);
            }
            if (_random.Next(4) == 0) Connect(_steps[^1], _steps[_random.Next(2)]);
            Old = Drawn();
            _drawn = Arrows;
            for (var change = 0; change < _random.Next(4); change++) Change();
            New = Drawn();
            _road.AddRange(Enumerable.Range(0, _random.Next(6)).Select(_ => "n" + _random.Next(10)));
        }

        public WorkflowGraph Old { get; }
        public WorkflowGraph New { get; }
        public bool IsChanged { get; private set; }

        /// <summary>Gives the same events to whoever waits for them.</summary>
        public WorkflowState Walk(WorkflowGraph graph) => _road.Aggregate(Draw.Start(graph, Now).State, (state, id) =>
            state.Bookmarks.Exists(b => b.ActivityId == id) && state.Status == WorkflowStatus.Running ? Step(graph, state, id).State : state);

        public string Pick(WorkflowState state) => state.Bookmarks[_random.Next(state.Bookmarks.Count)].ActivityId;

        public static BurstResult Step(WorkflowGraph graph, WorkflowState state, string id)
        {
            var read = WorkflowState.FromJson(state.ToJson());
            return Interpreter.Resume(graph, read, read.Bookmarks.First(b => b.ActivityId == id).Id, null, Now);
        }

        private void Change()
        {
            IsChanged = true;
            var arrow = _arrows[_random.Next(_arrows.Count)];
            switch (_random.Next(5))
            {
                case 0 or 1:
                    var added = "n" + _steps.Count;
                    _steps.Add(added);
                    _arrows.Remove(arrow);
                    _arrows.Add((arrow.From, arrow.Port, added));
                    Connect(added, arrow.To);
                    break;
                case 2:
                    Connect(arrow.From, _steps[^1]);
                    break;
                case 3 when _arrows.Count > 1:
                    _arrows.Remove(arrow);
                    break;
                case 4:
                    var gone = _steps[1 + _random.Next(_steps.Count - 1)];
                    foreach (var (into, of) in _arrows.Where(a => a.To == gone).SelectMany(a => _arrows.Where(b => b.From == gone).Select(b => (a, b))).ToList())
                        if (!_arrows.Contains((into.From, into.Port, of.To))) _arrows.Add((into.From, into.Port, of.To));
                    _arrows.RemoveAll(a => a.From == gone || a.To == gone);
                    break;
            }
            if (_arrows.Count == 0) Connect("n0", _steps[^1]);
        }

        private void Connect(string from, string to)
        {
            var port = KindOf(from) == 2 ? _random.Next(2) == 0 ? "True" : "False" : "Done";
            if (from != to && !_arrows.Contains((from, port, to))) _arrows.Add((from, port, to));
        }

        /// <summary>By its number: mostly waits, also lines, decisions and joins. The same step is of one kind in all drawings.</summary>
        private static int KindOf(string id) => int.Parse(id[1..], System.Globalization.CultureInfo.InvariantCulture) switch { 0 => 1, var n when n % 7 == 3 => 2, var n when n % 7 == 5 => 3, var n when n % 4 == 2 => 1, _ => 0 };

        private WorkflowGraph Drawn()
        {
            var used = _steps.Where(s => s == "n0" || _arrows.Exists(a => a.From == s || a.To == s));
            return Draw.Graph(Draw.Flowchart(used.Select(Activity), [.. _arrows.Select(a => $"{a.From}.{a.Port} -> {a.To}")]));
        }

        private Dictionary<string, object?> Activity(string id) => KindOf(id) switch
        {
            0 => Draw.Event(id, id),
            1 => Draw.Line(id),
            2 => Draw.Node(id, "FlowDecision", ("condition", Draw.Literal(id.Length % 2 == 0))),
            _ => Draw.Node(id, "FlowJoin", ("mode", Draw.Literal(new[] { "WaitAll", "WaitAllActive", "WaitAny" }[_arrows.Count(a => a.To == id) % 2 == 0 ? 1 : 2]))),
        };

        private string Arrows => string.Join(' ', _arrows.Select(a => $"{a.From}.{a.Port}>{a.To}"));

        public override string ToString() => $"{_drawn} became {Arrows}; events {string.Join(' ', _road)}";
    }
}
