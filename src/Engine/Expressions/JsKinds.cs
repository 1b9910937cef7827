namespace Petitions.Engine.Expressions;

/// <summary>A moment; NaN when it is none.</summary>
internal sealed class JsDate(double time) : JsObject(Builtins.DatePrototype)
{
    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public double Time { get; set; } = time;

    public override string ClassName => "Date";
}

/// <summary>new String("…") and the like.</summary>
internal sealed class JsBoxed(JsValue value, JsObject prototype) : JsObject(prototype)
{
    public JsValue Value { get; } = value;

    public override string ClassName => Value.IsString ? "String" : Value.IsNumber ? "Number" : "Boolean";
}

/// <summary>An error object.</summary>
internal sealed class JsError(JsObject prototype) : JsObject(prototype)
{
    public override string ClassName => "Error";
}

/// <summary>A regular expression.</summary>
internal sealed class JsRegExp : JsObject
{
    public JsRegExp(Pattern pattern) : base(Builtins.RegExpPrototype)
    {
        Pattern = pattern;
        Define("lastIndex", 0, Traits.Hidden | Traits.Fixed);
    }

    public Pattern Pattern { get; }
    public bool IsGlobal => Pattern.Has('g');
    public bool IsSticky => Pattern.Has('y');

    public override string ClassName => "RegExp";
}

/// <summary>Map and Set: entries in the order of their making, found by SameValueZero.</summary>
internal sealed class JsCollection(bool isMap) : JsObject(isMap ? Builtins.MapPrototype : Builtins.SetPrototype)
{
    private readonly Dictionary<object, int> _index = new();

    public bool IsMap => isMap;

    /// <summary>Deleted entries stay as null until the collection is cleared, so that a walk over it is not disturbed.</summary>
    public List<(JsValue Key, JsValue Value)?> Entries { get; } = [];

    public int Count => _index.Count;

    public override string ClassName => isMap ? "Map" : "Set";

    public JsValue Get(JsValue key) => _index.TryGetValue(KeyOf(key), out var at) ? Entries[at]!.Value.Value : JsValue.Undefined;

    public bool Contains(JsValue key) => _index.ContainsKey(KeyOf(key));

    public void Put(Evaluation e, JsValue key, JsValue value)
    {
        if (key.IsString) e.Look(key.Text);
        var id = KeyOf(key);
        if (_index.TryGetValue(id, out var at))
        {
            Entries[at] = (Entries[at]!.Value.Key, value);
            return;
        }
        e.Allocate(96);
        _index[id] = Entries.Count;
        Entries.Add((key.IsNumber && key.Number == 0 ? 0 : key, value));
    }

    public bool Remove(JsValue key)
    {
        if (!_index.Remove(KeyOf(key), out var at)) return false;
        Entries[at] = null;
        return true;
    }

    public void Clear()
    {
        _index.Clear();
        for (var i = 0; i < Entries.Count; i++) Entries[i] = null;
    }

    private static object KeyOf(JsValue key) =>
        key.IsNumber ? (key.Number == 0 ? 0.0 : key.Number)
        : key.IsString ? key.Text
        : key.Object ?? (object)(key.IsUndefined ? 'u' : key.IsNull ? 'n' : key.IsTrue ? 't' : 'f');
}

/// <summary>What entries(), values(), keys() and matchAll() give.</summary>
internal sealed class JsIterator(IEnumerator<JsValue> items) : JsObject(Builtins.IteratorPrototype)
{
    public override string ClassName => "Iterator";

    public IEnumerator<JsValue> Items => items;
}

/// <summary>A value of .NET that JavaScript has no type for: a TimeSpan, a Guid, bytes. Only what <see cref="NetTypes"/> lists can be done with it.</summary>
internal sealed class JsNet(object value) : JsObject(Builtins.NetPrototype)
{
    public object Value { get; } = value;

    public override bool TryGetOwn(string name, out JsValue member) => NetTypes.TryMember(Value, name, out member) || base.TryGetOwn(name, out member);
}

/// <summary>An object whose members may be read in camelCase too.</summary>
internal sealed class JsRecord() : JsObject(Builtins.ObjectPrototype)
{
    public override bool TryGetOwn(string name, out JsValue value) =>
        base.TryGetOwn(name, out value)
        || (name.Length > 0 && char.IsAsciiLetterLower(name[0]) && base.TryGetOwn(char.ToUpperInvariant(name[0]) + name[1..], out value));
}
