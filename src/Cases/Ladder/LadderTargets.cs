namespace Petitions.Cases;

/// <summary>Whom a step of the ladder reaches, and who could not be reached on the way.</summary>
/// <param name="Role">A role, or the code of an office.</param>
/// <param name="StandsInFor">The absent person whose delegate <paramref name="Person"/> is.</param>
internal sealed record LadderTarget(string Role, string? Person, string? Unit, string? StandsInFor, bool Office, IReadOnlyList<MissedTarget> Missed)
{
    /// <summary>Who deals with an office that has no accounts, as notices are addressed.</summary>
    public string? Through { get; init; }
}

/// <param name="Because">empty, absent, recused, owner or employer.</param>
internal sealed record MissedTarget(string Role, string? Unit, string Because);

/// <summary>
/// Who is meant by a step of the ladder: the owner, the next role up, a leader, an office (E2, E3, E4). Never nobody: at the end of every
/// chain stands an office.
/// </summary>
/// <param name="called">The moment of an emergency: whoever has the duty then comes first. Null for everything that waits for office hours.</param>
internal sealed class LadderTargets(Case c, Reference reference, DateOnly today, Clock? clock = null, DateTimeOffset? called = null)
{
    private const string Route = "route";

    /// <summary>The 30 days of a review are the deciding body's; every other clock of the case stays with whoever handles.</summary>
    private ReviewFile? Review => clock?.Code is Reviews.ReviewClock or Reviews.ReexamClock ? c.OpenReview : null;

    private string Place => c.HandlingUnit.Length > 0 ? c.HandlingUnit : c.Holder.Length > 0 ? c.Holder : c.ReceivedBy;

    /// <summary>
    /// The handler in the role that the ladder knows him by; for an unassigned case the desk in whose queue it lies (E3), and where a unit has
    /// no desk its head. An unassigned sealed case is the discipline desk's, a tip the duty officer's (E4).
    /// </summary>
    public (string Role, string? Person, string Unit) Owner()
    {
        if (Review is { } review)
            return (ReviewBodies.RoleOf(review.Level), reference.Holders(ReviewBodies.RoleOf(review.Level), review.Desks[0]).FirstOrDefault()?.Id, review.Desks[0]);
        if (reference.Person(c.Handler) is { } handler)
            return (handler.Roles.FirstOrDefault(reference.EscalationMap.ContainsKey) ?? handler.Roles[0], handler.Id, handler.Unit);
        if (c.Flags.Sealed || c.Flags.Confidential)
        {
            var (role, unit) = c.Flags.Sealed ? (Roles.Discipline, SealedUnit()?.Code) : (Roles.Duty, null);
            return (role, Holders(role, unit).FirstOrDefault()?.Id, unit ?? Place);
        }
        foreach (var desk in new[] { Roles.Triage, Roles.Intake })
            if (reference.Holders(desk, Place).FirstOrDefault() is { } clerk)
                return (desk, clerk.Id, Place);
        return HeadOf(Place) is { } head ? (head.Role, head.Person, head.Unit) : (Roles.CommunityHead, null, Place);
    }

    /// <summary>The head of the owner's unit, who is reminded beside him; nobody in a sealed or confidential case.</summary>
    public string? HeadBesideOwner() => c.Flags.Sealed || c.Flags.Confidential ? null : HeadOf(Owner().Unit)?.Person;

    /// <summary>The head of a unit: its own, or that of the office which works for its area, or the nearest one above.</summary>
    public (string Role, string Person, string Unit)? HeadOf(string unit)
    {
        foreach (var u in reference.LineOf(unit))
            foreach (var role in new[] { Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead })
                if (reference.Holders(role).FirstOrDefault(p => p.Unit == u.Code || role != Roles.UnitHead && reference.AreaOf(p.Unit) == u.Code)
                    is { } head)
                    return (role, head.Id, head.Unit);
        return null;
    }

