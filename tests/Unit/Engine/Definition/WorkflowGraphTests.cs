using Petitions.Engine;
using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Definition;

public sealed class WorkflowGraphTests
{
    [Fact]
    public void A_node_id_is_the_path_of_ids()
    {
        var graph = Draw.Graph(Draw.Sequence(Draw.Node("i", "If", ("then", Draw.Line("t")))));
        Assert.Equal(["Workflow1", "Workflow1:sq", "Workflow1:sq:i", "Workflow1:sq:i:t"], graph.Nodes.Select(n => n.NodeId));
    }

    [Fact]
    public void An_activity_without_id_gets_one()
    {
        var graph = Draw.Graph(new { type = "Elsa.Sequence", activities = new[] { new { type = "Elsa.WriteLine" }, new { type = "Elsa.WriteLine" } } });
        Assert.Equal(["Sequence1", "WriteLine1", "WriteLine2"], graph.Nodes.Skip(1).Select(n => n.Id));
    }

    [Fact]
    public void Two_activities_of_one_id_in_one_container_are_refused() =>
        Assert.Throws<DefinitionUnreadable>(() => Draw.Graph(Draw.Sequence(Draw.Line("a"), Draw.Line("a"))));

    [Fact]
    public void An_unknown_type_faults_only_when_it_is_reached()
    {
        var graph = Draw.Graph(Draw.Flowchart([Draw.Line("a"), Draw.Event("ev", "Go"), Draw.Node("x", "Teleport")], "a -> ev", "ev -> x"));
        var first = Draw.Start(graph);
        Assert.Equal(WorkflowSubStatus.Suspended, first.State.SubStatus);
        Assert.Equal(FaultCodes.ActivityNotFound, Assert.Single(Draw.Resume(graph, first, "ev").State.Incidents).Code);
    }

    [Fact]
    public void Two_hundred_levels_of_nesting_run()
    {
        object node = Draw.Line("deep");
        for (var i = 0; i < 200; i++) node = Draw.Node("s" + i, "Sequence", ("activities", new[] { node }));
        Assert.Equal(["deep"], Draw.Lines(Draw.Start(Graph(node))));
    }

    [Fact]
    public void Deeper_nesting_than_the_limit_is_refused()
    {
        object node = Draw.Line("deep");
        for (var i = 0; i < 450; i++) node = Draw.Node("s" + i, "Sequence", ("activities", new[] { node }));
        Assert.Throws<DefinitionUnreadable>(() => Graph(node));
    }

    [Fact]
    public void A_thousand_activities_in_a_row_run()
    {
        var names = Enumerable.Range(0, 1000).Select(i => "n" + i).ToList();
        var graph = Draw.Graph(Draw.Flowchart(names.Select(n => Draw.Line(n)), [.. names.Zip(names.Skip(1)).Select(p => $"{p.First} -> {p.Second}")]));
        Assert.Equal(names, Draw.Lines(Draw.Start(graph)));
    }

    [Fact]
    public void A_definition_that_contains_itself_is_left_as_a_placeholder()
    {
        var definition = DefinitionReader.Read(Draw.Json(new { id = "x", type = "D" }, ("options", new { usableAsActivity = true })));
        var graph = WorkflowGraph.Build(definition, ActivityCatalogue.With(), wanted => DefinitionActivities.Find(wanted, [definition]));
        Assert.Single(graph.Warnings);
        Assert.Equal(FaultCodes.ActivityNotFound, Assert.Single(Draw.Start(graph).State.Incidents).Code);
    }

    private static WorkflowGraph Graph(object root) =>
        WorkflowGraph.Build(DefinitionReader.Read(System.Text.Json.JsonSerializer.Serialize(
            new { id = "v", definitionId = "d", root }, new System.Text.Json.JsonSerializerOptions { MaxDepth = 2000 })), ActivityCatalogue.With());
}
