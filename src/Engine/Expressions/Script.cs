namespace Petitions.Engine.Expressions;

/// <summary>A compiled script. Immutable; any number of evaluations may share it.</summary>
internal sealed class Script
{
    private readonly ScopeShape _shape = new();
    private readonly IReadOnlyList<(int Index, FunctionNode Code)> _functions = [];
    private readonly IReadOnlyList<Statement> _body = [];

    private Script(string source)
    {
        Source = source;
        try
        {
            (_shape, _functions, _body, VariableNames, Names) = Parser.Parse(source);
        }
        catch (EngineFault wrong)
        {
            Defect = wrong;
        }
    }

    public string Source { get; }

    /// <summary>Names that the script uses as variables.NAME.</summary>
    public IReadOnlySet<string> VariableNames { get; } = new HashSet<string>();

    /// <summary>Everything that the script names, for whoever looks it over before it runs.</summary>
    public ScriptNames Names { get; } = new();

    /// <summary>Why the script cannot run at all; null when it can.</summary>
    public EngineFault? Defect { get; }

    /// <summary>Scripts that this thread has compiled so far: running a workflow adds none to them.</summary>
    [ThreadStatic] private static long _compiled;

    public static long CompiledOnThisThread => _compiled;

    public static Script Compile(string source)
    {
        _compiled++;
        return new(source);
    }

    /// <summary>The value of the last expression, or of a return.</summary>
    /// <exception cref="EngineFault">SCRIPT_SYNTAX, SCRIPT_ERROR or one of the limits; with line and column.</exception>
    public JsValue Run(Evaluation e)
    {
        if (Defect is not null) throw new EngineFault(Defect.Code, Defect.Message, Defect) { Line = Defect.Line, Column = Defect.Column };
        var f = new Frame(e, new Scope(_shape, null), JsValue.Undefined, [], null);
        try
        {
            var value = Promises.Await(e, Value(f));
            while (e.DoNext())
            {
            }
            return value;
        }
        catch (JsThrow thrown)
        {
            throw new EngineFault(FaultCodes.ScriptError, $"{Describe(e, thrown.Value)} (line {thrown.Line}, column {thrown.Column})", thrown)
            {
                Line = thrown.Line, Column = thrown.Column,
            };
        }
    }

    private JsValue Value(Frame f)
    {
        Block.Hoist(f, _functions);
        foreach (var statement in _body)
        {
            f.E.Charge(statement.Cost);
            if (statement.Run(f) == Flow.Return) return f.Result;
        }
        return f.E.Completion;
    }

    private static string Describe(Evaluation e, JsValue thrown)
    {
        try
        {
            return thrown.Object is JsError or null ? JsConvert.ToText(e, thrown) : JsonText.Write(e, thrown, "") ?? JsConvert.Show(e, thrown);
        }
        catch (JsThrow)
        {
            return JsConvert.Show(e, thrown);
        }
    }
}
