namespace Petitions.Cases;

/// <summary>
/// To which discipline desk an accusation may go (article 30): by cadre-management authority, that is the desk of the body that manages the
/// accused unit or of one above it; never the accused unit, a unit above it in its line, or one below it.
/// </summary>
public static class SealedDesk
{
    /// <summary>The desk that answers for it, the first of <see cref="InOrder"/>; null if there is none.</summary>
    public static string? Of(Case c, Reference reference) => InOrder(c, reference).FirstOrDefault();

    /// <summary>Desks that may have it: the nearest with authority over the accused unit first; without one in the order of the category's route.</summary>
    public static IReadOnlyList<string> InOrder(Case c, Reference reference)
    {
        var route = reference.Categories.GetValueOrDefault(c.Category)?.DefaultRoute ?? [];
        var line = reference.LineOf(c.ResponsibleUnit).Select(u => u.Code).ToList();
        return reference.Units.Values.Where(u => u.SealedChannel && !IsOfAccusedLine(u.Code, c, reference) && HasAuthority(u, c, reference) && !IsNamedWhole(u.Code, c, reference))
            .OrderBy(u => Place(line, u.Parent)).ThenBy(u => Place(route, u.Code)).ThenBy(u => u.Code, StringComparer.Ordinal)
            .Select(u => u.Code).ToList();
    }

    /// <summary>Other desks of the sealed line that may be asked for a second officer: those above the desk, then whichever may have it.</summary>
    internal static IEnumerable<string> Beside(Case c, string desk, Reference reference)
    {
        var bodies = reference.LineOf(reference.Unit(desk)?.Parent).Skip(1).Select(u => u.Code).ToList();
        return reference.Units.Values.Where(u => u.SealedChannel && u.Parent is { } body && bodies.Contains(body) && !IsOfAccusedLine(u.Code, c, reference))
            .OrderBy(u => bodies.IndexOf(u.Parent!)).Select(u => u.Code).Concat(InOrder(c, reference)).Where(code => code != desk).Distinct();
    }

    /// <exception cref="Refused">FIELD_INVALID for no unit, ACCUSED_UNIT_FORBIDDEN, UNIT_NOT_COMPETENT.</exception>
    internal static string Check(StepContext step, string? to)
    {
        var (c, reference) = (step.Case, step.Reference);
        var unit = reference.Unit(to) is { } named && named.Code != c.Holder ? named : throw Refusals.FieldInvalid("to");
        if (IsOfAccusedLine(unit.Code, c, reference))
            throw Refusals.AccusedUnitForbidden(unit.Code);
        if (IsNamedWhole(unit.Code, c, reference))
            throw Refusals.AccusedUnitForbidden(unit.Code);
        return unit.SealedChannel && HasAuthority(unit, c, reference) ? unit.Code : throw Refusals.UnitNotCompetent(unit.Code);
    }

    /// <summary>The desk may be succeeded by a desk of the sealed line alone; whoever still sorts it, by nobody of the accused line (article 30).</summary>
    /// <exception cref="Refused">ACCUSED_UNIT_FORBIDDEN, UNIT_NOT_COMPETENT.</exception>
    internal static void CheckSuccessor(Case c, string from, string to, Reference reference)
    {
        if (IsOfAccusedLine(to, c, reference))
            throw Refusals.AccusedUnitForbidden(to);
        var isDesk = reference.Unit(c.HandlingUnit) is { SealedChannel: true } && reference.IsWithin(c.HandlingUnit, from);
        if (isDesk && reference.Unit(to) is not { SealedChannel: true })
            throw Refusals.UnitNotCompetent(to);
    }

    /// <summary>Somebody who would sort it sits in the accused unit, or is named in it.</summary>
    internal static bool BarsSorter(Case c, Reference reference) => reference.Holders(Roles.Triage).Any(p =>
        reference.IsWithin(c.ReceivedBy, reference.AreaOf(p.Unit)) && (Namesakes.Bars(c, p.Id) || c.ResponsibleUnit is { } accused && reference.IsWithin(p.Unit, accused)));

    /// <summary>All officers of the desk are named in it: it goes to the next one.</summary>
    private static bool IsNamedWhole(string desk, Case c, Reference reference) =>
        reference.Holders(Roles.Discipline, desk).ToList() is { Count: > 0 } officers && officers.All(p => Namesakes.Bars(c, p.Id));

    private static bool IsOfAccusedLine(string unit, Case c, Reference reference) =>
        c.ResponsibleUnit is { } accused && (reference.IsWithin(unit, accused) || reference.IsWithin(accused, unit));

    /// <summary>Where nothing is known of the accused unit, or no desk manages it (a contractor's, say), any desk may take it.</summary>
    private static bool HasAuthority(OrgUnit desk, Case c, Reference reference)
    {
        bool Manages(OrgUnit one) => one.Parent is { } body && reference.IsWithin(c.ResponsibleUnit!, body);
        return c.ResponsibleUnit is null || Manages(desk) || !reference.Units.Values.Any(u => u.SealedChannel && Manages(u));
    }

    private static int Place(IReadOnlyList<string> list, string? code)
    {
        var at = list.ToList().IndexOf(code ?? "");
        return at < 0 ? int.MaxValue : at;
    }
}
