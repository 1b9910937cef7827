namespace Petitions.Cases;

/// <summary>
/// Everything a rule looks up and nobody decides: organisation, people, categories, clocks, calendar, ladder, schemes.
/// Immutable; a new version of any part makes a new instance. Read by <see cref="ReferenceReader"/> from the seeds or from the database.
/// </summary>
public sealed class Reference
{
    public required IReadOnlyDictionary<string, OrgUnit> Units { get; init; }
    public required IReadOnlyDictionary<string, Person> People { get; init; }
    public required IReadOnlyDictionary<string, Category> Categories { get; init; }
    public required IReadOnlyDictionary<string, ClockDefinition> Clocks { get; init; }
    public required IReadOnlyDictionary<string, Urgency> Urgencies { get; init; }
    public required IReadOnlyDictionary<string, Channel> Channels { get; init; }
    public required IReadOnlyList<RouteVariant> RouteVariants { get; init; }
    public required WorkCalendar Calendar { get; init; }
    public required LadderRules Ladder { get; init; }

    /// <summary>Local law beside the general one, by jurisdiction (handbook §3.2).</summary>
    public IReadOnlyList<RulePack> RulePacks { get; init; } = [];
    /// <summary>Who is called first in an emergency.</summary>
    public DutyRota DutyRota { get; init; } = DutyRota.None;
    public required IReadOnlyDictionary<string, AccountabilityScheme> Schemes { get; init; }

    /// <summary>From a role to the next one up (handbook §7): R-HANDLER → R-UNITHEAD …</summary>
    public required IReadOnlyDictionary<string, string> EscalationMap { get; init; }

    public OrgUnit? Unit(string? code) => code is not null && Units.TryGetValue(code, out var unit) ? unit : null;

    public Person? Person(string? id) => id is not null && People.TryGetValue(id, out var person) ? person : null;

    /// <summary>The unit itself, then its parent, and so on to the top.</summary>
    public IEnumerable<OrgUnit> LineOf(string? code)
    {
        for (var unit = Unit(code); unit is not null; unit = Unit(unit.Parent))
            yield return unit;
    }

    /// <summary>True when <paramref name="code"/> is <paramref name="top"/> or lies below it.</summary>
    public bool IsWithin(string? code, string top) => LineOf(code).Any(u => u.Code == top);

    /// <summary>The nearest unit on the line that may issue opinions in its own name (<c>body = true</c>); null if none.</summary>
    public OrgUnit? BodyOf(string? code) => LineOf(code).FirstOrDefault(u => u.Body);

    /// <summary>The root unit that stands in every key: the highest unit on the line that is not outside the deployment.</summary>
    public string RootOf(string code)
    {
        var own = LineOf(code).TakeWhile(u => !u.External).ToList();
        return own.Count > 0 ? own[^1].Code : LineOf(code).Last().Code;
    }

    /// <summary>
    /// The area an office works for: an inner office (petition office, intake office …) works for its parent and all below,
    /// every other unit for itself and all below.
    /// </summary>
    public string AreaOf(string code) =>
        Unit(code) is { Parent: { } parent } unit && OrgUnit.InnerOffices.Contains(unit.Kind) ? parent : code;

    /// <summary>Active people holding the role in the unit, by id.</summary>
    public IEnumerable<Person> Holders(string role, string? unit = null) =>
        People.Values.Where(p => p.Roles.Contains(role) && (unit is null || p.Unit == unit)).OrderBy(p => p.Id, StringComparer.Ordinal);
}

/// <param name="NoticeRule">art22 (15 days to pass on) or art23 (15 days to tell); null for units that are not a petition desk.</param>
/// <param name="Body">True if the unit issues opinions in its own name.</param>
public sealed record OrgUnit(
    string Code, string NameZh, string NameEn, string Level, string? Parent, string Kind, bool External = false, bool Body = false,
    string? ReviewBy = null, string? ReexamBy = null, string? NoticeRule = null, bool SealedChannel = false, string? Section = null,
    bool InScope = true, int Residents = 0, int Households = 0, DateOnly? ValidFrom = null, DateOnly? ValidTo = null)
{
    /// <summary>Set up already and not dissolved yet; both days are included.</summary>
    public bool IsActiveOn(DateOnly day) => InScope && !(day < ValidFrom) && !(day > ValidTo);

    public static readonly IReadOnlySet<string> InnerOffices = new HashSet<string>
    {
        "petition-office", "intake-office", "supervision", "mediation-committee", "mediation-room", "discipline", "party-committee",
        "party-general-branch", "police-office",
    };
}

