namespace Petitions.Cases;

/// <summary>
/// Who may see a case, and for which cases a role counts. The one place for both: rules, lists, searches and exports ask here.
/// Sealed cases do not exist for others; tips are read by the duty officer and the police alone (handbook §10, SOD-3).
/// </summary>
public static class Access
{
    private static readonly string[] AreaRoles =
        [Roles.Intake, Roles.Triage, Roles.EstateHead, Roles.CommunityHead, Roles.Leader, Roles.Duty, Roles.Supervisor, Roles.Mediator];

    private static readonly string[] UnitRoles = [Roles.Handler, Roles.UnitHead, Roles.Police, Roles.Town, Roles.Reviewer, Roles.Reexaminer];

    /// <summary>What a person may read: the units whose cases they see, and the kinds of locked cases open to them.</summary>
    /// <param name="Areas">Units that count with everything below them.</param>
    /// <param name="Units">Units that count alone.</param>
    public sealed record ReadScope(IReadOnlyList<string> Areas, IReadOnlyList<string> Units, bool Sealed, bool Tips, bool Restricted, bool Everything = false);

    public static ReadScope ScopeOf(Actor actor, Reference reference)
    {
        if (actor.IsSystem)
            return new([], [], true, true, true, true);
        var areas = new List<string>();
        var units = new List<string>();
        if (actor.Unit is { } unit)
        {
            if (actor.HasAny(AreaRoles))
                areas.Add(actor.Has(Roles.Leader) || actor.Has(Roles.Duty) ? reference.BodyOf(unit)?.Code ?? unit : reference.AreaOf(unit));
            if (actor.HasAny([Roles.Building, Roles.Section]))
                areas.Add(unit);
            if (actor.HasAny(UnitRoles) || actor.Has(Roles.Discipline))
                units.Add(unit);
            if (actor.Has(Roles.UnitHead))
                areas.Add(unit);
            if (actor.HasAny([Roles.Police, Roles.Town]) && reference.Unit(unit)?.Parent is { } station)
                units.Add(station);
        }
        return new(areas, units, actor.Has(Roles.Discipline), actor.HasAny([Roles.Duty, Roles.Police]), actor.HasAny([Roles.Duty, Roles.Police]));
    }

    /// <summary>
    /// Units that have to do with the case: whoever received, holds, handles or co-handles it, the place it is about, whoever it climbed to.
    /// </summary>
    public static IReadOnlyList<string> InvolvedUnits(Case c) =>
        [.. OpenTo(c).Concat(HandUps.Offices(c)).Where(u => u.Length > 0).Distinct()];

    /// <summary>The involved units without the offices that have the extract of a hand-up alone (handbook §7).</summary>
    private static IEnumerable<string> OpenTo(Case c)
    {
        var units = new List<string> { c.ReceivedBy, c.Holder, c.HandlingUnit };
        units.AddRange(c.CoHandlingUnits);
        units.AddRange(c.PoliceTold);
        units.AddRange(c.ReviewDesks);
        // After violence at home the people of the house and the section are not told where she lives.
        if (c.Location is { } location && !c.Flags.Sealed && !c.Flags.Confidential && !c.Flags.Restricted)
            units.Add(location);
        units.AddRange(c.Ladder.Where(e => e is { FiredAt: not null, TargetUnit: not null, IsHandUp: false }).Select(e => e.TargetUnit!));
        units.AddRange(c.FileRequests.Select(r => r.Unit).Where(unit => HandUps.IsGranted(c, unit)));
        return units;
    }

