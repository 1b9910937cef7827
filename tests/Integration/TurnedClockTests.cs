using Petitions.Server;

namespace Petitions.Tests.Integration;

public sealed class TurnedClockTests
{
    private static readonly DateTimeOffset _morning = new(2026, 3, 4, 9, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void A_held_clock_stands_until_it_is_advanced()
    {
        var clock = new TurnedClock();
        clock.HoldAt(_morning);
        Assert.Equal(_morning, clock.GetUtcNow());

        clock.Advance(TimeSpan.FromDays(5));

        Assert.Equal(_morning.AddDays(5), clock.GetUtcNow());
        Assert.Equal(9, clock.GetLocalNow().Hour);
    }

    [Fact]
    public void A_turned_clock_runs_on_with_the_systems()
    {
        var system = new TurnedClock();
        system.HoldAt(_morning);
        var clock = new TurnedClock(system);
        Assert.Equal(TimeSpan.Zero, clock.Offset);

        clock.TurnTo(_morning.AddYears(1));
        system.Advance(TimeSpan.FromMinutes(7));

        Assert.Equal(_morning.AddYears(1).AddMinutes(7), clock.GetUtcNow());
        Assert.Equal(_morning.AddYears(1) - _morning, clock.Offset);
    }
}
