using static Petitions.Tests.Integration.Server.Provoked.People;
using static Petitions.Tests.Integration.Server.Provoked.Situations;

namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>To whom a petition goes, and who says that it is not his (T08 to T10).</summary>
internal static class TransferRefusals
{
    private static readonly Act RaiseObjection = new(Handler, "raiseObjection", new { reason = "停车场不归我部" });

    private static readonly Situation AtTheProperty = Claim.Then(new(Sorter, "transfer", new { to = "COM-WY" }), new(Handler, "receiveTransfer"));

    private static readonly Situation OfAnEmployee = new(new
    {
        channel = "letter", category = "A8", nature = "N-CLAIM", affiliatedUnit = "ENT-U01", text = "要求退还多收的停车费。",
    });

    private static readonly Situation ObjectionRefused = AtTheProperty.Then(
        RaiseObjection, new(Head, "signObjection"), new(Sorter, "decideObjection", new { accepted = false, reason = "停车归物业" }));

    private static readonly Situation AtTheDrillers = new Situation(new { channel = "letter", category = "D5", location = (string?)null, text = "钻井施工压坏田埂，请赔偿。" }, EnterpriseDesk).Then(
        new(EnterpriseDesk, "transfer", new { to = "ENT-U04" }), new(DrillingHandler, "receiveTransfer"));

    private static readonly Situation DisputedWithTheTownship = AtTheDrillers.Then(
        new Act(DrillingHead, "raiseJurisdictionDispute", new { otherUnit = "GOV-TOWN-ZZ", reason = "施工的是镇里" }));

    private static readonly Situation Retaliated = new Situation(new { channel = "letter", category = "H4", location = (string?)null, text = "反映问题后被调岗。" }).Then(
        new(Sorter, "handToDiscipline", new { to = "ENT-JW" }), new(Discipline, "recordRetaliationContact"));

    public static readonly Refusal[] All =
    [
        new("A succession names a successor", "SUCCESSOR_REQUIRED", ClaimInHandling, new(CommunityHead, "succeedUnit", new { from = "COM-WY" }), "to"),
        new("Before the day of its variant no duty goes over", "SUCCESSOR_REQUIRED", ClaimInHandling,
            new(CommunityHead, "succeedUnit", new { from = "COM-WY", to = "GOV-TOWN", variant = "HANDED_OVER_PROPERTY" }), "to"),
        new("Without consent no unit gets a matter of somebody whom it employs", "EMPLOYER_CONSENT_REQUIRED", OfAnEmployee, new(Sorter, "transfer", new { to = "ENT-U01", overrideReason = "单位房" }), "to"),
        new("An employer does not help either without consent", "EMPLOYER_CONSENT_REQUIRED", OfAnEmployee,
            new(Sorter, "transfer", new { to = "COM-WY", lead = "COM-WY", coUnits = new[] { "ENT-U01" } }), "coUnits"),
        new("Whoever records a consent says how it was given", "REASON_REQUIRED", OfAnEmployee, new(Sorter, "consentToEmployer", new { allows = true }), "how"),
        new("A unit off the route needs a reason to be chosen", "UNIT_NOT_COMPETENT", Claim, new(Sorter, "transfer", new { to = "ENT-U01" }), "to"),
        new("A unit off the route does not help without a reason", "UNIT_NOT_COMPETENT", Claim,
            new(Sorter, "transfer", new { to = "COM-WY", lead = "COM-WY", coUnits = new[] { "COM-HW" } }), "coUnits"),
        new("Nobody reports back on a day that is over", "FIELD_INVALID", Claim,
            new(Sorter, "transfer", s => new { to = "COM-WY", kind = "assign", reportBackBy = s.Day(-1) }), "reportBackBy", 400),
        new("Joint handling has one lead", "LEAD_UNIT_REQUIRED", Claim, new(Sorter, "transfer", new { to = "COM-WY", coUnits = new[] { "COM-HW" } }), "lead"),
        new("An accusation does not go to the line of the accused", "ACCUSED_UNIT_FORBIDDEN", IntakeRefusals.Accusation, new(Sorter, "handToDiscipline", new { to = "COM" }), "to"),
        new("Before the protection of an accuser is decided nothing is concluded", "INTERIM_MEASURE_UNDECIDED", Retaliated, new(Discipline, "concludeAccusation", new { result = "upheld" })),
        new("An objection has a detailed reason", "OBJECTION_REASON_REQUIRED", AtTheProperty, new(Handler, "raiseObjection", new { reason = " " }), "reason"),
        new("Nobody signs an objection that was not raised", "OBJECTION_NOT_RAISED", AtTheProperty, new(Head, "signObjection")),
        new("A unit objects once", "OBJECTION_ALREADY_USED", ObjectionRefused, RaiseObjection),
        new("After five working days nobody objects", "OBJECTION_TOO_LATE", AtTheProperty, RaiseObjection.After(12)),
        new("A dispute about jurisdiction has a reason", "REASON_REQUIRED", AtTheProperty, new(Head, "raiseJurisdictionDispute", new { otherUnit = "COM-HW" }), "reason"),
        new("Where nobody stands above both, nobody decides alone", "NO_COMMON_SUPERIOR", DisputedWithTheTownship,
            new(EnterpriseHead, "decideJurisdiction", new { unit = "ENT-U04", reason = "我定" }), "otherUnit"),
    ];
}
