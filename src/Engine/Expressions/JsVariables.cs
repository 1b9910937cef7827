namespace Petitions.Engine.Expressions;

/// <summary>
/// What a script sees as <c>variables</c>. As in Elsa a list is a copy each time it is asked for, so that pushing into <c>variables.items</c> changes
/// nothing and assigning a longer list does; what is assigned is taken as it is at that moment; objects are the variable's own.
/// </summary>
internal sealed class JsVariables(Evaluation e) : JsObject(Builtins.ObjectPrototype)
{
    /// <summary>A longer list that nobody has changed is not copied again.</summary>
    private const int SmallList = 256;

    private readonly Dictionary<string, object?> _shown = [];
    private readonly Dictionary<string, ListInHand> _lists = [];
    private readonly HashSet<string> _assigned = [];

    private sealed class ListInHand(IReadOnlyList<object?> given)
    {
        public IReadOnlyList<object?> Given { get; } = given;
        public Dictionary<object, JsValue> Objects { get; } = new(ReferenceEqualityComparer.Instance);
        public JsArray? Last { get; set; }
    }

    public void Show(string name, object? value)
    {
        _shown[name] = value;
        _lists.Remove(name);
        if (value is IReadOnlyList<object?> list) _lists[name] = new(list);
        Define(name, Marshal.In(e, value));
    }

    public bool IsShowing(string name, object? value) => _shown.TryGetValue(name, out var shown) && ReferenceEquals(shown, value);

    public void Assign(string name, object? value)
    {
        Show(name, value);
        _assigned.Add(name);
    }

    public override bool TryGetOwn(string name, out JsValue value)
    {
        if (!base.TryGetOwn(name, out value)) return false;
        if (_lists.TryGetValue(name, out var list)) value = Copy(list);
        return true;
    }

    public override bool Set(Evaluation e, string name, JsValue value)
    {
        Assign(name, Marshal.Out(e, value));
        return true;
    }

    /// <summary>What is to be written back: everything that was assigned, and objects that were changed. Null and undefined never are.</summary>
    public IEnumerable<(string Name, object Value)> Changes()
    {
        foreach (var name in OwnKeys(e))
        {
            var assigned = _assigned.Contains(name);
            if (_lists.TryGetValue(name, out var list))
            {
                if (assigned || list.Objects.Any(o => !Marshal.StillSays(e, o.Value, o.Key))) yield return (name, AsLeft(list));
            }
            else if (base.TryGetOwn(name, out var value) && !value.IsNullish && (assigned || !Marshal.StillSays(e, value, _shown.GetValueOrDefault(name))))
            {
                yield return (name, Marshal.Out(e, value)!);
            }
        }
    }

    private JsValue Copy(ListInHand list)
    {
        if (list.Given.Count > SmallList && list.Last is { Given: not null } last && last.StillSays(e, list.Given)) return last;
        e.Charge(1 + (list.Given.Count / 8));
        e.Allocate(120 + (16L * list.Given.Count));
        // Objects that the script has in hand are in the copy as it left them.
        return list.Last = list.Objects.Count == 0 ? new JsArray(list.Given, item => Bring(list, item)) : new JsArray([.. list.Given.Select(item => Bring(list, item))]);
    }

    private JsValue Bring(ListInHand list, object? item)
    {
        if (item is not IReadOnlyDictionary<string, object?>) return Marshal.In(e, item, 1);
        if (!list.Objects.TryGetValue(item, out var known)) list.Objects[item] = known = Marshal.In(e, item, 1);
        return known;
    }

    private object AsLeft(ListInHand list)
    {
        if (list.Objects.Count == 0) return list.Given;
        var left = new List<object?>(list.Given.Count);
        foreach (var item in list.Given) left.Add(item is not null && list.Objects.TryGetValue(item, out var known) ? Marshal.Out(e, known) : item);
        return left;
    }
}
