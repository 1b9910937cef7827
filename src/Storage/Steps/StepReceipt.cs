using Petitions.Cases;

namespace Petitions.Storage;

/// <param name="IfMatch">Fact version that the sender's form was filled against; null if it does not say.</param>
/// <param name="IdempotencyKey">The same key from the same person has one effect and one receipt, also when two arrive at once.</param>
public sealed record DeskTerms(int? IfMatch = null, string? IdempotencyKey = null)
{
    public static readonly DeskTerms None = new();
}

/// <summary>What a command came to.</summary>
/// <param name="Number">Empty while the case is a draft.</param>
/// <param name="QueryCode">Given once, when the case gets its number; only a digest of it is kept.</param>
/// <param name="Events">Names of what happened, in order.</param>
/// <param name="Candidates">After a registration: cases that may be about the same matter.</param>
public sealed record StepReceipt(
    CaseKey Key, string Number, CaseState State, int FactVersion, string? QueryCode, IReadOnlyList<string> Events, IReadOnlyList<DuplicateCandidate> Candidates)
{
    /// <summary>Codes of the others who stand behind it by name, given once, when they are named.</summary>
    public IReadOnlyList<PersonCode> PersonCodes { get; init; } = [];
}

/// <summary>The query code of one of several: it opens the same matter in this person's own name.</summary>
/// <param name="Person">Number of the person in the case.</param>
public sealed record PersonCode(int Person, string Code);

/// <summary>Another case that may be about the same matter, with every reason that speaks for it.</summary>
/// <param name="Reasons">samePhone, sameName, soundsAlike, onList, samePlace, similarText.</param>
public sealed record DuplicateCandidate(CaseKey Key, string Number, CaseState State, DateTimeOffset ReceivedAt, string? Title, IReadOnlyList<string> Reasons);

/// <summary>The case changed under the desk again and again, and it gave up: nothing was written. The door answers 503; the same command may be given again.</summary>
public sealed class DeskBusy(CaseKey? key) : Exception($"The case {key} changed with each of four tries.");
