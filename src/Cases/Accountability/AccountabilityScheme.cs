namespace Petitions.Cases;

/// <summary>Which clauses a record must satisfy (handbook §6.2): seed-000 (C1–C3), safety-4 and prc-1975 (with C4). Data, not code.</summary>
public sealed record AccountabilityScheme(string Code, string Zh, string En, IReadOnlyList<string> Clauses)
{
    /// <summary>The scheme of a record for which nobody chose another.</summary>
    public const string Default = "seed-000";

    /// <summary>Root causes to choose from; each must still be described for the case at hand.</summary>
    public IReadOnlyList<string> RootCauses { get; init; } =
    [
        "dutyUnclear", "ruleMissing", "ruleNotFollowed", "planning", "staffing", "upkeep", "informationLost", "handOver", "supervisionMissing",
        "trainingMissing", "indifference",
    ];
}
