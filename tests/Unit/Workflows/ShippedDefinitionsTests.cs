using Petitions.Cases.Activities;
using Petitions.Engine;
using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

public sealed class ShippedDefinitionsTests
{
    public static IEnumerable<TheoryDataRow<string>> All => Shipped.Names.Select(n => new TheoryDataRow<string>(n));

    [Fact]
    public void The_six_processes_of_the_main_job_are_there() =>
        Assert.Superset(
            new HashSet<string> { "petition", "mediation", "closure", "escalation", "accountability", "emergency" }, Shipped.Names.ToHashSet());

    [Theory, MemberData(nameof(All))]
    public void A_definition_compiles_without_a_warning(string name)
    {
        var graph = Graph(name);
        Assert.Empty(graph.Definition.Warnings);
        Assert.Empty(graph.Warnings);
    }

    [Theory, MemberData(nameof(All))]
    public void Every_node_is_of_a_known_type_and_named_in_Chinese(string name)
    {
        foreach (var node in Graph(name).Nodes.Where(n => n.Source is not null))
        {
            Assert.NotNull(PetitionActivities.Catalogue.Find(node.Type, node.TypeVersion));
            Assert.Contains(node.Name!, c => c is >= '\u4e00' and <= '\u9fff');
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Every_connection_leaves_by_a_port_that_the_node_has(string name)
    {
        var definition = DefinitionReader.Read(Shipped.Json(name));
        var nodes = Graph(name).Nodes.Where(n => n.Source is not null).ToDictionary(n => n.Id);
        foreach (var (source, port) in Connections(definition))
        {
            var ports = nodes[source].Descriptor.Ports.Where(p => p.Kind == PortKind.Flow).Select(p => p.Name).DefaultIfEmpty("Done").ToList();
            if (nodes[source].Type is not ("Elsa.FlowSwitch" or "Elsa.FlowFork"))
                Assert.Contains(port, ports);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void No_two_nodes_lie_on_top_of_each_other(string name)
    {
        var places = Graph(name).Nodes.Where(n => n.Source is not null && n.Parent?.Source is not null).Select(Place).ToList();
        for (var i = 0; i < places.Count; i++)
            for (var j = i + 1; j < places.Count; j++)
                Assert.False(
                    Math.Abs(places[i].X - places[j].X) < 200 && Math.Abs(places[i].Y - places[j].Y) < 50, $"{name}: {places[i]} and {places[j]}");
    }

    [Theory, MemberData(nameof(All))]
    public void A_definition_written_back_is_the_same_JSON(string name) =>
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(
            System.Text.Json.Nodes.JsonNode.Parse(Shipped.Json(name)),
            System.Text.Json.Nodes.JsonNode.Parse(DefinitionWriter.Write(DefinitionReader.Read(Shipped.Json(name))))));

    private static WorkflowGraph Graph(string name) => WorkflowGraph.Build(DefinitionReader.Read(Shipped.Json(name)), PetitionActivities.Catalogue);

    private static IEnumerable<(string Source, string Port)> Connections(WorkflowDefinition definition) =>
        System.Text.Json.Nodes.JsonNode.Parse(Shipped.Json(definition.DefinitionId))!["root"]!["connections"]!.AsArray()
            .Select(c => ((string)c!["source"]!["activity"]!, (string)c["source"]!["port"]!));

    private static (string Id, double X, double Y) Place(GraphNode node)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(Shipped.Json(node.Owner.DefinitionId))!;
        var position = json["root"]!["activities"]!.AsArray().First(a => (string)a!["id"]! == node.Id)!["metadata"]!["designer"]!["position"]!;
        return (node.Id, (double)position["x"]!, (double)position["y"]!);
    }
}
