namespace Petitions.Cases;

/// <summary>One line of a responsibility contract.</summary>
/// <param name="Metric">A code of handbook §9.</param>
/// <param name="Target">In the metric's own unit: percent for rates, else a number.</param>
/// <param name="Weight">In percent of the contract.</param>
public sealed record ContractLine(string? Metric, decimal Target, int Weight);

/// <summary>A contract as it is drawn up: what a unit will be measured by in a year.</summary>
public sealed record NewContract(string? Unit, int Year, IReadOnlyList<ContractLine>? Lines);

/// <summary>
/// Responsibility contracts (handbook §8). A line measures how a unit works, out of a closed list; what people have a right to do is not on it, so
/// that nobody gains from a petition that was not made.
/// </summary>
public static class Contracts
{
    public const int MostLines = 12;

    public static readonly string[] Drawers = [Roles.Leader, Roles.CommunityHead];
    public static readonly string[] Signers = [Roles.UnitHead, Roles.EstateHead];
    public static readonly string[] Readers = [.. Drawers, .. Signers, Roles.Supervisor, Roles.Assessor, Roles.Auditor];

    /// <summary>Metrics that may count.</summary>
    public static readonly string[] Metrics =
    [
        "M-01", "M-02", "M-03", "M-04", "M-05", "M-08", "M-09", "M-10", "M-11", "M-12", "M-13", "M-15", "M-20", "M-21", "M-22", "M-30", "M-31", "M-32", "M-33",
        "M-34",
    ];

    /// <summary>Every use of a right, by itself or as the metric that counts it.</summary>
    public static readonly string[] UsesOfRights =
        ["M-06", "M-07", "M-14", "petitions", "repeats", "visits", "collectiveVisits", "reviews", "reexaminations", "accusations"];

    /// <exception cref="Refused">NOT_YOUR_ROLE, FIELD_INVALID, METRIC_FORBIDDEN.</exception>
    public static void CheckDraft(NewContract contract, Actor actor, Reference reference, DateOnly today)
    {
        if (!actor.HasAny(Drawers))
            throw Refusals.NotYourRole("contracts");
        if (reference.Unit(contract.Unit) is not { } unit || !unit.IsActiveOn(today))
            throw Refusals.FieldInvalid("unit", "word");
        if (reference.BodyOf(actor.Unit) is not { } body || !reference.IsWithin(unit.Code, body.Code) || unit.Code == actor.Unit)
            throw Refusals.NotYourRole("contracts");
        if (contract.Year < today.Year || contract.Year > today.Year + 1)
            throw Refusals.FieldInvalid("year", today.Year, today.Year + 1);
        CheckLines(contract.Lines ?? []);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE for whoever does not head the unit.</exception>
    public static void CheckSigner(string unit, Actor actor)
    {
        if (!actor.HasAny(Signers) || actor.Unit != unit)
            throw Refusals.NotYourRole("contracts");
    }

    private static void CheckLines(IReadOnlyList<ContractLine> lines)
    {
        if (lines.Count is 0 or > MostLines)
            throw Refusals.FieldInvalid("lines", lines.Count == 0 ? "required" : "tooMany");
        for (var i = 0; i < lines.Count; i++)
        {
            var (metric, field) = (lines[i].Metric ?? "", $"lines[{i}]");
            if (UsesOfRights.Contains(metric))
                throw Refusals.MetricForbidden($"{field}.metric", metric);
            if (!Metrics.Contains(metric) || lines.Take(i).Any(l => l.Metric == metric))
                throw Refusals.FieldInvalid($"{field}.metric", Metrics.Contains(metric) ? "twice" : "word");
            if (lines[i].Target is < 0 or > 1_000_000)
                throw Refusals.FieldInvalid($"{field}.target", "number");
            if (lines[i].Weight is < 1 or > 100)
                throw Refusals.FieldInvalid($"{field}.weight", "number");
        }
        if (lines.Sum(l => l.Weight) != 100)
            throw Refusals.FieldInvalid("lines", "weights");
    }
}
