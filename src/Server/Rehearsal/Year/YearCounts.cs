using Petitions.Cases;

namespace Petitions.Server.Rehearsal.Year;

/// <summary>A band and what was counted.</summary>
/// <param name="Of">All that the share is of.</param>
public sealed record Counted(Band Band, int Count, int Of)
{
    public bool Holds => Band.Least(Of) <= Count && Count <= Band.Most(Of);
}

/// <summary>Counts a played year against the bands that were stated before it.</summary>
public static class YearCounts
{
    private static readonly string[] Ended = ["LINKED", "WITHDRAWN", "TERMINATED_AFTER_REEXAM", "DIVERTED", "NOT_ACCEPTED", "CLOSED"];

    /// <param name="cases">All cases at the end, those split from another included.</param>
    public static IReadOnlyList<Counted> Of(IReadOnlyList<Case> cases, YearPlan plan)
    {
        // A part that was split off is nobody's letter: categories are counted of what came in.
        var received = cases.Where(c => c.RegisteredBy != Actor.System.Id).ToList();
        var answered = cases.Where(c => c.Ending is not null).ToList();
        return [.. plan.Bands.Select(band => band.Kind switch
        {
            "category" => new Counted(band, received.Count(c => c.Category == band.Code), received.Count),
            "rung" => new Counted(band, cases.Count(c => c.Ladder.Any(e => e.Step == band.Code && e.FiredAt is not null)), cases.Count),
            "ending" => new Counted(band, answered.Count(c => c.Ending == band.Code), answered.Count),
            "outcome" => new Counted(band, cases.Count(c => Outcome(c) == band.Code), cases.Count),
            _ => throw new InvalidDataException($"year.json: nobody counts {band.Kind}"),
        })];
    }

    private static string Outcome(Case c) => Ended.Contains(c.State.Code()) ? c.State.Code() : "OPEN";

}
