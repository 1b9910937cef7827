namespace Petitions.Engine.Expressions;

/// <summary>Properties as descriptions, and prototypes.</summary>
internal static class DescriptorLibrary
{
    public static void Fill(JsObject constructor)
    {
        Builtins.Method(constructor, "defineProperty", 3, static (e, _, a) =>
        {
            if (a.Arg(0).Object is not { } target) throw e.TypeError("Object.defineProperty called on non-object");
            Define(e, target, JsConvert.ToKey(e, a.Arg(1)), a.Arg(2));
            return target;
        });
        Builtins.Method(constructor, "defineProperties", 2, static (e, _, a) =>
        {
            if (a.Arg(0).Object is not { } target) throw e.TypeError("Object.defineProperties called on non-object");
            DefineAll(e, target, JsConvert.ToObject(e, a.Arg(1)));
            return target;
        });
        Builtins.Method(constructor, "getOwnPropertyDescriptor", 2, static (e, _, a) => Describe(e, Solid(e, a.Arg(0)), JsConvert.ToKey(e, a.Arg(1))));
        Builtins.Method(constructor, "getOwnPropertyDescriptors", 1, static (e, _, a) =>
        {
            var (target, all) = (Solid(e, a.Arg(0)), new JsObject(Builtins.ObjectPrototype));
            foreach (var key in target.OwnKeys(e, withHidden: true)) all.Define(key, Describe(e, target, key));
            return all;
        });
        Builtins.Method(constructor, "setPrototypeOf", 2, static (e, _, a) =>
        {
            if (a.Arg(0).IsNullish) throw e.TypeError("Object.setPrototypeOf called on null or undefined");
            if (a.Arg(1) is { IsObject: false, IsNull: false }) throw e.TypeError("Object prototype may only be an Object or null");
            if (a.Arg(0).Object is { } target) SetPrototype(e, target, a.Arg(1).Object);
            return a.Arg(0);
        });
        Builtins.ObjectPrototype.Define("__proto__", new JsAccessor(
            new JsNative("get __proto__", 0, static (e, self, _) => JsConvert.ToObject(e, self).Prototype is { } p ? p : JsValue.Null),
            new JsNative("set __proto__", 1, static (e, self, a) =>
            {
                if (self.Object is { } target && (a.Arg(0).IsObject || a.Arg(0).IsNull)) SetPrototype(e, target, a.Arg(0).Object);
                return JsValue.Undefined;
            })), hidden: true);
    }

    /// <summary>The object; a text with its characters as properties.</summary>
    public static JsObject Solid(Evaluation e, JsValue value)
    {
        if (!value.IsString) return JsConvert.ToObject(e, value);
        var copy = new JsObject(null);
        ObjectLiteral.CopyMembers(e, value, copy, null);
        copy.Define("length", value.Text.Length, Traits.Hidden);
        copy.IsFrozen = true;
        return copy;
    }

    /// <summary>Never in a circle: whoever looks for a property would walk for ever.</summary>
    private static void SetPrototype(Evaluation e, JsObject target, JsObject? prototype)
    {
        if (ReferenceEquals(target.Prototype, prototype)) return;
        if (target.IsShared || target.IsFrozen || target.IsSealed || !target.IsExtensible) throw e.TypeError("#<Object> is not extensible");
        for (var each = prototype; each is not null; each = each.Prototype)
        {
            e.Charge(1);
            if (ReferenceEquals(each, target)) throw e.TypeError("Cyclic __proto__ value");
        }
        target.Prototype = prototype;
    }

    public static void DefineAll(Evaluation e, JsObject target, JsObject members)
    {
        foreach (var key in members.OwnKeys(e)) Define(e, target, key, members.Get(e, key));
    }

    private static void Define(Evaluation e, JsObject target, string key, JsValue description)
    {
        if (description.Object is not { } how) throw e.TypeError($"Property description must be an object: {JsConvert.Show(e, description)}");
        var isAccessor = how.Has(e, "get") || how.Has(e, "set");
        if (isAccessor && (how.Has(e, "value") || how.Has(e, "writable")))
            throw e.TypeError("Invalid property descriptor. Cannot both specify accessors and a value or writable attribute");
        var known = target.TryGetOwn(key, out var before);
        var traits = known ? target.TraitsOf(key) : Traits.Hidden | Traits.ReadOnly | Traits.Fixed;
        if (target.IsShared || (known ? (traits & Traits.Fixed) != 0 && (traits & Traits.ReadOnly) != 0 : target.IsFrozen || target.IsSealed || !target.IsExtensible))
            throw e.TypeError(known ? $"Cannot redefine property: {Symbols.Shown(key)}" : $"Cannot define property {Symbols.Shown(key)}, object is not extensible");
        traits = Trait(e, how, "enumerable", Traits.Hidden, Trait(e, how, "configurable", Traits.Fixed, Trait(e, how, "writable", Traits.ReadOnly, traits)));
        e.Allocate(64);
        var value = isAccessor ? Accessor(e, how, before.As<JsAccessor>()) : how.Has(e, "value") ? how.Get(e, "value") : before;
        if (target is JsArray && (key == "length" || JsArray.TryIndex(key, out _))) target.Set(e, key, value);
        else target.Define(key, value, isAccessor ? traits & ~Traits.ReadOnly : traits);
    }

    private static JsAccessor Accessor(Evaluation e, JsObject how, JsAccessor? before) =>
        new(how.Has(e, "get") ? how.Get(e, "get").Function : before?.Getter, how.Has(e, "set") ? how.Get(e, "set").Function : before?.Setter);

    private static Traits Trait(Evaluation e, JsObject how, string name, Traits trait, Traits traits) =>
        !how.Has(e, name) ? traits : JsConvert.ToBool(how.Get(e, name)) ? traits & ~trait : traits | trait;

    private static JsValue Describe(Evaluation e, JsObject target, string key)
    {
        if (!target.TryGetOwn(key, out var value)) return JsValue.Undefined;
        e.Allocate(256);
        var (made, traits) = (new JsObject(Builtins.ObjectPrototype), target.TraitsOf(key));
        if (value.As<JsAccessor>() is { } accessor)
        {
            made.Define("get", accessor.Getter is { } getter ? getter : JsValue.Undefined);
            made.Define("set", accessor.Setter is { } setter ? setter : JsValue.Undefined);
        }
        else
        {
            made.Define("value", value);
            made.Define("writable", (traits & Traits.ReadOnly) == 0);
        }
        made.Define("enumerable", (traits & Traits.Hidden) == 0);
        made.Define("configurable", (traits & Traits.Fixed) == 0);
        return made;
    }
}
