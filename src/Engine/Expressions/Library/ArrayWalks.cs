using System.Text;

namespace Petitions.Engine.Expressions;

/// <summary>The methods of arrays that leave the array as it is.</summary>
internal static class ArrayWalks
{
    public static void Fill(JsObject p)
    {
        Builtins.Method(p, "forEach", 1, static (e, self, a) => { Walk(e, self, a, static (_, _, _) => false); return JsValue.Undefined; });
        Builtins.Method(p, "map", 1, Map);
        Builtins.Method(p, "filter", 1, static (e, self, a) =>
        {
            var kept = ArrayLibrary.New(e, []);
            Walk(e, self, a, (value, _, yes) => { if (JsConvert.ToBool(yes)) kept.Push(e, value); return false; });
            return kept;
        });
        Builtins.Method(p, "some", 1, static (e, self, a) => Walk(e, self, a, static (_, _, yes) => JsConvert.ToBool(yes)) >= 0);
        Builtins.Method(p, "every", 1, static (e, self, a) => Walk(e, self, a, static (_, _, yes) => !JsConvert.ToBool(yes)) < 0);
        Builtins.Method(p, "find", 1, static (e, self, a) => ArrayLibrary.This(e, self).At(Search(e, self, a, false)));
        Builtins.Method(p, "findIndex", 1, static (e, self, a) => Search(e, self, a, false));
        Builtins.Method(p, "findLast", 1, static (e, self, a) => ArrayLibrary.This(e, self).At(Search(e, self, a, true)));
        Builtins.Method(p, "findLastIndex", 1, static (e, self, a) => Search(e, self, a, true));
        Builtins.Method(p, "reduce", 1, static (e, self, a) => Reduce(e, self, a, fromEnd: false));
        Builtins.Method(p, "reduceRight", 1, static (e, self, a) => Reduce(e, self, a, fromEnd: true));
        Builtins.Method(p, "includes", 1, static (e, self, a) => IndexOf(e, self, a, JsConvert.SameValueZero, skipHoles: false) >= 0);
        Builtins.Method(p, "indexOf", 1, static (e, self, a) => IndexOf(e, self, a, JsConvert.StrictEquals, skipHoles: true));
        Builtins.Method(p, "lastIndexOf", 1, LastIndexOf);
        Builtins.Method(p, "join", 1, static (e, self, a) => Join(e, ArrayLibrary.This(e, self), a.Arg(0).IsUndefined ? "," : JsConvert.ToText(e, a[0])));
        Builtins.Method(p, "toString", 0, static (e, self, _) => Join(e, ArrayLibrary.This(e, self), ","));
        Builtins.Method(p, "toLocaleString", 0, static (e, self, _) => Join(e, ArrayLibrary.This(e, self), ","));
        Builtins.Method(p, "slice", 2, Slice);
        Builtins.Method(p, "concat", 1, Concat);
        Builtins.Method(p, "at", 1, static (e, self, a) => ArrayLibrary.This(e, self) is var array && JsConvert.ToInteger(e, a.Arg(0)) is var at ? array.At((int)(at < 0 ? at + array.Items.Count : at)) : default);
        Builtins.Method(p, "flat", 0, static (e, self, a) => Flat(e, ArrayLibrary.This(e, self), a.Arg(0).IsUndefined ? 1 : JsConvert.ToInteger(e, a[0])));
        Builtins.Method(p, "flatMap", 1, static (e, self, a) => Flat(e, Map(e, self, a).As<JsArray>()!, 1));
        Builtins.Method(p, "keys", 0, static (e, self, _) => new JsIterator(Enumerable.Range(0, ArrayLibrary.This(e, self).Items.Count).Select(i => (JsValue)i).GetEnumerator()));
        Builtins.Walker(p, "values", static (e, self, _) => new JsIterator(Iteration.Items(ArrayLibrary.This(e, self)).GetEnumerator()));
        Builtins.Method(p, "entries", 0, static (e, self, _) =>
            new JsIterator(Iteration.Items(ArrayLibrary.This(e, self)).Select((v, i) => (JsValue)new JsArray([i, v])).GetEnumerator()));
    }

    private static JsFunction Callback(Evaluation e, JsValue[] args) =>
        args.Arg(0).Function ?? throw e.TypeError($"{JsConvert.Show(e, args.Arg(0))} is not a function");

    /// <summary>Calls back for each place that is filled; stops, and says where, when the visitor is content.</summary>
    private static int Walk(Evaluation e, JsValue self, JsValue[] args, Func<JsValue, int, JsValue, bool> visit)
    {
        var array = ArrayLibrary.This(e, self);
        var callback = Callback(e, args);
        var count = array.Items.Count;
        for (var i = 0; i < count && i < array.Items.Count; i++)
        {
            e.Charge(1);
            var value = array.Items[i];
            if (!value.IsHole && visit(value, i, callback.Call(e, args.Arg(1), [value, i, self]))) return i;
        }
        return -1;
    }

