using static Petitions.Tests.Integration.Server.Provoked.People;
using static Petitions.Tests.Integration.Server.Provoked.Situations;

namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>What an answer must hold and how it is handed over (T15 to T17, T15a, T15c, T15d, T32).</summary>
internal static class EndingRefusals
{
    /// <summary>The workflow of the case stands still; no order brings that about, so it is written into the row.</summary>
    private static readonly Situation Parked = new(ClaimEntry, Clerk, Accept, Assign) { Arranged = "doc = jsonb_set(doc, '{parkedInstances}', '[1]')" };

    private static readonly Situation TipWithThePolice = Tip.Then(new Act(Duty, "transfer", new { to = "GOV-POLICE" }));

    public static readonly Refusal[] All =
    [
        new("An opinion answers every request", "REQUEST_PART_UNANSWERED", ClaimInHandling, new(Handler, "submitOpinion", new { results = Array.Empty<object>() }), "results[1]"),
        new("An opinion names the law it rests on", "LEGAL_BASIS_REQUIRED", ClaimInHandling,
            new(Handler, "submitOpinion", new { results = new[] { new { part = 1, result = "explained", facts = "核实扣费记录" } } }), "results[1].basis"),
        new("An opinion is sent back with a reason", "REASON_REQUIRED", OpinionPending, new(Head, "sendBackOpinion"), "reason"),
        new("An inner office issues nothing", "ISSUER_NOT_A_BODY", OpinionPending, new(Head, "issueOpinion", new { issuingBody = "COM-ZZ" }), "issuingBody"),
        new("What is not issued is not served", "OPINION_NOT_ISSUED", OpinionPending, new(Clerk, "serveOpinion", new { proof = Signed })),
        new("An opinion is served with proof", "SERVICE_PROOF_REQUIRED", OpinionIssued, new(Clerk, "serveOpinion"), "proof"),
        new("A registered letter has a number", "SERVICE_PROOF_REQUIRED", OpinionIssued, new(Clerk, "serveOpinion", new { proof = new { way = "registeredMail" } }), "proof"),
        new("A work order ends with a result", "RESULT_REQUIRED", ServiceInHandling, new(Handler, "reportResult", new { what = "已清运", reply = Signed }), "result"),
        new("What is not done is explained", "RESULT_REQUIRED", ServiceInHandling, new(Handler, "reportResult", new { result = "notDone", what = "未清运", reply = Signed }), "why"),
        new("The resident is told of the result", "REPLY_NOT_SENT", ServiceInHandling, new(Handler, "reportResult", new { result = "done", what = "已清运" }), "reply"),
        new("A claim does not end like a work order", "ENDING_OF_OTHER_NATURE", ClaimInHandling, new(Handler, "reportResult", new { result = "done", what = "已退费", reply = Signed })),
        new("A suggestion is answered with a result", "ADVICE_RESULT_REQUIRED", AdviceInHandling, new(EstateHead, "replyToAdvice", new { reason = "有道理", reply = Signed }), "result"),
        new("A tip ends with the receipt of the police", "POLICE_RECEIPT_REQUIRED", TipWithThePolice, new(Police, "recordPoliceReceipt", new { receipt = " " }), "receipt"),
        new("While the workflow runs no glass is broken", "BREAK_GLASS_NOT_NEEDED", ClaimInHandling, BreakGlass(Supervisor)),
        new("Nobody breaks the glass alone", "SECOND_PERSON_REQUIRED", Parked, BreakGlass(Head), "secondPerson"),
        new("Behind the glass the answer is as complete as before it", "REQUEST_PART_UNANSWERED", Parked, BreakGlass(Supervisor), "results[1]"),
    ];

    private static Act BreakGlass(string second) => new(Head, "breakGlass", new { secondPerson = second, reason = "流程停摆", issuingBody = "COM", proof = Signed });
}
