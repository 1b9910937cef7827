namespace Petitions.Engine.Expressions;

/// <summary>An expression of a definition, ready to be evaluated any number of times.</summary>
public abstract class Expression
{
    /// <param name="context">The activity whose scopes it sees.</param>
    /// <param name="kind">The type that the result is converted to.</param>
    /// <exception cref="EngineFault">It fails, exceeds a limit or its result cannot be converted.</exception>
    public abstract object? Evaluate(ActivityContext context, ValueKind kind);

    /// <summary>What is wrong with it before it ever runs; null when nothing is.</summary>
    public virtual EngineFault? Defect => null;
}

/// <summary>A fixed value, converted once.</summary>
internal sealed class LiteralExpression : Expression
{
    private readonly object? _value;
    private readonly EngineFault? _fault;

    public LiteralExpression(object? raw, ValueKind kind)
    {
        Defect = kind.Refusal(raw);
        try
        {
            _value = kind.Convert(raw);
        }
        catch (EngineFault e)
        {
            _fault = e;
        }
    }

    /// <summary>A value that is not of the type: the run may take the type's empty value for it, but nobody can have meant that.</summary>
    public override EngineFault? Defect { get; }

    public object? Value => _value;

    public override object? Evaluate(ActivityContext context, ValueKind kind) =>
        _fault is null ? _value : throw new EngineFault(_fault.Code, _fault.Message, _fault);
}

/// <summary>The variable with this id, in the nearest scope.</summary>
internal sealed class VariableExpression(string? id) : Expression
{
    public string? Id => id;

    public override object? Evaluate(ActivityContext context, ValueKind kind) =>
        id is not null && Variables.TryGetById(context, id, out var value) ? kind.Convert(value) : null;
}

/// <summary>The workflow input of this name; inside a definition used as activity, that definition's input.</summary>
internal sealed class InputExpression(string? name) : Expression
{
    public string? Name => name;

    public override object? Evaluate(ActivityContext context, ValueKind kind) =>
        name is null ? null : kind.Convert(Settled(Scopes.WorkflowInput(context, name)));

    /// <summary>What the host works out when it is asked is kept as it is now.</summary>
    private static object? Settled(object? value) =>
        value is IReadOnlyDictionary<string, object?> and not Dictionary<string, object?> ? new Dictionary<string, object?>((IReadOnlyDictionary<string, object?>)value) : value;
}

/// <summary>An output that another activity of the same container recorded in this burst.</summary>
internal sealed class OutputExpression(string? activity, string? output) : Expression
{
    public override object? Evaluate(ActivityContext context, ValueKind kind) =>
        activity is not null && Scopes.FindActivity(context.Node, activity) is { } node
            ? kind.Convert(context.RecordedOutput(node, output ?? "Result"))
            : null;
}

/// <summary>A language that this engine does not run. The definition is read and kept; reaching the expression is a fault.</summary>
internal sealed class ForeignExpression(string language) : Expression
{
    public string Language => language;

    public override EngineFault Defect => new(FaultCodes.ExpressionLanguage, $"Expressions in {language} are not supported; use JavaScript.");

    public override object? Evaluate(ActivityContext context, ValueKind kind) => throw Defect;
}

internal sealed class JavaScriptExpression(string source) : Expression
{
    private readonly Script _script = Script.Compile(source);

    public Script Script => _script;

    public override EngineFault? Defect => _script.Defect;

    public override object? Evaluate(ActivityContext context, ValueKind kind) => kind.Convert(ScriptHost.Run(_script, context));
}
