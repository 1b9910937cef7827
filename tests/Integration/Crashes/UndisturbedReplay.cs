namespace Petitions.Tests.Integration.Crashes;

/// <summary>What stands after a replay that nobody disturbed; the killed ones are compared with it.</summary>
public sealed class UndisturbedReplay : IAsyncLifetime
{
    internal SmallTown Town { get; } = new();

    internal Standing Standing { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        using var server = ServerProcess.Serve(Town, Town.NewData("undisturbed"));
        Assert.True(await server.ReplayEndsAsync(), server.Complaints());
        await using var look = await server.LookInsideAsync();
        Standing = await Standing.OfAsync(look);
    }

    public ValueTask DisposeAsync()
    {
        Town.Dispose();
        return ValueTask.CompletedTask;
    }
}
