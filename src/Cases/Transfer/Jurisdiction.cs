namespace Petitions.Cases;

/// <summary>
/// Which units are competent for a matter (articles 15, 20, 24): the route of its category, on the day, with the patterns of the data
/// filled in from the case. Low units first.
/// </summary>
public static class Jurisdiction
{
    private static readonly string[] LevelsUpward =
        ["building", "section", "estate", "community", "unit", "village", "enterprise", "township", "group", "county"];

    /// <summary>The route as data writes it: the variant that is valid on the day replaces the category's own; of several the one that began last.</summary>
    public static IReadOnlyList<string> PatternsOn(string category, DateOnly day, Reference reference) =>
        reference.RouteVariants.Where(v => v.Categories.Contains(category) && v.IsValidOn(day)).OrderBy(v => v.ValidFrom).LastOrDefault()?.Route
        ?? (reference.Categories.TryGetValue(category, out var known) ? known.DefaultRoute : []);

    /// <summary>
    /// The units of the route. Patterns that the case does not fill (no address, no unit named), units that are not there on the day and an employer
    /// who may not have the matter drop out; where the petitioner consents, her unit is a second route.
    /// </summary>
    public static IReadOnlyList<string> RouteOf(Case c, DateOnly day, Reference reference) =>
        PatternsOn(c.Category, day, reference).Select(p => Fill(p, c, day, reference))
            .Append(c.EmployerConsent == true ? EmployerGuard.OnRoute(c, day, reference) : null).OfType<string>()
            .Where(u => reference.Unit(u)?.IsActiveOn(day) != false && !EmployerGuard.IsClosedTo(c, u, reference)).Distinct().ToList();

    /// <summary>On the route, the desk of a unit on it, or, where the unit complained of is not known yet, any affiliated unit.</summary>
    public static bool IsCompetent(string unit, Case c, DateOnly day, Reference reference)
    {
        var area = reference.AreaOf(unit);
        var route = RouteOf(c, day, reference);
        return route.Contains(unit) || route.Contains(area)
            || c.ResponsibleUnit is null && PatternsOn(c.Category, day, reference).Contains("RESP-U") && reference.Unit(unit)?.Kind == "affiliated-unit";
    }

    /// <summary>Competent for the matter, or for a request in it of another category: that is what joint handling is for.</summary>
    public static bool MayHelp(string unit, Case c, DateOnly day, Reference reference) =>
        IsCompetent(unit, c, day, reference)
        || c.Parts.Where(p => !p.Diverted).SelectMany(p => PatternsOn(p.Category, day, reference)).Select(p => Fill(p, c, day, reference))
            .Any(u => u is not null && (u == unit || u == reference.AreaOf(unit)));

    /// <summary>The first unit above both; null where there is none (article 24: a joint conference then).</summary>
    public static OrgUnit? CommonSuperior(string one, string other, Reference reference)
    {
        var above = reference.LineOf(other).Skip(1).Select(u => u.Code).ToHashSet();
        return reference.LineOf(one).Skip(1).FirstOrDefault(u => above.Contains(u.Code));
    }

    /// <summary>True if the first unit is above the second on its line, or at a higher level of another line.</summary>
    public static bool IsHigher(string unit, string than, Reference reference)
    {
        var (one, other) = (reference.BodyOf(unit) ?? reference.Unit(unit), reference.BodyOf(than) ?? reference.Unit(than));
        if (one is null || other is null || one.Code == other.Code)
            return false;
        return reference.IsWithin(other.Code, one.Code)
            || !reference.IsWithin(one.Code, other.Code) && Rank(one) > Rank(other);
    }

    private static int Rank(OrgUnit unit) => Array.IndexOf(LevelsUpward, unit.Level);

    private static string? Fill(string pattern, Case c, DateOnly day, Reference reference) => pattern switch
    {
        "NQ-S*" => reference.LineOf(c.Location).FirstOrDefault(u => u.Kind == "section")?.Code,
        "ENT-U*" => EmployerGuard.OnRoute(c, day, reference),
        "RESP-U" => c.ResponsibleUnit,
        _ => pattern,
    };
}
