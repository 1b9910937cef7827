using Petitions.Cases;

namespace Petitions.Server.Reading;

/// <summary>A case as one reader may see it: what the pages and the API show. Codes and moments; words only where they may be read.</summary>
public sealed record CaseFile
{
    public required string Number { get; init; }
    public required CaseState State { get; init; }
    public required int FactVersion { get; init; }
    public required IReadOnlyList<string> Flags { get; init; }
    public required string Title { get; init; }
    public required string Channel { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }
    public string? LateReason { get; init; }
    public required string ReceivedBy { get; init; }
    public required string RegisteredBy { get; init; }
    public required string Holder { get; init; }
    public required string HandlingUnit { get; init; }
    public string? Handler { get; init; }
    public required IReadOnlyList<string> CoHandlingUnits { get; init; }
    public required string Nature { get; init; }
    public required string Category { get; init; }
    public required string Urgency { get; init; }
    public string? Location { get; init; }
    public string? AffiliatedUnit { get; init; }
    public string? ResponsibleUnit { get; init; }
    public bool Simple { get; init; }
    public int PeopleCount { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? LevelOfSolution { get; init; }

    /// <summary>Number of the incident that others report too.</summary>
    public string? Incident { get; init; }

    /// <summary>The one record of its incident, which stands for this petition too.</summary>
    public RecordOfIncident? RecordOfIncident { get; init; }
    public required IReadOnlyList<PartSeen> Parts { get; init; }
    public required IReadOnlyList<PersonSeen> People { get; init; }
    public Sender? Sender { get; init; }
    public required IReadOnlyList<ClockSeen> Clocks { get; init; }
    public required IReadOnlyList<LadderEntry> Ladder { get; init; }

    /// <summary>When rungs that wait will ring by the drawing that the case runs on, by number; only those that come before the moment of the ladder itself.</summary>
    public IReadOnlyDictionary<int, DateTimeOffset> Expected { get; init; } = new Dictionary<int, DateTimeOffset>();
    public required IReadOnlyList<CaseTask> Tasks { get; init; }
    public required IReadOnlyList<CaseDocument> Documents { get; init; }

    /// <summary>Unit, year, kind and serial of each document, by its number in the case; none for papers that were made before there were numbers.</summary>
    public IReadOnlyDictionary<int, string> DocumentNumbers { get; init; } = new Dictionary<int, string>();
    public required IReadOnlyList<Attachment> Attachments { get; init; }

    /// <summary>File id of a recording of the request.</summary>
    public string? Recording { get; init; }
    public required IReadOnlyList<CaseLink> Links { get; init; }
    public required IReadOnlyList<MediationFile> Mediations { get; init; }
    public required IReadOnlyList<ReviewFile> Reviews { get; init; }
    public required IReadOnlyList<WaivedWindow> WaivedWindows { get; init; }
    public required IReadOnlyList<Succession> Successions { get; init; }

    /// <summary>Bodies that have issued an opinion; several where requests went over to a successor.</summary>
    public required IReadOnlyList<string> OpinionBodies { get; init; }

    /// <summary>What the petitioner may ask for next against the opinion; null where there is nothing.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];
    public required IReadOnlyList<SupervisionOrder> SupervisionOrders { get; init; }
    public required IReadOnlyList<AccountabilitySeen> Accountability { get; init; }

    /// <summary>How an accusation stands; null for open petitions and for its sorter.</summary>
    public AccusationSeen? Accusation { get; init; }

    /// <summary>Staff whose names stand in the accusation, for the officers of its desk.</summary>
    public IReadOnlyList<NamedStaff> NamedStaff { get; init; } = [];
    /// <summary>Who urged the disturber to stop: printed on request.</summary>
    public required IReadOnlyList<Dissuasion> Dissuasions { get; init; }
    public required Offers Offers { get; init; }

    /// <summary>The reader's office was handed the case up and sees request, dates and steps alone (handbook §7).</summary>
    public bool ExtractOnly { get; init; }

    /// <summary>Numbers of the rungs and requests that this reader may answer today.</summary>
    public IReadOnlyList<int> Owed { get; init; } = [];

    /// <summary>Wishes of offices to see the whole file.</summary>
    public IReadOnlyList<FileRequest> FileRequests { get; init; } = [];

    /// <summary>Weekly bulletins on which the case stands (rung 3).</summary>
    public IReadOnlyList<BulletinMark> BulletinMarks { get; init; } = [];

    /// <summary>Ids of the people to whom the case may be given today, the nearest first; empty where the reader may not give it.</summary>
    public required IReadOnlyList<string> Handlers { get; init; }

    /// <summary>Discipline desks to which it may be handed, the nearest first; empty where the reader may not hand it over.</summary>
    public required IReadOnlyList<string> Desks { get; init; }

    /// <summary>Workflows that failed and wait for a person, with the reason.</summary>
    public required IReadOnlyList<ParkedWorkflow> Parked { get; init; }

    /// <summary>Running processes of the case, for those who draw and oversee processes; empty for everybody else.</summary>
    public IReadOnlyList<RunningProcess> Processes { get; init; } = [];

    /// <summary>Words behind ids that the shown records bear (reasons, minutes, terms).</summary>
    public required IReadOnlyDictionary<int, string> Words { get; init; }

    public string? WordsOf(int? id) => id is { } i ? Words.GetValueOrDefault(i) : null;
}

public sealed record PartSeen(RequestPart Part, string Text, string? Facts, string? Basis, string? Aid);

/// <param name="WhyZh">"Why this date", one sentence per fact.</param>
public sealed record ClockSeen(Clock Clock, IReadOnlyList<string> WhyZh, IReadOnlyList<string> WhyEn);

/// <param name="Missing">What keeps it from passing, with the clause and the field.</param>
public sealed record AccountabilitySeen(AccountabilityRecord Record, IReadOnlyList<MissingItem> Missing);

/// <param name="Result">upheld, partlyUpheld, notUpheld, cannotBeVerified; null before the conclusion.</param>
public sealed record AccusationSeen(
    bool IsRetaliation, DateTimeOffset? ContactedAt, DateTimeOffset? MeasureAt, DateTimeOffset? ToldAt, DateTimeOffset? ConcludedAt, string? Result, int? Findings);

/// <param name="Name">Under which its page is found.</param>
public sealed record ParkedWorkflow(int Instance, string Definition, string? Reason, DateTimeOffset Since, string Name);

/// <param name="Name">Under which its page is found.</param>
/// <param name="Title">What the designer called the process.</param>
/// <param name="At">Names of the steps at which it waits.</param>
public sealed record RunningProcess(string Definition, string Title, string Name, IReadOnlyList<string> At);
