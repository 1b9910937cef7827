using System.Globalization;

namespace Petitions.Engine.Expressions;

/// <summary>DateTime and DateTimeOffset, whose values are dates of the script, and TimeSpan. The clock is the step's, local times are in its zone.</summary>
internal static class NetTimes
{
    public static void Fill()
    {
        FillTimeSpan();
        foreach (var name in (string[])["DateTime", "DateTimeOffset"]) FillDate(name);
    }

    private static void FillTimeSpan()
    {
        var type = NetTypes.Type("TimeSpan", 4, static (e, a) => Made(e, a));
        foreach (var (name, milliseconds) in ((string, double)[])
                 [("FromDays", 86_400_000), ("FromHours", 3_600_000), ("FromMinutes", 60_000), ("FromSeconds", 1000), ("FromMilliseconds", 1), ("FromTicks", 0.0001)])
            Builtins.Method(type, name, 1, (e, _, a) => Span(e, JsConvert.ToNumber(e, a.Arg(0)) * milliseconds));
        foreach (var (name, span) in ((string, TimeSpan)[])[("Zero", TimeSpan.Zero), ("MaxValue", TimeSpan.MaxValue), ("MinValue", TimeSpan.MinValue)])
            type.Define(name, new JsNet(span), hidden: true);
        Builtins.Method(type, "Parse", 1, static (e, _, a) =>
            TimeSpan.TryParse(e.Look(JsConvert.ToText(e, a.Arg(0))), CultureInfo.InvariantCulture, out var span) ? new JsNet(span) : throw e.TypeError("This is no time span"));
        var values = Builtins.NetPrototype;
        Builtins.Method(values, "Add", 1, static (e, self, a) => Span(e, Length(e, self) + Length(e, a.Arg(0))));
        Builtins.Method(values, "Subtract", 1, static (e, self, a) => Span(e, Length(e, self) - Length(e, a.Arg(0))));
        Builtins.Method(values, "Negate", 0, static (e, self, _) => Span(e, -Length(e, self)));
        Builtins.Method(values, "Duration", 0, static (e, self, _) => Span(e, Math.Abs(Length(e, self))));
    }

    /// <summary>Hours, minutes, seconds; days before them; milliseconds after them; or ticks alone.</summary>
    private static JsNet Made(Evaluation e, JsValue[] args)
    {
        var n = args.Select(a => JsConvert.ToNumber(e, a)).ToArray();
        return n switch
        {
            [] => new JsNet(TimeSpan.Zero),
            [var ticks] => Span(e, ticks / TimeSpan.TicksPerMillisecond),
            [var h, var m, var s] => Span(e, ((h * 60 + m) * 60 + s) * 1000),
            [var d, var h, var m, var s] => Span(e, (((d * 24 + h) * 60 + m) * 60 + s) * 1000),
            [var d, var h, var m, var s, var milli] => Span(e, (((d * 24 + h) * 60 + m) * 60 + s) * 1000 + milli),
            _ => throw e.TypeError("A time span is made of hours, minutes and seconds"),
        };
    }

    private static double Length(Evaluation e, JsValue value) => value.As<JsNet>()?.Value is TimeSpan span ? span.TotalMilliseconds : throw e.TypeError("This is no time span");

    private static JsNet Span(Evaluation e, double milliseconds) =>
        Math.Abs(milliseconds) <= 9.2e14 ? new JsNet(TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond))) : throw e.RangeError("The time span is too long");

    private static void FillDate(string name)
    {
        var type = NetTypes.Type(name, 3, static (e, a) => Date(e, a));
        Builtins.Getter(type, "Now", static (e, _, _) => Now(e));
        Builtins.Getter(type, "UtcNow", static (e, _, _) => Now(e));
        if (name == "DateTime") Builtins.Getter(type, "Today", static (e, _, _) => Today(e));
        Builtins.Getter(type, "UnixEpoch", static (_, _, _) => new JsDate(0));
        Builtins.Getter(type, "MinValue", static (_, _, _) => new JsDate(-62_135_596_800_000));
        Builtins.Getter(type, "MaxValue", static (_, _, _) => new JsDate(253_402_300_799_999));
        Builtins.Method(type, "Parse", 1, static (e, _, a) => new JsDate(DateMath.Parse(e.Look(JsConvert.ToText(e, a.Arg(0))), Zone(e))));
        Builtins.Method(type, "FromUnixTimeSeconds", 1, static (e, _, a) => new JsDate(DateMath.Clip(JsConvert.ToNumber(e, a.Arg(0)) * 1000)));
        Builtins.Method(type, "FromUnixTimeMilliseconds", 1, static (e, _, a) => new JsDate(DateMath.Clip(JsConvert.ToNumber(e, a.Arg(0)))));
        Builtins.Method(type, "IsLeapYear", 1, static (e, _, a) => DateTime.IsLeapYear(Whole(e, a.Arg(0), 9999)));
        Builtins.Method(type, "DaysInMonth", 2, static (e, _, a) => DateTime.DaysInMonth(Whole(e, a.Arg(0), 9999), Whole(e, a.Arg(1), 12)));
    }

    /// <summary>Year, month from 1, day, then hour, minute, second, millisecond: local time of the step's zone.</summary>
    private static JsDate Date(Evaluation e, JsValue[] args)
    {
        double At(int index, double otherwise) => index < args.Length ? JsConvert.ToNumber(e, args[index]) : otherwise;
        if (args.Length is < 3 or > 7) throw e.TypeError("A date is made of year, month and day, and may have hour, minute, second and millisecond");
        var local = DateMath.Join(At(0, 1), At(1, 1) - 1, At(2, 1), At(3, 0), At(4, 0), At(5, 0), At(6, 0));
        return new JsDate(DateMath.Clip(DateMath.ToUtc(Zone(e), local)));
    }

    private static int Whole(Evaluation e, JsValue value, int most) =>
        JsConvert.ToNumber(e, value) is >= 1 and var number && number <= most ? (int)number : throw e.RangeError($"This is not from 1 to {most}");

    private static TimeZoneInfo Zone(Evaluation e) => e.Host?.TimeZone ?? TimeZoneInfo.Utc;

    private static JsDate Now(Evaluation e) => new(e.Host?.Now.ToUnixTimeMilliseconds() ?? throw e.TypeError("There is no clock here"));

    private static JsDate Today(Evaluation e)
    {
        var day = DateMath.Split(DateMath.ToLocal(Zone(e), Now(e).Time));
        return new JsDate(DateMath.ToUtc(Zone(e), DateMath.Join(day.Year, day.Month, day.DayOfMonth, 0, 0, 0, 0)));
    }
}
