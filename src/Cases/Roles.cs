namespace Petitions.Cases;

/// <summary>Role codes as the organisation's data writes them.</summary>
public static class Roles
{
    public const string Petitioner = "R-PETITIONER", Representative = "R-REPRESENTATIVE", Party = "R-PARTY";
    public const string Building = "R-BUILDING", Section = "R-SECTION", Intake = "R-INTAKE", Triage = "R-TRIAGE", Mediator = "R-MEDIATOR";
    public const string Handler = "R-HANDLER", UnitHead = "R-UNITHEAD", EstateHead = "R-NQ-ZH", CommunityHead = "R-COM-XF";
    public const string Leader = "R-LEADER", Duty = "R-DUTY", Supervisor = "R-SUPERVISOR", Discipline = "R-DISCIPLINE";
    public const string Reviewer = "R-REVIEWER", Reexaminer = "R-REEXAMINER", Police = "R-POLICE", Town = "R-TOWN", Care = "R-CARE";
    public const string Assessor = "R-ASSESSOR", Designer = "R-DESIGNER", CalendarKeeper = "R-CALENDAR", Auditor = "R-AUDITOR";
    public const string Admin = "R-ADMIN", System = "R-SYSTEM";
}

/// <summary>Who gives a command. <paramref name="Id"/> is a staff id, a petitioner's reference (<c>P:</c> and the person's number in the case) or <c>SYSTEM</c>.</summary>
/// <param name="Id">Staff id, <c>P:3</c> for the third person of the case, or <c>SYSTEM</c>.</param>
/// <param name="Roles">The roles the person holds.</param>
/// <param name="Unit">The unit the person sits in; null for petitioners and the system.</param>
/// <param name="DelegateOf">The absent person for whom this one acts, if any.</param>
public sealed record Actor(string Id, IReadOnlyList<string> Roles, string? Unit, string? DelegateOf = null)
{
    public static readonly Actor System = new("SYSTEM", [Cases.Roles.System], null);

    public static Actor Petitioner(int person) => new($"P:{person}", [Cases.Roles.Petitioner], null);

    public bool IsSystem => Id == System.Id;

    public bool IsPetitioner => Roles.Contains(Cases.Roles.Petitioner);

    public bool Has(string role) => Roles.Contains(role);

    public bool HasAny(IEnumerable<string> roles) => roles.Any(Has);
}
