using System.Text.Json;
using System.Text.Json.Serialization;

namespace Petitions.Cases;

/// <summary>The key of a case: the root unit is fixed at registration and stands in the key of every table.</summary>
public readonly record struct CaseKey(string Root, Guid Id)
{
    public override string ToString() => $"{Root}/{Id}";
}

/// <summary>
/// One petition or dispute, as it stands. Ids only: what people said and who they are lies in <see cref="KeptText"/>.
/// Changed by events alone (<see cref="CaseEvent"/>); loaded fresh for each step and thrown away if the step does not commit.
/// </summary>
public sealed partial class Case
{
    public required CaseKey Key { get; init; }

    /// <summary>Unit, year, serial; given at the first commit of a registration, never reused.</summary>
    public string? Number { get; set; }

    public CaseState State { get; set; } = CaseState.Draft;

    /// <summary>Moves when facts that people see change; a form must match it (If-Match).</summary>
    public int FactVersion { get; set; }

    /// <summary>Moves with every write; the desk guards it.</summary>
    public int RowVersion { get; set; }

    public CaseFlags Flags { get; set; } = new();

    public string Channel { get; set; } = "";
    public DateTimeOffset ReceivedAt { get; set; }
    public DateTimeOffset EnteredAt { get; set; }
    public int? LateReason { get; set; }
    public string ReceivedBy { get; set; } = "";
    public string RegisteredBy { get; set; } = "";

    /// <summary>The unit whose desk has the case now; after a transfer the receiver.</summary>
    public string Holder { get; set; } = "";

    /// <summary>The unit that handles (after acceptance and assignment); equal to the holder until then.</summary>
    public string HandlingUnit { get; set; } = "";

    /// <summary>Staff id of the handler; null while the case lies in a queue.</summary>
    public string? Handler { get; set; }

    public List<string> FormerHandlers { get; set; } = [];

    /// <summary>Staff who have moved the case on its road after it was accepted (main-line verbs).</summary>
    public List<string> Hands { get; set; } = [];
    public List<string> CoHandlingUnits { get; set; } = [];

    public string Nature { get; set; } = "";
    public string Category { get; set; } = "";
    public string Urgency { get; set; } = "";
    public string? Location { get; set; }
    public string? AffiliatedUnit { get; set; }
    public string? ResponsibleUnit { get; set; }
    public bool KeepNameFromUnit { get; set; }
    public int Title { get; set; }

    public List<RequestPart> Parts { get; set; } = [];
    public List<PersonInCase> People { get; set; } = [];

    /// <summary>How many people stand behind it, named or not (a visiting group, a list).</summary>
    public int PeopleCount { get; set; } = 1;

    /// <summary>Simple procedure (handbook §3.2) instead of the ordinary one.</summary>
    public bool Simple { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public string? LevelOfSolution { get; set; }

    public Sender? Sender { get; set; }
    public List<Clock> Clocks { get; set; } = [];
    public List<LadderEntry> Ladder { get; set; } = [];
    public List<CaseTimer> Timers { get; set; } = [];
    public List<CaseTask> Tasks { get; set; } = [];
    public List<CaseDocument> Documents { get; set; } = [];
    public List<CaseLink> Links { get; set; } = [];

    /// <summary>Text kept per id: kind and whether it is sealed; the words come with the load.</summary>
    public int LastText { get; set; }

    public int LastId { get; set; }

    /// <summary>Number of the newest workflow of this case.</summary>
    public int LastInstance { get; set; }

    /// <summary>Workflows that failed and wait for a person.</summary>
    public List<int> ParkedInstances { get; set; } = [];

    /// <summary>Number of the newest entry of this case's audit chain.</summary>
    public int AuditSeq { get; set; }

    /// <summary>Hex digest of the newest entry of this case's audit chain.</summary>
    public string AuditHead { get; set; } = "";

    /// <summary>Members that a newer build wrote and this one does not know survive a write.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    public bool IsOpen => State.IsOpen();

    /// <summary>A number inside this case, counted, so that a step that runs twice gives the same ids.</summary>
    public int NextId() => ++LastId;

    public RequestPart? Part(int no) => Parts.FirstOrDefault(p => p.No == no);

    public Clock? RunningClock(string code, string? unit = null) =>
        Clocks.LastOrDefault(c => c.Code == code && c.Status == ClockStatus.Running && (unit is null || c.Unit == unit));

    public Clock? RunningOrSuspended(string code, string? unit = null) =>
        Clocks.LastOrDefault(c => c.Code == code && c.IsRunning && (unit is null || c.Unit == unit));
}

public sealed record CaseFlags
{
    public bool Emergency { get; init; }
    public bool Sealed { get; init; }
    public bool Confidential { get; init; }
    public bool Restricted { get; init; }
    public bool Joint { get; init; }
    public bool LeadCase { get; init; }
    public bool Supervised { get; init; }
    public bool Repeat { get; init; }
    public bool Anonymous { get; init; }
}

/// <summary>One request inside a petition; the nature belongs to it (handbook §5).</summary>
public sealed record RequestPart
{
    public required int No { get; init; }

