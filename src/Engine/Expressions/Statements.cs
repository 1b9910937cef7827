namespace Petitions.Engine.Expressions;

/// <summary>How a statement ended.</summary>
internal enum Flow { Normal, Break, Continue, Return }

internal abstract class Statement : Node
{
    /// <summary>Labels written before it.</summary>
    public List<string>? Labels { get; set; }

    /// <summary>Steps that running it counts as: more for what is long, so that nobody hides much work in one step.</summary>
    public int Cost { get; set; } = 1;

    public abstract Flow Run(Frame f);

    /// <summary>What a loop does after its body. True: leave the loop with <paramref name="flow"/>.</summary>
    protected bool Leaves(Frame f, ref Flow flow)
    {
        if (flow == Flow.Return) return true;
        if (flow == Flow.Normal) return false;
        var mine = f.Label is null || (Labels?.Contains(f.Label) ?? false);
        if (!mine) return true;
        f.Label = null;
        if (flow == Flow.Continue)
        {
            flow = Flow.Normal;
            return false;
        }
        flow = Flow.Normal;
        return true;
    }
}

/// <param name="isTop">Not inside a function: its value may be the script's.</param>
internal sealed class ExpressionStatement(Expr expression, bool isTop) : Statement
{
    public override Flow Run(Frame f)
    {
        var value = expression.Eval(f);
        if (isTop) f.E.Completion = value;
        return Flow.Normal;
    }
}

internal sealed class Declaration(IReadOnlyList<(Target Target, Expr? Value)> parts, bool isVar) : Statement
{
    public IReadOnlyList<(Target Target, Expr? Value)> Parts => parts;

    public override Flow Run(Frame f)
    {
        foreach (var (target, value) in parts)
        {
            if (value is not null) target.Initialize(f, value.Eval(f));
            else if (!isVar) target.Initialize(f, JsValue.Undefined);
        }
        return Flow.Normal;
    }
}

internal sealed class Block(ScopeShape shape, IReadOnlyList<(int Index, FunctionNode Code)> functions, IReadOnlyList<Statement> statements) : Statement
{
    public override Flow Run(Frame f)
    {
        if (shape.Count == 0) return RunAll(f);
        var outer = f.Scope;
        f.E.Allocate(40 + 16L * shape.Count);
        f.Scope = new Scope(shape, outer);
        Hoist(f, functions);
        var flow = RunAll(f);
        f.Scope = outer;
        return flow;
    }

    private Flow RunAll(Frame f)
    {
        foreach (var statement in statements)
        {
            f.E.Charge(statement.Cost);
            var flow = statement.Run(f);
            if (flow == Flow.Normal) continue;
            if (flow != Flow.Break || f.Label is null || Labels is null || !Labels.Contains(f.Label)) return flow;
            f.Label = null;
            return Flow.Normal;
        }
        return Flow.Normal;
    }

    public static void Hoist(Frame f, IReadOnlyList<(int Index, FunctionNode Code)> functions)
    {
        foreach (var (index, code) in functions) f.Scope.Values[index] = new JsClosure(code, f.Scope, f);
    }
}

internal sealed class Empty : Statement
{
    public override Flow Run(Frame f) => Flow.Normal;
}

internal sealed class IfStatement(Expr condition, Statement yes, Statement? no, bool isTop) : Statement
{
    public override Flow Run(Frame f)
    {
        var holds = JsConvert.ToBool(condition.Eval(f));
        if (isTop) f.E.Completion = JsValue.Undefined;
        return holds ? yes.Run(f) : no?.Run(f) ?? Flow.Normal;
    }
}

internal sealed class ReturnStatement(Expr? value) : Statement
{
    public override Flow Run(Frame f)
    {
        f.Result = value?.Eval(f) ?? JsValue.Undefined;
        return Flow.Return;
    }
}

internal sealed class Jump(Flow flow, string? label) : Statement
{
    public override Flow Run(Frame f)
    {
        f.Label = label;
        return flow;
    }
}

internal sealed class ThrowStatement(Expr value) : Statement
{
    public override Flow Run(Frame f)
    {
        var thrown = value.Eval(f);
        f.E.At = this;
        f.E.Charge(200);
        throw f.E.Throw(thrown);
    }
}

internal sealed class TryStatement(Statement body, ScopeShape? catchShape, Target? caught, Statement? handler, Statement? finalizer) : Statement
{
    public override Flow Run(Frame f)
    {
        var outer = f.Scope;
        var flow = Flow.Normal;
        JsThrow? open = null;
        try
        {
            flow = body.Run(f);
        }
        catch (JsThrow thrown)
        {
            f.Scope = outer;
            open = thrown;
        }
        if (open is not null && handler is not null)
        {
            try
            {
                flow = Handle(f, open.Value);
                open = null;
            }
            catch (JsThrow again) when (finalizer is not null)
            {
                open = again;
            }
            f.Scope = outer;
        }
        return Finally(f, flow, open);
    }

    private Flow Handle(Frame f, JsValue value)
    {
        f.E.RestoreDepth(f.Depth);
        f.Scope = new Scope(catchShape!, f.Scope);
        caught?.Initialize(f, value);
        return handler!.Run(f);
    }

    private Flow Finally(Frame f, Flow flow, JsThrow? open)
    {
        if (finalizer is not null)
        {
            var (result, label, completion) = (f.Result, f.Label, f.E.Completion);
            f.E.RestoreDepth(f.Depth);
            var ended = finalizer.Run(f);
            if (ended != Flow.Normal) return ended;
            (f.Result, f.Label, f.E.Completion) = (result, label, completion);
        }
        return open is null ? flow : throw open;
    }
}

internal sealed class SwitchStatement(
    Expr subject, ScopeShape shape, IReadOnlyList<(int Index, FunctionNode Code)> functions,
    IReadOnlyList<(Expr? Test, IReadOnlyList<Statement> Body)> cases, bool isTop) : Statement
{
    public override Flow Run(Frame f)
    {
        var value = subject.Eval(f);
        if (isTop) f.E.Completion = JsValue.Undefined;
        var outer = f.Scope;
        f.Scope = new Scope(shape, outer);
        Block.Hoist(f, functions);
        var flow = RunFrom(f, Find(f, value));
        f.Scope = outer;
        if (flow == Flow.Break && (f.Label is null || (Labels?.Contains(f.Label) ?? false)))
        {
            f.Label = null;
            return Flow.Normal;
        }
        return flow;
    }

    private int Find(Frame f, JsValue value)
    {
        for (var i = 0; i < cases.Count; i++)
        {
            if (cases[i].Test is not { } test) continue;
            var asked = test.Eval(f);
            f.E.Compare(value, asked);
            if (JsConvert.StrictEquals(value, asked)) return i;
        }
        for (var i = 0; i < cases.Count; i++)
            if (cases[i].Test is null) return i;
        return cases.Count;
    }

    private Flow RunFrom(Frame f, int first)
    {
        for (var i = first; i < cases.Count; i++)
            foreach (var statement in cases[i].Body)
            {
                f.E.Charge(statement.Cost);
                var flow = statement.Run(f);
                if (flow != Flow.Normal) return flow;
            }
        return Flow.Normal;
    }
}
