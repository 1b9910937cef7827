using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Petitions.Engine;

/// <summary>
/// Writes <see cref="Values"/> into a state so that they come back with their type: what JSON cannot tell from text or a number is written
/// as <c>{"$type": "...", "value": "..."}</c>.
/// </summary>
internal sealed class ValueConverter : JsonConverter<object?>
{
    private const string TypeMember = "$type";

    public override bool HandleNull => true;

    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadValue(ref reader);

    public override void Write(Utf8JsonWriter writer, object? value, JsonSerializerOptions options) => WriteValue(writer, value);

    internal static object? ReadValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return null;
            case JsonTokenType.True: return true;
            case JsonTokenType.False: return false;
            case JsonTokenType.String: return reader.GetString();
            case JsonTokenType.Number: return reader.TryGetInt64(out var whole) ? (object)whole : reader.GetDouble();
            case JsonTokenType.StartArray:
                var list = new List<object?>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) list.Add(ReadValue(ref reader));
                return list;
            case JsonTokenType.StartObject: return Untag(ReadMap(ref reader));
            default: throw new JsonException();
        }
    }

    internal static Dictionary<string, object?> ReadMap(ref Utf8JsonReader reader)
    {
        var map = new Dictionary<string, object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            map[name] = ReadValue(ref reader);
        }
        return map;
    }

    internal static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case DateTimeOffset: Tagged(writer, "dateTimeOffset", value); break;
            case DateTime: Tagged(writer, "dateTime", value); break;
            case DateOnly: Tagged(writer, "date", value); break;
            case TimeOnly: Tagged(writer, "time", value); break;
            case TimeSpan: Tagged(writer, "timeSpan", value); break;
            case Guid: Tagged(writer, "guid", value); break;
            case decimal: Tagged(writer, "decimal", value); break;
            case byte[]: Tagged(writer, "bytes", value); break;
            case IReadOnlyDictionary<string, object?> map: WriteMap(writer, map); break;
            case IReadOnlyList<object?> list:
                writer.WriteStartArray();
                foreach (var item in list) WriteValue(writer, item);
                writer.WriteEndArray();
                break;
            default: Values.Write(writer, value); break;
        }
    }

    internal static void WriteMap(Utf8JsonWriter writer, IReadOnlyDictionary<string, object?> map)
    {
        // A map that itself has the member of the tag is wrapped, so that it is not taken for a tagged value when read.
        if (map is ResultRecord || map.ContainsKey(TypeMember))
        {
            writer.WriteStartObject();
            writer.WriteString(TypeMember, map is ResultRecord ? "record" : "map");
            writer.WritePropertyName("value");
            writer.WriteStartArray();
            foreach (var (name, item) in map) { writer.WriteStringValue(name); WriteValue(writer, item); }
            writer.WriteEndArray();
            writer.WriteEndObject();
            return;
        }
        writer.WriteStartObject();
        foreach (var (name, item) in map) { writer.WritePropertyName(name); WriteValue(writer, item); }
        writer.WriteEndObject();
    }

    private static void Tagged(Utf8JsonWriter writer, string type, object value)
    {
        writer.WriteStartObject();
        writer.WriteString(TypeMember, type);
        writer.WriteString("value", Values.ToText(value));
        writer.WriteEndObject();
    }

    internal static object Untag(Dictionary<string, object?> map)
    {
        if (map.Count != 2 || !map.TryGetValue(TypeMember, out var type) || !map.TryGetValue("value", out var value)) return map;
        if (type is "map" or "record" && value is List<object?> pairs) return type is "map" ? Pairs(pairs) : new ResultRecord(Pairs(pairs));
        if (value is not string text) return map;
        var invariant = CultureInfo.InvariantCulture;
        try
        {
            return type switch
            {
                "dateTimeOffset" => DateTimeOffset.Parse(text, invariant),
                "dateTime" => DateTime.Parse(text, invariant, DateTimeStyles.RoundtripKind),
                "date" => DateOnly.Parse(text, invariant),
                "time" => TimeOnly.Parse(text, invariant),
                "timeSpan" => TimeSpan.Parse(text, invariant),
                "guid" => Guid.Parse(text),
                "decimal" => decimal.Parse(text, invariant),
                "bytes" => Convert.FromBase64String(text),
                _ => map,
            };
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new JsonException($"\"{text}\" is no {type}.", e);
        }
    }

    private static Dictionary<string, object?> Pairs(List<object?> pairs)
    {
        var map = new Dictionary<string, object?>();
        for (var i = 0; i + 1 < pairs.Count; i += 2) map[pairs[i] as string ?? ""] = pairs[i + 1];
        return map;
    }
}

/// <summary>The same for a member that is always an object.</summary>
internal sealed class ValueMapConverter : JsonConverter<Dictionary<string, object?>>
{
    public override Dictionary<string, object?>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.StartObject => ValueConverter.Untag(ValueConverter.ReadMap(ref reader)) as Dictionary<string, object?>
                                         ?? throw new JsonException("An object is expected."),
            _ => throw new JsonException("An object is expected."),
        };

    public override void Write(Utf8JsonWriter writer, Dictionary<string, object?> value, JsonSerializerOptions options) =>
        ValueConverter.WriteMap(writer, value);
}
