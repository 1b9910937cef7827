namespace Petitions.Cases;

/// <summary>A due answer went out although the workflow was parked; supervision and audit are told.</summary>
public sealed record GlassBroken(string By, string SecondPerson, int Reason) : CaseEvent
{
    public override string Rule => "T32";

    protected internal override void ApplyTo(Case c) => c.BrokenGlass.Add(this);
}

public sealed partial class Case
{
    public List<GlassBroken> BrokenGlass { get; set; } = [];
}

/// <summary>T32: the head and a second person serve the answer that is due while the workflow is parked. The rules of the answer stay.</summary>
public static class EmergencyAnswer
{
    private static readonly string[] Witnesses =
        [Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead, Roles.Leader, Roles.Supervisor, Roles.Triage, Roles.Handler];

    internal static void Rules(RuleBook book) =>
        book.On<BreakGlass>("breakGlass", VerbKind.Ambient, "T32", [Roles.UnitHead],
            CaseStates.Open.Except([CaseState.Answered, CaseState.PendingAccountability]).ToList(), BreakGlass);

    private static void BreakGlass(StepContext step, BreakGlass order)
    {
        var c = step.Case;
        Standing.Require(Standing.HeadsUnit(step, c.HandlingUnit), "breakGlass");
        if (c.ParkedInstances.Count == 0)
            throw Refusals.BreakGlassNotNeeded();
        var second = step.Reference.Person(order.SecondPerson);
        if (second is null || second.Id == step.Actor.Id || second.Id == step.Actor.DelegateOf || !second.Roles.Any(Witnesses.Contains))
            throw Refusals.SecondPersonRequired();
        if (order.Reason is null or { IsBlank: true })
            throw Refusals.ReasonRequired();
        step.Raise(new GlassBroken(step.Actor.Id, second.Id, step.KeepRequired(order.Reason, TextKind.Reason)));
        Answer(step, order);
        Report(step);
    }

    private static void Answer(StepContext step, BreakGlass order)
    {
        switch (step.Case.Nature)
        {
            case Natures.Service when order.Result is { } result:
                Endings.Report(step, result);
                break;
            case Natures.Advice when order.Advice is { } advice:
                Endings.Advise(step, advice);
                break;
            case Natures.Claim:
                ServeOpinion(step, order);
                break;
            default:
                throw Refusals.EndingOfOtherNature(step.Case.Nature);
        }
    }

    /// <summary>Goes on from where the opinion stands: drafted, issued, or not begun.</summary>
    private static void ServeOpinion(StepContext step, BreakGlass order)
    {
        if (step.Case.State != CaseState.OpinionPending)
            Opinions.Draft(step, order.Opinion ?? new SubmitOpinion([]));
        if (step.Case.Opinion?.Document is null)
            Opinions.Sign(step, order.IssuingBody);
        Opinions.Serve(step, order.Proof);
    }

    private static void Report(StepContext step)
    {
        var facts = new Dictionary<string, string> { ["by"] = step.Actor.Id };
        foreach (var person in step.Reference.Holders(Roles.Supervisor).Concat(step.Reference.Holders(Roles.Auditor)))
            Notices.Tell(step, person.Id, "glassBroken", facts);
    }
}
