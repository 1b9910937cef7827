using System.Text.Json;
using Petitions.Engine;

namespace Petitions.Tests.Conformance;

/// <summary>Compares what a case expects with what is. What is not mentioned is not judged.</summary>
public sealed class Judge(World world, IReadOnlyList<ImportResult> imports, bool asSet)
{
    private const string Anything = "«any»";
    private readonly List<string> _misses = [];

    public IReadOnlyList<string> Compare(JsonElement expected, IReadOnlyList<string> lines)
    {
        if (expected.TryGetProperty("lines", out var wanted)) CompareLists("lines", Texts(wanted), lines, asSet);
        if (expected.TryGetProperty("imports", out var results)) CompareImports(results);
        if (expected.TryGetProperty("instances", out var instances)) CompareInstances(instances);
        if (expected.TryGetProperty("triggers", out var triggers))
            CompareLists(
                "triggers", triggers.EnumerateArray().Select(t => $"{Text(t, "definitionId")} {Text(t, "activityId")} {Text(t, "name")}"),
                world.Triggers.Select(t => $"{t.DefinitionId} {t.ActivityId} {t.Name}"), anyOrder: true);
        return _misses;
    }

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(item => item.GetString() ?? "null");

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private void Miss(string what, string expected, string actual) => _misses.Add($"{what} expected {expected}, actual {actual}");

    private void CompareLists(string what, IEnumerable<string> expected, IEnumerable<string> actual, bool anyOrder)
    {
        var (wanted, found) = (expected.ToList(), actual.ToList());
        var equal = wanted.Count == found.Count && (anyOrder ? HasEach(wanted, found) : wanted.Zip(found).All(pair => Fits(pair.First, pair.Second)));
        if (!equal) Miss(what, "[" + string.Join(" | ", wanted) + "]", "[" + string.Join(" | ", found) + "]");
    }

    private static bool Fits(string expected, string actual) => expected == Anything ? actual.Length > 0 : expected == actual;

    /// <summary>What may be anything takes what the others leave.</summary>
    private static bool HasEach(IEnumerable<string> wanted, IEnumerable<string> found)
    {
        var rest = found.ToList();
        foreach (var each in wanted.OrderBy(w => w == Anything))
        {
            var place = rest.FindIndex(actual => Fits(each, actual));
            if (place < 0) return false;
            rest.RemoveAt(place);
        }
        return true;
    }

    private void CompareValue(string what, JsonElement owner, string name, object? actual, bool emptyIsNull = false)
    {
        if (!owner.TryGetProperty(name, out var member)) return;
        var expected = Values.FromJson(member);
        actual = AsJson(actual);
        if (emptyIsNull) (expected, actual) = (expected is "" ? null : expected, actual is "" ? null : actual);
        if (!IsLike(expected, actual)) Miss($"{what} {name}", Values.ToJson(expected), Values.ToJson(actual));
    }

    /// <summary>A moment or a span of time is compared by the text that JSON has for it.</summary>
    private static object? AsJson(object? value) => Values.FromJson(Values.ToJson(value));

    private static bool IsLike(object? expected, object? actual) => (expected, actual) switch
    {
        (Anything, _) => actual is string { Length: > 0 },
        (IReadOnlyDictionary<string, object?> e, IReadOnlyDictionary<string, object?> a) =>
            e.Count == a.Count && e.All(pair => a.TryGetValue(pair.Key, out var value) && IsLike(pair.Value, value)),
        (IReadOnlyList<object?> e, IReadOnlyList<object?> a) => e.Count == a.Count && e.Zip(a).All(pair => IsLike(pair.First, pair.Second)),
        _ => Values.Equal(expected, actual),
    };

    private void CompareImports(JsonElement expected)
    {
        var index = 0;
        foreach (var each in expected.EnumerateArray())
        {
            var actual = imports[index];
            var what = $"import {index++}";
            CompareValue(what, each, "succeeded", actual.Succeeded);
            CompareValue(what, each, "version", (long)actual.Version);
            CompareValue(what, each, "isPublished", actual.IsPublished);
            CompareValue(what, each, "isLatest", actual.IsLatest);
            CompareValue(what, each, "validationErrors", (long)actual.ValidationErrors);
        }
    }

    /// <summary>By alias where there is one; the others by definition, paired so that as many as can be are met.</summary>
    private void CompareInstances(JsonElement expected)
    {
        var wanted = expected.EnumerateArray().ToList();
        var pairing = new Pairing(wanted.Count, world.Instances.Count, (e, i) => IsMeant(world.Instances[i], wanted[e]) ? MissesOf(world.Instances[i], wanted[e]).Count : null);
        for (var e = 0; e < wanted.Count; e++)
        {
            if (pairing.PartnerOf(e) is { } partner) _misses.AddRange(MissesOf(world.Instances[partner], wanted[e]));
            else Miss("instances", AliasOf(wanted[e]) ?? wanted[e].GetProperty("definitionId").GetString()!, "none such");
        }
        foreach (var surplus in pairing.Left) Miss("instances", "no more", world.Instances[surplus].State.DefinitionId);
    }

