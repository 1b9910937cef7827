using Petitions.Cases;

namespace Petitions.Server.Studio.Trial;

/// <summary>In whose place the visitor acts: real posts of the organisation; nobody of them learns of it.</summary>
public static class TrialPeople
{
    private const int Most = 40;

    /// <summary>A member of the staff, <c>P:n</c> for a person of the case; null for nobody.</summary>
    public static Actor? Who(string id, Reference reference)
    {
        if (id.StartsWith("P:", StringComparison.Ordinal) && int.TryParse(id.AsSpan(2), out var person))
            return Actor.Petitioner(person);
        return reference.Person(id) is { } staff ? new Actor(staff.Id, staff.Roles, staff.Unit) : null;
    }

    /// <summary>Who takes in a petition at this desk; null where nobody does.</summary>
    public static Actor? RegistrarOf(string unit, Reference reference)
    {
        var roles = RuleBook.Handbook.For("register")!.Roles;
        return reference.People.Values.Where(p => p.Roles.Any(roles.Contains) && reference.IsWithin(unit, reference.AreaOf(p.Unit)))
            .OrderByDescending(p => p.Roles.Contains(Roles.Intake)).ThenByDescending(p => p.Unit == unit).ThenByDescending(p => reference.LineOf(p.Unit).Count())
            .ThenBy(p => p.Id, StringComparer.Ordinal).Select(p => new Actor(p.Id, p.Roles, p.Unit)).FirstOrDefault();
    }

    /// <summary>Who may give an order, whoever the task is for first; the rules decide again.</summary>
    public static IReadOnlyList<Actor> WhoMay(string verb, Case c, CaseTask? task, Reference reference, DateOnly today)
    {
        if (RuleBook.Handbook.For(verb) is not { } rule)
            return [];
        var staff = reference.People.Values.Select(p => new Actor(p.Id, p.Roles, p.Unit))
            .Where(a => Cases.Access.MayGive(rule, Delegation.For(a, c, reference, today, rule), c, reference) || task?.Assignee == a.Id)
            .OrderByDescending(a => a.Id == task?.Assignee).ThenByDescending(a => task is not null && a.Unit == task.Unit && a.Has(task.Role))
            .ThenByDescending(a => a.Id == c.Handler).ThenByDescending(a => task is not null && a.Has(task.Role)).ThenBy(a => a.Id, StringComparer.Ordinal);
        var petitioners = rule.Roles.Contains(Roles.Petitioner)
            ? c.People.Where(p => p.Role is "petitioner" or "representative").Select(p => Actor.Petitioner(p.No)) : [];
        return [.. (rule.Kind == VerbKind.Right ? petitioners.Concat(staff) : staff.Concat(petitioners)).Take(Most)];
    }
}
