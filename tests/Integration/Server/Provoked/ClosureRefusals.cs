using static Petitions.Tests.Integration.Server.Provoked.People;
using static Petitions.Tests.Integration.Server.Provoked.Situations;

namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>Closing, rating, reopening and withdrawing (T19, T20, T24).</summary>
internal static class ClosureRefusals
{
    private static readonly Act Close = new(EstateHead, "close");

    private static readonly Situation FromTheHotline = new(
        new { channel = "hotline12345", category = "A6", location = "NQ-S5-B06", senderUnit = "GOV-COUNTY-XF", senderReference = "X-1", replyToSender = true, text = "垃圾桶满了三天。" },
        Clerk, Accept, Assign, Report);

    private static readonly Situation Supervised = ClaimAnswered.Then(new Act(Supervisor, "issueSupervisionOrder", new { unit = "COM-WY", demand = "限期退费" }));

    private static readonly Situation HandledTogether = Claim.Then(
        new(Sorter, "transfer", new { to = "COM-WY", lead = "COM-WY", coUnits = new[] { "COM-HW" }, overrideReason = "占了环卫作业道" }), new(Handler, "accept", new { noticeServed = Signed }),
        new(Head, "assignHandler", new { handler = Handler }), Draft, Issue, Serve);

    private static readonly Situation AnsweredByTheHeadHimself = AdviceInHandling.Then(
        new Act(EstateHead, "replyToAdvice", new { result = "adopted", reason = "已列入计划", reply = Signed }));

    /// <summary>An answered case without its answer cannot come about; it is written into the row.</summary>
    private static readonly Situation AnswerLost = new(ServiceEntry, Clerk, Accept, Assign, Report) { Arranged = "doc = doc - 'answeredAt'" };

    private static readonly Situation Rated = ClaimAnswered.Then(new Act(Petitioner, "rate", new { stars = 4 }));
    private static readonly Situation ReopenAsked = ClaimAnswered.Then(new Act(Petitioner, "askReopen", new { ground = "unsatisfied", reason = "只退了一半" }));
    private static readonly Situation WithdrawalAsked = ClaimInHandling.Then(new Act(Petitioner, "withdraw", new { reason = "已解决" }));

    public static readonly Refusal[] All =
    [
        new("What has no answer is not closed", "ENDING_MISSING", AnswerLost, Close),
        new("A missing clause holds the closing", "CLOSE_BLOCKED_ACCOUNTABILITY", AccountabilityOpen, Close),
        new("An open supervision order holds the closing", "CLOSE_BLOCKED_SUPERVISION", Supervised, Close),
        new("A broken promise holds the closing", "CLOSE_BLOCKED_PERFORMANCE", MediationRefusals.Breached, Close),
        new("The sender gets his reply before the closing", "CLOSE_BLOCKED_EXTERNAL_REPLY", FromTheHotline, Close),
        new("Whoever handles with us reports before the closing", "CLOSE_BLOCKED_CO_HANDLER", HandledTogether, Close),
        new("Who has handled does not close", "HANDLER_MAY_NOT_CLOSE", AnsweredByTheHeadHimself, Close),
        new("What is in handling is not closed", "WRONG_STATE", ClaimInHandling, Close, null, 409),
        new("A petitioner rates once", "RATE_WINDOW_CLOSED", Rated, new(Petitioner, "rate", new { stars = 5 })),
        new("After thirty days dissatisfaction does not reopen", "REOPEN_WINDOW_CLOSED", ClaimAnswered,
            new Act(Petitioner, "askReopen", new { ground = "unsatisfied", reason = "只退了一半" }).After(40)),
        new("A reopening that nobody asked for is not decided", "REOPEN_NOT_ASKED", ClaimAnswered, new(EstateHead, "decideReopen", new { granted = false, reason = "无据" })),
        new("A reopened case goes to another handler", "SAME_HANDLER_FORBIDDEN", ReopenAsked,
            new(EstateHead, "decideReopen", new { granted = true, reason = "有理", newHandler = Handler }), "newHandler"),
        new("A withdrawal is asked for once", "WITHDRAWAL_NOT_CONFIRMED", WithdrawalAsked, new(Petitioner, "withdraw", new { reason = "已解决" })),
        new("Who was not reached has not withdrawn", "WITHDRAWAL_NOT_CONFIRMED", WithdrawalAsked, new(Supervisor, "confirmWithdrawal", new { confirmed = false, pressed = false })),
        new("A withdrawal that nobody asked for is not confirmed", "WITHDRAWAL_NOT_ASKED", ClaimInHandling, new(Supervisor, "confirmWithdrawal", new { confirmed = true, pressed = false })),
        new("Another unit calls back", "OTHER_UNIT_REQUIRED", AnsweredByTheHeadHimself, new(Clerk, "recordCallBack", new { result = "solved" })),
        new("After seven days a withdrawal stands", "REVOKE_WINDOW_CLOSED", ClaimWithdrawn, new Act(Petitioner, "revokeWithdrawal").After(9)),
    ];
}
