using static Petitions.Tests.Integration.Server.Provoked.People;
using static Petitions.Tests.Integration.Server.Provoked.Situations;

namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>The three-not-let-go record, clause by clause (handbook §6).</summary>
internal static class AccountabilityRefusals
{
    private static readonly object[] WholeCauses =
    [
        new { kind = "direct", description = "系统重复扣费", evidence = new[] { "F-1" } },
        new { kind = "root", code = "planning", description = "上线前没有核对", evidence = new[] { "F-2" } },
    ];

    private static readonly Situation FoundByTheSupervisor = AccountabilityOpen.Then(Causes(Supervisor));

    private static readonly Situation Passed = AccountabilityOpen.Then(
        Causes(Handler), Blame(), Educate(), new(Supervisor, "verifyAccountability", new { record = 1 }));

    private static readonly Situation Corrected = Passed.Then(new Act(Supervisor, "correctAccountability", new { record = 1, reason = "责任人写错" }));

    public static readonly Refusal[] All =
    [
        new("A cause is shown by evidence", "CLAUSE_INCOMPLETE", AccountabilityOpen, Causes(Head, causes: new { kind = "direct", description = "系统重复扣费" }), "causes[0].evidence"),
        new("What is missing is not verified", "CLAUSE_INCOMPLETE", AccountabilityOpen, new(Supervisor, "verifyAccountability", new { record = 1 }), "causes"),
        new("Nobody analyses before the event", "ACTIVITY_BEFORE_EVENT", AccountabilityOpen, Causes(Head, daysAgo: 400), "analysedOn"),
        new("Who found the causes does not verify", "VERIFIER_NOT_INDEPENDENT", FoundByTheSupervisor, new(Supervisor, "verifyAccountability", new { record = 1 })),
        new("A measure has a document", "MEASURE_DOCUMENT_REQUIRED", AccountabilityOpen, Blame(document: null), "responsible[0].document"),
        new("Nobody decides about himself", "DECIDER_IS_SUBJECT", AccountabilityOpen, Blame(decidedBy: OtherHandler), "responsible[0].decidedBy"),
        new("A petitioner is never held responsible", "PETITIONER_NOT_ACCOUNTABLE", AccountabilityOpen, Blame(person: "P:1"), "responsible[0].person"),
        new("Education with empty chairs does not count", "ATTENDANCE_BELOW_THRESHOLD", AccountabilityOpen, Educate(attended: 8), "attended"),
        new("Material does not name the petitioner", "PETITIONER_DATA_IN_MATERIAL", AccountabilityOpen, Educate(material: "钱大妈的停车费"), "material"),
        new("A deferral waits no longer than sixty days", "DEFERRAL_NOT_ALLOWED", AccountabilityOpen,
            new(Leader, "deferAccountability", s => new { record = 1, until = s.Day(90), awaitedBody = "GOV-COUNTY-COURT", reason = "等候判决" }), "until"),
        new("A record that has not passed is not followed up", "ACCOUNTABILITY_NOT_PASSED", AccountabilityOpen,
            new(Supervisor, "recordFollowUp", new { record = 1, inEffect = true, recurred = false }), null, 409),
        new("A record that has passed is not rewritten", "ACCOUNTABILITY_ALREADY_PASSED", Passed, Causes(Head), null, 409),
        new("A record is corrected in its newest version", "ACCOUNTABILITY_ALREADY_CORRECTED", Corrected,
            new(Supervisor, "correctAccountability", new { record = 1, reason = "又有错" }), "record", 409),
        new("The case library names no petitioner", "PETITIONER_DATA_IN_MATERIAL", Passed,
            new(Supervisor, "writeCaseNote", new { record = 1, title = "收费核对", text = "钱大妈反映重复扣费" }), "text"),
        new("A record that is not there is not filled", "ACCOUNTABILITY_NOT_FOUND", AccountabilityOpen,
            new(Head, "recordNobodyAtFault", new { record = 9, reasons = "不可抗力", approvedBy = Leader }), "record"),
    ];

    private static Act Causes(string who, int daysAgo = 0, object? causes = null) =>
        new(who, "recordCauses", s => new { record = 1, analysedOn = s.Day(-daysAgo), causes = causes is null ? WholeCauses : [causes] });

    private static Act Blame(string person = OtherHandler, string decidedBy = Head, string? document = "物业〔2026〕12号") => new(Head, "recordResponsible", s => new
    {
        record = 1, responsible = new[] { new { person, unit = "COM-WY", kind = "direct", measure = "criticism", decidedBy, document, inForceOn = s.Day() } },
    });

    private static Act Educate(int attended = 10, string material = "收费核对要求") => new(Head, "recordEducation", s => new
    {
        record = 1, heldOn = s.Day(), form = "meeting", audience = new[] { "收费班" }, expected = 10, attended, material, file = "F-3",
    });
}
