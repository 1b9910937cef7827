using Petitions.Server.Rehearsal;
using Petitions.Storage;

namespace Petitions.Server;

/// <summary>
/// What Seed=demo adds: an account for every member of the staff; the sample petitions, replayed up to today through the desk on a turned clock;
/// and a dozen live ones that count from the day of the first start, so that each role finds work.
/// </summary>
public static class Demo
{
    public const string Samples = "demo-cases.json", Live = "live-cases.json";

    /// <summary>The live petition that visitors may look at as its petitioner.</summary>
    public const string Shown = "LIVE-RATE";

    private const int MostTries = 5;

    /// <summary>Once for each database. Interrupted (even by kill -9), the next start goes on; the clock shows the real time afterwards.</summary>
    public static async Task PrepareAsync(Ground ground, ILogger log, CancellationToken token)
    {
        var reference = (await ground.Library.CurrentAsync(token)).Reference;
        await DemoAccounts.EnsureAsync(new Storage.People(ground.Database), reference, ground.Settings.DemoPassword, ground.Clock.GetUtcNow(), token);
        var now = ground.Clock.GetUtcNow();
        if (await new DemoRuns(ground.Database).BeginAsync(now, token) is not { Finished: false } run)
            return;
        foreach (var texts in new[] { Texts.Chinese, Texts.English })
            Console.WriteLine(texts.Say("console.replaying"));
        try
        {
            for (var tries = 1; !await TryAsync(ground, run.StartedAt, now, tries, log, token); tries++)
                log.LogWarning("The database was away during the replay of the demo; it goes on");
        }
        finally
        {
            ground.Clock.TurnTo(TimeProvider.System.GetUtcNow());
        }
    }

    /// <summary>False when the database went away and is back: the replay goes on where it was.</summary>
    private static async Task<bool> TryAsync(Ground ground, DateTimeOffset startedAt, DateTimeOffset now, int tries, ILogger log, CancellationToken token)
    {
        try
        {
            var (number, code) = await ReplayAsync(ground, startedAt, now, log, token);
            await new DemoRuns(ground.Database).FinishAsync(now, number, code, token);
            return true;
        }
        catch (Exception e) when (tries < MostTries && PostgresFailure.Of(e).Trouble == PostgresTrouble.Retry)
        {
            await ground.Database.RecoverAsync(e, token);
            return false;
        }
    }

    private static async Task<(string? Number, string? Code)> ReplayAsync(
        Ground ground, DateTimeOffset startedAt, DateTimeOffset now, ILogger log, CancellationToken token)
    {
        var stage = await DatabaseStage.OpenAsync(ground, token);
        var samples = RehearsalFile.Read(await File.ReadAllTextAsync(Path.Combine(ground.Settings.SeedsFolder, Samples), token));
        var live = LiveFile.Read(await File.ReadAllTextAsync(Path.Combine(ground.Settings.SeedsFolder, Live), token), startedAt, stage.Reference.Calendar);
        var play = new Play(new RehearsalFile([.. samples.Petitions, .. live.Petitions]), stage);
        await play.RunAsync(now, await stage.Rows.LastStepAsync(token), token);
        foreach (var step in play.Chronicles.SelectMany(c => c.Given.Where(g => !g.AsExpected).Select(g => (c.Petition.Id, g))))
            log.LogWarning("Demo petition {Petition}: {Verb} by {By} was {What}", step.Id, step.g.Step.Give, step.g.Step.By, step.g.Fault ?? step.g.Refusal ?? "accepted");
        var shown = play.Chronicles.FirstOrDefault(c => c.Petition.Id == Shown)?.Number;
        return (shown, shown is null ? null : stage.QueryCodes.GetValueOrDefault(shown));
    }
}
