namespace Petitions.Engine.Activities;

/// <summary>Arithmetic on moments that cannot leave the calendar.</summary>
internal static class Clock
{
    public static DateTimeOffset After(DateTimeOffset now, TimeSpan span)
    {
        if (span > DateTimeOffset.MaxValue - now) return DateTimeOffset.MaxValue;
        return span < DateTimeOffset.MinValue - now ? DateTimeOffset.MinValue : now + span;
    }
}
