using System.Globalization;
using System.Numerics;
using System.Text;

namespace Petitions.Engine.Expressions;

/// <summary>Number and Boolean.</summary>
internal static class NumberLibrary
{
    private const double MaxSafe = 9007199254740991;

    public static void Fill()
    {
        var p = Builtins.NumberPrototype;
        var constructor = Builtins.Constructor("Number", 1, p,
            static (e, _, a) => a.Length == 0 ? 0 : JsConvert.ToNumber(e, a[0]),
            static (e, a) => new JsBoxed(a.Length == 0 ? 0 : JsConvert.ToNumber(e, a[0]), Builtins.NumberPrototype));
        foreach (var (name, value) in ((string, double)[])
                 [
                     ("MAX_SAFE_INTEGER", MaxSafe), ("MIN_SAFE_INTEGER", -MaxSafe), ("MAX_VALUE", double.MaxValue), ("MIN_VALUE", double.Epsilon),
                     ("EPSILON", Math.Pow(2, -52)), ("POSITIVE_INFINITY", double.PositiveInfinity), ("NEGATIVE_INFINITY", double.NegativeInfinity),
                     ("NaN", double.NaN),
                 ]) constructor.Define(name, value, hidden: true);
        Builtins.Method(constructor, "isInteger", 1, static (_, _, a) => IsWhole(a.Arg(0)));
        Builtins.Method(constructor, "isSafeInteger", 1, static (_, _, a) => IsWhole(a.Arg(0)) && Math.Abs(a[0].Number) <= MaxSafe);
        Builtins.Method(constructor, "isFinite", 1, static (_, _, a) => a.Arg(0).IsNumber && double.IsFinite(a[0].Number));
        Builtins.Method(constructor, "isNaN", 1, static (_, _, a) => a.Arg(0).IsNumber && double.IsNaN(a[0].Number));
        constructor.Define("parseInt", Builtins.Globals["parseInt"], hidden: true);
        constructor.Define("parseFloat", Builtins.Globals["parseFloat"], hidden: true);
        Builtins.Method(p, "toString", 1, static (e, self, a) => e.Made(ToText(e, Plenty(e, self), a.Arg(0))));
        Builtins.Method(p, "valueOf", 0, static (e, self, _) => This(e, self));
        Builtins.Method(p, "toFixed", 1, static (e, self, a) => Fixed(Plenty(e, self), Digits(e, a.Arg(0), 0, "toFixed")));
        Builtins.Method(p, "toPrecision", 1, static (e, self, a) =>
            a.Arg(0).IsUndefined || !double.IsFinite(This(e, self)) ? NumberText.Of(This(e, self)) : Precise(Plenty(e, self), Digits(e, a[0], 1, "toPrecision")));
        Builtins.Method(p, "toExponential", 1, static (e, self, a) => Exponential(Plenty(e, self), a.Arg(0).IsUndefined ? -1 : Digits(e, a[0], 0, "toExponential")));
        Builtins.Method(p, "toLocaleString", 0, static (e, self, _) => Grouped(This(e, self)));
        var booleans = Builtins.BooleanPrototype;
        Builtins.Constructor("Boolean", 1, booleans, static (_, _, a) => JsConvert.ToBool(a.Arg(0)), static (_, a) => new JsBoxed(JsConvert.ToBool(a.Arg(0)), Builtins.BooleanPrototype));
        Builtins.Method(booleans, "toString", 0, static (e, self, _) => JsConvert.ToBool(Plain(self)) ? "true" : "false");
        Builtins.Method(booleans, "valueOf", 0, static (e, self, _) => JsConvert.ToBool(Plain(self)));
    }

    private static JsValue Plain(JsValue self) => self.Object is JsBoxed boxed ? boxed.Value : self;

    /// <summary>The number, for what works out its digits one by one.</summary>
    private static double Plenty(Evaluation e, JsValue self)
    {
        e.Charge(40);
        return This(e, self);
    }

    private static double This(Evaluation e, JsValue self) => Plain(self) is { IsNumber: true } number ? number.Number : throw e.TypeError("This is not a number");

    private static bool IsWhole(JsValue value) => value.IsNumber && double.IsFinite(value.Number) && value.Number == Math.Truncate(value.Number);

    private static int Digits(Evaluation e, JsValue value, int least, string name)
    {
        var digits = JsConvert.ToInteger(e, value);
        return digits >= least && digits <= 100 ? (int)digits : throw e.RangeError($"{name}() argument must be between {least} and 100");
    }