    /// <summary>The target of a step: <paramref name="to"/> as the ladder's data names it; who cannot be reached is passed over upwards and listed.</summary>
    public LadderTarget Find(string to, int rung)
    {
        var missed = new List<MissedTarget>();
        foreach (var (role, unit) in c.Flags.Sealed ? SealedLine(rung) : c.Flags.Confidential ? ConfidentialLine(rung) : Review is { } review ? ReviewLine(review) : Upwards(to))
        {
            var (person, because, instead) = Reach(role, unit, ownerToo: to == "outside");
            if (person is not null)
                return new(role, person.Id, person.Unit, instead, false, missed);
            missed.Add(new(role, unit, because));
        }
        var office = c.Flags.Sealed ? SealedUnitAbove() : c.Flags.Confidential ? RouteOfToday().First() : Review is { } asked ? DeskAbove(asked) : Office();
        return AtOffice(office, missed);
    }

    /// <summary>The target one above a role.</summary>
    public LadderTarget FindAbove(string role, int rung) => Find(Next(role), rung);

    /// <summary>Rung 4: the township where the category's route (or the handling unit) leads there, unless it names the enterprise's office before.</summary>
    public string Office()
    {
        var (enterprise, township) = (reference.Ladder.EnterpriseOffice, reference.Ladder.TownshipOffice);
        var townUnit = reference.Unit(township)?.Parent;
        var first = RouteOfToday().FirstOrDefault(u => u == enterprise || u == township || u == townUnit);
        return first == township || first == townUnit && first is not null || first is null && townUnit is not null && reference.IsWithin(Place, townUnit)
            ? township : enterprise;
    }

    /// <summary>Whom an emergency calls from outside: police or township by the category's route, else the head of the community's office.</summary>
    public string OutsideRole()
    {
        var route = RouteOfToday().Select(reference.Unit).OfType<OrgUnit>().ToList();
        if (route.Any(u => u.Kind is "police" or "police-office"))
            return Roles.Police;
        return route.Any(u => u.Level == "township") ? Roles.Town : Roles.CommunityHead;
    }

    private IReadOnlyList<string> RouteOfToday() => Jurisdiction.PatternsOn(c.Category, today, reference);

    private IEnumerable<(string Role, string? Unit)> Upwards(string to)
    {
        var first = to == "nextRole" ? NextOfOwner() : (Role: to == "outside" ? OutsideRole() : to, Unit: null);
        var seen = new HashSet<string>();
        for (var at = first; at.Role != Route && seen.Add(at.Role); at = (Next(at.Role), null))
            yield return at;
    }

    private (string Role, string? Unit) NextOfOwner()
    {
        var owner = Owner();
        if (owner.Role is Roles.Triage or Roles.Intake && HeadOf(owner.Unit) is { } head)
            return (head.Role, head.Unit);
        return (Next(owner.Role), null);
    }

    /// <summary>One up. Roles that the map does not name go to the head of the community's office; the officer on duty goes to a leader.</summary>
    private string Next(string role) =>
        role == Roles.Duty ? Roles.Leader : reference.EscalationMap.GetValueOrDefault(role, Roles.CommunityHead);

    /// <summary>E4: the discipline desk that holds it; from rung 3 on only the sealed desk above.</summary>
    private IEnumerable<(string Role, string? Unit)> SealedLine(int rung) => rung >= 3 ? [] : [(Roles.Discipline, SealedUnit()?.Code)];

    /// <summary>A police tip is read by the officer on duty and the police alone; at the top stands the station of its route.</summary>
    private static IEnumerable<(string Role, string? Unit)> ConfidentialLine(int rung) =>
        rung >= 3 ? [] : [(Roles.Duty, null), (Roles.Police, null)];

    /// <summary>A late review climbs inside the deciding body, never down to the body under review; above it stands the desk of the next body.</summary>
    private IEnumerable<(string Role, string? Unit)> ReviewLine(ReviewFile review) =>
        review.Desks.Append(review.Body).Select(unit => (Roles.UnitHead, (string?)unit));

    private string DeskAbove(ReviewFile review) =>
        reference.Unit(review.Body)?.ReviewBy is { } above ? ReviewBodies.DesksOf(above, ReviewFile.Review, reference)[0] : review.Desks[0];

    private OrgUnit? SealedUnit() =>
        reference.Unit(c.HandlingUnit) is { SealedChannel: true } own ? own
        : reference.Unit(c.DisciplineDesk) is { } named ? named
        : RouteOfToday().Select(reference.Unit).FirstOrDefault(u => u is { SealedChannel: true });

