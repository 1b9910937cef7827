namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>One served town for a class of tests; each test draws processes of its own.</summary>
public sealed class StudioTown : IAsyncLifetime
{
    public ServedTown Town { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Town = await ServedTown.OpenAsync();

    public ValueTask DisposeAsync() => Town.DisposeAsync();
}
