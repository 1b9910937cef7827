namespace Petitions.Cases;

public static partial class ReferenceReader
{
    private static DutyRota ReadDutyRota(Dictionary<string, string> named, Dictionary<string, Person> people)
    {
        if (!named.ContainsKey("duty-rota"))
            return DutyRota.None;
        var lists = new List<DutyList>();
        foreach (var node in Open(named, "duty-rota").List("lists"))
        {
            var list = ReadDutyList(node, people);
            if (lists.Exists(l => l.Unit == list.Unit && l.Role == list.Role))
                throw node.Wrong("role", $"{list.Role} of {list.Unit} stands twice");
            lists.Add(list);
        }
        return new(lists);
    }

    private static DutyList ReadDutyList(SeedNode node, Dictionary<string, Person> people)
    {
        var list = new DutyList(node.Text("unit"), node.Text("role"), node.Time("changesAt"), node.Day("from"), node.Texts("order"), ReadInstead(node));
        if (list.Order.Count == 0)
            throw node.Wrong("order", "names nobody");
        foreach (var (member, id) in list.Order.Select(id => ("order", id)).Concat(list.Instead.Values.Select(id => ("instead", id))))
            if (!people.TryGetValue(id, out var person) || !person.Roles.Contains(list.Role))
                throw node.Wrong(member, $"{id} does not hold {list.Role}");
        return list;
    }

    private static Dictionary<DateOnly, string> ReadInstead(SeedNode node)
    {
        var instead = new Dictionary<DateOnly, string>();
        foreach (var one in node.ListOrEmpty("instead"))
            if (!instead.TryAdd(one.Day("on"), one.Text("person")))
                throw one.Wrong("on", "stands twice");
        return instead;
    }
}
