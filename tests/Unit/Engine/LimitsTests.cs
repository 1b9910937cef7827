using Petitions.Engine;
using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Engine;

/// <summary>How large a workflow may be: it works, or is refused with the limit named.</summary>
public sealed class LimitsTests
{
    [Fact]
    public void A_flowchart_of_a_thousand_nodes_runs_through()
    {
        var nodes = Enumerable.Range(0, 1000).Select(i => Draw.Node($"n{i}", "Start")).ToList();
        var result = Draw.Start(Draw.Graph(Draw.Flowchart(nodes, [.. Enumerable.Range(1, 999).Select(i => $"n{i - 1} -> n{i}")])));
        Assert.Equal(WorkflowSubStatus.Finished, result.State.SubStatus);
        Assert.Equal(1000, result.Journal.Count(j => j.Event == JournalEvent.Started && j.ActivityType == "Elsa.Start"));
    }

    [Fact]
    public void A_loop_of_ten_thousand_turns_runs_through()
    {
        var body = Draw.Node("set", "SetVariable", ("variable", new { id = "v-N" }), ("value", Draw.Script("variables.N + 1")));
        var loop = Draw.Node("w", "While", ("condition", Draw.Script("variables.N < 10000")), ("body", body));
        var graph = Draw.Graph(loop, ("variables", new[] { Draw.Variable("N", "Int32", "0") }));
        var state = Draw.Start(graph).State;
        Assert.Equal((WorkflowSubStatus.Finished, 10000L), (state.SubStatus, state.VariablesOf(graph)["N"]));
    }

    [Fact]
    public void A_loop_drawn_with_connections_turns_ten_thousand_times()
    {
        var set = Draw.Node("set", "SetVariable", ("variable", new { id = "v-N" }), ("value", Draw.Script("variables.N + 1")));
        var more = Draw.Node("more", "FlowDecision", ("condition", Draw.Script("variables.N < 10000")));
        var graph = Draw.Graph(
            Draw.Flowchart([Draw.Node("s", "Start"), set, more, Draw.Line("e")], "s -> set", "set -> more", "more.True -> set", "more.False -> e"),
            ("variables", new[] { Draw.Variable("N", "Int32", "0") }));
        Assert.Equal(["e"], Draw.Lines(Draw.Start(graph)));
    }

    [Fact]
    public void A_loop_without_end_is_stopped_and_says_after_how_many_activities()
    {
        var graph = Draw.Graph(Draw.Flowchart([Draw.Node("a", "Start"), Draw.Node("b", "Start")], "a -> b", "b -> a"));
        var incident = Assert.Single(Draw.Start(graph, Draw.Now with { Limits = new() { Activities = 500 } }).State.Incidents);
        Assert.Equal(FaultCodes.BurstLength, incident.Code);
        Assert.Contains("500", incident.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_hundred_levels_of_activities_wait_and_go_on()
    {
        var graph = Draw.Graph(Nested(200, Draw.Event("deep", "Go")));
        var after = Draw.Resume(graph, Draw.Start(graph), "deep");
        Assert.Equal(WorkflowSubStatus.Finished, after.State.SubStatus);
    }

    [Fact]
    public void Deeper_than_the_limit_is_refused_and_the_limit_is_named()
    {
        var refusal = Assert.Throws<DefinitionUnreadable>(() => Draw.Graph(Nested(500, Draw.Line("x"))));
        Assert.Contains("400", refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_hundred_levels_in_a_value_survive_a_wait()
    {
        var make = Draw.Node(
            "m", "SetVariable", ("variable", new { id = "v-Deep" }), ("value", Draw.Script("let v = 'core'; for (let i = 0; i < 200; i++) v = i % 2 ? [v] : { v }; v")));
        var look = Draw.Say("l", "let v = variables.Deep, n = 0; while (typeof v !== 'string') { v = Array.isArray(v) ? v[0] : v.v; n++; } `${n} ${v}`");
        var graph = Draw.Graph(Draw.Sequence(make, Draw.Event("e", "Go"), look), ("variables", new[] { Draw.Variable("Deep") }));
        Assert.Equal(["200 core"], Draw.Lines(Draw.Resume(graph, Draw.Start(graph), "e")));
    }

    [Fact]
    public void Children_inside_children_end_at_a_limit_that_is_named()
    {
        WorkflowGraph? graph = null;
        graph = Draw.Graph(Draw.Node("x", "ExecuteWorkflow", ("workflowDefinitionId", Draw.Literal("d")), ("waitForCompletion", Draw.Literal(true))));
        var result = Interpreter.Start(graph, new StartRequest("i"), Draw.Now with { Published = _ => graph });
        var incident = Assert.Single(result.Children.SelectMany(c => c.Incidents));
        Assert.Equal(FaultCodes.Nesting, incident.Code);
        Assert.Contains("16", incident.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_name_without_end_is_no_type() => Assert.Null(ValueKind.Of("String" + string.Concat(Enumerable.Repeat("[]", 100_000))));

    [Fact]
    public void An_id_without_end_is_refused_and_the_limit_is_named() =>
        Assert.Contains("250", Assert.Throws<DefinitionUnreadable>(() => Draw.Graph(Draw.Line(new string('x', 251)))).Sentence, StringComparison.Ordinal);

    [Fact]
    public void A_number_that_an_activity_cannot_count_to_is_its_fault_and_nobody_elses()
    {
        var graph = Draw.Graph(Draw.Node("r", "WriteHttpResponse", ("statusCode", Draw.Literal(3_000_000_000L))));
        Assert.Equal(FaultCodes.Conversion, Assert.Single(Draw.Start(graph).State.Incidents).Code);
    }

    private static Dictionary<string, object?> Nested(int levels, Dictionary<string, object?> core)
    {
        for (var i = 0; i < levels; i++) core = Draw.Node($"s{i}", "Sequence", ("activities", new[] { core }));
        return core;
    }
}
