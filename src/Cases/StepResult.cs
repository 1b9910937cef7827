namespace Petitions.Cases;

/// <summary>What a step found in the storage: the case and what it said.</summary>
public sealed record LoadedCase(Case Case, IReadOnlyDictionary<int, string> Texts);

/// <summary>Everything a step did; the storage writes it in one commit, or not at all.</summary>
public sealed record StepResult(
    Case Case, IReadOnlyList<RecordedEvent> Events, IReadOnlyList<KeptText> Texts, IReadOnlyList<Notice> Notices, IReadOnlyList<OutboxMessage> Outbox);
