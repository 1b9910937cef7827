using Petitions.Engine;
using Petitions.Engine.Definition;
using Xunit;
using static Petitions.Tests.Unit.Engine.Draw;

namespace Petitions.Tests.Unit.Engine;

/// <summary>An instance that waits goes on by another version of its drawing, from the place where it stands.</summary>
public sealed class MovingTests
{
    [Fact]
    public void A_step_that_was_added_ahead_is_run_and_one_that_was_added_behind_is_not()
    {
        var old = Graph(Flowchart([Line("a"), Event("x", "x"), Line("z")], "a -> x", "x -> z"));
        var now = Graph(Flowchart([Line("a"), Line("behind"), Event("x", "x"), Line("ahead"), Line("z")], "a -> behind", "behind -> x", "x -> ahead", "ahead -> z"));
        var moved = Moved(old, now);
        Assert.Equal("d-v1", moved.State.DefinitionVersionId);
        Assert.Equal(["ahead", "z"], Lines(Resume(now, moved, "x")));
    }

    [Fact]
    public void A_step_behind_that_was_taken_out_leaves_the_place_as_it_is()
    {
        var old = Graph(Flowchart([Line("a"), Line("b"), Event("x", "x"), Line("z")], "a -> b", "b -> x", "x -> z"));
        var now = Graph(Flowchart([Line("a"), Event("x", "x"), Line("z")], "a -> x", "x -> z"));
        Assert.Equal("Finished", Resume(now, Moved(old, now), "x").State.SubStatus.ToString());
    }

    [Fact]
    public void A_join_waits_for_what_is_still_to_come_and_for_nothing_that_lies_behind()
    {
        var old = Graph(Flowchart([Line("a"), Event("x", "x"), Event("y", "y"), Line("z")], "a -> x", "a -> y", "x -> z", "y -> z"));
        var now = Graph(Flowchart([Line("a"), Event("x", "x"), Event("y", "y"), Line("n"), Line("z")], "a -> n", "a -> x", "a -> y", "n -> z", "x -> z", "y -> z"));
        var half = Moved(old, now, "x");
        Assert.Equal(["z"], Lines(Resume(now, half, "y")));
    }

    [Fact]
    public void Who_stands_in_a_step_that_is_gone_or_of_another_type_stays_and_is_told_the_step()
    {
        var old = Graph(Flowchart([Line("a"), Event("x", "x")], "a -> x"));
        Assert.Equal([new MoveObstacle(MoveObstacles.StepGone, "x")], Refused(old, Graph(Flowchart([Line("a"), Event("y", "y")], "a -> y"))));
        Assert.Equal([new MoveObstacle(MoveObstacles.TypeChanged, "x")], Refused(old, Graph(Flowchart([Line("a"), Node("x", "Delay", ("timeSpan", Literal("01:00:00")))], "a -> x"))));
    }

    [Fact]
    public void Two_branches_that_the_new_drawing_puts_one_after_the_other_cannot_be_moved()
    {
        var old = Graph(Flowchart([Line("a"), Event("x", "x"), Event("y", "y"), Line("z")], "a -> x", "a -> y", "x -> z", "y -> z"));
        var now = Graph(Flowchart([Line("a"), Event("x", "x"), Event("y", "y"), Line("z")], "a -> x", "x -> y", "y -> z"));
        Assert.Equal(MoveObstacles.BranchesChanged, Assert.Single(Refused(old, now)).Code);
    }

    [Fact]
    public void A_join_that_would_have_been_met_already_cannot_be_moved()
    {
        var old = Graph(Flowchart([Line("a"), Event("x", "x"), Event("y", "y"), Event("z", "z")], "a -> x", "a -> y", "x -> z", "y -> z"));
        var now = Graph(Flowchart([Line("a"), Event("x", "x"), Event("y", "y"), Event("z", "z"), Line("k")], "a -> x", "a -> y", "x -> z", "y -> k"));
        Assert.Equal(MoveObstacles.BranchesChanged, Assert.Single(Refused(old, now, "x")).Code);
        Assert.Empty(Refused(old, now));
    }

