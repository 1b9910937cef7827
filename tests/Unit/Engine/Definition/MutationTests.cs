using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Petitions.Engine;
using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Definition;

/// <summary>
/// Whatever a client sends as a definition, and whatever a disk gives back as a state: it is read, or refused with the one refusal there is for
/// it. What was read can be compiled, checked, written and run without any other exception.
/// </summary>
public sealed class MutationTests
{
    private const int Rounds = 1500;
    private static readonly ActivityCatalogue Catalogue = ActivityCatalogue.With();
    private static readonly string[] Texts = [.. EveryDefinition.Files.Select(File.ReadAllText)];

    private static readonly BurstEnvironment Small = Draw.Now with
    {
        Limits = new() { Activities = 300, ScriptSteps = 20_000, ScriptBytes = 2_000_000, RegexSteps = 400_000 }, Published = _ => null,
    };

    private static readonly Func<JsonNode?>[] Odd =
    [
        () => null, () => JsonValue.Create(true), () => JsonValue.Create(-1), () => JsonValue.Create(1e300), () => JsonValue.Create(""),
        () => JsonValue.Create("Elsa.Flowchart"), () => JsonValue.Create("\0\uFFFF"), () => new JsonArray(null, 1, "x"), () => new JsonObject { ["type"] = "Elsa.Event" },
        () => new JsonObject { ["$values"] = new JsonArray(new JsonObject()) }, () => JsonValue.Create("[[[["), () => JsonValue.Create(new string('[', 3000)),
        () => JsonValue.Create(long.MaxValue), () => JsonValue.Create("JavaScript"), () => JsonValue.Create("String" + string.Concat(Enumerable.Repeat("[]", 150))),
    ];

    private sealed record Change(int File, int[] Numbers);

    private static Arbitrary<Change> Changes(int files) =>
        (from file in Gen.Choose(0, files - 1) from numbers in Gen.Choose(0, int.MaxValue - 1).ArrayOf(9) select new Change(file, numbers)).ToArbitrary();

    [Fact]
    public void A_definition_with_members_that_are_something_else_is_read_or_refused() =>
        Prop.ForAll(Changes(Texts.Length), change => Use(Changed(Texts[change.File], change.Numbers))).Hold(Rounds);

    [Fact]
    public void A_definition_with_other_bytes_is_read_or_refused() => Prop.ForAll(Changes(Texts.Length), change =>
    {
        var bytes = Encoding.UTF8.GetBytes(Texts[change.File]);
        for (var i = 0; i + 1 < change.Numbers.Length; i += 2) bytes[change.Numbers[i] % bytes.Length] = (byte)change.Numbers[i + 1];
        Use(Encoding.UTF8.GetString(bytes));
    }).Hold(Rounds);

    [Fact]
    public void A_state_with_members_that_are_something_else_is_read_or_refused()
    {
        var waiting = Waiting();
        Assert.True(waiting.Count > 10);
        Prop.ForAll(Changes(waiting.Count), change =>
        {
            var (graph, state) = waiting[change.File];
            Go(graph, Changed(state, change.Numbers));
        }).Hold(Rounds);
    }

    /// <summary>Instances that wait, of all definitions that can be started and come to a wait.</summary>
    private static List<(WorkflowGraph Graph, string State)> Waiting()
    {
        var waiting = new List<(WorkflowGraph, string)>();
        foreach (var text in Texts.Where(t => t.Contains("definitionId", StringComparison.Ordinal)))
        {
            if (Compiled(text) is not { } graph) continue;
            var state = Interpreter.Start(graph, new StartRequest("i"), Small).State;
            if (state.Bookmarks.Count > 0) waiting.Add((graph, state.ToJson()));
        }
        return waiting;
    }

    /// <summary>Null for one of the cases that are there to be refused.</summary>
    private static WorkflowGraph? Compiled(string text)
    {
        try
        {
            return WorkflowGraph.Build(DefinitionReader.Read(text), Catalogue);
        }
        catch (DefinitionUnreadable)
        {
            return null;
        }
    }

    private static void Use(string text)
    {
        try
        {
            var definition = DefinitionReader.Read(text);
            DefinitionReader.Read(DefinitionWriter.Write(definition));
            var graph = WorkflowGraph.Build(definition, Catalogue);
            DefinitionCheck.Of(graph);
            Publication.Errors(graph, Small, []);
            Go(graph, Interpreter.Start(graph, new StartRequest("i"), Small).State.ToJson());
        }
        catch (DefinitionUnreadable)
        {
        }
    }

    private static void Go(WorkflowGraph graph, string text)
    {
        try
        {
            var state = WorkflowState.FromJson(text);
            foreach (var bookmark in state.Bookmarks.Take(3))
                WorkflowState.FromJson(Interpreter.Resume(graph, state, bookmark.Id, ResumeInput.Event("x"), Small).State.ToJson());
            foreach (var incident in state.Incidents.Take(2)) Interpreter.RetryFaulted(graph, state, incident.ActivityInstanceId, Small).State.ToJson();
            Interpreter.Cancel(graph, state, Small).State.ToJson();
        }
        catch (StateUnreadable)
        {
        }
    }

    /// <summary>Up to three members become something odd, go, or come twice.</summary>
    private static string Changed(string json, int[] numbers)
    {
        var root = JsonNode.Parse(json, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 2000 })!;
        for (var i = 0; i + 2 < numbers.Length; i += 3)
        {
            var places = new List<JsonNode>();
            Collect(root, places);
            if (places.Count == 0) break;
            Replace(places[numbers[i] % places.Count], Odd[numbers[i + 1] % Odd.Length](), numbers[i + 2]);
        }
        return root.ToJsonString(new JsonSerializerOptions { MaxDepth = 4000 });
    }

    private static void Collect(JsonNode node, List<JsonNode> containers)
    {
        if (node is JsonObject { Count: > 0 } or JsonArray { Count: > 0 }) containers.Add(node);
        foreach (var child in node is JsonArray list ? list : node is JsonObject members ? members.Select(m => m.Value) : [])
            if (child is not null) Collect(child, containers);
    }

    private static void Replace(JsonNode container, JsonNode? odd, int how)
    {
        if (container is JsonArray list)
        {
            var at = how / 4 % list.Count;
            if (how % 4 == 0) list.RemoveAt(at);
            else if (how % 4 == 1) list.Add(list[at]?.DeepClone());
            else list[at] = odd;
        }
        else if (container is JsonObject members)
        {
            var name = members.ElementAt(how / 4 % members.Count).Key;
            if (how % 4 == 0) members.Remove(name);
            else members[name] = odd;
        }
    }
}
