using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;
using Petitions.Cases;
using Petitions.Server.Api;

namespace Petitions.Server.Ui.Forms;

/// <summary>
/// Turns the fields of a form into the same JSON that the API takes: a field is named by its path (<c>results[0].facts</c>), an
/// empty one is absent, a row in which nobody wrote is left out, days and moments are local.
/// </summary>
public static partial class FormReader
{
    /// <summary>A row that holds nothing but these was offered by the page and not filled in.</summary>
    private static readonly HashSet<string> Offered = ["role", "part", "way", "kind"];

    /// <exception cref="Refused">FIELD_INVALID.</exception>
    public static T Read<T>(IEnumerable<KeyValuePair<string, StringValues>> form) where T : Command =>
        CommandJson.Read<T>(Encoding.UTF8.GetBytes(ObjectOf(typeof(T), "", Fields(form)).ToJsonString(CommandJson.Options))).Checked();

    /// <summary>How many rows of a list a form holds.</summary>
    public static int Rows(IReadOnlyDictionary<string, StringValues> fields, string path) =>
        fields.Keys.Select(k => IndexIn(k, path)).Where(i => i >= 0).Distinct().Count();

    private static Dictionary<string, StringValues> Fields(IEnumerable<KeyValuePair<string, StringValues>> form) =>
        form.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);

    private static JsonObject ObjectOf(Type type, string prefix, Dictionary<string, StringValues> fields)
    {
        var made = new JsonObject();
        foreach (var member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (member.GetCustomAttribute<JsonIgnoreAttribute>() is not null || !member.CanWrite)
                continue;
            var name = Shape.Camel(member.Name);
            if (ValueOf(member.PropertyType, prefix + name, fields) is { } value)
                made[name] = value;
        }
        return made;
    }

    private static JsonNode? ValueOf(Type type, string path, Dictionary<string, StringValues> fields)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type != typeof(string) && ItemOf(type) is { } item)
            return ListOf(item, path, fields);
        if (!IsScalar(type))
            return ObjectOf(type, path + ".", fields) is { Count: > 0 } inner ? inner : null;
        return fields.TryGetValue(path, out var given) ? Scalar(type, given.LastOrDefault(), path) : null;
    }

    private static JsonArray? ListOf(Type item, string path, Dictionary<string, StringValues> fields)
    {
        var list = new JsonArray();
        if (IsScalar(item))
        {
            if (fields.TryGetValue(path, out var several))
                foreach (var one in several.Select(v => Scalar(item, v, path)).OfType<JsonNode>())
                    list.Add(one);
        }
        else
        {
            var rows = fields.Keys.Select(k => IndexIn(k, path)).Where(i => i >= 0).Distinct().Order()
                .Select(i => ObjectOf(item, $"{path}[{i}].", fields)).Where(row => row.Any(m => !Offered.Contains(m.Key) && !IsFalse(m.Value)));
            foreach (var row in rows)
                list.Add(row);
        }
        return list.Count > 0 ? list : null;
    }

    private static bool IsFalse(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var b) && !b;

    private static JsonNode? Scalar(Type type, string? given, string path)
    {
        var text = given?.Trim() ?? "";
        if (text.Length == 0)
            return null;
        if (type == typeof(bool))
            return text is "true" or "on";
        if (type == typeof(int))
            return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) ? n : throw Refusals.FieldInvalid(path, "unreadable");
        if (type == typeof(decimal))
            return decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var d) ? d : throw Refusals.FieldInvalid(path, "unreadable");
        // A form's moment has no zone: it is meant locally.
        return type == typeof(DateTimeOffset) && LocalMoment().IsMatch(text) ? text + (text.Length == 16 ? ":00" : "") + "+08:00" : text;
    }

    private static bool IsScalar(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(Words) || type == typeof(decimal)
            || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(DateTimeOffset) || type == typeof(TimeSpan);
    }

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GenericTypeArguments[0] : null;

    private static int IndexIn(string key, string path) =>
        key.StartsWith(path + "[", StringComparison.Ordinal) && key.IndexOf(']', path.Length) is var end and > 0
        && int.TryParse(key.AsSpan(path.Length + 1, end - path.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var i) ? i : -1;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$")]
    private static partial Regex LocalMoment();
}
