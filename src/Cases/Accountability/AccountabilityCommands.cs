namespace Petitions.Cases;

// Accountability (handbook §6)
/// <param name="Record">Number of the accountability record in the case.</param>
public abstract record AccountabilityCommand(int Record) : Command
{
    public override string? About => $"accountability:{Record}";
}

public sealed record OpenAccountability(string Trigger, Words? Reason, string? Scheme = null) : Command;

/// <param name="Evidence">File ids or record references, at least one each.</param>
public sealed record Cause(string Kind, string? Code, Words? Description, IReadOnlyList<string>? Evidence);
public sealed record RecordCauses(int Record, IReadOnlyList<Cause> Causes, DateOnly? AnalysedOn) : AccountabilityCommand(Record);

/// <param name="Kind">direct, leading, supervisory.</param>
public sealed record Responsible(string? Person, string? Unit, string Kind, string? Measure, string? DecidedBy, string? Document, DateOnly? InForceOn);
public sealed record RecordResponsible(int Record, IReadOnlyList<Responsible> Responsible) : AccountabilityCommand(Record);

/// <summary>"Nobody at fault", with reasons, approved one level above the unit.</summary>
public sealed record RecordNobodyAtFault(int Record, Words? Reasons, string? ApprovedBy) : AccountabilityCommand(Record);
public sealed record RecordEducation(
    int Record, DateOnly? HeldOn, string Form, IReadOnlyList<string>? Audience, int Expected, int Attended, Words? Material, string? File) : AccountabilityCommand(Record);
public sealed record RecordRectification(int Record, string RootCause, Words? Action, string? Owner, DateOnly? By, string? Proof) : AccountabilityCommand(Record);

/// <param name="ReturnClause">C1…C4 when it is returned; null passes it.</param>
public sealed record VerifyAccountability(int Record, string? ReturnClause, Words? Reason) : AccountabilityCommand(Record);
public sealed record DeferAccountability(int Record, DateOnly Until, string AwaitedBody, Words? Reason) : AccountabilityCommand(Record);

/// <param name="RecurredOn">The day on which it happened again; today if empty.</param>
public sealed record RecordFollowUp(int Record, bool InEffect, bool Recurred, Words? Note, DateOnly? RecurredOn = null) : AccountabilityCommand(Record);

/// <summary>The daily search found a petition of the same category and place.</summary>
public sealed record ProposeRecurrence(int Record, string Number, DateOnly ReceivedOn) : AccountabilityCommand(Record);

/// <param name="Same">It is the same again: the record opens with its causes in doubt.</param>
public sealed record DecideRecurrence(int Record, string? Number, bool Same, Words? Reason) : AccountabilityCommand(Record);

/// <summary>Begins a new version of a passed record; the old one stays as it is.</summary>
public sealed record CorrectAccountability(int Record, Words? Reason) : AccountabilityCommand(Record);

/// <summary>From the incident: the open record of this petition stands for all of them.</summary>
public sealed record ShareAccountability(string Incident) : Command;

/// <summary>From the incident: the record in the file of <paramref name="Lead"/> stands for this petition.</summary>
public sealed record CoverByIncident(string Incident, string Lead, int Record, bool Passed) : Command;

/// <summary>From the incident: who is concerned by all its petitions together, where that calls for the full sheet.</summary>
/// <param name="Hurt">Somebody of one of them was hurt.</param>
/// <param name="Triggers">What demanded a record of the other petitions.</param>
public sealed record WeighSharedAccountability(string Incident, int Record, int People, bool Hurt, IReadOnlyList<string> Triggers) : Command;

/// <summary>The anonymised lesson for the case library.</summary>
public sealed record WriteCaseNote(int Record, Words? Title, Words? Text) : AccountabilityCommand(Record);
