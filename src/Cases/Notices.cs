using System.Globalization;
using System.Text.Json.Nodes;

namespace Petitions.Cases;

/// <summary>
/// Tells people. The message in the application is there at once; what leaves the house (SMS, mail) waits for the end of the quiet hours
/// unless it is urgent (E9). One message per person and step: a second one is folded into the first (E8).
/// </summary>
public static class Notices
{
    /// <param name="to">A staff id, a role at a unit (<c>R-TRIAGE@NQ-ZH</c>: everybody who holds it there), or <c>P:n</c> for a person of the case.</param>
    /// <param name="template">Key of the sentences, with or without <c>notice.</c> before it.</param>
    /// <param name="facts">Ids, codes and dates; never words of a petitioner.</param>
    /// <param name="action">True if the receiver must do something.</param>
    /// <param name="urgent">Emergencies: quiet hours do not count.</param>
    public static void Tell(
        StepContext step, string to, string template, IReadOnlyDictionary<string, string>? facts = null, bool action = false, bool urgent = false,
        string? about = null)
    {
        var key = template.StartsWith("notice.", StringComparison.Ordinal) ? template : $"notice.{template}";
        var notBefore = urgent ? step.Now : AfterQuietHours(step.Reference.Ladder, step.Now);
        foreach (var person in Receivers(step, to).Where(p => MayHear(step, p)))
            TellOne(step, new Notice(person, key, facts ?? new Dictionary<string, string>(), notBefore, action, about));
    }

    /// <summary>The moment itself, or the end of the quiet hours it falls into (21:00 to 07:30 local by default).</summary>
    public static DateTimeOffset AfterQuietHours(LadderRules rules, DateTimeOffset moment)
    {
        var (day, time) = (Local.DateOf(moment), Local.TimeOf(moment));
        if (time < rules.QuietTo)
            return Local.At(day, rules.QuietTo.Hour, rules.QuietTo.Minute);
        return time >= rules.QuietFrom ? Local.At(day.AddDays(1), rules.QuietTo.Hour, rules.QuietTo.Minute) : moment;
    }

    /// <summary>Of a sealed case nobody hears who may not read it, whoever a rule or a drawing names.</summary>
    private static bool MayHear(StepContext step, string person) =>
        !step.Case.Flags.Sealed || step.Reference.Person(person) is not { } staff
        || Access.MayRead(new Actor(staff.Id, staff.Roles, staff.Unit), step.Case, step.Reference);

    private static List<string> Receivers(StepContext step, string to)
    {
        if (to.StartsWith("P:", StringComparison.Ordinal))
            return [to];
        var at = to.IndexOf('@');
        var people = at < 0 ? [to] : step.Reference.Holders(to[..at], to[(at + 1)..]).Select(p => p.Id).ToList();
        return people.Select(p => Delegated(step, p)).Distinct().ToList();
    }

    /// <summary>Follows delegates while people are absent; where nobody stands in, the message waits for the absent person.</summary>
    private static string Delegated(StepContext step, string person)
    {
        var today = Local.DateOf(step.Now);
        var seen = new HashSet<string> { person };
        var at = person;
        while (step.Reference.Person(at)?.AbsenceOn(today) is { } absence)
        {
            if (absence.Delegate is not { } next || !seen.Add(next))
                return person;
            at = next;
        }
        return at;
    }

    private static void TellOne(StepContext step, Notice notice)
    {
        var earlier = step.Notices.FirstOrDefault(n => n.To == notice.To);
        if (earlier is not null && earlier.Template == notice.Template && Same(earlier.Arguments, notice.Arguments))
            return;
        var told = earlier is null ? notice : Folded(earlier, notice);
        if (earlier is null)
            step.Tell(told);
        else
            step.Replace(earlier, told);
        if (!Leaves(step.Case, told))
            return;
        var sent = step.Outbox.FirstOrDefault(m => m.Kind == "sms" && (string?)m.Payload["to"] == told.To);
        var message = Message(told, sent?.Key ?? $"notice/{told.To}/{step.Case.NextId().ToString(CultureInfo.InvariantCulture)}");
        if (sent is null)
            step.Send(message);
        else
            step.Replace(sent, message);
    }

    private static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(p => other.TryGetValue(p.Key, out var value) && value == p.Value);

    /// <summary>The one that asks for something leads, else the later one; the other's template is listed under <c>also</c>.</summary>
    private static Notice Folded(Notice earlier, Notice later)
    {
        var (first, second) = earlier.Action && !later.Action ? (earlier, later) : (later, earlier);
        var facts = new Dictionary<string, string>(second.Arguments);
        foreach (var (key, value) in first.Arguments)
            facts[key] = value;
        var also = new[] { earlier.Arguments.GetValueOrDefault("also"), second.Template }.OfType<string>().SelectMany(a => a.Split(','));
        facts["also"] = string.Join(",", also.Where(a => a != first.Template).Distinct());
        return first with
        {
            Arguments = facts,
            Action = earlier.Action || later.Action,
            NotBefore = earlier.NotBefore < later.NotBefore ? earlier.NotBefore : later.NotBefore,
        };
    }

    /// <summary>
    /// Petitioners hear of everything outside, staff of what they must do. In a restricted case only a safe contact is used (§3.7), so that
    /// no telephone rings in the wrong hands.
    /// </summary>
    private static bool Leaves(Case c, Notice notice)
    {
        if (!notice.To.StartsWith("P:", StringComparison.Ordinal))
            return notice.Action;
        var person = c.People.FirstOrDefault(p => notice.To == $"P:{p.No}");
        return person is not null && (person.SafeContact is not null || !c.Flags.Restricted && person.Phone is not null);
    }

    private static OutboxMessage Message(Notice notice, string key) => new("sms", key, new JsonObject
    {
        ["to"] = notice.To,
        ["template"] = notice.Template,
        ["facts"] = new JsonObject(notice.Arguments.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value))),
    }, notice.NotBefore);
}
