using System.Text.Json;
using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Tests.Unit.Engine;

/// <summary>Draws definitions as Studio saves them, in as few words as a test can bear.</summary>
internal static class Draw
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly BurstEnvironment Now = new(Noon) { Seed = 7 };

    public static Dictionary<string, object?> Node(string id, string type, params (string Name, object? Value)[] members)
    {
        var node = new Dictionary<string, object?> { ["id"] = id, ["type"] = "Elsa." + type, ["version"] = 1 };
        foreach (var (name, value) in members) node[name] = value;
        return node;
    }

    public static object Literal(object? value) => new { typeName = "Object", expression = new { type = "Literal", value } };

    public static object Script(string value) => new { typeName = "Object", expression = new { type = "JavaScript", value } };

    public static Dictionary<string, object?> Line(string id, string? text = null) => Node(id, "WriteLine", ("text", Literal(text ?? id)));

    public static Dictionary<string, object?> Say(string id, string script) => Node(id, "WriteLine", ("text", Script(script)));

    public static Dictionary<string, object?> Event(string id, string name) => Node(id, "Event", ("eventName", Literal(name)));

    public static Dictionary<string, object?> Sequence(params Dictionary<string, object?>[] activities) => Node("sq", "Sequence", ("activities", activities));

    /// <summary>Connections are written "a -> b" or "a.Port -> b".</summary>
    public static Dictionary<string, object?> Flowchart(IEnumerable<Dictionary<string, object?>> activities, params string[] connections) =>
        Node("fc", "Flowchart", ("activities", activities), ("connections", connections.Select(Connection)));

    private static object Connection(string text)
    {
        var ends = text.Split(" -> ");
        var source = ends[0].Split('.');
        return new
        {
            source = new { activity = source[0], port = source.Length > 1 ? source[1] : "Done" },
            target = new { activity = ends[1], port = "In" },
        };
    }

    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = 4000 };

    public static string Json(object root, params (string Name, object? Value)[] members)
    {
        var definition = new Dictionary<string, object?> { ["id"] = "d-v1", ["definitionId"] = "d", ["name"] = "D", ["root"] = root };
        foreach (var (name, value) in members) definition[name] = value;
        return JsonSerializer.Serialize(definition, Deep);
    }

    public static object Variable(string name, string type = "Object", string? value = null) => new
    {
        id = "v-" + name, name, typeName = type, isArray = false, value,
        storageDriverTypeName = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core",
    };

    public static WorkflowGraph Graph(object root, params (string Name, object? Value)[] members) =>
        WorkflowGraph.Build(DefinitionReader.Read(Json(root, members)), ActivityCatalogue.With());

    public static BurstResult Start(WorkflowGraph graph, BurstEnvironment? environment = null) =>
        Interpreter.Start(graph, new StartRequest("i1"), environment ?? Now);

    /// <summary>Resumes the bookmark of an activity, after the state went through its text.</summary>
    public static BurstResult Resume(WorkflowGraph graph, BurstResult before, string activityId, IReadOnlyDictionary<string, object?>? input = null, BurstEnvironment? environment = null)
    {
        var state = WorkflowState.FromJson(before.State.ToJson());
        return Interpreter.Resume(graph, state, state.Bookmarks.First(b => b.ActivityId == activityId).Id, input, environment ?? Now);
    }

    public static IReadOnlyList<string> Lines(BurstResult result) => [.. result.Effects.OfType<LineWritten>().Select(l => l.Text)];
}
