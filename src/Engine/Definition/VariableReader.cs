using System.Text.Json;

namespace Petitions.Engine.Definition;

/// <summary>Reads the variables of a definition or of a container.</summary>
internal static class VariableReader
{
    public static IReadOnlyList<VariableDefinition> Read(JsonElement list, string path, List<string> warnings)
    {
        if (list.IsMissing()) return [];
        var variables = new List<VariableDefinition>();
        var unnamed = 0;
        foreach (var item in list.Items())
        {
            if (item.ValueKind != JsonValueKind.Object) continue;
            var name = item.Text("name") is { Length: > 0 } given ? given : "Variable" + ++unnamed;
            var type = item.Text("typeName") ?? "Object";
            if (ValueKind.Of(type, item.Flag("isArray")) is not { } kind)
            {
                warnings.Add($"{path}: variable \"{name}\" is dropped, its type \"{type}\" is not known.");
                continue;
            }
            var id = item.Text("id") is { Length: > 0 } own ? own : name;
            variables.Add(new(id, name, kind, Default(item.Member("value"), kind, $"{path}.{name}", warnings), IsSaved(item.Text("storageDriverTypeName"))));
        }
        return variables;
    }

    /// <summary>WorkflowInstanceStorageDriver, and WorkflowStorageDriver of older files, wherever they live; anything else is memory.</summary>
    public static bool IsSaved(string? driver)
    {
        if (driver is null) return false;
        var name = driver.Split(',')[0].Trim();
        name = name[(name.LastIndexOf('.') + 1)..];
        return name is "WorkflowInstanceStorageDriver" or "WorkflowStorageDriver" or "WorkflowInstance" or "Workflow";
    }

    /// <summary>A value without the form of its type is the type's empty value, as everywhere; broken JSON and the like leave it unset.</summary>
    private static object? Default(JsonElement value, ValueKind kind, string path, List<string> warnings)
    {
        if (value.IsMissing()) return null;
        var raw = Values.FromJson(value);
        if (kind.Refusal(raw) is { } refusal) warnings.Add($"{path}: the value is not taken. {refusal.Message}");
        try
        {
            return kind.Convert(raw);
        }
        catch (EngineFault)
        {
            return null;
        }
    }
}
