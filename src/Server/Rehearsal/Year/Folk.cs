using System.Text.Json;
using Petitions.Cases;
using Petitions.Server.Reading;

namespace Petitions.Server.Rehearsal.Year;

/// <summary>An order somebody would give now, and the people who would try it, the nearest first.</summary>
public sealed record Wish(string Verb, Command Order, IReadOnlyList<Actor> People);

/// <summary>
/// What the people of a case would do next. They know only what they are shown: verbs that open tasks offer, and verbs that are always open
/// where the case holds something they can be about. A verb for which nobody here has a hand is tried with an empty form.
/// </summary>
public static class Folk
{
    private const int Tries = 5;

    private static readonly IReadOnlyDictionary<string, Hand> Hands = Year.Hands.OfRoad
        .Concat(HandsAfterwards.OfMediation).Concat(HandsAfterwards.OfEmergency).Concat(HandsAfterwards.OfSealed)
        .Concat(HandsAfterwards.OfAccountability).Concat(HandsAfterwards.OfAfter).ToDictionary(h => h.Verb);

    /// <summary>Not for the hands of a year: a file must be uploaded first, an order of a supervisor about a standing workflow, the parts of a merger.</summary>
    private static readonly string[] LeftAlone = ["attach", "succeedUnit", "waiveReviewWindow", "publishReexamination", "convertToOrdinary", "registerDraft", "breakGlass"];

    /// <summary>Everything that somebody would do now, each with its weight.</summary>
    public static IReadOnlyList<(string Verb, double Weight)> Eager(Situation s)
    {
        var found = new List<(string, double)>();
        foreach (var rule in RuleBook.Handbook.Rules.Where(r => IsOpenTo(r, s)))
        {
            var offered = s.Offered.ContainsKey(rule.Verb);
            if (rule.Kind == VerbKind.Main && !offered || LeftAlone.Contains(rule.Verb) && !offered)
                continue;
            var weight = Hands.TryGetValue(rule.Verb, out var hand) ? hand.Eager(s) : offered ? 1 : 0.01;
            if (weight > 0)
                found.Add((rule.Verb, weight));
        }
        return found;
    }

    public static Wish? WishFor(string verb, Situation s)
    {
        var rule = RuleBook.Handbook.For(verb)!;
        var order = Hands.TryGetValue(verb, out var hand) ? hand.Fill(s) : Empty(rule);
        return order is null ? null : new(verb, order, [.. PeopleFor(rule, s).Take(Tries)]);
    }

    private static bool IsOpenTo(Rule rule, Situation s) =>
        rule.Kind is VerbKind.Main or VerbKind.Ambient or VerbKind.Right && rule.Fits(s.Case) && (rule.States is null || rule.States.Contains(s.Case.State))
        && (rule.OfferedIn?.Contains(s.Case.State) ?? true) && Subjects.HoldsOne(s.Case, rule.Verb);

    private static IEnumerable<Actor> PeopleFor(Rule rule, Situation s)
    {
        var (c, reference) = (s.Case, s.Reference);
        if (rule.Roles.Contains(Roles.Petitioner) && rule.Kind == VerbKind.Right)
            return [Actor.Petitioner(c.People.FirstOrDefault(p => p is { Withdrawn: false, Role: "petitioner" or "representative" })?.No ?? 1)];
        var task = s.Offered.GetValueOrDefault(rule.Verb);
        return reference.People.Values
            .Where(p => p.Roles.Any(rule.Roles.Contains))
            .OrderByDescending(p => Nearness(p, task, c, reference)).ThenBy(p => p.Id, StringComparer.Ordinal)
            .Select(p => new Actor(p.Id, p.Roles, p.Unit))
            .Where(a => Cases.Access.MayGive(rule, a, c, reference));
    }

    private static int Nearness(Person p, CaseTask? task, Case c, Reference reference)
    {
        var near = task?.Assignee == p.Id || c.Handler == p.Id && task is null or { Role: Roles.Handler } ? 16 : 0;
        near += task is not null && task.Unit == p.Unit && p.Roles.Contains(task.Role) ? 8 : 0;
        near += c.Ladder.LastOrDefault(Subjects.IsWaiting) is { } asked && (asked.TargetPerson == p.Id || asked.TargetPerson is null && asked.TargetUnit == p.Unit) ? 32 : 0;
        near += p.Unit == c.HandlingUnit ? 4 : p.Unit == c.Holder ? 3 : 0;
        return near + (p.Unit == reference.Unit(c.HandlingUnit)?.Parent || p.Unit == c.ReceivedBy ? 2 : 0);
    }

    private static Command? Empty(Rule rule)
    {
        try
        {
            return (Command?)JsonSerializer.Deserialize("{}", rule.CommandType, CaseJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
