namespace Petitions.Engine.Expressions;

/// <summary>Anything with a place in the script.</summary>
internal abstract class Node
{
    public int Line { get; init; }
    public int Column { get; init; }
}

/// <summary>Something that has a value.</summary>
internal abstract class Expr : Node
{
    public abstract JsValue Eval(Frame f);

    /// <summary>A name that an anonymous function takes from what it is assigned to.</summary>
    public virtual void NameFunction(string name)
    {
    }

    /// <summary>The value, where the name for an anonymous function is known only now.</summary>
    public virtual JsValue EvalNamed(Frame f, string name) => Eval(f);
}

/// <summary>Something that can be assigned to.</summary>
internal abstract class Target : Expr
{
    public abstract void Assign(Frame f, JsValue value);

    /// <summary>Gives a declared name its first value, even when it is constant.</summary>
    public virtual void Initialize(Frame f, JsValue value) => Assign(f, value);
}

internal sealed class Constant(JsValue value) : Expr
{
    public JsValue Value => value;

    public override JsValue Eval(Frame f) => value;
}

internal sealed class Name(string name) : Target
{
    public string Text => name;

    public override JsValue Eval(Frame f)
    {
        for (var scope = f.Scope; scope is not null; scope = scope.Outer!)
        {
            var at = scope.Shape.Find(name);
            if (at < 0) continue;
            var value = scope.Values[at];
            if (value.IsUnset) throw Fail(f).ReferenceError($"Cannot access '{name}' before initialization");
            return value;
        }
        if (f.E.TryGlobal(name, out var global)) return global;
        throw Fail(f).ReferenceError(Unsupported.Sentence(name));
    }

    /// <summary>Undefined in place of an error, as typeof wants it.</summary>
    public JsValue EvalOrUndefined(Frame f)
    {
        for (var scope = f.Scope; scope is not null; scope = scope.Outer!)
            if (scope.Shape.Find(name) >= 0) return Eval(f);
        return f.E.TryGlobal(name, out var global) ? global : JsValue.Undefined;
    }

    public override void Assign(Frame f, JsValue value)
    {
        for (var scope = f.Scope; scope is not null; scope = scope.Outer!)
        {
            var at = scope.Shape.Find(name);
            if (at < 0) continue;
            if (scope.Values[at].IsUnset) throw Fail(f).ReferenceError($"Cannot access '{name}' before initialization");
            if (scope.Shape.IsConstant(at)) throw Fail(f).TypeError("Assignment to constant variable.");
            scope.Values[at] = value;
            return;
        }
        f.E.SetGlobal(name, value);
    }

    public override void Initialize(Frame f, JsValue value)
    {
        for (var scope = f.Scope; scope is not null; scope = scope.Outer!)
        {
            var at = scope.Shape.Find(name);
            if (at < 0) continue;
            scope.Values[at] = value;
            return;
        }
        f.E.SetGlobal(name, value);
    }

    private Evaluation Fail(Frame f)
    {
        f.E.At = this;
        return f.E;
    }
}

internal sealed class This : Expr
{
    public override JsValue Eval(Frame f)
    {
        var self = f.Owner.Self;
        if (!self.IsUnset) return self;
        f.E.At = this;
        throw f.E.ReferenceError("Must call super constructor in derived class before accessing 'this' or returning from derived constructor");
    }
}
