namespace Petitions.Cases;

public static partial class ReferenceReader
{
    private static Dictionary<string, OrgUnit> ReadUnits(SeedNode document)
    {
        var levels = document.List("levels").Select(n => n.Text("code")).ToHashSet();
        var nodes = document.List("units");
        var units = Keyed(nodes, "code", ReadUnit);
        foreach (var node in nodes)
        {
            if (!levels.Contains(node.Text("level")))
                throw node.Wrong("level", "unknown level");
            foreach (var member in new[] { "parent", "reviewBy", "reexamBy", "section", "locatedIn" })
                if (node.TextOrNull(member) is { } other && !units.ContainsKey(other))
                    throw node.Wrong(member, $"unknown unit {other}");
        }
        foreach (var node in nodes)
            CheckUnit(node, units[node.Text("code")], units);
        CheckTotals(document, nodes, units);
        return units;
    }

    private static OrgUnit ReadUnit(SeedNode n) => new(
        n.Text("code"), n.Text("nameZh"), n.Text("nameEn"), n.Text("level"), n.TextOrNull("parent"), n.Text("kind"), n.Flag("external"),
        n.Flag("body"), n.TextOrNull("reviewBy"), n.TextOrNull("reexamBy"),
        n.Has("noticeRule") ? n.OneOf("noticeRule", "art22", "art23") : null, n.Flag("sealedChannel"), n.TextOrNull("section"),
        !n.Has("inScope") || n.Flag("inScope"), n.IntOrNull("residents") ?? 0, n.IntOrNull("households") ?? 0,
        n.DayOrNull("validFrom"), n.DayOrNull("validTo"));

    private static void CheckUnit(SeedNode node, OrgUnit unit, Dictionary<string, OrgUnit> units)
    {
        var seen = new HashSet<string>();
        for (var at = unit; at.Parent is { } parent; at = units[parent])
            if (!seen.Add(at.Code))
                throw node.Wrong("parent", "goes round in a circle");
        if (unit.ReviewBy == unit.Code || unit.ReexamBy == unit.Code)
            throw node.Wrong("reviewBy", "a body cannot review itself");
        if (unit is { Body: true, External: false, ReviewBy: null })
            throw node.Wrong("reviewBy", "a body must name who reviews it");
        if (unit.Kind == "mediation-committee" && (node.Int("members") is < 3 or > 9 || node.Int("femaleMembers") < 1))
            throw node.Wrong("members", "a mediation committee has 3 to 9 members, at least one of them a woman");
        if (unit.Kind == "building" && !node.Has("buildingLeader"))
            throw node.Wrong("buildingLeader", "every building has one leader");
    }

    /// <summary>The sums that the organisation promises: residents of buildings, sections and estate agree, and so on.</summary>
    private static void CheckTotals(SeedNode document, IReadOnlyList<SeedNode> nodes, Dictionary<string, OrgUnit> units)
    {
        foreach (var node in nodes.Where(n => n.Text("kind") is "section" or "estate-committee" && n.Has("residents")))
        {
            var kind = node.Text("kind") == "section" ? "building" : "section";
            var below = units.Values.Where(u => u.Parent == node.Text("code") && u.Kind == kind).ToList();
            if (below.Sum(u => u.Residents) != node.Int("residents"))
                throw node.Wrong("residents", $"the sum of every {kind} is {below.Sum(u => u.Residents)}");
            if (node.IntOrNull("buildings") is { } buildings && buildings != below.Count)
                throw node.Wrong("buildings", $"there are {below.Count}");
        }
        if (document.ChildOrNull("totals") is not { } totals)
            return;
        Agree(totals, "residents", units.Values.Where(u => u.Kind == "building").Sum(u => u.Residents));
        Agree(totals, "buildings", units.Values.Count(u => u.Kind == "building"));
        Agree(totals, "sections", units.Values.Count(u => u.Kind == "section"));
        Agree(totals, "partyBranches", units.Values.Count(u => u.Kind == "party-branch"));
        Agree(totals, "partyMembers", nodes.Where(n => n.Text("kind") == "party-branch").Sum(n => n.IntOrNull("members") ?? 0));
        Agree(totals, "affiliatedUnits", units.Values.Count(u => u.Kind == "affiliated-unit"));
        Agree(totals, "residentsByAffiliation", nodes.Sum(n => n.IntOrNull("residentsInEstate") ?? 0));
        if (totals.Has("residentsByAffiliation")
            && totals.Int("residentsByAffiliation") + totals.Int("residentsWithoutAffiliation") != totals.Int("residents"))
            throw totals.Wrong("residentsWithoutAffiliation", "with and without affiliation do not make all residents");
    }

    private static void Agree(SeedNode totals, string member, int counted)
    {
        if (totals.IntOrNull(member) is { } promised && promised != counted)
            throw totals.Wrong(member, $"counted {counted}");
    }

    private static HashSet<string> ReadRoles(SeedNode document) => Keyed(document.List("roles"), "code", n => n.Text("zh")).Keys.ToHashSet();

    private static Dictionary<string, Person> ReadPeople(SeedNode document, Dictionary<string, OrgUnit> units, HashSet<string> roles)
    {
        var nodes = document.List("staff");
        var people = Keyed(nodes, "id", n => new Person(
            n.Text("id"), n.Text("displayName"), n.Texts("roles"), n.Text("unit"), n.ListOrEmpty("absent").Select(ReadAbsence).ToList(),
            n.TextsOrEmpty("covers"), n.Flag("leadsCases")));
        foreach (var node in nodes)
        {
            var person = people[node.Text("id")];
            if (!units.ContainsKey(person.Unit))
                throw node.Wrong("unit", $"unknown unit {person.Unit}");
            if (person.Roles.FirstOrDefault(r => !roles.Contains(r)) is { } role)
                throw node.Wrong("roles", $"unknown role {role}");
            if (person.Covers.FirstOrDefault(u => !units.ContainsKey(u)) is { } covered)
                throw node.Wrong("covers", $"unknown unit {covered}");
            if (person.Absences.FirstOrDefault(a => a.Delegate is { } d && (d == person.Id || !people.ContainsKey(d))) is { } absence)
                throw node.Wrong("absent", $"unknown delegate {absence.Delegate}");
        }
        return people;
    }

    private static Absence ReadAbsence(SeedNode n) =>
        n.Day("from") <= n.Day("to") ? new(n.Day("from"), n.Day("to"), n.TextOrNull("delegate")) : throw n.Wrong("to", "before its beginning");
}
