namespace Petitions.Cases;

/// <summary>An event about one accountability record; <see cref="Change"/> makes its next version.</summary>
public abstract record AccountabilityEvent(int Record) : CaseEvent
{
    public override string? Rule => "6";

    protected abstract AccountabilityRecord Change(AccountabilityRecord record);

    protected internal override void ApplyTo(Case c)
    {
        var i = c.AccountabilityRecords.FindIndex(r => r.No == Record);
        c.AccountabilityRecords[i] = Change(c.AccountabilityRecords[i]);
    }

    /// <summary>What workflows wait for: some record of the case demands nothing any more, and which one.</summary>
    private protected const string Ended = SignalNames.AccountabilityEnded;

    private protected static string EndedOf(int record) => $"{Ended}:{record.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    /// <summary>A clause was written anew: its return is answered, and its author may no longer verify.</summary>
    private protected static AccountabilityRecord Written(AccountabilityRecord record, string clause, string author) => record with
    {
        Status = record.Returned?.Clause == clause ? AccountabilityStatus.Open : record.Status,
        Returned = record.Returned?.Clause == clause ? null : record.Returned,
        Authors = [.. record.Authors.Append(author).Distinct()],
    };
}

public sealed record AccountabilityOpened(AccountabilityRecord Opened) : CaseEvent
{
    public override string? Rule => Opened.Trigger;

    public int Record => Opened.No;

    protected internal override void ApplyTo(Case c) => c.AccountabilityRecords.Add(Opened);
}

/// <summary>A second fact demands the check while the record is open: it covers both.</summary>
public sealed record AccountabilityGroundAdded(int Record, TriggerGround Ground) : AccountabilityEvent(Record)
{
    public override string? Rule => Ground.Trigger;

    protected override AccountabilityRecord Change(AccountabilityRecord record) => record with { Grounds = [.. record.Grounds, Ground] };
}

/// <summary>A late entry showed that the fact behind the record never was: the clock had been met. Nobody decides this.</summary>
public sealed record AccountabilityGroundLost(int Record, string Source) : AccountabilityEvent(Record)
{
    protected override AccountabilityRecord Change(AccountabilityRecord record) =>
        record with { Grounds = [.. record.Grounds.Where(ground => ground.Source != Source)] };
}

/// <summary>No fact is left that demands the record: it ends, kept and groundless.</summary>
public sealed record AccountabilityFoundGroundless(int Record) : AccountabilityEvent(Record)
{
    public override IReadOnlyList<string> Signals => [Signal, Ended, EndedOf(Record)];

    protected override AccountabilityRecord Change(AccountabilityRecord record) => record with { Status = AccountabilityStatus.Groundless };
}

/// <summary>The case no longer is a small one (handbook §6.9): somebody was hurt, or more people are concerned.</summary>
public sealed record AccountabilitySheetEnlarged(int Record) : AccountabilityEvent(Record)
{
    public override string? Rule => "6.9";

    protected override AccountabilityRecord Change(AccountabilityRecord record) => record with { Sheet = AccountabilityRecord.FullSheet };
}

public sealed record CausesRecorded(int Record, CauseAnalysis Analysis) : AccountabilityEvent(Record)
{
    protected override AccountabilityRecord Change(AccountabilityRecord record) =>
        Written(record, "C1", Analysis.Author) with { Causes = Analysis, CausesDoubtful = false };
}

public sealed record ResponsibleRecorded(int Record, IReadOnlyList<ResponsibleParty> Responsible, string By) : AccountabilityEvent(Record)
{
    protected override AccountabilityRecord Change(AccountabilityRecord record) =>
        Written(record, "C2", By) with { Responsible = Responsible, NobodyAtFault = null };
}

public sealed record NobodyAtFaultRecorded(int Record, NobodyAtFault Finding, string By) : AccountabilityEvent(Record)
{
    protected override AccountabilityRecord Change(AccountabilityRecord record) =>
        Written(record, "C2", By) with { Responsible = [], NobodyAtFault = Finding };
}

public sealed record EducationRecorded(int Record, EducationActivity Activity, string By) : AccountabilityEvent(Record)
{
    protected override AccountabilityRecord Change(AccountabilityRecord record) =>
        Written(record, "C3", By) with { Education = [.. record.Education, Activity] };
}

public sealed record RectificationRecorded(int Record, Rectification Action, string By) : AccountabilityEvent(Record)
{
    protected override AccountabilityRecord Change(AccountabilityRecord record) =>
        Written(record, "C4", By) with { Rectifications = [.. record.Rectifications.Where(done => done.RootCause != Action.RootCause), Action] };
}

