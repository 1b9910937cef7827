namespace Petitions.Engine.Expressions;

/// <summary>A function of the script: its parameters and body.</summary>
internal sealed class FunctionNode : Node
{
    public string Name { get; set; } = "";
    public bool IsArrow { get; init; }
    public bool IsMethod { get; init; }
    public bool IsAsync { get; init; }

    /// <summary>Steps that calling it counts as beside those of its statements: parameters and the value of an arrow.</summary>
    public int Cost { get; init; }

    /// <summary>The function as it is written.</summary>
    public required string Source { get; init; }
    public required ScopeShape Shape { get; init; }
    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>Place of the function's own name, of a named function expression; -1 when it has none of its own.</summary>
    public int OwnName { get; init; } = -1;

    /// <summary>Place of "arguments"; -1 when the body does not use it.</summary>
    public int ArgumentsName { get; init; } = -1;

    public required IReadOnlyList<(int Index, FunctionNode Code)> Functions { get; init; }
    public required IReadOnlyList<Statement> Body { get; init; }

    /// <summary>The body of an arrow function without braces.</summary>
    public Expr? Value { get; init; }

    public int ExpectedArguments => Parameters.TakeWhile(p => p.Default is null && !p.IsRest).Count();

    /// <summary>Runs the function in a frame made for it.</summary>
    public JsValue Invoke(Frame f, JsFunction me)
    {
        var (e, args) = (f.E, f.Arguments);
        if (OwnName >= 0) f.Scope.Values[OwnName] = me;
        if (ArgumentsName >= 0) f.Scope.Values[ArgumentsName] = Arguments(e, args);
        Bind(f, args);
        if (Value is not null) return Value.Eval(f);
        Block.Hoist(f, Functions);
        foreach (var statement in Body)
        {
            e.Charge(statement.Cost);
            if (statement.Run(f) == Flow.Return) return f.Result;
        }
        return JsValue.Undefined;
    }

    private static JsArray Arguments(Evaluation e, JsValue[] args)
    {
        e.Allocate(56 + 16L * args.Length);
        return new JsArray([.. args]) { IsArguments = true, Prototype = Builtins.ObjectPrototype };
    }

    private void Bind(Frame f, JsValue[] args)
    {
        for (var i = 0; i < Parameters.Count; i++)
        {
            var parameter = Parameters[i];
            if (parameter.IsRest)
            {
                f.E.Allocate(56 + 16L * args.Length);
                parameter.Target.Initialize(f, new JsArray(i < args.Length ? [.. args[i..]] : []));
                return;
            }
            var value = i < args.Length ? args[i] : JsValue.Undefined;
            if (value.IsUndefined && parameter.Default is not null) value = parameter.Default.Eval(f);
            parameter.Target.Initialize(f, value);
        }
    }
}

internal sealed record Parameter(Target Target, Expr? Default, bool IsRest);

/// <summary>[a, b = 1, ...rest] on the left of an assignment.</summary>
internal sealed class ArrayPattern(IReadOnlyList<Parameter?> items) : Target
{
    public override JsValue Eval(Frame f) => throw new InvalidOperationException("A pattern has no value.");

    public override void Assign(Frame f, JsValue value) => Spread(f, value, initialize: false);

    public override void Initialize(Frame f, JsValue value) => Spread(f, value, initialize: true);

    private void Spread(Frame f, JsValue value, bool initialize)
    {
        f.E.At = this;
        using var walk = Iteration.Of(f.E, value).GetEnumerator();
        foreach (var item in items)
        {
            f.E.Charge(1);
            if (item is { IsRest: true })
            {
                var rest = new List<JsValue>();
                while (walk.MoveNext()) rest.Add(walk.Current);
                f.E.Allocate(56 + 16L * rest.Count);
                Patterns.Give(f, item, new JsArray(rest), initialize);
                return;
            }
            var next = walk.MoveNext() ? walk.Current : JsValue.Undefined;
            if (item is not null) Patterns.Give(f, item, next, initialize);
        }
    }
}

/// <summary>{a, b: c = 1, ...rest} on the left of an assignment.</summary>
internal sealed class ObjectPattern(IReadOnlyList<(string? Name, Expr? Computed, Parameter Part)> members) : Target
{
    public override JsValue Eval(Frame f) => throw new InvalidOperationException("A pattern has no value.");

    public override void Assign(Frame f, JsValue value) => Take(f, value, initialize: false);

    public override void Initialize(Frame f, JsValue value) => Take(f, value, initialize: true);

    private void Take(Frame f, JsValue value, bool initialize)
    {
        f.E.At = this;
        if (value.IsNullish) throw f.E.TypeError($"Cannot destructure '{JsConvert.ToText(f.E, value)}' as it is {JsConvert.ToText(f.E, value)}.");
        var taken = new List<string>();
        foreach (var (name, computed, part) in members)
        {
            if (part.IsRest)
            {
                var rest = new JsObject(Builtins.ObjectPrototype);
                ObjectLiteral.CopyMembers(f.E, value, rest, taken);
                Patterns.Give(f, part, rest, initialize);
                return;
            }
            var key = name ?? JsConvert.ToKey(f.E, computed!.Eval(f));
            taken.Add(key);
            Patterns.Give(f, part, Properties.Get(f.E, value, key), initialize);
        }
    }
}

internal static class Patterns
{
    public static void Give(Frame f, Parameter part, JsValue value, bool initialize)
    {
        if (value.IsUndefined && part.Default is not null) value = part.Default.Eval(f);
        if (initialize) part.Target.Initialize(f, value);
        else part.Target.Assign(f, value);
    }
}
