namespace Petitions.Cases;

/// <summary>A person of the case was received in the reception room.</summary>
public sealed record PersonReceived(int No) : CaseEvent
{
    public override string Rule => "T11";

    protected internal override void ApplyTo(Case c)
    {
        var i = c.People.FindIndex(p => p.No == No);
        c.People[i] = c.People[i] with { Received = true };
    }
}

/// <summary>
/// The people behind a petition. A visit of many is received through one to five of them (article 20); a letter or the web needs nobody to
/// stand for the others.
/// </summary>
public static class Parties
{
    private const int MostReceived = 5;

    internal static void Rules(RuleBook book) =>
        book.On<RecordReception>("recordReception", VerbKind.Ambient, "T11", [Roles.Intake, Roles.Triage, Roles.EstateHead, Roles.CommunityHead, Roles.Leader],
            [CaseState.Registered, CaseState.WaitingSupplement, CaseState.Transferred, CaseState.Accepted, CaseState.InHandling],
            (step, order) => Receive(step, order.Received));

    /// <summary>On the side of those who ask: whoever is named as petitioner, representative, reporter or on the list.</summary>
    public static bool Asks(PersonInCase person) => person.Role is "petitioner" or "representative" or "listed" or "reporter";

    /// <summary>Number of the person who has the query code of the case itself; the others who ask have codes of their own.</summary>
    public static int FirstOf(Case c) => c.People.FirstOrDefault(p => p.Role is "petitioner" or "representative")?.No ?? 1;

    /// <summary>A group that came in person: who was received must be on record before acceptance.</summary>
    public static bool NeedsReception(Case c) => c.Channel == "visit" && c.PeopleCount > MostReceived;

    /// <summary>Writes down who was received, or by letter and web who stands for the others.</summary>
    /// <exception cref="Refused">RECEPTION_REQUIRED for an empty list; REPRESENTATIVES_OVER_LIMIT in a visit.</exception>
    internal static void Receive(StepContext step, IReadOnlyList<NamedPerson>? people)
    {
        if (people is not { Count: > 0 })
            throw Refusals.ReceptionRequired();
        var known = people.Select(p => Known(step, p)).ToList();
        var before = step.Case.People.Where(p => p.Received).Select(p => p.No).ToHashSet();
        var after = before.Count + known.Count(p => p is null || !before.Contains(p.No));
        if (step.Case.Channel == "visit" && after > MostReceived)
            throw Refusals.RepresentativesOverLimit(after);
        for (var i = 0; i < people.Count; i++)
            if (known[i] is { } person)
                step.Raise(new PersonReceived(person.No));
            else
                IntakeWriting.Name(step, people[i] with { Role = "representative" }, received: true);
    }

    /// <exception cref="Refused">RECEPTION_REQUIRED while nobody of a visiting group is on record.</exception>
    internal static void CheckReception(StepContext step, IReadOnlyList<NamedPerson>? representatives)
    {
        if (representatives is { Count: > 0 })
            Receive(step, representatives);
        else if (NeedsReception(step.Case) && !step.Case.People.Any(p => p.Received))
            throw Refusals.ReceptionRequired();
    }

    private static PersonInCase? Known(StepContext step, NamedPerson person) =>
        person.Name is { IsBlank: false } name ? step.Case.People.FirstOrDefault(p => p.Role != "respondent" && step.TextOf(p.Name) == name.Value) : null;
}
