using System.Runtime.InteropServices;

namespace Petitions.Engine.Expressions;

/// <summary>Getter and setter in place of a value.</summary>
internal sealed class JsAccessor(JsFunction? get, JsFunction? set) : JsObject(null)
{
    public JsFunction? Getter { get; set; } = get;
    public JsFunction? Setter { get; set; } = set;
}

/// <summary>An object: own properties in the order of their making, and a prototype.</summary>
internal class JsObject(JsObject? prototype)
{
    private const int LinearUpTo = 8;

    private readonly List<(string Name, JsValue Value, bool Hidden)> _properties = [];
    private Dictionary<string, int>? _index;

    public JsObject? Prototype { get; set; } = prototype;

    /// <summary>No property may be added, changed or removed. Built-in objects are frozen: every evaluation shares them.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>No property may be added or removed.</summary>
    public bool IsSealed { get; set; }

    public bool IsExtensible { get; set; } = true;

    /// <summary>What Object.prototype.toString shows.</summary>
    public virtual string ClassName => "Object";

    public int OwnCount => _properties.Count;

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

    public bool Has(string name)
    {
        for (var each = this; each is not null; each = each.Prototype)
            if (each.TryGetOwn(name, out _)) return true;
        return false;
    }

    /// <summary>The property, its own or inherited; undefined when there is none.</summary>
    public JsValue Get(Evaluation e, string name) => Get(e, name, this);

    public JsValue Get(Evaluation e, string name, JsValue receiver)
    {
        for (var each = this; each is not null; each = each.Prototype)
        {
            if (!each.TryGetOwn(name, out var value)) continue;
            if (value.As<JsAccessor>() is not { } accessor) return value;
            return accessor.Getter is null ? JsValue.Undefined : accessor.Getter.Call(e, receiver, []);
        }
        return JsValue.Undefined;
    }

    /// <summary>Sets a property as an assignment does.</summary>
    public virtual void Set(Evaluation e, string name, JsValue value)
    {
        var at = Find(name);
        if (at >= 0 && _properties[at].Value.As<JsAccessor>() is null)
        {
            Demand(e, !IsFrozen, name);
            _properties[at] = (name, value, _properties[at].Hidden);
            return;
        }
        for (var each = this; each is not null; each = each.Prototype)
        {
            if (!each.TryGetOwn(name, out var known) || known.As<JsAccessor>() is not { } accessor) continue;
            if (accessor.Setter is null) throw e.TypeError($"Cannot set property {name} which has only a getter");
            accessor.Setter.Call(e, this, [value]);
            return;
        }
        Demand(e, !IsFrozen && !IsSealed && IsExtensible, name);
        e.Allocate(48);
        Define(name, value);
    }

    private static void Demand(Evaluation e, bool allowed, string name)
    {
        if (!allowed) throw e.TypeError($"Cannot change property '{name}': the object is frozen, sealed or built in");
    }

    /// <summary>Makes or replaces an own property, whatever the object's state.</summary>
    public void Define(string name, JsValue value, bool hidden = false)
    {
        var at = Find(name);
        if (at >= 0)
        {
            _properties[at] = (name, value, hidden);
            return;
        }
        _properties.Add((name, value, hidden));
        if (_index is not null) _index[name] = _properties.Count - 1;
        else if (_properties.Count > LinearUpTo) Reindex();
    }

    public virtual bool Delete(Evaluation e, string name)
    {
        var at = Find(name);
        if (at < 0) return true;
        Demand(e, !IsFrozen && !IsSealed, name);
        _properties.RemoveAt(at);
        if (_index is not null) Reindex();
        e.Charge(_properties.Count / 16);
        return true;
    }

    private void Reindex()
    {
        _index = new(_properties.Count * 2);
        for (var i = 0; i < _properties.Count; i++) _index[_properties[i].Name] = i;
    }

    /// <summary>Names of own properties: whole numbers first and rising, then the others in the order of their making.</summary>
    public virtual List<string> OwnKeys(bool withHidden = false)
    {
        var keys = new List<string>(_properties.Count);
        List<(uint Number, string Name)>? numbers = null;
        foreach (var (name, _, hidden) in _properties)
        {
            if (hidden && !withHidden) continue;
            if (JsArray.TryIndex(name, out var number)) (numbers ??= []).Add((number, name));
            else keys.Add(name);
        }
        if (numbers is not null) keys.InsertRange(0, numbers.OrderBy(n => n.Number).Select(n => n.Name));
        return keys;
    }

    public bool IsHidden(string name) => Find(name) is >= 0 and var at && _properties[at].Hidden;
}
