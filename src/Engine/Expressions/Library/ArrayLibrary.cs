namespace Petitions.Engine.Expressions;

/// <summary>Array: its making, and the methods that change the array. Those that only look are in <see cref="ArrayWalks"/>.</summary>
internal static class ArrayLibrary
{
    public static void Fill()
    {
        var constructor = Builtins.Constructor("Array", 1, Builtins.ArrayPrototype, static (e, _, a) => Make(e, a), Make);
        Builtins.Method(constructor, "isArray", 1, static (_, _, a) => a.Arg(0).As<JsArray>() is { IsArguments: false });
        Builtins.Method(constructor, "of", 0, static (e, _, a) => New(e, [.. a]));
        Builtins.Method(constructor, "from", 1, From);
        var prototype = Builtins.ArrayPrototype;
        Builtins.Method(prototype, "push", 1, Push);
        Builtins.Method(prototype, "pop", 0, static (e, self, _) => TakeAt(e, self, last: true));
        Builtins.Method(prototype, "shift", 0, static (e, self, _) => TakeAt(e, self, last: false));
        Builtins.Method(prototype, "unshift", 1, Unshift);
        Builtins.Method(prototype, "splice", 2, Splice);
        Builtins.Method(prototype, "reverse", 0, static (e, self, _) => { Changing(e, self).Items.Reverse(); return self; });
        Builtins.Method(prototype, "sort", 1, static (e, self, a) => { Sort(e, Changing(e, self).Items, a.Arg(0)); return self; });
        Builtins.Method(prototype, "fill", 1, FillWith);
        Builtins.Method(prototype, "copyWithin", 2, CopyWithin);
        Builtins.Method(prototype, "toReversed", 0, static (e, self, _) => New(e, Enumerable.Reverse(Solid(This(e, self))).ToList()));
        Builtins.Method(prototype, "toSorted", 1, static (e, self, a) => { var copy = Solid(This(e, self)); Sort(e, copy, a.Arg(0)); return New(e, copy); });
        Builtins.Method(prototype, "toSpliced", 2, static (e, self, a) => { var copy = New(e, Solid(This(e, self))); Splice(e, copy, a); return copy; });
        Builtins.Method(prototype, "with", 2, With);
        ArrayWalks.Fill(prototype);
    }

    /// <summary>The array, or what is like one as an array: a text, an object with a length.</summary>
    public static JsArray This(Evaluation e, JsValue self)
    {
        if (self.As<JsArray>() is { } array) return array;
        if (self.IsNullish) throw e.TypeError("Array.prototype method called on null or undefined");
        return self.IsString || self.Object is { } like && like.Has(e, "length") ? From(e, default, [self]).As<JsArray>()! : new JsArray([]);
    }

    public static JsArray New(Evaluation e, List<JsValue> items)
    {
        e.Allocate(56 + 16L * items.Count);
        e.Charge(items.Count / 8);
        return new JsArray(items);
    }

    /// <summary>A place counted from the end when negative, within the array.</summary>
    public static int Place(Evaluation e, JsValue value, int length, int otherwise)
    {
        if (value.IsUndefined) return otherwise;
        var at = JsConvert.ToInteger(e, value);
        return (int)(at < 0 ? Math.Max(0, length + at) : Math.Min(at, length));
    }

    public static List<JsValue> Solid(JsArray array) => [.. Iteration.Items(array)];

    private static JsArray Changing(Evaluation e, JsValue self)
    {
        var array = self.As<JsArray>() ?? throw e.TypeError("Only an array can be changed");
        if (array.IsFrozen) throw e.TypeError("Cannot change the array: it is frozen");
        e.Charge(array.Items.Count / 8);
        return array;
    }

    private static JsArray Resizing(Evaluation e, JsValue self)
    {
        var array = Changing(e, self);
        return !array.IsSealed && array.IsExtensible ? array : throw e.TypeError("Cannot change the length of the array: it is sealed");
    }

    private static JsValue Make(Evaluation e, JsValue[] args)
    {
        if (args is not [{ IsNumber: true }]) return New(e, [.. args]);
        var array = New(e, []);
        array.Set(e, "length", args[0]);
        return array;
    }

    private static JsValue From(Evaluation e, JsValue self, JsValue[] args)
    {
        var map = args.Arg(1).Function;
        var list = new List<JsValue>();
        var source = args.Arg(0);
        if (source.Object is { } o and not (JsArray or JsCollection or JsIterator or JsBoxed))
        {
            var length = JsConvert.ToInteger(e, o.Get(e, "length"));
            for (var i = 0; i < length; i++) Add(o.Get(e, NumberText.Of(i)));
        }
        else if (!source.IsNumber && !source.IsBool) Iteration.Each(e, source, Add);
        return new JsArray(list);

        void Add(JsValue value)
        {
            e.Charge(1);
            e.Allocate(16);
            list.Add(map is null ? value : map.Call(e, JsValue.Undefined, [value, list.Count]));
        }
    }

    private static JsValue Push(Evaluation e, JsValue self, JsValue[] args)
    {
        var array = self.As<JsArray>() ?? throw e.TypeError("Only an array can be changed");
        foreach (var value in args) array.Push(e, value);
        return array.Items.Count;
    }

