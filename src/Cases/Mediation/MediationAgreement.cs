namespace Petitions.Cases;

// What an agreement must hold, how a mediation ends, and the ending of a dispute (T15b).
public static partial class Mediation
{
    private static readonly string[] Grounds = ["refused", "failed", "time", "unsuitable"];

    private static readonly string[] Ways = ["arbitration", "administrative", "court"];

    /// <summary>What no court confirms: who somebody is to whom by law, and who owns what (rules on judicial confirmation).</summary>
    internal static readonly string[] NotConfirmable = ["status", "adoption", "marriage", "title"];

    /// <summary>
    /// Written: parties' basic data, facts and responsibilities, content, way and date of performance, all signatures, the mediator's with the seal.
    /// Oral: allowed outside a claim, with the mediator's record, which may follow before the ending.
    /// </summary>
    /// <exception cref="Refused">MEDIATION_REFUSED_BY_PARTY, CONSENT_MISSING, WRITTEN_AGREEMENT_REQUIRED inside a claim (art. 33),
    /// AGREEMENT_INCOMPLETE, FIELD_INVALID.</exception>
    private static void RecordAgreement(StepContext step, RecordAgreement order)
    {
        var file = AgreeableFile(step);
        if (order.Form is not (Agreement.Written or Agreement.Oral))
            throw Refusals.FieldInvalid("form", order.Form);
        if (file.InsideClaim && order.Form == Agreement.Oral)
            throw Refusals.WrittenAgreementRequired();
        if (order.Form == Agreement.Written)
            RequireWhole(step, order);
        if (order.NotConfirmable is { } excluded && !NotConfirmable.Contains(excluded))
            throw Refusals.FieldInvalid("notConfirmable", excluded);
        var inForceOn = order.InForceOn ?? step.Day;
        if (inForceOn > Local.DateOf(step.Now) || inForceOn < Local.DateOf(file.Consents.Where(consent => consent.Given).Max(consent => consent.At)))
            throw Refusals.FieldInvalid("inForceOn", inForceOn);
        var parts = CoveredParts(step.Case, order);
        var items = (order.Promises ?? []).Select((promise, i) => PerformanceItem.Of(step, i + 1, promise)).ToList();
        foreach (var old in file.Performance)
            StopWatching(step, file.No, old.No);
        foreach (var clock in step.Case.Clocks.Where(k => k.IsRunning && k.Code == PerformanceClock).ToList())
            Clocks.Cancel(step, clock, "agreementReplaced");
        step.Raise(new AgreementRecorded(file.No, new Agreement(
            order.Form, step.Keep(order.Facts, TextKind.Record), step.Keep(order.Terms, TextKind.Record), order.SignedBy?.ToList() ?? [], inForceOn,
            step.Keep(order.OralRecord, TextKind.Record), parts) { NotConfirmable = order.NotConfirmable }, items));
        WatchPromises(step, Current(step.Case)!);
        foreach (var day in items.Select(item => item.KeepBy).OfType<DateOnly>().Distinct().Order())
            Clocks.Start(step, PerformanceClock, Local.At(inForceOn, 0), "agreementInForce", due: day);
        if (order.Form == Agreement.Written)
        {
            Documents.Issue(step, "mediation-agreement", file.Committee);
            if (order.NotConfirmable is null)
                OfferConfirmation(step, file.No, inForceOn);
        }
        if (file.InsideClaim)
            SettleClaim(step, file.No, parts);
    }

    /// <summary>The consented file; until the answer is served also one that has an agreement, which the new one replaces.</summary>
    private static MediationFile AgreeableFile(StepContext step) =>
        step.Case.State == CaseState.InMediation && Current(step.Case) is { Agreement: not null, IsRunning: false, Kind: MediationFile.People } agreed
            ? agreed : ConsentedFile(step);

    private static void RequireWhole(StepContext step, RecordAgreement order)
    {
        if (order.Facts is not { IsBlank: false })
            throw Refusals.AgreementIncomplete("facts");
        if (order.Terms is not { IsBlank: false })
            throw Refusals.AgreementIncomplete("terms");
        if (order.Promises is not { Count: > 0 } promises)
            throw Refusals.AgreementIncomplete("promises");
        for (var i = 0; i < promises.Count; i++)
            if (promises[i].KeepBy is null)
                throw Refusals.AgreementIncomplete($"promises[{i}].keepBy");
        foreach (var party in Parties(step.Case))
        {
            if (!HasBasicData(step.Case, party))
                throw Refusals.AgreementIncomplete($"people[{party}].name");
            if (order.SignedBy?.Contains(party) != true)
                throw Refusals.AgreementIncomplete("signedBy");
        }
        if (!order.MediatorSigned)
            throw Refusals.AgreementIncomplete("mediatorSigned");
        if (!order.CommitteeSeal)
            throw Refusals.AgreementIncomplete("committeeSeal");
    }

    /// <summary>A person needs a name; the unit complained of is known by its code.</summary>
    private static bool HasBasicData(Case c, int party) =>
        party == 0 ? c.Nature == Natures.Claim : c.People.First(p => p.No == party).Name is not null;

