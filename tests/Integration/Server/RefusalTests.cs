using Local = Petitions.Cases.Local;
using static Petitions.Tests.Integration.Server.Roads;

namespace Petitions.Tests.Integration.Server;

/// <summary>Each refusal of the road is provoked over HTTP: the code is the law's, and nothing at all has changed.</summary>
public sealed class RefusalTests(RefusalTests.Shared shared) : IClassFixture<RefusalTests.Shared>
{
    private static readonly Scene[] All = [.. Intake(), .. Moves(), .. Handling(), .. Mediation(), .. Endings(), .. Afterwards(), .. ThreeQuestions()];

    public static TheoryData<string> Sentences => [.. All.Select(s => s.Sentence)];

    [Theory]
    [MemberData(nameof(Sentences))]
    public async Task It_is_refused_with_its_code_and_nothing_changes(string sentence)
    {
        var scene = All.Single(s => s.Sentence == sentence);
        var (town, number, code) = (shared.Town, "", (string?)null);
        if (scene.Order.Verb != "register")
        {
            var receipt = await town.OpenAsync(scene.At, scene.Entry);
            Assert.True(receipt.Status == 201, receipt.Body.ToJsonString());
            (number, code) = (receipt.Body["number"]!.GetValue<string>(), receipt.Body["queryCode"]!.GetValue<string>());
        }
        foreach (var step in scene.Before)
        {
            var done = await GiveAsync(town, number, code, step);
            Assert.True(done.Status is 200 or 201, $"{step.Who} {step.Verb}: {done.Status} {done.Body.ToJsonString()}");
        }
        await PassAsync(town, scene.Order.Days);
        var picture = await town.PictureAsync();
        var refused = await GiveAsync(town, number, code, scene.Order with { Days = 0 });
        Assert.True(refused.Code == scene.Code, $"{refused.Status} {refused.Body.ToJsonString()}");
        Assert.Equal("application/problem+json", refused.ContentType);
        Assert.NotEqual("", refused.Body["sentences"]!["zh"]!.GetValue<string>());
        Assert.Equal(picture, await town.PictureAsync());
    }

    private static async Task<Answer> GiveAsync(ServedTown town, string number, string? code, Step step)
    {
        await PassAsync(town, step.Days);
        var body = step.Body?.Invoke(Local.DateOf(town.Clock.GetUtcNow())) ?? new { };
        if (step.Verb == "register")
            return await town.OpenAsync(step.Who, body);
        return step.Who == Petitioner
            ? await town.SendAsync(HttpMethod.Post, $"/api/my/{number}/{step.Verb}", null, body, ("X-Query-Code", code!))
            : await town.GiveAsync(step.Who, number, step.Verb, body);
    }

    private static async Task PassAsync(ServedTown town, int days)
    {
        if (days == 0)
            return;
        town.Clock.Advance(TimeSpan.FromDays(days));
        await town.RunDueAsync();
    }

