using Petitions.Cases;

namespace Petitions.Server.Reading;

/// <summary>A verb that this person may give on this case now.</summary>
/// <param name="Task">The open task that offers it; null for verbs that are always open.</param>
/// <param name="About">The record it is about, where there may be several: <c>accountability:1</c>, <c>ladder:4</c>.</param>
public sealed record Offer(string Verb, int? Task, string? About);

/// <summary>
/// What the buttons of a case file show: main-line verbs that an open task offers, and the verbs that are always open where the case holds
/// something they can be about.
/// It only proposes; the desk decides again.
/// </summary>
public sealed record Offers(IReadOnlyList<Offer> Main, IReadOnlyList<Offer> Ambient)
{
    public static Offers Of(Case c, Actor actor, Reference reference, DateOnly today, RuleBook? book = null)
    {
        book ??= RuleBook.Handbook;
        var may = book.Rules.Where(r => r.Fits(c) && (r.States is null || r.States.Contains(c.State)) && Cases.Access.MayGive(r, Delegation.For(actor, c, reference, today, r), c, reference)).ToList();
        var open = c.Tasks.Where(t => t.Status == Cases.TaskStatus.Open).ToList();
        var main = from task in open
                   from verb in task.Offers
                   where may.Any(r => r.Verb == verb && (r.Kind == VerbKind.Main || r.Sealed == true || (verb == "finishTask" && IsFor(task, actor))))
                   select new Offer(verb, task.No, task.About);
        var next = ReviewBodies.All(c, reference).Select(r => r.Level).ToList();
        var ambient = may.Where(r => (r.Kind is VerbKind.Ambient or VerbKind.Right) && Subjects.HoldsOne(c, r.Verb)
                && (r.OfferedIn?.Contains(c.State) ?? true) && IsNext(r.Verb, next)
                && (r.Verb != "answerEscalation" || Ladder.Owed(c, actor, reference, today).Any())
                && (r.Verb != "askForFile" || Cases.Access.SeesExtractOnly(actor, c, reference))
                && (r.Verb != "consentToEmployer" || EmployerGuard.IsAsked(c, reference)))
            .OrderBy(r => r.Transition, StringComparer.Ordinal).Select(r => new Offer(r.Verb, null, null));
        var offered = main.DistinctBy(o => (o.Verb, o.About)).ToList();
        return new(offered, [.. ambient.Where(a => offered.All(o => o.Verb != a.Verb))]);
    }

    private static bool IsFor(CaseTask task, Actor actor) => task.Assignee is { } one ? one == actor.Id : actor.Has(task.Role);

    /// <summary>Of review and re-examination only the one that comes next for an opinion is shown.</summary>
    private static bool IsNext(string verb, List<string> next) => verb switch
    {
        "askReview" => next.Contains(ReviewFile.Review),
        "askReexamination" => next.Contains(ReviewFile.Reexam),
        "waiveReviewWindow" => next.Count > 0,
        _ => true,
    };
}