    /// <summary>Elsa's other way to run a flowchart: a token lies on each line that was taken, and goes on lying there.</summary>
    [Fact]
    public void Where_tokens_run_a_step_ahead_is_run_a_join_is_met_and_a_line_that_is_gone_holds_the_instance_back()
    {
        var tokens = Now with { FlowchartMode = FlowchartMode.TokenBased };
        WorkflowState Stands(WorkflowGraph graph, params string[] events) =>
            events.Aggregate(Start(graph, tokens), (result, name) => Resume(graph, result, name, environment: tokens)).State;
        var join = Node("j", "FlowJoin", ("mode", Literal("WaitAll")));
        var old = Graph(Flowchart([Line("a"), Event("x", "x"), Event("y", "y"), join, Line("z")], "a -> x", "a -> y", "x -> j", "y -> j", "j -> z"));
        var longer = Graph(Flowchart([Line("a"), Event("x", "x"), Event("y", "y"), join, Line("n"), Line("z")], "a -> x", "a -> y", "x -> j", "y -> j", "j -> n", "n -> z"));
        foreach (var passed in new[] { Array.Empty<string>(), ["x"] })
        {
            var moved = Interpreter.Move(old, WorkflowState.FromJson(Stands(old, passed).ToJson()), longer, tokens);
            Assert.Empty(moved.Obstacles);
            var waits = new[] { "x", "y" }.Except(passed).ToList();
            var last = waits.Aggregate(moved.Burst!, (result, name) => Resume(longer, result, name, environment: tokens));
            Assert.Equal(["n", "z"], Lines(last));
            Assert.Equal(WorkflowStatus.Finished, last.State.Status);
        }
        var without = Graph(Flowchart([Line("a"), Event("x", "x"), Event("y", "y"), join, Line("z")], "a -> x", "a -> y", "y -> j", "j -> z"));
        Assert.Equal(MoveObstacles.BranchesChanged, Assert.Single(Interpreter.Move(old, Stands(old, "x"), without, tokens).Obstacles).Code);
    }

    [Fact]
    public void A_join_of_all_is_never_starved_by_a_branch_that_was_added_behind()
    {
        var join = Node("j", "FlowJoin", ("mode", Literal("WaitAll")));
        var old = Graph(Flowchart([Line("a"), Event("x", "x"), join, Line("z")], "a -> x", "x -> j", "j -> z"));
        var now = Graph(Flowchart([Line("a"), Event("x", "x"), Line("n"), join, Line("z")], "a -> x", "a -> n", "n -> j", "x -> j", "j -> z"));
        Assert.Equal(MoveObstacles.BranchesChanged, Assert.Single(Refused(old, now)).Code);
    }

    [Fact]
    public void A_step_to_which_no_arrow_leads_any_more_cannot_be_moved()
    {
        var old = Graph(Flowchart([Line("a"), Event("x", "x"), Line("z")], "a -> x", "x -> z"));
        var now = Graph(Flowchart([Line("a"), Event("x", "x"), Line("z")], "a -> z"));
        Assert.Equal(MoveObstacles.BranchesChanged, Assert.Single(Refused(old, now)).Code);
    }

    [Fact]
    public void Whoever_is_in_a_loop_or_a_fork_moves_only_where_it_is_drawn_as_before()
    {
        Dictionary<string, object?> Loop(params object?[] items) => Node("l", "ForEach", ("items", Literal(items)), ("body", Event("x", "x")));
        var old = Graph(Flowchart([Loop(1, 2), Line("z")], "l -> z"));
        Assert.Equal([new MoveObstacle(MoveObstacles.InsideChanged, "l")], Refused(old, Graph(Flowchart([Loop(1, 2, 3), Line("z")], "l -> z"))));
        var longer = Graph(Flowchart([Loop(1, 2), Line("y"), Line("z")], "l -> y", "y -> z"));
        Assert.Equal(["y", "z"], Lines(Resume(longer, Resume(longer, Moved(old, longer), "x"), "x")));

        Dictionary<string, object?> Fork(params string[] names) => Node("f", "Fork", ("branches", names.Select(n => Event(n, n)).ToArray()));
        Assert.Equal([new MoveObstacle(MoveObstacles.InsideChanged, "f")], Refused(Graph(Flowchart([Fork("x", "y")])), Graph(Flowchart([Fork("x", "y", "w")]))));
    }

    [Fact]
    public void In_a_sequence_what_comes_next_is_what_comes_after_the_step_that_waits()
    {
        var old = Graph(Sequence(Line("a"), Event("x", "x"), Line("z")));
        var now = Graph(Sequence(Line("a"), Line("b"), Line("c"), Event("x", "x"), Line("y"), Line("z")));
        Assert.Equal(["y", "z"], Lines(Resume(now, Moved(old, now), "x")));
    }

    [Fact]
    public void A_shorter_wait_is_counted_anew_from_when_it_began_and_never_ends_in_the_past()
    {
        WorkflowGraph Waiting(string span) => Graph(Flowchart([Node("w", "Delay", ("timeSpan", Literal(span)))]));
        var (old, started) = (Waiting("4.00:00:00"), Start(Waiting("4.00:00:00")));
        DateTimeOffset? Due(string span, int daysLater) =>
            Assert.Single(Interpreter.Move(old, started.State, Waiting(span), Now with { Now = Noon.AddDays(daysLater) }).Burst!.State.Bookmarks).DueAt;
        Assert.Equal(Noon.AddDays(2), Due("2.00:00:00", 1));
        Assert.Equal(Noon.AddDays(3), Due("2.00:00:00", 3));
        Assert.Equal(Noon.AddDays(4), Due("4.00:00:00", 1));
        Assert.Equal(Noon.AddDays(7), Due("7.00:00:00", 3));
    }

