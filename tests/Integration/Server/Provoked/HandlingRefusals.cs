using static Petitions.Tests.Integration.Server.Provoked.People;
using static Petitions.Tests.Integration.Server.Provoked.Situations;

namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>Acceptance, handlers, the simple procedure and more time (T11, T12, T14, T31).</summary>
internal static class HandlingRefusals
{
    private static readonly Situation VisitOfEight = new(new { category = "A8", location = "NQ-S2-B01", channel = "visit", readBack = true, peopleCount = 8 });
    private static readonly Situation LetterOfSix = new(new { category = "A8", location = "NQ-S2-B01", channel = "letter", peopleCount = 6 });
    private static readonly Situation Unclassified = new(new { category = "Z", location = "NQ-S2-B01", channel = "letter" });

    private static readonly Situation Mixed = new(new
    {
        category = "A8", location = "NQ-S2-B01", channel = "letter",
        parts = new[] { new { text = "退停车费", category = "A8" }, new { text = "垃圾没有清运", category = "A6" } },
    });

    private static readonly Situation HandlerStoodAside = ClaimInHandling.Then(
        new Act(Head, "recuseHandler", new { person = Handler, reason = "与收费员是亲属", replacedBy = OtherHandler }));

    private static readonly Situation HandledByTheHead = ClaimAccepted.Then(
        new(EstateHead, "assignHandler", new { handler = Head }), new(Head, "requestExtension", new { days = 20, reason = "需鉴定" }));

    private static readonly Situation Extended = ClaimInHandling.Then(
        new(Handler, "requestExtension", new { days = 30, reason = "需鉴定" }), new(Head, "approveExtension", s => new { toldOn = s.Day() }));

    private static readonly Situation AskedUpInAugust = new(ClaimEntry, Clerk, Accept, Assign, new(Handler, "escalateByHand", new { reason = "超出本单位权限" }))
    {
        Begins = new(2026, 8, 5),
    };

    public static readonly Refusal[] All =
    [
        new("A visiting group is received before it is accepted", "RECEPTION_REQUIRED", VisitOfEight, new(Sorter, "accept"), "representatives"),
        new("No more than five of a group are received", "REPRESENTATIVES_OVER_LIMIT", VisitOfEight,
            new(Sorter, "accept", new { representatives = Enumerable.Range(1, 6).Select(i => new { role = "representative", name = $"代表{i}" }) }), "representatives"),
        new("Every part has its nature before acceptance", "NATURE_REQUIRED", Unclassified, new(Sorter, "accept"), "parts[1].nature"),
        new("A mixed petition is split first", "SPLIT_REQUIRED", Mixed, new(Sorter, "accept")),
        new("A joint letter does not go the simple way", "SIMPLE_NOT_ELIGIBLE", LetterOfSix, new(Sorter, "accept", new { procedure = "simple" }), "procedure"),
        new("The question of recusal is answered", "RECUSAL_UNANSWERED", Claim, new(Sorter, "accept", new { recusalAnswered = false }), "recusalAnswered"),
        new("A handler who had to stand aside does not come back", "HANDLER_RECUSED", HandlerStoodAside,
            new(Head, "recuseHandler", new { person = OtherHandler, reason = "也是亲属", replacedBy = Handler }), "handler"),
        new("A case is not given to somebody who is away", "HANDLER_ABSENT", AskedUpInAugust,
            new(Head, "answerEscalation", s => new { entry = s.AskedUp, choice = "reassigned", newHandler = AwayInAugust }), "handler"),
        new("A handler is a person of the staff", "FIELD_INVALID", ClaimAccepted, new(EstateHead, "assignHandler", new { handler = "STF-999" }), "handler", 400),
        new("A recusal has a reason", "REASON_REQUIRED", ClaimInHandling, new(Head, "recuseHandler", new { person = Handler }), "reason"),
        new("An ordinary case does not become ordinary", "ALREADY_ORDINARY", ClaimInHandling, new(Handler, "convertToOrdinary", new { reason = "案情复杂" })),
        new("More than thirty days are not added", "EXTENSION_TOO_LONG", ClaimInHandling, new(Handler, "requestExtension", new { days = 31, reason = "需鉴定" }), "days"),
        new("More time has a reason", "REASON_REQUIRED", ClaimInHandling, new(Handler, "requestExtension", new { days = 30 }), "reason"),
        new("Time is added once", "EXTENSION_ALREADY_USED", Extended, new(Handler, "requestExtension", new { days = 5, reason = "再查" })),
        new("On the due day it is too late for more time", "EXTENSION_TOO_LATE", ClaimInHandling, new Act(Handler, "requestExtension", new { days = 10, reason = "需鉴定" }).After(60)),
        new("Nobody grants himself more time", "EXTENSION_SELF_APPROVAL", HandledByTheHead, new(Head, "approveExtension", s => new { toldOn = s.Day() })),
        new("What nobody asked for is not granted", "EXTENSION_NOT_ASKED", ClaimInHandling, new(Head, "approveExtension", s => new { toldOn = s.Day() })),
    ];
}
