using Petitions.Cases;
using Petitions.Server.Invariants;
using Petitions.Storage.Queries;

namespace Petitions.Server.Verbs;

/// <summary>verify: recomputes every chain of the audit and examines every case of the database against the invariants of the law. Changes nothing.</summary>
public static class Verify
{
    /// <summary>Of one invariant so many broken cases are named.</summary>
    private const int Shown = 20;

    /// <returns>1 when a chain or an invariant is broken.</returns>
    public static async Task<int> RunAsync(string[] args, Settings settings, CancellationToken token)
    {
        using var logs = Upkeep.Logs();
        await using var ground = await Ground.OpenAsync(settings, new TurnedClock(), logs, token);
        var audit = await Upkeep.VerifyAuditAsync(ground, token);
        var examined = await ExamineAsync(ground, token);
        examined.Write(Console.Out, Shown);
        Console.WriteLine($"{examined.Held} passed, {examined.Broken.Count} failed");
        return audit == 0 && examined.Broken.Count == 0 ? 0 : 1;
    }

    public static async Task<Examination> ExamineAsync(Ground ground, CancellationToken token)
    {
        var (rows, histories) = (new RehearsalRows(ground.Database), new Histories(ground.Database));
        var folders = new CaseFolders(ground.Database, ground.Library, ground.Keys, ground.Clock);
        var examination = new Examination(Yardstick.Of((await ground.Library.CurrentAsync(token)).Reference));
        var numbers = await rows.NumbersAsync(token);
        foreach (var number in numbers)
        {
            var c = (await folders.OpenAsync(number, Actor.System, token)).Loaded.Case;
            examination.Take(new(c, await histories.EventsAsync(c.Key, token), await histories.NoticesAsync(c.Key, token), await rows.AttentionAsync(c.Key, token)));
        }
        examination.TakeRegister(numbers);
        return examination;
    }
}