/// <param name="LeadsCases">Of several leaders, the one who takes a lead case first (handbook §7, rung 3).</param>
public sealed record Person(
    string Id, string Name, IReadOnlyList<string> Roles, string Unit, IReadOnlyList<Absence> Absences, IReadOnlyList<string> Covers,
    bool LeadsCases = false)
{
    public Absence? AbsenceOn(DateOnly day) => Absences.FirstOrDefault(a => a.From <= day && day <= a.To);
}

/// <summary>Both days are included; the delegate acts meanwhile.</summary>
public sealed record Absence(DateOnly From, DateOnly To, string? Delegate);

public sealed record Category(
    string Code, string Zh, string En, string? Parent, string? DefaultNature, int? InternalTargetWorkdays, string UrgencyDefault,
    IReadOnlyList<string> DefaultRoute, bool SimpleEligible, bool MediationEligible, string? DivertTo, bool Sealed, bool Confidential,
    bool PoliceReads, bool MustReportPolice, bool Restricted, EmergencyMinutes? Minutes, string? ThreeNotLetGo, string? ReportUpClock,
    IReadOnlyList<string> ReportUpTo, bool ReportUpOnlyIfAccident, bool InterimMeasure, IReadOnlyList<string> ExtraClocks)
{
    /// <summary>A heading of the tree, not a category that a petition may bear.</summary>
    public bool IsGroup => DefaultNature is null;
}

/// <summary>Minutes that replace the amounts of the emergency clocks for one category.</summary>
public sealed record EmergencyMinutes(int? Contact, int? OnSite, int? Police);

public enum ClockKind { Statutory, Right, Policy, Internal, External }

public enum ClockUnit { Immediate, CalendarDay, WorkingDay, Hour, Minute, Date }

/// <param name="RollForward">True if a last day that is a rest day moves to the next working day (rights do, duties do not; handbook §4.3).</param>
/// <param name="Start">What starts it, in the words of the data.</param>
/// <param name="Beside">For a clock of a rule pack: the clock with which it starts and stops.</param>
public sealed record ClockDefinition(
    string Code, string Zh, int Amount, ClockUnit Unit, ClockKind Kind, bool RollForward, string Basis, string Start = "", string? En = null,
    string? Beside = null);

/// <summary>Rules of a place. It shortens clocks or adds some; it can neither lengthen nor remove: of two dates the earlier one rules.</summary>
/// <param name="Units">The units in whose area it applies, each with all below it; none where it is only kept ready.</param>
public sealed record RulePack(
    string Code, string Zh, string En, string Basis, IReadOnlyList<string> Units, DateOnly ValidFrom, DateOnly? ValidTo,
    IReadOnlyList<PackAmount> Shortens, IReadOnlyList<ClockDefinition> Adds)
{
    public bool AppliesTo(Reference reference, string? unit, DateOnly day) =>
        ValidFrom <= day && (ValidTo is not { } last || day <= last) && reference.LineOf(unit).Any(u => Units.Contains(u.Code));
}

/// <param name="Code">A clock of the general rules.</param>
public sealed record PackAmount(string Code, int Amount, ClockUnit Unit);

public sealed record Urgency(string Code, string Zh, int? FirstContactHours, int? FirstContactWorkdays, IReadOnlyList<string> Clocks);

public sealed record Channel(string Code, string Zh, string En);

/// <summary>From a day on, another route for some categories (duties handed over to the government).</summary>
public sealed record RouteVariant(string Code, IReadOnlyList<string> Categories, DateOnly ValidFrom, DateOnly? ValidTo, IReadOnlyList<string> Route)
{
    public bool IsValidOn(DateOnly day) => ValidFrom <= day && !(day > ValidTo);
}