    /// <summary>
    /// True for whoever knows the case by a hand-up alone, and for the counter of a higher body that never had it: request, dates and steps
    /// are shown, the file when it was asked for with a reason and granted.
    /// </summary>
    public static bool SeesExtractOnly(Actor actor, Case c, Reference reference)
    {
        if (actor.IsSystem || actor.IsPetitioner || c.Flags.Confidential || actor.Unit is not { } own)
            return false;
        // Whoever may call back about a withdrawal reads whom to call: above a body nobody else is of another unit.
        var isCounter = IsCounterAlone(actor) && c.Withdrawals.All(w => w.Outcome != "asked");
        if (!isCounter && !HandUps.Offices(c).Any())
            return false;
        if (c.Flags.Sealed)
            return actor.Has(Roles.Discipline) && HandUps.Offices(c).Contains(own) && !Sealed.IsDeskOf(c, own) && !HandUps.IsGranted(c, own)
                && !CallBack.SealedDesks(c).Contains(own);
        var scope = ScopeOf(actor, reference);
        bool Reaches(string unit) => scope.Units.Contains(unit) || scope.Areas.Any(a => reference.IsWithin(unit, a));
        bool IsNear(string unit) => !isCounter || unit == own || reference.BodyOf(unit)?.Code == reference.BodyOf(own)?.Code;
        return !OpenTo(c).Any(u => u.Length > 0 && Reaches(u) && IsNear(u)) && InvolvedUnits(c).Any(Reaches)
            && new[] { actor.Id, actor.DelegateOf }.OfType<string>().All(person =>
                c.Handler != person && c.RegisteredBy != person && !c.Mediations.Any(m => m.Mediators.Contains(person)))
            && !c.Tasks.Any(t => (t.Assignee is { } one && (one == actor.Id || one == actor.DelegateOf) || t.Unit == own && actor.Has(t.Role)) && !HandUps.IsAbout(c, t));
    }

    /// <summary>Takes in and sorts, and nothing else: its area is where it may be asked, not what it reads.</summary>
    private static bool IsCounterAlone(Actor actor) => actor.HasAny([Roles.Intake, Roles.Triage])
        && !AreaRoles.Except([Roles.Intake, Roles.Triage]).Concat(UnitRoles).Any(actor.Has);

    /// <summary>The petition offices know names that petitioners keep from the units.</summary>
    public static bool KnowsKeptNames(Actor actor) => actor.IsSystem || actor.HasAny([Roles.Intake, Roles.Triage, Roles.EstateHead, Roles.CommunityHead, Roles.Discipline]);

    /// <summary>True if the case exists for this person.</summary>
    public static bool MayRead(Actor actor, Case c, Reference reference)
    {
        if (actor.IsSystem || actor.IsPetitioner)
            return true;
        var scope = ScopeOf(actor, reference);
        if (c.Flags.Sealed && c.State == CaseState.Draft)
            return c.RegisteredBy == actor.Id;
        if (c.Flags.Sealed && Namesakes.Bars(c, actor.Id))
            return false;
        if (c.Flags.Sealed)
            return scope.Sealed && scope.Units.Any(u => Sealed.IsDeskOf(c, u) || HandUps.Offices(c).Contains(u) || CallBack.SealedDesks(c).Contains(u))
                || SortingSealed(actor, c, reference);
        if (c.Flags.Confidential)
            return scope.Tips;
        var units = InvolvedUnits(c);
        return units.Any(u => scope.Units.Contains(u) || scope.Areas.Any(a => reference.IsWithin(u, a)))
            || IsNamed(c, actor.Id) || actor.DelegateOf is { } absent && IsNamed(c, absent);
    }

    private static bool IsNamed(Case c, string person) =>
        c.Handler == person || c.RegisteredBy == person || c.Tasks.Any(t => t.Assignee == person) || c.Mediations.Any(m => m.Mediators.Contains(person));

    /// <summary>T27: whoever sorts sees the title of a sealed petition once, until it is handed over.</summary>
    private static bool SortingSealed(Actor actor, Case c, Reference reference) =>
        Sealed.IsBeingSorted(c) && actor.HasAny([Roles.Triage]) && actor.Unit is { } unit
        && reference.IsWithin(c.ReceivedBy, reference.AreaOf(unit));

    /// <summary>True if the person holds one of the rule's roles for this case (its area, unit, or being named on it).</summary>
    public static bool MayGive(Rule rule, Actor actor, Case c, Reference reference)
    {
        if (actor.IsSystem)
            return rule.Roles.Contains(Roles.System) || rule.Kind is VerbKind.System or VerbKind.Main or VerbKind.Ambient;
        if (SeesExtractOnly(actor, c, reference) && !HandUps.Verbs.Contains(rule.Verb) || CallBack.IsForTheCallAlone(actor, c) && rule.Verb != CallBack.Task)
            return false;
        return rule.Roles.Any(actor.Has) && (rule.Kind == VerbKind.Creates || rule.AnyCase || MayRead(actor, c, reference));
    }
}
