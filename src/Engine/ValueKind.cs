using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Petitions.Engine;

/// <summary>A type of Elsa's vocabulary ("Int32", "String[]", "ObjectDictionary" …) and the rules of converting a value to it.</summary>
public sealed class ValueKind
{
    private enum Shape { Any, Text, Bool, Whole, Real, Exact, Guid, Moment, DateTime, Date, Time, Span, Bytes, List, Map, Json, Choice }

    private static readonly Dictionary<string, Shape> Shapes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Object"] = Shape.Any, ["String"] = Shape.Text, ["Char"] = Shape.Text, ["Uri"] = Shape.Text, ["Type"] = Shape.Text, ["Stream"] = Shape.Any,
        ["Boolean"] = Shape.Bool, ["Bool"] = Shape.Bool,
        ["Byte"] = Shape.Whole, ["SByte"] = Shape.Whole, ["Int16"] = Shape.Whole, ["Int32"] = Shape.Whole, ["Int64"] = Shape.Whole,
        ["UInt16"] = Shape.Whole, ["UInt32"] = Shape.Whole, ["UInt64"] = Shape.Whole, ["Int"] = Shape.Whole, ["Long"] = Shape.Whole,
        ["Single"] = Shape.Real, ["Double"] = Shape.Real, ["Float"] = Shape.Real, ["Decimal"] = Shape.Exact,
        ["Guid"] = Shape.Guid, ["DateTime"] = Shape.DateTime, ["DateTimeOffset"] = Shape.Moment, ["DateOnly"] = Shape.Date,
        ["TimeOnly"] = Shape.Time, ["TimeSpan"] = Shape.Span, ["ByteArray"] = Shape.Bytes,
        ["JSON"] = Shape.Json, ["JsonElement"] = Shape.Json, ["JsonNode"] = Shape.Json, ["JsonObject"] = Shape.Json, ["JsonArray"] = Shape.Json,
        ["ExpandoObject"] = Shape.Json, ["ObjectDictionary"] = Shape.Map, ["StringDictionary"] = Shape.Map, ["ObjectMap"] = Shape.Map,
        ["StringMap"] = Shape.Map, ["IDictionary"] = Shape.Map, ["Dictionary"] = Shape.Map, ["HttpHeaders"] = Shape.Map,
    };

    private const int LongestName = 400;
    private const int MostNames = 10_000;

    private static readonly ConcurrentDictionary<string, ValueKind> Known = new(StringComparer.Ordinal);

    public static readonly ValueKind Object = new("Object", Shape.Any);
    public static readonly ValueKind String = new("String", Shape.Text);
    public static readonly ValueKind Boolean = new("Boolean", Shape.Bool);

    private readonly Shape _shape;
    private readonly ValueKind? _item;
    private readonly IReadOnlyList<string> _choices;

    private ValueKind(string name, Shape shape, ValueKind? item = null, IReadOnlyList<string>? choices = null)
    {
        Name = name;
        _shape = shape;
        _item = item;
        _choices = choices ?? [];
    }

    public string Name { get; }

    internal bool IsAny => _shape == Shape.Any;

    /// <summary>Null for a type that is not known.</summary>
    /// <remarks>A name longer than any real one is not known; only known ones are remembered.</remarks>
    public static ValueKind? Of(string typeName, bool isArray = false)
    {
        var name = isArray ? typeName + "[]" : typeName;
        if (Known.TryGetValue(name, out var known)) return known;
        if (name.Length > LongestName || Find(name) is not { } found) return null;
        return Known.Count < MostNames ? Known.GetOrAdd(name, found) : found;
    }

    /// <summary>One of some names, compared with regard to case; numbers count from 0.</summary>
    public static ValueKind Choice(IReadOnlyList<string> names) => new(string.Join("|", names), Shape.Choice, null, names);

    private static ValueKind? Find(string typeName)
    {
        // Studio writes aliases, older files "System.Collections.Generic.List`1[[System.String, …]], …".
        var name = typeName.Trim();
        if (name.EndsWith("[]", StringComparison.Ordinal) && !name.StartsWith("Byte[", StringComparison.OrdinalIgnoreCase)) return ListOf(name, name[..^2]);
        var open = name.IndexOfAny(['<', '[']);
        if (open > 0 && Bare(name[..open]) is "List" or "IList" or "ICollection" or "IEnumerable" or "HashSet" or "ISet" or "IReadOnlyList")
            return ListOf(name, name[(open + 1)..].Trim('<', '>', '[', ']').Split(',')[0]);
        if (open > 0) name = name[..open];
        return Shapes.TryGetValue(Bare(name), out var shape) ? new(typeName, shape) : name.Equals("Byte[]", StringComparison.OrdinalIgnoreCase) ? new(typeName, Shape.Bytes) : null;
    }

    private static ValueKind? ListOf(string name, string item) => Find(item) is { } kind ? new(name, Shape.List, kind) : null;

    private static string Bare(string name)
    {
        name = name.Split(',')[0].Trim();
        name = name[(name.LastIndexOf('.') + 1)..];
        return name.IndexOf('`') is > 0 and var tick ? name[..tick] : name;
    }

    /// <summary>The value in this type; null stays null, and blank text is null for every type but text.</summary>
    /// <exception cref="EngineFault">The value cannot be converted (CONVERSION).</exception>
    public object? Convert(object? value)
    {
        if (value is null || _shape == Shape.Any) return value;
        if (value is string blank && _shape != Shape.Text && string.IsNullOrWhiteSpace(blank)) return null;
        try
        {
            return _shape switch
            {
                Shape.Any => value,
                Shape.Text => Values.ToText(value),
                Shape.Bool => ToBool(value),
                Shape.Whole => ToWhole(value),
                Shape.Real => value is string s ? double.Parse(s, Invariant) : Values.IsNumber(value) ? Values.ToDouble(value) : throw Refuse(value),
                Shape.Exact => ToExact(value),
                Shape.Guid => value is Guid ? value : Guid.Parse(Text(value)),
                Shape.Moment => ToMoment(value),
                Shape.DateTime => value is DateTime ? value : ToMoment(value).UtcDateTime,
                Shape.Date => value is DateOnly ? value : value is string d && DateOnly.TryParse(d, Invariant, out var day) ? day : DateOnly.FromDateTime(ToMoment(value).DateTime),
                Shape.Time => value is TimeOnly ? value : TimeOnly.Parse(Text(value), Invariant),
                Shape.Span => ToSpan(value),
                Shape.Bytes => value is byte[] ? value : System.Convert.FromBase64String(Text(value)),
                Shape.List => ToList(value),
                Shape.Map => value is string json ? Parsed(json) : value is IReadOnlyDictionary<string, object?> ? value : throw Refuse(value),
                Shape.Json => value is string text && text.TrimStart() is ['{' or '[', ..] ? Parsed(text) : value,
                Shape.Choice => ToChoice(value),
            };
        }
        catch (Exception e) when (e is FormatException or OverflowException or JsonException or ArgumentException)
        {
            throw Refuse(value, e);
        }
    }

    private EngineFault Refuse(object value, Exception? inner = null)
    {
        var text = Values.ToText(value) ?? "";
        if (text.Length > 80) text = text[..80] + "…";
        return new(FaultCodes.Conversion, $"\"{text}\" cannot be converted to {Name}.", inner);
    }

    private string Text(object value) => value as string ?? throw Refuse(value);

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private object ToBool(object value) => value switch
    {
        bool b => b,
        string s => bool.Parse(s),
        _ => Values.IsNumber(value) ? Values.ToDouble(value) != 0 : throw Refuse(value),
    };

    private object ToWhole(object value) => value switch
    {
        long n => n,
        int n => (long)n,
        bool b => b ? 1L : 0L,
        double d => double.IsFinite(d) && Math.Abs(d) < 9.3e18 ? (long)Math.Round(d, MidpointRounding.ToEven) : throw Refuse(value),
        decimal m => (long)Math.Round(m, MidpointRounding.ToEven),
        string s => long.Parse(s, NumberStyles.Integer | NumberStyles.AllowThousands, Invariant),
        _ => throw Refuse(value),
    };

    private object ToExact(object value) => value switch
    {
        decimal m => m,
        string s => decimal.Parse(s, NumberStyles.Number | NumberStyles.AllowExponent, Invariant),
        double d => (decimal)d,
        _ => Values.IsNumber(value) ? (decimal)Values.ToDouble(value) : throw Refuse(value),
    };

    private DateTimeOffset ToMoment(object value) => value switch
    {
        DateTimeOffset t => t,
        DateTime t => new DateTimeOffset(t.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(t, DateTimeKind.Utc) : t),
        DateOnly d => new DateTimeOffset(d.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
        string s => DateTimeOffset.Parse(s, Invariant, DateTimeStyles.AssumeUniversal),
        _ => throw Refuse(value),
    };

    private object ToSpan(object value) => value switch
    {
        TimeSpan t => t,
        string s => TimeSpan.TryParse(s, Invariant, out var span) ? span : System.Xml.XmlConvert.ToTimeSpan(s),
        _ => throw Refuse(value),
    };

    private object? ToList(object value)
    {
        if (value is string text)
        {
            if (text.TrimStart() is not ['[', ..]) return new List<object?> { _item!.Convert(text) };
            value = Values.FromJson(text)!;
        }
        if (value is not IReadOnlyList<object?> list) return new List<object?> { _item!.Convert(value) };
        var converted = new List<object?>(list.Count);
        foreach (var item in list) converted.Add(_item!.Convert(item));
        return converted;
    }

    private object Parsed(string json) => Values.FromJson(json) ?? throw Refuse(json);

    private object ToChoice(object value)
    {
        if (value is string name && _choices.Contains(name, StringComparer.Ordinal)) return name;
        if (Values.IsNumber(value) && Values.ToDouble(value) is var index && index >= 0 && index < _choices.Count) return _choices[(int)index];
        throw Refuse(value);
    }
}
