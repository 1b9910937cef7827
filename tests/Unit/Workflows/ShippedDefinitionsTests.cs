using Petitions.Cases.Activities;
using Petitions.Engine.Definition;
using Petitions.Tests.Unit.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

public sealed partial class ShippedDefinitionsTests
{
    public static IEnumerable<TheoryDataRow<string>> All => Shipped.Names.Select(n => new TheoryDataRow<string>(n));

    [Fact]
    public void The_processes_of_the_handbook_are_there() =>
        Assert.Superset(
            new HashSet<string> { "petition", "mediation", "closure", "escalation", "accountability", "emergency", "review", "sealed-report" }, Shipped.Names.ToHashSet());

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
    public void Chinese_words_carry_Chinese_marks(string name) => Assert.Empty(HalfWidth().Matches(Shipped.Json(name)).Select(m => m.Value));

    [Theory, MemberData(nameof(All))]
    public void Nothing_stands_against_the_publication_of_a_definition(string name) =>
        Assert.Empty(Petitions.Cases.DefinitionGate.Findings(Shipped.Json(name), Shipped.Library().Versions, Seeds.Reference).Where(f => f.IsError)
            .Select(f => (f.Node, f.Sentence, string.Join(", ", f.Facts))));

    [Theory, MemberData(nameof(All))]
    public void Expressions_ask_only_for_facts_that_the_chapters_enter(string name) =>
        Assert.Empty(FactAsked().Matches(Shipped.Json(name)).Select(m => m.Groups[1].Value).Except(Petitions.Cases.RuleBook.Handbook.Facts.Keys));

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

    [System.Text.RegularExpressions.GeneratedRegex("""getInput\(\\"case\\"\)\.(\w+)""")]
    private static partial System.Text.RegularExpressions.Regex FactAsked();

    [System.Text.RegularExpressions.GeneratedRegex(@"[\u4e00-\u9fff] ?[,:;!?()]|[,;()] ?[\u4e00-\u9fff]")]
    private static partial System.Text.RegularExpressions.Regex HalfWidth();

    private static (string Id, double X, double Y) Place(GraphNode node)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(Shipped.Json(node.Owner.DefinitionId))!;
        var position = json["root"]!["activities"]!.AsArray().First(a => (string)a!["id"]! == node.Id)!["metadata"]!["designer"]!["position"]!;
        return (node.Id, (double)position["x"]!, (double)position["y"]!);
    }
}
