using System.Globalization;
using System.Text;

namespace Petitions.Engine.Expressions;

/// <summary>
/// The .NET types that Elsa lets scripts name: TimeSpan, Guid, DateTime, DateTimeOffset. Only the members listed here exist; there is no
/// way from them to anything else.
/// </summary>
internal static class NetTypes
{
    public static void Fill()
    {
        var p = Builtins.NetPrototype;
        Builtins.Method(p, "toString", 0, static (e, self, _) => Values.ToText(Value(e, self))!);
        Builtins.Method(p, "ToString", 0, static (e, self, _) => Values.ToText(Value(e, self))!);
        Builtins.Method(p, "valueOf", 0, static (e, self, _) => Value(e, self) is TimeSpan span ? span.TotalMilliseconds : Values.ToText(Value(e, self))!);
        FillTimeSpan();
        FillGuid();
        foreach (var name in (string[])["DateTime", "DateTimeOffset"]) FillDate(name);
    }

    private static object Value(Evaluation e, JsValue self) => self.As<JsNet>()?.Value ?? throw e.TypeError("This is no .NET value");

    private static void FillTimeSpan()
    {
        var type = new JsObject(Builtins.ObjectPrototype);
        Builtins.Globals["TimeSpan"] = type;
        foreach (var (name, milliseconds) in ((string, double)[])
                 [("FromDays", 86_400_000), ("FromHours", 3_600_000), ("FromMinutes", 60_000), ("FromSeconds", 1000), ("FromMilliseconds", 1)])
            Builtins.Method(type, name, 1, (e, _, a) => Span(e, JsConvert.ToNumber(e, a.Arg(0)) * milliseconds));
        type.Define("Zero", new JsNet(TimeSpan.Zero), hidden: true);
        Builtins.Method(type, "Parse", 1, static (e, _, a) =>
            TimeSpan.TryParse(JsConvert.ToText(e, a.Arg(0)), CultureInfo.InvariantCulture, out var span) ? new JsNet(span) : throw e.TypeError("This is no time span"));
    }

    private static JsNet Span(Evaluation e, double milliseconds) =>
        Math.Abs(milliseconds) <= 9.2e14 ? new JsNet(TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond))) : throw e.RangeError("The time span is too long");

    private static void FillGuid()
    {
        var type = new JsObject(Builtins.ObjectPrototype);
        Builtins.Globals["Guid"] = type;
        Builtins.Method(type, "NewGuid", 0, static (e, _, _) => NewGuid(e));
        Builtins.Method(type, "Parse", 1, static (e, _, a) => ParseGuid(e, a.Arg(0)));
        type.Define("Empty", new JsNet(Guid.Empty), hidden: true);
    }

    public static JsNet NewGuid(Evaluation e) => new(e.Host?.Randomness.NextGuid() ?? throw e.TypeError("There is no randomness here"));

    public static JsNet ParseGuid(Evaluation e, JsValue value) =>
        Guid.TryParse(JsConvert.ToText(e, value), out var guid) ? new JsNet(guid) : throw e.TypeError("This is no Guid");

    private static void FillDate(string name)
    {
        var type = new JsObject(Builtins.ObjectPrototype);
        Builtins.Globals[name] = type;
        Builtins.Getter(type, "Now", static (e, _, _) => Now(e));
        Builtins.Getter(type, "UtcNow", static (e, _, _) => Now(e));
        Builtins.Method(type, "Parse", 1, static (e, _, a) => new JsDate(DateMath.Parse(e.Look(JsConvert.ToText(e, a.Arg(0))), e.Host?.TimeZone ?? TimeZoneInfo.Utc)));
    }

    private static JsDate Now(Evaluation e) => new(e.Host?.Now.ToUnixTimeMilliseconds() ?? throw e.TypeError("There is no clock here"));

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
        if (value.As<JsArray>() is { } array) return [.. Iteration.Items(array).Select(v => (byte)JsConvert.ToInt32(e, v))];
        return Encoding.UTF8.GetBytes(JsConvert.ToText(e, value));
    }

    public static byte[] FromBase64(Evaluation e, JsValue value)
    {
        var text = JsConvert.ToText(e, value);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw e.TypeError("This is not Base64");
    }
}
