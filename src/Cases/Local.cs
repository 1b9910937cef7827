namespace Petitions.Cases;

/// <summary>Local time of the deployment: Asia/Shanghai, UTC+8 all year. Moments are stored in UTC, days are local days.</summary>
public static class Local
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateOnly DateOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Offset).DateTime);

    public static TimeOnly TimeOf(DateTimeOffset moment) => TimeOnly.FromDateTime(moment.ToOffset(Offset).DateTime);

    public static DateTimeOffset At(DateOnly day, int hour, int minute = 0) => new(day.ToDateTime(new TimeOnly(hour, minute)), Offset);

    /// <summary>24:00 of the day: the moment at which a day-clock that is due on it has run out.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => At(day.AddDays(1), 0);

    /// <summary>The last second of the day: for what is known by its day alone (a postmark, a promise kept) and still belongs to it.</summary>
    public static DateTimeOffset LastOf(DateOnly day) => EndOf(day).AddSeconds(-1);
}
