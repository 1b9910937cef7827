namespace Petitions.Cases;

public static partial class ReferenceReader
{
    private static readonly ClockUnit[] PackUnits = [ClockUnit.CalendarDay, ClockUnit.WorkingDay];

    private static List<RulePack> ReadRulePacks(Dictionary<string, string> named, Dictionary<string, ClockDefinition> clocks, Dictionary<string, OrgUnit> units)
    {
        if (!named.ContainsKey("rule-packs"))
            return [];
        var document = Open(named, "rule-packs");
        var packs = Keyed(document.List("packs"), "code", n => ReadRulePack(n, clocks, units)).Values.ToList();
        var added = new HashSet<string>(clocks.Keys);
        foreach (var node in document.List("packs").SelectMany(n => n.ListOrEmpty("adds")))
            if (!added.Add(node.Text("code")))
                throw node.Wrong("code", $"{node.Text("code")} stands twice");
        return packs;
    }

    private static RulePack ReadRulePack(SeedNode n, Dictionary<string, ClockDefinition> clocks, Dictionary<string, OrgUnit> units)
    {
        if (n.Texts("units").FirstOrDefault(u => !units.ContainsKey(u)) is { } unknown)
            throw n.Wrong("units", $"unknown unit {unknown}");
        if (n.DayOrNull("validTo") < n.Day("validFrom"))
            throw n.Wrong("validTo", "before its beginning");
        return new(n.Text("code"), n.Text("zh"), n.Text("en"), n.Text("basis"), n.Texts("units"), n.Day("validFrom"), n.DayOrNull("validTo"),
            [.. n.ListOrEmpty("shortens").Select(s => ReadPackAmount(s, clocks))], [.. n.ListOrEmpty("adds").Select(a => ReadAdded(a, clocks))]);
    }

    private static PackAmount ReadPackAmount(SeedNode n, Dictionary<string, ClockDefinition> clocks)
    {
        var definition = Counted(n, "code", clocks);
        var (amount, unit) = (n.Int("amount"), ReadClockUnit(n));
        if (amount < 1 || !PackUnits.Contains(unit))
            throw n.Wrong("amount", "must be at least one day");
        return definition.Kind == ClockKind.Right ? throw n.Wrong("code", "a pack cannot shorten a right") : new(definition.Code, amount, unit);
    }

    private static ClockDefinition ReadAdded(SeedNode n, Dictionary<string, ClockDefinition> clocks)
    {
        var beside = Counted(n, "beside", clocks);
        var (amount, unit) = (n.Int("amount"), ReadClockUnit(n));
        return amount < 1 || !PackUnits.Contains(unit) ? throw n.Wrong("amount", "must be at least one day")
            : new(n.Text("code"), n.Text("zh"), amount, unit, ReadClockKind(n), n.Flag("rollForward"), n.Text("basis"), beside.Start, n.Text("en"), beside.Code);
    }

    private static ClockDefinition Counted(SeedNode n, string member, Dictionary<string, ClockDefinition> clocks) =>
        clocks.TryGetValue(n.Text(member), out var definition) && PackUnits.Contains(definition.Unit)
            ? definition : throw n.Wrong(member, $"no clock of days: {n.Text(member)}");
}
