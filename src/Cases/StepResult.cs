namespace Petitions.Cases;

/// <summary>What a step found in the storage: the case, what was said in it, and where its workflows stand.</summary>
public sealed record LoadedCase(Case Case, IReadOnlyDictionary<int, string> Texts, IReadOnlyList<WorkflowInstance> Instances);

/// <summary>
/// One workflow of a case. Its state is opaque JSON of the engine (UTF-8); everything a list shows stands beside it.
/// A workflow may be lost, moved or restarted without changing the case.
/// </summary>
public sealed record WorkflowInstance
{
    /// <summary>Counted inside the case; several run side by side.</summary>
    public required int No { get; init; }
    public required string DefinitionId { get; init; }
    public required string DefinitionVersionId { get; init; }
    public required int Version { get; init; }

    /// <summary>The instance that started it; null for a workflow of its own.</summary>
    public int? Parent { get; init; }

    /// <summary>Running or Finished, and the finer word, as Elsa writes them.</summary>
    public required string Status { get; init; }
    public required string SubStatus { get; init; }

    /// <summary>"Needs attention": it failed, keeps its place, and waits for a person to retry, skip or cancel.</summary>
    public bool Parked { get; init; }
    public string? ParkedReason { get; init; }
    public int IncidentCount { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public required byte[] State { get; init; }
    public required IReadOnlyList<BookmarkRow> Bookmarks { get; init; }
}

/// <summary>A wait of a workflow. <paramref name="Key"/> is what resumes it; <paramref name="DueAt"/> when it resumes by itself.</summary>
public sealed record BookmarkRow(int Instance, string Id, string Name, string Key, DateTimeOffset? DueAt, string ActivityId, string NodeId);

/// <summary>One line of a workflow's history; Studio's viewer and its node counts are made of these.</summary>
/// <param name="Payload">Inputs and outputs as JSON, ids only; null when there are none.</param>
public sealed record JournalRow(
    int Instance, long Sequence, string ActivityInstanceId, string? ParentActivityInstanceId, string ActivityId, string NodeId, string ActivityType,
    int ActivityVersion, string? ActivityName, string EventName, DateTimeOffset At, string? Message, string? Payload);

/// <summary>One order to one case, with everything the step may look at.</summary>
/// <param name="ExpectedFactVersion">What the form was filled against; null if the sender does not say.</param>
/// <param name="Others">Other cases the command looks at, by number (<see cref="Command.Looks"/>); absent where there is none for this person.</param>
public sealed record StepInput(
    LoadedCase Loaded, Command Command, Actor Actor, DateTimeOffset Now, Reference Reference, WorkflowLibrary Workflows,
    int? ExpectedFactVersion, IReadOnlyDictionary<string, CaseGlance> Others)
{
    /// <summary>
    /// Why the workflows of the case failed in a way of their own (a defect) when a right of the petitioner was given: the step is then decided
    /// without them and raises the alarm RIGHT_BLOCKED. Null for every other step.
    /// </summary>
    public string? RightBlockedBy { get; init; }
}

/// <summary>Everything a step did; the storage writes it in one commit, or not at all.</summary>
public sealed record StepResult(
    Case Case, IReadOnlyList<RecordedEvent> Events, IReadOnlyList<KeptText> Texts, IReadOnlyList<Notice> Notices, IReadOnlyList<OutboxMessage> Outbox,
    IReadOnlyList<WorkflowInstance> ChangedInstances, IReadOnlyList<JournalRow> Journal)
{
    /// <summary>What is kept in place of the order, where the order as given would tell the open side of a sealed one; null keeps the order.</summary>
    public Command? Recorded { get; init; }
}
