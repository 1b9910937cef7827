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
            f.E.Charge(1);
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
            f.E.Charge(1);
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
            f.E.Charge(1);
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

/// <summary>Walking over what can be walked over.</summary>
internal static class Iteration
{
    public static IEnumerable<JsValue> Of(Evaluation e, JsValue value)
    {
        if (value.IsString) return Texts(value.Text);
        return value.Object switch
        {
            JsArray array => Items(array),
            JsCollection collection => Entries(collection, collection.IsMap ? Part.Both : Part.Key),
            JsIterator iterator => Rest(iterator.Items),
            JsBoxed { Value.IsString: true } boxed => Texts(boxed.Value.Text),
            _ => throw e.TypeError($"{JsConvert.Show(e, value)} is not iterable"),
        };
    }

    public enum Part { Key, Value, Both }

    public static IEnumerable<JsValue> Items(JsArray array)
    {
        for (var i = 0; i < array.Items.Count; i++) yield return array.At(i);
    }

    public static IEnumerable<JsValue> Entries(JsCollection collection, Part part)
    {
        for (var i = 0; i < collection.Entries.Count; i++)
        {
            if (collection.Entries[i] is not { } entry) continue;
            yield return part switch
            {
                Part.Key => entry.Key,
                Part.Value => entry.Value,
                Part.Both => new JsArray([entry.Key, entry.Value]),
            };
        }
    }

    public static void Each(Evaluation e, JsValue value, Action<JsValue> act)
    {
        foreach (var item in Of(e, value))
        {
            e.Charge(1);
            act(item);
        }
    }

    /// <summary>Enumerable names, inherited ones too, as for … in gives them.</summary>
    public static IEnumerable<JsValue> Keys(Evaluation e, JsValue value)
    {
        if (value.IsString) return Enumerable.Range(0, value.Text.Length).Select(i => (JsValue)Values.ToText((long)i)!);
        var seen = new HashSet<string>();
        var keys = new List<JsValue>();
        for (var each = value.Object; each is not null; each = each.Prototype)
            foreach (var key in each.OwnKeys())
                if (seen.Add(key)) keys.Add(key);
        e.Allocate(40L * keys.Count);
        return keys;
    }

    private static IEnumerable<JsValue> Texts(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) yield return text.Substring(i++, 2);
            else yield return JsText.Char(text[i]);
        }
    }

    private static IEnumerable<JsValue> Rest(IEnumerator<JsValue> items)
    {
        while (items.MoveNext()) yield return items.Current;
    }
}
