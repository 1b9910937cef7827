namespace Petitions.Engine.Expressions;

/// <summary>Date. "Now" is the step's, the local zone the environment's.</summary>
internal static class DateLibrary
{
    private static readonly string[] Weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static void Fill()
    {
        var p = Builtins.DatePrototype;
        var constructor = Builtins.Constructor("Date", 7, p, static (e, _, _) => Full(e, Now(e)), Make);
        Builtins.Method(constructor, "now", 0, static (e, _, _) => Now(e));
        Builtins.Method(constructor, "parse", 1, static (e, _, a) => DateMath.Parse(e.Look(JsConvert.ToText(e, a.Arg(0))), Zone(e)));
        Builtins.Method(constructor, "UTC", 7, static (e, _, a) => DateMath.Clip(FromParts(e, a)));
        FillGetters(p);
        FillSetters(p);
        FillTexts(p);
    }

    private static TimeZoneInfo Zone(Evaluation e) => e.Host?.TimeZone ?? TimeZoneInfo.Utc;

    private static double Now(Evaluation e) => e.Host?.Now.ToUnixTimeMilliseconds() ?? throw e.TypeError("There is no clock here");

    private static JsDate This(Evaluation e, JsValue self) => self.As<JsDate>() ?? throw e.TypeError("this is not a Date object.");

    private static JsValue Make(Evaluation e, JsValue[] args)
    {
        e.Allocate(64);
        if (args.Length == 0) return new JsDate(Now(e));
        if (args.Length > 1) return new JsDate(DateMath.Clip(DateMath.ToUtc(Zone(e), FromParts(e, args))));
        if (args[0].As<JsDate>() is { } other) return new JsDate(other.Time);
        var value = JsConvert.ToPrimitive(e, args[0], "default");
        return new JsDate(value.IsString ? DateMath.Parse(e.Look(value.Text), Zone(e)) : DateMath.Clip(JsConvert.ToNumber(e, value)));
    }

    private static double FromParts(Evaluation e, JsValue[] args)
    {
        double Part(int index, double otherwise) => index < args.Length ? JsConvert.ToNumber(e, args[index]) : otherwise;
        var year = Part(0, double.NaN);
        if (Math.Truncate(year) is >= 0 and <= 99) year = 1900 + Math.Truncate(year);
        return DateMath.Join(year, Part(1, 0), Part(2, 1), Part(3, 0), Part(4, 0), Part(5, 0), Part(6, 0));
    }

    private static void FillGetters(JsObject p)
    {
        Builtins.Method(p, "getTime", 0, static (e, self, _) => This(e, self).Time);
        Builtins.Method(p, "valueOf", 0, static (e, self, _) => This(e, self).Time);
        Builtins.Method(p, "getTimezoneOffset", 0, static (e, self, _) => double.IsNaN(This(e, self).Time) ? double.NaN : 0 - DateMath.Offset(Zone(e), This(e, self).Time) / 60_000);
        Both("FullYear", static parts => parts.Year);
        Both("Month", static parts => parts.Month);
        Both("Date", static parts => parts.DayOfMonth);
        Both("Day", static parts => parts.Weekday);
        Both("Hours", static parts => parts.Hour);
        Both("Minutes", static parts => parts.Minute);
        Both("Seconds", static parts => parts.Second);
        Both("Milliseconds", static parts => parts.Milli);

        void Both(string name, Func<DateMath.Parts, double> pick)
        {
            Builtins.Method(p, "get" + name, 0, (e, self, _) => This(e, self).Time is var t && double.IsNaN(t) ? t : pick(DateMath.Split(DateMath.ToLocal(Zone(e), t))));
            Builtins.Method(p, "getUTC" + name, 0, (e, self, _) => This(e, self).Time is var t && double.IsNaN(t) ? t : pick(DateMath.Split(t)));
        }
    }

    private static void FillSetters(JsObject p)
    {
        Builtins.Method(p, "setTime", 1, static (e, self, a) => This(e, self).Time = DateMath.Clip(JsConvert.ToNumber(e, a.Arg(0))));
        Both("FullYear", 0);
        Both("Month", 1);
        Both("Date", 2);
        Both("Hours", 3);
        Both("Minutes", 4);
        Both("Seconds", 5);
        Both("Milliseconds", 6);

        void Both(string name, int first)
        {
            Builtins.Method(p, "set" + name, 1, (e, self, a) => Set(e, This(e, self), first, a, local: true));
            Builtins.Method(p, "setUTC" + name, 1, (e, self, a) => Set(e, This(e, self), first, a, local: false));
        }
    }