    private static IEnumerable<Scene> Intake() =>
    [
        new("A receipt in the future", "RECEIVED_IN_FUTURE", null, [], new(Clerk, "register", d => new { receivedAt = d.AddDays(1).Iso() + "T09:00:00+08:00" })),
        new("A late entry without its reason", "LATE_ENTRY_REASON_REQUIRED", null, [], new(Clerk, "register", d => new { receivedAt = d.AddDays(-3).Iso() + "T09:00:00+08:00" })),
        new("An entry in which nothing is asked", "REQUEST_EMPTY", null, [], new(Clerk, "register", _ => new { text = " " })),
        new("An entry of a category that is not there", "FIELD_INVALID", null, [], new(Clerk, "register", _ => new { category = "A" })),
        new("A supplement that names nothing", "SUPPLEMENT_ITEMS_REQUIRED", Claim, [], new(Sorter, "askSupplement", _ => new { items = Array.Empty<string>() })),
        new("A refusal to accept without the next door", "NEXT_DOOR_REQUIRED", Claim, [], new(Sorter, "notAccept", _ => new { ground = "litigation" })),
        new("A diversion without the channel", "DIVERT_TARGET_REQUIRED", Claim, [], new(Sorter, "divert", _ => new { basis = "第三十一条", guidance = "申请仲裁" })),
        new("A diversion to the channel that has refused in writing", "CHANNEL_ALREADY_REFUSED",
            new { category = "E2", location = (string?)null, channelRefusal = new { by = "GOV-COUNTY-HRSS", on = "2026-02-20", document = "不予受理通知书" } }, [],
            new(EnterpriseDesk, "divert", _ => new { to = "GOV-COUNTY-HRSS", basis = "第三十一条(二)", guidance = "申请仲裁" }), EnterpriseDesk),
        new("An accusation sent to an open channel", "USE_SEALED_TRACK", new { category = "H2", location = (string?)null }, [],
            new(Sorter, "divert", _ => new { to = "GOV-COUNTY-JW", basis = "第三十条", guidance = "向纪委反映" })),
        new("A link without its basis", "DUPLICATE_BASIS_REQUIRED", Claim, [], new(Sorter, "linkSameMatter", _ => new { target = "NQ-ZH-2026-9999", ground = "inHand" })),
        new("A link where there are new facts", "NEW_FACTS", Claim, [], new(Sorter, "linkSameMatter", _ => new { target = "NQ-ZH-2026-9999", ground = "inHand", basis = "同一人", newFacts = true })),
        new("A link to a petition that is not there", "NOT_FOUND", Claim, [], new(Sorter, "linkSameMatter", _ => new { target = "NQ-ZH-2026-9999", ground = "inHand", basis = "同一人" })),
        new("A split with an empty part", "SPLIT_PART_EMPTY", Claim, [], new(Sorter, "split", _ => new { parts = Array.Empty<object>() })),
        new("A claim that is to become a claim", "WRONG_STATE", Claim, [], new(Petitioner, "treatAsPetition")),
        new("An order from the future", "HAPPENED_IN_FUTURE", Claim, [], new(Sorter, "askSupplement", d => new { items = new[] { "照片" }, happenedAt = d.AddDays(2).Iso() + "T09:00:00+08:00" })),
    ];

    private static IEnumerable<Scene> Moves() =>
    [
        new("A transfer to a unit that is not on the route", "UNIT_NOT_COMPETENT", Claim, [], new(Sorter, "transfer", _ => new { to = "ENT-U01" })),
        new("Joint handling without a lead", "LEAD_UNIT_REQUIRED", Claim, [], new(Sorter, "transfer", _ => new { to = "COM-WY", coUnits = new[] { "COM-HW" } })),
        new("An accusation sent to the line of the accused", "ACCUSED_UNIT_FORBIDDEN", new { category = "H2", location = (string?)null, responsibleUnit = "COM-WY" }, [],
            new(Sorter, "transfer", _ => new { to = "COM" })),
        new("An objection without a reason", "OBJECTION_REASON_REQUIRED", Claim, ToProperty(), new(Handler, "raiseObjection", _ => new { reason = " " })),
        new("A signature under no objection", "OBJECTION_NOT_RAISED", Claim, ToProperty(), new(Head, "signObjection")),
        new("A second objection of one unit", "OBJECTION_ALREADY_USED", Claim,
            [.. ToProperty(), new(Handler, "raiseObjection", _ => new { reason = "停车场不归我部" }), new(Head, "signObjection"), new(Sorter, "decideObjection", _ => new { accepted = false, reason = "归物业" })],
            new(Handler, "raiseObjection", _ => new { reason = "再说一次" })),
        new("An objection after five working days", "OBJECTION_TOO_LATE", Claim, ToProperty(), new(Handler, "raiseObjection", _ => new { reason = "不归我们" }, 12)),
        new("A jurisdiction dispute without its reason", "REASON_REQUIRED", Claim, ToProperty(), new(Head, "raiseJurisdictionDispute", _ => new { otherUnit = "COM-HW" })),
    ];

