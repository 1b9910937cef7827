namespace Petitions.Cases;

/// <summary>Who gets a task: a role in a unit, and a person where only one can be meant.</summary>
public sealed record Post(string Role, string? Unit, string? Person);

/// <summary>Finds the post for a role from where the case is: the nearest office that works for its area, never an empty chair.</summary>
public static class TaskRouting
{
    /// <summary>
    /// The handler himself for R-HANDLER of an assigned case, the mediator of a running mediation for R-MEDIATOR; else the holders of the role whose area covers the case, the smallest area first;
    /// for a head the nearest head, of the unit or of the office that works for its area; else the fallback role.
    /// </summary>
    public static Post Find(string role, string fallback, Case c, Reference reference, DateOnly day)
    {
        if (role == Roles.Handler && c.Handler is { } handler)
            return new(role, c.HandlingUnit, Present(handler, reference, day));
        // An accusation is the work of its sorter until the hand-over, and then of the discipline desk, whatever a drawing says (W4, E4).
        if (c.Flags.Sealed && !(role == Roles.Triage && Sealed.IsBeingSorted(c)))
            return new(Roles.Discipline, c.CurrentTransfer is null ? c.DisciplineDesk ?? c.HandlingUnit : c.HandlingUnit, null);
        // Nobody but the officer on duty and the police reads a tip; a task for anybody else would lie unseen.
        if (c.Flags.Confidential && role is not (Roles.Duty or Roles.Police))
            (role, fallback) = (role == Roles.Handler && reference.Unit(c.Holder)?.Kind is "police" or "police-office" ? Roles.Police : Roles.Duty, Roles.Leader);
        if (ReviewPost(role, c, reference) is { } review)
            return review;
        if (role == Roles.Mediator && MediatorOf(c, reference, day) is { } mediator)
            return mediator;
        foreach (var wanted in Candidates(role, fallback))
            if (Nearest(wanted, c, reference) is { } post)
                return post;
        return new(role, c.Holder, null);
    }

    /// <summary>A review is the deciding body's work: its reviewers, and for the service its own counter, never the one of the body under review.</summary>
    private static Post? ReviewPost(string role, Case c, Reference reference)
    {
        if (role is not (Roles.Reviewer or Roles.Reexaminer or Roles.Intake) || c.OpenReview is not { } file)
            return null;
        var desk = file.Desks.FirstOrDefault(d => reference.Holders(role, d).Any());
        return desk is not null ? new(role, desk, null) : new(ReviewBodies.RoleOf(file.Level), file.Desks[0], null);
    }

    /// <summary>The mediator whom the parties have; where there are several, everybody of the first one's unit.</summary>
    private static Post? MediatorOf(Case c, Reference reference, DateOnly day) =>
        c.Mediations.LastOrDefault(m => m.IsRunning)?.Mediators is { Count: > 0 } mediators && reference.Person(mediators[0]) is { } mediator
            ? new(Roles.Mediator, mediator.Unit, mediators.Count == 1 ? Present(mediator.Id, reference, day) : null)
            : null;

    /// <summary>Tells everybody at the post of a role.</summary>
    public static void Tell(StepContext step, string role, string template, IReadOnlyDictionary<string, string> facts, bool action = false)
    {
        var post = Find(role, Roles.CommunityHead, step.Case, step.Reference, Local.DateOf(step.Now));
        Notices.Tell(step, post.Person ?? $"{post.Role}@{post.Unit}", template, facts, action);
    }

    /// <summary>Whom to look for, in turn; of one group the nearest counts, so that an estate's case does not go to the head of the enterprise.</summary>
    private static IEnumerable<string[]> Candidates(string role, string fallback)
    {
        yield return role switch
        {
            Roles.UnitHead => [Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead],
            // A township or police office has no handlers of ours: its liaison does their work there.
            Roles.Handler => [Roles.Handler, Roles.Town, Roles.Police],
            _ => [role],
        };
        if (role == Roles.Handler)
            yield return [Roles.EstateHead];
        yield return [fallback];
        yield return [Roles.CommunityHead];
    }

    private static Post? Nearest(string[] roles, Case c, Reference reference)
    {
        // Counter and sorting stay with the desk that has the case, whoever handles it.
        string?[] places = roles is [Roles.Intake or Roles.Triage]
            ? [c.Holder, c.ReceivedBy, c.HandlingUnit, c.Location] : [c.HandlingUnit, c.Holder, c.Location, c.ReceivedBy];
        foreach (var place in places)
        {
            if (string.IsNullOrEmpty(place))
                continue;
            var line = reference.LineOf(place).Select(u => u.Code).ToList();
            var post = roles.SelectMany(role => reference.Holders(role).Select(p => (Role: role, p.Unit, Distance: line.IndexOf(AreaFor(role, p.Unit, reference)))))
                .Where(x => x.Distance >= 0)
                .OrderBy(x => x.Distance).ThenBy(x => Array.IndexOf(roles, x.Role)).ThenBy(x => x.Unit, StringComparer.Ordinal)
                .Select(x => new Post(x.Role, x.Unit, null)).FirstOrDefault();
            if (post is not null)
                return post;
        }
        return null;
    }

    /// <summary>Heads and handlers answer for their own unit and below; offices for the area they work for.</summary>
    private static string AreaFor(string role, string unit, Reference reference) =>
        role is Roles.UnitHead or Roles.Handler or Roles.Section or Roles.Building ? unit : reference.AreaOf(unit);

    /// <summary>The person, or the delegate while absent; null (the whole unit) when there is none.</summary>
    private static string? Present(string person, Reference reference, DateOnly day) =>
        reference.Person(person)?.AbsenceOn(day) is { } absence ? absence.Delegate : person;
}
