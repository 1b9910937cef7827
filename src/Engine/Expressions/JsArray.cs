using System.Globalization;

namespace Petitions.Engine.Expressions;

/// <summary>An array. Its places may be holes.</summary>
internal sealed class JsArray : JsObject
{
    /// <summary>Longer arrays are refused before they are made.</summary>
    public const int Longest = 10_000_000;

    private readonly IReadOnlyList<object?>? _shown;
    private readonly Func<object?, JsValue>? _bring;
    private List<JsValue>? _items;

    public JsArray(List<JsValue> items) : base(Builtins.ArrayPrototype) => _items = items;

    /// <summary>A list of the workflow: its items are brought in when the array is touched.</summary>
    public JsArray(IReadOnlyList<object?> shown, Func<object?, JsValue> bring) : base(Builtins.ArrayPrototype) => (_shown, _bring) = (shown, bring);

    /// <summary>The list of the workflow that it was made from.</summary>
    public IReadOnlyList<object?>? Given => _shown;

    public List<JsValue> Items => _items ??= [.. _shown!.Select(_bring!)];

    /// <summary>True while the array says what this list of the workflow says.</summary>
    public bool StillSays(Evaluation e, IReadOnlyList<object?> list)
    {
        if (!ReferenceEquals(list, _shown) || Own.Count > 0) return false;
        if (_items is null) return true;
        e.Charge(_items.Count / 4);
        if (_items.Count != list.Count) return false;
        for (var i = 0; i < _items.Count; i++)
            if (!Marshal.StillSays(e, _items[i], list[i])) return false;
        return true;
    }

    /// <summary>The arguments of a call: like an array, but not one for Array.isArray.</summary>
    public bool IsArguments { get; init; }

    public override string ClassName => IsArguments ? "Arguments" : "Array";

    public JsValue At(int index) => (uint)index < (uint)Items.Count && Items[index] is { IsHole: false } value ? value : JsValue.Undefined;

    public override bool TryGetOwn(string name, out JsValue value)
    {
        if (name == "length")
        {
            value = Items.Count;
            return true;
        }
        if (!TryIndex(name, out var index)) return base.TryGetOwn(name, out value);
        value = index < Items.Count ? Items[(int)index] : JsValue.Hole;
        if (!value.IsHole) return true;
        value = default;
        return false;
    }

    public override bool Set(Evaluation e, string name, JsValue value) =>
        name == "length" ? SetLength(e, JsConvert.ToNumber(e, value)) : TryIndex(name, out var index) ? SetAt(e, index, value) : base.Set(e, name, value);

    public bool SetAt(Evaluation e, long index, JsValue value)
    {
        if (IsFrozen || ((IsSealed || !IsExtensible) && (index >= Items.Count || Items[(int)index].IsHole))) return false;
        if (index < Items.Count)
        {
            Items[(int)index] = value;
            return true;
        }
        Grow(e, index);
        Items.Add(value);
        e.Allocate(16);
        return true;
    }

    public void Push(Evaluation e, JsValue value)
    {
        if (!SetAt(e, Items.Count, value)) throw e.TypeError($"Cannot add property {Items.Count}, object is not extensible");
    }

    private bool SetLength(Evaluation e, double length)
    {
        if (length < 0 || length != Math.Floor(length) || length > uint.MaxValue) throw e.RangeError("Invalid array length");
        if (IsFrozen || (IsSealed && length < Items.Count)) return false;
        if (length < Items.Count) Items.RemoveRange((int)length, Items.Count - (int)length);
        else Grow(e, (long)length);
        return true;
    }

    private void Grow(Evaluation e, long length)
    {
        if (length == Items.Count) return;
        if (length > Longest) throw e.OutOfMemory();
        e.Allocate(16 * (length - Items.Count));
        while (Items.Count < length) Items.Add(JsValue.Hole);
    }

    public override bool Delete(Evaluation e, string name)
    {
        if (!TryIndex(name, out var index)) return name != "length" && base.Delete(e, name);
        if ((IsFrozen || IsSealed) && index < Items.Count) return false;
        if (index < Items.Count) Items[(int)index] = JsValue.Hole;
        return true;
    }

    public override Traits TraitsOf(string name) =>
        name == "length" ? Traits.Hidden | Traits.Fixed | (IsFrozen ? Traits.ReadOnly : Traits.None) : base.TraitsOf(name);

    public override List<string> OwnKeys(Evaluation e, bool withHidden = false)
    {
        e.Charge(Items.Count);
        e.Allocate(32L * Items.Count);
        var keys = new List<string>(Items.Count);
        for (var i = 0; i < Items.Count; i++)
            if (!Items[i].IsHole) keys.Add(i.ToString(CultureInfo.InvariantCulture));
        if (withHidden) keys.Add("length");
        keys.AddRange(base.OwnKeys(e, withHidden));
        return keys;
    }

    /// <summary>"0", "17": the names that are places of an array.</summary>
    public static bool TryIndex(string name, out uint index)
    {
        index = 0;
        if (name.Length is 0 or > 10 || !char.IsAsciiDigit(name[0]) || (name[0] == '0' && name.Length > 1)) return false;
        return uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index != uint.MaxValue;
    }
}
