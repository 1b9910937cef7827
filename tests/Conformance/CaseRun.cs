using System.Text.Json;
using Petitions.Engine;

namespace Petitions.Tests.Conformance;

/// <summary>How one case went.</summary>
/// <param name="Misses">What was expected and what was found, one line each; empty when it passed.</param>
public sealed record CaseResult(string Name, string Tier, IReadOnlyList<string> Features, IReadOnlyList<string> Misses, bool MayDeviate, bool IsForeign);

/// <summary>Runs one case file: imports, steps, judgement.</summary>
public sealed class CaseRun
{
    private readonly JsonElement _case;
    private readonly World _world;
    private readonly string _folder;
    private readonly List<string> _misses = [];
    private readonly List<ImportResult> _imports = [];
    private bool _isForeign;

    private const int MostOrders = 64;

    private CaseRun(JsonElement @case, string folder, Choices choices)
    {
        _case = @case;
        _folder = folder;
        var mode = @case.TryGetProperty("engine", out var engine) && Text(engine, "flowchartMode") == "token" ? FlowchartMode.TokenBased : FlowchartMode.CounterBased;
        _world = new World(mode, choices);
    }

    /// <summary>A file that cannot be run, whatever is wrong with it, is a case that failed.</summary>
    public static CaseResult Of(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            return Of(document.RootElement, file);
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            return new(Path.GetFileName(file), "?", [], [$"the case cannot be run: {wrong.GetType().Name}: {wrong.Message}"], MayDeviate: false, IsForeign: false);
        }
    }

    private static CaseResult Of(JsonElement root, string file)
    {
        var run = Best(root, Path.GetDirectoryName(file)!);
        var name = Text(root, "name") ?? Path.GetFileName(file);
        var features = root.TryGetProperty("features", out var list) ? list.EnumerateArray().Select(f => f.GetString()!).ToList() : [];
        var mayDeviate = root.TryGetProperty("deviation", out var deviation) && deviation.ValueKind == JsonValueKind.Object
                         && deviation.TryGetProperty("allowed", out var allowed) && allowed.ValueKind == JsonValueKind.True;
        return new(name, Text(root, "tier") ?? "?", features, run._misses, mayDeviate, run._isForeign);
    }

    /// <summary>A case passes when one of the orders that Elsa leaves open meets it; otherwise the first order is reported.</summary>
    private static CaseRun Best(JsonElement root, string folder)
    {
        CaseRun? first = null;
        var choices = new Choices();
        for (var order = 0; choices is not null && order < MostOrders; order++)
        {
            var run = new CaseRun(root, folder, choices);
            run.Run();
            if (run._misses.Count == 0) return run;
            first ??= run;
            choices = choices.Next();
        }
        return first!;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private void Run()
    {
        foreach (var definition in _case.GetProperty("definitions").EnumerateArray()) Import(definition);
        var number = 0;
        foreach (var step in _case.GetProperty("steps").EnumerateArray()) RunStep(step, ++number);
        if (_case.TryGetProperty("expect", out var expected)) Judge("end", expected, _world.Lines);
    }

    private void Import(JsonElement order)
    {
        var json = File.ReadAllText(Path.Combine(_folder, Required(order, "file")));
        _isForeign |= json.Contains("\"CSharp\"", StringComparison.Ordinal) || json.Contains("RunCSharp", StringComparison.Ordinal)
                      || json.Contains("\"Python\"", StringComparison.Ordinal) || json.Contains("RunPython", StringComparison.Ordinal);
        var publish = !order.TryGetProperty("publish", out var flag) || flag.GetBoolean();
        _imports.Add(_world.Import(json, publish));
    }

    private void RunStep(JsonElement step, int number)
    {
        var before = _world.Lines.Count;
        var action = step.EnumerateObject().Single(member => member.Name != "expect");
        var (startResult, resumeResult) = Act(action.Name, action.Value);
        if (!step.TryGetProperty("expect", out var expected)) return;
        var place = $"step {number} ({action.Name})";
        Compare(place, "startResult", expected, startResult);
        Compare(place, "resumeResult", expected, resumeResult);
        Judge(place, expected, _world.Lines.Skip(before).ToList());
    }

    private (string? Start, string? Resume) Act(string action, JsonElement order)
    {
        switch (action)
        {
            case "start":
                return (_world.Start(new StartOrder(
                    Required(order, "definitionId"), Text(order, "as") ?? "main", Map(order, "input"), Text(order, "correlationId"),
                    Text(order, "triggerActivityId"), order.TryGetProperty("version", out var version) ? version.GetInt32() : null, Map(order, "variables"))), null);
            case "resume":
                var index = order.TryGetProperty("index", out var at) ? at.GetInt32() : 0;
                return (null, _world.Resume(Instance(order), Text(order, "activityId"), Text(order, "name"), index, Map(order, "input")) ? "resumed" : "noBookmark");
            case "resumeAll":
                _world.ResumeAll(Instance(order), Map(order, "input"));
                return default;
            case "publishEvent":
                _world.Publish(Required(order, "name"), Value(order, "payload"), Text(order, "correlationId"), Text(order, "instance"));
                return default;
            case "completeTask":
                _world.CompleteTask(Required(order, "taskName"), Value(order, "result"));
                return default;
            case "cancel":
                _world.Cancel(Instance(order));
                return default;
            case "import":
                Import(order);
                return default;
            default:
                _misses.Add($"the action \"{action}\" is not known");
                return default;
        }
    }

    private static string Required(JsonElement order, string name) => order.GetProperty(name).GetString()!;

    private static string Instance(JsonElement order) => Text(order, "instance") ?? "main";

    private static object? Value(JsonElement order, string name) => order.TryGetProperty(name, out var value) ? Values.FromJson(value) : null;

    private static IReadOnlyDictionary<string, object?>? Map(JsonElement order, string name) => Value(order, name) as IReadOnlyDictionary<string, object?>;

    private void Compare(string place, string what, JsonElement expected, string? actual)
    {
        if (Text(expected, what) is { } wanted && wanted != actual) _misses.Add($"{place}: {what} expected {wanted}, actual {actual ?? "none"}");
    }

    private void Judge(string place, JsonElement expected, IReadOnlyList<string> lines)
    {
        var asSet = _case.TryGetProperty("expect", out var whole) && Text(whole, "linesMode") == "set";
        _misses.AddRange(new Judge(_world, _imports, asSet).Compare(expected, lines).Select(miss => $"{place}: {miss}"));
    }
}
