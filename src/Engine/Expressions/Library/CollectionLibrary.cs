namespace Petitions.Engine.Expressions;

/// <summary>Map, Set and iterators.</summary>
internal static class CollectionLibrary
{
    public static void Fill()
    {
        FillMap(Builtins.MapPrototype);
        FillSet(Builtins.SetPrototype);
        foreach (var p in (JsObject[])[Builtins.MapPrototype, Builtins.SetPrototype])
        {
            Builtins.Method(p, "has", 1, static (e, self, a) => This(e, self).Contains(Key(e, a)));
            Builtins.Method(p, "delete", 1, static (e, self, a) => This(e, self).Remove(Key(e, a)));
            Builtins.Method(p, "clear", 0, static (e, self, _) => { e.Charge(This(e, self).Entries.Count / 2); This(e, self).Clear(); return JsValue.Undefined; });
            Builtins.Getter(p, "size", static (e, self, _) => This(e, self).Count);
            Builtins.Method(p, "forEach", 1, ForEach);
        }
        Builtins.Method(Builtins.IteratorPrototype, Symbols.Iterator.Key, 0, static (_, self, _) => self);
        Builtins.Method(Builtins.IteratorPrototype, "next", 0, static (e, self, _) =>
        {
            var items = (self.As<JsIterator>() ?? throw e.TypeError("This is not an iterator")).Items;
            var result = new JsObject(Builtins.ObjectPrototype);
            e.Allocate(128);
            var more = items.MoveNext();
            result.Define("value", more ? items.Current : JsValue.Undefined);
            result.Define("done", !more);
            return result;
        });
    }

    private static JsValue Key(Evaluation e, JsValue[] args) => args.Arg(0) is { IsString: true } text ? e.Look(text.Text) : args.Arg(0);

    private static JsCollection This(Evaluation e, JsValue self) => self.As<JsCollection>() ?? throw e.TypeError("This is neither a Map nor a Set");

    private static void FillMap(JsObject p)
    {
        var constructor = Builtins.Constructor("Map", 0, p, static (e, _, _) => throw e.TypeError("Constructor Map requires 'new'"), static (e, a) =>
        {
            var map = new JsCollection(isMap: true);
            if (a.Arg(0).IsNullish) return map;
            Iteration.Each(e, a[0], entry =>
            {
                if (!entry.IsObject) throw e.TypeError($"Iterator value {JsConvert.Show(e, entry)} is not an entry object");
                map.Put(e, Properties.Get(e, entry, 0), Properties.Get(e, entry, 1));
            });
            return map;
        });
        Builtins.Method(constructor, "groupBy", 2, static (e, _, a) =>
        {
            var groups = new JsCollection(isMap: true);
            var index = 0;
            var chooser = a.Arg(1).Function ?? throw e.TypeError($"{JsConvert.Show(e, a.Arg(1))} is not a function");
            Iteration.Each(e, a.Arg(0), item =>
            {
                var key = chooser.Call(e, JsValue.Undefined, [item, index++]);
                if (groups.Get(key).As<JsArray>() is not { } group) groups.Put(e, key, group = new JsArray([]));
                group.Push(e, item);
            });
            return groups;
        });
        Builtins.Method(p, "get", 1, static (e, self, a) => This(e, self).Get(Key(e, a)));
        Builtins.Method(p, "set", 2, static (e, self, a) => { This(e, self).Put(e, Key(e, a), a.Arg(1)); return self; });
        Builtins.Method(p, "keys", 0, static (e, self, _) => Walk(e, self, Iteration.Part.Key));
        Builtins.Method(p, "values", 0, static (e, self, _) => Walk(e, self, Iteration.Part.Value));
        Builtins.Walker(p, "entries", static (e, self, _) => Walk(e, self, Iteration.Part.Both));
    }

    private static void FillSet(JsObject p)
    {
        Builtins.Constructor("Set", 0, p, static (e, _, _) => throw e.TypeError("Constructor Set requires 'new'"), static (e, a) =>
        {
            var set = new JsCollection(isMap: false);
            if (!a.Arg(0).IsNullish) Iteration.Each(e, a[0], item => set.Put(e, item, item));
            return set;
        });
        Builtins.Method(p, "add", 1, static (e, self, a) => { This(e, self).Put(e, Key(e, a), a.Arg(0)); return self; });
        Builtins.Method(p, "keys", 0, static (e, self, _) => Walk(e, self, Iteration.Part.Key));
        Builtins.Walker(p, "values", static (e, self, _) => Walk(e, self, Iteration.Part.Key));
        Builtins.Method(p, "entries", 0, static (e, self, _) => Walk(e, self, Iteration.Part.Both));
        Combine("union", (left, right) => left.Concat(right));
        Combine("intersection", (left, right) => left.Where(right.ToHashSet(Same).Contains));
        Combine("difference", (left, right) => left.Except(right, Same));

        void Combine(string name, Func<List<JsValue>, List<JsValue>, IEnumerable<JsValue>> how) => Builtins.Method(p, name, 1, (e, self, a) =>
        {
            var result = new JsCollection(isMap: false);
            var left = Iteration.Entries(e, This(e, self), Iteration.Part.Key).ToList();
            var right = Iteration.Of(e, a.Arg(0)).ToList();
            e.Charge(left.Count + right.Count);
            foreach (var item in how(left, right)) result.Put(e, item, item);
            return result;
        });
    }

    private static readonly EqualityComparer<JsValue> Same = EqualityComparer<JsValue>.Create(
        JsConvert.SameValueZero, v => v.IsString ? v.Text.GetHashCode(StringComparison.Ordinal) : v.IsNumber ? (v.Number + 0.0).GetHashCode()
        : v.Object is { } target ? System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(target) : 0);

    private static JsIterator Walk(Evaluation e, JsValue self, Iteration.Part part)
    {
        e.Allocate(96);
        return new(Iteration.Entries(e, This(e, self), part).GetEnumerator());
    }

    private static JsValue ForEach(Evaluation e, JsValue self, JsValue[] args)
    {
        var collection = This(e, self);
        var callback = args.Arg(0).Function ?? throw e.TypeError($"{JsConvert.Show(e, args.Arg(0))} is not a function");
        for (var i = 0; i < collection.Entries.Count; i++)
        {
            e.Charge(1);
            if (collection.Entries[i] is { } entry) callback.Call(e, args.Arg(1), [entry.Value, entry.Key, self]);
        }
        return JsValue.Undefined;
    }
}