public sealed record AccountabilityPassed(int Record, string By, DateTimeOffset At) : AccountabilityEvent(Record)
{
    public override string? Rule => "6.3";

    public override IReadOnlyList<string> Signals => [Signal, Ended, EndedOf(Record)];

    protected override AccountabilityRecord Change(AccountabilityRecord record) => record with
    {
        Status = AccountabilityStatus.Passed, VerifiedBy = By, PassedAt = At, Returned = null,
    };
}

public sealed record AccountabilityReturned(int Record, ClauseReturn Return) : AccountabilityEvent(Record)
{
    public override string? Rule => "6.3";

    protected override AccountabilityRecord Change(AccountabilityRecord record) =>
        record with { Status = AccountabilityStatus.Returned, Returned = Return };
}

/// <param name="Clock">Number of the CLK-3NLG that now runs until the deferral ends.</param>
public sealed record AccountabilityDeferred(int Record, Deferral Deferral, int Clock) : AccountabilityEvent(Record)
{
    public override string? Rule => "6.3";

    protected override AccountabilityRecord Change(AccountabilityRecord record) =>
        record with { Status = AccountabilityStatus.Deferred, Deferral = Deferral, Clock = Clock };
}

/// <summary>The day has passed and the record is still not finished: it is open again and on the list of stale deferrals.</summary>
public sealed record DeferralLapsed(int Record) : AccountabilityEvent(Record)
{
    public override string? Rule => "6.10";

    protected override AccountabilityRecord Change(AccountabilityRecord record) => record with
    {
        Status = record.Returned is null ? AccountabilityStatus.Open : AccountabilityStatus.Returned,
        Deferral = record.Deferral! with { Lapsed = true },
    };
}

public sealed record FollowUpRecorded(int Record, FollowUp FollowUp) : AccountabilityEvent(Record)
{
    public override string? Rule => "6.6";

    protected override AccountabilityRecord Change(AccountabilityRecord record) => record with { FollowUps = [.. record.FollowUps, FollowUp] };
}

/// <summary>It happened again within 90 days: the causes are doubtful. For a workflow the three questions begin anew.</summary>
public sealed record AccountabilityReopened(int Record, int Clock, DateTimeOffset? WatchedFrom = null) : AccountabilityEvent(Record)
{
    public override string? Rule => "6.6";

    public override IReadOnlyList<string> Signals => [Signal, SignalNames.AccountabilityOpened];

    protected override AccountabilityRecord Change(AccountabilityRecord record) => record with
    {
        Status = AccountabilityStatus.Open, CausesDoubtful = true, VerifiedBy = null, PassedAt = null, Clock = Clock, WatchedFrom = WatchedFrom,
    };
}

public sealed record RecurrenceProposed(int Record, FoundRecurrence Found) : AccountabilityEvent(Record)
{
    public override string? Rule => "6.6";

    protected override AccountabilityRecord Change(AccountabilityRecord record) => record with { Recurrences = [.. record.Recurrences, Found] };
}

public sealed record RecurrenceDecided(int Record, string Number, bool Same, int? Reason, string By) : AccountabilityEvent(Record)
{
    public override string? Rule => "6.6";

    protected override AccountabilityRecord Change(AccountabilityRecord record) => record with
    {
        Recurrences = [.. record.Recurrences.Select(found => found.Number == Number ? found with { Same = Same, Reason = Reason, By = By } : found)],
    };
}

/// <summary>A new version replaces it; what it said stays.</summary>
public sealed record AccountabilityCorrected(int Record, int Version) : AccountabilityEvent(Record)
{
    public override string? Rule => "6.7";

    protected override AccountabilityRecord Change(AccountabilityRecord record) => record with { CorrectedBy = Version };
}

public sealed record CaseNoteWritten(int Record, CaseNote Note) : AccountabilityEvent(Record)
{
    public override string? Rule => "6.7";

    protected override AccountabilityRecord Change(AccountabilityRecord record) => record with { Note = Note };
}

public sealed record AccountabilityChecked(int Record, CheckResult Result) : AccountabilityEvent(Record)
{
    public override string? Rule => "6.10";

    public override bool ChangesFacts => false;

    protected override AccountabilityRecord Change(AccountabilityRecord record) => record with { LastCheck = Result };
}

/// <summary>T18: answered, but the record has not passed. The answer stands and its clocks are stopped.</summary>
public sealed record AccountabilityPending : CaseEvent
{
    public override string? Rule => "T18";

    protected internal override void ApplyTo(Case c) => c.State = CaseState.PendingAccountability;
}
