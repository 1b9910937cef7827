using System.Text.Json.Nodes;
using Petitions.Engine;
using Xunit;

namespace Petitions.Tests.Unit.Engine;

public sealed class WorkflowStateTests
{
    private static readonly WorkflowState Waiting = Draw.Start(Draw.Graph(Draw.Flowchart(
        [Draw.Node("s", "Start"), Draw.Event("a", "A"), Draw.Event("b", "B"), Draw.Line("e")], "s -> a", "s -> b", "a -> e", "b -> e"))).State;

    [Fact]
    public void What_is_written_is_read_back_the_same() => Assert.Equal(Waiting.ToJson(), WorkflowState.FromJson(Waiting.ToJson()).ToJson());

    [Fact]
    public void Text_and_bytes_are_the_same_state() => Assert.Equal(Waiting.ToJson(), WorkflowState.FromJson(Waiting.ToUtf8Json()).ToJson());

    [Fact]
    public void Members_of_a_newer_build_survive_a_burst()
    {
        var json = JsonNode.Parse(Waiting.ToJson())!;
        json["colour"] = "blue";
        json["bookmarks"]![0]!["tint"] = "red";
        var graph = Draw.Graph(Draw.Flowchart(
            [Draw.Node("s", "Start"), Draw.Event("a", "A"), Draw.Event("b", "B"), Draw.Line("e")], "s -> a", "s -> b", "a -> e", "b -> e"));
        var state = WorkflowState.FromJson(json.ToJsonString());
        var after = JsonNode.Parse(Interpreter.Resume(graph, state, state.Bookmarks[1].Id, null, Draw.Now).State.ToJson())!;
        Assert.Equal("blue", (string?)after["colour"]);
        Assert.Equal("red", (string?)after["bookmarks"]![0]!["tint"]);
    }

    [Fact]
    public void A_state_without_what_later_builds_added_is_read()
    {
        const string Old = """{"instanceId":"i","definitionId":"d","definitionVersionId":"d-v1","definitionVersion":1,"status":"Running"}""";
        var state = WorkflowState.FromJson(Old);
        Assert.Equal(("i", WorkflowStatus.Running, 0), (state.InstanceId, state.Status, state.Bookmarks.Count));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"instanceId\":")]
    [InlineData("{\"instanceId\":\"i\"}")]
    public void What_is_no_state_is_refused(string text) => Assert.Throws<StateUnreadable>(() => WorkflowState.FromJson(text));

    [Fact]
    public void Values_keep_their_type()
    {
        Dictionary<string, object?> values = new()
        {
            ["moment"] = Draw.Noon, ["span"] = TimeSpan.FromDays(2), ["guid"] = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), ["exact"] = 1.10m,
            ["bytes"] = new byte[] { 1, 2 }, ["day"] = new DateOnly(2026, 3, 2), ["whole"] = 5L, ["real"] = 0.5, ["list"] = new List<object?> { 1L, "x", null },
            ["odd"] = new Dictionary<string, object?> { ["$type"] = "guid", ["value"] = "not one" },
        };
        var read = WorkflowState.FromJson((Waiting with { Input = values }).ToJson()).Input;
        foreach (var (name, value) in values) Assert.True(Values.Equal(value, read[name]), name);
        Assert.IsType<DateTimeOffset>(read["moment"]);
        Assert.IsType<decimal>(read["exact"]);
    }

    [Fact]
    public void A_bookmark_is_found_by_what_happened_and_only_by_that()
    {
        Assert.Equal("a", Assert.Single(Waiting.Matching(Stimulus.Event("A"))).ActivityId);
        Assert.Empty(Waiting.Matching(Stimulus.Event("a")));
    }

    [Fact]
    public void A_variable_of_one_megabyte_is_kept()
    {
        var graph = Draw.Graph(
            Draw.Sequence(Draw.Node("s", "SetVariable", ("variable", new { id = "v-Big" }), ("value", Draw.Script("'x'.repeat(1048576)"))), Draw.Event("ev", "Go"), Draw.Say("w", "variables.Big.length")),
            ("variables", new[] { Draw.Variable("Big", "String") }));
        Assert.Equal(["1048576"], Draw.Lines(Draw.Resume(graph, Draw.Start(graph), "ev")));
    }
}
