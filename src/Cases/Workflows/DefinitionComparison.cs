using System.Text.Json;

namespace Petitions.Cases;

public enum ChangeKind { Added, Removed, Changed }

/// <summary>One thing of a step or of the process that reads differently.</summary>
/// <param name="What">name, type, a member such as <c>role</c>, or <c>canStartWorkflow</c>.</param>
/// <param name="Before">Null where it was not there; scripts begin with <c>=</c>.</param>
public sealed record TextChange(string What, string? Before, string? After);

/// <param name="Id">Id of the activity.</param>
public sealed record StepChange(ChangeKind Kind, string Id, string Name, string Type, IReadOnlyList<TextChange> Texts);

/// <summary>An arrow, by the names of its steps.</summary>
public sealed record ArrowChange(ChangeKind Kind, string From, string Port, string To);

/// <summary>
/// What differs between two drawings of a process, for people who decide on it: steps, arrows and settings. Where a box stands on the sheet is no
/// difference.
/// </summary>
public sealed record DefinitionComparison(IReadOnlyList<StepChange> Steps, IReadOnlyList<ArrowChange> Arrows, IReadOnlyList<TextChange> Process)
{
    private static readonly string[] Settings = ["name", "description", "variables", "inputs", "outputs", "outcomes", "options"];

    /// <summary>Members of an activity that say where it stands, what it is called or hold other activities.</summary>
    private static readonly HashSet<string> Aside = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "nodeId", "name", "type", "version", "metadata", "customProperties", "activities", "connections", "resultVariable",
    };

    /// <summary>Lists read the same however their file was indented.</summary>
    private static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool IsEmpty => Steps.Count == 0 && Arrows.Count == 0 && Process.Count == 0;

    /// <param name="before">Null for a new process: everything is added.</param>
    public static DefinitionComparison Of(string? before, string after)
    {
        using var old = JsonDocument.Parse(before ?? "{}");
        using var now = JsonDocument.Parse(after);
        var (was, isNow) = (Sheet.Of(old.RootElement), Sheet.Of(now.RootElement));
        var added = isNow.Steps.Keys.Where(id => !was.Steps.ContainsKey(id)).Select(id => Step(ChangeKind.Added, isNow.Steps[id]));
        var removed = was.Steps.Keys.Where(id => !isNow.Steps.ContainsKey(id)).Select(id => Step(ChangeKind.Removed, was.Steps[id]));
        var changed = isNow.Steps.Keys.Where(was.Steps.ContainsKey).Select(id => Changed(was.Steps[id], isNow.Steps[id])).OfType<StepChange>();
        var arrows = isNow.Arrows.Except(was.Arrows).Select(a => new ArrowChange(ChangeKind.Added, isNow.NameOf(a.From), a.Port, isNow.NameOf(a.To)))
            .Concat(was.Arrows.Except(isNow.Arrows).Select(a => new ArrowChange(ChangeKind.Removed, was.NameOf(a.From), a.Port, was.NameOf(a.To))));
        var process = Settings.Select(s => Differs(s, Plain(old.RootElement, s), Plain(now.RootElement, s))).OfType<TextChange>();
        return new([.. added, .. removed, .. changed], [.. arrows], [.. process]);
    }

    private static StepChange Step(ChangeKind kind, JsonElement step)
    {
        var facts = FactsOf(step);
        return new(kind, Sheet.IdOf(step), Sheet.NameOf(step), Sheet.Text(step, "type"),
            [.. facts.Select(f => kind == ChangeKind.Added ? new TextChange(f.Key, null, f.Value) : new TextChange(f.Key, f.Value, null))]);
    }

    private static StepChange? Changed(JsonElement old, JsonElement now)
    {
        var (was, isNow) = (FactsOf(old), FactsOf(now));
        var texts = new[] { Differs("name", Sheet.NameOf(old), Sheet.NameOf(now)), Differs("type", Sheet.Text(old, "type"), Sheet.Text(now, "type")) }
            .Concat(was.Keys.Union(isNow.Keys).Select(k => Differs(k, was.GetValueOrDefault(k), isNow.GetValueOrDefault(k)))).OfType<TextChange>().ToList();
        return texts.Count == 0 ? null : new(ChangeKind.Changed, Sheet.IdOf(now), Sheet.NameOf(now), Sheet.Text(now, "type"), texts);
    }

    private static TextChange? Differs(string what, string? before, string? after) =>
        (before ?? "") == (after ?? "") ? null : new(what, before is "" ? null : before, after is "" ? null : after);

    private static Dictionary<string, string> FactsOf(JsonElement step)
    {
        var facts = new Dictionary<string, string>();
        foreach (var member in step.EnumerateObject())
            if (!Aside.Contains(member.Name) && !Sheet.HoldsActivities(member.Value) && ValueOf(member.Value) is { Length: > 0 } text)
                facts[member.Name] = text;
        if (step.TryGetProperty("customProperties", out var custom) && custom.ValueKind == JsonValueKind.Object)
            foreach (var member in custom.EnumerateObject())
                if (member.Value.ValueKind is not (JsonValueKind.False or JsonValueKind.Null) && ValueOf(member.Value) is { Length: > 0 } text)
                    facts[member.Name] = text;
        return facts;
    }

    /// <summary>What a designer sees in the field: the value, or the script behind an equals sign.</summary>
    private static string ValueOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("expression", out var expression) || expression.ValueKind != JsonValueKind.Object)
            return Shown(value);
        var inner = expression.TryGetProperty("value", out var given) ? Shown(given) : "";
        return inner.Length > 0 && Sheet.Text(expression, "type") is not ("Literal" or "Object" or "") ? "= " + inner : inner;
    }

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array when value.GetArrayLength() == 0 => "",
        _ => JsonSerializer.Serialize(value, Compact),
    };

    private static string Plain(JsonElement document, string member) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(member, out var value)
            ? value.ValueKind == JsonValueKind.Object ? string.Join(" · ", value.EnumerateObject().Where(m => m.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False)).Select(m => $"{m.Name}: {Shown(m.Value)}"))
            : Names(value) : "";

    private static string Names(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? string.Join(" · ", value.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Object
            ? $"{Sheet.Text(v, "name")} ({(Sheet.Text(v, "typeName") is { Length: > 0 } type ? type : Sheet.Text(v, "type"))}{(v.TryGetProperty("value", out var given) && Shown(given) is { Length: > 0 } start ? " = " + start : "")})"
            : Shown(v))) : Shown(value);
}

