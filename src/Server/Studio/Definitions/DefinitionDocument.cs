using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Petitions.Cases;
using Petitions.Engine.Definition;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Definitions;

/// <summary>A drawing as Studio sends it, made into the document that is kept: Elsa 3.8 JSON with the ids of its place and nodeIds of its own.</summary>
public static class DefinitionDocument
{
    /// <summary>The member of customProperties in which a designer's mark travels; it is never kept.</summary>
    public const string MarkMember = "petitionsMark";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Members that belong to the wire or are decided by the storage.</summary>
    private static readonly string[] OfTheWire = ["links", "tenantId", "providerName", "isMaterializerAvailable", "findings"];

    /// <summary>What the sender had before the eyes: the mark, else the version that the model names.</summary>
    public static DraftMark? MarkOf(JsonObject model) =>
        DraftMark.Read(Text(model["customProperties"]?[MarkMember])) ?? (Text(model["id"]) is { Length: > 0 } id ? new DraftMark(id, 0) : null);

    /// <exception cref="Refused">FIELD_INVALID, DEFINITION_UNREADABLE with the reason, DEFINITION_EMPTIED.</exception>
    public static string Draw(JsonObject model, string definitionId, DraftPlace place, IReadOnlyCollection<DefinitionVersion> others)
    {
        var document = (JsonObject)DocumentShape.Camel(model)!;
        foreach (var member in OfTheWire)
            document.Remove(member);
        (document["id"], document["definitionId"], document["version"]) = (place.VersionId, definitionId, place.Version);
        (document["isLatest"], document["isPublished"], document["createdAt"]) = (true, false, place.CreatedAt.ToString("O", CultureInfo.InvariantCulture));
        DocumentShape.Complete(document);
        (document["customProperties"] as JsonObject)?.Remove(MarkMember);
        var graph = Graph(document.ToJsonString(), others);
        if (IsEmpty(graph) && place.Before is { } before && !IsEmpty(Graph(before, others)))
            throw Refusals.DefinitionEmptied();
        DocumentShape.NumberNodes(document, graph);
        return document.ToJsonString(Readable);
    }

    /// <summary>The kept document as it goes out: whole, with its mark and what the reader may do.</summary>
    public static JsonObject Show(StoredDefinition stored, bool mayEdit, IReadOnlyList<DefinitionFinding>? findings = null)
    {
        var document = StudioBody.Parse(stored.Json)!;
        DocumentShape.Complete(document);
        var shown = (JsonObject)DocumentShape.Camel(document)!;
        DocumentShape.Spell(shown["root"]);
        (shown["id"], shown["definitionId"], shown["version"]) = (stored.VersionId, stored.DefinitionId, stored.Version);
        (shown["isLatest"], shown["isPublished"], shown["isReadonly"]) = (stored.IsLatest, stored.IsPublished, false);
        shown["createdAt"] = stored.CreatedAt.ToString("O", CultureInfo.InvariantCulture);
        (shown["materializerName"], shown["providerName"]) = ("Json", null);
        shown["customProperties"]!.AsObject()[MarkMember] = new DraftMark(stored.VersionId, stored.Revision).ToString();
        shown["links"] = JsonSerializer.SerializeToNode(Links(stored.DefinitionId, mayEdit && stored.State != "submitted"), StudioApi.Json);
        if (findings is not null)
            shown["findings"] = JsonSerializer.SerializeToNode(findings.Select(f => Api.SaidFinding.Of(stored.DefinitionId, f)), StudioApi.Json);
        return shown;
    }

    /// <summary>Without the link "publish" Studio shows a definition for reading only.</summary>
    public static IReadOnlyList<Link> Links(string definitionId, bool mayEdit)
    {
        var self = new Link($"{StudioApi.Root}/workflow-definitions/by-definition-id/{definitionId}", "self", "GET");
        var own = $"{StudioApi.Root}/workflow-definitions/{definitionId}";
        return mayEdit ? [self, new(own + "/publish", "publish", "POST"), new(own + "/retract", "retract", "POST"), new(own, "delete", "DELETE")] : [self];
    }

    /// <summary>Type and version of every activity.</summary>
    public static IEnumerable<(string Type, int Version)> TypesOf(string json)
    {
        var open = new Stack<JsonNode?>([StudioBody.Parse(json)?["root"]]);
        while (open.TryPop(out var node))
            if (node is JsonArray list)
                foreach (var item in list) open.Push(item);
            else if (node is JsonObject members)
            {
                if (Text(members["type"]) is { } type && (members["nodeId"] ?? members["id"]) is not null)
                    yield return (type, members["version"] is { } v && v.GetValueKind() == JsonValueKind.Number ? v.GetValue<int>() : 1);
                foreach (var (_, value) in members) open.Push(value);
            }
    }

    public static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static bool IsEmpty(WorkflowGraph graph) => !graph.Nodes.Any(n => n.Parent is { Source: not null });

    private static WorkflowGraph Graph(string json, IReadOnlyCollection<DefinitionVersion> others)
    {
        try
        {
            return DefinitionGate.Graph(json, others);
        }
        catch (DefinitionUnreadable unreadable)
        {
            throw Refusals.DefinitionUnreadable().With([DefinitionFinding.Unreadable(unreadable)]);
        }
    }
}

/// <summary>What may be done with a definition; Studio looks only at <paramref name="Rel"/>.</summary>
public sealed record Link(string Href, string Rel, string Method);
