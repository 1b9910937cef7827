namespace Petitions.Cases;

/// <summary>An event about one clock of the case, named by number (and code, so that an audit line can be read alone).</summary>
public abstract record ClockEvent(int No, string Code) : CaseEvent
{
    /// <summary>Also under the clock's number: a workflow waits for one clock, not for any.</summary>
    public override IReadOnlyList<string> Signals => [Signal, $"{Signal}:{No}"];

    protected internal override void ApplyTo(Case c)
    {
        var i = c.Clocks.FindIndex(k => k.No == No);
        c.Clocks[i] = Change(c.Clocks[i]);
    }

    protected abstract Clock Change(Clock clock);
}

public sealed record ClockStarted(Clock Clock) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.Clocks.Add(Clock);
}

/// <summary>The duty was done: Met if its moment was in time, else Missed.</summary>
public sealed record ClockStopped(int No, string Code, DateTimeOffset At, string By, ClockStatus Status) : ClockEvent(No, Code)
{
    protected override Clock Change(Clock clock) => clock with { Status = Status, StoppedAt = At, StoppedBy = By };
}

/// <summary>No longer needed (procedure changed, linked, withdrawn); neither met nor missed.</summary>
public sealed record ClockCancelled(int No, string Code, DateTimeOffset At, string Because) : ClockEvent(No, Code)
{
    protected override Clock Change(Clock clock) => clock with { Status = ClockStatus.Cancelled, StoppedAt = At, StoppedBy = Because };
}

/// <summary>The due moment passed while the clock ran. Raised once for each clock; accountability and ladder react.</summary>
public sealed record ClockMissed(int No, string Code, ClockKind Kind, DateTimeOffset DueAt) : ClockEvent(No, Code)
{
    public override bool ChangesFacts => false;

    protected override Clock Change(Clock clock) => clock with { WasMissed = true };
}

/// <summary>
/// A late entry showed that the duty was done in time, after the due moment had already been marked as missed. What has not acted yet
/// may be taken back (open rungs, an empty accountability record); what was sent stays in the history.
/// </summary>
public sealed record ClockFoundInTime(int No, string Code) : ClockEvent(No, Code)
{
    protected override Clock Change(Clock clock) => clock with { WasMissed = false };
}

/// <summary>The window of a right has run out unused. Nobody missed anything.</summary>
public sealed record ClockRanOut(int No, string Code, DateTimeOffset At) : ClockEvent(No, Code)
{
    public override bool ChangesFacts => false;

    protected override Clock Change(Clock clock) => clock with { Status = ClockStatus.Cancelled, StoppedAt = At, StoppedBy = "ranOut" };
}

/// <summary>The due date is another one now.</summary>
/// <param name="Because">extended, resumed, calendarPublished or amended.</param>
public sealed record ClockMoved(int No, string Code, DateOnly? OldDue, DateOnly? NewDue, DateTimeOffset? DueAt, string Because) : ClockEvent(No, Code)
{
    protected override Clock Change(Clock clock) => clock with { EffectiveDue = NewDue, DueAt = DueAt, NotComputable = DueAt is null };
}

/// <summary>T14: the one extension of art. 34 (or an extension of the mediation by consent). A <see cref="ClockMoved"/> follows.</summary>
public sealed record ClockExtended(int No, string Code, ClockExtension Extension) : ClockEvent(No, Code)
{
    public override string? Rule => "T14";

    protected override Clock Change(Clock clock) => clock with { Extensions = [.. clock.Extensions, Extension] };
}

public sealed record ClockSuspended(int No, string Code, ClockSuspension Suspension) : ClockEvent(No, Code)
{
    protected override Clock Change(Clock clock) =>
        clock with { Status = ClockStatus.Suspended, Suspensions = [.. clock.Suspensions, Suspension] };
}

/// <summary>The suspension ends; its days are kept in the ledger. A <see cref="ClockMoved"/> follows.</summary>
public sealed record ClockResumed(int No, string Code, DateTimeOffset At) : ClockEvent(No, Code)
{
    protected override Clock Change(Clock clock) =>
        clock with { Status = ClockStatus.Running, Suspensions = [.. clock.Suspensions.SkipLast(1), clock.Suspensions[^1] with { To = At }] };
}

/// <summary>The calendar that the clock waited for was published: its date is known now, with the reason. A <see cref="ClockMoved"/> follows.</summary>
public sealed record ClockComputed(int No, string Code, DateOnly Due, DueExplanation Explanation) : ClockEvent(No, Code)
{
    protected override Clock Change(Clock clock) => clock with { Due = Due, NotComputable = false, Explanation = Explanation };
}

/// <summary>§4.6: changed data would have shortened a running statutory deadline or right (or put its end into the past). It was refused: the date stands.</summary>
public sealed record ClockShorteningRefused(int No, string Code, ClockKept Kept) : ClockEvent(No, Code)
{
    public override string? Rule => "4.6";

    public override bool ChangesFacts => false;

    protected override Clock Change(Clock clock) => clock with { Kept = Kept };
}
