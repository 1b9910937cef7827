using System.Runtime.InteropServices;

namespace Petitions.Engine.Expressions;

/// <summary>Getter and setter in place of a value.</summary>
internal sealed class JsAccessor(JsFunction? get, JsFunction? set) : JsObject(null)
{
    public JsFunction? Getter { get; set; } = get;
    public JsFunction? Setter { get; set; } = set;
}

/// <summary>What may not be done with a property.</summary>
[Flags]
internal enum Traits { None = 0, Hidden = 1, ReadOnly = 2, Fixed = 4 }

/// <summary>An object: own properties in the order of their making, and a prototype.</summary>
internal class JsObject(JsObject? prototype)
{
    private const int LinearUpTo = 8;

    private readonly List<(string Name, JsValue Value, Traits Traits)> _properties = [];
    private Dictionary<string, int>? _index;

    public JsObject? Prototype { get; set; } = prototype;

    /// <summary>No property may be added, changed or removed.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>Built in: every evaluation shares it. It is frozen, and trying to change it is an error and not passed over in silence.</summary>
    public bool IsShared { get; private set; }

    public void Share() => IsShared = IsFrozen = true;

    /// <summary>No property may be added or removed.</summary>
    public bool IsSealed { get; set; }

    public bool IsExtensible { get; set; } = true;

    /// <summary>What Object.prototype.toString shows.</summary>
    public virtual string ClassName => "Object";

    /// <summary>Own properties as they stand, for whoever compares them.</summary>
    protected IReadOnlyList<(string Name, JsValue Value, Traits Traits)> Own => _properties;

    private int Find(string name)
    {
        if (_index is not null) return _index.TryGetValue(name, out var at) ? at : -1;
        var span = CollectionsMarshal.AsSpan(_properties);
        for (var i = 0; i < span.Length; i++)
            if (ReferenceEquals(span[i].Name, name) || span[i].Name == name) return i;
        return -1;
    }

    public virtual bool TryGetOwn(string name, out JsValue value)
    {
        var at = Find(name);
        value = at < 0 ? default : _properties[at].Value;
        return at >= 0;
    }

    public bool HasOwn(string name) => TryGetOwn(name, out _);

    public bool Has(Evaluation e, string name)
    {
        for (var (each, hops) = (this, 0); each is not null; each = each.Prototype)
        {
            if (++hops > 4) e.Charge(1);
            if (each.TryGetOwn(name, out _)) return true;
        }
        return false;
    }

    /// <summary>The property, its own or inherited; undefined when there is none.</summary>
    public JsValue Get(Evaluation e, string name) => Get(e, name, this);

    public JsValue Get(Evaluation e, string name, JsValue receiver)
    {
        for (var (each, hops) = (this, 0); each is not null; each = each.Prototype)
        {
            // A chain of prototypes can be long.
            if (++hops > 4) e.Charge(1);
            if (!each.TryGetOwn(name, out var value)) continue;
            if (value.As<JsAccessor>() is not { } accessor) return value;
            return accessor.Getter is null ? JsValue.Undefined : accessor.Getter.Call(e, receiver, []);
        }
        return JsValue.Undefined;
    }

    /// <summary>Sets a property as an assignment does. False when the object does not let it: an assignment passes that over.</summary>
    public virtual bool Set(Evaluation e, string name, JsValue value)
    {
        var at = Find(name);
        if (at >= 0 && _properties[at].Value.As<JsAccessor>() is null)
        {
            if (IsFrozen || (_properties[at].Traits & Traits.ReadOnly) != 0) return Refuse(e, name);
            _properties[at] = (name, value, _properties[at].Traits);
            return true;
        }
        if (FindAccessor(e, name) is { } accessor)
        {
            accessor.Setter?.Call(e, this, [value]);
            return accessor.Setter is not null;
        }
        if (IsFrozen || IsSealed || !IsExtensible) return Refuse(e, name);
        e.Allocate(48);
        Define(name, value);
        return true;
    }

    private JsAccessor? FindAccessor(Evaluation e, string name)
    {
        for (var (each, hops) = (this, 0); each is not null; each = each.Prototype)
        {
            if (++hops > 4) e.Charge(1);
            if (each.TryGetOwn(name, out var known)) return known.As<JsAccessor>();
        }
        return null;
    }

    protected bool Refuse(Evaluation e, string name) => IsShared ? throw e.TypeError($"Cannot change '{Symbols.Shown(name)}': it is built in") : false;

    /// <summary>Makes or replaces an own property, whatever the object's state.</summary>
    public void Define(string name, JsValue value, bool hidden = false) => Define(name, value, hidden ? Traits.Hidden : Traits.None);

    public virtual void Define(string name, JsValue value, Traits traits)
    {
        var at = Find(name);
        if (at >= 0)
        {
            _properties[at] = (name, value, traits);
            return;
        }
        _properties.Add((name, value, traits));
        if (_index is not null) _index[name] = _properties.Count - 1;
        else if (_properties.Count > LinearUpTo) Reindex();
    }

    /// <summary>False when the property may not be removed.</summary>
    public virtual bool Delete(Evaluation e, string name)
    {
        var at = Find(name);
        if (at < 0) return true;
        if (IsFrozen || IsSealed || (_properties[at].Traits & Traits.Fixed) != 0) return Refuse(e, name);
        _properties.RemoveAt(at);
        if (_index is not null) Reindex();
        e.Charge(_properties.Count);
        return true;
    }

    private void Reindex()
    {
        _index = new(_properties.Count * 2);
        for (var i = 0; i < _properties.Count; i++) _index[_properties[i].Name] = i;
    }

    /// <summary>Names of own properties: whole numbers first and rising, then the others in the order of their making.</summary>
    public virtual List<string> OwnKeys(Evaluation e, bool withHidden = false)
    {
        e.Charge(_properties.Count);
        e.Allocate(24 + 8L * _properties.Count);
        var keys = new List<string>(_properties.Count);
        List<(uint Number, string Name)>? numbers = null;
        foreach (var (name, _, traits) in _properties)
        {
            if (((traits & Traits.Hidden) != 0 && !withHidden) || Symbols.IsKey(name)) continue;
            if (JsArray.TryIndex(name, out var number)) (numbers ??= []).Add((number, name));
            else keys.Add(name);
        }
        if (numbers is not null) keys.InsertRange(0, numbers.OrderBy(n => n.Number).Select(n => n.Name));
        return keys;
    }

    /// <summary>What may not be done with an own property.</summary>
    public virtual Traits TraitsOf(string name) =>
        (Find(name) is >= 0 and var at ? _properties[at].Traits : Traits.None) | (IsFrozen ? Traits.ReadOnly | Traits.Fixed : IsSealed ? Traits.Fixed : Traits.None);
}
