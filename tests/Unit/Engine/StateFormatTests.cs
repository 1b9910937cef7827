using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Petitions.Engine;
using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Engine;

/// <summary>
/// States live as long as cases do. Each format that was ever written has a recorded state in States, together with its definition; it must be
/// read and run on by every later build. Never record one anew: a changed format gets a new number and a new file.
/// </summary>
public sealed class StateFormatTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(Here())!, "States");
    private static readonly WorkflowGraph Graph = WorkflowGraph.Build(DefinitionReader.Read(File.ReadAllText(Path.Combine(Folder, "definition.json"))), ActivityCatalogue.With());

    [Fact]
    public void A_state_of_format_1_is_read_and_runs_on_to_its_end()
    {
        var state = WorkflowState.FromJson(Recorded(1));
        var lines = new List<string>();
        foreach (var activity in (string[])["turn", "turn", "go", "nap"])
        {
            var result = Interpreter.Resume(Graph, state, state.Bookmarks.First(b => b.ActivityId == activity).Id, ResumeInput.Event("hello"), Draw.Now);
            lines.AddRange(Draw.Lines(result));
            state = WorkflowState.FromJson(result.State.ToJson());
        }
        Assert.Equal(["turn b", "turn c", "heard hello", "kept 2026-03-02T12:00:00.000Z 41 x", "all in"], lines);
        // The fault that was survived keeps the flowchart open.
        Assert.Equal((WorkflowSubStatus.Suspended, 0), (state.SubStatus, state.Bookmarks.Count));
    }

    [Fact]
    public void What_this_build_writes_at_that_place_is_what_was_recorded() =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Recorded(WorkflowState.CurrentFormat)), JsonNode.Parse(AtThatPlace().ToJson())), AtThatPlace().ToJson());

    [Fact]
    public void Members_of_a_newer_build_survive_at_every_level()
    {
        var json = JsonNode.Parse(Recorded(1))!;
        json["colour"] = "blue";
        foreach (var list in (string[])["contexts", "callbacks", "bookmarks", "incidents"])
            foreach (var item in json[list]!.AsArray()) item!["tint"] = "red";
        json["queue"] = new JsonArray(new JsonObject { ["nodeId"] = "Workflow1:fc:gone", ["tint"] = "red" });
        var state = WorkflowState.FromJson(json.ToJsonString());
        var turned = Interpreter.Resume(Graph, state, state.Bookmarks.First(b => b.ActivityId == "turn").Id, null, Draw.Now).State;
        var after = JsonNode.Parse(turned.ToJson())!;
        Assert.Equal("blue", (string?)after["colour"]);
        Assert.Equal(["Workflow1", "fc", "fe", "go", "nap", "oops"], Tinted("contexts").Select(c => ((string)c!["nodeId"]!).Split(':')[^1]).Order(StringComparer.Ordinal));
        Assert.True(Tinted("callbacks").Count() >= 4);
        Assert.Equal(2, Tinted("bookmarks").Count());
        Assert.Single(Tinted("incidents"));

        IEnumerable<JsonNode?> Tinted(string list) => after[list]!.AsArray().Where(item => (string?)item!["tint"] == "red");
    }

    [Theory]
    [InlineData("2")]
    [InlineData("-1")]
    public void A_format_that_this_build_does_not_know_is_refused(string format)
    {
        var refusal = Assert.Throws<StateUnreadable>(() => WorkflowState.FromJson(Recorded(1).Replace("\"version\":1,", $"\"version\":{format},", StringComparison.Ordinal)));
        Assert.Contains(format, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contexts")]
    [InlineData("callbacks")]
    [InlineData("bookmarks")]
    [InlineData("incidents")]
    public void A_list_that_holds_nothing_somewhere_is_refused(string list)
    {
        var json = JsonNode.Parse(Recorded(1))!;
        json[list]!.AsArray().Add(null);
        Assert.Throws<StateUnreadable>(() => WorkflowState.FromJson(json.ToJsonString()));
    }

    /// <summary>Two loops, a timer, an event, a fault that was survived, values of every kind, and everything half way.</summary>
    private static WorkflowState AtThatPlace()
    {
        var started = Interpreter.Start(Graph, new StartRequest("i1") { Input = new Dictionary<string, object?> { ["Who"] = "me" }, CorrelationId = "K", Name = "File 7" }, Draw.Now).State;
        return Interpreter.Resume(Graph, started, started.Bookmarks.First(b => b.ActivityId == "turn").Id, null, Draw.Now).State;
    }

    private static string Recorded(int format) => File.ReadAllText(Path.Combine(Folder, $"format-{format}.json"));

    private static string Here([CallerFilePath] string path = "") => path;
}
