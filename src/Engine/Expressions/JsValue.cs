using System.Runtime.CompilerServices;

namespace Petitions.Engine.Expressions;

/// <summary>A JavaScript value: undefined, null, a boolean, a number, a string or an object. Sixteen bytes, no boxing.</summary>
internal readonly struct JsValue
{
    private static readonly object NumberTag = new();
    private static readonly object NullTag = new();
    private static readonly object TrueTag = new();
    private static readonly object FalseTag = new();
    private static readonly object HoleTag = new();
    private static readonly object UnsetTag = new();

    private readonly object? _ref;
    private readonly double _number;

    private JsValue(object? reference, double number = 0)
    {
        _ref = reference;
        _number = number;
    }

    public static JsValue Undefined => default;
    public static readonly JsValue Null = new(NullTag);
    public static readonly JsValue True = new(TrueTag);
    public static readonly JsValue False = new(FalseTag);
    public static readonly JsValue EmptyText = new("");

    /// <summary>A place in an array that was never filled.</summary>
    public static readonly JsValue Hole = new(HoleTag);

    /// <summary>A let or const before its declaration was reached.</summary>
    public static readonly JsValue Unset = new(UnsetTag);

    public static implicit operator JsValue(double number) => new(NumberTag, number);

    public static implicit operator JsValue(bool value) => value ? True : False;

    public static implicit operator JsValue(string text) => new(text);

    public static implicit operator JsValue(JsObject value) => new(value);

    public static implicit operator JsValue(JsSymbol value) => new(value);

    public bool IsUndefined => _ref is null;
    public bool IsNull => _ref == NullTag;
    public bool IsNullish => _ref is null || _ref == NullTag;
    public bool IsNumber => _ref == NumberTag;
    public bool IsBool => _ref == TrueTag || _ref == FalseTag;
    public bool IsTrue => _ref == TrueTag;
    public bool IsString => _ref is string;
    public bool IsSymbol => _ref is JsSymbol;
    public bool IsObject => _ref is JsObject;
    public bool IsHole => _ref == HoleTag;
    public bool IsUnset => _ref == UnsetTag;

    public double Number => _number;
    public string Text => Unsafe.As<string>(_ref)!;
    public JsObject? Object => _ref as JsObject;
    public JsSymbol? Symbol => _ref as JsSymbol;
    public JsFunction? Function => _ref as JsFunction;

    public T? As<T>() where T : JsObject => _ref as T;

    public bool SameReference(JsValue other) => ReferenceEquals(_ref, other._ref);

    /// <summary>What typeof says.</summary>
    public string TypeName =>
        _ref is null ? "undefined"
        : IsNull ? "object"
        : IsBool ? "boolean"
        : IsNumber ? "number"
        : _ref is string ? "string"
        : _ref is JsFunction ? "function"
        : _ref is JsSymbol ? "symbol" : "object";
}
