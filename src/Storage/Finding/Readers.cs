using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>
/// The rules of <see cref="Access.MayRead"/> as two sets of words: a case stands in a person's lists when the two have a word in common.
/// A test holds both against each other; whoever changes one changes the other.
/// </summary>
internal static class Readers
{
    private const string Tip = "tip";

    /// <summary>The words that stand at the case (column <c>readers</c>).</summary>
    public static string[] Of(Case c)
    {
        if (c.Flags.Sealed)
            return c.SealedReaders is { } named ? [.. named.Select(Staff)] : OfSealed(c).Distinct().ToArray();
        if (c.Flags.Confidential)
            return [Tip];
        var people = c.Tasks.Select(t => t.Assignee).Append(c.Handler).Append(c.RegisteredBy).Concat(c.Mediations.SelectMany(m => m.Mediators));
        return Access.InvolvedUnits(c).Concat(people.Where(p => !string.IsNullOrEmpty(p)).Select(p => Staff(p!))).Distinct().ToArray();
    }

    /// <summary>The words that a person brings; null for the system, which finds everything.</summary>
    public static string[]? Of(Actor actor, Reference reference)
    {
        var scope = Access.ScopeOf(actor, reference);
        if (scope.Everything)
            return null;
        var words = new HashSet<string>(scope.Units) { Staff(actor.Id) };
        words.UnionWith(reference.Units.Keys.Where(u => scope.Areas.Any(a => reference.IsWithin(u, a))));
        if (scope.Tips)
            words.Add(Tip);
        if (scope.Sealed)
            words.UnionWith(scope.Units.Select(Sealed));
        if (actor.Has(Roles.Triage) && actor.Unit is { } unit)
            words.UnionWith(reference.Units.Keys.Where(u => reference.IsWithin(u, reference.AreaOf(unit))).Select(Sorting));
        return [.. words];
    }

    private static IEnumerable<string> OfSealed(Case c)
    {
        yield return Sealed(c.HandlingUnit);
        if (c.DisciplineDesk is { } desk && Cases.Sealed.IsDeskOf(c, desk))
            yield return Sealed(desk);
        foreach (var office in HandUps.Offices(c).Concat(Cases.Sealed.DesksThatCall(c)))
            yield return Sealed(office);
        if (Cases.Sealed.IsBeingSorted(c))
            yield return Sorting(c.ReceivedBy);
    }

    private static string Staff(string id) => $"@{id}";

    private static string Sealed(string unit) => $"sealed:{unit}";

    private static string Sorting(string unit) => $"sorting:{unit}";
}
