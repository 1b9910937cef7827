using Petitions.Engine.Activities;

namespace Petitions.Engine.Expressions;

/// <summary>Runs a script where an activity stands, with what Elsa offers there.</summary>
internal sealed class ScriptHost : IScriptHost
{
    private readonly Script _script;
    private readonly List<string>? _outcomes;
    private JsVariables? _variables;
    private JsVariables? _asked;

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
        host.WriteBack();
        return Marshal.Out(evaluation, value);
    }

    public bool TryResolve(Evaluation e, string name, out JsValue value)
    {
        var found = name == "variables" ? InHand(e) : ElsaFunctions.Find(name) ?? OutcomeFunction(name) ?? Accessors.Find(this, name);
        value = found is null ? JsValue.Undefined : found;
        return found is not null;
    }

    /// <summary>Only the variables that the script names.</summary>
    private JsVariables InHand(Evaluation e)
    {
        if (_variables is not null) return _variables;
        _variables = new JsVariables(e);
        foreach (var name in _script.VariableNames)
            if (Accessors.IsPlain(name) && Variables.TryGet(Context, name, out var value)) _variables.Show(name, value);
        return _variables;
    }

    /// <summary>
    /// What getVariable gives. As in Elsa an object is the variable's own: what the script changes in it stays changed. A list is a copy, with the
    /// list's own objects in it.
    /// </summary>
    public JsValue Variable(Evaluation e, string name)
    {
        var value = Variables.Get(Context, name);
        if (value is not (IReadOnlyDictionary<string, object?> or IReadOnlyList<object?>)) return Marshal.In(e, value);
        _asked ??= new JsVariables(e);
        if (!_asked.IsShowing(name, value)) _asked.Show(name, value);
        return _asked.Get(e, name);
    }

    /// <summary>Sets a variable at once, as it is; it takes its type when the script ends, as those of <c>variables</c> do.</summary>
    public void SetVariable(Evaluation e, string name, JsValue value)
    {
        var given = Marshal.Out(e, value);
        Variables.SetAsIs(Context, name, given);
        InHand(e).Assign(name, given);
    }

    /// <summary>What the script left in its variables. Null and undefined are not written back, nor what hides an input.</summary>
    private void WriteBack()
    {
        foreach (var (name, value) in _asked?.Changes().ToList() ?? [])
            if (_asked!.IsShowing(name, Variables.Get(Context, name))) Variables.SetAsIs(Context, name, value);
        if (_variables is null) return;
        foreach (var (name, value) in _variables.Changes().ToList())
            if (!HidesInput(name)) Variables.Set(Context, name, value);
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