    private string SealedUnitAbove()
    {
        var own = SealedUnit();
        foreach (var body in reference.LineOf(own?.Parent).Skip(1))
            if (reference.Units.Values.FirstOrDefault(u => u.SealedChannel && u.Parent == body.Code) is { } above)
                return above.Code;
        return own?.Code ?? Roles.Discipline;
    }

    private LadderTarget AtOffice(string office, List<MissedTarget> missed)
    {
        var desk = reference.People.Values.Where(p => p.Unit == office && (p.Roles.Any(IsDeskRole) || Review is not null && p.Roles.Any(IsReviewRole)))
            .OrderBy(p => p.Id, StringComparer.Ordinal).ToList();
        var unit = reference.Unit(office)?.Code;
        if (desk.Select(Present).FirstOrDefault(p => p.Person is not null) is { Person: { } clerk } found)
            return new(office, clerk.Id, unit, found.Instead, true, missed);
        if (c.Flags.Sealed)
            return new(office, null, unit, null, true, missed) { Through = $"{Roles.Discipline}@{SealedUnit()?.Code}" };
        missed.Add(new(office, unit, desk.Count == 0 ? "empty" : Present(desk[0]).Because));
        foreach (var role in c.Flags.Confidential ? [Roles.Duty] : new[] { Roles.CommunityHead, Roles.Leader })
            if (Holders(role).Select(Present).FirstOrDefault(p => p.Person is not null) is { Person: { } last })
                return new(office, last.Id, unit, null, true, missed);
        return new(office, null, unit, null, true, missed);
    }

    private static bool IsReviewRole(string role) => role is Roles.Reviewer or Roles.Reexaminer;

    private static bool IsDeskRole(string role) => role is Roles.Triage or Roles.Town or Roles.Intake or Roles.Discipline or Roles.Police;

    /// <summary>The first holder who can take it; the owner himself cannot, unless he is called from outside to an emergency.</summary>
    private (Person? Person, string Because, string? Instead) Reach(string role, string? unit, bool ownerToo = false)
    {
        var (because, owner) = ("empty", ownerToo ? null : Owner().Person);
        foreach (var holder in Holders(role, unit))
        {
            if (holder.Id == owner)
            {
                because = "owner";
                continue;
            }
            var present = Present(holder);
            if (present.Person is { } reached && EmployerGuard.IsClosedTo(c, reached.Unit, reference))
            {
                because = "employer";
                continue;
            }
            if (present.Person is not null)
                return present;
            because = present.Because;
        }
        return (null, because, null);
    }

    /// <summary>The person, or the delegate of an absent one, and in whose stead.</summary>
    private (Person? Person, string Because, string? Instead) Present(Person person)
    {
        if (c.Recused.Contains(person.Id))
            return (null, "recused", null);
        if (person.AbsenceOn(today) is not { } absence)
            return (person, "", null);
        return reference.Person(absence.Delegate) is { } stand && stand.AbsenceOn(today) is null && !c.Recused.Contains(stand.Id)
            ? (stand, "", person.Id) : (null, "absent", null);
    }

    /// <summary>Everybody who holds the role for this case, nearest first: heads of the handling unit; others by the area they work for.</summary>
    public IEnumerable<Person> Holders(string role, string? unit = null)
    {
        if (unit is not null || role == Roles.UnitHead)
            return reference.Holders(role, unit ?? Place);
        var places = new[] { c.HandlingUnit, c.Holder, c.Location, c.ReceivedBy }.Where(p => !string.IsNullOrEmpty(p)).ToList();
        var near = reference.Holders(role).Where(p => places.Any(place => reference.IsWithin(place, AreaOf(p, role)))).ToList();
        if (near.Count == 0)
            near = [.. reference.Holders(role).Where(p => role is Roles.Police or Roles.Town || reference.RootOf(p.Unit) == reference.RootOf(Place))];
        var onDuty = called is { } moment ? reference.DutyRota.At(role, moment).ToHashSet() : [];
        return near.OrderByDescending(p => onDuty.Contains(p.Id)).ThenByDescending(p => p.LeadsCases);
    }

    private string AreaOf(Person p, string role) => role switch
    {
        Roles.Leader or Roles.Duty => reference.BodyOf(p.Unit)?.Code ?? p.Unit,
        Roles.Police or Roles.Town => reference.Unit(p.Unit)?.Parent ?? p.Unit,
        _ => reference.AreaOf(p.Unit),
    };
}
