using Petitions.Cases;
using Petitions.Server.Invariants;

namespace Petitions.Server.Rehearsal.Year;

/// <summary>A year that was played to its end: what was counted, what was examined, and what came out of the door that should not.</summary>
public sealed record PlayedYear(int Seed, int Petitions, YearPlay Play, IReadOnlyList<Case> Cases, IReadOnlyList<Counted> Counts, Examination Examined)
{
    private static readonly DateTimeOffset End = Local.At(new DateOnly(2026, 12, 31), 23, 59);

    /// <summary>From so many petitions on every invariant has found something in each year that was played: one that finds nothing then has gone blind.</summary>
    private const int WholeYear = 1500;

    public bool IsWhole => Petitions >= WholeYear;

    public int Passed => Counts.Count(c => c.Holds) + Examined.Held;

    public int Failed => Counts.Count(c => !c.Holds) + Examined.Broken.Count + (IsWhole ? Examined.NeverChecked.Count : 0) + Play.Faults.Count;

    public static async Task<PlayedYear> OnAsync(IStage stage, YearPlan plan, int seed, int petitions, CancellationToken token)
    {
        var play = new YearPlay(new YearPetitions(plan, stage.Reference, seed).Draw(petitions), stage, End);
        await play.RunAsync(token);
        var (cases, examination) = (new List<Case>(), new Examination(Yardstick.Of(stage.Reference)));
        var numbers = await stage.NumbersAsync(token);
        foreach (var number in numbers)
        {
            var history = await stage.HistoryAsync(number, token);
            cases.Add(history.Case);
            examination.Take(history);
        }
        examination.TakeRegister(numbers);
        return new(seed, petitions, play, cases, YearCounts.Of(cases, plan), examination);
    }
}
