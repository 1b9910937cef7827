using static Petitions.Tests.Integration.Server.Provoked.People;
using static Petitions.Tests.Integration.Server.Provoked.Situations;

namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>Review and re-examination (T21 to T23).</summary>
internal static class ReviewRefusals
{
    private static readonly object Upheld = new { result = "upheld", text = "处理得当，维持", proof = Signed };
    private static readonly object Waiver = new { reason = "申请期内住院", evidence = "县医院住院证明" };

    private static readonly Act Ask = new(Petitioner, "askReview", new { text = "没有看票据" });
    private static readonly Act AskAgain = new(Petitioner, "askReexamination", new { text = "仍不服" });

    private static readonly Situation Asked = ClaimAnswered.Then(Ask);
    private static readonly Situation Decided = Asked.Then(new Act(Reviewer, "decideReview", Upheld));
    private static readonly Situation Reexamined = Decided.Then(AskAgain);
    private static readonly Situation Ended = Reexamined.Then(new Act(Reexaminer, "decideReexamination", Upheld));

    private static readonly Situation HandledWithTheReviewersDesk = Claim.Then(
        new(Sorter, "transfer", new { to = "COM-WY", lead = "COM-WY", coUnits = new[] { "ENT-XF" }, overrideReason = "票据在企业" }), new(Handler, "accept", new { noticeServed = Signed }),
        new(Head, "assignHandler", new { handler = Handler }), Draft, Issue, Serve, Ask);

    public static readonly Refusal[] All =
    [
        new("A work order has no opinion to review", "NOT_REVIEWABLE", ServiceInHandling.Then(Report), Ask),
        new("Without a review there is no re-examination", "NOT_REVIEWABLE", ClaimAnswered, AskAgain),
        new("A review is asked for once", "REVIEW_ALREADY_USED", Decided, Ask),
        new("After thirty days there is no review", "REVIEW_WINDOW_CLOSED", ClaimAnswered, Ask.After(40), "sentOn"),
        new("An open window is not waived", "REVIEW_WINDOW_OPEN", ClaimAnswered, new(Reviewer, "waiveReviewWindow", Waiver), null, 409),
        new("A waiver says what proves it", "REASON_REQUIRED", ClaimAnswered, new(Reviewer, "waiveReviewWindow", new { reason = "住院" }), "evidence"),
        new("The body under review waives nothing", "NOT_YOUR_ROLE", ClaimAnswered, new(Head, "waiveReviewWindow", Waiver), null, 403),
        new("Who handled with us does not review", "REVIEWER_NOT_INDEPENDENT", HandledWithTheReviewersDesk, new(Reviewer, "decideReview", Upheld)),
        new("A change says why", "FIELD_INVALID", Asked, new(Reviewer, "decideReview", new { result = "changed", text = "适用依据错误" }), "ground", 400),
        new("A change gives a new result", "REQUEST_PART_UNANSWERED", Asked, new(Reviewer, "decideReview", new { result = "changed", ground = "error", text = "适用依据错误" }), "results[1]"),
        new("A decision is served with proof", "SERVICE_PROOF_REQUIRED", Asked.Then(new Act(Reviewer, "decideReview", new { result = "upheld", text = "维持" })),
            new(EnterpriseDesk, "serveReview"), "proof"),
        new("A review is not extended", "REVIEW_NOT_EXTENDABLE", Asked, new(Reviewer, "requestExtension", new { days = 10, reason = "案情复杂" }), "days"),
        new("A re-examination is not extended", "REVIEW_NOT_EXTENDABLE", Reexamined, new(Reexaminer, "requestExtension", new { days = 10, reason = "案情复杂" }), "days"),
        new("A hearing stops no clock but that of a re-examination", "SUSPENSION_NOT_ALLOWED", Asked,
            new(Reviewer, "recordHearing", s => new { from = s.Day(), to = s.Day(), record = "听证笔录", notCounted = true }), "reason"),
        new("Without a hearing no opinion is published", "PUBLICATION_NEEDS_HEARING", Ended, new(Reexaminer, "publishReexamination", new { text = "复核意见" })),
        new("After the re-examination nothing more is asked for", "REVIEW_ALREADY_USED", Ended, Ask),
    ];
}
