namespace Petitions.Cases;

// Results of the mediation of police and courts: theirs, with a legal effect of their own; ours is only the record.
public static partial class Mediation
{
    private static void ElsewhereRules(RuleBook book)
    {
        CaseState[] states = [CaseState.Accepted, .. Running, CaseState.Answered, CaseState.PendingAccountability, CaseState.Closed];
        string[] recorders = [Roles.Mediator, Roles.EstateHead, Roles.CommunityHead];
        book.On<RecordPoliceMediation>("recordPoliceMediation", VerbKind.Ambient, "T13", [Roles.Police, .. recorders], states,
            (step, order) => Record(step, MediationFile.Police, order.Agreed, order.Terms, order.On, order.PerformedOn, null),
            offeredIn: [CaseState.InHandling]);
        book.On<RecordCourtMediation>("recordCourtMediation", VerbKind.Ambient, "T13", recorders, states, RecordCourtMediation,
            offeredIn: [CaseState.InHandling]);
        book.OfferWhile<RecordSession>(IsOurs);
        book.OfferWhile<RecordAgreement>(IsOurs);
        book.OfferWhile<EndMediation>(IsOurs);
    }

    /// <summary>False once police or court have settled what was mediated here: a session that still waits is left.</summary>
    private static bool IsOurs(Case c) => Current(c) is null or { Kind: MediationFile.People };

    /// <summary>A court's mediation document is enforced as it stands; it needs no confirmation and stands against a new mediation.</summary>
    /// <exception cref="Refused">AGREEMENT_INCOMPLETE: agreed without terms or without the number of the document; FIELD_INVALID: a day to come.</exception>
    private static void RecordCourtMediation(StepContext step, RecordCourtMediation order)
    {
        if (order.Agreed && string.IsNullOrWhiteSpace(order.Document))
            throw Refusals.AgreementIncomplete("document");
        Record(step, MediationFile.Court, order.Agreed, order.Terms, order.On, order.PerformedOn, order.Document);
    }

    /// <summary>Given again when it was performed later, also after the answer.</summary>
    /// <exception cref="Refused">FIELD_INVALID: a day to come; AGREEMENT_INCOMPLETE: agreed without terms.</exception>
    private static void Record(StepContext step, string kind, bool agreed, Words? words, DateOnly on, DateOnly? performedOn, string? document)
    {
        if (on > Local.DateOf(step.Now) || performedOn > Local.DateOf(step.Now))
            throw Refusals.FieldInvalid(on > Local.DateOf(step.Now) ? "on" : "performedOn");
        if (agreed && words is not { IsBlank: false })
            throw Refusals.AgreementIncomplete("terms");
        var known = step.Case.Mediations.LastOrDefault(m => m.Kind == kind);
        var terms = known?.Agreement?.Terms is { } earlier && step.TextOf(earlier) == words?.Value ? earlier : step.Keep(words, TextKind.Record);
        var parts = step.Case.Parts.Where(p => !p.Diverted).Select(p => p.No).ToList();
        var result = new MediationFile
        {
            No = known?.No ?? step.Case.Mediations.Count + 1, Kind = kind, ProposedAt = known?.ProposedAt ?? step.HappenedAt,
            Status = !agreed ? MediationStatus.Terminated : performedOn is null ? MediationStatus.Agreed : MediationStatus.Performed,
            Agreement = agreed ? new Agreement(Agreement.Written, null, terms, [], on, null, parts) { Document = document } : null,
            Performance = agreed ? [new PerformanceItem(1, terms!.Value, null, null, performedOn)] : [],
        };
        if (agreed)
            EndOwn(step);
        step.Raise(kind == MediationFile.Court ? new CourtMediationRecorded(result) : new PoliceMediationRecorded(result));
    }

    /// <summary>What has been settled there needs no mediation here: the running one ends by itself, with the notice that every end makes.</summary>
    private static void EndOwn(StepContext step)
    {
        if (step.Case.Mediations.LastOrDefault(m => m.Kind == MediationFile.People) is not { IsRunning: true } own)
            return;
        Finish(step, own, "unsuitable", ["court"], null);
        foreach (var mediator in own.Mediators.Where(m => m != step.Actor.Id))
            Notices.Tell(step, mediator, "mediationSettledElsewhere");
    }
}
