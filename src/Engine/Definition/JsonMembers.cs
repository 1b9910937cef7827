using System.Globalization;
using System.Text.Json;

namespace Petitions.Engine.Definition;

/// <summary>Tolerant access to JSON members: names without regard to case, a missing member is Undefined.</summary>
internal static class JsonMembers
{
    public static JsonElement Member(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object) return default;
        if (element.TryGetProperty(name, out var exact)) return exact;
        foreach (var member in element.EnumerateObject())
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)) return member.Value;
        return default;
    }

    public static string? Text(this JsonElement element, string name)
    {
        var member = element.Member(name);
        return member.ValueKind switch
        {
            JsonValueKind.String => member.GetString(),
            JsonValueKind.Number => member.GetRawText(),
            _ => null,
        };
    }

    public static int? Whole(this JsonElement element, string name)
    {
        var member = element.Member(name);
        if (member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number)) return number;
        if (member.ValueKind == JsonValueKind.String && int.TryParse(member.GetString(), CultureInfo.InvariantCulture, out number)) return number;
        return null;
    }

    public static bool Flag(this JsonElement element, string name)
    {
        var member = element.Member(name);
        return member.ValueKind == JsonValueKind.True || (member.ValueKind == JsonValueKind.String && bool.TryParse(member.GetString(), out var flag) && flag);
    }

    /// <summary>Items of an array, of <c>{"$values": [...]}</c>, or the one object that stands where an array is meant.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object && element.Member("$values") is { ValueKind: JsonValueKind.Array } values) element = values;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) yield return item;
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            yield return element;
        }
    }

    public static bool IsMissing(this JsonElement element) => element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
}
