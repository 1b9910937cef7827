using Petitions.Cases.Activities;
using Petitions.Engine.Definition;

namespace Petitions.Cases;

/// <summary>Rules that need to know where the case may be: W1, W2, W4, W5 (a stay longer than a clock), W6, W7, W9 and W11.</summary>
internal static class DesignOfRoad
{
    private static readonly CaseState[] AnsweredStates = [CaseState.Answered, CaseState.PendingAccountability];
    private static readonly CaseState[] BeforeAcceptance = [CaseState.Registered, CaseState.WaitingSupplement, CaseState.Transferred];
    private static readonly CaseState[] BeforeTheAnswer = [CaseState.Accepted, CaseState.InHandling, CaseState.InMediation, CaseState.OpinionPending];
    private static readonly string[] OfMediation = ["proposeMediation", "recordConsent", "recordSession", "recordAgreement"];

    /// <param name="wanted">The drawing whose steps are named: the road itself, or one that it calls. What happens in a called one is laid at the step that calls.</param>
    public static IEnumerable<DefinitionFinding> Of(WorkflowGraph road, WorkflowGraph wanted, Func<string, WorkflowGraph?> published, Reference? reference)
    {
        var book = RuleBook.Handbook;
        var walk = new DesignWalk(book, reference, published);
        foreach (var (start, states) in DesignRules.Starts(road))
            walk.From(road, start, states.SelectMany(state => Natures.All.Where(n => Leads.Exists(state, n)).Select(n => new Situation(state, n, null, false))));
        var found = walk.Moves.Keys.SelectMany(v => At(v, book, reference).Select(f => (v.Place, Finding: f)))
            .Concat(walk.Ends.SelectMany(e => AtEnd(e, walk).Select(f => (e.Place, Finding: f)))).Concat(Loops(walk))
            .Select(f => In(wanted, f.Place, f.Finding)).OfType<DefinitionFinding>();
        // One finding tells of all the states in which it can happen.
        var all = found.GroupBy(f => (f.NodeId, f.Rule, f.Sentence)).Select(g => g.First() with { Facts = Gathered([.. g]) });
        return walk.IsCutShort ? all.Append(DefinitionFinding.Whole("tooLarge", $"{DesignWalk.MostVisits}")) : all;
    }

    /// <summary>The finding at a step of the wanted drawing; null when it does not take part.</summary>
    private static DefinitionFinding? In(WorkflowGraph wanted, Place place, DefinitionFinding finding)
    {
        var (frame, node) = (place.Frame, place.Node);
        while (frame.Flow.Graph != wanted && frame is { Outer: { } outer, Caller: { } caller }) (frame, node) = (outer, caller);
        if (frame.Flow.Graph != wanted) return null;
        while (node.Source is null || node.Owner != wanted.Definition)
        {
            if (node.Parent is not { } parent) return null;
            node = parent;
        }
        return DefinitionFinding.Error(node, finding.Rule, finding.Facts) with { Sentence = finding.Sentence };
    }

    private static IReadOnlyList<string> Gathered(IReadOnlyList<DefinitionFinding> same) =>
        same[0].Rule is "W1" or "W2" or "W7" or "W9" && same[0].Facts.Count == 1 ? [string.Join(", ", same.Select(f => f.Facts[0]).Distinct().Order(StringComparer.Ordinal))] : same[0].Facts;

    private static IEnumerable<DefinitionFinding> At(Visit visit, RuleBook book, Reference? reference)
    {
        var (node, s) = (visit.Place.Node, visit.Situation);
        var offers = DesignStep.Offers(node);
        if ((offers ?? []).Any(o => Leads.Of(o.Verb)?.To.Contains(CaseState.Closed) ?? false))
        {
            if (s.State.IsOpen() && !AnsweredStates.Contains(s.State)) yield return DefinitionFinding.Error(node, "W1", s.State.Code());
            else if (AnsweredStates.Contains(s.State) && !s.Checked) yield return DefinitionFinding.Error(node, "W6");
        }
        if (s.Sealed && Seen(node, s, offers, book) is { } role) yield return DefinitionFinding.Error(node, "W4", role);
        foreach (var why in Mediation(offers ?? [], s, book, reference)) yield return DefinitionFinding.Error(node, "W7", why);
        if (TooLong(node, s, reference) is { } clock)
            yield return Found(node, "W5", "W5.delay", $"{Foresight.Literal(node, "TimeSpan") ?? Foresight.Literal(node, "Interval")}", clock.Code, $"{clock.Amount}");
        foreach (var finding in Exits(visit)) yield return finding;
    }

    private static DefinitionFinding Found(GraphNode node, string rule, string sentence, params string[] facts) =>
        DefinitionFinding.Error(node, rule, facts) with { Sentence = sentence };