    /// <summary>Changes one part and those after it that are given, as setHours(h, m, s) does.</summary>
    private static JsValue Set(Evaluation e, JsDate date, int first, JsValue[] args, bool local)
    {
        var time = double.IsNaN(date.Time) && first == 0 ? 0 : local ? DateMath.ToLocal(Zone(e), date.Time) : date.Time;
        if (double.IsNaN(time)) return double.NaN;
        var p = DateMath.Split(time);
        double[] parts = [p.Year, p.Month, p.DayOfMonth, p.Hour, p.Minute, p.Second, p.Milli];
        var last = first <= 2 ? 3 : 7;
        for (var i = 0; i < Math.Max(1, args.Length) && first + i < last; i++) parts[first + i] = JsConvert.ToNumber(e, args.Arg(i));
        time = DateMath.Join(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
        return date.Time = DateMath.Clip(local ? DateMath.ToUtc(Zone(e), time) : time);
    }

    private static void FillTexts(JsObject p)
    {
        Builtins.Method(p, "toISOString", 0, static (e, self, _) => double.IsNaN(This(e, self).Time) ? throw e.RangeError("Invalid time value") : DateMath.Iso(This(e, self).Time));
        Builtins.Method(p, "toJSON", 1, static (e, self, _) => double.IsNaN(This(e, self).Time) ? JsValue.Null : DateMath.Iso(This(e, self).Time));
        Builtins.Method(p, "toString", 0, static (e, self, _) => Full(e, This(e, self).Time));
        Builtins.Method(p, "toDateString", 0, static (e, self, _) => Shown(e, self, DateText));
        Builtins.Method(p, "toTimeString", 0, static (e, self, _) => Shown(e, self, (p, zone) => DateMath.Clock(p) + " " + zone));
        Builtins.Method(p, "toUTCString", 0, static (e, self, _) => double.IsNaN(This(e, self).Time) ? "Invalid Date" : Utc(DateMath.Split(This(e, self).Time)));
        Builtins.Method(p, "toLocaleDateString", 0, static (e, self, _) => Shown(e, self, static (p, _) => Day(p)));
        Builtins.Method(p, "toLocaleTimeString", 0, static (e, self, _) => Shown(e, self, static (p, _) => Hour(p)));
        Builtins.Method(p, "toLocaleString", 0, static (e, self, _) => Shown(e, self, static (p, _) => Day(p) + ", " + Hour(p)));
    }

    private static string Full(Evaluation e, double time) =>
        double.IsNaN(time) ? "Invalid Date" : DateMath.Split(DateMath.ToLocal(Zone(e), time)) is var p ? $"{DateText(p, "")} {DateMath.Clock(p)} {ZoneText(e, time)}" : "";

    private static JsValue Shown(Evaluation e, JsValue self, Func<DateMath.Parts, string, string> how)
    {
        var time = This(e, self).Time;
        return double.IsNaN(time) ? "Invalid Date" : how(DateMath.Split(DateMath.ToLocal(Zone(e), time)), ZoneText(e, time));
    }

    private static string ZoneText(Evaluation e, double time)
    {
        var minutes = DateMath.Offset(Zone(e), time) / 60_000;
        var offset = (minutes < 0 ? "-" : "+") + DateMath.Text(Math.Floor(Math.Abs(minutes) / 60), "00") + DateMath.Text(Math.Abs(minutes) % 60, "00");
        return minutes == 0 ? "GMT+0000 (Coordinated Universal Time)" : $"GMT{offset} ({Zone(e).StandardName})";
    }

    private static string Year(DateMath.Parts p) => (p.Year < 0 ? "-" : "") + DateMath.Text(Math.Abs(p.Year), "0000");

    private static string DateText(DateMath.Parts p, string zone) => $"{Weekdays[p.Weekday]} {Months[(int)p.Month]} {DateMath.Text(p.DayOfMonth, "00")} {Year(p)}";

    private static string Utc(DateMath.Parts p) =>
        $"{Weekdays[p.Weekday]}, {DateMath.Text(p.DayOfMonth, "00")} {Months[(int)p.Month]} {Year(p)} {DateMath.Clock(p)} GMT";

    private static string Day(DateMath.Parts p) => $"{DateMath.Text(p.Month + 1, "0")}/{DateMath.Text(p.DayOfMonth, "0")}/{DateMath.Text(p.Year, "0")}";

    private static string Hour(DateMath.Parts p) =>
        $"{DateMath.Text((p.Hour + 11) % 12 + 1, "0")}:{DateMath.Text(p.Minute, "00")}:{DateMath.Text(p.Second, "00")} {(p.Hour < 12 ? "AM" : "PM")}";
}
