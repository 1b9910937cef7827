using System.Diagnostics;
using System.Text.Json.Nodes;
using Petitions.Cases;
using Petitions.Tests.Unit.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>Whatever a client sends: the check answers with findings, never with a failure, and soon.</summary>
public sealed class CheckOfSpoiltDefinitionsTests
{
    public static IEnumerable<TheoryDataRow<string, int>> All => Shipped.Names.SelectMany(n => new[] { 1, 2, 3 }.Select(s => new TheoryDataRow<string, int>(n, s)));

    [Theory, MemberData(nameof(All))]
    public void A_definition_with_anything_changed_in_it_is_checked_without_a_failure(string name, int seed)
    {
        var random = new Random(seed);
        for (var turn = 0; turn < 12; turn++)
        {
            var json = JsonNode.Parse(Shipped.Json(name))!;
            for (var cut = random.Next(1, 4); cut > 0; cut--)
                Spoil(json, random);
            Assert.NotNull(Findings(json.ToJsonString()));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"definitionId\":7,\"root\":{\"type\":\"Elsa.Flowchart\",\"activities\":7,\"connections\":\"x\"}}")]
    [InlineData("{\"definitionId\":\"d\",\"root\":{\"type\":\"Elsa.FlowSwitch\",\"cases\":[null,7,{\"label\":7,\"condition\":[]}]}}")]
    [InlineData("{\"definitionId\":\"d\",\"variables\":[null,{\"name\":7,\"typeName\":[]}],\"options\":[],\"root\":{\"type\":\"Petitions.Escalate\"}}")]
    public void Nonsense_is_refused_with_a_finding(string json) => Assert.NotNull(Findings(json));

    [Fact]
    public void A_definition_of_a_thousand_steps_is_checked_within_seconds()
    {
        var (activities, connections) = (new JsonArray(), new JsonArray());
        for (var i = 0; i < 1000; i++)
        {
            activities.Add(i == 0 ? Node(i, "Petitions.Register", true) : i % 3 == 1 ? Node(i, "Petitions.ByState") : Node(i, i % 3 == 2 ? "Petitions.HandleClaim" : "Elsa.FlowDecision"));
            foreach (var port in i == 0 ? ["Done"] : i % 3 == 1 ? new[] { "InHandling", "Answered", "Ended" } : i % 3 == 2 ? ["Changed", "OpinionSubmitted"] : ["True", "False"])
                connections.Add(new JsonObject
                {
                    ["source"] = new JsonObject { ["activity"] = "n" + i, ["port"] = port },
                    ["target"] = new JsonObject { ["activity"] = "n" + (port is "Changed" or "False" ? Math.Max(1, i - 7) : Math.Min(999, i + 1 + port.Length % 3)), ["port"] = "In" },
                });
        }
        var json = new JsonObject { ["definitionId"] = "long", ["root"] = new JsonObject { ["id"] = "fc", ["type"] = "Elsa.Flowchart", ["activities"] = activities, ["connections"] = connections } };
        var clock = Stopwatch.StartNew();
        Assert.NotEmpty(Findings(json.ToJsonString()));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"It took {clock.Elapsed}.");
    }

    private static IReadOnlyList<Petitions.Engine.Definition.DefinitionFinding> Findings(string json) => DefinitionGate.Findings(json, Shipped.Library().Versions, Seeds.Reference);

    private static JsonObject Node(int i, string type, bool starts = false) => new()
    {
        ["id"] = "n" + i, ["type"] = type, ["version"] = 1, ["customProperties"] = new JsonObject { ["canStartWorkflow"] = starts },
        ["condition"] = type == "Elsa.FlowDecision" ? new JsonObject { ["typeName"] = "Boolean", ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "getInput(\"case\").open" } } : null,
    };

    /// <summary>Takes something out, puts something else in its place, or doubles it.</summary>
    private static void Spoil(JsonNode root, Random random)
    {
        var places = Below(root).Where(n => n.Parent is not null).ToList();
        var place = places[random.Next(places.Count)];
        JsonNode? instead = random.Next(7) switch
        {
            0 => null, 1 => random.Next(), 2 => "Elsa.While", 3 => new JsonArray(), 4 => new JsonObject { ["type"] = "Elsa.Sequence" },
            5 => places[random.Next(places.Count)].DeepClone(), _ => true,
        };
        if (place.Parent is JsonArray list)
        {
            var index = list.IndexOf(place);
            if (random.Next(2) == 0) list.RemoveAt(index);
            else list[index] = instead;
        }
        else if (place.Parent is JsonObject owner)
        {
            owner[place.GetPropertyName()] = instead;
        }
    }

    private static IEnumerable<JsonNode> Below(JsonNode node) => new[] { node }.Concat(node switch
    {
        JsonObject map => map.Where(p => p.Value is not null).SelectMany(p => Below(p.Value!)),
        JsonArray list => list.Where(i => i is not null).SelectMany(i => Below(i!)),
        _ => [],
    });
}
