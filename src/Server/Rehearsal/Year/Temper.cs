namespace Petitions.Server.Rehearsal.Year;

/// <summary>How the people of one petition will behave, drawn when it arrives; each trait as often as in the samples.</summary>
/// <param name="Pace">From 0 to 1: at which part of its time a piece of work is done.</param>
/// <param name="WakesAt">Nobody moves before this rung of the ladder; 0 where the work is done in time.</param>
public sealed record Temper(Dice Dice, double Pace, int WakesAt)
{
    /// <summary>A handler who lets it lie is woken by a rung of the samples' (1, 3, 3); a fourth possibility is that only rung 4 does it.</summary>
    private static readonly (int Rung, double Weight)[] Rungs = [(1, 1), (2, 0.5), (3, 2), (4, 0.5)];

    public bool Transfers { get; init; }
    public bool Objects { get; init; }
    public bool Extends { get; init; }
    public bool Mediates { get; init; }
    public bool RefusesMediation { get; init; }
    public bool OralAgreement { get; init; }
    public bool Breaches { get; init; }
    public bool Withdraws { get; init; }
    public bool Reopens { get; init; }
    public bool AsksReview { get; init; }
    public bool TreatAsPetition { get; init; }
    public bool Repeats { get; init; }
    public bool Diverts { get; init; }
    public bool Mixed { get; init; }
    public bool Recuses { get; init; }
    public bool AsksUp { get; init; }
    public bool FalselyClosed { get; init; }
    public bool Supplements { get; init; }

    public static Temper Draw(Dice dice, YearPlan plan)
    {
        bool Has(string trait) => dice.Chance(plan.Share(trait));
        return new(dice, dice.Between(0.1, 0.75), Has("late") ? dice.Weighted(Rungs) : 0)
        {
            Transfers = dice.Chance(0.7), Objects = Has("objection"), Extends = Has("extension"), Mediates = Has("mediationInClaim"),
            RefusesMediation = dice.Chance(0.2), OralAgreement = dice.Chance(0.3), Breaches = dice.Chance(0.15), Withdraws = Has("withdrawn"),
            Reopens = Has("reopened"), AsksReview = Has("review"), TreatAsPetition = Has("treatAsPetition"), Repeats = Has("linked"),
            Diverts = Has("diverted"), Mixed = Has("split"), Recuses = Has("recusal"), AsksUp = Has("byHand"), FalselyClosed = Has("falseClosure"),
            Supplements = Has("supplement"),
        };
    }
}
