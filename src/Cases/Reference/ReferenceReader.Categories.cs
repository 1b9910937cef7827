namespace Petitions.Cases;

public static partial class ReferenceReader
{
    private static Dictionary<string, ClockDefinition> ReadClocks(SeedNode document) =>
        Keyed(document.List("clocks"), "code", n =>
        {
            var unit = ReadClockUnit(n);
            var amount = unit == ClockUnit.Date ? n.IntOrNull("amount") ?? 0 : n.Int("amount");
            return amount < 0 ? throw n.Wrong("amount", "negative")
                : new ClockDefinition(n.Text("code"), n.Text("zh"), amount, unit, ReadClockKind(n), n.Flag("rollForward"), n.Text("basis"), n.Text("start"));
        });

    private static ClockUnit ReadClockUnit(SeedNode n) => n.Text("unit") switch
    {
        "immediate" => ClockUnit.Immediate,
        "calendarDay" => ClockUnit.CalendarDay,
        "workingDay" => ClockUnit.WorkingDay,
        "hour" => ClockUnit.Hour,
        "minute" => ClockUnit.Minute,
        "date" => ClockUnit.Date,
        _ => throw n.Wrong("unit", "unknown unit of time"),
    };

    private static ClockKind ReadClockKind(SeedNode n) => n.Text("kind") switch
    {
        "statutory" => ClockKind.Statutory,
        "right-of-petitioner" or "right-of-parties" => ClockKind.Right,
        "policy" => ClockKind.Policy,
        "internal" => ClockKind.Internal,
        "external" => ClockKind.External,
        _ => throw n.Wrong("kind", "unknown kind of clock"),
    };

    private static Dictionary<string, Urgency> ReadUrgencies(SeedNode document) =>
        Keyed(document.List("urgencies"), "code", n => new Urgency(
            n.Text("code"), n.Text("zh"), n.IntOrNull("firstContactHours"), n.IntOrNull("firstContactWorkdays"), n.TextsOrEmpty("clocks")));

    private static Dictionary<string, Channel> ReadChannels(SeedNode document) =>
        Keyed(document.List("channels"), "code", n => new Channel(n.Text("code"), n.Text("zh"), n.Text("en")));

    private static Dictionary<string, Category> ReadCategories(SeedNode document, Dictionary<string, OrgUnit> units)
    {
        var nodes = document.List("categories");
        var categories = Keyed(nodes, "code", n => n.Has("defaultNature") ? ReadCategory(n) : ReadGroup(n));
        var clocks = document.List("clocks").Select(n => n.Text("code")).ToHashSet();
        var urgencies = document.List("urgencies").Select(n => n.Text("code")).ToHashSet();
        foreach (var node in nodes)
        {
            var category = categories[node.Text("code")];
            if (category.Parent is { } parent && !(categories.TryGetValue(parent, out var group) && group.IsGroup))
                throw node.Wrong("parent", $"unknown heading {parent}");
            if (!category.IsGroup)
                CheckCategory(node, category, units, clocks, urgencies);
        }
        return categories;
    }

    private static Category ReadGroup(SeedNode n) => new(
        n.Text("code"), n.Text("zh"), n.Text("en"), n.TextOrNull("parent"), null, null, "", [], false, false, null, false, false, false,
        false, false, null, null, null, [], false, false, []);

    private static Category ReadCategory(SeedNode n) => new(
        n.Text("code"), n.Text("zh"), n.Text("en"), n.TextOrNull("parent"), n.OneOf("defaultNature", [.. Natures.All]),
        n.IntOrNull("internalTargetWorkdays"), n.Text("urgencyDefault"), n.Texts("defaultRoute"), n.Flag("simpleEligible"),
        n.Flag("mediationEligible"), n.TextOrNull("divertTo"), n.Flag("sealed"), n.Flag("confidential"), n.Flag("policeReads"),
        n.Flag("mustReportPolice"), n.TextOrNull("privacy") == "restricted", ReadMinutes(n.ChildOrNull("minutes")),
        n.TextOrNull("threeNotLetGo"), n.TextOrNull("reportUpClock"), n.TextsOrEmpty("reportUpTo"), n.Flag("reportUpOnlyIfAccident"),
        n.Flag("interimMeasure"), n.TextsOrEmpty("clocks"));

    private static EmergencyMinutes? ReadMinutes(SeedNode? n) =>
        n is null ? null : new(n.IntOrNull("contact"), n.IntOrNull("onSite"), n.IntOrNull("police"));

    private static void CheckCategory(
        SeedNode node, Category category, Dictionary<string, OrgUnit> units, HashSet<string> clocks, HashSet<string> urgencies)
    {
        if (!urgencies.Contains(category.UrgencyDefault))
            throw node.Wrong("urgencyDefault", "unknown urgency");
        CheckRoute(node, "defaultRoute", category.DefaultRoute, units);
        if (category.DivertTo is { } divertTo && !units.ContainsKey(divertTo))
            throw node.Wrong("divertTo", $"unknown unit {divertTo}");
        if (category.ReportUpClock is { } reportUp && !clocks.Contains(reportUp))
            throw node.Wrong("reportUpClock", $"unknown clock {reportUp}");
        if (category.ReportUpTo.FirstOrDefault(u => !units.ContainsKey(u)) is { } office)
            throw node.Wrong("reportUpTo", $"unknown unit {office}");
        if (category.ExtraClocks.FirstOrDefault(c => !clocks.Contains(c)) is { } clock)
            throw node.Wrong("clocks", $"unknown clock {clock}");
    }

    /// <summary>A step of a route is a unit, <c>RESP-U</c> (the unit complained of), or a pattern that some unit fits (<c>NQ-S*</c>).</summary>
    private static void CheckRoute(SeedNode node, string member, IReadOnlyList<string> route, Dictionary<string, OrgUnit> units)
    {
        if (route.Count == 0)
            throw node.Wrong(member, "empty");
        foreach (var step in route.Where(s => s != "RESP-U" && !units.ContainsKey(s)))
            if (!step.EndsWith('*') || !units.Keys.Any(u => u.StartsWith(step[..^1], StringComparison.Ordinal)))
                throw node.Wrong(member, $"unknown unit {step}");
    }

    private static List<RouteVariant> ReadRouteVariants(SeedNode document, Dictionary<string, OrgUnit> units)
    {
        var categories = document.List("categories").Select(n => n.Text("code")).ToHashSet();
        return document.List("routeVariants").Select(n =>
        {
            CheckRoute(n, "route", n.Texts("route"), units);
            if (n.Texts("categories").FirstOrDefault(c => !categories.Contains(c)) is { } unknown)
                throw n.Wrong("categories", $"unknown category {unknown}");
            if (n.DayOrNull("validTo") < n.Day("validFrom"))
                throw n.Wrong("validTo", "before its beginning");
            return new RouteVariant(n.Text("code"), n.Texts("categories"), n.Day("validFrom"), n.DayOrNull("validTo"), n.Texts("route"));
        }).ToList();
    }
}
