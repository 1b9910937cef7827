using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Definition;

public sealed class DefinitionCheckTests
{
    [Fact]
    public void A_sound_definition_has_no_findings() =>
        Assert.Empty(Found(Draw.Flowchart([Draw.Line("a"), Decision("d"), Draw.Line("b"), Draw.Line("c")], "a -> d", "d.True -> b", "d.False -> c")));

    [Fact]
    public void A_type_that_nobody_knows_is_named() =>
        Assert.Equal([("x", "unknownType")], Found(Draw.Flowchart([Draw.Line("a"), Draw.Node("x", "Teleport")], "a -> x")));

    [Fact]
    public void A_connection_without_an_end_is_named_at_its_flowchart() =>
        Assert.Equal([("fc", "danglingConnection")], Found(Draw.Flowchart([Draw.Line("a")], "a -> gone")));

    [Fact]
    public void An_activity_that_no_way_leads_to_is_named_and_a_starting_event_is_not()
    {
        var start = Draw.Event("ev", "Go");
        start["customProperties"] = new { canStartWorkflow = true };
        Assert.Equal([("lost", "unreachable")], Found(Draw.Flowchart([start, Draw.Line("a"), Draw.Line("b"), Draw.Line("lost")], "ev -> b", "a -> b", "lost -> b"),
            without: "a"));
    }

    [Theory]
    [InlineData("d.Maybe -> b", "d")]
    [InlineData("a.True -> b", "a")]
    [InlineData("s.Fourth -> b", "s")]
    [InlineData("f.Fourth -> b", "f")]
    public void A_port_that_the_activity_does_not_have_is_named(string connection, string node)
    {
        var chart = Draw.Flowchart(
            [Draw.Line("a"), Decision("d"), Switch("s", "true"), Fork("f"), Draw.Line("b")], "a -> d", "d.True -> s", "s.First -> f", "s.Default -> b", "f.One -> b", connection);
        Assert.Equal([(node, "unknownPort")], Found(chart));
    }

    [Fact]
    public void An_expression_that_does_not_parse_is_named_with_its_input_also_in_a_case_of_a_switch()
    {
        Assert.Equal([("a", "expression")], Found(Draw.Flowchart([Draw.Say("a", "1 +")])));
        Assert.Equal([("s", "expression")], Found(Draw.Flowchart([Switch("s", "1 +")])));
    }

    [Theory]
    [InlineData("Liquid")]
    [InlineData("Klingon")]
    public void A_language_that_is_not_run_here_is_named(string language) =>
        Assert.Equal([("a", "expression")], Found(Draw.Flowchart([Draw.Node("a", "WriteLine", ("text", new { typeName = "String", expression = new { type = language, value = "x" } }))])));

    [Fact]
    public void What_was_tolerated_while_reading_is_said_too() =>
        Assert.Contains(("", "warning"), Found(Draw.Flowchart([Draw.Line("a")]), ("options", new { activationStrategyType = "Perhaps" })));

    [Fact]
    public void Each_finding_is_said_in_both_languages()
    {
        var finding = DefinitionCheck.Of(Draw.Graph(Draw.Flowchart([Draw.Line("a"), Draw.Node("x", "Teleport")], "a -> x"))).Single();
        Assert.Equal(("没有“Elsa.Teleport”这种活动。", "There is no activity of the type Elsa.Teleport."), (finding.Zh, finding.En));
    }

    private static IEnumerable<(string, string)> Found(object root, params (string Name, object? Value)[] members) =>
        DefinitionCheck.Of(Draw.Graph(root, members)).Select(f => (f.Node, f.Rule));

    private static IEnumerable<(string, string)> Found(object root, string without) => Found(root).Where(f => f.Item1 != without);

    private static Dictionary<string, object?> Decision(string id) => Draw.Node(id, "FlowDecision", ("condition", Draw.Literal(true)));

    private static Dictionary<string, object?> Switch(string id, string condition) =>
        Draw.Node(id, "FlowSwitch", ("cases", new[] { new { label = "First", condition = new { type = "JavaScript", value = condition } } }));

    private static Dictionary<string, object?> Fork(string id) => Draw.Node(id, "FlowFork", ("branches", Draw.Literal(new[] { "One", "Two" })));
}
