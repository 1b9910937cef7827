namespace Petitions.Engine.Expressions;

/// <summary>Names that a block or function declares; worked out once, when the script is parsed.</summary>
internal sealed class ScopeShape
{
    private readonly List<string> _names = [];
    private readonly List<bool> _constant = [];
    private readonly List<bool> _lexical = [];

    public int Count => _names.Count;

    /// <summary>A function was made inside, which may outlive one turn of a loop.</summary>
    public bool IsCaptured { get; set; }

    public IReadOnlyList<string> Names => _names;

    public int Find(string name)
    {
        for (var i = 0; i < _names.Count; i++)
            if (ReferenceEquals(_names[i], name)) return i;
        return -1;
    }

    public bool IsConstant(int index) => _constant[index];

    public bool IsLexical(int index) => _lexical[index];

    /// <summary>False when the name is taken and may not be declared twice.</summary>
    public bool Declare(string name, bool lexical, bool constant)
    {
        var known = Find(name);
        if (known >= 0) return !lexical && !_lexical[known];
        _names.Add(name);
        _constant.Add(constant);
        _lexical.Add(lexical);
        return true;
    }
}

/// <summary>Values of the declared names, and the scope around.</summary>
internal sealed class Scope
{
    public Scope(ScopeShape shape, Scope? outer)
    {
        Shape = shape;
        Outer = outer;
        Values = shape.Count == 0 ? [] : new JsValue[shape.Count];
        for (var i = 0; i < Values.Length; i++)
            if (shape.IsLexical(i)) Values[i] = JsValue.Unset;
    }

    private Scope(Scope from)
    {
        Shape = from.Shape;
        Outer = from.Outer;
        Values = [.. from.Values];
    }

    public ScopeShape Shape { get; }
    public Scope? Outer { get; }
    public JsValue[] Values { get; }

    /// <summary>The same values in a scope of their own, for the next turn of a loop.</summary>
    public Scope Copy() => new(this);
}

/// <summary>One call of a function, or the script itself.</summary>
internal sealed class Frame(Evaluation evaluation, Scope scope, JsValue self, JsValue[] arguments, Frame? outer, JsClosure? function = null)
{
    public Evaluation E { get; } = evaluation;
    public Scope Scope { get; set; } = scope;

    /// <summary>What "this" is; unset in the constructor of a derived class until it has called super.</summary>
    public JsValue Self { get; set; } = self;
    public JsValue[] Arguments { get; } = arguments;

    /// <summary>The function that runs; null in the script itself.</summary>
    public JsClosure? Function { get; } = function;

    /// <summary>The call whose "this" and "super" are meant: an arrow function has none of its own.</summary>
    public Frame Owner => Function is { IsArrow: true } ? outer!.Owner : this;

    /// <summary>The class that was called with new, while its constructors run.</summary>
    public JsFunction? NewTarget { get; init; }

    /// <summary>Calls that were open when this one began, to return to when an error is caught here.</summary>
    public int Depth { get; init; }

    public JsValue Result { get; set; }

    /// <summary>Label that a break or continue is looking for.</summary>
    public string? Label { get; set; }
}
