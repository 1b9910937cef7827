namespace Petitions.Engine.Expressions;

/// <summary>Math. Its randomness is the step's.</summary>
internal static class MathLibrary
{
    public static void Fill()
    {
        var math = new JsObject(Builtins.ObjectPrototype);
        Builtins.Globals["Math"] = math;
        foreach (var (name, value) in ((string, double)[])
                 [
                     ("PI", Math.PI), ("E", Math.E), ("LN2", 0.6931471805599453), ("LN10", 2.302585092994046), ("LOG2E", 1.4426950408889634),
                     ("LOG10E", 0.4342944819032518), ("SQRT2", 1.4142135623730951), ("SQRT1_2", 0.7071067811865476),
                 ]) math.Define(name, value, hidden: true);
        One(math, "abs", Math.Abs);
        One(math, "floor", Math.Floor);
        One(math, "ceil", Math.Ceiling);
        One(math, "trunc", Math.Truncate);
        One(math, "round", static x => x is >= -0.5 and < 0 || (x == 0 && double.IsNegative(x)) ? -0.0 : Math.Abs(x) > 4503599627370495 || !double.IsFinite(x) ? x : Math.Floor(x) + (x - Math.Floor(x) >= 0.5 ? 1 : 0));
        One(math, "sign", static x => double.IsNaN(x) || x == 0 ? x : Math.Sign(x));
        One(math, "sqrt", Math.Sqrt);
        One(math, "cbrt", CubeRoot);
        One(math, "exp", Math.Exp);
        One(math, "expm1", static x => Math.Abs(x) < 1e-5 ? x + x * x / 2 + x * x * x / 6 : Math.Exp(x) - 1);
        One(math, "log", Math.Log);
        One(math, "log2", Math.Log2);
        One(math, "log10", Math.Log10);
        One(math, "log1p", static x => Math.Abs(x) < 1e-5 ? x - x * x / 2 + x * x * x / 3 : Math.Log(1 + x));
        One(math, "sin", Math.Sin);
        One(math, "cos", Math.Cos);
        One(math, "tan", Math.Tan);
        One(math, "asin", Math.Asin);
        One(math, "acos", Math.Acos);
        One(math, "atan", Math.Atan);
        One(math, "sinh", Math.Sinh);
        One(math, "cosh", Math.Cosh);
        One(math, "tanh", Math.Tanh);
        One(math, "asinh", Math.Asinh);
        One(math, "acosh", Math.Acosh);
        One(math, "atanh", Math.Atanh);
        One(math, "fround", static x => (float)x);
        One(math, "clz32", static x => System.Numerics.BitOperations.LeadingZeroCount((uint)JsConvert.ToInt32(x)));
        Builtins.Method(math, "atan2", 2, static (e, _, a) => Math.Atan2(JsConvert.ToNumber(e, a.Arg(0)), JsConvert.ToNumber(e, a.Arg(1))));
        Builtins.Method(math, "pow", 2, static (e, _, a) => Operation.Apply(e, BinaryOp.Power, a.Arg(0), a.Arg(1)));
        Builtins.Method(math, "imul", 2, static (e, _, a) => unchecked(JsConvert.ToInt32(e, a.Arg(0)) * JsConvert.ToInt32(e, a.Arg(1))));
        Builtins.Method(math, "max", 2, static (e, _, a) => a.Aggregate(double.NegativeInfinity, (m, v) => Math.Max(m, JsConvert.ToNumber(e, v))));
        Builtins.Method(math, "min", 2, static (e, _, a) => a.Aggregate(double.PositiveInfinity, (m, v) => Math.Min(m, JsConvert.ToNumber(e, v))));
        Builtins.Method(math, "hypot", 2, static (e, _, a) => Hypotenuse([.. a.Select(v => Math.Abs(JsConvert.ToNumber(e, v)))]));
        Builtins.Method(math, "random", 0, static (e, _, _) => e.Host?.Randomness.NextDouble() ?? throw e.TypeError("There is no randomness here"));
    }

    /// <summary>A first guess by a third of the exponent, a polynomial, and one step of Newton's: within 0.67 of the last place.</summary>
    private static double CubeRoot(double x)
    {
        if (x == 0 || !double.IsFinite(x)) return x;
        var (size, scale) = (Math.Abs(x), 1.0);
        if (size < 2.2250738585072014e-308) (size, scale) = (size * 18014398509481984, 1.0 / 262144);
        var high = (uint)(BitConverter.DoubleToUInt64Bits(size) >> 32) / 3 + 715_094_163;
        var t = BitConverter.UInt64BitsToDouble((ulong)high << 32);
        var r = t * t * (t / size);
        t *= 1.87595182427177009643 + r * (-1.88497979543377169875 + r * 1.621429720105354466140)
             + r * r * r * (-0.758397934778766047437 + r * 0.145996192886612446982);
        t = BitConverter.UInt64BitsToDouble((BitConverter.DoubleToUInt64Bits(t) + 0x80000000UL) & 0xFFFFFFFFC0000000UL);
        r = size / (t * t);
        t += t * ((r - t) / (t + t + r));
        return (x < 0 ? -t : t) * scale;
    }

    /// <summary>Scaled by the longest side and summed with the lost bits carried along, so that it is exact where it can be.</summary>
    private static double Hypotenuse(double[] sides)
    {
        if (sides.Contains(double.PositiveInfinity)) return double.PositiveInfinity;
        var longest = sides.Append(0).Max();
        if (longest == 0 || sides.Any(double.IsNaN)) return sides.Any(double.IsNaN) ? double.NaN : 0;
        var (sum, lost) = (0.0, 0.0);
        foreach (var side in sides)
        {
            var part = side / longest * (side / longest) - lost;
            var next = sum + part;
            lost = next - sum - part;
            sum = next;
        }
        return Math.Sqrt(sum) * longest;
    }

    private static void One(JsObject math, string name, Func<double, double> code) =>
        Builtins.Method(math, name, 1, (e, _, a) => code(JsConvert.ToNumber(e, a.Arg(0))));
}
