namespace Petitions.Cases;

public sealed partial class Case
{
    /// <summary>Three-not-let-go records of this case (handbook §6); never deleted.</summary>
    public List<AccountabilityRecord> AccountabilityRecords { get; set; } = [];

    /// <summary>The record of the incident that stands for this petition as well; null where it has its own, or none.</summary>
    public RecordOfIncident? RecordOfIncident { get; set; }

    public AccountabilityRecord? AccountabilityRecord(int no) => AccountabilityRecords.FirstOrDefault(r => r.No == no);
}

/// <summary>There is no "waived" (handbook §6.3). Groundless is nobody's decision: a late entry proved that what triggered it never happened.</summary>
/// <remarks>Covered: the one record of the incident takes its place.</remarks>
public enum AccountabilityStatus { Open, Returned, Deferred, Passed, Groundless, Covered }

/// <param name="Lead">Number of the petition in whose file the record stands.</param>
/// <param name="Grounds">What demanded a record of this petition and is answered there.</param>
/// <param name="Passed">Until then it holds the closing of this petition too.</param>
public sealed record RecordOfIncident(string Incident, string Lead, int Record, IReadOnlyList<TriggerGround> Grounds, bool Passed = false);

/// <summary>One three-not-let-go check. Ids and codes only; words lie with the texts of the case.</summary>
public sealed record AccountabilityRecord
{
    public const string SmallSheet = "small", FullSheet = "full";

    public int No { get; init; }

    /// <summary>The trigger that opened it (TR1 … TR10); further ones are in <see cref="Grounds"/>.</summary>
    public string Trigger { get; init; } = "";
    public IReadOnlyList<TriggerGround> Grounds { get; init; } = [];
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Local day of what it is about; causes, education and decisions come after it.</summary>
    public DateOnly EventOn { get; init; }
    public string OpenedBy { get; init; } = "";

    /// <summary>The body whose duty was missed where it is not the one that handles: whoever reviews. Null for the handling unit.</summary>
    public string? Unit { get; init; }
    public int? Reason { get; init; }
    public string Scheme { get; init; } = "";

    /// <summary>Clauses of the scheme as it stood when the record opened.</summary>
    public IReadOnlyList<string> Clauses { get; init; } = [];

    /// <summary>small (one page, C3 by a recorded talk, handbook §6.9) or full.</summary>
    public string Sheet { get; init; } = FullSheet;

    /// <summary>Number of its CLK-3NLG; a recurrence starts another.</summary>
    public int Clock { get; init; }
    public AccountabilityStatus Status { get; init; }
    public CauseAnalysis? Causes { get; init; }
    public IReadOnlyList<ResponsibleParty> Responsible { get; init; } = [];
    public NobodyAtFault? NobodyAtFault { get; init; }
    public IReadOnlyList<EducationActivity> Education { get; init; } = [];
    public IReadOnlyList<Rectification> Rectifications { get; init; } = [];
    public ClauseReturn? Returned { get; init; }
    public Deferral? Deferral { get; init; }
    public string? VerifiedBy { get; init; }
    public DateTimeOffset? PassedAt { get; init; }

    /// <summary>From when on recurrences are looked for where that is earlier than <see cref="PassedAt"/>: the passing of an older version, or a reopening.</summary>
    public DateTimeOffset? WatchedFrom { get; init; }

    /// <summary>A recurrence within 90 days: the causes must be analysed anew.</summary>
    public bool CausesDoubtful { get; init; }
    public IReadOnlyList<FollowUp> FollowUps { get; init; } = [];

    /// <summary>The incident for all of whose petitions it stands.</summary>
    public string? Incident { get; init; }

    /// <summary>Number of the record of which this is a new version.</summary>
    public int? Corrects { get; init; }

    /// <summary>Number of the version that replaces this one; it stays readable.</summary>
    public int? CorrectedBy { get; init; }

    /// <summary>Petitions of the same category and place within 90 days after passing.</summary>
    public IReadOnlyList<FoundRecurrence> Recurrences { get; init; } = [];

    /// <summary>The note in the case library.</summary>
    public CaseNote? Note { get; init; }

    /// <summary>People who wrote a clause; none of them may verify.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];
    public CheckResult? LastCheck { get; init; }

    public bool IsPassed => Status == AccountabilityStatus.Passed;

    /// <summary>No clause has been written yet.</summary>
    public bool IsBlank => Causes is null && Responsible.Count == 0 && NobodyAtFault is null && Education.Count == 0 && Rectifications.Count == 0;

    /// <summary>Still to be finished: it holds the closing of the case.</summary>
    public bool IsOpen => Status is AccountabilityStatus.Open or AccountabilityStatus.Returned or AccountabilityStatus.Deferred;
}

/// <summary>One fact that demands a record, unique by trigger and source (<c>clock:4</c>, <c>ladder:7</c>, <c>harm:1</c>).</summary>
/// <param name="Unit">The reviewing body whose duty it was; null for the handling unit.</param>
public sealed record TriggerGround(string Trigger, string Source, DateOnly EventOn, string? Unit = null);

/// <param name="Kind">direct or root.</param>
public sealed record FoundCause(string Kind, string? Code, int Description, IReadOnlyList<string> Evidence);

public sealed record CauseAnalysis(IReadOnlyList<FoundCause> Found, DateOnly AnalysedOn, string Author);

/// <param name="Person">Staff id or a name that the organisation's list does not hold (a contractor).</param>
/// <param name="Document">Number of the decision or a file id.</param>
public sealed record ResponsibleParty(
    string? Person, string? Unit, string Kind, string Measure, string DecidedBy, string Document, DateOnly InForceOn);

public sealed record NobodyAtFault(int Reasons, string ApprovedBy);

/// <param name="Attended">Including make-up sessions.</param>
public sealed record EducationActivity(
    DateOnly HeldOn, string Form, IReadOnlyList<string> Audience, int Expected, int Attended, int? Material, string? File);

/// <param name="Proof">Of the effect; it may come later than the action.</param>
public sealed record Rectification(string RootCause, int Action, string Owner, DateOnly By, string? Proof);

public sealed record ClauseReturn(string Clause, int Reason, string By);

public sealed record Deferral(DateOnly Until, string AwaitedBody, int Reason, string ApprovedBy, bool Lapsed = false);

public sealed record FollowUp(DateOnly On, bool InEffect, bool Recurred, int? Note, string By);

/// <param name="Same">What a person said; null until then.</param>
public sealed record FoundRecurrence(string Number, DateOnly ReceivedOn, bool? Same = null, int? Reason = null, string? By = null);

public sealed record CaseNote(int Title, int Text, DateTimeOffset WrittenAt, string By);

/// <summary>What the daily check found (handbook §6.10).</summary>
/// <param name="Verdict">incomplete, returned, readyToVerify, deferred, deferralLapsed.</param>
/// <param name="NextStep">The clause to fill, or verify, or wait.</param>
public sealed record CheckResult(DateTimeOffset CheckedAt, string Verdict, string NextStep, IReadOnlyList<MissingItem> Missing);
