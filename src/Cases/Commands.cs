namespace Petitions.Cases;

// What orders share, and the system's own. The others stand with their chapters, one line each; in the order of a case's life:
// IntakeCommands, TransferCommands, SealedCommands, HandlingCommands, MediationCommands, EndingCommands, ReviewCommands,
// LadderCommands, SupervisionCommands, AccountabilityCommands, WorkflowCommands. Rules and roles enter the RuleBook beside them.
// Words are free text in the speaker's language; codes are those of the reference data; days are local days.

/// <summary>One person named in a petition. A missing name is not an error: the petitioner is then anonymous.</summary>
/// <param name="Role">petitioner, representative, listed, respondent, witness, reporter.</param>
/// <param name="SafeContact">The only way she wants to be reached.</param>
public sealed record NamedPerson(string Role, Words? Name, Words? Phone = null, Words? Address = null, Words? SafeContact = null);

/// <summary>One request of a petition. Nature and category default to those of the case.</summary>
public sealed record RequestDraft(Words Text, string? Nature = null, string? Category = null, bool Sealed = false);

/// <summary>Proof that a document reached its receiver: signed, registeredMail, electronic, refusedWithWitness.</summary>
public sealed record ServiceProof(string Way, Words? Proof, DateTimeOffset? At = null, string? Recipient = null);

/// <summary>A written refusal of the legal channel that brings the matter back to the petition track (art. 31).</summary>
public sealed record ChannelRefusal(string By, DateOnly On, Words? Document);

// The system's own
/// <summary>All timers of the case that are due, in order; those that no longer apply do nothing.</summary>
public sealed record TimersDue : Command;

/// <summary>The daily three-not-let-go check of one case (CHK-3NLG-DAILY).</summary>
public sealed record CheckAccountability : Command;

/// <summary>Calendar, clocks or ladder were changed by a published version: the case's dates follow it (handbook §4.6).</summary>
/// <param name="Tell">Whether owner, and petitioner where a right moved, are told.</param>
public sealed record RecomputeClocks(bool Tell = false) : Command;
