namespace Petitions.Engine.Expressions;

/// <summary>a.b, a[b], a?.b.</summary>
internal sealed class Member(Expr owner, Expr key, bool isOptional) : Target
{
    public Expr Owner => owner;
    public Expr Key => key;
    public bool IsOptional => isOptional;

    /// <summary>Written where 'use strict' holds: what cannot be changed is an error.</summary>
    public bool IsStrict { get; init; }

    public override JsValue Eval(Frame f)
    {
        f.E.CheckStack();
        var from = owner.Eval(f);
        // An earlier ?. of the same chain found nothing.
        if (from.IsUnset || (isOptional && from.IsNullish)) return JsValue.Unset;
        return Read(f, from, key.Eval(f));
    }

    public (JsValue Owner, JsValue Key) Place(Frame f)
    {
        var from = owner.Eval(f);
        return (from, key.Eval(f));
    }

    public JsValue Read(Frame f, JsValue from, JsValue at)
    {
        if (from.As<JsArray>() is { } array && at.IsNumber && at.Number >= 0 && at.Number < array.Items.Count && at.Number == (int)at.Number)
            return array.At((int)at.Number);
        f.E.At = this;
        return Properties.Get(f.E, from, at);
    }

    public void Write(Frame f, JsValue to, JsValue at, JsValue value)
    {
        f.E.At = this;
        if (to.As<JsArray>() is { } array && at.IsNumber && at.Number >= 0 && at.Number < JsArray.Longest && at.Number == (int)at.Number)
        {
            if (!array.SetAt(f.E, (int)at.Number, value)) Refuse(f, at);
            return;
        }
        if (to.IsNullish) throw f.E.TypeError($"Cannot set properties of {JsConvert.ToText(f.E, to)} (setting '{JsConvert.ToKey(f.E, at)}')");
        if (to.Object is { } target && !target.Set(f.E, JsConvert.ToKey(f.E, at), value)) Refuse(f, at);
    }

    private void Refuse(Frame f, JsValue at)
    {
        if (IsStrict) throw f.E.TypeError($"Cannot assign to read only property '{Symbols.Shown(JsConvert.ToKey(f.E, at))}' of object");
    }

    public override void Assign(Frame f, JsValue value)
    {
        var (to, at) = Place(f);
        Write(f, to, at, value);
    }
}

/// <summary>The end of a chain with ?. in it: nothing found anywhere means undefined.</summary>
internal sealed class OptionalChain(Expr inner) : Expr
{
    public Expr Inner => inner;

    public override JsValue Eval(Frame f)
    {
        var value = inner.Eval(f);
        return value.IsUnset ? JsValue.Undefined : value;
    }
}

internal sealed class Call(Expr callee, IReadOnlyList<Expr> arguments, bool isOptional) : Expr
{
    /// <summary>The name in <c>getInput("name")</c>; null for any other call.</summary>
    public string? Input => callee is Name { Text: "getInput" } && arguments is [Constant { Value: { IsString: true } name }] ? name.Text : null;

    public override JsValue Eval(Frame f)
    {
        f.E.CheckStack();
        var (function, self) = Callee(f, callee);
        if (function.IsUnset || (isOptional && function.IsNullish)) return JsValue.Unset;
        var args = Arguments(f, arguments);
        f.E.At = this;
        if (function.Function is not { } callable) throw f.E.TypeError($"{Describe(callee)} is not a function");
        return callable.Call(f.E, self, args);
    }

    /// <summary>What is called, and on what.</summary>
    public static (JsValue Function, JsValue Self) Callee(Frame f, Expr callee)
    {
        if (callee is OptionalChain { Inner: Member inner })
        {
            var (found, on) = Callee(f, inner);
            return (found.IsUnset ? JsValue.Undefined : found, on);
        }
        if (callee is SuperMember above) return above.Read(f);
        if (callee is not Member member) return (callee.Eval(f), JsValue.Undefined);
        var self = member.Owner.Eval(f);
        if (self.IsUnset || (member.IsOptional && self.IsNullish)) return (JsValue.Unset, default);
        return (member.Read(f, self, member.Key.Eval(f)), self);
    }

    public static JsValue[] Arguments(Frame f, IReadOnlyList<Expr> arguments)
    {
        if (arguments.Count == 0) return [];
        var spreads = false;
        foreach (var argument in arguments) spreads |= argument is Spread;
        if (spreads) return Spread(f, arguments);
        var args = new JsValue[arguments.Count];
        for (var i = 0; i < args.Length; i++) args[i] = arguments[i].Eval(f);
        return args;
    }

    private static JsValue[] Spread(Frame f, IReadOnlyList<Expr> arguments)
    {
        var args = new List<JsValue>();
        foreach (var argument in arguments)
        {
            if (argument is Spread spread) Iteration.Each(f.E, spread.Inner.Eval(f), args.Add);
            else args.Add(argument.Eval(f));
        }
        f.E.Allocate(16L * args.Count);
        return [.. args];
    }

    public static string Describe(Expr expression) => expression switch
    {
        Name name => name.Text,
        Member { Key: Constant { Value: { IsString: true } key } } member => Describe(member.Owner) + "." + key.Text,
        Member member => Describe(member.Owner) + "[...]",
        OptionalChain chain => Describe(chain.Inner),
        This => "this",
        _ => "(intermediate value)",
    };
}

internal sealed class New(Expr callee, IReadOnlyList<Expr> arguments) : Expr
{
    public override JsValue Eval(Frame f)
    {
        var function = callee.Eval(f);
        var args = Call.Arguments(f, arguments);
        f.E.At = this;
        if (function.Function is not { } constructor) throw f.E.TypeError($"{Call.Describe(callee)} is not a constructor");
        f.E.Allocate(64);
        return constructor.Construct(f.E, args, constructor);
    }
}

/// <summary>Reading properties of any value.</summary>
internal static class Properties
{
    public static JsValue Get(Evaluation e, JsValue from, JsValue key)
    {
        if (from.Object is { } target) return target.Get(e, JsConvert.ToKey(e, key));
        if (from.IsString) return OfText(e, from, key);
        if (from.IsNullish) throw e.TypeError($"Cannot read properties of {JsConvert.ToText(e, from)} (reading '{JsConvert.ToKey(e, key)}')");
        return JsConvert.PrototypeOf(from).Get(e, JsConvert.ToKey(e, key), from);
    }

    public static JsValue Get(Evaluation e, JsValue from, string key) => Get(e, from, (JsValue)key);

    private static JsValue OfText(Evaluation e, JsValue from, JsValue key)
    {
        var text = from.Text;
        if (key.IsNumber && key.Number >= 0 && key.Number < text.Length && key.Number == (int)key.Number) return JsText.Char(text[(int)key.Number]);
        var name = JsConvert.ToKey(e, key);
        if (name == "length") return text.Length;
        if (JsArray.TryIndex(name, out var index)) return index < text.Length ? JsText.Char(text[(int)index]) : JsValue.Undefined;
        return Builtins.StringPrototype.Get(e, name, from);
    }
}
