namespace Petitions.Cases;

/// <summary>
/// Whoever stands in for an absent person acts in his own right where that is enough, else for the absent one, with his roles and from his
/// unit; the audit says for whom. Accusations and tips are never opened by standing in: only their own line reads them.
/// </summary>
public static class Delegation
{
    /// <summary>The person as he stands to one order.</summary>
    public static Actor For(Actor actor, Case c, Reference reference, DateOnly day, Rule rule)
    {
        var absent = AbsentFor(actor, c, reference, day);
        if (absent.FirstOrDefault(p => IsTheirs(c, p.Id) && rule.Roles.Any(p.Roles.Contains)) is { } own)
            return As(actor, own);
        if (absent.Count == 0 || rule.Kind == VerbKind.Creates || Access.MayRead(actor, c, reference) && Access.MayGive(rule, actor, c, reference))
            return actor;
        return absent.Select(p => As(actor, p)).FirstOrDefault(a => Access.MayRead(a, c, reference) && Access.MayGive(rule, a, c, reference)) ?? actor;
    }

    /// <summary>The person as he reads the case.</summary>
    public static Actor Reading(Actor actor, Case c, Reference reference, DateOnly day)
    {
        var absent = AbsentFor(actor, c, reference, day);
        if (absent.FirstOrDefault(p => IsTheirs(c, p.Id)) is { } own)
            return As(actor, own);
        return absent.Count == 0 || Access.MayRead(actor, c, reference) ? actor
            : absent.Select(p => As(actor, p)).FirstOrDefault(a => Access.MayRead(a, c, reference)) ?? actor;
    }

    /// <summary>Everybody away today whose stand-in this is, also where a stand-in is away himself.</summary>
    private static List<Person> AbsentFor(Actor actor, Case c, Reference reference, DateOnly day) =>
        actor.IsSystem || actor.IsPetitioner || actor.DelegateOf is not null || c.Flags.Sealed || c.Flags.Confidential || c.Recused.Contains(actor.Id) ? []
            : [.. reference.People.Values.Where(p => p.Id != actor.Id && StandIn(p, reference, day) == actor.Id).OrderBy(p => p.Id, StringComparer.Ordinal)];

    private static string? StandIn(Person person, Reference reference, DateOnly day)
    {
        var (at, seen) = (person, new HashSet<string>());
        while (at.AbsenceOn(day) is { } absence && seen.Add(at.Id))
            if (reference.Person(absence.Delegate) is { } next)
                at = next;
            else
                return null;
        return at.Id == person.Id ? null : at.Id;
    }

    private static bool IsTheirs(Case c, string person) =>
        c.Handler == person || c.Ladder.Any(e => e is { FiredAt: not null, AnsweredAt: null, CancelledAt: null } && e.StandsInFor == person)
        || c.Tasks.Any(t => t.Status == TaskStatus.Open && t.Assignee == person) || c.Mediations.Any(m => m.IsRunning && m.Mediators.Contains(person));

    private static Actor As(Actor actor, Person absent) =>
        new(actor.Id, actor.Unit == absent.Unit ? [.. actor.Roles.Union(absent.Roles)] : absent.Roles, absent.Unit, absent.Id);
}
