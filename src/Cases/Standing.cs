namespace Petitions.Cases;

/// <summary>
/// Who stands where to a case. A role says what a person may do at all; these say whether it is this person's case (refused with NOT_YOUR_ROLE).
/// The system passes every one of them.
/// </summary>
internal static class Standing
{
    /// <summary>Roles that can be the handler of a case.</summary>
    public static readonly string[] Handlers =
        [Roles.Handler, Roles.Section, Roles.Mediator, Roles.Police, Roles.Town, Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead, Roles.Leader];

    /// <summary>Heads of handling units, of estate and community offices, and the liaison who speaks for a township body.</summary>
    public static readonly string[] Heads = [Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead, Roles.Town];

    public static void Require(bool holds, string verb)
    {
        if (!holds)
            throw Refusals.NotYourRole(verb);
    }

    /// <summary>The unit lies in the area that the person's own unit works for.</summary>
    public static bool CoversUnit(StepContext step, string unit) =>
        step.Actor.IsSystem || step.Actor.Unit is { } own && step.Reference.IsWithin(unit, step.Reference.AreaOf(own));

    /// <summary>The person sits in the unit, below it, or in an office of the same body.</summary>
    public static bool OfUnit(StepContext step, string unit) =>
        step.Actor.IsSystem || step.Actor.Unit is { } own
        && (step.Reference.IsWithin(own, unit) || SameBody(step.Reference, own, unit) || IsOutpostOf(step.Reference, own, unit));

    /// <summary>The assigned handler, or the one who acts for him.</summary>
    public static bool IsHandler(StepContext step) =>
        step.Actor.IsSystem || step.Case.Handler is { } handler && (step.Actor.Id == handler || step.Actor.DelegateOf == handler);

    /// <summary>Head of the unit itself or of a unit above it; the heads of petition offices head the area they work for.</summary>
    public static bool HeadsUnit(StepContext step, string unit)
    {
        var (actor, reference) = (step.Actor, step.Reference);
        if (actor.IsSystem)
            return true;
        if (actor.Unit is not { } own)
            return false;
        return actor.Has(Roles.UnitHead) && reference.IsWithin(unit, own)
            || actor.HasAny([Roles.EstateHead, Roles.CommunityHead]) && reference.IsWithin(unit, reference.AreaOf(own))
            || actor.Has(Roles.Town) && SameBody(reference, own, unit);
    }

    /// <summary>
    /// May decide what the handling unit must not decide alone (closing, reopening): the offices above it, or the head of a body above it.
    /// </summary>
    public static bool AboveHandling(StepContext step)
    {
        var (actor, unit) = (step.Actor, step.Case.HandlingUnit);
        return actor.HasAny([Roles.EstateHead, Roles.CommunityHead]) && CoversUnit(step, unit)
            || actor.HasAny([Roles.EstateHead, Roles.CommunityHead]) && (CoversUnit(step, step.Case.Holder) || CoversUnit(step, step.Case.ReceivedBy))
            || actor.Has(Roles.UnitHead) && actor.Unit != unit && HeadsUnit(step, unit)
            || actor.IsSystem;
    }

    /// <summary>Sits outside the unit that handles (SOD-7): neither in it nor below it.</summary>
    public static bool OutsideHandling(StepContext step) =>
        step.Actor.IsSystem || step.Actor.Unit is { } own && !step.Reference.IsWithin(own, step.Case.HandlingUnit) && !IsHandler(step);

    /// <summary>Had the case in hand: as handler, mediator, or by a decision that moved it on its road.</summary>
    public static bool HasHandled(Case c, string person) =>
        c.Handler == person || c.FormerHandlers.Contains(person) || c.Hands.Contains(person) || c.Mediations.Any(m => m.Mediators.Contains(person));

    public static bool SameBody(Reference reference, string one, string other) =>
        reference.BodyOf(one) is { } body && body.Code == reference.BodyOf(other)?.Code;

    // A police office in the community belongs to its station, whatever body lies above both.
    private static bool IsOutpostOf(Reference reference, string own, string unit) => reference.Unit(own)?.Parent == unit;
}
