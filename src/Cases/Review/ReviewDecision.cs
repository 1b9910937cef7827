using System.Globalization;

namespace Petitions.Cases;

// T22 and the end of T23: decided in writing, served with proof, carried out. No extension; only hearing days of a re-examination are not counted.
public static partial class Reviews
{
    private static readonly string[] Results = [ReviewFile.Upheld, ReviewFile.Changed, ReviewFile.Returned];
    private static readonly string[] Grounds = ["error", "procedure", "newEvidence"];

    private static void DecisionRules(RuleBook book)
    {
        book.On<DecideReview>("decideReview", VerbKind.Main, "T22", [Roles.Reviewer], [CaseState.InReview],
            (step, order) => Decide(step, ReviewFile.Review, order, "decideReview"));
        book.On<DecideReexamination>("decideReexamination", VerbKind.Main, "T23", [Roles.Reexaminer], [CaseState.InReexam],
            (step, order) => Decide(step, ReviewFile.Reexam, order, "decideReexamination"));
        book.On<ServeReview>("serveReview", VerbKind.Main, "T22", [Roles.Intake, Roles.Reviewer, Roles.Reexaminer, Roles.Town], UnderReview,
            (step, order) => Serve(step, order.Proof));
        book.On<PublishReexamination>("publishReexamination", VerbKind.Ambient, "T23", [Roles.Reexaminer], [CaseState.TerminatedAfterReexam], Publish);
        book.OnTimer("reviewPerformance", PerformanceDayPassed);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE, REVIEWER_NOT_INDEPENDENT, WRONG_STATE once decided; FIELD_INVALID, REASON_REQUIRED;
    /// REQUEST_PART_UNANSWERED, LEGAL_BASIS_REQUIRED for a change without a new result.</exception>
    private static void Decide(StepContext step, string level, ReviewDecision order, string verb)
    {
        var file = OpenFile(step, verb);
        RequireReviewer(step, level, file.Body, verb);
        if (file.DecidedAt is not null)
            throw Refusals.WrongState(step.Case.State, verb);
        CheckDecision(step, order);
        var items = (order.Performance ?? []).Select((p, i) => PerformanceItem.Of(step, i + 1, p)).ToList();
        var parts = order.Result == ReviewFile.Changed ? Opinions.Answered(step, order.Results!) : step.Case.Parts;
        var document = Documents.Issue(step, level == ReviewFile.Review ? "review-opinion" : "reexam-opinion", file.Body);
        step.Raise(new ReviewDecided(file.No, order.Result!, order.Result == ReviewFile.Upheld ? null : order.Ground,
            step.KeepRequired(order.Text!, TextKind.Reason), step.Actor.Id, step.HappenedAt, document.No, parts, items));
        if (order.Proof is not null)
            Serve(step, order.Proof);
    }

    private static void CheckDecision(StepContext step, ReviewDecision order)
    {
        if (order.Result is null || !Results.Contains(order.Result))
            throw Refusals.FieldInvalid("result", string.Join(", ", Results));
        if (order.Result != ReviewFile.Upheld && (order.Ground is null || !Grounds.Contains(order.Ground)))
            throw Refusals.FieldInvalid("ground", string.Join(", ", Grounds));
        if (order.Text is null or { IsBlank: true })
            throw Refusals.ReasonRequired("text");
        if (order.Result == ReviewFile.Changed)
            Opinions.CheckChanged(step.Case, order.Results);
        var items = order.Performance ?? [];
        for (var i = 0; i < items.Count; i++)
            if (items[i].KeepBy is not { } day || day < step.Day)
                throw Refusals.FieldInvalid($"performance[{i}].keepBy");
    }

    /// <summary>Serves the newest decision; what follows begins at the moment of service.</summary>
    private static void Serve(StepContext step, ServiceProof? proof)
    {
        var file = OpenFile(step, "serveReview");
        Standing.Require(step.Actor.IsSystem || step.Actor.Unit is { } own && step.Reference.BodyOf(own)?.Code == file.Body, "serveReview");
        if (file.Document is not { } document)
            throw Refusals.OpinionNotIssued();
        var at = Documents.Serve(step, document, proof);
        if (at < file.DecidedAt)
            throw Refusals.FieldInvalid("proof.at");
        var (isLast, isReturned) = (file.Level == ReviewFile.Reexam, file.Result == ReviewFile.Returned);
        var level = file.Result == ReviewFile.Changed || isLast && !isReturned ? step.Reference.Unit(file.Body)?.Level : null;
        step.Raise(new ReviewServed(file.No, at, isLast && !isReturned ? CaseState.TerminatedAfterReexam : CaseState.Answered, level));
        Clocks.Stop(step, isLast ? ReexamClock : ReviewClock, at, "reviewServed");
        WatchPerformance(step, file);
        if (isReturned)
            HandleAnew(step, file, at);
        else if (!isLast)
        {
            OpenWindow(step, ReviewFile.Reexam, file.IssuingBody, at, step.Case.Opinion?.Further.Count > 0);
            Clocks.Start(step, "CLK-SAT30", at, "answerServed");
        }
    }

    /// <summary>A new 60 days from the service, in other hands; the old opinion no longer stands.</summary>
    private static void HandleAnew(StepContext step, ReviewFile file, DateTimeOffset at)
    {
        step.Raise(new ReturnedForHandling(file.No, at));
        Clocks.Start(step, "CLK-HANDLE60", at, "returnedForHandling");
        step.EndTasks(t => t.Instance is null && t.Kind is "decideReopen", TaskStatus.Cancelled, "returned");
        Handling.AskForHandler(step, Roles.UnitHead, Roles.EstateHead);
    }

    /// <summary>
    /// A hearing while a review runs. In a re-examination its days are not counted (article 36); a review has no such rule.
    /// </summary>
    /// <exception cref="Refused">SUSPENSION_NOT_ALLOWED where somebody asks for it elsewhere; FIELD_INVALID for days to come, before the request
    /// or counted already.</exception>
    internal static void NoteHearing(StepContext step, RecordHearing order)
    {
        var file = step.Case.OpenReview;
        if (order.NotCounted && file is not { Level: ReviewFile.Reexam })
            throw Refusals.SuspensionNotAllowed("HEARING");
        if (file is null)
            return;
        RequireReviewer(step, file.Level, file.Body, "recordHearing");
        if (order.To > Local.DateOf(step.Now) || order.From < Local.DateOf(file.ReceivedAt) || file.Hearings.Any(h => order.From <= h.To && h.From <= order.To))
            throw Refusals.FieldInvalid("from", order.From);
        step.Raise(new ReviewHearingHeld(file.No, new HearingDays(order.From, order.To)));
        if (file.Level == ReviewFile.Reexam && step.Case.RunningClock(ReexamClock) is { } clock)
            Exclude(step, clock, order);
    }

    private static void Exclude(StepContext step, Clock clock, RecordHearing order)
    {
        Clocks.Suspend(step, clock, "HEARING", Local.At(order.From, 0));
        Clocks.Resume(step, step.Case.RunningOrSuspended(ReexamClock)!, Local.EndOf(order.To));
    }

    /// <summary>The opinion of a re-examination with a hearing may be made public, without anything that shows who asked.</summary>
    /// <exception cref="Refused">PUBLICATION_NEEDS_HEARING, PETITIONER_DATA_IN_MATERIAL.</exception>
    private static void Publish(StepContext step, PublishReexamination order)
    {
        var file = step.Case.Reviews.Last(r => r.Level == ReviewFile.Reexam);
        RequireReviewer(step, file.Level, file.Body, "publishReexamination");
        if (file.Hearings.Count == 0)
            throw Refusals.PublicationNeedsHearing();
        if (order.Text is null or { IsBlank: true })
            throw Refusals.FieldInvalid("text");
        if (PeopleOfCase.AreNamedIn(step, order.Text.Value))
            throw Refusals.PetitionerDataInMaterial("text");
        step.Raise(new OpinionPublished(file.No, step.KeepRequired(order.Text, TextKind.Document)));
    }

    /// <summary>True while what a review decided is overdue and not done (T19).</summary>
    internal static bool PerformanceBlocksClosure(Case c) =>
        c.Reviews.Any(r => r.Performance.Any(item => item.DoneOn is null && r.Overdue.Contains(item.No)));

    /// <summary>Notes that an item of the newest decision was carried out.</summary>
    /// <exception cref="Refused">FIELD_INVALID: no such item, or a day to come.</exception>
    internal static void Perform(StepContext step, RecordPerformance order)
    {
        var file = step.Case.Reviews.Last(r => r.Performance.Count > 0);
        if (file.Performance.All(item => item.No != order.Item))
            throw Refusals.FieldInvalid("item", order.Item);
        if (order.DoneOn > Local.DateOf(step.Now))
            throw Refusals.FieldInvalid("doneOn", order.DoneOn);
        step.Raise(new DecisionPerformed(file.No, order.Item, order.DoneOn));
        step.ClearTimers("reviewPerformance", Ref(file.No, order.Item));
    }

    private static void WatchPerformance(StepContext step, ReviewFile file)
    {
        foreach (var item in file.Performance)
            step.SetTimer("reviewPerformance", Ref(file.No, item.No), Local.EndOf(item.KeepBy!.Value));
    }

    private static void PerformanceDayPassed(StepContext step, CaseTimer timer)
    {
        var file = step.Case.Reviews.FirstOrDefault(r => r.Performance.Any(item => Ref(r.No, item.No) == timer.Ref));
        if (file?.Performance.Single(item => Ref(file.No, item.No) == timer.Ref) is not { DoneOn: null, KeepBy: { } day } missed)
            return;
        step.Raise(new DecisionNotPerformed(file.No, missed.No, day));
        foreach (var role in new[] { Roles.UnitHead, Roles.Supervisor })
            TaskRouting.Tell(step, role, "decisionNotPerformed", new Dictionary<string, string> { ["keepBy"] = Iso(day) }, action: true);
    }

    private static ReviewFile OpenFile(StepContext step, string verb) => step.Case.OpenReview ?? throw Refusals.WrongState(step.Case.State, verb);

    private static string Ref(int file, int item) => string.Create(CultureInfo.InvariantCulture, $"{file}:{item}");

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
