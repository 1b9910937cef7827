using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Petitions.Server.Rehearsal;
using Petitions.Server.Rehearsal.Year;
using Petitions.Storage;

namespace Petitions.Server.Verbs;

/// <summary>
/// rehearse-year [--dice N] [--petitions 2000] [--database 300] [--show NUMBER]: a year of a community of 5,300 residents on paper, with the reference data and definitions of the
/// folders; counts it against the bands of year.json and examines every case against the invariants.
/// So many petitions as --database says are then played through the real database as well, examined there by the same invariants and by the chains of
/// the audit; 0 leaves that out. With --show the history of one case follows. Without dice the number that was thrown stands in the first line.
/// </summary>
public static class RehearseYear
{
    /// <summary>A serial of four digits for each unit and year.</summary>
    private const int MostPetitions = 9999;
    private const int Petitions = 2000;
    private const int InDatabase = 300;

    /// <returns>0 when everything held; 1 when a band or an invariant was broken, in a whole year also when one found nothing to check; 2 for numbers that are none.</returns>
    public static async Task<int> RunAsync(string[] args, Settings settings, CancellationToken token)
    {
        if (Number(args, "--dice", RandomNumberGenerator.GetInt32(int.MaxValue)) is not { } seed || Number(args, "--petitions", Petitions) is not (> 0 and <= MostPetitions and var count)
            || Number(args, "--database", InDatabase) is not { } share)
            return 2;
        var watch = Stopwatch.StartNew();
        var reference = Seeder.Reference(settings.SeedsFolder);
        var stage = new PaperStage(reference, PaperStage.Workflows(settings.WorkflowsFolder));
        var year = await PlayedYear.OnAsync(stage, YearPlan.Read(settings.SeedsFolder), seed, count, token);
        YearReport.Write(year, Console.Out);
        if (Array.IndexOf(args, "--show") is >= 0 and var at && at + 1 < args.Length)
            YearReport.Show(await stage.HistoryAsync(args[at + 1], token), Console.Out);
        Console.Error.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s");
        var inDatabase = share == 0 ? 0
            : await Rehearse.OnEmptyGroundAsync(settings, ground => InDatabaseAsync(ground, seed, Math.Min(share, count), settings, token), token);
        return year.Failed == 0 ? inDatabase : 1;
    }

    /// <summary>A share is too small for the bands and for every invariant to find something; what is broken counts all the same.</summary>
    private static async Task<int> InDatabaseAsync(Ground ground, int seed, int count, Settings settings, CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        var year = await PlayedYear.OnAsync(await DatabaseStage.OpenAsync(ground, token), YearPlan.Read(settings.SeedsFolder), seed, count, token);
        var examined = await Verify.ExamineAsync(ground, token);
        var isClean = (await new AuditVerifier(ground.Database).VerifyAsync(token)).IsClean;
        YearReport.WriteShare(year, examined, isClean, Console.Out);
        Console.Error.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s");
        return year.Play.Faults.Count == 0 && examined.Broken.Count == 0 && examined.Total == year.Examined.Total && isClean ? 0 : 1;
    }

    private static int? Number(string[] args, string name, int otherwise)
    {
        var at = Array.IndexOf(args, name);
        if (at < 0)
            return otherwise;
        return at + 1 < args.Length && int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : null;
    }
}
