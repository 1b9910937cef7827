namespace Petitions.Engine.Expressions;

internal delegate JsValue NativeCode(Evaluation e, JsValue self, JsValue[] args);

/// <summary>Something that can be called.</summary>
internal abstract class JsFunction() : JsObject(Builtins.FunctionPrototype)
{
    public override string ClassName => "Function";

    public abstract string Name { get; }
    public abstract int Length { get; }

    public abstract JsValue Call(Evaluation e, JsValue self, JsValue[] args);

    /// <param name="target">The class that new was asked for; another than this one when a derived class calls super.</param>
    public abstract JsValue Construct(Evaluation e, JsValue[] args, JsFunction target);

    /// <summary>The function as text.</summary>
    public virtual string Source => $"function {Name}() {{ [native code] }}";

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
        e.Charge(1 + args.Length / 8);
        e.CheckStack();
        return code(e, self, args);
    }

    public override JsValue Construct(Evaluation e, JsValue[] args, JsFunction target)
    {
        e.Charge(1 + args.Length / 8);
        e.CheckStack();
        if (construct is null) throw e.TypeError($"{name} is not a constructor");
        var made = construct(e, args);
        if (target != this && made.Object is { } derived) derived.Prototype = target.Get(e, "prototype").Object ?? derived.Prototype;
        return made;
    }
}

/// <summary>A function with its first arguments and its this fixed.</summary>
internal sealed class JsBound(JsFunction target, JsValue self, JsValue[] first) : JsFunction
{
    public override string Name => "bound " + target.Name;
    public override int Length => Math.Max(0, target.Length - first.Length);
    public override string Source => "function () { [native code] }";

    public override JsValue Call(Evaluation e, JsValue unused, JsValue[] args)
    {
        e.Enter();
        var result = target.Call(e, self, All(e, args));
        e.Leave();
        return result;
    }

    public override JsValue Construct(Evaluation e, JsValue[] args, JsFunction asked)
    {
        e.Enter();
        var result = target.Construct(e, All(e, args), asked == this ? target : asked);
        e.Leave();
        return result;
    }

    private JsValue[] All(Evaluation e, JsValue[] args)
    {
        e.Allocate(16L * (first.Length + args.Length));
        return [.. first, .. args];
    }
}

/// <summary>A function written in the script.</summary>
internal sealed class JsClosure(FunctionNode code, Scope scope, Frame? outer) : JsFunction
{
    /// <summary>A name given when the function was made; null when it has the name of its code.</summary>
    public string? OwnName { get; init; }

    /// <summary>The prototype or class that a method stands in, where super begins to look.</summary>
    public JsObject? Home { get; init; }

    /// <summary>The class whose constructor this is.</summary>
    public JsClass? Class { get; init; }

    public bool IsArrow => code.IsArrow;
    public override string Name => OwnName ?? code.Name;
    public override int Length => code.ExpectedArguments;
    public override string Source => code.Source;

    private bool MayConstruct => !code.IsArrow && !code.IsMethod && !code.IsAsync;

    public override bool TryGetOwn(string name, out JsValue value)
    {
        if (name == "prototype" && MayConstruct && !base.TryGetOwn(name, out value))
        {
            var prototype = new JsObject(Builtins.ObjectPrototype);
            prototype.Define("constructor", this, hidden: true);
            Define("prototype", prototype, hidden: true);
        }
        return base.TryGetOwn(name, out value);
    }

    public override JsValue Call(Evaluation e, JsValue self, JsValue[] args) => Run(e, self, args, null, out _);

    public override JsValue Construct(Evaluation e, JsValue[] args, JsFunction target)
    {
        if (!MayConstruct) throw e.TypeError($"{Name} is not a constructor");
        var made = new JsObject(target.Get(e, "prototype").Object ?? Builtins.ObjectPrototype);
        var result = Run(e, made, args, target, out _);
        return result.IsObject ? result : made;
    }

    /// <param name="self">"this" after the call: the constructor of a derived class gets it from super.</param>
    public JsValue Run(Evaluation e, JsValue given, JsValue[] args, JsFunction? target, out JsValue self)
    {
        e.Allocate(160 + 16L * code.Shape.Count);
        e.Charge(code.Cost);
        e.Enter();
        var frame = new Frame(e, new Scope(code.Shape, scope), given, args, outer, this) { Depth = e.Depth, NewTarget = target };
        var result = code.IsAsync ? Promises.Run(e, () => code.Invoke(frame, this)) : code.Invoke(frame, this);
        self = frame.Self;
        e.Leave();
        return result;
    }
}
