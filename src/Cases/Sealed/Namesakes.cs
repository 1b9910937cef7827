namespace Petitions.Cases;

/// <summary>Somebody of the house whose name stands in an accusation.</summary>
/// <param name="IsMeant">What a person said; null until then, and until then it counts.</param>
/// <param name="Reason">Kept words.</param>
public sealed record NamedStaff(string Staff, bool? IsMeant = null, int? Reason = null, string? By = null)
{
    public bool Bars => IsMeant != false;
}

/// <summary>An accusation names staff: none of them reads or handles it from the same step on.</summary>
public sealed record StaffFoundNamed(IReadOnlyList<string> Staff) : CaseEvent
{
    public override string Rule => "T27";
    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c) => c.NamedStaff.AddRange(Staff.Select(id => new NamedStaff(id)));
}

public sealed record NamesakeDecided(NamedStaff Decided, string? Unit) : CaseEvent
{
    public override string Rule => "T27";

    protected internal override void ApplyTo(Case c)
    {
        c.NamedStaff = [.. c.NamedStaff.Select(n => n.Staff == Decided.Staff ? Decided : n)];
        c.ResponsibleUnit ??= Unit;
    }
}

/// <summary>Who reads an accusation in which staff are named: people instead of whole desks.</summary>
public sealed record SealedReadersNamed(IReadOnlyList<string>? Readers) : CaseEvent
{
    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c) => c.SealedReaders = Readers?.ToList();
}

public sealed partial class Case
{
    public List<NamedStaff> NamedStaff { get; set; } = [];

    /// <summary>Staff ids; null while nobody is named and the desks' people read it.</summary>
    public List<string>? SealedReaders { get; set; }
}

/// <summary>
/// Article 30: the accused never gets the accusation, also where only a name is known. Names of staff are looked for in what was said and in the
/// people complained of, with variants folded; whether the bearer is meant an officer decides who is not named himself.
/// </summary>
public static class Namesakes
{
    private const int ShortestName = 2;

    private static readonly CaseState[] States = [.. CaseStates.Open, CaseState.Closed];

    internal static void Rules(RuleBook book)
    {
        book.OnSealed<DecideNamesake>("decideNamesake", [Roles.Discipline], States, Decide);
        book.WhenSettled(Look);
    }

    /// <summary>Named and not cleared.</summary>
    public static bool Bars(Case c, string staff) => c.NamedStaff.Any(n => n.Staff == staff && n.Bars);

    private static void Look(StepContext step)
    {
        var c = step.Case;
        if (!c.Flags.Sealed)
            return;
        if (step.Texts.Count > 0 && Said(step) is { Count: > 0 } said)
        {
            var found = step.Reference.People.Values.Where(p => c.NamedStaff.All(n => n.Staff != p.Id) && IsNamed(p.Name, said))
                .Select(p => p.Id).Order(StringComparer.Ordinal).ToList();
            if (found.Count > 0)
                step.Raise(new StaffFoundNamed(found));
        }
        NameReaders(step);
    }

    private static bool IsNamed(string name, List<string> said) =>
        Folding.FoldName(name) is { Length: >= ShortestName } folded && said.Any(words => words.Contains(folded, StringComparison.Ordinal));

    /// <summary>What was said of the matter and of whom, not who says it.</summary>
    private static List<string> Said(StepContext step)
    {
        var c = step.Case;
        var ids = c.Parts.Select(p => (int?)p.Text).Append(c.Title).Append(c.RequestText).Concat(c.People.Where(p => p.Role == "respondent").Select(p => p.Name))
            .Concat(c.Notes.Where(n => n.Kind == "supplement").Select(n => n.Text));
        return [.. ids.OfType<int>().Where(id => id != 0).Distinct().Select(id => Folding.FoldName(step.TextOf(id))).Where(words => words.Length > 0)];
    }

    private static void NameReaders(StepContext step)
    {
        var c = step.Case;
        var readers = c.NamedStaff.Any(n => n.Bars) && c.State != CaseState.Draft
            ? step.Reference.People.Values.Where(p => Access.MayRead(new Actor(p.Id, p.Roles, p.Unit), c, step.Reference)).Select(p => p.Id).Order(StringComparer.Ordinal).ToList()
            : null;
        if (!(readers is null && c.SealedReaders is null || readers is not null && c.SealedReaders?.SequenceEqual(readers) == true))
            step.Raise(new SealedReadersNamed(readers));
    }

    /// <summary>Where the unit complained of was not known, it is that of whoever is meant.</summary>
    /// <exception cref="Refused">FIELD_INVALID (staff) for somebody who is not named in it; REASON_REQUIRED.</exception>
    private static void Decide(StepContext step, DecideNamesake order)
    {
        Sealed.RequireOfficer(step, "decideNamesake");
        if (step.Case.NamedStaff.All(n => n.Staff != order.Staff))
            throw Refusals.FieldInvalid("staff", order.Staff);
        if (order.Reason is not { IsBlank: false } reason)
            throw Refusals.ReasonRequired();
        step.Raise(new NamesakeDecided(new NamedStaff(order.Staff!, order.IsMeant, step.KeepRequired(reason, TextKind.Reason), step.Actor.Id),
            order.IsMeant ? step.Reference.Person(order.Staff)?.Unit : null));
    }
}