    private static IEnumerable<Scene> Handling() =>
    [
        new("A visit of eight in which nobody was received", "RECEPTION_REQUIRED", new { category = "A8", location = "NQ-S2-B01", channel = "visit", peopleCount = 8 }, [], new(Sorter, "accept", _ => new { recusalAnswered = true })),
        new("Six representatives received at once", "REPRESENTATIVES_OVER_LIMIT", new { category = "A8", location = "NQ-S2-B01", channel = "visit", peopleCount = 8 }, [],
            new(Sorter, "accept", _ => new { recusalAnswered = true, representatives = Enumerable.Range(1, 6).Select(i => new { role = "representative", name = $"代表{i}" }) })),
        new("An acceptance without the question of recusal", "RECUSAL_UNANSWERED", Claim, [], new(Sorter, "accept", _ => new { recusalAnswered = false })),
        new("The simple procedure for a group", "SIMPLE_NOT_ELIGIBLE", new { channel = "letter", category = "A8", location = "NQ-S2-B01", peopleCount = 6 }, [], new(Sorter, "accept", _ => new { procedure = "simple", recusalAnswered = true })),
        new("A handler who is not there", "FIELD_INVALID", Claim, [Accept], new(EstateHead, "assignHandler", _ => new { handler = "STF-999" })),
        new("A change to the procedure it has already", "ALREADY_ORDINARY", Claim, InHandling, new(Handler, "convertToOrdinary", _ => new { reason = "复杂" })),
        new("A recusal without its reason", "REASON_REQUIRED", Claim, InHandling, new(Head, "recuseHandler", _ => new { person = Roads.Handler })),
        new("A handler who has to stand aside", "HANDLER_RECUSED", Claim, [.. InHandling, new(Head, "recuseHandler", _ => new { person = Roads.Handler, reason = "亲属", replacedBy = "STF-030" })],
            new(Head, "recuseHandler", _ => new { person = "STF-030", reason = "亲属", replacedBy = Roads.Handler })),
        new("Thirty-one days more", "EXTENSION_TOO_LONG", Claim, InHandling, new(Handler, "requestExtension", _ => new { days = 31, reason = "需鉴定" })),
        new("More time without a reason", "REASON_REQUIRED", Claim, InHandling, new(Handler, "requestExtension", _ => new { days = 30 })),
        new("An approval that nobody asked for", "EXTENSION_NOT_ASKED", Claim, InHandling, new(Head, "approveExtension", d => new { toldOn = d.Iso() })),
        new("A second extension", "EXTENSION_ALREADY_USED", Claim, [.. InHandling, new(Handler, "requestExtension", _ => new { days = 30, reason = "需鉴定" }), new(Head, "approveExtension", d => new { toldOn = d.Iso() })],
            new(Handler, "requestExtension", _ => new { days = 5, reason = "再查" })),
        new("An extension on the due day", "EXTENSION_TOO_LATE", Claim, InHandling, new(Handler, "requestExtension", _ => new { days = 10, reason = "需鉴定" }, 60)),
        new("An emergency without its reason", "REASON_REQUIRED", Claim, [], new("STF-054", "openEmergency", _ => new { reason = " " })),
        new("An end of an emergency that never was", "EMERGENCY_NOT_OPEN", Claim, [], new("STF-054", "standDownEmergency", _ => new { reason = "误报" })),
        new("A call upwards without its reason", "REASON_REQUIRED", Claim, InHandling, new(Handler, "escalateByHand", _ => new { })),
        new("An answer to an escalation that was not made", "ESCALATION_NOT_OPEN", Claim, InHandling, new(CommunityHead, "answerEscalation", _ => new { entry = 404, choice = "urged", text = "尽快" })),
        new("A handler named again while nobody asks for one", "NOT_OFFERED", Claim, InHandling, new(EstateHead, "assignHandler", _ => new { handler = "STF-030" })),
        new("The emergency way where the process runs", "BREAK_GLASS_NOT_NEEDED", Claim, InHandling, new(Head, "breakGlass", _ => new { secondPerson = Supervisor, reason = "流程停摆", issuingBody = "COM", proof = Signed })),
    ];

    private static IEnumerable<Scene> Mediation() =>
    [
        new("An end of a mediation that nobody proposed", "MEDIATION_NOT_PROPOSED", null, InHandling, new(Mediator, "endMediation", _ => new { ground = "failed", otherWays = new[] { "court" } })),
        new("A mediation after a clear refusal", "MEDIATION_REFUSED_BY_PARTY", null, [.. Proposed, Consent(2, false)], new(Mediator, "recordConsent", _ => new { party = 1, consents = true })),
        new("A session before all have consented", "CONSENT_MISSING", null, [.. Proposed, Consent(1)], new(Mediator, "recordSession", _ => new { place = "调解室", record = "笔录" })),
        new("An agreement without its terms", "AGREEMENT_INCOMPLETE", null, Consented, new(Mediator, "recordAgreement", d => new { form = "written", facts = "漏水", signedBy = new[] { 1, 2 }, mediatorSigned = true, committeeSeal = true, inForceOn = d.Iso() })),
        new("An oral agreement served without its record", "ORAL_AGREEMENT_RECORD_MISSING", null,
            [.. Consented, new(Mediator, "recordAgreement", d => new { form = "oral", facts = "漏水", terms = "十日内修好", promises = new[] { new { what = "修好", keepBy = d.AddDays(9).Iso() } }, inForceOn = d.Iso() })],
            new(Mediator, "endByMediation", _ => new { proof = Signed })),
        new("An end that names no other way", "OTHER_WAYS_REQUIRED", null, Consented, new(Mediator, "endMediation", _ => new { ground = "failed", otherWays = Array.Empty<string>() })),
        new("An answer by a mediation that still runs", "OTHER_WAYS_REQUIRED", null, Consented, new(Mediator, "endByMediation", _ => new { proof = Signed })),
    ];

