namespace Petitions.Cases;

// Intake (T01–T07, T29, T30)
public record Register : Command
{
    public string? Channel { get; init; }
    public DateTimeOffset? ReceivedAt { get; init; }
    public Words? LateReason { get; init; }

    /// <summary>The desk that received it; default: the registrar's own unit.</summary>
    public string? ReceivedBy { get; init; }
    public string? Category { get; init; }
    public string? Nature { get; init; }
    public string? Urgency { get; init; }
    public string? Location { get; init; }
    public string? AffiliatedUnit { get; init; }
    public string? ResponsibleUnit { get; init; }
    public Words? Title { get; init; }
    public Words? Text { get; init; }
    public string? Recording { get; init; }
    public IReadOnlyList<RequestDraft> Parts { get; init; } = [];
    public IReadOnlyList<NamedPerson> People { get; init; } = [];

    /// <summary>Everybody behind it, named or not; at least the number of petitioners named.</summary>
    public int? PeopleCount { get; init; }
    public bool Anonymous { get; init; }

    /// <summary>The resident wants a written answer: a service order or dispute is then a claim from the first day (T30 at registration).</summary>
    public bool TreatAsPetition { get; init; }

    /// <summary>Proposed for the simple procedure (handbook §3.2).</summary>
    public bool Simple { get; init; }
    public bool KeepNameFromUnit { get; init; }
    public string? SenderUnit { get; init; }
    public string? SenderReference { get; init; }
    public DateOnly? SenderReceivedOn { get; init; }
    public DateOnly? SenderDue { get; init; }
    public bool ReplyToSender { get; init; }
    public ChannelRefusal? ChannelRefusal { get; init; }

    /// <summary>The oral request was read back and confirmed.</summary>
    public bool ReadBack { get; init; }

    /// <summary>Why an oral request could not be read back: the caller hung up, a written paper was handed over.</summary>
    public Words? NotReadBack { get; init; }
}

public sealed record SaveDraft : Register;

/// <summary>Turns the draft into a registered petition; given fields replace those of the draft.</summary>
public sealed record RegisterDraft : Register;
public sealed record AskSupplement(IReadOnlyList<Words> Items) : Command;
public sealed record Supplement(Words Text) : Command;

/// <summary>Links to the same matter. Ground: inHand (same body), SAME_MATTER_IN_PROGRESS (a higher body decides), NO_FURTHER_ACCEPTANCE (after re-examination).</summary>
public sealed record LinkSameMatter(string Target, string Ground, Words? Basis, string? DecidedBy = null, bool NewFacts = false) : Command
{
    public override IReadOnlyList<string> Looks => [Target];
}

/// <summary>Diverts the named parts (all if empty) to a legal channel with written guidance.</summary>
public sealed record Divert(IReadOnlyList<int>? Parts, string? To, string? Basis, Words? Guidance) : Command;
public sealed record NotAccept(string? Ground, string? NextDoor, Words? Explanation) : Command;

/// <summary>Splits a mixed petition: the first part keeps the number, the others become petitions of their own with the first receipt.</summary>
/// <param name="OpenFiles">Files that hold nothing of what is sealed and stay; where an accusation leaves, all others and a recording go with it.</param>
public sealed record Split(
    IReadOnlyList<RequestDraft> Parts, Words? OpenText = null, Words? OpenTitle = null, IReadOnlyList<string>? OpenFiles = null) : Command;
public sealed record TreatAsPetition : Command;

/// <param name="How">How the petitioner said it, where somebody records it for her.</param>
public sealed record ConsentToEmployer(bool Allows = true, Words? How = null) : Command;
