using Petitions.Engine;
using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Engine;

public sealed class InterpreterTests
{
    private static readonly WorkflowGraph Waiting = Draw.Graph(Draw.Sequence(Draw.Line("a"), Draw.Event("ev", "Go"), Draw.Line("b")));

    [Fact]
    public void A_burst_runs_to_the_next_wait_and_goes_on_from_there()
    {
        var first = Draw.Start(Waiting);
        Assert.Equal(["a"], Draw.Lines(first));
        Assert.Equal(WorkflowSubStatus.Suspended, first.State.SubStatus);
        var second = Draw.Resume(Waiting, first, "ev");
        Assert.Equal(["b"], Draw.Lines(second));
        Assert.Equal(WorkflowSubStatus.Finished, second.State.SubStatus);
    }

    [Fact]
    public void The_same_step_run_twice_gives_the_same_ids_and_the_same_text()
    {
        var graph = Draw.Graph(Draw.Sequence(Draw.Say("g", "newGuidString() + Math.random()"), Draw.Node("t", "RunTask", ("taskName", Draw.Literal("T")))));
        var (one, two) = (Draw.Start(graph), Draw.Start(graph));
        Assert.Equal(one.State.ToJson(), two.State.ToJson());
        Assert.Equal(one.Effects, two.Effects);
    }

    [Fact]
    public void Another_seed_gives_other_random_values()
    {
        var graph = Draw.Graph(Draw.Say("g", "newGuidString()"));
        Assert.NotEqual(Draw.Lines(Draw.Start(graph)), Draw.Lines(Draw.Start(graph, Draw.Now with { Seed = 8 })));
    }

    [Fact]
    public void The_state_given_in_is_not_changed()
    {
        var graph = Draw.Graph(
            Draw.Sequence(Draw.Event("ev", "Go"), Draw.Node("s", "SetVariable", ("variable", new { id = "v-N" }), ("value", Draw.Literal(2)))),
            ("variables", new[] { Draw.Variable("N", "Int32", "1") }));
        var state = Draw.Start(graph).State;
        var before = state.ToJson();
        Interpreter.Resume(graph, state, state.Bookmarks[0].Id, null, Draw.Now);
        Assert.Equal(before, state.ToJson());
    }

    [Fact]
    public void A_bookmark_that_is_gone_resumes_nothing()
    {
        var second = Draw.Resume(Waiting, Draw.Start(Waiting), "ev");
        Assert.False(Interpreter.Resume(Waiting, second.State, "i1.99", null, Draw.Now).Ran);
        Assert.False(Interpreter.Resume(Waiting, Draw.Start(Waiting).State, "i1.99", null, Draw.Now).Ran);
    }

    [Fact]
    public void A_timer_is_set_with_its_wait_and_cleared_with_it()
    {
        var graph = Draw.Graph(Draw.Flowchart(
            [
                Draw.Node("s", "Start"), Draw.Event("ev", "Answer"), Draw.Node("to", "Delay", ("timeSpan", Draw.Literal("3.00:00:00"))),
                Draw.Node("j", "FlowJoin", ("mode", Draw.Literal("WaitAny"))), Draw.Line("e"),
            ], "s -> ev", "s -> to", "ev -> j", "to -> j", "j -> e"));
        var first = Draw.Start(graph);
        var set = Assert.Single(first.Effects.OfType<TimerSet>());
        Assert.Equal(Draw.Noon.AddDays(3), set.DueAt);
        var second = Draw.Resume(graph, first, "ev");
        Assert.Equal(set.BookmarkId, Assert.Single(second.Effects.OfType<TimerCleared>()).BookmarkId);
    }

    [Fact]
    public void A_cancelled_instance_has_no_bookmarks_and_cannot_be_resumed()
    {
        var first = Draw.Start(Waiting);
        var cancelled = Interpreter.Cancel(Waiting, first.State, Draw.Now);
        Assert.Equal(WorkflowSubStatus.Cancelled, cancelled.State.SubStatus);
        Assert.Empty(cancelled.State.Bookmarks);
        Assert.False(Interpreter.Resume(Waiting, cancelled.State, first.State.Bookmarks[0].Id, null, Draw.Now).Ran);
        Assert.False(Interpreter.Cancel(Waiting, cancelled.State, Draw.Now).Ran);
    }

    [Fact]
    public void Declared_inputs_outlive_a_wait_unless_Elsas_own_way_is_asked_for()
    {
        var graph = Draw.Graph(
            Draw.Sequence(Draw.Event("ev", "Go"), Draw.Say("w", "`${getInput('Who')}`")), ("inputs", new[] { new { name = "Who", type = "String" } }));
        Assert.Equal(["Ann"], Lines(Draw.Now));
        Assert.Equal(["null"], Lines(Draw.Now with { SaveAllInputs = false }));

        IReadOnlyList<string> Lines(BurstEnvironment environment)
        {
            var request = new StartRequest("i1") { Input = new Dictionary<string, object?> { ["Who"] = "Ann" } };
            var first = Interpreter.Start(graph, request, environment).State;
            return Draw.Lines(Interpreter.Resume(graph, first, first.Bookmarks[0].Id, null, environment));
        }
    }

    [Fact]
    public void A_burst_that_never_rests_is_stopped_and_its_activity_faulted()
    {
        var graph = Draw.Graph(Draw.Flowchart([Draw.Line("a"), Draw.Line("b")], "a -> b", "b -> a"));
        var result = Draw.Start(graph, Draw.Now with { Limits = new BurstLimits { Activities = 50 } });
        Assert.Equal(WorkflowSubStatus.Faulted, result.State.SubStatus);
        Assert.Equal(FaultCodes.BurstLength, Assert.Single(result.State.Incidents).Code);
    }

    [Fact]
    public void A_loop_of_ten_thousand_turns_ends()
    {
        var graph = Draw.Graph(Draw.Node("f", "For", ("start", Draw.Literal(1)), ("end", Draw.Literal(10_000)), ("body", Draw.Node("x", "SetVariable", ("variable", new { id = "v-N" }), ("value", Draw.Script("variables.N + 1"))))),
            ("variables", new[] { Draw.Variable("N", "Int32", "0") }));
        var state = Draw.Start(graph).State;
        Assert.Equal(WorkflowSubStatus.Finished, state.SubStatus);
        Assert.Equal(10_000L, state.VariablesOf(graph)["N"]);
    }
}
