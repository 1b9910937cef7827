using Petitions.Engine.Activities;

namespace Petitions.Engine.Expressions;

/// <summary>Runs a script where an activity stands, with what Elsa offers there.</summary>
internal sealed class ScriptHost : IScriptHost
{
    private readonly Script _script;
    private readonly List<string>? _outcomes;
    private JsObject? _variables;
    private Dictionary<string, JsValue>? _shown;

    private ScriptHost(Script script, ActivityContext context, List<string>? outcomes)
    {
        _script = script;
        Context = context;
        _outcomes = outcomes;
    }

    public ActivityContext Context { get; }
    public DateTimeOffset Now => Context.Now;
    public TimeZoneInfo TimeZone => Context.Burst.Environment.TimeZone;
    public Randomness Randomness => Context.Burst.Share.Randomness;

    /// <param name="outcomes">Filled by setOutcome; null where there are no outcomes to set.</param>
    public static object? Run(Script script, ActivityContext context, List<string>? outcomes = null)
    {
        var host = new ScriptHost(script, context, outcomes);
        var evaluation = new Evaluation(context.Burst.Environment.Limits, host);
        var value = script.Run(evaluation);
        host.WriteBack(evaluation);
        return Marshal.Out(evaluation, value);
    }

    public bool TryResolve(Evaluation e, string name, out JsValue value)
    {
        var found = name == "variables" ? ShowVariables(e) : ElsaFunctions.Find(name) ?? OutcomeFunction(name) ?? Accessor(name);
        value = found is null ? JsValue.Undefined : found;
        return found is not null;
    }

    /// <summary>Only the variables that the script names.</summary>
    private JsObject ShowVariables(Evaluation e)
    {
        _variables = new JsObject(Builtins.ObjectPrototype);
        _shown = [];
        foreach (var name in _script.VariableNames)
        {
            if (!Variables.TryGet(Context, name, out var value)) continue;
            var shown = Marshal.In(e, value);
            _variables.Define(name, shown);
            _shown[name] = shown;
        }
        return _variables;
    }

    /// <summary>What the script left in its variables. Null and undefined are not written back, nor what hides an input.</summary>
    private void WriteBack(Evaluation e)
    {
        if (_variables is null) return;
        foreach (var name in _script.VariableNames)
        {
            if (!_variables.TryGetOwn(name, out var value) || value.IsNullish) continue;
            if (!value.IsObject && _shown!.TryGetValue(name, out var shown) && JsConvert.StrictEquals(value, shown)) continue;
            if (!HidesInput(name)) Variables.Set(Context, name, Marshal.Out(e, value));
        }
    }

    private bool HidesInput(string name)
    {
        for (var context = Context; context is not null; context = context.Parent)
            if (context.Node.Activity is DefinitionActivity && context.Node.InputIndex(name) >= 0) return true;
        return false;
    }

    private JsNative? OutcomeFunction(string name) => _outcomes is null ? null : name switch
    {
        "setOutcome" => new JsNative(name, 1, (e, _, a) =>
        {
            _outcomes.Clear();
            _outcomes.Add(JsConvert.ToText(e, a.Arg(0)));
            return JsValue.Undefined;
        }),
        "setOutcomes" => new JsNative(name, 1, (e, _, a) =>
        {
            _outcomes.Clear();
            Iteration.Each(e, a.Arg(0), item => _outcomes.Add(JsConvert.ToText(e, item)));
            return JsValue.Undefined;
        }),
        _ => null,
    };

    /// <summary>getX, setX and getXFromY, made for what is in scope.</summary>
    private JsNative? Accessor(string name)
    {
        if (name.Length < 4) return null;
        if (name.StartsWith("set", StringComparison.Ordinal)) return VariableNamed(name[3..]) is { } set ? Setter(name, set) : null;
        if (!name.StartsWith("get", StringComparison.Ordinal)) return null;
        var asked = name[3..];
        var definition = Context.Burst.Graph.Definition;
        if (Scopes.Composite(Context) is null && definition.Inputs.Any(i => i.Name == asked))
            return new JsNative(name, 0, (e, _, _) => Marshal.In(e, Context.WorkflowInput(asked)));
        if (VariableNamed(asked) is { } get) return new JsNative(name, 0, (e, _, _) => Marshal.In(e, Variables.Get(Context, get)));
        return OutputAccessor(name, asked);
    }

    private JsNative Setter(string name, string variable) => new(name, 1, (e, _, a) =>
    {
        Variables.Set(Context, variable, Marshal.Out(e, a.Arg(0)));
        return JsValue.Undefined;
    });

    private string? VariableNamed(string pascal)
    {
        foreach (var name in Variables.Names(Context))
            if (name.Length == pascal.Length && char.ToUpperInvariant(name[0]) == pascal[0] && name.AsSpan(1).SequenceEqual(pascal.AsSpan(1))) return name;
        return null;
    }

    private JsNative? OutputAccessor(string name, string asked)
    {
        for (var at = asked.IndexOf("From", StringComparison.Ordinal); at > 0; at = asked.IndexOf("From", at + 1, StringComparison.Ordinal))
        {
            var (output, activity) = (asked[..at], asked[(at + 4)..]);
            if (Scopes.FindActivity(Context, activity) is { } node)
                return new JsNative(name, 0, (e, _, _) => Marshal.In(e, Context.Burst.RecordedOutput(node, output)));
        }
        return null;
    }
}
