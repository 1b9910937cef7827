namespace Petitions.Engine.Expressions;

internal sealed class TemplateText(IReadOnlyList<string> texts, IReadOnlyList<Expr> parts) : Expr
{
    public override JsValue Eval(Frame f)
    {
        var text = new System.Text.StringBuilder(texts[0]);
        for (var i = 0; i < parts.Count; i++)
        {
            var part = JsConvert.ToText(f.E, parts[i].Eval(f));
            f.E.Allocate(2L * (part.Length + texts[i + 1].Length));
            text.Append(part).Append(texts[i + 1]);
        }
        return f.E.Made(text.ToString());
    }
}

internal sealed class TaggedTemplate(Expr tag, IReadOnlyList<string> texts, IReadOnlyList<string> raws, IReadOnlyList<Expr> parts) : Expr
{
    public override JsValue Eval(Frame f)
    {
        var (function, self) = Call.Callee(f, tag);
        var strings = new JsArray([.. texts.Select(t => (JsValue)t)]);
        strings.Define("raw", new JsArray([.. raws.Select(t => (JsValue)t)]), hidden: true);
        JsValue[] args = [strings, .. parts.Select(p => p.Eval(f))];
        f.E.At = this;
        return function.Function is { } callable ? callable.Call(f.E, self, args) : throw f.E.TypeError("The tag of a template is not a function");
    }
}

internal sealed class RegexLiteral(Pattern pattern) : Expr
{
    public override JsValue Eval(Frame f)
    {
        f.E.Allocate(128);
        return new JsRegExp(pattern);
    }
}

internal sealed class ArrayLiteral(IReadOnlyList<Expr?> items) : Expr
{
    public IReadOnlyList<Expr?> Items => items;

    public override JsValue Eval(Frame f)
    {
        var list = new List<JsValue>(items.Count);
        f.E.Allocate(56 + 16L * items.Count);
        foreach (var item in items)
        {
            if (item is Spread spread) Iteration.Each(f.E, spread.Inner.Eval(f), value => Add(f.E, list, value));
            else list.Add(item?.Eval(f) ?? JsValue.Hole);
        }
        return new JsArray(list);
    }

    private static void Add(Evaluation e, List<JsValue> list, JsValue value)
    {
        e.Charge(1);
        e.Allocate(16);
        list.Add(value);
    }
}

/// <summary>... in an array, an object or the arguments of a call.</summary>
internal sealed class Spread(Expr inner) : Expr
{
    public Expr Inner => inner;

    public override JsValue Eval(Frame f) => inner.Eval(f);
}

internal enum MemberKind { Value, Get, Set, Spread }

/// <param name="Shorthand">Written as {a} or, in a pattern, {a = 1}.</param>
internal sealed record MemberLiteral(MemberKind Kind, string? Name, Expr? Computed, Expr Value, bool Shorthand = false);

internal sealed class ObjectLiteral(IReadOnlyList<MemberLiteral> members) : Expr
{
    public IReadOnlyList<MemberLiteral> Members => members;

    public override JsValue Eval(Frame f)
    {
        f.E.Allocate(64 + 48L * members.Count);
        var made = new JsObject(Builtins.ObjectPrototype);
        foreach (var member in members) Add(f, made, member);
        return made;
    }

    private static void Add(Frame f, JsObject made, MemberLiteral member)
    {
        if (member.Kind == MemberKind.Spread)
        {
            CopyMembers(f.E, member.Value.Eval(f), made, null);
            return;
        }
        var name = member.Name ?? JsConvert.ToKey(f.E, member.Computed!.Eval(f));
        var value = member.Computed is null ? member.Value.Eval(f) : member.Value.EvalNamed(f, Prefix(member.Kind) + Symbols.Shown(name));
        if (member.Kind == MemberKind.Value)
        {
            if (name == "__proto__" && !member.Shorthand && member.Computed is null) SetPrototype(made, value);
            else made.Define(name, value);
            return;
        }
        var accessor = made.TryGetOwn(name, out var known) && known.As<JsAccessor>() is { } both ? both : new JsAccessor(null, null);
        if (member.Kind == MemberKind.Get) accessor.Getter = value.Function;
        else accessor.Setter = value.Function;
        made.Define(name, accessor);
    }

    private static string Prefix(MemberKind kind) => kind == MemberKind.Get ? "get " : kind == MemberKind.Set ? "set " : "";

    private static void SetPrototype(JsObject made, JsValue prototype)
    {
        if (prototype.Object is { } given) made.Prototype = given;
        else if (prototype.IsNull) made.Prototype = null;
    }

    /// <summary>Copies own members, as spread and rest do.</summary>
    public static void CopyMembers(Evaluation e, JsValue from, JsObject to, IReadOnlyCollection<string>? except)
    {
        if (from.IsString)
            for (var i = 0; i < from.Text.Length; i++) to.Define(Values.ToText((long)i)!, from.Text[i].ToString());
        if (from.Object is not { } source) return;
        foreach (var key in source.OwnKeys(e))
        {
            if (except is not null && except.Contains(key)) continue;
            e.Charge(1);
            e.Allocate(48);
            to.Define(key, source.Get(e, key));
        }
    }
}

internal sealed class FunctionExpr(FunctionNode code) : Expr
{
    public FunctionNode Code => code;

    public override JsValue Eval(Frame f) => Make(f, null);

    public override void NameFunction(string name)
    {
        if (code.Name.Length == 0) code.Name = name;
    }

    // The code is shared by all evaluations; the name belongs to this function alone.
    public override JsValue EvalNamed(Frame f, string name) => Make(f, code.Name.TrimEnd().Length == 0 || code.Name is "get " or "set " ? name : null);

    private JsClosure Make(Frame f, string? name)
    {
        f.E.Allocate(96);
        return new(code, f.Scope, f) { OwnName = name };
    }
}