    private static List<int> CoveredParts(Case c, RecordAgreement order)
    {
        var open = c.Parts.Where(p => !p.Diverted).Select(p => p.No).ToList();
        if (order.CoversParts is not { Count: > 0 } covered)
            return open;
        return covered.All(open.Contains) ? covered.ToList() : throw Refusals.FieldInvalid("coversParts");
    }

    /// <summary>
    /// The mediation inside the claim is over. If it settled everything the agreement will be served as the ending, else handling goes on.
    /// </summary>
    private static void SettleClaim(StepContext step, int file, IReadOnlyList<int> covered)
    {
        Clocks.Stop(step, ClockCode, step.HappenedAt, "agreement");
        var left = step.Case.Parts.Where(p => !p.Diverted && !covered.Contains(p.No)).Select(p => p.No).ToList();
        if (left.Count > 0)
            step.Raise(new MediationSettledInPart(file, left));
    }

    /// <exception cref="Refused">MEDIATION_NOT_PROPOSED when there is no oral agreement to write down.</exception>
    private static void RecordOralAgreement(StepContext step, RecordOralAgreement order)
    {
        if (Current(step.Case) is not { LacksOralRecord: true } file)
            throw Refusals.MediationNotProposed();
        step.Raise(new OralAgreementWritten(file.No, step.KeepRequired(order.Record, TextKind.Record)));
    }

    /// <summary>Ends without agreement and makes the notice that names the other ways (people's mediation law, art. 26).</summary>
    /// <exception cref="Refused">OTHER_WAYS_REQUIRED unless the court way is among them; FIELD_INVALID; MEDIATION_NOT_PROPOSED.</exception>
    private static void End(StepContext step, EndMediation order)
    {
        var file = RunningFile(step);
        if (!Grounds.Contains(order.Ground))
            throw Refusals.FieldInvalid("ground", order.Ground);
        if (order.OtherWays is not { Count: > 0 } ways || !ways.Contains("court"))
            throw Refusals.OtherWaysRequired();
        if (ways.Any(way => !Ways.Contains(way)))
            throw Refusals.FieldInvalid("otherWays");
        Finish(step, file, order.Ground, ways, step.Keep(order.Note, TextKind.Reason));
    }

    private static void Finish(StepContext step, MediationFile file, string ground, IReadOnlyList<string> ways, int? note)
    {
        var notice = Documents.Issue(step, "mediation-end-notice", file.Committee);
        step.Raise(new MediationEnded(file.No, new MediationEnd(ground, ways.ToList(), note, step.HappenedAt, notice.No)));
        // In a dispute the clock presses on until the notice is served (T15b); in a claim the 60 days do.
        if (file.InsideClaim)
            Clocks.Stop(step, ClockCode, step.HappenedAt, ground);
    }

    /// <summary>
    /// T15b: the agreement, or the notice of end, is served. A dispute ends with either; a claim with a written agreement over every part.
    /// </summary>
    /// <exception cref="Refused">ENDING_OF_OTHER_NATURE, ORAL_AGREEMENT_RECORD_MISSING, OTHER_WAYS_REQUIRED,
    /// WRITTEN_AGREEMENT_REQUIRED, SERVICE_PROOF_REQUIRED.</exception>
    private static void EndByMediation(StepContext step, EndByMediation order)
    {
        var c = step.Case;
        if (c.Nature is not (Natures.Dispute or Natures.Claim))
            throw Refusals.EndingOfOtherNature(c.Nature);
        var file = Ending(c);
        if (c.Nature == Natures.Claim && (file?.Agreement is not { Form: Agreement.Written } written || !CoversAll(c, written)))
            throw Refusals.WrittenAgreementRequired();
        if (file is { LacksOralRecord: true })
            throw Refusals.OralAgreementRecordMissing();
        if (file is null)
            throw Refusals.OtherWaysRequired();
        var at = Documents.Serve(step, DocumentOf(step, file), order.Proof);
        Clocks.Stop(step, ClockCode, at, "T15b");
        Endings.Answer(step, "T15b", at);
    }

    private static bool CoversAll(Case c, Agreement agreement) => c.Parts.Where(p => !p.Diverted).All(p => agreement.CoversParts.Contains(p.No));

    /// <summary>What is handed over: the agreement, the record of an oral one, the notice of end, or word of what the police settled.</summary>
    private static int DocumentOf(StepContext step, MediationFile file)
    {
        if (file.Agreement is null && file.End is { } end)
            return end.Document;
        var kind = (file.Kind, file.Agreement?.Form) switch
        {
            (MediationFile.Court, _) => "court-mediation-result",
            (MediationFile.Police, _) => "police-mediation-result",
            (_, Agreement.Oral) => "oral-agreement-record",
            _ => "mediation-agreement",
        };
        return (step.Case.Documents.LastOrDefault(d => d.Kind == kind) ?? Documents.Issue(step, kind, file.Committee)).No;
    }
}
