using Petitions.Cases;

namespace Petitions.Server.Reading;

/// <summary>A person of a case as this reader may see them; a withheld member is null.</summary>
/// <param name="Withheld">Why something is not shown: <c>keptFromUnit</c>, <c>protected</c>, <c>masked</c>; null when all is shown.</param>
public sealed record PersonSeen(int No, string Role, string? Name, string? Phone, string? Address, string? SafeContact, bool Received, bool Withdrawn, string? Withheld)
{
    /// <summary>Basic data for an agreement, shown to whoever works on the case; the number of a document is masked for all but the mediators.</summary>
    public string? Sex { get; init; }
    public string? Age { get; init; }
    public string? IdKind { get; init; }
    public string? IdNumber { get; init; }
    public string? Occupation { get; init; }
}

/// <summary>
/// Personal data by purpose (handbook §10): whoever registers, sorts, handles or mediates the case works with names and telephones;
/// whoever only oversees it sees a masked telephone; where a name is kept from the unit only the petition office sees it.
/// </summary>
public sealed class Sight(Actor actor, Case c, Reference reference)
{
    private static readonly string[] Working = [Roles.Intake, Roles.Triage, Roles.Mediator, Roles.Duty, Roles.Police, Roles.Discipline];
    private static readonly string[] Office = [Roles.Intake, Roles.Triage, Roles.EstateHead, Roles.CommunityHead];
    private static readonly string[] AtTheirUnit = [Roles.Handler, Roles.UnitHead, Roles.Town, Roles.Section, Roles.Building];

    private bool WorksOnIt => actor.IsSystem || actor.HasAny(Working) || IsHandler || c.RegisteredBy == actor.Id
        || actor.HasAny(AtTheirUnit) && actor.Unit is { } unit && (unit == c.HandlingUnit || unit == c.Holder || c.CoHandlingUnits.Contains(unit));

    /// <summary>"Keep my name from the unit": the petition office knows it, everybody else works without; nobody of the unit it is about or of her employer.</summary>
    internal bool IsKeptFrom => c.KeepNameFromUnit && !actor.IsSystem && !actor.Has(Roles.Discipline) && actor.Unit is { } unit
        && (IsWithin(unit, c.AffiliatedUnit) || IsWithin(unit, c.ResponsibleUnit) || !actor.HasAny(Office) && c.RegisteredBy != actor.Id);

    private bool IsWithin(string unit, string? other) => other is not null && reference.IsWithin(unit, other);

    /// <summary>Where somebody lives after violence at home is shown to those who protect her, and to nobody else.</summary>
    internal bool IsProtectedFrom => c.Flags.Restricted && !actor.HasAny([Roles.Duty, Roles.Police]) && !IsHandler && !actor.IsSystem;

    private bool IsHandler => c.Handler is { } handler && (handler == actor.Id || handler == actor.DelegateOf);

    public PersonSeen See(PersonInCase person, Func<int?, string?> words)
    {
        PersonSeen Seen(string? name, string? phone, string? address, string? safe, string? why) =>
            new(person.No, person.Role, name, phone, address, safe, person.Received, person.Withdrawn, why);
        if (IsKeptFrom && person.Role is not ("respondent" or "witness"))
            return Seen(null, null, null, null, "keptFromUnit");
        if (IsProtectedFrom)
            return Seen(words(person.Name), null, null, words(person.SafeContact), "protected");
        if (!WorksOnIt)
            return Seen(words(person.Name), Masked(words(person.Phone)), null, null,
                person.Phone is null && person.Address is null && person.SafeContact is null && !IsDescribed(person) ? null : "masked");
        return Seen(words(person.Name), words(person.Phone), words(person.Address), words(person.SafeContact), null) with
        {
            Sex = words(person.Sex), Age = words(person.Age), IdKind = person.IdKind, IdNumber = Conducts ? words(person.IdNumber) : Masked(words(person.IdNumber)),
            Occupation = words(person.Occupation),
        };
    }

    /// <summary>Who writes the agreement needs the number as it stands in the document; everybody else at work only knows it again.</summary>
    private bool Conducts => actor.HasAny([Roles.Mediator, Roles.Section]) || actor.IsSystem;

    private static bool IsDescribed(PersonInCase person) => person is { Sex: not null } or { Age: not null } or { IdNumber: not null } or { Occupation: not null };

    /// <summary>13812345678 → 138****5678.</summary>
    public static string? Masked(string? phone) => phone switch
    {
        null or "" => phone,
        { Length: >= 9 } => phone[..3] + new string('*', phone.Length - 7) + phone[^4..],
        _ => new string('*', phone.Length),
    };
}