    private static JsValue Map(Evaluation e, JsValue self, JsValue[] args)
    {
        var items = new List<JsValue>();
        e.Allocate(56 + 16L * ArrayLibrary.This(e, self).Items.Count);
        Walk(e, self, args, (_, i, result) =>
        {
            while (items.Count < i) items.Add(JsValue.Hole);
            items.Add(result);
            return false;
        });
        while (items.Count < ArrayLibrary.This(e, self).Items.Count) items.Add(JsValue.Hole);
        return new JsArray(items);
    }

    private static int Search(Evaluation e, JsValue self, JsValue[] args, bool fromEnd)
    {
        var array = ArrayLibrary.This(e, self);
        var callback = Callback(e, args);
        var count = array.Items.Count;
        for (var n = 0; n < count; n++)
        {
            var i = fromEnd ? count - 1 - n : n;
            e.Charge(1);
            if (JsConvert.ToBool(callback.Call(e, args.Arg(1), [array.At(i), i, self]))) return i;
        }
        return -1;
    }

    private static JsValue Reduce(Evaluation e, JsValue self, JsValue[] args, bool fromEnd)
    {
        var array = ArrayLibrary.This(e, self);
        var callback = Callback(e, args);
        var has = args.Length > 1;
        var result = args.Arg(1);
        var count = array.Items.Count;
        for (var n = 0; n < count; n++)
        {
            var i = fromEnd ? count - 1 - n : n;
            e.Charge(1);
            if (i >= array.Items.Count || array.Items[i].IsHole) continue;
            result = has ? callback.Call(e, JsValue.Undefined, [result, array.Items[i], i, self]) : array.Items[i];
            has = true;
        }
        return has ? result : throw e.TypeError("Reduce of empty array with no initial value");
    }

    private static int IndexOf(Evaluation e, JsValue self, JsValue[] args, Func<JsValue, JsValue, bool> equal, bool skipHoles)
    {
        var array = ArrayLibrary.This(e, self);
        e.Charge(array.Items.Count / 2);
        for (var i = ArrayLibrary.Place(e, args.Arg(1), array.Items.Count, 0); i < array.Items.Count; i++)
        {
            e.Compare(array.At(i), args.Arg(0));
            if (!(skipHoles && array.Items[i].IsHole) && equal(array.At(i), args.Arg(0))) return i;
        }
        return -1;
    }

    private static JsValue LastIndexOf(Evaluation e, JsValue self, JsValue[] args)
    {
        var array = ArrayLibrary.This(e, self);
        e.Charge(array.Items.Count / 2);
        var count = array.Items.Count;
        var from = args.Length < 2 ? count - 1 : JsConvert.ToInteger(e, args[1]) is var at && at < 0 ? at + count : Math.Min(at, count - 1);
        for (var i = (int)Math.Min(from, array.Items.Count - 1); i >= 0; i--)
        {
            e.Compare(array.Items[i], args.Arg(0));
            if (!array.Items[i].IsHole && JsConvert.StrictEquals(array.Items[i], args.Arg(0))) return i;
        }
        return -1;
    }

    private static string Join(Evaluation e, JsArray array, string separator, int depth = 0)
    {
        e.CheckDepth(depth);
        var text = new StringBuilder();
        for (var i = 0; i < array.Items.Count; i++)
        {
            e.Charge(1);
            if (i > 0)
            {
                e.Allocate(2L * separator.Length);
                text.Append(separator);
            }
            var value = array.At(i);
            if (value.IsNullish) continue;
            var part = value.As<JsArray>() is { } inner ? Join(e, inner, ",", depth + 1) : JsConvert.ToText(e, value);
            e.Allocate(2L * part.Length);
            text.Append(part);
        }
        return e.Made(text.ToString());
    }

    private static JsValue Slice(Evaluation e, JsValue self, JsValue[] args)
    {
        var items = ArrayLibrary.This(e, self).Items;
        var start = ArrayLibrary.Place(e, args.Arg(0), items.Count, 0);
        var end = ArrayLibrary.Place(e, args.Arg(1), items.Count, items.Count);
        end = Math.Min(end, items.Count);
        return ArrayLibrary.New(e, end > start ? items.GetRange(start, end - start) : []);
    }

    private static JsValue Concat(Evaluation e, JsValue self, JsValue[] args)
    {
        var all = new List<JsValue>(ArrayLibrary.This(e, self).Items);
        foreach (var arg in args)
        {
            if (arg.As<JsArray>() is { } array) all.AddRange(array.Items);
            else all.Add(arg);
            if (all.Count > JsArray.Longest) throw e.OutOfMemory();
        }
        return ArrayLibrary.New(e, all);
    }

    private static JsArray Flat(Evaluation e, JsArray array, double depth)
    {
        var flat = ArrayLibrary.New(e, []);
        Add(array, depth, 0);
        return flat;

        void Add(JsArray from, double left, int level)
        {
            e.CheckDepth(level);
            foreach (var value in from.Items)
            {
                e.Charge(1);
                if (value.IsHole) continue;
                if (left >= 1 && value.As<JsArray>() is { } inner) Add(inner, left - 1, level + 1);
                else flat.Push(e, value);
            }
        }
    }
}
