using System.Globalization;
using System.Text;

namespace Petitions.Engine.Expressions;

/// <summary>Numbers as JavaScript writes them: the shortest digits that read back the same, without exponent from 1e-6 to 1e21.</summary>
internal static class NumberText
{
    public static string Of(double number)
    {
        if (double.IsNaN(number)) return "NaN";
        if (double.IsInfinity(number)) return number > 0 ? "Infinity" : "-Infinity";
        if (number == 0) return "0";
        if (Math.Abs(number) < 1e15 && number == Math.Truncate(number)) return ((long)number).ToString(CultureInfo.InvariantCulture);
        var (digits, exponent) = Shortest(Math.Abs(number));
        return (number < 0 ? "-" : "") + Place(digits, exponent);
    }

    /// <summary>Digits d1 d2 … and the exponent e of 0.d1d2… × 10^e.</summary>
    private static (string Digits, int Exponent) Shortest(double number)
    {
        var round = number.ToString("R", CultureInfo.InvariantCulture);
        var mantissa = round.Split('E')[0].Replace(".", "").TrimStart('0').TrimEnd('0');
        return (mantissa, ExponentOf(round) + 1);
    }

    private static int ExponentOf(string round)
    {
        var e = round.IndexOf('E');
        var dot = round.IndexOf('.');
        var own = e < 0 ? 0 : int.Parse(round[(e + 1)..], CultureInfo.InvariantCulture);
        var whole = dot >= 0 ? round[..dot] : e >= 0 ? round[..e] : round;
        if (whole != "0") return own + whole.Length - 1;
        var zeros = 0;
        while (round[dot + 1 + zeros] == '0') zeros++;
        return own - zeros - 1;
    }

    private static string Place(string digits, int n)
    {
        if (digits.Length <= n && n <= 21) return digits + new string('0', n - digits.Length);
        if (n is > 0 and <= 21) return digits[..n] + "." + digits[n..];
        if (n is > -6 and <= 0) return "0." + new string('0', -n) + digits;
        var exponent = n - 1;
        var text = new StringBuilder().Append(digits[0]);
        if (digits.Length > 1) text.Append('.').Append(digits, 1, digits.Length - 1);
        return text.Append('e').Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture)).ToString();
    }
}
