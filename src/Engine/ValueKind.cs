using System.Collections.Concurrent;

namespace Petitions.Engine;

/// <summary>A type of Elsa's vocabulary ("Int32", "String[]", "ObjectDictionary" …) and the rules of converting a value to it.</summary>
public sealed partial class ValueKind
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
}
