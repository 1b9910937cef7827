namespace Petitions.Cases;

/// <summary>More people stand behind it than were known at the door.</summary>
public sealed record PeopleCounted(int Count, bool Joint) : CaseEvent
{
    public override string Rule => "T02";

    protected internal override void ApplyTo(Case c) => (c.PeopleCount, c.Flags) = (Count, c.Flags with { Joint = Joint });
}

/// <summary>A joint petition's list that comes after the registration. It moves no date; from five people on the petition is a joint one.</summary>
public static class PeopleAdded
{
    private static readonly string[] Kinds = ["petitioner", "representative", "listed"];

    internal static void Rules(RuleBook book) =>
        book.On<AddPeople>("addPeople", VerbKind.Ambient, "T02", [Roles.Intake, Roles.Triage, Roles.Discipline], CaseStates.Open, Add);

    /// <exception cref="Refused">FIELD_INVALID: nobody, a row without name or of another role; PEOPLE_LIST_INVALID with every double, in the list or with
    /// somebody who is in the petition already.</exception>
    private static void Add(StepContext step, AddPeople order)
    {
        var c = step.Case;
        if (order.People is not { Count: > 0 } people)
            throw Refusals.FieldInvalid("people");
        for (var i = 0; i < people.Count; i++)
            if (people[i].Name is not { IsBlank: false } || !Kinds.Contains(people[i].Role))
                throw Refusals.FieldInvalid($"people[{i}]." + (Kinds.Contains(people[i].Role) ? "name" : "role"));
        var known = c.People.Where(Parties.Asks).Select(p => Key(step.TextOf(p.Name), step.TextOf(p.Phone))).ToList();
        var doubles = new List<MissingItem>();
        for (var i = 0; i < people.Count; i++)
            if (Key(people[i].Name!.Value, people[i].Phone?.Value ?? "") is var one && known.Exists(other => IsSame(one, other)))
                doubles.Add(new("twice", $"person:{people[i].Name!.Value}"));
            else
                known.Add(one);
        if (doubles.Count > 0)
            throw Refusals.PeopleListInvalid(doubles);
        foreach (var person in people)
            IntakeWriting.Name(step, person);
        var count = Math.Max(Math.Max(order.PeopleCount ?? 0, c.PeopleCount), c.People.Count(Parties.Asks));
        var joint = c.Flags.Joint || count >= IntakeWriting.JointFrom && c.Nature != Natures.Dispute;
        if (count != c.PeopleCount || joint != c.Flags.Joint)
            step.Raise(new PeopleCounted(count, joint));
    }

    private static (string Name, string Phone) Key(string name, string phone) => (Folding.FoldName(name), Folding.FoldPhone(phone));

    /// <summary>One name with two telephones is two people; a name without one is the same as the name.</summary>
    private static bool IsSame((string Name, string Phone) one, (string Name, string Phone) other) =>
        one.Name == other.Name && (one.Phone == other.Phone || one.Phone.Length == 0 || other.Phone.Length == 0);
}
