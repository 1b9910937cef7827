namespace Petitions.Engine.Expressions;

/// <summary>Object and its prototype.</summary>
internal static class ObjectLibrary
{
    public static void Fill()
    {
        var constructor = Builtins.Constructor("Object", 1, Builtins.ObjectPrototype, static (e, _, a) => Make(e, a), Make);
        FillPrototype(Builtins.ObjectPrototype);
        Builtins.Method(constructor, "keys", 1, static (e, _, a) => Listed(e, a, static (_, key, _) => key));
        Builtins.Method(constructor, "values", 1, static (e, _, a) => Listed(e, a, static (e, key, o) => o.Get(e, key)));
        Builtins.Method(constructor, "entries", 1, static (e, _, a) => Listed(e, a, static (e, key, o) => new JsArray([key, o.Get(e, key)])));
        Builtins.Method(constructor, "assign", 2, Assign);
        Builtins.Method(constructor, "fromEntries", 1, FromEntries);
        Builtins.Method(constructor, "freeze", 1, static (_, _, a) => Mark(a.Arg(0), o => o.IsFrozen = true));
        Builtins.Method(constructor, "seal", 1, static (_, _, a) => Mark(a.Arg(0), o => o.IsSealed = true));
        Builtins.Method(constructor, "preventExtensions", 1, static (_, _, a) => Mark(a.Arg(0), o => o.IsExtensible = false));
        Builtins.Method(constructor, "isFrozen", 1, static (e, _, a) => a.Arg(0).Object is not { } o || o.IsFrozen || ((o.IsSealed || !o.IsExtensible) && o.OwnKeys(e, true).Count == 0));
        Builtins.Method(constructor, "isSealed", 1, static (e, _, a) => a.Arg(0).Object is not { } o || o.IsFrozen || o.IsSealed);
        Builtins.Method(constructor, "isExtensible", 1, static (_, _, a) => a.Arg(0).Object is { IsFrozen: false, IsSealed: false, IsExtensible: true });
        Builtins.Method(constructor, "is", 2, static (e, _, a) => Is(e, a.Arg(0), a.Arg(1)));
        Builtins.Method(constructor, "hasOwn", 2, static (e, _, a) => JsConvert.ToObject(e, a.Arg(0)).HasOwn(JsConvert.ToKey(e, a.Arg(1))) || IsPlaceOfText(e, a.Arg(0), a.Arg(1)));
        Builtins.Method(constructor, "getOwnPropertyNames", 1, static (e, _, a) =>
            new JsArray([.. JsConvert.ToObject(e, a.Arg(0)).OwnKeys(e, withHidden: true).Select(k => (JsValue)k)]));
        Builtins.Method(constructor, "getPrototypeOf", 1, static (e, _, a) => JsConvert.ToObject(e, a.Arg(0)).Prototype is { } p ? p : JsValue.Null);
        Builtins.Method(constructor, "create", 2, Create);
        DescriptorLibrary.Fill(constructor);
        Builtins.Method(constructor, "groupBy", 2, GroupBy);
    }

    private static void FillPrototype(JsObject prototype)
    {
        Builtins.Method(prototype, "hasOwnProperty", 1, static (e, self, a) =>
            JsConvert.ToObject(e, self).HasOwn(JsConvert.ToKey(e, a.Arg(0))) || IsPlaceOfText(e, self, a.Arg(0)));
        Builtins.Method(prototype, "propertyIsEnumerable", 1, static (e, self, a) =>
            JsConvert.ToObject(e, self).OwnKeys(e).Contains(JsConvert.ToKey(e, a.Arg(0))));
        Builtins.Method(prototype, "isPrototypeOf", 1, static (_, self, a) =>
        {
            for (var each = a.Arg(0).Object?.Prototype; each is not null; each = each.Prototype)
                if (ReferenceEquals(each, self.Object)) return true;
            return false;
        });
        Builtins.Method(prototype, "toString", 0, static (_, self, _) =>
            self.IsUndefined ? "[object Undefined]" : self.IsNull ? "[object Null]"
            : $"[object {self.Object?.ClassName ?? (self.IsString ? "String" : self.IsNumber ? "Number" : "Boolean")}]");
        Builtins.Method(prototype, "toLocaleString", 0, static (e, self, _) => JsConvert.ToText(e, self));
        Builtins.Method(prototype, "valueOf", 0, static (e, self, _) => JsConvert.ToObject(e, self));
    }

