namespace Petitions.Engine.Expressions;

/// <summary>
/// An object of the workflow as a script sees it. A member is brought in when it is asked for, the whole object when it is walked over or
/// changed, so that a script pays for what it touches.
/// </summary>
internal sealed class JsShown(Evaluation e, IReadOnlyDictionary<string, object?> shown, int depth) : JsObject(Builtins.ObjectPrototype)
{
    /// <summary>Objects that were asked for, to give the same one each time.</summary>
    private Dictionary<string, JsValue>? _asked;

    /// <summary>All members are own properties now.</summary>
    private bool _isWhole;

    public IReadOnlyDictionary<string, object?> Given => shown;

    public override bool TryGetOwn(string name, out JsValue value)
    {
        if (_isWhole) return base.TryGetOwn(name, out value);
        value = default;
        if (_asked is not null && _asked.TryGetValue(name, out value)) return true;
        if (!shown.TryGetValue(name, out var item)) return false;
        value = Marshal.In(e, item, depth + 1);
        if (value.IsObject) (_asked ??= [])[name] = value;
        return true;
    }

    /// <summary>True while the object says what this object of the workflow says.</summary>
    public bool StillSays(IReadOnlyDictionary<string, object?> map)
    {
        if (!ReferenceEquals(map, shown)) return false;
        e.Charge(1);
        if (!_isWhole) return _asked is null || _asked.All(asked => Marshal.StillSays(e, asked.Value, shown[asked.Key]));
        e.Charge(Own.Count / 4);
        return Own.Select(p => p.Name).SequenceEqual(shown.Keys)
            && Own.All(p => p.Traits == Traits.None && Marshal.StillSays(e, p.Value, shown[p.Name]));
    }

    private void BringAll()
    {
        if (_isWhole) return;
        _isWhole = true;
        e.Charge(shown.Count / 4);
        e.Allocate(48L * shown.Count);
        foreach (var (name, item) in shown)
            base.Define(name, _asked is not null && _asked.TryGetValue(name, out var known) ? known : Marshal.In(e, item, depth + 1), Traits.None);
        _asked = null;
    }

    public override bool Set(Evaluation e, string name, JsValue value)
    {
        BringAll();
        return base.Set(e, name, value);
    }

    public override void Define(string name, JsValue value, Traits traits)
    {
        BringAll();
        base.Define(name, value, traits);
    }

    public override bool Delete(Evaluation e, string name)
    {
        BringAll();
        return base.Delete(e, name);
    }

    public override List<string> OwnKeys(Evaluation e, bool withHidden = false)
    {
        BringAll();
        return base.OwnKeys(e, withHidden);
    }

    public override Traits TraitsOf(string name)
    {
        BringAll();
        return base.TraitsOf(name);
    }
}
