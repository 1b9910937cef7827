namespace Petitions.Engine.Expressions;

internal sealed class WhileLoop(Expr condition, Statement body, bool testsLast, bool isTop) : Statement
{
    public override Flow Run(Frame f)
    {
        if (isTop) f.E.Completion = JsValue.Undefined;
        if (!testsLast && !JsConvert.ToBool(condition.Eval(f))) return Flow.Normal;
        do
        {
            f.E.At = this;
            f.E.Charge(Cost);
            var flow = body.Run(f);
            if (Leaves(f, ref flow)) return flow;
        }
        while (JsConvert.ToBool(condition.Eval(f)));
        return Flow.Normal;
    }
}

internal sealed class ForLoop(ScopeShape shape, Statement? first, Expr? condition, Expr? next, Statement body, bool isTop) : Statement
{
    public override Flow Run(Frame f)
    {
        if (isTop) f.E.Completion = JsValue.Undefined;
        var outer = f.Scope;
        f.Scope = new Scope(shape, outer);
        var flow = Turns(f);
        f.Scope = outer;
        return flow;
    }

    private Flow Turns(Frame f)
    {
        first?.Run(f);
        while (condition is null || JsConvert.ToBool(condition.Eval(f)))
        {
            f.E.At = this;
            f.E.Charge(Cost);
            var flow = body.Run(f);
            if (Leaves(f, ref flow)) return flow;
            if (shape.IsCaptured && shape.Count > 0)
            {
                f.E.Allocate(40 + 16L * shape.Count);
                f.Scope = f.Scope.Copy();
            }
            next?.Eval(f);
        }
        return Flow.Normal;
    }
}

/// <summary>for (… of …) and for (… in …).</summary>
internal sealed class ForEachLoop(ScopeShape shape, Target target, bool declares, Expr subject, bool overKeys, Statement body, bool isTop) : Statement
{
    public override Flow Run(Frame f)
    {
        if (isTop) f.E.Completion = JsValue.Undefined;
        var outer = f.Scope;
        f.Scope = new Scope(shape, outer);
        var values = subject.Eval(f);
        f.Scope = outer;
        f.E.At = this;
        foreach (var value in overKeys ? Iteration.Keys(f.E, values) : Iteration.Of(f.E, values))
        {
            f.E.At = this;
            f.E.Charge(Cost);
            f.Scope = new Scope(shape, outer);
            if (shape.Count > 0) f.E.Allocate(40 + 16L * shape.Count);
            if (declares) target.Initialize(f, value);
            else target.Assign(f, value);
            var flow = body.Run(f);
            f.Scope = outer;
            if (Leaves(f, ref flow)) return flow;
        }
        return Flow.Normal;
    }
}
