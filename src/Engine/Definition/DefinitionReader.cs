using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Petitions.Engine.Definition;

/// <summary>
/// Reads Elsa 3 definition JSON in all the shapes that occur: byte order mark, any case of member names, legacy members.
/// </summary>
public static class DefinitionReader
{
    private static readonly JsonDocumentOptions Tolerant = new()
    {
        AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 2000,
    };

    /// <exception cref="DefinitionUnreadable">The text is no definition; says where.</exception>
    public static WorkflowDefinition Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.AsMemory(json.StartsWith('\uFEFF') ? 1 : 0), Tolerant);
            return Read(document.RootElement.Clone());
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new DefinitionUnreadable((e as JsonException)?.Path ?? "$", "This is not JSON: " + e.Message, e);
        }
    }

    /// <inheritdoc cref="Read(string)"/>
    public static WorkflowDefinition Read(JsonNode json) => Read(json.ToJsonString());

    /// <inheritdoc cref="Read(string)"/>
    public static WorkflowDefinition Read(JsonElement source)
    {
        try
        {
            CheckTexts(source);
            return ReadObject(source);
        }
        catch (InvalidOperationException e)
        {
            // The parser lets broken UTF-16 escapes through and complains only when the text is asked for.
            throw new DefinitionUnreadable("$", "A text is not valid Unicode: " + e.Message, e);
        }
    }

    /// <summary>Asks for every text once, so that a broken one is found here and nowhere later.</summary>
    private static void CheckTexts(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String) element.GetString();
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) CheckTexts(item);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                _ = member.Name;
                CheckTexts(member.Value);
            }
        }
    }

    private static WorkflowDefinition ReadObject(JsonElement source)
    {
        if (source.ValueKind != JsonValueKind.Object) throw new DefinitionUnreadable("$", "A definition must be an object.");
        var warnings = new List<string>();
        var options = source.Member("options");
        var root = source.Member("root");
        if (root.IsMissing()) throw new DefinitionUnreadable("$.root", "A definition needs a root activity.");
        var definitionId = source.Text("definitionId") ?? source.Text("id");
        if (string.IsNullOrEmpty(definitionId)) throw new DefinitionUnreadable("$.definitionId", "A definition needs a definitionId.");
        return new WorkflowDefinition
        {
            Id = source.Text("id") is { Length: > 0 } id ? id : definitionId + "-v1",
            DefinitionId = definitionId,
            Name = source.Text("name"),
            Description = source.Text("description"),
            CreatedAt = DateTimeOffset.TryParse(source.Text("createdAt"), CultureInfo.InvariantCulture, out var created) ? created : null,
            Version = source.Whole("version") ?? 1,
            ToolVersion = source.Text("toolVersion"),
            IsReadonly = source.Flag("isReadonly"),
            IsSystem = source.Flag("isSystem"),
            IsLatest = source.Flag("isLatest"),
            IsPublished = source.Flag("isPublished"),
            Options = ReadOptions(source, options, warnings),
            Variables = VariableReader.Read(source.Member("variables"), "$.variables", warnings),
            Inputs = ReadArguments(source.Member("inputs")),
            Outputs = ReadArguments(source.Member("outputs")),
            Outcomes = source.Member("outcomes").Items().Where(o => o.ValueKind == JsonValueKind.String).Select(o => o.GetString()!).ToList(),
            Root = new ActivityNode(root, "$.root"),
            Source = source,
            Warnings = warnings,
        };
    }

    private static DefinitionOptions ReadOptions(JsonElement source, JsonElement options, List<string> warnings) => new()
    {
        Activation = Alias<ActivationStrategy>(options.Text("activationStrategyType"), warnings) ?? ActivationStrategy.AllowAlways,
        Incidents = Alias<IncidentStrategy>(options.Text("incidentStrategyType"), warnings),
        UsableAsActivity = options.Flag("usableAsActivity") || source.Flag("usableAsActivity"),
        AutoUpdateConsumingWorkflows = options.Flag("autoUpdateConsumingWorkflows"),
        ActivityCategory = options.Text("activityCategory"),
    };

    /// <summary>"Full.Name.FaultStrategy, Assembly" and "FaultStrategy" both name Fault. What is not known is said and left at the default.</summary>
    private static T? Alias<T>(string? typeName, List<string> warnings) where T : struct, Enum
    {
        if (string.IsNullOrWhiteSpace(typeName)) return null;
        if (Strategy<T>(typeName) is { } known) return known;
        warnings.Add($"\"{typeName}\" is no known {typeof(T).Name}.");
        return null;
    }

    /// <summary>The strategy behind a type name; null when it is not known.</summary>
    internal static T? Strategy<T>(string typeName) where T : struct, Enum
    {
        var name = typeName.Split(',')[0].Trim();
        name = name[(name.LastIndexOf('.') + 1)..];
        if (name.EndsWith("Strategy", StringComparison.Ordinal)) name = name[..^"Strategy".Length];
        return Enum.TryParse<T>(name, out var value) && Enum.IsDefined(value) ? value : null;
    }

    private static List<ArgumentDefinition> ReadArguments(JsonElement list)
    {
        var arguments = new List<ArgumentDefinition>();
        foreach (var item in list.Items())
        {
            if (item.Text("name") is not { Length: > 0 } name) continue;
            var type = item.Text("type") ?? "Object";
            var isArray = item.Flag("isArray");
            arguments.Add(new(name, type, ValueKind.Of(type, isArray) ?? ValueKind.Object, VariableReader.IsSaved(item.Text("storageDriverType")))
            {
                DisplayName = item.Text("displayName"),
                Description = item.Text("description"),
                Category = item.Text("category"),
                UiHint = item.Text("uiHint"),
                IsArray = isArray,
            });
        }
        return arguments;
    }
}
