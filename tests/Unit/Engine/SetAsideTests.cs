using Petitions.Engine;
using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Engine;

/// <summary>A step of a kind that this program does not know: until somebody mends it nothing waits for what lies behind it, and afterwards nothing is missed.</summary>
public sealed class SetAsideTests
{
    public static TheoryData<FlowchartMode> Modes => [FlowchartMode.CounterBased, FlowchartMode.TokenBased];

    [Theory, MemberData(nameof(Modes))]
    public void Skipped_it_is_left_by_its_way_though_the_other_way_to_the_join_was_passed_over(FlowchartMode mode)
    {
        var graph = Choice(Draw.Node("x", "Unheard"));
        var parked = Parked(graph, mode);
        Assert.Equal(["j", "k"], Draw.Lines(Interpreter.SkipFaulted(graph, parked, Incident(parked), [], Of(mode))));
    }

    [Theory, MemberData(nameof(Modes))]
    public void Retried_under_a_program_that_knows_it_the_road_goes_on(FlowchartMode mode)
    {
        var parked = Parked(Choice(Draw.Node("x", "Unheard")), mode);
        Assert.Equal(["x", "j", "k"], Draw.Lines(Interpreter.RetryFaulted(Choice(Draw.Line("x")), parked, Incident(parked), Of(mode))));
    }

    [Theory, MemberData(nameof(Modes))]
    public void Retried_while_nobody_knows_it_it_stands_as_before_and_can_still_be_skipped(FlowchartMode mode)
    {
        var graph = Choice(Draw.Node("x", "Unheard"));
        var parked = Parked(graph, mode);
        var again = WorkflowState.FromJson(Interpreter.RetryFaulted(graph, parked, Incident(parked), Of(mode)).State.ToJson());
        Assert.Equal(WorkflowSubStatus.Faulted, again.SubStatus);
        Assert.Equal(["j", "k"], Draw.Lines(Interpreter.SkipFaulted(graph, again, Incident(again), [], Of(mode))));
    }

    [Fact]
    public void What_ran_by_another_way_meanwhile_does_not_run_again()
    {
        var graph = Draw.Graph(Draw.Flowchart([Draw.Node("s", "Start"), Draw.Line("b"), Draw.Line("j"), Draw.Node("x", "Unheard")], "s -> b", "b -> j", "s -> x", "x -> j"));
        var before = Draw.Start(graph);
        Assert.Equal(["b", "j"], Draw.Lines(before));
        Assert.Empty(Draw.Lines(Interpreter.SkipFaulted(graph, before.State, Incident(before.State), [], Draw.Now)));
    }

    [Fact]
    public void In_a_second_round_the_join_waits_for_it_again()
    {
        var graph = Draw.Graph(
            Draw.Flowchart(
                [
                    Draw.Node("s", "Start"), Draw.Line("top"), Draw.Say("d", "setVariable('N', getVariable('N') + 1)"), Draw.Node("c", "FlowDecision", ("condition", Draw.Script("variables.N > 1"))),
                    Draw.Line("b"), Draw.Node("x", "Unheard"), Draw.Line("j"), Draw.Node("more", "FlowDecision", ("condition", Draw.Script("variables.N < 2"))), Draw.Line("end"),
                ],
                "s -> top", "top -> d", "d -> c", "c.False -> b", "c.True -> x", "b -> j", "x -> j", "j -> more", "more.True -> top", "more.False -> end"),
            ("variables", new[] { Draw.Variable("N", "Int32", "0") }));
        var before = Draw.Start(graph);
        Assert.Equal(["top", "b", "j", "top"], Draw.Lines(before).Where(l => l.Length > 0));
        Assert.Equal(["j", "end"], Draw.Lines(Interpreter.SkipFaulted(graph, before.State, Incident(before.State), [], Draw.Now)));
    }

    /// <summary>One of two ways, which meet again.</summary>
    private static WorkflowGraph Choice(Dictionary<string, object?> x) => Draw.Graph(Draw.Flowchart(
        [Draw.Node("s", "Start"), Draw.Node("c", "FlowDecision", ("condition", Draw.Literal(true))), x, Draw.Line("b"), Draw.Line("j"), Draw.Line("k")],
        "s -> c", "c.True -> x", "c.False -> b", "b -> j", "x -> j", "j -> k"));

    private static BurstEnvironment Of(FlowchartMode mode) => Draw.Now with { FlowchartMode = mode };

    private static WorkflowState Parked(WorkflowGraph graph, FlowchartMode mode)
    {
        var result = Draw.Start(graph, Of(mode));
        Assert.Empty(Draw.Lines(result));
        return WorkflowState.FromJson(result.State.ToJson());
    }

    private static string Incident(WorkflowState state) => state.Incidents[^1].ActivityInstanceId;
}
