using Petitions.Storage;

namespace Petitions.Server.Verbs;

/// <summary>The server itself: opens the ground, seeds and replays where asked to, serves until it is stopped.</summary>
public static class Serve
{
    public static async Task<int> RunAsync(string[] args, Settings settings, CancellationToken token)
    {
        using var logs = Upkeep.Logs();
        var clock = new TurnedClock();
        await using var ground = await Ground.OpenAsync(settings, clock, logs, token);
        await PrepareAsync(ground, logs, token);
        if (settings.ClockOffset != TimeSpan.Zero)
            clock.TurnTo(clock.GetUtcNow() + settings.ClockOffset);
        await using var app = PetitionsServer.Build(ground, args);
        await ListenAsync(app, settings, token);
        await GreetAsync(app, ground, token);
        await app.WaitForShutdownAsync(token);
        return 0;
    }

    /// <summary>One server at a time: two that start together on an empty database would both replay the demo.</summary>
    private static async Task PrepareAsync(Ground ground, ILoggerFactory logs, CancellationToken token)
    {
        await using var turn = await ground.Database.TakeTurnAsync("preparation", token);
        if (ground.Settings.Demo || !await ground.Library.IsSeededAsync(token))
            Upkeep.TellLeftAside(await Seeder.SeedAsync(ground, token));
        if (ground.Settings.Workers)
            await Workers.Schedule.ProvisionAsync(ground.Database, ground.Clock, token);
        if (ground.Settings.Demo)
            await Demo.PrepareAsync(ground, logs.CreateLogger(nameof(Demo)), token);
    }

    /// <exception cref="SettingsRefused">The address is taken, not allowed or not this machine's.</exception>
    private static async Task ListenAsync(WebApplication app, Settings settings, CancellationToken token)
    {
        try
        {
            await app.StartAsync(token);
        }
        catch (Exception e) when (StartupFailure.Listening(e, settings.Urls) is { } refused)
        {
            throw refused;
        }
    }

    private static async Task GreetAsync(WebApplication app, Ground ground, CancellationToken token)
    {
        var address = string.Join("  ", app.Urls);
        foreach (var texts in new[] { Texts.Chinese, Texts.English })
            Console.WriteLine(texts.Say("console.serving", address));
        if (!ground.Settings.Demo)
            return;
        var reference = (await ground.Library.CurrentAsync(token)).Reference;
        Console.WriteLine(Texts.Chinese.Say("console.accounts", ground.Settings.DemoPassword) + " / " + Texts.English.Say("console.accounts", ground.Settings.DemoPassword));
        if (await new Storage.DemoRuns(ground.Database).BeginAsync(ground.Clock.GetUtcNow(), token) is { Number: { } number, Code: { } code })
            Console.WriteLine(Texts.Chinese.Say("console.queryCode", number, code) + " / " + Texts.English.Say("console.queryCode", number, code));
        foreach (var person in DemoAccounts.Shown(reference))
            Console.WriteLine($"  {DemoAccounts.UserNameOf(person.Id)}  {person.Name}  {string.Join("、", person.Roles.Select(r => Texts.Chinese["role." + r]))} · {string.Join(", ", person.Roles.Select(r => Texts.English["role." + r]))}");
    }
}