    private static string? AliasOf(JsonElement expected) => expected.TryGetProperty("alias", out var name) ? name.GetString() : null;

    private static bool IsMeant(StoredInstance instance, JsonElement expected) =>
        AliasOf(expected) is { } alias
            ? instance.Alias == alias
            : instance.Alias is null && (!expected.TryGetProperty("definitionId", out var id) || instance.State.DefinitionId == id.GetString());

    private IReadOnlyList<string> MissesOf(StoredInstance instance, JsonElement expected)
    {
        var judge = new Judge(world, imports, asSet);
        judge.CompareInstance(instance, expected);
        return judge._misses;
    }

    private void CompareInstance(StoredInstance instance, JsonElement expected)
    {
        var state = instance.State;
        var what = "instance " + (instance.Alias ?? state.DefinitionId);
        CompareValue(what, expected, "definitionId", state.DefinitionId);
        CompareValue(what, expected, "version", (long)state.DefinitionVersion);
        CompareValue(what, expected, "status", state.Status.ToString());
        CompareValue(what, expected, "subStatus", state.SubStatus.ToString());
        CompareValue(what, expected, "correlationId", state.CorrelationId);
        CompareValue(what, expected, "name", state.Name, emptyIsNull: true);
        CompareValue(what, expected, "hasParent", state.ParentInstanceId is not null);
        CompareValue(what, expected, "output", state.Output);
        if (expected.TryGetProperty("bookmarks", out var bookmarks))
            CompareLists(
                what + " bookmarks", bookmarks.EnumerateArray().Select(b => $"{Text(b, "activityId")} {Text(b, "name")}"),
                state.Bookmarks.Select(b => $"{b.ActivityId} {b.Name}"), anyOrder: true);
        if (expected.TryGetProperty("variables", out var variables)) CompareVariables(what, variables, state);
        if (expected.TryGetProperty("incidents", out var incidents)) CompareIncidents(what, incidents, state);
        var history = new History(instance.Journal);
        if (expected.TryGetProperty("executed", out var executed)) CompareLists(what + " executed", Texts(executed), history.Executed, asSet);
        if (state.SubStatus != WorkflowSubStatus.Cancelled && expected.TryGetProperty("activityStatus", out var statuses))
            foreach (var status in statuses.EnumerateObject())
                CompareValue(what + " activityStatus", statuses, status.Name, history.StatusOf(status.Name));
    }

    private void CompareVariables(string what, JsonElement expected, WorkflowState state)
    {
        var actual = state.VariablesOf(world.GraphOf(state)).ToDictionary(v => v.Key, v => Current(v.Value));
        var wanted = (IReadOnlyDictionary<string, object?>)Values.FromJson(expected)!;
        foreach (var name in wanted.Keys.Union(actual.Keys))
            if (!IsLike(wanted.GetValueOrDefault(name), AsJson(actual.GetValueOrDefault(name))))
                Miss($"{what} variable {name}", Values.ToJson(wanted.GetValueOrDefault(name)), Values.ToJson(actual.GetValueOrDefault(name)));
    }

    /// <summary>
    /// The recordings were made with Elsa's memory store, where the result of ExecuteWorkflow and its child share one output object: what the child
    /// sets later is seen in the result too.
    /// </summary>
    private object? Current(object? value)
    {
        if (value is not IReadOnlyDictionary<string, object?> map || !map.ContainsKey("Output") || !map.ContainsKey("SubStatus")) return value;
        if (world.Instances.Find(i => i.Id.Equals(map.GetValueOrDefault("WorkflowInstanceId"))) is not { } child) return value;
        return new Dictionary<string, object?>(map) { ["Output"] = child.State.Output };
    }

    private void CompareIncidents(string what, JsonElement expected, WorkflowState state)
    {
        var rest = state.Incidents.ToList();
        if (rest.Count != expected.GetArrayLength()) Miss(what + " incidents", expected.GetArrayLength().ToString(), string.Join(" | ", rest.Select(i => i.ActivityId + ": " + i.Message)));
        foreach (var each in expected.EnumerateArray())
        {
            var message = each.TryGetProperty("message", out var text) ? text.GetString() : null;
            var match = rest.Find(i => i.ActivityId == Text(each, "activityId") && (message is null || message == Anything || message == i.Message));
            if (match is null) Miss(what + " incident", each.GetRawText(), "none such");
            else rest.Remove(match);
        }
    }
}
