namespace Petitions.Cases;

// Acceptance and handling (T11, T12, T31)
/// <param name="Procedure">ordinary or simple; default: simple if it was proposed at registration, else ordinary.</param>
/// <param name="Representatives">People received in the reception room (a visit receives at most five).</param>
/// <param name="RecusalAnswered">The question of recusal was asked and answered.</param>
/// <param name="SameMatterAs">Number of the petition that this one repeats, if the desk believes so.</param>
public sealed record Accept(
    string? Procedure = null, IReadOnlyList<NamedPerson>? Representatives = null, bool RecusalAnswered = true, string? SameMatterAs = null,
    bool NewFacts = false, ServiceProof? NoticeServed = null) : Command
{
    public override IReadOnlyList<string> Looks => SameMatterAs is null ? [] : [SameMatterAs];
}

/// <summary>The list of a joint petition, or more of it, after the registration.</summary>
/// <param name="PeopleCount">Everybody behind it, named or not; it never shrinks.</param>
public sealed record AddPeople(IReadOnlyList<NamedPerson>? People, int? PeopleCount = null) : Command;

/// <summary>Writes down who was received of a visiting group (art. 20: one to five).</summary>
public sealed record RecordReception(IReadOnlyList<NamedPerson> Received) : Command;

// Incidents: given by their own desk, which knows whether the incident is there
public sealed record JoinIncident(string Incident) : Command;
public sealed record LeaveIncident(string Incident, Words? Reason) : Command;

/// <param name="Answer">Number of the answer in the incident.</param>
/// <param name="Proof">How all of them were reached; recorded for each.</param>
public sealed record AnswerIncident(string Incident, int Answer, Words? Text, ServiceProof? Proof) : Command;

/// <summary>Corrects the category or nature of a part before acceptance.</summary>
public sealed record Classify(int Part, string? Nature, string? Category) : Command;
public sealed record AssignHandler(string? Handler) : Command;
public sealed record RecuseHandler(string? Person, Words? Reason, string? ReplacedBy) : Command;
public sealed record ConvertToOrdinary(Words? Reason) : Command;
public sealed record Comment(Words Text) : Command;
public sealed record Attach(string FileId, string Kind, Words? Description) : Command;
public sealed record RecordFirstContact(Words? Note = null) : Command;
/// <param name="NotCounted">The days are not to be counted: by themselves in a re-examination (article 36), refused anywhere else.</param>
public sealed record RecordHearing(DateOnly From, DateOnly To, Words? Record, bool NotCounted = false) : Command;

/// <summary>Harm that followed while the case was open (TR1); <paramref name="Hurt"/> if a person was hurt.</summary>
public sealed record RecordHarm(DateOnly On, Words What, bool Hurt = false, bool GroupEvent = false, bool Crime = false) : Command;

// Extension (T14)
public sealed record RequestExtension(int Days, Words? Reason) : Command;

/// <param name="ToldOn">The day the petitioner was told the reason; before the old due day.</param>
public sealed record ApproveExtension(DateOnly? ToldOn) : Command;
