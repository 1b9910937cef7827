namespace Petitions.Cases;

// The sealed track (T27)
/// <param name="To">A discipline desk; default: the one with authority over the accused unit.</param>
public sealed record HandToDiscipline(string? To = null) : Command;
public sealed record TellAccuser(ServiceProof? Proof) : Command;

/// <param name="Result">upheld, partlyUpheld, notUpheld, cannotBeVerified.</param>
/// <param name="Findings">What the accuser may be told of it.</param>
public sealed record ConcludeAccusation(string? Result, Words? Findings = null) : Command;
public sealed record TellResult(ServiceProof? Proof) : Command;
public sealed record RecordRetaliationContact(Words? Note = null) : Command;

/// <summary>What protects the accuser until the end, or why nothing need be done.</summary>
public sealed record DecideInterimMeasure(Words? Text) : Command;

/// <summary>The answer to "has anything happened since?".</summary>
/// <param name="Days">30 or 90: which of the two questions.</param>
public sealed record RecordSince(int Days, bool Happened, Words? Text = null) : Command
{
    public override string? About => $"since:{Days}";
}

public sealed record CloseSealed : Command;

/// <param name="Staff">Somebody whose name stands in the accusation.</param>
/// <param name="IsMeant">False: another person of that name.</param>
public sealed record DecideNamesake(string? Staff, bool IsMeant, Words? Reason) : Command;
