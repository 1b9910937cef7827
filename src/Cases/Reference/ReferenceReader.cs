namespace Petitions.Cases;

/// <summary>
/// Makes a <see cref="Reference"/> from the JSON documents of the seeds (or their copies in the database). No I/O.
/// Documents by name: <c>organisation</c>, <c>people</c>, <c>categories</c>, <c>ladder</c>, <c>accountability-schemes</c>, where there is local law <c>rule-packs</c>, where there is a rota <c>duty-rota</c>, and one
/// <c>calendar-YYYY</c> for each published year; a file ending <c>.json</c> in the name is allowed.
/// </summary>
public static partial class ReferenceReader
{
    /// <exception cref="Refused">REFERENCE_INVALID with document and path, at the first thing that is wrong.</exception>
    public static Reference Read(IReadOnlyDictionary<string, string> documents)
    {
        var named = documents.ToDictionary(d => d.Key.EndsWith(".json", StringComparison.Ordinal) ? d.Key[..^5] : d.Key, d => d.Value);
        var units = ReadUnits(Open(named, "organisation"));
        var people = Open(named, "people");
        var categories = Open(named, "categories");
        var ladder = Open(named, "ladder");
        var roles = ReadRoles(people);
        var staff = ReadPeople(people, units, roles);
        var packs = ReadRulePacks(named, ReadClocks(categories), units);
        return new Reference
        {
            Units = units,
            People = staff,
            DutyRota = ReadDutyRota(named, staff),
            Clocks = ReadClocks(categories).Concat(packs.SelectMany(p => p.Adds).Select(a => KeyValuePair.Create(a.Code, a))).ToDictionary(),
            RulePacks = packs,
            Urgencies = ReadUrgencies(categories),
            Channels = ReadChannels(categories),
            Categories = ReadCategories(categories, units),
            RouteVariants = ReadRouteVariants(categories, units),
            Calendar = ReadCalendar(named),
            Ladder = ReadLadder(ladder, units, roles),
            EscalationMap = ReadEscalationMap(ladder, roles),
            Schemes = ReadSchemes(Open(named, "accountability-schemes")),
        };
    }

    private static SeedNode Open(Dictionary<string, string> documents, string name) =>
        documents.TryGetValue(name, out var json) ? SeedNode.Parse(name, json) : throw Refusals.ReferenceInvalid(name, "$", "missing document");

    /// <summary>A dictionary that refuses a code that stands twice.</summary>
    private static Dictionary<string, T> Keyed<T>(IEnumerable<SeedNode> nodes, string keyMember, Func<SeedNode, T> read)
    {
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var node in nodes)
            if (!all.TryAdd(node.Text(keyMember), read(node)))
                throw node.Wrong(keyMember, $"{node.Text(keyMember)} stands twice");
        return all;
    }

    private static Dictionary<string, AccountabilityScheme> ReadSchemes(SeedNode document)
    {
        var schemes = Keyed(document.List("schemes"), "code", n => new AccountabilityScheme(
            n.Text("code"), n.Text("zh"), n.Text("en"), n.Texts("clauses")));
        foreach (var node in document.List("schemes"))
            foreach (var clause in node.Texts("clauses"))
                if (clause is not ("C1" or "C2" or "C3" or "C4"))
                    throw node.Wrong("clauses", $"unknown clause {clause}");
        if (!schemes.ContainsKey(document.Text("default")))
            throw document.Wrong("default", "unknown scheme");
        return schemes;
    }
}