/// <summary>A drawing taken apart: its steps by id, at any depth, and its arrows.</summary>
internal sealed record Sheet(Dictionary<string, JsonElement> Steps, HashSet<(string From, string Port, string To)> Arrows)
{
    public static Sheet Of(JsonElement definition)
    {
        var sheet = new Sheet([], []);
        if (definition.ValueKind == JsonValueKind.Object && definition.TryGetProperty("root", out var root))
            sheet.Inside(root);
        return sheet;
    }

    public string NameOf(string id) => Steps.TryGetValue(id, out var step) ? NameOf(step) : id;

    public static string NameOf(JsonElement step) =>
        step.TryGetProperty("metadata", out var metadata) && Text(metadata, "displayText") is { Length: > 0 } shown ? shown
        : Text(step, "name") is { Length: > 0 } name ? name : IdOf(step);

    public static string IdOf(JsonElement step) => Text(step, "id");

    public static string Text(JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    public static bool HoldsActivities(JsonElement value) =>
        IsActivity(value) || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value.EnumerateArray().All(IsActivity));

    private static bool IsActivity(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && Text(value, "id").Length > 0 && Text(value, "type").Contains('.', StringComparison.Ordinal);

    private void Inside(JsonElement container)
    {
        foreach (var member in container.EnumerateObject())
            if (member.Value.ValueKind == JsonValueKind.Array && HoldsActivities(member.Value))
                foreach (var step in member.Value.EnumerateArray().OrderBy(PlaceOf)) Add(step);
            else if (IsActivity(member.Value))
                Add(member.Value);
        if (container.TryGetProperty("connections", out var connections) && connections.ValueKind == JsonValueKind.Array)
            foreach (var arrow in connections.EnumerateArray())
                if (arrow.TryGetProperty("source", out var from) && arrow.TryGetProperty("target", out var to))
                    Arrows.Add((Text(from, "activity"), Text(from, "port"), Text(to, "activity")));
    }

    /// <summary>From left to right and from the top down, as one reads the sheet; Studio stores last what was touched last.</summary>
    private static (double X, double Y) PlaceOf(JsonElement step) =>
        step.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("designer", out var designer) && designer.ValueKind == JsonValueKind.Object
        && designer.TryGetProperty("position", out var at) && at.ValueKind == JsonValueKind.Object ? (Number(at, "x"), Number(at, "y")) : default;

    private static double Number(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;

    private void Add(JsonElement step)
    {
        Steps.TryAdd(IdOf(step), step);
        Inside(step);
    }
}
