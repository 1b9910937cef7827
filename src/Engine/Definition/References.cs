using System.Text.Json;
using System.Text.Json.Nodes;

namespace Petitions.Engine.Definition;

/// <summary>How definitions point at others that they use as activities.</summary>
public static class References
{
    /// <summary>
    /// The definition with its activities of one child pointed at a version of it: what Elsa does to the consumers of a child that says
    /// <c>autoUpdateConsumingWorkflows</c> when it is published. Null when nothing in it points elsewhere.
    /// </summary>
    public static WorkflowDefinition? PointAt(WorkflowDefinition consumer, WorkflowDefinition child)
    {
        var json = JsonObject.Create(consumer.Source)!;
        if (!PointAt(json, child)) return null;
        var changed = DefinitionReader.Read(json);
        return consumer with { Root = changed.Root, Source = changed.Source };
    }

    private static bool PointAt(JsonNode? json, WorkflowDefinition child)
    {
        var changed = false;
        if (json is JsonArray list)
        {
            foreach (var item in list) changed |= PointAt(item, child);
        }
        else if (json is JsonObject members)
        {
            if (IsOlderUse(members, child)) changed = Point(members, child);
            foreach (var (_, member) in members.ToList()) changed |= PointAt(member, child);
        }
        return changed;
    }

    private static bool IsOlderUse(JsonObject activity, WorkflowDefinition child) =>
        Text(activity["workflowDefinitionId"]) == child.DefinitionId && Text(activity["workflowDefinitionVersionId"]) != child.Id;

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static bool Point(JsonObject activity, WorkflowDefinition child)
    {
        activity["workflowDefinitionVersionId"] = child.Id;
        activity["version"] = child.Version;
        activity["latestAvailablePublishedVersionId"] = child.Id;
        activity["latestAvailablePublishedVersion"] = child.Version;
        return true;
    }
}
