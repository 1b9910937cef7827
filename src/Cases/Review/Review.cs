namespace Petitions.Cases;

/// <summary>
/// T21 and T23, asking: review by the next higher body, then re-examination by the one above it (articles 35, 36). The window is kept by the
/// postmark or the moment of sending, the 30 days of the body count from arrival. Nothing inside the house holds the right back: it may be used
/// while the case is answered, held by an accountability record, or closed.
/// </summary>
public static partial class Reviews
{
    public const string AskClock = "CLK-REV-ASK30", ReexamAskClock = "CLK-REX-ASK30", ReviewClock = "CLK-REV30", ReexamClock = "CLK-REX30";

    private static readonly CaseState[] UnderReview = [CaseState.InReview, CaseState.InReexam];

    /// <summary>States in which the law's own reason is told instead of "not now".</summary>
    private static readonly CaseState[] Told =
        [.. CaseStates.Answered, .. UnderReview, CaseState.TerminatedAfterReexam, CaseState.NotAccepted, CaseState.Diverted, CaseState.Linked, CaseState.Withdrawn];

    // The petitioner herself by her query code; a clerk for what came by post or was said at the counter, also of the reviewing body.
    private static readonly string[] Askers =
        [Roles.Petitioner, Roles.Representative, Roles.Intake, Roles.Triage, Roles.Handler, Roles.Town, Roles.Reviewer, Roles.Reexaminer];

    internal static void Rules(RuleBook book)
    {
        book.On<AskReview>("askReview", VerbKind.Right, "T21", Askers, Told,
            (step, order) => Ask(step, ReviewFile.Review, order.Text, order.SentOn, order.Of), CaseStates.Answered);
        book.On<AskReexamination>("askReexamination", VerbKind.Right, "T23", Askers, Told,
            (step, order) => Ask(step, ReviewFile.Reexam, order.Text, order.SentOn, order.Of), CaseStates.Answered);
        book.On<WaiveReviewWindow>("waiveReviewWindow", VerbKind.Ambient, "T21", [Roles.Reviewer, Roles.Reexaminer], CaseStates.Answered, Waive);
        DecisionRules(book);
        book.Fact("review", (c, _, _) => c.OpenReview?.Level);
        book.Fact("reviewDecided", (c, _, _) => c.OpenReview is { Document: not null });
    }

    /// <summary>The opinion was served: the window opens, and the body that may be asked can read the case.</summary>
    internal static void OpenWindow(StepContext step, string level, string issuingBody, DateTimeOffset at, bool isOneOfSeveral = false)
    {
        Clocks.Start(step, level == ReviewFile.Review ? AskClock : ReexamAskClock, at,
            level == ReviewFile.Review ? "opinionServed" : "reviewOpinionServed", isOneOfSeveral ? issuingBody : null);
        if (ReviewBodies.For(level, issuingBody, step.Reference) is { } body)
            step.Raise(new RemedyOpened(level, body, ReviewBodies.DesksOf(body, level, step.Reference)));
    }

    /// <exception cref="Refused">NOT_REVIEWABLE, REVIEW_ALREADY_USED, REVIEW_WINDOW_CLOSED; FIELD_INVALID for a day of sending that cannot be.</exception>
    private static void Ask(StepContext step, string level, Words? text, DateOnly? sentOn, string? of)
    {
        var c = step.Case;
        var remedy = RemedyFor(step, level, of);
        // One review at a time; the other opinion's comes after it, and its window waits for it.
        if (c.OpenReview is not null)
            throw Refusals.WrongState(c.State, level == ReviewFile.Review ? "askReview" : "askReexamination");
        var sentAt = SentAt(step, sentOn);
        if (!remedy.IsOpenAt(sentAt))
            throw Refusals.ReviewWindowClosed(remedy.LastDay);
        var file = new ReviewFile(
            c.NextId(), level, remedy.Opinion, remedy.IssuingBody, remedy.Body!, sentAt, step.HappenedAt, step.Keep(text, TextKind.Statement), step.Actor.Id)
        {
            Desks = ReviewBodies.DesksOf(remedy.Body!, level, step.Reference),
        };
        step.Raise(new ReviewAsked(file));
        if (remedy.Window is { IsRunning: true } window)
            Clocks.Stop(step, window, sentAt, Verb(level));
        Clocks.Cancel(step, "CLK-SAT30", Verb(level));
        Clocks.Start(step, level == ReviewFile.Review ? ReviewClock : ReexamClock, step.HappenedAt, level == ReviewFile.Review ? "reviewReceived" : "reexamReceived", file.Body);
        Documents.Issue(step, level == ReviewFile.Review ? "review-receipt" : "reexam-receipt", file.Desks[0]);
        TellDesk(step, file);
    }

