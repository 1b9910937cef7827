namespace Petitions.Engine.Expressions;

/// <summary>Walking over what can be walked over.</summary>
internal static class Iteration
{
    public static IEnumerable<JsValue> Of(Evaluation e, JsValue value)
    {
        if (value.IsString) return Texts(value.Text);
        return value.Object switch
        {
            JsArray array => Items(array),
            JsCollection collection => Entries(e, collection, collection.IsMap ? Part.Both : Part.Key),
            JsIterator iterator => Rest(iterator.Items),
            JsBoxed { Value.IsString: true } boxed => Texts(boxed.Value.Text),
            { } other when other.Get(e, Symbols.Iterator.Key).Function is { } method => Own(e, value, method),
            _ => throw e.TypeError($"{JsConvert.Show(e, value)} is not iterable"),
        };
    }

    /// <summary>An object that brings its own iterator.</summary>
    private static IEnumerable<JsValue> Own(Evaluation e, JsValue value, JsFunction method)
    {
        var iterator = method.Call(e, value, []).Object ?? throw e.TypeError("Result of the Symbol.iterator method is not an object");
        if (iterator is JsIterator known) return Rest(known.Items);
        return iterator.Get(e, "next").Function is { } next ? Turns(e, iterator, next) : throw e.TypeError("The next of an iterator is not a function");
    }

    private static IEnumerable<JsValue> Turns(Evaluation e, JsObject iterator, JsFunction next)
    {
        var left = false;
        try
        {
            while (true)
            {
                // What the iterator itself throws has ended it; leaving it early is told to it.
                var turn = next.Call(e, iterator, []).Object ?? throw e.TypeError("Iterator result is not an object");
                if (JsConvert.ToBool(turn.Get(e, "done"))) yield break;
                var item = turn.Get(e, "value");
                left = true;
                yield return item;
                left = false;
            }
        }
        finally
        {
            if (left) iterator.Get(e, "return").Function?.Call(e, iterator, []);
        }
    }

    public enum Part { Key, Value, Both }

    public static IEnumerable<JsValue> Items(JsArray array)
    {
        for (var i = 0; i < array.Items.Count; i++) yield return array.At(i);
    }

    public static IEnumerable<JsValue> Entries(Evaluation e, JsCollection collection, Part part)
    {
        for (var i = 0; i < collection.Entries.Count; i++)
        {
            e.Charge(1);
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
            foreach (var key in each.OwnKeys(e))
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
