namespace Petitions.Cases;

/// <summary>
/// One review (复查, article 35) or re-examination (复核, article 36) of one written opinion: asked, decided in writing, served.
/// </summary>
/// <param name="Level"><see cref="Review"/> or <see cref="Reexam"/>.</param>
/// <param name="Opinion">Number of the document that is complained of.</param>
/// <param name="IssuingBody">The body that issued the opinion; never the one that reviews.</param>
/// <param name="Body">The body that decides.</param>
/// <param name="SentAt">Postmark or moment of sending: the window is kept by it.</param>
/// <param name="ReceivedAt">Arrival: the 30 days count from it.</param>
public sealed record ReviewFile(
    int No, string Level, int Opinion, string IssuingBody, string Body, DateTimeOffset SentAt, DateTimeOffset ReceivedAt, int? Request, string AskedBy)
{
    public const string Review = "review", Reexam = "reexam";
    public const string Upheld = "upheld", Changed = "changed", Returned = "returned";

    /// <summary>Desks of the deciding body, the first one owns the duty.</summary>
    public IReadOnlyList<string> Desks { get; init; } = [];

    /// <summary>upheld, changed or returned (for handling anew); null until it is decided.</summary>
    public string? Result { get; init; }

    /// <summary>Why it was changed or returned: error, procedure or newEvidence; the first two open TR9.</summary>
    public string? Ground { get; init; }
    public int? Decision { get; init; }
    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Number of the review opinion among the documents.</summary>
    public int? Document { get; init; }
    public DateTimeOffset? ServedAt { get; init; }

    /// <summary>Results of the parts as the opinion had them, by number; empty until it is decided.</summary>
    public IReadOnlyDictionary<int, string?> FormerResults { get; init; } = new Dictionary<int, string?>();

    /// <summary>What the body under review must do after a change, with the last day of each.</summary>
    public IReadOnlyList<PerformanceItem> Performance { get; init; } = [];

    /// <summary>Numbers of what was not done by its last day (TR8).</summary>
    public IReadOnlyList<int> Overdue { get; init; } = [];

    /// <summary>Days of hearing, both included; they are not counted in a re-examination.</summary>
    public IReadOnlyList<HearingDays> Hearings { get; init; } = [];

    /// <summary>The text that was made public; only after a hearing.</summary>
    public int? Published { get; init; }

    public bool IsOpen => ServedAt is null;

    /// <summary>Set aside or altered because the body under review was wrong or broke the procedure (TR9).</summary>
    public bool ShowsFault => ServedAt is not null && Result is Changed or Returned && Ground is "error" or "procedure";
}

public sealed record HearingDays(DateOnly From, DateOnly To);

/// <summary>A window that had passed and that the deciding body opened again, with its reason and what proves it.</summary>
public sealed record WaivedWindow(string Level, int Opinion, int Reason, int Evidence, string By, DateTimeOffset At);

public sealed partial class Case
{
    public List<ReviewFile> Reviews { get; set; } = [];
    public List<WaivedWindow> WaivedWindows { get; set; } = [];

    /// <summary>Desks of bodies that review or may be asked to: they read the case from the service of the opinion on.</summary>
    public List<string> ReviewDesks { get; set; } = [];

    /// <summary>Handlers whose answer failed (reopened, or returned by a review): the case does not go back to them.</summary>
    public List<string> FailedHandlers { get; set; } = [];

    /// <summary>The review that is under way; the state says IN_REVIEW or IN_REEXAM meanwhile.</summary>
    public ReviewFile? OpenReview => State is CaseState.InReview or CaseState.InReexam ? Reviews.LastOrDefault(r => r.IsOpen) : null;
}