    /// <summary>The remedy of this level against the opinion that stands.</summary>
    private static Remedy RemedyFor(StepContext step, string level, string? of)
    {
        var c = step.Case;
        var opinions = c.Opinion?.Issued.Where(o => of is null || o.Body == of).ToList() ?? [];
        if (c.Nature != Natures.Claim || opinions.Count == 0 || c.AnsweredAt is null)
            throw Refusals.NotReviewable();
        if (opinions.All(o => c.Reviews.Any(r => r.Opinion == o.Document && r.Level == level)))
            throw Refusals.ReviewAlreadyUsed();
        // Re-examination comes after a review that was served, and only where a body above is known.
        return opinions.Select(o => ReviewBodies.Next(c, step.Reference, o)).Where(r => r is { Body: not null } && r.Level == level)
                .OrderByDescending(r => r!.IsOpenAt(step.HappenedAt)).FirstOrDefault()
            ?? throw Refusals.NotReviewable();
    }

    /// <summary>The postmark of a letter, as the clerk reads it, to the end of its day; what the petitioner sends herself is sent now.</summary>
    private static DateTimeOffset SentAt(StepContext step, DateOnly? sentOn)
    {
        if (sentOn is not { } day || day == step.Day)
            return step.HappenedAt;
        if (step.Actor.IsPetitioner || day > step.Day || day < Local.DateOf(step.Case.AnsweredAt!.Value))
            throw Refusals.FieldInvalid("sentOn", day);
        return Local.LastOf(day);
    }

    /// <summary>Never by the body under review: the deciding body alone, with a reason and what proves it.</summary>
    /// <exception cref="Refused">NOT_REVIEWABLE, REVIEWER_NOT_INDEPENDENT, REASON_REQUIRED; REVIEW_WINDOW_OPEN while there is nothing to waive.</exception>
    private static void Waive(StepContext step, WaiveReviewWindow order)
    {
        var remedy = ReviewBodies.Next(step.Case, step.Reference);
        if (remedy is not { Body: { } body })
            throw Refusals.NotReviewable();
        RequireReviewer(step, remedy.Level, body, "waiveReviewWindow");
        if (order.Reason is null or { IsBlank: true })
            throw Refusals.ReasonRequired();
        if (order.Evidence is null or { IsBlank: true })
            throw Refusals.ReasonRequired("evidence");
        if (remedy.IsOpenAt(step.HappenedAt))
            throw Refusals.ReviewWindowOpen(remedy.LastDay);
        step.Raise(new ReviewWindowWaived(new WaivedWindow(
            remedy.Level, remedy.Opinion, step.KeepRequired(order.Reason, TextKind.Reason), step.KeepRequired(order.Evidence, TextKind.Document), step.Actor.Id,
            step.HappenedAt)));
        Documents.Issue(step, "window-waiver", step.Actor.Unit);
        foreach (var person in step.Case.People.Where(p => p.Role is "petitioner" or "representative" && !p.Withdrawn))
            Notices.Tell(step, $"P:{person.No}", "reviewWindowWaived", new Dictionary<string, string> { ["body"] = body });
    }

    private static void TellDesk(StepContext step, ReviewFile file)
    {
        foreach (var desk in file.Desks)
            Notices.Tell(step, $"{ReviewBodies.RoleOf(file.Level)}@{desk}", Verb(file.Level), new Dictionary<string, string> { ["body"] = file.Body }, action: true);
    }

    private static string Verb(string level) => level == ReviewFile.Review ? "reviewAsked" : "reexamAsked";

    /// <summary>
    /// Sits in the deciding body and had no part in the matter: outside the units that handled, co-handled or issued, and neither handler nor signer.
    /// </summary>
    /// <exception cref="Refused">NOT_YOUR_ROLE for somebody of another body; REVIEWER_NOT_INDEPENDENT.</exception>
    private static void RequireReviewer(StepContext step, string level, string body, string verb)
    {
        var (c, actor, reference) = (step.Case, step.Actor, step.Reference);
        if (actor.IsSystem)
            return;
        Standing.Require(actor.Has(ReviewBodies.RoleOf(level)) && reference.BodyOf(actor.Unit)?.Code == body, verb);
        var units = c.CoHandlingUnits.Append(c.HandlingUnit).Append(c.Opinion?.IssuingBody).OfType<string>();
        var tookPart = actor.Id == c.Handler || c.FormerHandlers.Contains(actor.Id) || c.Opinion?.SubmittedBy == actor.Id || c.Opinion?.IssuedBy == actor.Id
            || c.Mediations.Any(m => m.Mediators.Contains(actor.Id)) || c.Reviews.Any(r => r.Level != level && r.DecidedBy == actor.Id);
        if (tookPart || units.Any(u => reference.IsWithin(actor.Unit, u)))
            throw Refusals.ReviewerNotIndependent();
    }
}
