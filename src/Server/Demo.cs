namespace Petitions.Server;

/// <summary>What Seed=demo adds: an account for every member of the staff.</summary>
public static class Demo
{
    public static async Task PrepareAsync(Ground ground, CancellationToken token)
    {
        var reference = (await ground.Library.CurrentAsync(token)).Reference;
        await DemoAccounts.EnsureAsync(new Storage.People(ground.Database), reference, ground.Settings.DemoPassword, ground.Clock.GetUtcNow(), token);
    }
}
