namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>A town in which four sample petitions have come to their end.</summary>
public sealed class RehearsalTown : IAsyncLifetime
{
    /// <summary>The community was told of one whose 60 days had passed, and of one that missed its target; two others went smoothly; an accusation is sealed, and a tip is for the police.</summary>
    private static readonly string[] _samples = ["NQ-2026-0041", "NQ-2026-0030", "NQ-2026-0001", "NQ-2026-0038", "NQ-2026-0024", "NQ-2026-0026"];

    public ServedTown Town { get; private set; } = null!;

    /// <summary>Numbers in the order of registration.</summary>
    public IReadOnlyList<string> Numbers { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Town = await ServedTown.OpenAsync();
        await Town.PlayAsync(_samples);
        Numbers = await Town.Rows.ListAsync<string>("select number from cases where not sealed and not confidential and closed_at is not null order by received_at");
        Assert.Equal((4, 1L, 1L), (Numbers.Count, await Town.Rows.ScalarAsync<long>("select count(*) from cases where sealed and closed_at is not null"),
            await Town.Rows.ScalarAsync<long>("select count(*) from cases where confidential and closed_at is not null")));
    }

    public ValueTask DisposeAsync() => Town.DisposeAsync();
}
