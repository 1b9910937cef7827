using static Petitions.Tests.Integration.Server.Provoked.People;
using static Petitions.Tests.Integration.Server.Provoked.Situations;

namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>Mediation: free, agreed by all, written inside a claim (T13, T15b).</summary>
internal static class MediationRefusals
{
    private static readonly Act Propose = new(Mediator, "proposeMediation", new { mediators = new[] { Mediator }, committee = "COM-TJW" });

    private static readonly Act Agree = new(Mediator, "recordAgreement", s => new
    {
        form = "written", facts = "四楼漏水属实", terms = "十日内修好并赔偿三百元", promises = new[] { new { what = "修好", way = "请防水师傅上门施工", keepBy = s.Day(10) } },
        signedBy = new[] { 1, 2 }, mediatorSigned = true, committeeSeal = true,
    });

    private static readonly Act AgreeOrally = new(Mediator, "recordAgreement", s => new
    {
        form = "oral", facts = "四楼漏水属实", terms = "十日内修好", promises = new[] { new { what = "修好", keepBy = s.Day(10) } },
    });

    private static readonly Act HandOver = new(Mediator, "endByMediation", new { proof = Signed });

    private static readonly Situation Proposed = DisputeInHandling.Then(Propose);
    private static readonly Situation OneRefused = Proposed.Then(Consent(2, false));
    private static readonly Situation Consented = Proposed.Then(Consent(1), Consent(2));
    private static readonly Situation ConsentedInAClaim = ClaimInHandling.Then(Propose, Consent(1), Consent(2));
    private static readonly Situation Agreed = Consented.Then(Agree);
    private static readonly Situation AboutMarriage = Consented.Then(new Act(Mediator, "recordAgreement", s => new
    {
        form = "written", facts = "双方分居", terms = "和好", promises = new[] { new { what = "搬回", way = "本人搬回", keepBy = s.Day(10) } },
        signedBy = new[] { 1, 2 }, mediatorSigned = true, committeeSeal = true, notConfirmable = "marriage",
    }));
    private static readonly Situation AgreedOrally = Consented.Then(AgreeOrally);
    private static readonly Situation Confirmed = Agreed.Then(
        new(Mediator, "recordConfirmation", s => new { step = "asked", on = s.Day() }), new(Mediator, "recordConfirmation", s => new { step = "confirmed", on = s.Day() }));

    /// <summary>Answered by an agreement whose promise nobody kept; its last day is over.</summary>
    public static readonly Situation Breached = new(
        null, Clerk, Accept, Assign, Propose, Consent(1), Consent(2), Agree, HandOver, new Act(Clerk, "comment", new { text = "住户说没有修" }).After(12))
    {
        TimeRuns = true,
    };

    public static readonly Refusal[] All =
    [
        new("A category without mediation is not mediated", "MEDIATION_NOT_ALLOWED_FOR_CATEGORY", ServiceInHandling, Propose),
        new("After a clear no the others are not asked on", "MEDIATION_REFUSED_BY_PARTY", OneRefused, Consent(1)),
        new("One mediation runs at a time", "MEDIATION_RUNNING", Proposed, Propose, null, 409),
        new("Nobody sits down before all have agreed to", "CONSENT_MISSING", Proposed, new(Mediator, "recordSession", new { place = "调解室", record = "笔录" }), "party"),
        new("What nobody proposed is not ended", "MEDIATION_NOT_PROPOSED", DisputeInHandling, new(Mediator, "endMediation", new { ground = "failed", otherWays = new[] { "court" } })),
        new("Inside a claim an agreement is written", "WRITTEN_AGREEMENT_REQUIRED", ConsentedInAClaim, AgreeOrally, "form"),
        new("An agreement says what was agreed", "AGREEMENT_INCOMPLETE", Consented,
            new(Mediator, "recordAgreement", new { form = "written", facts = "四楼漏水属实", signedBy = new[] { 1, 2 }, mediatorSigned = true, committeeSeal = true }), "terms"),
        new("An oral agreement is handed over with the mediator's record", "ORAL_AGREEMENT_RECORD_MISSING", AgreedOrally, HandOver, "oralRecord"),
        new("An end names the other ways", "OTHER_WAYS_REQUIRED", Consented, new(Mediator, "endMediation", new { ground = "failed", otherWays = Array.Empty<string>() }), "otherWays"),
        new("A mediation that still runs is no answer", "OTHER_WAYS_REQUIRED", Consented, HandOver, "otherWays"),
        new("An agreement is handed over with proof", "SERVICE_PROOF_REQUIRED", Agreed, new(Mediator, "endByMediation"), "proof"),
        new("Without an agreement nothing is performed", "AGREEMENT_NOT_FOUND", Consented, new(Mediator, "recordPerformance", s => new { item = 1, doneOn = s.Day() })),
        new("What is kept is not enforced", "AGREEMENT_NOT_BREACHED", Agreed, new(Mediator, "tellEnforcement", new { proof = Signed })),
        new("A refused mediator does not come back", "MEDIATOR_REFUSED", Proposed, new(Mediator, "replaceMediator", new { party = 1, refused = Mediator, chosen = Mediator }), "chosen"),
        new("No court confirms a marriage", "CONFIRMATION_NOT_ALLOWED", AboutMarriage, new(Mediator, "recordConfirmation", s => new { step = "asked", on = s.Day() }), "step"),
        new("After thirty days no court is asked to confirm", "CONFIRMATION_WINDOW_CLOSED", Agreed,
            new Act(Mediator, "recordConfirmation", s => new { step = "asked", on = s.Day() }).After(35), "on"),
        new("A court confirms once", "MEDIATION_ALREADY_CONFIRMED", Confirmed, new(Mediator, "recordConfirmation", s => new { step = "asked", on = s.Day() })),
    ];

    private static Act Consent(int party, bool consents = true) => new(Mediator, "recordConsent", new { party, consents });
}
