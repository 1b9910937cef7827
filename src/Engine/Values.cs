using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Petitions.Engine;

/// <summary>
/// The values that flow through a workflow: null, bool, long, double, decimal, string, DateTimeOffset, DateTime, DateOnly, TimeOnly,
/// TimeSpan, Guid, byte[], lists of them (<c>IReadOnlyList&lt;object?&gt;</c>) and objects (<c>IReadOnlyDictionary&lt;string, object?&gt;</c>).
/// They are never changed after they were made, so states may share them.
/// </summary>
public static class Values
{
    /// <summary>Levels of objects and lists inside one another that a value may have.</summary>
    internal const int DeepestJson = 1000;

    internal static readonly JsonWriterOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = DeepestJson,
    };

    public static object? FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => Number(json),
        JsonValueKind.Array => List(json),
        JsonValueKind.Object => Map(json),
        _ => throw new ArgumentOutOfRangeException(nameof(json)),
    };

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static object? FromJson(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DeepestJson });
        return FromJson(document.RootElement);
    }

    /// <summary>Compact JSON; non-ASCII text stays readable.</summary>
    public static string ToJson(object? value) => ToJson(value, Compact);

    /// <summary>Compact JSON as Elsa makes it for texts and by toJson: quotes, angle brackets and the like are written by their numbers.</summary>
    public static string ToElsaJson(object? value) => ToJson(value, Elsas);

    private static readonly JsonWriterOptions Elsas = new()
    {
        Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All), SkipValidation = true, MaxDepth = DeepestJson,
    };

    private static string ToJson(object? value, JsonWriterOptions options)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, options)) Write(writer, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case bool b: writer.WriteBooleanValue(b); break;
            case string s: writer.WriteStringValue(s); break;
            case long n: writer.WriteNumberValue(n); break;
            case int n: writer.WriteNumberValue(n); break;
            case double n when double.IsFinite(n): writer.WriteNumberValue(n); break;
            case double: writer.WriteNullValue(); break;
            case decimal n: writer.WriteNumberValue(n); break;
            case byte[] bytes: writer.WriteBase64StringValue(bytes); break;
            case IReadOnlyDictionary<string, object?> map: WriteMap(writer, map); break;
            case IReadOnlyList<object?> list: WriteList(writer, list); break;
            default: writer.WriteStringValue(ToText(value)); break;
        }
    }

    /// <summary>The value as text: invariant culture, lists and objects as compact JSON, null as null.</summary>
    public static string? ToText(object? value) => value switch
    {
        null => null,
        string s => s,
        bool b => b ? "True" : "False",
        double d => Expressions.NumberText.Of(d),
        DateTimeOffset t => t.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", Invariant),
        DateTime t => t.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", Invariant),
        DateOnly d => d.ToString("yyyy-MM-dd", Invariant),
        TimeOnly t => t.ToString("HH:mm:ss.FFFFFFF", Invariant),
        TimeSpan t => t.ToString("c", Invariant),
        byte[] bytes => Convert.ToBase64String(bytes),
        IReadOnlyDictionary<string, object?> or IReadOnlyList<object?> => ToJson(value),
        IFormattable f => f.ToString(null, Invariant),
        _ => value.ToString(),
    };

    /// <summary>Deep equality; numbers compare by value whatever their type.</summary>
    public static bool Equal(object? left, object? right)
    {
        if (left is null || right is null) return left is null && right is null;
        if (ReferenceEquals(left, right)) return true;
        if (IsNumber(left) && IsNumber(right)) return ToDouble(left).Equals(ToDouble(right));
        return (left, right) switch
        {
            (IReadOnlyDictionary<string, object?> a, IReadOnlyDictionary<string, object?> b) =>
                a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var other) && Equal(pair.Value, other)),
            (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
            (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => Equal(pair.First, pair.Second)),
            _ => left.Equals(right),
        };
    }

    /// <summary>The value as a .NET type that activities like to work with; T's default when it is missing.</summary>
    public static T? As<T>(object? value)
    {
        if (value is T fits) return fits;
        if (value is null) return default;
        if (typeof(T) == typeof(int) || typeof(T) == typeof(int?)) return (T)(object)(int)Whole(value, int.MinValue, int.MaxValue);
        if (typeof(T) == typeof(long) || typeof(T) == typeof(long?)) return (T)(object)(long)Whole(value, long.MinValue, 9.2e18);
        if (typeof(T) == typeof(double) || typeof(T) == typeof(double?)) return (T)(object)ToDouble(value);
        if (typeof(T).IsEnum && value is string name && Enum.TryParse(typeof(T), name, out var choice)) return (T)choice;
        if (typeof(T) == typeof(string)) return (T?)(object?)ToText(value);
        throw new EngineFault(FaultCodes.Conversion, $"{ToText(value)} is no {typeof(T).Name}.");
    }

    private static double Whole(object value, double least, double most) =>
        ToDouble(value) is var number && number >= least && number <= most
            ? number
            : throw new EngineFault(FaultCodes.Conversion, $"{ToText(value)} is no whole number between {least} and {most}.");

    internal static bool IsNumber(object value) => value is long or double or int or decimal;

    internal static double ToDouble(object value) => value switch
    {
        double d => d,
        long n => n,
        int n => n,
        decimal m => (double)m,
        _ => double.NaN,
    };

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private static object Number(JsonElement json) =>
        json.TryGetInt64(out var whole) ? (object)whole : json.GetDouble();

    private static List<object?> List(JsonElement json)
    {
        var list = new List<object?>(json.GetArrayLength());
        foreach (var item in json.EnumerateArray()) list.Add(FromJson(item));
        return list;
    }

    private static Dictionary<string, object?> Map(JsonElement json)
    {
        var map = new Dictionary<string, object?>();
        foreach (var member in json.EnumerateObject()) map[member.Name] = FromJson(member.Value);
        return map;
    }

    private static void WriteMap(Utf8JsonWriter writer, IReadOnlyDictionary<string, object?> map)
    {
        writer.WriteStartObject();
        if (map is Dictionary<string, object?> plain)
        {
            foreach (var (name, item) in plain) { writer.WritePropertyName(name); Write(writer, item); }
        }
        else
        {
            foreach (var (name, item) in map) { writer.WritePropertyName(name); Write(writer, item); }
        }
        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, IReadOnlyList<object?> list)
    {
        writer.WriteStartArray();
        for (var i = 0; i < list.Count; i++) Write(writer, list[i]);
        writer.WriteEndArray();
    }
}
