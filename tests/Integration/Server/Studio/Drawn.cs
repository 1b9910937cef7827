using System.Text.Json.Nodes;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>Small drawings as Studio writes them: wrapped inputs, literals as texts, positions.</summary>
public static class Drawn
{
    /// <summary>What the dialog "new" sends: neither variables nor activities.</summary>
    public static JsonObject New(string name) => JsonNode.Parse($$"""
        { "id": null, "definitionId": null, "name": "{{name}}", "description": "", "createdAt": "0001-01-01T00:00:00+00:00", "version": 1, "toolVersion": "3.8.2.0",
          "variables": null, "options": null, "isLatest": true, "isPublished": false, "links": null,
          "root": { "id": "flow1", "type": "Elsa.Flowchart", "version": 1, "name": "Flowchart1", "nodeId": "Workflow1:flow1" } }
        """)!.AsObject();

    /// <summary>Begun by every acceptance; tells a supervisor, waits a day, and ends.</summary>
    public static JsonObject Sound(string name, string said = "有新的信访事项")
    {
        var model = New(name);
        model["root"]!["activities"] = new JsonArray(
            Step("start", "Elsa.Event", 40, ("eventName", "String", "accepted")),
            Step("tell", "Petitions.Notify", 300, ("role", "String", "R-SUPERVISOR"), ("text", "String", said)),
            Step("wait", "Elsa.Delay", 560, ("timeSpan", "TimeSpan", "1.00:00:00")),
            Step("end", "Elsa.End", 820));
        model["root"]!["activities"]![0]!["customProperties"] = new JsonObject { ["canStartWorkflow"] = true, ["runAsynchronously"] = false };
        model["root"]!["connections"] = new JsonArray(Line("start", "tell"), Line("tell", "wait"), Line("wait", "end"));
        return model;
    }

    /// <summary>A drawing with an error: a human step without anybody to do it.</summary>
    public static JsonObject Unsound(string name)
    {
        var model = Sound(name);
        model["root"]!["activities"]!.AsArray().Add(Step("lost", "Petitions.StartClock", 300, ("clockName", "String", "CLK-HANDLE60"), ("workdays", "Int32", "3")));
        model["root"]!["connections"]!.AsArray().Add(Line("tell", "lost"));
        return model;
    }

    public static JsonObject Step(string id, string type, int x, params (string Input, string TypeName, object Value)[] inputs)
    {
        var step = new JsonObject
        {
            ["id"] = id, ["nodeId"] = "somewhere:" + id, ["name"] = id, ["type"] = type, ["version"] = 1,
            ["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = x, ["y"] = 120 } } },
        };
        foreach (var (input, typeName, value) in inputs)
            step[input] = new JsonObject
            {
                ["typeName"] = typeName, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = JsonValue.Create((string)value) }, ["memoryReference"] = null,
            };
        return step;
    }

    public static JsonObject Line(string from, string to, string port = "Done") => new()
    {
        ["source"] = new JsonObject { ["activity"] = from, ["port"] = port }, ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" }, ["vertices"] = new JsonArray(),
    };
}
