using System.Text.Json;
using System.Text.Json.Nodes;
using Petitions.Engine.Definition;

namespace Petitions.Server.Studio.Definitions;

/// <summary>The shape that Studio needs to read a definition again: names in camelCase, no member missing, nodeIds that are true.</summary>
internal static class DocumentShape
{
    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Members whose content is the designer's own and keeps its names.</summary>
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase) { "customProperties", "metadata", "value", "constructionProperties", "exportedProperties" };

    /// <summary>A copy with the first letter of every member small, except inside what is the designer's own.</summary>
    public static JsonNode? Camel(JsonNode? node) => node switch
    {
        JsonArray list => new JsonArray([.. list.Select(Camel)]),
        JsonObject members => Object(members),
        _ => node?.DeepClone(),
    };

    private static JsonObject Object(JsonObject members)
    {
        var copy = new JsonObject(AnyCase);
        foreach (var (name, value) in members)
            copy[name.Length > 0 ? char.ToLowerInvariant(name[0]) + name[1..] : name] = Own.Contains(name) ? value?.DeepClone() : Camel(value);
        return copy;
    }

    /// <summary>Adds what may be left out: the dialog "new" sends neither variables nor options, a new flowchart no activities.</summary>
    public static void Complete(JsonObject document)
    {
        foreach (var list in (string[])["variables", "inputs", "outputs", "outcomes"])
            document[list] ??= new JsonArray();
        document["name"] ??= "";
        document["description"] ??= "";
        document["customProperties"] ??= new JsonObject(AnyCase);
        document["options"] ??= new JsonObject(AnyCase);
        var options = document["options"]!.AsObject();
        foreach (var flag in (string[])["usableAsActivity", "autoUpdateConsumingWorkflows"])
            options[flag] ??= false;
        if (!Version.TryParse(DefinitionDocument.Text(document["toolVersion"]), out _))
            document["toolVersion"] = "3.8.2.0";
        if (document["root"] is not JsonObject root)
            return;
        root["metadata"] ??= new JsonObject(AnyCase);
        root["customProperties"] ??= new JsonObject(AnyCase) { ["canStartWorkflow"] = false, ["runAsynchronously"] = false };
        if (DefinitionDocument.Text(root["type"]) is "Elsa.Flowchart")
            foreach (var list in (string[])["activities", "connections", "variables"])
                root[list] ??= new JsonArray();
    }

    /// <summary>
    /// Writes literals as texts, as Studio does itself: its editors break on a number or a list. Inputs of any type keep what they say as JSON, the
    /// others are converted by their type anyway.
    /// </summary>
    public static void Spell(JsonNode? node)
    {
        foreach (var inner in node switch { JsonArray list => list.ToList(), JsonObject members => [.. members.Select(m => m.Value)], _ => [] })
            Spell(inner);
        if (node is not JsonObject { } input || input["expression"] is not JsonObject expression || DefinitionDocument.Text(expression["type"]) is not ("Literal" or "Object"))
            return;
        if (expression["value"] is not { } value || value.GetValueKind() is JsonValueKind.String or JsonValueKind.Null)
            return;
        if (value is not JsonValue || DefinitionDocument.Text(input["typeName"]) is "Object" or "Any")
            expression["type"] = "Object";
        expression["value"] = value.ToJsonString(Readable);
    }

    /// <summary>
    /// Writes into every activity its own place: journal, badges and executions are found by it. Inputs that Studio has just made come without a
    /// type, and would be ignored.
    /// </summary>
    public static void NumberNodes(JsonObject document, WorkflowGraph graph)
    {
        foreach (var node in graph.Nodes.Where(n => n.Source is not null && n.Owner == graph.Definition))
        {
            if (At(document, node.Source!.Path) is not { } activity)
                continue;
            (activity["id"], activity["nodeId"]) = (node.Id, node.NodeId);
            // The engine takes the nearest version of a type it knows; Studio needs the exact one.
            if (node.Descriptor.TypeName == node.Type)
                activity["version"] = node.Descriptor.Version;
            foreach (var input in node.Descriptor.Inputs.Where(i => i.IsWrapped))
                if (activity[JsonNamingPolicy.CamelCase.ConvertName(input.Name)] is JsonObject given && given["expression"] is JsonObject)
                    given["typeName"] ??= input.TypeName;
        }
    }

    /// <summary><c>$.root.activities[2].body[0]</c>; the only item of a slot may stand there without a list.</summary>
    private static JsonObject? At(JsonNode document, string path)
    {
        JsonNode? at = document;
        foreach (var step in path.Split('.')[1..])
        {
            var (name, index) = step.IndexOf('[') is > 0 and var open ? (step[..open], int.Parse(step[(open + 1)..^1], System.Globalization.CultureInfo.InvariantCulture)) : (step, -1);
            at = (at as JsonObject)?[name];
            if (at is JsonObject wrapped && wrapped["$values"] is JsonArray values)
                at = values;
            if (index >= 0 && at is JsonArray list)
                at = list.Where(i => i is not null && i.GetValueKind() != JsonValueKind.Null).ElementAtOrDefault(index);
        }
        return at as JsonObject;
    }
}
