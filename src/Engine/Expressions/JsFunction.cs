namespace Petitions.Engine.Expressions;

internal delegate JsValue NativeCode(Evaluation e, JsValue self, JsValue[] args);

/// <summary>Something that can be called.</summary>
internal abstract class JsFunction() : JsObject(Builtins.FunctionPrototype)
{
    public override string ClassName => "Function";

    public abstract string Name { get; }
    public abstract int Length { get; }

    public abstract JsValue Call(Evaluation e, JsValue self, JsValue[] args);

    public abstract JsValue Construct(Evaluation e, JsValue[] args);

    public override bool TryGetOwn(string name, out JsValue value)
    {
        if (base.TryGetOwn(name, out value)) return true;
        switch (name)
        {
            case "name": value = Name; return true;
            case "length": value = Length; return true;
            default: return false;
        }
    }
}

/// <summary>A function of this engine or of Elsa.</summary>
internal sealed class JsNative(string name, int length, NativeCode code, Func<Evaluation, JsValue[], JsValue>? construct = null) : JsFunction
{
    public override string Name => name;
    public override int Length => length;

    public override JsValue Call(Evaluation e, JsValue self, JsValue[] args)
    {
        e.Charge(1);
        return code(e, self, args);
    }

    public override JsValue Construct(Evaluation e, JsValue[] args)
    {
        e.Charge(1);
        return construct is null ? throw e.TypeError($"{name} is not a constructor") : construct(e, args);
    }
}

/// <summary>A function with its first arguments and its this fixed.</summary>
internal sealed class JsBound(JsFunction target, JsValue self, JsValue[] first) : JsFunction
{
    public override string Name => "bound " + target.Name;
    public override int Length => Math.Max(0, target.Length - first.Length);

    public override JsValue Call(Evaluation e, JsValue unused, JsValue[] args) => target.Call(e, self, [.. first, .. args]);

    public override JsValue Construct(Evaluation e, JsValue[] args) => target.Construct(e, [.. first, .. args]);
}

/// <summary>A function written in the script.</summary>
internal sealed class JsClosure(FunctionNode code, Scope scope, Frame? outer) : JsFunction
{
    public override string Name => code.Name;
    public override int Length => code.ExpectedArguments;

    public override bool TryGetOwn(string name, out JsValue value)
    {
        if (name == "prototype" && !code.IsArrow && !base.TryGetOwn(name, out value))
        {
            var prototype = new JsObject(Builtins.ObjectPrototype);
            prototype.Define("constructor", this, hidden: true);
            Define("prototype", prototype, hidden: true);
        }
        return base.TryGetOwn(name, out value);
    }

    public override JsValue Call(Evaluation e, JsValue self, JsValue[] args) => code.Invoke(e, scope, code.IsArrow ? outer!.Self : self, args, outer, this);

    public override JsValue Construct(Evaluation e, JsValue[] args)
    {
        if (code.IsArrow || code.IsMethod) throw e.TypeError($"{Name} is not a constructor");
        var made = new JsObject(Get(e, "prototype").Object ?? Builtins.ObjectPrototype);
        var result = code.Invoke(e, scope, made, args, outer, this);
        return result.IsObject ? result : made;
    }
}