    private static bool IsPlaceOfText(Evaluation e, JsValue text, JsValue key) =>
        text.IsString && (JsConvert.ToKey(e, key) == "length" || (JsArray.TryIndex(JsConvert.ToKey(e, key), out var at) && at < text.Text.Length));

    private static JsValue Make(Evaluation e, JsValue[] args)
    {
        e.Allocate(64);
        return args.Arg(0).IsNullish ? new JsObject(Builtins.ObjectPrototype) : JsConvert.ToObject(e, args[0]);
    }

    private static JsValue Mark(JsValue value, Action<JsObject> how)
    {
        if (value.Object is { } target) how(target);
        return value;
    }

    private static JsValue Listed(Evaluation e, JsValue[] args, Func<Evaluation, string, JsObject, JsValue> pick)
    {
        var value = args.Arg(0);
        var copy = new JsObject(null);
        if (value.IsString) ObjectLiteral.CopyMembers(e, value, copy, null);
        var target = value.IsString ? copy : JsConvert.ToObject(e, value);
        var keys = target.OwnKeys(e);
        e.Charge(keys.Count);
        e.Allocate(56 + 40L * keys.Count);
        var list = new List<JsValue>(keys.Count);
        foreach (var key in keys) list.Add(pick(e, key, target));
        return new JsArray(list);
    }

    private static JsValue Assign(Evaluation e, JsValue self, JsValue[] args)
    {
        var target = JsConvert.ToObject(e, args.Arg(0));
        foreach (var source in args.Skip(1))
        {
            var copy = new JsObject(null);
            ObjectLiteral.CopyMembers(e, source, copy, null);
            foreach (var key in copy.OwnKeys(e))
                if (!target.Set(e, key, copy.Get(e, key))) throw e.TypeError($"Cannot assign to read only property '{key}' of object");
        }
        return target;
    }

    private static JsValue FromEntries(Evaluation e, JsValue self, JsValue[] args)
    {
        var made = new JsObject(Builtins.ObjectPrototype);
        Iteration.Each(e, args.Arg(0), entry =>
        {
            e.Allocate(48);
            if (!entry.IsObject) throw e.TypeError($"Iterator value {JsConvert.Show(e, entry)} is not an entry object");
            made.Define(JsConvert.ToKey(e, Properties.Get(e, entry, 0)), Properties.Get(e, entry, 1));
        });
        return made;
    }

    private static bool Is(Evaluation e, JsValue a, JsValue b)
    {
        e.Compare(a, b);
        return a.IsNumber && b.IsNumber ? BitConverter.DoubleToInt64Bits(a.Number) == BitConverter.DoubleToInt64Bits(b.Number) || (double.IsNaN(a.Number) && double.IsNaN(b.Number))
            : JsConvert.StrictEquals(a, b);
    }

    private static JsValue Create(Evaluation e, JsValue self, JsValue[] args)
    {
        if (args.Arg(0) is { IsObject: false, IsNull: false }) throw e.TypeError("Object prototype may only be an Object or null");
        e.Allocate(64);
        var made = new JsObject(args[0].Object);
        if (args.Arg(1).Object is { } members) DescriptorLibrary.DefineAll(e, made, members);
        return made;
    }

    private static JsValue GroupBy(Evaluation e, JsValue self, JsValue[] args)
    {
        var groups = new JsObject(null);
        var index = 0;
        var chooser = args.Arg(1).Function ?? throw e.TypeError($"{JsConvert.Show(e, args.Arg(1))} is not a function");
        Iteration.Each(e, args.Arg(0), item =>
        {
            var key = JsConvert.ToKey(e, chooser.Call(e, JsValue.Undefined, [item, index++]));
            if (!groups.TryGetOwn(key, out var group)) groups.Define(key, group = new JsArray([]));
            group.As<JsArray>()!.Push(e, item);
        });
        return groups;
    }
}
