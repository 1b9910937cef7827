namespace Petitions.Cases;

/// <summary>The petitioner allows, or no longer allows, that her matter goes to the unit that employs her.</summary>
/// <param name="How">Who recorded it says how it was said; null for her own order.</param>
public sealed record EmployerConsentGiven(bool Consents, int? How, string By) : CaseEvent
{
    public override string Rule => "§10";

    protected internal override void ApplyTo(Case c) => c.EmployerConsent = Consents;
}

public sealed partial class Case
{
    /// <summary>What she last said; null if nobody asked.</summary>
    public bool? EmployerConsent { get; set; }
}

/// <summary>
/// Handbook §10: a matter goes to the petitioner's employer unit only in matters of work and of retirement (categories E and F), or with her consent.
/// Asked wherever a unit or a person gets a case: transfer, joint handling, assignment, jurisdiction, succession, ladder.
/// </summary>
public static class EmployerGuard
{
    private const string EmployerKind = "affiliated-unit";
    private static readonly string[] OpenGroups = ["E", "F"];

    internal static void Rules(RuleBook book) =>
        book.On<ConsentToEmployer>("consentToEmployer", VerbKind.Right, "§10", [Roles.Petitioner, Roles.Representative, Roles.Intake, Roles.Triage], CaseStates.Open, Consent);

    /// <summary>True if the unit, or the one that it belongs to, employs the petitioner and may not have the matter.</summary>
    public static bool IsClosedTo(Case c, string? unit, Reference reference) => IsEmployer(c, unit, reference) && !IsOpen(c, reference);

    /// <summary>Her unit has a place on the route: it is there on the day, and the matter or her word opens the way.</summary>
    public static string? OnRoute(Case c, DateOnly day, Reference reference) =>
        reference.Unit(c.AffiliatedUnit) is { } unit && unit.IsActiveOn(day) && (unit.Kind != EmployerKind || IsOpen(c, reference)) ? unit.Code : null;

    /// <summary>Whether there is anything to consent to.</summary>
    public static bool IsAsked(Case c, Reference reference) => IsEmployer(c, c.AffiliatedUnit, reference) && !IsOpenMatter(c, reference);

    /// <exception cref="Refused">EMPLOYER_CONSENT_REQUIRED.</exception>
    internal static void Require(Case c, string? unit, string field, Reference reference)
    {
        if (IsClosedTo(c, unit, reference))
            throw Refusals.EmployerConsentRequired(field, c.AffiliatedUnit!);
    }

    private static bool IsEmployer(Case c, string? unit, Reference reference) =>
        c.AffiliatedUnit is { } employer && reference.Unit(employer)?.Kind == EmployerKind && reference.IsWithin(unit, employer);

    private static bool IsOpen(Case c, Reference reference) => c.EmployerConsent == true || IsOpenMatter(c, reference);

    /// <summary>Every request that is still with us: one of another kind among them would go along.</summary>
    private static bool IsOpenMatter(Case c, Reference reference) =>
        c.Parts.Where(p => !p.Diverted).Select(p => p.Category).DefaultIfEmpty(c.Category)
            .All(code => reference.Categories.GetValueOrDefault(code)?.Parent is { } group && OpenGroups.Contains(group));

    /// <exception cref="Refused">WRONG_STATE where there is nothing to consent to; REASON_REQUIRED (how) from whoever records it for her.</exception>
    private static void Consent(StepContext step, ConsentToEmployer order)
    {
        if (!IsAsked(step.Case, step.Reference))
            throw Refusals.WrongState(step.Case.State, "consentToEmployer");
        if (!step.Actor.IsPetitioner && order.How is null or { IsBlank: true })
            throw Refusals.ReasonRequired("how");
        step.Raise(new EmployerConsentGiven(order.Allows, step.Keep(order.How, TextKind.Reason), step.Actor.Id));
    }
}
