using System.Globalization;

namespace Petitions.Engine.Expressions;

/// <summary>JavaScript's conversions and comparisons.</summary>
internal static class JsConvert
{
    public static bool ToBool(JsValue value) =>
        value.IsBool ? value.IsTrue
        : value.IsNumber ? value.Number != 0 && !double.IsNaN(value.Number)
        : value.IsString ? value.Text.Length > 0
        : value.IsObject || value.IsSymbol;

    public static double ToNumber(Evaluation e, JsValue value)
    {
        if (value.IsNumber) return value.Number;
        if (value.IsString)
        {
            e.Charge(value.Text.Length / 16);
            return ToNumber(value.Text);
        }
        if (value.IsBool) return value.IsTrue ? 1 : 0;
        if (value.IsNull) return 0;
        if (value.IsSymbol) throw e.TypeError("Cannot convert a Symbol value to a number");
        return value.IsObject ? ToNumber(e, ToPrimitive(e, value, "number")) : double.NaN;
    }

    public static double ToNumber(string text)
    {
        text = JsText.Trim(text);
        if (text.Length == 0) return 0;
        if (text.Length > 2 && text[0] == '0' && char.ToLowerInvariant(text[1]) is 'x' or 'o' or 'b') return FromRadix(text);
        if (text.AsSpan().TrimStart("+-") is "Infinity") return text[0] == '-' ? double.NegativeInfinity : text.Length <= 9 ? double.PositiveInfinity : double.NaN;
        foreach (var c in text)
            if (!char.IsAsciiDigit(c) && c is not ('+' or '-' or '.' or 'e' or 'E')) return double.NaN;
        return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            ? number : double.NaN;
    }

    private static double FromRadix(string text)
    {
        var radix = char.ToLowerInvariant(text[1]) switch { 'x' => 16, 'o' => 8, _ => 2 };
        var value = 0.0;
        foreach (var c in text.AsSpan(2))
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : 99;
            if (digit >= radix) return double.NaN;
            value = value * radix + digit;
        }
        return text.Length > 2 ? value : double.NaN;
    }

    public static double ToInteger(Evaluation e, JsValue value) => ToNumber(e, value) is var number && double.IsNaN(number) ? 0 : Math.Truncate(number);

    public static int ToInt32(Evaluation e, JsValue value) => ToInt32(ToNumber(e, value));

    public static int ToInt32(double number)
    {
        if (number is >= int.MinValue and <= int.MaxValue) return (int)number;
        if (!double.IsFinite(number)) return 0;
        var rest = Math.IEEERemainder(Math.Truncate(number), 4294967296.0);
        return unchecked((int)(uint)(long)rest);
    }

    public static string ToText(Evaluation e, JsValue value)
    {
        if (value.IsString) return value.Text;
        if (value.IsNumber) return NumberText.Of(value.Number);
        if (value.IsBool) return value.IsTrue ? "true" : "false";
        if (value.IsNull) return "null";
        if (value.IsSymbol) throw e.TypeError("Cannot convert a Symbol value to a string");
        return value.IsObject ? ToText(e, ToPrimitive(e, value, "string")) : "undefined";
    }

    public static string ToKey(Evaluation e, JsValue value) => value.IsString ? Hashed(e, value.Text) : value.Symbol?.Key ?? (value.IsObject ? ToKey(e, ToPrimitive(e, value, "string")) : ToText(e, value));

    private static string Hashed(Evaluation e, string key)
    {
        if (key.Length > 64) e.Charge(key.Length / 64);
        return key;
    }

    public static JsValue ToPrimitive(Evaluation e, JsValue value, string hint)
    {
        if (value.Object is not { } target) return value;
        if (target is JsDate or JsNet && hint == "default") hint = "string";
        foreach (var name in hint == "string" ? ["toString", "valueOf"] : (string[])["valueOf", "toString"])
        {
            if (target.Get(e, name).Function is not { } method) continue;
            var result = method.Call(e, value, []);
            if (!result.IsObject) return result;
        }
        throw e.TypeError("Cannot convert object to primitive value");
    }

    public static JsObject ToObject(Evaluation e, JsValue value)
    {
        if (value.Object is { } target) return target;
        if (value.IsNullish) throw e.TypeError("Cannot convert undefined or null to object");
        return new JsBoxed(value, PrototypeOf(value));
    }

    /// <summary>Where the methods of a value that is no object are.</summary>
    public static JsObject PrototypeOf(JsValue value) =>
        value.IsString ? Builtins.StringPrototype : value.IsNumber ? Builtins.NumberPrototype : value.IsSymbol ? Builtins.SymbolPrototype : Builtins.BooleanPrototype;

    public static bool StrictEquals(JsValue a, JsValue b)
    {
        if (a.IsNumber) return b.IsNumber && a.Number == b.Number;
        if (a.IsString) return b.IsString && a.Text == b.Text;
        return a.SameReference(b);
    }

    /// <summary>As === but NaN equals itself.</summary>
    public static bool SameValueZero(JsValue a, JsValue b) => StrictEquals(a, b) || (a.IsNumber && b.IsNumber && double.IsNaN(a.Number) && double.IsNaN(b.Number));

    public static bool LooseEquals(Evaluation e, JsValue a, JsValue b)
    {
        if (a.IsNullish || b.IsNullish) return a.IsNullish && b.IsNullish;
        if (a.IsString && b.IsString) e.Charge(Math.Min(a.Text.Length, b.Text.Length) / 64);
        if (a.TypeName == b.TypeName || (a.IsObject && b.IsObject)) return StrictEquals(a, b);
        if (a.IsObject) return LooseEquals(e, ToPrimitive(e, a, "default"), b);
        if (b.IsObject) return LooseEquals(e, a, ToPrimitive(e, b, "default"));
        return ToNumber(e, a) == ToNumber(e, b);
    }

    /// <summary>A value as an error message shows it.</summary>
    public static string Show(Evaluation e, JsValue value) =>
        value.IsString ? $"\"{value.Text}\"" : value.IsSymbol ? value.Symbol!.ToString() : value.Object switch
        {
            null => ToText(e, value),
            JsFunction function => function.Name.Length > 0 ? function.Name : "function",
            { } target => $"#<{target.ClassName}>",
        };
}