    /// <summary>Text id; 0 where the request is only a recording.</summary>
    public int Text { get; init; }
    public required string Nature { get; init; }
    public required string Category { get; init; }

    /// <summary>supported, explained, notSupported for claims; other words for the other natures' endings.</summary>
    public string? Result { get; init; }
    public int? Facts { get; init; }
    public int? Basis { get; init; }
    public int? Aid { get; init; }
    public bool IllegalAct { get; init; }
    public string? DivertedTo { get; init; }
    public string? DivertBasis { get; init; }
    public string? Owner { get; init; }

    public bool Diverted => DivertedTo is not null;
}

/// <param name="Role">petitioner, representative, listed, respondent, witness, reporter.</param>
public sealed record PersonInCase(int No, string Role, int? Name, int? Phone, int? Address, int? SafeContact, bool Received = false, bool Withdrawn = false)
{
    /// <summary>Ids of the words that say it: <c>male</c> or <c>female</c>; whole years; the number of a document; work or unit.</summary>
    public int? Sex { get; init; }
    public int? Age { get; init; }
    public string? IdKind { get; init; }
    public int? IdNumber { get; init; }
    public int? Occupation { get; init; }
}

/// <summary>Who sent the matter to us and what they expect back (hotline, higher office).</summary>
public sealed record Sender(string? Unit, string? Reference, DateOnly? ReceivedOn, DateOnly? Due, bool ReplyWanted, DateTimeOffset? RepliedAt = null, bool Assigned = false);

/// <param name="Kind">repeat, sameIncident, succession, related, split.</param>
/// <param name="SealedSideOnly">The link may be seen only on the sealed side.</param>
public sealed record CaseLink(string Kind, string Number, int? Basis, string? DecidedBy, string? Ground, bool SealedSideOnly = false);

/// <summary>A document that was made, and every service of it with its proof.</summary>
/// <param name="Kind">acceptance-notice, opinion, diversion-notice … (handbook §9.1).</param>
public sealed record CaseDocument(int No, string Kind, string? IssuedBy, DateTimeOffset IssuedAt, IReadOnlyList<ServiceRecord> Services)
{
    public bool Served => Services.Count > 0;

    /// <summary>Made wrongly and replaced; its number stays taken.</summary>
    public Voiding? Voided { get; init; }
}

/// <param name="Way">signed, registeredMail, electronic, refusedWithWitness, oral (only where the law allows it).</param>
/// <param name="Proof">Number or description of the proof (kept words).</param>
public sealed record ServiceRecord(string Recipient, string Way, int? Proof, DateTimeOffset ServedAt, string By);

public enum TaskStatus { Open, Done, Cancelled }

/// <summary>
/// Work for somebody. A task of a workflow <em>offers</em> verbs: a main-line verb that no open task offers is refused (NOT_OFFERED).
/// </summary>
public sealed record CaseTask
{
    public required int No { get; init; }
    public required string Kind { get; init; }
    public required string Role { get; init; }
    public string? Unit { get; init; }
    public string? Assignee { get; init; }
    public IReadOnlyList<string> Offers { get; init; } = [];
    public string? TitleZh { get; init; }
    public string? TitleEn { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public TaskStatus Status { get; init; } = TaskStatus.Open;
    public DateTimeOffset? EndedAt { get; init; }
    public string? Result { get; init; }

    /// <summary>Workflow instance and bookmark that wait for this task; null for a task of the domain itself.</summary>
    public int? Instance { get; init; }
    public string? Bookmark { get; init; }

    /// <summary>What the task is about: <c>ladder:4</c>, <c>objection:2</c>, <c>accountability:1</c> …</summary>
    public string? About { get; init; }

    /// <summary>Who had it before a move of its workflow gave it to another role; null otherwise.</summary>
    public Post? Before { get; init; }
}

/// <summary>A moment at which something happens by itself; a row that the sweep finds. Kinds are handled by <see cref="RuleBook.OnTimer"/>.</summary>
/// <param name="Kind">clock, ladder, task, performance, confirmation, workflow …</param>
/// <param name="Ref">What it is about: clock number, ladder entry number, <c>instance/bookmark</c> …</param>
public sealed record CaseTimer(int No, string Kind, string Ref, DateTimeOffset DueAt);
