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

    /// <summary>Once for each database. Interrupted (even by kill -9), the next start goes on; the clock shows the real time afterwards.</summary>
    public static async Task PrepareAsync(Ground ground, ILogger log, CancellationToken token)
    {
        var reference = (await ground.Library.CurrentAsync(token)).Reference;
        await DemoAccounts.EnsureAsync(new Storage.People(ground.Database), reference, ground.Settings.DemoPassword, ground.Clock.GetUtcNow(), token);
        var runs = new DemoRuns(ground.Database);
        var now = ground.Clock.GetUtcNow();
        if (await runs.BeginAsync(now, token) is not { Finished: false } run)
            return;
        foreach (var texts in new[] { Texts.Chinese, Texts.English })
            Console.WriteLine(texts.Say("console.replaying"));
        try
        {
            var (number, code) = await ReplayAsync(ground, run.StartedAt, now, log, token);
            await runs.FinishAsync(now, number, code, token);
        }
        finally
        {
            ground.Clock.TurnTo(TimeProvider.System.GetUtcNow());
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
