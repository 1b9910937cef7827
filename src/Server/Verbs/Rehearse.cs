using System.Diagnostics;
using Petitions.Server.Rehearsal;

namespace Petitions.Server.Verbs;

/// <summary>
/// rehearse FILE: plays the file in an empty database on a turned clock and judges it. Without a connection string the database is a private one
/// that is thrown away afterwards; a configured one must be empty.
/// </summary>
public static class Rehearse
{
    /// <returns>0 when every expectation was met; 1 when one failed, or nothing could be rehearsed; 2 without a file.</returns>
    public static async Task<int> RunAsync(string[] args, Settings settings, CancellationToken token)
    {
        if (args.FirstOrDefault(a => !a.StartsWith('-')) is not { } named)
            return Tell(2, "console.rehearseWhat");
        // "dotnet run --project" starts the program in the project's folder; the name was typed in the clone's.
        var path = new[] { named, Path.Combine(settings.SeedsFolder, "..", named) }.FirstOrDefault(File.Exists);
        if (path is null)
            return Tell(1, "console.noFile", named);
        try
        {
            var file = RehearsalFile.ReadEach(await File.ReadAllTextAsync(path, token));
            return await OnEmptyGroundAsync(settings, ground => RunAsync(file, ground, token), token);
        }
        catch (RehearsalFileInvalid invalid)
        {
            return Tell(1, "console.fileInvalid", path, invalid.Message);
        }
    }

    /// <summary>Seeds an empty database on a turned clock and hands it over; a private one is thrown away afterwards.</summary>
    /// <returns>What <paramref name="play"/> returns; 1 when the database is not empty.</returns>
    internal static async Task<int> OnEmptyGroundAsync(Settings settings, Func<Ground, Task<int>> play, CancellationToken token)
    {
        var folder = settings.Embedded ? Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"petitions-rehearsal-{Guid.NewGuid():N}")).FullName : null;
        try
        {
            using var logs = Upkeep.Logs();
            await using var ground = await Ground.OpenAsync(settings with { DataFolder = folder ?? settings.DataFolder }, new TurnedClock(), logs, token);
            if (!await new Storage.Queries.RehearsalRows(ground.Database).IsEmptyAsync(token))
                return Tell(1, "console.notEmpty");
            await Seeder.SeedAsync(ground, token);
            return await play(ground);
        }
        finally
        {
            if (folder is not null)
                Directory.Delete(folder, true);
        }
    }

    private static async Task<int> RunAsync(RehearsalFile file, Ground ground, CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        var performance = await Performance.OfAsync(file, await DatabaseStage.OpenAsync(ground, token), token);
        RehearsalReport.Write(performance, Console.Out);
        Console.Error.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s");
        return performance.Failed == 0 ? 0 : 1;
    }

    private static int Tell(int code, string key, params object?[] facts)
    {
        Console.Error.WriteLine(Texts.Chinese.Say(key, facts));
        Console.Error.WriteLine(Texts.English.Say(key, facts));
        return code;
    }
}
