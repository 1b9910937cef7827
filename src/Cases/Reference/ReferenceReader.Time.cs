namespace Petitions.Cases;

public static partial class ReferenceReader
{
    private static WorkCalendar ReadCalendar(Dictionary<string, string> documents)
    {
        var years = documents.Where(d => d.Key.StartsWith("calendar-", StringComparison.Ordinal)).OrderBy(d => d.Key, StringComparer.Ordinal)
            .Select(d => ReadCalendarYear(SeedNode.Parse(d.Key, d.Value))).ToList();
        return years.Count == 0 ? throw Refusals.ReferenceInvalid("calendar-*", "$", "missing document") : new WorkCalendar(years);
    }

    /// <summary>Reads and checks one published year; also the door for a calendar that arrives later.</summary>
    /// <exception cref="Refused">REFERENCE_INVALID.</exception>
    public static CalendarYear ReadCalendarYear(string document, string json) => ReadCalendarYear(SeedNode.Parse(document, json));

    private static CalendarYear ReadCalendarYear(SeedNode document)
    {
        var year = document.Int("year");
        var holidays = new Dictionary<DateOnly, string>();
        foreach (var node in document.List("holidays"))
            foreach (var day in HolidayDays(node, year))
                if (!holidays.TryAdd(day, node.Text("name")))
                    throw node.Wrong("from", $"{day:yyyy-MM-dd} stands in two holidays");
        var makeUp = document.List("makeupWorkdays").Select(n => InYear(n, "date", year)).ToHashSet();
        var rest = document.Texts("weeklyRestDays").Select(d => Enum.TryParse<DayOfWeek>(d, true, out var day)
            ? day : throw document.Wrong("weeklyRestDays", $"unknown day {d}")).ToHashSet();
        foreach (var node in document.List("makeupWorkdays"))
            if (holidays.ContainsKey(node.Day("date")))
                throw node.Wrong("date", "is a holiday");
            else if (!rest.Contains(node.Day("date").DayOfWeek))
                throw node.Wrong("date", "is a working day already");
        var read = new CalendarYear(year, $"{document.Text("calendarId")} {document.Text("version")}", holidays, makeUp, rest);
        CheckCount(document, read);
        return read;
    }

    private static IEnumerable<DateOnly> HolidayDays(SeedNode node, int year)
    {
        var (from, to) = (InYear(node, "from", year), InYear(node, "to", year));
        var days = to.DayNumber - from.DayNumber + 1;
        if (days < 1 || (node.IntOrNull("days") ?? days) != days)
            throw node.Wrong("days", $"from and to make {days}");
        return Enumerable.Range(0, days).Select(from.AddDays);
    }

    private static DateOnly InYear(SeedNode node, string member, int year) =>
        node.Day(member).Year == year ? node.Day(member) : throw node.Wrong(member, $"not in {year}");

    private static void CheckCount(SeedNode document, CalendarYear read)
    {
        if (document.ChildOrNull("computed")?.IntOrNull("workdays") is not { } promised)
            return;
        var calendar = new WorkCalendar([read]);
        var first = new DateOnly(read.Year, 1, 1);
        var counted = Enumerable.Range(0, first.AddYears(1).DayNumber - first.DayNumber).Count(i => calendar.IsWorkingDay(first.AddDays(i)));
        if (counted != promised)
            throw document.Child("computed").Wrong("workdays", $"counted {counted}");
    }

    private static LadderRules ReadLadder(SeedNode document, Dictionary<string, OrgUnit> units, HashSet<string> roles)
    {
        var steps = Keyed(document.List("steps"), "code", n => ReadLadderStep(n, roles));
        foreach (var rung in Enumerable.Range(1, 4))
            if (!steps.TryGetValue($"rung{rung}", out var step) || step.Rung != rung)
                throw document.Wrong("steps", $"rung{rung} is missing: a deployment may shorten rungs, not remove them");
        if (!steps.Values.Where(s => s.Rung > 0).OrderBy(s => s.Rung).Select(s => s.WorkingDays).SequenceEqual(
            steps.Values.Where(s => s.Rung > 0).Select(s => s.WorkingDays).Order()))
            throw document.Wrong("steps", "a higher rung comes before a lower one");
        var offices = document.Child("offices");
        foreach (var office in new[] { "enterprise", "township" })
            if (!units.ContainsKey(offices.Text(office)))
                throw offices.Wrong(office, $"unknown unit {offices.Text(office)}");
        var quiet = document.Child("quietHours");
        var hour = document.Int("hour") is >= 0 and < 24 ? document.Int("hour") : throw document.Wrong("hour", "not an hour of the day");
        return new(hour, [.. steps.Values], document.Ints("longClockReminders"), [.. Keyed(document.List("emergencySteps"), "code", n =>
                new EmergencyStep(n.Text("code"), n.Int("minutes"), n.Text("to") is "outside" ? "outside" : Role(n, "to", roles))).Values],
            document.Int("byHandAnswerWorkdays"), quiet.Time("from"), quiet.Time("to"), document.Int("longClockDays"),
            offices.Text("enterprise"), offices.Text("township"));
    }

    private static LadderStep ReadLadderStep(SeedNode n, HashSet<string> roles)
    {
        var to = n.Text("to") is "owner" or "ownerAndHead" or "nextRole" or "route" ? n.Text("to") : Role(n, "to", roles);
        var (rung, days) = (n.Int("rung"), n.Int("workingDays"));
        if (rung is < 0 or > 4)
            throw n.Wrong("rung", "must be 0 to 4");
        return rung > 0 && days < 0 ? throw n.Wrong("workingDays", "a rung before the due day")
            : new(n.Text("code"), rung, days, to, n.OneOf("kind", "info", "action"), n.IntOrNull("answerWorkdays"));
    }

    private static IReadOnlyDictionary<string, string> ReadEscalationMap(SeedNode document, HashSet<string> roles)
    {
        var map = document.TextMap("escalationMap");
        foreach (var (from, to) in map)
            if (!roles.Contains(from) || to != "route" && !roles.Contains(to))
                throw document.Wrong("escalationMap", $"unknown role in {from} → {to}");
        return map;
    }

    private static string Role(SeedNode n, string member, HashSet<string> roles) =>
        roles.Contains(n.Text(member)) ? n.Text(member) : throw n.Wrong(member, $"unknown role {n.Text(member)}");
}
