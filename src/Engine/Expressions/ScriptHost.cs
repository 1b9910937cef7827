using Petitions.Engine.Activities;

namespace Petitions.Engine.Expressions;

/// <summary>Runs a script where an activity stands, with what Elsa offers there.</summary>
internal sealed class ScriptHost : IScriptHost
{
    private readonly Script _script;
    private readonly List<string>? _outcomes;
    private JsObject? _variables;
    private Dictionary<string, object?>? _shown;

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
        var found = name == "variables" ? ShowVariables(e) : ElsaFunctions.Find(name) ?? OutcomeFunction(name) ?? Accessors.Find(this, name);
        value = found is null ? JsValue.Undefined : found;
        return found is not null;
    }

    /// <summary>Only the variables that the script names.</summary>
    private JsObject ShowVariables(Evaluation e)
    {
        _variables = new JsObject(Builtins.ObjectPrototype);
        _shown = [];
        foreach (var name in _script.VariableNames)
            if (Variables.TryGet(Context, name, out var value)) Show(e, name, value);
        return _variables;
    }

    private void Show(Evaluation e, string name, object? value)
    {
        _shown![name] = value;
        _variables!.Define(name, Marshal.In(e, value));
    }

    /// <summary>Sets a variable at once, and in <c>variables</c> where the script has asked for that already.</summary>
    public void SetVariable(Evaluation e, string name, JsValue value)
    {
        var given = Marshal.Out(e, value);
        Variables.Set(Context, name, given);
        if (_variables is not null) Show(e, name, given);
    }

    /// <summary>What the script left in its variables. Null and undefined are not written back, nor what hides an input.</summary>
    private void WriteBack(Evaluation e)
    {
        if (_variables is null) return;
        foreach (var name in _variables.OwnKeys(e))
        {
            var value = _variables.Get(e, name);
            if (value.IsNullish || (_shown!.TryGetValue(name, out var shown) && Marshal.StillSays(e, value, shown))) continue;
            if (!HidesInput(name)) Variables.Set(Context, name, Marshal.Out(e, value));
        }
    }

    private bool HidesInput(string name)
    {
        for (var context = Context; context is not null; context = context.Parent)
        {
            if (context.Node.Activity is DefinitionActivity && context.Node.InputIndex(name) >= 0) return true;
            if (context.Node.Activity is Workflow && context.Node.Owner.Inputs.Any(i => i.Name == name)) return true;
        }
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
}
