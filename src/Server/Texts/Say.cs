using System.Globalization;
using Petitions.Cases;

namespace Petitions.Server;

/// <summary>Days, moments and codes in the words of a language. Everything is said in local time (Asia/Shanghai).</summary>
public sealed class Say(Texts texts, Reference reference)
{
    private static readonly string[] ChineseDays = ["日", "一", "二", "三", "四", "五", "六"];

    public Texts Texts { get; } = texts;
    public Reference Reference { get; } = reference;

    private bool Zh => Texts.Language == Language.Chinese;

    /// <summary>Between day and time; a full-width bracket brings its own.</summary>
    private string Gap => Zh ? "" : " ";

    /// <summary>2026年5月1日（周五） · Fri 1 May 2026.</summary>
    public string Day(DateOnly day) => Zh
        ? $"{day.Year}年{day.Month}月{day.Day}日（周{ChineseDays[(int)day.DayOfWeek]}）"
        : day.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Without the year: 5月1日（周五） · Fri 1 May.</summary>
    public string ShortDay(DateOnly day) => Zh
        ? $"{day.Month}月{day.Day}日（周{ChineseDays[(int)day.DayOfWeek]}）"
        : day.ToString("ddd d MMM", CultureInfo.InvariantCulture);

    public string Day(DateTimeOffset moment) => Day(Local.DateOf(moment));

    public string Moment(DateTimeOffset moment) => $"{Day(moment)}{Gap}{Local.TimeOf(moment).ToString("HH:mm", CultureInfo.InvariantCulture)}";

    /// <summary>The end of a day is said as 24:00 of that day, not as 0:00 of the next.</summary>
    public string Due(DateTimeOffset moment) => Local.TimeOf(moment) == TimeOnly.MinValue
        ? $"{Day(Local.DateOf(moment).AddDays(-1))}{Gap}24:00" : Moment(moment);

    /// <summary>About how long, for reading: 3 天 · 2 小时 · 5 分钟.</summary>
    public string Span(TimeSpan span)
    {
        var s = span.Duration();
        return s.TotalDays >= 1 ? Texts.Say("span.days", (int)s.TotalDays)
            : s.TotalHours >= 1 ? Texts.Say("span.hours", (int)s.TotalHours)
            : s.TotalMinutes >= 1 ? Texts.Say("span.minutes", (int)s.TotalMinutes)
            : Texts.Say("span.seconds", Math.Max(0, (int)Math.Ceiling(s.TotalSeconds)));
    }

    public string Unit(string? code) => code is null ? "" : Reference.Unit(code) is { } unit ? Zh ? unit.NameZh : unit.NameEn : code;

    public string Person(string? id) => id switch
    {
        null => "",
        "SYSTEM" => Texts["actor.system"],
        Mediation.AllParties => Texts["person.parties"],
        _ when id.StartsWith("P:", StringComparison.Ordinal) => Texts.Say("actor.petitioner", id[2..]),
        _ => Reference.Person(id)?.Name ?? id,
    };

    public string Category(string code) =>
        Reference.Categories.TryGetValue(code, out var c) ? $"{code} {(Zh ? c.Zh : c.En)}" : code;

    public string Channel(string code) => Reference.Channels.TryGetValue(code, out var c) ? Zh ? c.Zh : c.En : code;

    public string Clock(string code) => Clocks.DrawnName(code) ?? Texts.Or("clock." + code, Reference.Clocks.TryGetValue(code, out var c) ? c.Zh : code);

    /// <summary>The levels at which a matter was solved, several joined by <c>+</c>.</summary>
    public string Levels(string codes) => string.Join(Texts["list.separator"], codes.Split('+').Select(c => Texts.Or("level." + c, c)));

    /// <summary>A task by its kind: a word of the handbook, the activity of a workflow that opened it, or a verb.</summary>
    public string Task(string kind) => Texts.Or("task." + kind, Texts.Or("verb." + kind, kind));

    public string State(CaseState state) => Texts["state." + state.Code()];

    public string Role(string code) => Texts.Or("role." + code, code);

    public string Nature(string code) => Texts.Or("nature." + code, code);

    /// <summary>A fact of a notice or refusal: a day, a state, a unit, a role, a clock or a person where it is one, else as it stands.</summary>
    public string Fact(string name, string value)
    {
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return Day(day);
        if (DateTime.TryParseExact(value, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return Moment(new DateTimeOffset(local, Local.Offset));
        if (name == "task")
            return Task(value);
        if (Texts.Has("state." + value))
            return Texts["state." + value];
        if (Texts.Has("role." + value))
            return Texts["role." + value];
        if (Texts.Has("clock." + value))
            return Texts["clock." + value];
        if (Texts.Has($"{name}.{value}"))
            return Texts[$"{name}.{value}"];
        return Reference.Unit(value) is not null ? Unit(value) : Reference.Person(value) is not null ? Person(value) : value;
    }
}