    private static IEnumerable<Scene> Endings() =>
    [
        new("An opinion that leaves a request open", "REQUEST_PART_UNANSWERED", Claim, InHandling, new(Handler, "submitOpinion", _ => new { results = Array.Empty<object>() })),
        new("An opinion without its legal basis", "LEGAL_BASIS_REQUIRED", Claim, InHandling, new(Handler, "submitOpinion", _ => new { results = new[] { new { part = 1, result = "explained", facts = "核实" } } })),
        new("An opinion sent back without a reason", "REASON_REQUIRED", Claim, Pending, new(Head, "sendBackOpinion")),
        new("An opinion in the name of an inner office", "ISSUER_NOT_A_BODY", Claim, Pending, new(Head, "issueOpinion", _ => new { issuingBody = "COM-ZZ" })),
        new("An opinion served before it is issued", "OPINION_NOT_ISSUED", Claim, Pending, new(Clerk, "serveOpinion", _ => new { proof = Signed })),
        new("A service without proof", "SERVICE_PROOF_REQUIRED", Claim, Issued, new(Clerk, "serveOpinion")),
        new("A registered letter without its number", "SERVICE_PROOF_REQUIRED", Claim, Issued, new(Clerk, "serveOpinion", _ => new { proof = new { way = "registeredMail" } })),
        new("A work order without its result", "RESULT_REQUIRED", Service, InHandling, new(Handler, "reportResult", _ => new { what = "清运", reply = Signed })),
        new("A work order whose resident was not told", "REPLY_NOT_SENT", Service, InHandling, new(Handler, "reportResult", _ => new { result = "done", what = "清运" })),
        new("A claim ended like a work order", "ENDING_OF_OTHER_NATURE", Claim, InHandling, new(Handler, "reportResult", _ => new { result = "done", what = "退费", reply = Signed })),
        new("A suggestion without an answer", "ADVICE_RESULT_REQUIRED", Advice, [Accept, new(CommunityHead, "assignHandler", _ => new { handler = EstateHead })], new(EstateHead, "replyToAdvice", _ => new { reason = "好", reply = Signed })),
    ];

    private static IEnumerable<Scene> Afterwards() =>
    [
        new("A closing before the answer", "WRONG_STATE", Claim, InHandling, new(EstateHead, "close")),
        new("A closing by the handler", "NOT_YOUR_ROLE", Claim, Answered, new(Handler, "close")),
        new("A closing while the sender waits for his reply", "CLOSE_BLOCKED_EXTERNAL_REPLY",
            new { channel = "hotline12345", category = "A6", location = "NQ-S5-B06", senderUnit = "GOV-COUNTY-XF", senderReference = "X-1", replyToSender = true }, ServiceAnswered, new(EstateHead, "close")),
        new("A closing under an open supervision order", "CLOSE_BLOCKED_SUPERVISION", Claim, [.. Answered, new(Supervisor, "issueSupervisionOrder", _ => new { unit = "COM-WY", demand = "限期退费" })], new(EstateHead, "close")),
        new("A second rating", "RATE_WINDOW_CLOSED", Claim, [.. Answered, new(Petitioner, "rate", _ => new { stars = 4 })], new(Petitioner, "rate", _ => new { stars = 5 })),
        new("Six stars", "FIELD_INVALID", Claim, Answered, new(Petitioner, "rate", _ => new { stars = 6 })),
        new("A reopening that nobody asked for", "REOPEN_NOT_ASKED", Claim, Answered, new(EstateHead, "decideReopen", _ => new { granted = true, reason = "有理", newHandler = "STF-030" })),
        new("A reopening by the same handler", "SAME_HANDLER_FORBIDDEN", Claim, [.. Answered, new(Petitioner, "askReopen", _ => new { ground = "unsatisfied", reason = "只退了一半" })],
            new(EstateHead, "decideReopen", _ => new { granted = true, reason = "有理", newHandler = Roads.Handler })),
        new("A reopening asked for too late", "REOPEN_WINDOW_CLOSED", Claim, Answered, new(Petitioner, "askReopen", _ => new { ground = "unsatisfied", reason = "只退了一半" }, 40)),
        new("A withdrawal that nobody asked for", "WITHDRAWAL_NOT_ASKED", Claim, InHandling, new(Supervisor, "confirmWithdrawal", _ => new { confirmed = true, pressed = false })),
        new("A withdrawal taken back too late", "REVOKE_WINDOW_CLOSED", Claim,
            [.. InHandling, new(Petitioner, "withdraw", _ => new { reason = "已解决" }), new(Supervisor, "confirmWithdrawal", _ => new { confirmed = true, pressed = false })],
            new(Petitioner, "revokeWithdrawal", null, 9)),
        new("A reply to a supervision order that is not there", "SUPERVISION_NOT_FOUND", Claim, InHandling, new(Head, "replyToSupervision", _ => new { order = 404, text = "已办" })),
    ];

