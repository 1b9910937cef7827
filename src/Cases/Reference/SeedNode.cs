using System.Globalization;
using System.Text.Json;

namespace Petitions.Cases;

/// <summary>
/// A place in a reference document: reads members strictly and names document and path when something is wrong
/// (REFERENCE_INVALID). A member that is not asked for is allowed: data may explain itself.
/// </summary>
internal sealed class SeedNode(string document, string path, JsonElement element)
{
    public static SeedNode Parse(string document, string json)
    {
        try
        {
            return new(document, "$", JsonDocument.Parse(json).RootElement);
        }
        catch (JsonException e)
        {
            throw Refusals.ReferenceInvalid(document, "$", $"not JSON: line {e.LineNumber}");
        }
    }

    public Refused Wrong(string member, string why) => Refusals.ReferenceInvalid(document, PathOf(member), why);

    public Refused Wrong(string why) => Refusals.ReferenceInvalid(document, path, why);

    public SeedNode Child(string member) => new(document, PathOf(member), Need(member, JsonValueKind.Object));

    public SeedNode? ChildOrNull(string member) => Has(member) ? Child(member) : null;

    public IReadOnlyList<SeedNode> List(string member) =>
        Need(member, JsonValueKind.Array).EnumerateArray().Select((e, i) => new SeedNode(document, $"{PathOf(member)}[{i}]", e)).ToList();

    public IReadOnlyList<SeedNode> ListOrEmpty(string member) => Has(member) ? List(member) : [];

    public string Text(string member) =>
        Need(member, JsonValueKind.String).GetString() is { Length: > 0 } text ? text : throw Wrong(member, "empty");

    public string? TextOrNull(string member) => Has(member) ? Text(member) : null;

    public string OneOf(string member, params string[] allowed) =>
        allowed.Contains(Text(member)) ? Text(member) : throw Wrong(member, $"must be one of {string.Join(", ", allowed)}");

    public IReadOnlyList<string> Texts(string member) => List(member).Select(n => n.AsText()).ToList();

    public IReadOnlyList<string> TextsOrEmpty(string member) => Has(member) ? Texts(member) : [];

    public int Int(string member) =>
        Need(member, JsonValueKind.Number).TryGetInt32(out var value) ? value : throw Wrong(member, "not a whole number");

    public int? IntOrNull(string member) => Has(member) ? Int(member) : null;

    public IReadOnlyList<int> Ints(string member) =>
        List(member).Select(n => n.AsElement().TryGetInt32(out var v) ? v : throw n.Wrong("not a whole number")).ToList();

    public bool Flag(string member) =>
        Has(member) && (element.GetProperty(member).ValueKind is JsonValueKind.True or JsonValueKind.False
            ? element.GetProperty(member).GetBoolean() : throw Wrong(member, "must be true or false"));

    public DateOnly Day(string member) =>
        DateOnly.TryParseExact(Text(member), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : throw Wrong(member, "not a day (yyyy-MM-dd)");

    public DateOnly? DayOrNull(string member) => Has(member) ? Day(member) : null;

    public TimeOnly Time(string member) =>
        TimeOnly.TryParseExact(Text(member), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time : throw Wrong(member, "not a time (HH:mm)");

    public IReadOnlyDictionary<string, string> TextMap(string member) =>
        Need(member, JsonValueKind.Object).EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? throw Wrong(member, "null"));

    public IReadOnlyDictionary<string, int> IntMap(string member) =>
        Need(member, JsonValueKind.Object).EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Number)
            .ToDictionary(p => p.Name, p => p.Value.GetInt32());

    public bool Has(string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null;

    private string AsText() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong("not a text");

    private JsonElement AsElement() => element;

    private string PathOf(string member) => $"{path}.{member}";

    private JsonElement Need(string member, JsonValueKind kind)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong("not an object");
        if (!element.TryGetProperty(member, out var value) || value.ValueKind == JsonValueKind.Null)
            throw Wrong(member, "missing");
        return value.ValueKind == kind ? value : throw Wrong(member, $"must be {kind.ToString().ToLowerInvariant()}");
    }
}
