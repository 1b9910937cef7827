namespace Petitions.Cases;

/// <summary>The remedy that an opinion names: who may be asked, at which desks. The last day stands in the clock of the right.</summary>
public sealed record RemedyOpened(string Level, string Body, IReadOnlyList<string> Desks) : CaseEvent
{
    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c) => c.ReviewDesks.AddRange(Desks.Except(c.ReviewDesks).ToList());
}

/// <summary>T21, T23: asked in time, or after a waiver. A closed case is open again.</summary>
public sealed record ReviewAsked(ReviewFile File) : CaseEvent
{
    public override string Rule => File.Level == ReviewFile.Review ? "T21" : "T23";

    protected internal override void ApplyTo(Case c)
    {
        c.Reviews.Add(File);
        (c.State, c.ClosedAt) = (File.Level == ReviewFile.Review ? CaseState.InReview : CaseState.InReexam, null);
    }
}

/// <summary>The deciding body opened a window again that had passed; the audit finds it under its own name.</summary>
public sealed record ReviewWindowWaived(WaivedWindow Window) : CaseEvent
{
    public override string Rule => "REVIEW_WINDOW_WAIVED";

    protected internal override void ApplyTo(Case c) => c.WaivedWindows.Add(Window);
}

/// <summary>An event about one review; <see cref="Change"/> makes its next version.</summary>
public abstract record ReviewEvent(int No) : CaseEvent
{
    protected internal override void ApplyTo(Case c)
    {
        var i = c.Reviews.FindIndex(r => r.No == No);
        c.Reviews[i] = Change(c.Reviews[i]);
    }

    protected abstract ReviewFile Change(ReviewFile file);
}

/// <param name="Parts">The parts as the decision leaves them.</param>
public sealed record ReviewDecided(
    int No, string Result, string? Ground, int Decision, string By, DateTimeOffset At, int Document, IReadOnlyList<RequestPart> Parts,
    IReadOnlyList<PerformanceItem> Performance) : ReviewEvent(No)
{
    public override string Rule => "T22";

    protected internal override void ApplyTo(Case c)
    {
        base.ApplyTo(c);
        var i = c.Reviews.FindIndex(r => r.No == No);
        c.Reviews[i] = c.Reviews[i] with { FormerResults = c.Parts.ToDictionary(p => p.No, p => p.Result) };
        c.Parts = Parts.ToList();
    }

    protected override ReviewFile Change(ReviewFile file) => file with
    {
        Result = Result, Ground = Ground, Decision = Decision, DecidedBy = By, DecidedAt = At, Document = Document, Performance = Performance,
    };
}

/// <summary>Served: a review leads back to ANSWERED, a re-examination ends the road. A return for handling anew follows as <see cref="ReturnedForHandling"/>.</summary>
/// <param name="Level">Level of the body that decided last; the solution is its own.</param>
public sealed record ReviewServed(int No, DateTimeOffset At, CaseState Then, string? Level) : ReviewEvent(No)
{
    public override string Rule => "T22";

    protected internal override void ApplyTo(Case c)
    {
        base.ApplyTo(c);
        (c.State, c.LevelOfSolution, c.Rating) = (Then, Level ?? c.LevelOfSolution, null);
    }

    protected override ReviewFile Change(ReviewFile file) => file with { ServedAt = At };
}

/// <summary>Returned: a new 60 days, another handler, a new opinion with windows of its own.</summary>
public sealed record ReturnedForHandling(int No, DateTimeOffset At) : CaseEvent
{
    public override string Rule => "T22";

    protected internal override void ApplyTo(Case c)
    {
        if (c.Handler is { } before && !c.FormerHandlers.Contains(before))
            c.FormerHandlers.Add(before);
        c.FailedHandlers.AddRange(c.FormerHandlers.Except(c.FailedHandlers).ToList());
        (c.State, c.Handler, c.AnsweredAt, c.Opinion, c.LevelOfSolution) = (CaseState.InHandling, null, null, null, null);
    }
}

public sealed record ReviewHearingHeld(int No, HearingDays Days) : ReviewEvent(No)
{
    public override string Rule => "T23";

    protected override ReviewFile Change(ReviewFile file) => file with { Hearings = [.. file.Hearings, Days] };
}

public sealed record DecisionPerformed(int No, int Item, DateOnly DoneOn) : ReviewEvent(No)
{
    public override string Rule => "T22";

    protected override ReviewFile Change(ReviewFile file) =>
        file with
        {
            Performance = [.. file.Performance.Select(item => item.No == Item ? item with { DoneOn = DoneOn } : item)],
            // Kept in time and written down late: nothing was overdue.
            Overdue = [.. file.Overdue.Where(no => no != Item || DoneOn > file.Performance.Single(item => item.No == no).KeepBy)],
        };
}

/// <summary>What the review decided was not carried out by its last day (TR8).</summary>
public sealed record DecisionNotPerformed(int No, int Item, DateOnly KeepBy) : ReviewEvent(No)
{
    public override string Rule => "TR8";

    protected override ReviewFile Change(ReviewFile file) => file with { Overdue = [.. file.Overdue, Item] };
}

/// <summary>The opinion of a re-examination with a hearing was made public, without personal data (article 36).</summary>
public sealed record OpinionPublished(int No, int Text) : ReviewEvent(No)
{
    public override string Rule => "T23";

    protected override ReviewFile Change(ReviewFile file) => file with { Published = Text };
}
