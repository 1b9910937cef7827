using System.Text.Json;

namespace Petitions.Server.Rehearsal;

/// <summary>Members by path, as the samples' own <c>starts</c> name them: <c>transfers.0.receivedOn</c>.</summary>
internal static class JsonPaths
{
    /// <summary>Null where there is no such member; a JSON null is there.</summary>
    public static JsonElement? At(this JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member))
                element = member;
            else if (element.ValueKind == JsonValueKind.Array && int.TryParse(name, out var i) && i < element.GetArrayLength())
                element = element[i];
            else
                return null;
        return element;
    }

    /// <summary>Every leaf with its path; a list of plain values is one leaf.</summary>
    public static IEnumerable<(string Path, JsonElement Value)> Leaves(this JsonElement element, string path = "")
    {
        if (element.ValueKind == JsonValueKind.Object)
            return element.EnumerateObject().SelectMany(m => m.Value.Leaves(path.Length == 0 ? m.Name : $"{path}.{m.Name}"));
        if (element.ValueKind == JsonValueKind.Array && element.EnumerateArray().Any(e => e.ValueKind == JsonValueKind.Object))
            return element.EnumerateArray().SelectMany((e, i) => e.Leaves($"{path}.{i}"));
        return [(path, element)];
    }
}
