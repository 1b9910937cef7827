using Petitions.Engine;
using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Activities;

public sealed class FlowchartTests
{
    private static Dictionary<string, object?> Decision(string id, bool answer) => Draw.Node(id, "FlowDecision", ("condition", Draw.Literal(answer)));

    private static Dictionary<string, object?> Join(string id, string mode) => Draw.Node(id, "FlowJoin", ("mode", Draw.Literal(mode)));

    private static IReadOnlyList<string> Lines(WorkflowGraph graph) => Draw.Lines(Draw.Start(graph));

    [Fact]
    public void Branches_take_turns() =>
        Assert.Equal(["a", "b", "c", "b2", "c2"], Lines(Draw.Graph(Draw.Flowchart(
            [Draw.Line("a"), Draw.Line("b"), Draw.Line("b2"), Draw.Line("c"), Draw.Line("c2")], "a -> b", "a -> c", "b -> b2", "c -> c2"))));

    [Fact]
    public void Two_branches_into_one_activity_run_it_once() =>
        Assert.Equal(["s", "l", "r", "m"], Lines(Draw.Graph(Draw.Flowchart(
            [Draw.Line("s"), Draw.Line("l"), Draw.Line("r"), Draw.Line("m")], "s -> l", "s -> r", "l -> m", "r -> m"))));

    [Fact]
    public void A_join_does_not_wait_for_a_branch_that_was_not_taken() =>
        Assert.Equal(["s", "l", "m"], Lines(Draw.Graph(Draw.Flowchart(
            [Draw.Line("s"), Decision("d", false), Draw.Line("t"), Draw.Line("l"), Draw.Line("m")], "s -> d", "s -> l", "d.True -> t", "t -> m", "l -> m"))));

    [Fact]
    public void WaitAll_with_a_dead_branch_goes_no_further() =>
        Assert.Equal(["s", "l"], Lines(Draw.Graph(Draw.Flowchart(
            [Draw.Line("s"), Decision("d", false), Draw.Line("t"), Draw.Line("l"), Join("j", "WaitAll"), Draw.Line("m")],
            "s -> d", "s -> l", "d.True -> t", "t -> j", "l -> j", "j -> m"))));

    [Fact]
    public void WaitAny_cancels_the_branch_that_is_late()
    {
        var graph = Draw.Graph(Draw.Flowchart(
            [Draw.Line("s"), Draw.Event("ev", "Go"), Draw.Line("y"), Join("j", "WaitAny"), Draw.Line("e")], "s -> ev", "s -> y", "ev -> j", "y -> j", "j -> e"));
        var result = Draw.Start(graph);
        Assert.Equal(["s", "y", "e"], Draw.Lines(result));
        Assert.Equal(WorkflowSubStatus.Finished, result.State.SubStatus);
        Assert.Contains(result.Journal, j => j is { ActivityId: "ev", Event: JournalEvent.Canceled });
    }

    [Fact]
    public void A_way_back_that_does_not_run_through_its_target_is_refused()
    {
        var graph = Draw.Graph(Draw.Flowchart(
            [Draw.Line("s"), Draw.Line("a"), Draw.Line("b"), Draw.Line("c")], "s -> a", "s -> b", "a -> c", "b -> c", "c -> a"));
        Assert.Equal(FaultCodes.FlowInvalid, Assert.Single(Draw.Start(graph).State.Incidents).Code);
    }

    [Fact]
    public void A_sound_way_back_repeats_the_round()
    {
        var graph = Draw.Graph(
            Draw.Flowchart(
                [
                    Draw.Node("n", "SetVariable", ("variable", new { id = "v-N" }), ("value", Draw.Script("variables.N + 1"))),
                    Draw.Event("ev", "Go"), Draw.Node("d", "FlowDecision", ("condition", Draw.Script("variables.N < 3"))), Draw.Line("end"),
                ], "n -> ev", "ev -> d", "d.True -> n", "d.False -> end"),
            ("variables", new[] { Draw.Variable("N", "Int32", "0") }));
        var result = Draw.Start(graph);
        for (var round = 0; round < 3; round++) result = Draw.Resume(graph, result, "ev");
        Assert.Equal(["end"], Draw.Lines(result));
        Assert.Equal(3L, result.State.VariablesOf(graph)["N"]);
    }

    [Fact]
    public void In_token_mode_a_plain_activity_runs_for_each_branch_that_reaches_it()
    {
        var graph = Draw.Graph(Draw.Flowchart(
            [Draw.Line("s"), Draw.Line("l"), Draw.Line("r"), Draw.Line("r2"), Draw.Line("m")], "s -> l", "s -> r", "r -> r2", "l -> m", "r2 -> m"));
        var lines = Draw.Lines(Draw.Start(graph, Draw.Now with { FlowchartMode = FlowchartMode.TokenBased }));
        Assert.Equal((1, 2), (Lines(graph).Count(l => l == "m"), lines.Count(l => l == "m")));
    }

    [Fact]
    public void Connections_to_nowhere_are_dropped() =>
        Assert.Equal(["a"], Lines(Draw.Graph(Draw.Flowchart([Draw.Line("a")], "a -> gone", "gone -> a"))));
}