    [Fact]
    public void A_wait_for_something_else_begins_anew()
    {
        var now = Graph(Flowchart([Line("a"), Event("x", "other"), Line("z")], "a -> x", "x -> z"));
        var moved = Moved(Graph(Flowchart([Line("a"), Event("x", "x"), Line("z")], "a -> x", "x -> z")), now);
        Assert.Equal(Stimulus.Event("other").Key, Assert.Single(moved.State.Bookmarks).Key);
        Assert.False(moved.State.CanMoveBack);
        Assert.Equal(["z"], Lines(Resume(now, moved, "x")));
    }

    [Fact]
    public void A_step_that_would_fail_in_the_new_drawing_leaves_the_instance_where_it_is()
    {
        var old = Graph(Flowchart([Node("w", "Delay", ("timeSpan", Literal("01:00:00")))]));
        var now = Graph(Flowchart([Node("w", "Delay", ("timeSpan", Script("nobody.knows")))]));
        Assert.Equal([new MoveObstacle(MoveObstacles.WouldFail, "w")], Refused(old, now));
    }

    [Fact]
    public void A_variable_that_is_new_has_its_first_value_one_that_is_gone_comes_back_with_the_way_back_and_one_of_another_type_stands_in_the_way()
    {
        WorkflowGraph With(params object[] variables) =>
            WorkflowGraph.Build(DefinitionReader.Read(Json(Flowchart([Node("s", "SetVariable", ("variable", new { id = "v-n" }), ("value", Literal(5))), Event("x", "x")], "s -> x"), ("variables", variables))), ActivityCatalogue.With());
        var old = With(Variable("n", "Int32", "1"), Variable("t", "String", "old"));
        var now = With(Variable("n", "Int32", "1"), Variable("u", "String", "new"));
        var moved = Moved(old, now);
        Assert.Equal((5L, "new"), (moved.State.VariablesOf(now)["n"], moved.State.VariablesOf(now)["u"]));
        Assert.Equal("old", Interpreter.MoveBack(now, moved.State, old, Now).Burst!.State.VariablesOf(old)["t"]);
        Assert.Equal([new MoveObstacle(MoveObstacles.VariableChanged, "n")], Refused(old, With(Variable("n", "String", "1"))));
    }

    [Fact]
    public void Who_waits_for_a_workflow_goes_on_waiting_for_it_and_stays_where_another_one_is_called()
    {
        WorkflowGraph Calling(string child, string input) => Graph(Flowchart(
            [Node("c", "ExecuteWorkflow", ("workflowDefinitionId", Literal(child)), ("waitForCompletion", Literal(true)), ("input", Literal(input))), Line("z")], "c -> z"));
        var old = Calling("child", "{}");
        var moved = Moved(old, Calling("child", """{"a":1}"""));
        Assert.Equal(Start(old).State.Bookmarks.Single().Key, Assert.Single(moved.State.Bookmarks).Key);
        Assert.Equal([new MoveObstacle(MoveObstacles.CallsOther, "c")], Refused(old, Calling("other", "{}")));
    }

    [Fact]
    public void A_move_can_be_taken_back_until_the_instance_takes_a_step()
    {
        var old = Graph(Flowchart([Line("a"), Event("x", "x"), Event("y", "y")], "a -> x", "x -> y"));
        var now = Graph(Flowchart([Line("a"), Event("x", "x"), Line("n"), Event("y", "y")], "a -> x", "x -> n", "n -> y"));
        var moved = Moved(old, now);
        Assert.Equal(Start(old).State.ToJson(), Interpreter.MoveBack(now, moved.State, old, Now).Burst!.State.ToJson());
        var further = Resume(now, moved, "x").State;
        Assert.False(further.CanMoveBack);
        Assert.Null(Interpreter.MoveBack(now, further, old, Now).Burst);
    }

    [Fact]
    public void An_instance_that_is_over_or_has_failed_is_not_moved()
    {
        var ended = Graph(Flowchart([Line("a")]));
        Assert.Equal(MoveObstacles.Over, Assert.Single(Interpreter.Move(ended, Start(ended).State, ended, Now).Obstacles).Code);
        var broken = Graph(Flowchart([Node("b", "Fault", ("message", Literal("broken"))), Event("x", "x")], "b -> x"));
        Assert.Null(Interpreter.Move(broken, Start(broken).State, broken, Now).Burst);
    }

    private static IReadOnlyList<MoveObstacle> Refused(WorkflowGraph from, WorkflowGraph to, params string[] events) => Interpreter.Move(from, Waiting(from, events).State, to, Now).Obstacles;

    private static BurstResult Moved(WorkflowGraph from, WorkflowGraph to, params string[] events)
    {
        var result = Interpreter.Move(from, WorkflowState.FromJson(Waiting(from, events).State.ToJson()), to, Now);
        Assert.Empty(result.Obstacles);
        return result.Burst!;
    }

    private static BurstResult Waiting(WorkflowGraph graph, string[] events) => events.Aggregate(Start(graph), (result, name) => Resume(graph, result, name));
}
