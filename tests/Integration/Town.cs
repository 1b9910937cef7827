using Petitions.Server;
using Petitions.Storage;

namespace Petitions.Tests.Integration;

/// <summary>The test bundle: a database of its own and a clock that stands until it is turned. People and verbs join in further parts.</summary>
public sealed partial class Town : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private Town(TestDatabase database, TurnedClock clock) => (_database, Clock) = (database, clock);

    public TurnedClock Clock { get; }
    public Database Database => _database.Database;

    /// <summary>Rows, for assertions.</summary>
    public TestDatabase Rows => _database;

    /// <param name="now">What the clock shows; a Wednesday morning in Beijing when nothing else is said.</param>
    public static async Task<Town> OpenAsync(DateTimeOffset? now = null)
    {
        var clock = new TurnedClock();
        clock.HoldAt(now ?? new DateTimeOffset(2026, 3, 4, 9, 0, 0, TimeSpan.FromHours(8)));
        return new Town(await TestDatabase.CreateAsync(), clock);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