    public static double ParseInt(string text, int radix)
    {
        text = JsText.Trim(text);
        var negative = text.StartsWith('-');
        if (text is ['+' or '-', ..]) text = text[1..];
        if (radix is 0 or 16 && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) (text, radix) = (text[2..], 16);
        if (radix == 0) radix = 10;
        if (radix is < 2 or > 36) return double.NaN;
        var value = 0.0;
        var count = 0;
        foreach (var c in text)
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? (c | 32) - 'a' + 10 : 99;
            if (digit >= radix) break;
            value = value * radix + digit;
            count++;
        }
        if (count == 0) return double.NaN;
        if (radix == 10 && count > 15) value = double.Parse(text.AsSpan(0, count), CultureInfo.InvariantCulture);
        return negative ? -value : value;
    }

    public static double ParseFloat(string text)
    {
        text = JsText.TrimStart(text);
        var at = text is ['+' or '-', ..] ? 1 : 0;
        if (text.AsSpan(at).StartsWith("Infinity")) return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        var digits = at - start;
        if (at < text.Length && text[at] == '.')
        {
            var dot = at++;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            digits += at - dot - 1;
        }
        if (digits == 0) return double.NaN;
        if (at < text.Length && text[at] is ('e' or 'E'))
        {
            var exponent = at + 1 < text.Length && text[at + 1] is ('+' or '-') ? at + 2 : at + 1;
            if (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
                for (at = exponent; at < text.Length && char.IsAsciiDigit(text[at]);) at++;
        }
        return double.Parse(text.AsSpan(0, at), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static string ToText(Evaluation e, double number, JsValue radix)
    {
        var to = radix.IsUndefined ? 10 : JsConvert.ToInteger(e, radix);
        if (to is < 2 or > 36) throw e.RangeError("toString() radix must be between 2 and 36");
        if (to == 10 || !double.IsFinite(number)) return NumberText.Of(number);
        var (whole, fraction) = (Math.Truncate(Math.Abs(number)), Math.Abs(number) - Math.Truncate(Math.Abs(number)));
        var text = new StringBuilder();
        var rest = new BigInteger(whole);
        do
        {
            text.Insert(0, "0123456789abcdefghijklmnopqrstuvwxyz"[(int)(rest % (int)to)]);
            rest /= (int)to;
        }
        while (rest > 0);
        if (fraction > 0) AppendFraction(text, fraction, Math.Abs(number), (int)to);
        return (number < 0 ? "-" : "") + text;
    }

    /// <summary>As many digits as tell the number from its neighbours.</summary>
    private static void AppendFraction(StringBuilder text, double fraction, double number, int radix)
    {
        var delta = Math.Max(0.5 * (Math.BitIncrement(number) - number), double.Epsilon);
        text.Append('.');
        do
        {
            fraction *= radix;
            delta *= radix;
            var digit = (int)fraction;
            fraction -= digit;
            if ((fraction > 0.5 || (fraction == 0.5 && (digit & 1) == 1)) && fraction + delta > 1) digit++;
            if (digit >= radix) digit = radix - 1;
            text.Append("0123456789abcdefghijklmnopqrstuvwxyz"[digit]);
            if (fraction > 0.5 && fraction + delta > 1) break;
        }
        while (fraction >= delta);
    }

    private static string Fixed(double number, int digits) =>
        !double.IsFinite(number) || Math.Abs(number) >= 1e21 ? NumberText.Of(number) : Sign(number, Exact(Math.Abs(number), digits));

    private static string Sign(double number, string text) => number < 0 ? "-" + text : text;

    /// <summary>Rounds the number that the double really is, half up.</summary>
    private static string Exact(double number, int digits)
    {
        var (mantissa, exponent) = Split(number);
        var scaled = mantissa * BigInteger.Pow(10, digits);
        var value = exponent >= 0 ? scaled << exponent : (scaled + (BigInteger.One << (-exponent - 1))) >> -exponent;
        var text = value.ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        return digits == 0 ? text : text[..^digits] + "." + text[^digits..];
    }

    private static (BigInteger Mantissa, int Exponent) Split(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFFL;
        return exponent == 0 ? (mantissa, -1074) : (mantissa | 0x10000000000000L, exponent - 1075);
    }

    private static string Precise(double number, int precision)
    {
        if (!double.IsFinite(number)) return NumberText.Of(number);
        var (digits, exponent) = Rounded(Math.Abs(number), precision);
        string text;
        if (exponent < -6 || exponent >= precision) text = Scientific(digits, exponent);
        else if (exponent >= 0) text = digits.Length > exponent + 1 ? digits[..(exponent + 1)] + "." + digits[(exponent + 1)..] : digits;
        else text = "0." + new string('0', -exponent - 1) + digits;
        return Sign(number, text);
    }

    private static string Exponential(double number, int fractionDigits)
    {
        if (!double.IsFinite(number)) return NumberText.Of(number);
        if (fractionDigits >= 0) return Sign(number, Scientific(Rounded(Math.Abs(number), fractionDigits + 1)));
        for (var precision = 1; ; precision++)
        {
            var rounded = Rounded(Math.Abs(number), precision);
            var text = Scientific(rounded);
            if (precision >= 17 || double.Parse(text, CultureInfo.InvariantCulture) == Math.Abs(number)) return Sign(number, text);
        }
    }

    private static string Scientific((string Digits, int Exponent) of) => Scientific(of.Digits, of.Exponent);

    private static string Scientific(string digits, int exponent) =>
        digits[0] + (digits.Length > 1 ? "." + digits[1..] : "") + "e" + (exponent < 0 ? "-" : "+") + Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);

    /// <summary>So many significant digits of the exact value, half up, and the power of ten of the first.</summary>
    private static (string Digits, int Exponent) Rounded(double number, int precision)
    {
        if (number == 0) return (new string('0', precision), 0);
        var exponent = (int)Math.Floor(Math.Log10(number));
        while (true)
        {
            var digits = Scaled(number, precision - 1 - exponent).ToString(CultureInfo.InvariantCulture);
            if (digits.Length == precision) return (digits, exponent);
            exponent += digits.Length > precision ? 1 : -1;
        }
    }

    private static BigInteger Scaled(double number, int power)
    {
        var (mantissa, exponent) = Split(number);
        var (top, bottom) = (mantissa, BigInteger.One);
        if (power >= 0) top *= BigInteger.Pow(10, power);
        else bottom *= BigInteger.Pow(10, -power);
        if (exponent >= 0) top <<= exponent;
        else bottom <<= -exponent;
        return (2 * top + bottom) / (2 * bottom);
    }

    /// <summary>As in English: thousands apart, at most three places.</summary>
    private static string Grouped(double number)
    {
        if (!double.IsFinite(number)) return double.IsNaN(number) ? "NaN" : number > 0 ? "∞" : "-∞";
        return Math.Round(number, 3, MidpointRounding.AwayFromZero).ToString("#,##0.###", CultureInfo.InvariantCulture);
    }
}
