namespace Petitions.Cases;

/// <summary>What an agreement states of a party beside name and address (people's mediation law, article 29): ids of kept words only.</summary>
public sealed record PartyDescribed(int Person, int? Sex, int? Age, string? IdKind, int? IdNumber, int? Occupation, int? Address) : CaseEvent
{
    public override string Rule => "T13";

    protected internal override void ApplyTo(Case c)
    {
        var i = c.People.FindIndex(p => p.No == Person);
        var before = c.People[i];
        c.People[i] = before with
        {
            Sex = Sex ?? before.Sex, Age = Age ?? before.Age, IdKind = IdKind ?? before.IdKind, IdNumber = IdNumber ?? before.IdNumber,
            Occupation = Occupation ?? before.Occupation, Address = Address ?? before.Address,
        };
    }
}

// The basic data of the parties (article 29). All of it is optional: an agreement binds without it, and nobody is asked for more than it needs.
public static partial class Mediation
{
    /// <summary>Codes of <see cref="DescribeParty.Sex"/>.</summary>
    public static readonly IReadOnlyList<string> Sexes = ["male", "female"];

    /// <summary>Codes of <see cref="DescribeParty.IdKind"/>.</summary>
    public static readonly IReadOnlyList<string> IdKinds = ["residentId", "passport", "creditCode", "otherId"];

    private const int OldestAge = 150, LongestIdNumber = 40;

    private static void PeopleRules(RuleBook book) =>
        book.On<DescribeParty>("describeParty", VerbKind.Ambient, "T13", [.. Conductors, Roles.Intake], Running, Describe);

    /// <summary>Written down or put right; what is left out stays as it was.</summary>
    /// <exception cref="Refused">MEDIATION_NOT_PROPOSED; FIELD_INVALID: no party of it, nothing said, a word or number that cannot be.</exception>
    private static void Describe(StepContext step, DescribeParty order)
    {
        RunningFile(step);
        if (step.Case.People.All(p => p.No != order.Party) || !Parties(step.Case).Contains(order.Party))
            throw Refusals.FieldInvalid("party", order.Party);
        if (order.Sex is { } sex && !Sexes.Contains(sex))
            throw Refusals.FieldInvalid("sex", sex);
        if (order.Age is < 0 or > OldestAge)
            throw Refusals.FieldInvalid("age", order.Age);
        var number = order.IdNumber is { IsBlank: false } said ? said : null;
        if (order.IdKind is { } kind && !IdKinds.Contains(kind))
            throw Refusals.FieldInvalid("idKind", kind);
        if ((order.IdKind is null) != (number is null) || number?.Value.Length > LongestIdNumber)
            throw Refusals.FieldInvalid(number is null ? "idNumber" : order.IdKind is null ? "idKind" : "idNumber");
        if (order is { Sex: null, Age: null } && number is null && order.Occupation is not { IsBlank: false } && order.Address is not { IsBlank: false })
            throw Refusals.FieldInvalid("party", order.Party);
        var age = order.Age?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        step.Raise(new PartyDescribed(
            order.Party, step.Keep(order.Sex is { } word ? new Words(word) : null, TextKind.PersonData), step.Keep(age is null ? null : new Words(age), TextKind.PersonData),
            order.IdKind, step.Keep(number, TextKind.IdNumber), step.Keep(order.Occupation, TextKind.PersonData), step.Keep(order.Address, TextKind.Address)));
    }
}
