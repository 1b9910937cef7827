using Petitions.Cases;

namespace Petitions.Server;

/// <summary>
/// The one clock of a process. In production it shows the system's time; a rehearsal or a test turns it. Whatever asks for
/// the time (rules, sweep, pages) asks this clock, so that a turn moves all of them together. Its local time is that of
/// Beijing (UTC+8, no summer time), wherever the machine stands.
/// </summary>
/// <remarks>Timers that wait (<see cref="TimeProvider.CreateTimer"/>) run in real time: turning moves dates, not pauses.</remarks>
public sealed class TurnedClock(TimeProvider? system = null) : TimeProvider
{
    private readonly TimeProvider _system = system ?? System;
    private readonly Lock _turning = new();
    private TimeSpan _offset;
    private DateTimeOffset? _held;

    public override TimeZoneInfo LocalTimeZone { get; } =
        TimeZoneInfo.CreateCustomTimeZone("Asia/Shanghai", Local.Offset, "Asia/Shanghai", "Asia/Shanghai");

    /// <summary>How far this clock is ahead of the system's (negative: behind); zero in production.</summary>
    public TimeSpan Offset
    {
        get { lock (_turning) return _held is { } held ? held - _system.GetUtcNow() : _offset; }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_turning) return _held ?? _system.GetUtcNow() + _offset;
    }

    /// <summary>Shows <paramref name="instant"/> from now on and goes on running.</summary>
    public void TurnTo(DateTimeOffset instant)
    {
        lock (_turning) (_held, _offset) = (null, instant - _system.GetUtcNow());
    }

    /// <summary>Shows <paramref name="instant"/> and stands still until it is turned or advanced: a rehearsal's days must not depend on how long they take.</summary>
    public void HoldAt(DateTimeOffset instant)
    {
        lock (_turning) _held = instant.ToUniversalTime();
    }

    /// <summary>Moves on by <paramref name="span"/>; a held clock stays held.</summary>
    public void Advance(TimeSpan span)
    {
        lock (_turning)
        {
            if (_held is { } held) _held = held + span;
            else _offset += span;
        }
    }
}
