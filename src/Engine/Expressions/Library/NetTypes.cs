using System.Globalization;
using System.Text;

namespace Petitions.Engine.Expressions;

/// <summary>
/// The .NET types that Elsa lets scripts name: Guid, Random, LogPersistenceMode and, in <see cref="NetTimes"/>, those of time. Only the members
/// listed here exist; there is no way from them to anything else.
/// </summary>
internal static class NetTypes
{
    public static void Fill()
    {
        var p = Builtins.NetPrototype;
        Builtins.Method(p, "toString", 0, static (e, self, _) => Values.ToText(Value(e, self))!);
        Builtins.Method(p, "ToString", 1, static (e, self, a) => a.Arg(0).IsNullish ? Values.ToText(Value(e, self))! : Formatted(e, Value(e, self), JsConvert.ToText(e, a[0])));
        Builtins.Method(p, "valueOf", 0, static (e, self, _) => Value(e, self) is TimeSpan span ? span.TotalMilliseconds : Values.ToText(Value(e, self))!);
        NetTimes.Fill();
        FillGuid();
        FillRandom();
        FillLogPersistenceMode();
    }

    public static object Value(Evaluation e, JsValue self) => self.As<JsNet>()?.Value ?? throw e.TypeError("This is no .NET value");

    private static string Formatted(Evaluation e, object value, string format)
    {
        try
        {
            return e.Made(format.Length <= 64 && value is IFormattable f ? f.ToString(format, CultureInfo.InvariantCulture) : throw new FormatException());
        }
        catch (FormatException)
        {
            throw e.RangeError("This is no format for the value");
        }
    }

    /// <summary>A type that scripts can name. Made with new where it can be made at all.</summary>
    public static JsNative Type(string name, int length, Func<Evaluation, JsValue[], JsValue>? make)
    {
        var type = new JsNative(name, length, (e, _, _) => throw e.TypeError($"{name} is a type: use new {name}(…) or one of its members"), make);
        Builtins.Globals[name] = type;
        return type;
    }

    private static void FillGuid()
    {
        var type = Type("Guid", 1, static (e, a) => a.Length == 0 ? new JsNet(Guid.Empty) : ParseGuid(e, a[0]));
        Builtins.Method(type, "NewGuid", 0, static (e, _, _) => NewGuid(e));
        Builtins.Method(type, "Parse", 1, static (e, _, a) => ParseGuid(e, a.Arg(0)));
        type.Define("Empty", new JsNet(Guid.Empty), hidden: true);
    }

    /// <summary>All of them draw from the step's randomness, whatever seed they are given.</summary>
    private static void FillRandom()
    {
        var shared = new JsObject(Builtins.ObjectPrototype);
        Builtins.Method(shared, "Next", 2, static (e, _, a) => NextWhole(e, a));
        Builtins.Method(shared, "NextDouble", 0, static (e, _, _) => Chance(e).NextDouble());
        shared.Share();
        Type("Random", 1, (_, _) => shared).Define("Shared", shared, hidden: true);
    }

    private static double NextWhole(Evaluation e, JsValue[] args)
    {
        var least = args.Length > 1 ? Math.Truncate(JsConvert.ToNumber(e, args[0])) : 0;
        var end = args.Length == 0 ? int.MaxValue : Math.Truncate(JsConvert.ToNumber(e, args[^1]));
        if (!(least <= end && Math.Abs(least) <= int.MaxValue && Math.Abs(end) <= int.MaxValue)) throw e.RangeError("Random.Next takes two whole numbers, the smaller one first");
        return least + Math.Floor(Chance(e).NextDouble() * (end - least));
    }

    private static Randomness Chance(Evaluation e) => e.Host?.Randomness ?? throw e.TypeError("There is no randomness here");

    private static void FillLogPersistenceMode()
    {
        var type = Type("LogPersistenceMode", 0, null);
        foreach (var (name, number) in ((string, double)[])[("Inherit", 0), ("Include", 1), ("Exclude", 2)]) type.Define(name, number, hidden: true);
    }

    public static JsNet NewGuid(Evaluation e) => new(Chance(e).NextGuid());

    public static JsNet ParseGuid(Evaluation e, JsValue value) =>
        Guid.TryParse(e.Look(JsConvert.ToText(e, value)), out var guid) ? new JsNet(guid) : throw e.TypeError("This is no Guid");

    /// <summary>Members of a value.</summary>
    public static bool TryMember(object value, string name, out JsValue member)
    {
        member = (value, name) switch
        {
            (TimeSpan t, "TotalDays") => t.TotalDays,
            (TimeSpan t, "TotalHours") => t.TotalHours,
            (TimeSpan t, "TotalMinutes") => t.TotalMinutes,
            (TimeSpan t, "TotalSeconds") => t.TotalSeconds,
            (TimeSpan t, "TotalMilliseconds") => t.TotalMilliseconds,
            (TimeSpan t, "Days") => t.Days,
            (TimeSpan t, "Hours") => t.Hours,
            (TimeSpan t, "Minutes") => t.Minutes,
            (TimeSpan t, "Seconds") => t.Seconds,
            (TimeSpan t, "Ticks") => t.Ticks,
            (byte[] bytes, "length" or "Length") => bytes.Length,
            _ => JsValue.Unset,
        };
        return !member.IsUnset;
    }

    /// <summary>Bytes given as such, as an array of numbers, or as text.</summary>
    public static byte[] Bytes(Evaluation e, JsValue value)
    {
        if (value.As<JsNet>()?.Value is byte[] bytes) return bytes;
        if (value.As<JsArray>() is { } array) e.Charge(array.Items.Count);
        if (value.As<JsArray>() is { } numbers) return [.. Iteration.Items(numbers).Select(v => (byte)JsConvert.ToInt32(e, v))];
        var text = e.Walk(JsConvert.ToText(e, value));
        e.Allocate(text.Length);
        return Encoding.UTF8.GetBytes(text);
    }

    public static byte[] FromBase64(Evaluation e, JsValue value)
    {
        var text = e.Walk(JsConvert.ToText(e, value));
        e.Allocate(text.Length);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw e.TypeError("This is not Base64");
    }
}
