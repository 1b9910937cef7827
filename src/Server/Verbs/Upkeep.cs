using Petitions.Storage;

namespace Petitions.Server.Verbs;

/// <summary>migrate · seed · verify-audit.</summary>
public static class Upkeep
{
    public static async Task<int> MigrateAsync(string[] args, Settings settings, CancellationToken token)
    {
        using var logs = Logs();
        await using var ground = await Ground.OpenAsync(settings, new TurnedClock(), logs, token);
        await Workers.Schedule.ProvisionAsync(ground.Database, ground.Clock, token);
        Tell("console.migrated");
        return 0;
    }

    public static async Task<int> SeedAsync(string[] args, Settings settings, CancellationToken token)
    {
        using var logs = Logs();
        await using var ground = await Ground.OpenAsync(settings, new TurnedClock(), logs, token);
        TellLeftAside(await Seeder.SeedAsync(ground, token));
        Tell("console.seeded");
        return 0;
    }

    /// <summary>Exit code 1 when any chain or anchor does not fit.</summary>
    public static async Task<int> VerifyAuditAsync(string[] args, Settings settings, CancellationToken token)
    {
        using var logs = Logs();
        await using var ground = await Ground.OpenAsync(settings, new TurnedClock(), logs, token);
        return await VerifyAuditAsync(ground, token);
    }

    internal static async Task<int> VerifyAuditAsync(Ground ground, CancellationToken token)
    {
        var verdict = await new AuditVerifier(ground.Database).VerifyAsync(token);
        if (verdict.FirstBreak is { } broken)
            Tell("console.auditBroken", broken.What, $"{broken.Root}/{broken.Case}", broken.Seq);
        else
            Tell("console.auditClean", verdict.Cases, verdict.Entries, verdict.Anchors);
        return verdict.IsClean ? 0 : 1;
    }

    internal static ILoggerFactory Logs() => LoggerFactory.Create(logs => logs.AddSimpleConsole(line => line.SingleLine = true).SetMinimumLevel(LogLevel.Warning));

    internal static void TellLeftAside(IReadOnlyList<string> files)
    {
        if (files.Count > 0)
            Tell("console.leftAside", string.Join(", ", files));
    }

    internal static void Tell(string key, params object?[] facts)
    {
        Console.WriteLine(Texts.Chinese.Say(key, facts));
        Console.WriteLine(Texts.English.Say(key, facts));
    }
}