    /// <summary>The role outside the sealed line to which the step would bring it; null when there is none.</summary>
    private static string? Seen(GraphNode node, Situation s, IReadOnlyList<(string Verb, string Port)>? offers, RuleBook book)
    {
        if (!DesignStep.HasPost(node) && node.Activity is not NotifyActivity) return null;
        var role = DesignStep.Text(node, "Role") ?? "";
        var sorts = role == Roles.Triage && s.State is CaseState.Registered or CaseState.WaitingSupplement;
        if (role == Roles.Discipline || sorts) return null;
        return offers is { Count: > 0 } && !offers.Any(o => book.For(o.Verb) is { } rule && DesignStep.CanBeGiven(rule, s)) ? null : role;
    }

    private static IEnumerable<string> Mediation(IReadOnlyList<(string Verb, string Port)> offers, Situation s, RuleBook book, Reference? reference)
    {
        if (!offers.Any(o => OfMediation.Contains(o.Verb) && book.For(o.Verb) is { } rule && DesignStep.CanBeGiven(rule, s.State))) yield break;
        if (s.Nature is not (Natures.Claim or Natures.Dispute)) yield return s.Nature;
        else if (s.Category is { } code && reference?.Categories.GetValueOrDefault(code) is not { MediationEligible: true, Restricted: false }) yield return code;
    }

    private static ClockDefinition? TooLong(GraphNode node, Situation s, Reference? reference)
    {
        if (reference is null || s.Nature != Natures.Claim || (Foresight.Literal(node, "TimeSpan") ?? Foresight.Literal(node, "Interval")) is not TimeSpan stay) return null;
        var code = BeforeAcceptance.Contains(s.State) ? "CLK-NOTICE15" : BeforeTheAnswer.Contains(s.State) ? "CLK-HANDLE60" : null;
        return code is not null && reference.Clocks.GetValueOrDefault(code) is { } clock && stay.TotalDays >= clock.Amount ? clock : null;
    }

    private static IEnumerable<DefinitionFinding> Exits(Visit visit)
    {
        var (node, s) = (visit.Place.Node, visit.Situation);
        if (DesignOfSteps.Lacks(node, "Changed")) yield return Found(node, "W2", "W2.changed");
        var waitsForOthers = node.Type is "Elsa.Event" or "Elsa.RunTask" || (node.Activity is AssignTaskActivity && !OfferActivity.MayTimeOut(node));
        if (waitsForOthers && s.Nature == Natures.Claim && AnsweredStates.Contains(s.State) && !node.CanStartWorkflow && !HasAWatch(node))
            yield return Found(node, "W11", "W11.review");
    }

    /// <summary>A case in hand is never left without its road; where ways run side by side, one may end before the others.</summary>
    private static IEnumerable<DefinitionFinding> AtEnd(Visit end, DesignWalk walk)
    {
        var (node, s) = (end.Place.Node, end.Situation);
        if (end.Place.Frame.Outer is not null || !s.State.IsOpen() || walk.Forks(end.Place.Frame.Flow) || DesignOfSteps.LacksAnExit(node)) yield break;
        var inReview = s is { Nature: Natures.Claim, State: CaseState.InReview or CaseState.InReexam };
        yield return inReview ? Found(node, "W11", "W11.review") : Found(node, "W2", "W2.lost", s.State.Code());
    }

    /// <summary>Beside the wait another branch watches whether the state changes, and both meet.</summary>
    private static bool HasAWatch(GraphNode node) => node.Parent is { } parent && ControlFlow.Siblings(parent, node).Any(n => n.Activity is WaitForChangeActivity);

    /// <summary>Circles of steps that are all passed at once in one state, and of which each is the only way on.</summary>
    private static IEnumerable<(Place Place, DefinitionFinding Finding)> Loops(DesignWalk walk)
    {
        var calls = walk.Calls.ToLookup(c => c.From, c => c.To);
        foreach (var circle in Circles.Of([.. walk.Moves.Keys], v => Sure(v, walk).Concat(calls[v])))
            if (circle.FirstOrDefault(v => v.Place.Node.Source is not null) is { } at)
                yield return (at.Place, Found(at.Place.Node, "W9", "W9.instant", at.Situation.State.Code()));
    }

    private static IEnumerable<Visit> Sure(Visit visit, DesignWalk walk)
    {
        var moves = walk.Moves.GetValueOrDefault(visit) ?? [];
        var isOpen = moves.Count > 1 && ControlFlow.IsChoice(visit.Place.Node);
        return isOpen ? [] : moves.Where(m => !m.Waited).Select(m => m.To);
    }
}