    private static IEnumerable<Scene> ThreeQuestions() =>
    [
        new("A closing with a missing clause", "CLOSE_BLOCKED_ACCOUNTABILITY", Claim, Checked, new(EstateHead, "close")),
        new("A cause without evidence", "CLAUSE_INCOMPLETE", Claim, Checked, new(Head, "recordCauses", d => new { record = 1, analysedOn = d.Iso(), causes = new[] { new { kind = "direct", description = "系统未更新" } } })),
        new("Causes found before the event", "ACTIVITY_BEFORE_EVENT", Claim, Checked, new(Head, "recordCauses", d => new { record = 1, analysedOn = d.AddDays(-400).Iso(), causes = new[] { new { kind = "direct", description = "系统未更新", evidence = new[] { "F-1" } } } })),
        new("A measure without its document", "MEASURE_DOCUMENT_REQUIRED", Claim, Checked, new(Head, "recordResponsible", d => Blame(d, document: null))),
        new("A person who decides about himself", "DECIDER_IS_SUBJECT", Claim, Checked, new(Head, "recordResponsible", d => Blame(d, decidedBy: "STF-030"))),
        new("A petitioner named as responsible", "PETITIONER_NOT_ACCOUNTABLE", Claim, Checked, new(Head, "recordResponsible", d => Blame(d, person: "P:1"))),
        new("Education with empty chairs", "ATTENDANCE_BELOW_THRESHOLD", Claim, Checked, new(Head, "recordEducation", d => new { record = 1, heldOn = d.Iso(), form = "meeting", audience = new[] { "收费班" }, expected = 10, attended = 8, material = "制度" })),
        new("Material that names the petitioner", "PETITIONER_DATA_IN_MATERIAL", Claim, Checked, new(Head, "recordEducation", d => new { record = 1, heldOn = d.Iso(), form = "meeting", audience = new[] { "收费班" }, expected = 10, attended = 10, material = "钱大妈的停车费", file = "F-2" })),
        new("A verification before the clauses are filled", "CLAUSE_INCOMPLETE", Claim, Checked, new(Supervisor, "verifyAccountability", _ => new { record = 1 })),
        new("A record that is not there", "ACCOUNTABILITY_NOT_FOUND", Claim, Checked, new(Head, "recordCauses", d => new { record = 9, analysedOn = d.Iso(), causes = new[] { new { kind = "direct", description = "x", evidence = new[] { "F-1" } } } })),
        new("A deferral that waits for nobody outside", "DEFERRAL_NOT_ALLOWED", Claim, Checked, new(Leader, "deferAccountability", d => new { record = 1, until = d.AddDays(90).Iso(), awaitedBody = "GOV-COUNTY-COURT", reason = "等判决" })),
    ];

    private static object Blame(DateOnly day, string person = "STF-030", string decidedBy = "COM", string? document = "2026-12") => new
    {
        record = 1, responsible = new[] { new { person, unit = "COM-WY", kind = "direct", measure = "talk", decidedBy, document, inForceOn = day.Iso() } },
    };

    private static Step[] ToProperty() => [new(Sorter, "transfer", _ => new { to = "COM-WY" }), new(Roads.Handler, "receiveTransfer")];

    public sealed class Shared : IAsyncLifetime
    {
        public ServedTown Town { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Town = await ServedTown.OpenAsync();

        public ValueTask DisposeAsync() => Town.DisposeAsync();
    }
}