    private static JsValue TakeAt(Evaluation e, JsValue self, bool last)
    {
        var array = Resizing(e, self);
        if (array.Items.Count == 0) return JsValue.Undefined;
        var at = last ? array.Items.Count - 1 : 0;
        var value = array.At(at);
        array.Items.RemoveAt(at);
        return value;
    }

    private static JsValue Unshift(Evaluation e, JsValue self, JsValue[] args)
    {
        var array = Resizing(e, self);
        e.Allocate(16L * args.Length);
        array.Items.InsertRange(0, args);
        return array.Items.Count;
    }

    private static JsValue Splice(Evaluation e, JsValue self, JsValue[] args)
    {
        var array = Resizing(e, self);
        var count = array.Items.Count;
        var start = Place(e, args.Arg(0), count, 0);
        var asked = args.Length > 1 ? JsConvert.ToInteger(e, args[1]) : 0;
        count = array.Items.Count;
        start = Math.Min(start, count);
        var remove = args.Length == 0 ? 0 : args.Length == 1 ? count - start : (int)Math.Clamp(asked, 0, count - start);
        var removed = array.Items.GetRange(start, remove);
        array.Items.RemoveRange(start, remove);
        if (args.Length > 2)
        {
            e.Allocate(16L * args.Length);
            array.Items.InsertRange(start, args[2..]);
        }
        return New(e, removed);
    }

    private static JsValue FillWith(Evaluation e, JsValue self, JsValue[] args)
    {
        var array = Changing(e, self);
        var end = Place(e, args.Arg(2), array.Items.Count, array.Items.Count);
        for (var i = Place(e, args.Arg(1), array.Items.Count, 0); i < end && i < array.Items.Count; i++) array.Items[i] = args.Arg(0);
        return self;
    }

    private static JsValue CopyWithin(Evaluation e, JsValue self, JsValue[] args)
    {
        var items = Changing(e, self).Items;
        var to = Place(e, args.Arg(0), items.Count, 0);
        var start = Place(e, args.Arg(1), items.Count, 0);
        var count = Math.Min(Place(e, args.Arg(2), items.Count, items.Count) - start, items.Count - to);
        if (count <= 0 || start + count > items.Count || to + count > items.Count) return self;
        var part = items.GetRange(start, count);
        for (var i = 0; i < count; i++) items[to + i] = part[i];
        return self;
    }

    private static JsValue With(Evaluation e, JsValue self, JsValue[] args)
    {
        var copy = Solid(This(e, self));
        var at = JsConvert.ToInteger(e, args.Arg(0));
        if (at < 0) at += copy.Count;
        if (at < 0 || at >= copy.Count) throw e.RangeError("Invalid index : " + NumberText.Of(JsConvert.ToInteger(e, args.Arg(0))));
        copy[(int)at] = args.Arg(1);
        return New(e, copy);
    }

    /// <summary>Stable; undefined goes to the end, holes behind it.</summary>
    private static void Sort(Evaluation e, List<JsValue> items, JsValue comparer)
    {
        if (comparer is { IsUndefined: false, Function: null }) throw e.TypeError("The comparison function must be either a function or undefined");
        // Whatever is called meanwhile may change the array: a copy is sorted.
        var solid = items.Where(v => !v.IsHole && !v.IsUndefined).ToArray();
        var holes = items.Count(v => v.IsHole);
        var undefined = items.Count - holes - solid.Length;
        e.Allocate(16L * items.Count);
        var sorted = comparer.Function is { } function
            ? Merge(e, solid, (a, b) => JsConvert.ToNumber(e, function.Call(e, JsValue.Undefined, [a, b])))
            : SortTexts(e, solid);
        items.Clear();
        items.AddRange(sorted);
        items.AddRange(Enumerable.Repeat(JsValue.Undefined, undefined));
        items.AddRange(Enumerable.Repeat(JsValue.Hole, holes));
    }

    private static IEnumerable<JsValue> SortTexts(Evaluation e, JsValue[] items)
    {
        e.Allocate(32L * items.Length);
        return Merge(e, items.Select(v => (Text: JsConvert.ToText(e, v), Value: v)).ToArray(), Texts).Select(k => k.Value);

        double Texts((string Text, JsValue Value) a, (string Text, JsValue Value) b)
        {
            e.Charge(1);
            e.Compare(a.Text, b.Text);
            return string.CompareOrdinal(a.Text, b.Text);
        }
    }

    /// <summary>A merge sort of our own: a comparison function that contradicts itself must not disturb it.</summary>
    private static T[] Merge<T>(Evaluation e, T[] items, Func<T, T, double> compare)
    {
        if (items.Length < 2) return items;
        e.Charge(items.Length / 8);
        e.Allocate(32L * items.Length);
        var left = Merge(e, items[..(items.Length / 2)], compare);
        var right = Merge(e, items[(items.Length / 2)..], compare);
        var (i, j) = (0, 0);
        for (var at = 0; at < items.Length; at++)
        {
            var takeLeft = j >= right.Length || (i < left.Length && !(compare(left[i], right[j]) > 0));
            items[at] = takeLeft ? left[i++] : right[j++];
        }
        return items;
    }
}
