namespace Petitions.Cases;

/// <summary>Taken into handling. The 60 days of a claim count from here; the notice of it is a document of its own.</summary>
public sealed record Accepted(DateTimeOffset At, bool Simple, bool Repeat) : CaseEvent
{
    public override string Rule => "T11";

    protected internal override void ApplyTo(Case c)
    {
        (c.State, c.AcceptedAt, c.Simple) = (CaseState.Accepted, At, Simple);
        c.Flags = c.Flags with { Repeat = c.Flags.Repeat || Repeat };
    }
}

/// <summary>Acceptance (T11, articles 19, 20, 23, 28).</summary>
public static class Acceptance
{
    private const string Repeat = "repeat";

    // A night call or a tip cannot wait for the sorter: the duty officer accepts emergencies.
    private static readonly string[] Acceptors = [Roles.Triage, Roles.Handler, Roles.Town, Roles.Police, Roles.Duty];

    internal static void Rules(RuleBook book)
    {
        book.On<Accept>("accept", VerbKind.Main, "T11", Acceptors, [CaseState.Registered, CaseState.Transferred], Accept);
        book.OpenOnly<Accept>();
    }

    private static void Accept(StepContext step, Accept order)
    {
        RequireStanding(step);
        var c = step.Case;
        CheckNatures(c);
        if (!order.RecusalAnswered)
            throw Refusals.RecusalUnanswered();
        var link = CheckSameMatter(step, order);
        var isSimple = IsSimple(step, order, link == Repeat);
        Parties.CheckReception(step, order.Representatives);
        Transfers.EndWindow(step);
        step.Raise(new Accepted(step.HappenedAt, isSimple, link == Repeat));
        if (link is not null)
            step.Raise(new CaseLinked(new CaseLink(link, order.SameMatterAs!, null, step.Actor.Id, null)));
        StartClocks(step);
        GiveNotice(step, order.NoticeServed);
    }

    /// <summary>Clocks of acceptance, and the document that tells of it.</summary>
    internal static void StartClocks(StepContext step)
    {
        var c = step.Case;
        if (c.Simple)
        {
            Clocks.Stop(step, "CLK-SIMPLE-ACC3WD", step.HappenedAt, "accept");
            Clocks.Start(step, "CLK-SIMPLE10WD", step.HappenedAt, "accepted");
        }
        else
            Clocks.Cancel(step, "CLK-SIMPLE-ACC3WD", "ordinary");
        // Also under the simple procedure: the outer limit of the law stays, the nearest date leads.
        if (c.Nature == Natures.Claim)
            Clocks.Start(step, "CLK-HANDLE60", step.HappenedAt, "accepted");
    }

    internal static void GiveNotice(StepContext step, ServiceProof? served)
    {
        var c = step.Case;
        if (!Natures.HasNoticeClock(c.Nature) || c.Flags.Anonymous)
            return;
        var notice = Documents.Issue(step, "acceptance-notice", c.Holder);
        if (served is not null)
            Documents.Serve(step, notice.No, served);
    }

    private static void RequireStanding(StepContext step)
    {
        var (c, actor) = (step.Case, step.Actor);
        var isOfUnit = Standing.OfUnit(step, c.Holder);
        var holds = actor.IsSystem || c.State == CaseState.Transferred && isOfUnit
            || c.State == CaseState.Registered && (isOfUnit || actor.Has(Roles.Triage) && Standing.CoversUnit(step, c.Holder));
        if (actor.Has(Roles.Duty) && !actor.HasAny([Roles.Triage, Roles.Handler]))
            holds &= Intake.IsEmergency(c) || c.Flags.Confidential;
        Standing.Require(holds, "accept");
    }

    private static void CheckNatures(Case c)
    {
        foreach (var part in c.Parts)
            if (part.Nature.Length == 0 || part.Category is "" or Intake.Unclassified)
                throw Refusals.NatureRequired(part.No);
        if (c.Parts.Where(p => !p.Diverted).Select(p => p.Nature).Distinct().Count() > 1)
            throw Refusals.SplitRequired();
    }

    private static bool IsSimple(StepContext step, Accept order, bool isRepeat)
    {
        var because = isRepeat ? "repeat" : SimpleProcedure.Exclusion(step.Case, step.Reference);
        return order.Procedure switch
        {
            null => step.Case.SimpleProposed && because is null,
            "ordinary" => false,
            "simple" => because is null ? true : throw Refusals.SimpleNotEligible(because),
            _ => throw Refusals.FieldInvalid("procedure", order.Procedure),
        };
    }

    /// <returns>How it hangs together with the other petition: a repeat of one that is not in hand any more, or related by new facts; null if with none.</returns>
    /// <exception cref="Refused">SAME_MATTER_IN_PROGRESS, NO_FURTHER_ACCEPTANCE: to be linked instead; 404 for a number that is not there.</exception>
    private static string? CheckSameMatter(StepContext step, Accept order)
    {
        if (order.SameMatterAs is not { } number)
            return null;
        if (number == step.Case.Number)
            throw Refusals.LinkToSelf();
        var other = step.Other(number);
        if (other is null || other.Sealed && !step.Case.Flags.Sealed)
            throw Refusals.NotThere();
        if (order.NewFacts)
            return "related";
        if (other.State == CaseState.TerminatedAfterReexam)
            throw Refusals.NoFurtherAcceptance(number);
        // Overdue elsewhere, it may be taken up: article 19 speaks of a matter in hand within its time.
        if (Linking.InHand(other) && !Linking.IsOverdue(other, step.HappenedAt))
            throw Refusals.SameMatterInProgress(number);
        return Repeat;
    }
}
