namespace Petitions.Cases;

// Mediation (T13, T15b)
public sealed record ProposeMediation(IReadOnlyList<string> Mediators, string? Committee = null) : Command;

/// <param name="Party">Number of the person in the case.</param>
public sealed record RecordConsent(int Party, bool Consents) : Command;

/// <summary>Basic data of a party for the agreement (people's mediation law, article 29); every member may be left out.</summary>
/// <param name="Sex">male, female.</param>
/// <param name="Age">Whole years.</param>
/// <param name="IdKind">residentId, passport, creditCode (of an organisation), otherId; with a number.</param>
/// <param name="Occupation">Work or unit.</param>
public sealed record DescribeParty(
    int Party, string? Sex = null, int? Age = null, string? IdKind = null, Words? IdNumber = null, Words? Occupation = null, Words? Address = null) : Command;

/// <summary>A party does not want this mediator. Another takes the place; the mediation goes on (people's mediation law, articles 19, 23).</summary>
/// <param name="Chosen">Whom the party wants instead; the next one of the committee if empty.</param>
public sealed record ReplaceMediator(int Party, string? Refused, string? Chosen = null) : Command;

/// <summary>Somebody whom the dispute concerns as well is asked to join; the parties want it, and the new one must consent too (article 20).</summary>
public sealed record JoinMediation(Words? Name, bool PartiesAgree, Words? Phone = null, Words? Address = null) : Command;

/// <summary>More time than 30 days, by consent of all parties; may be agreed again before it ends.</summary>
/// <param name="Days">At most 30 at a time.</param>
public sealed record ExtendMediation(int Days, bool PartiesAgree, Words? Reason) : Command;

/// <summary>The days stand still by consent of all parties, for an expert's report or an illness.</summary>
/// <param name="Until">Last day of the pause, at most 60 days away.</param>
public sealed record PauseMediation(DateOnly? Until, bool PartiesAgree, Words? Reason) : Command;

/// <summary>The pause ends earlier than was agreed.</summary>
public sealed record ResumeMediation : Command;

/// <summary>What may become a public-security or criminal case is reported to the police (article 25).</summary>
public sealed record ReportSuspectedCrime(Words? What) : Command;
public sealed record RecordSession(Words Place, Words Record) : Command;

/// <summary>One promise of an agreement.</summary>
/// <param name="Way">How it is performed: in cash before the mediator, by a repair firm, …; an agreement may name it (people's mediation law, art. 29).</param>
public sealed record Promise(Words What, DateOnly? KeepBy, decimal? Amount = null, Words? Way = null);

/// <param name="Form">written or oral.</param>
/// <param name="CoversParts">Parts of the request that it settles; all if empty.</param>
public sealed record RecordAgreement(
    string Form, Words? Facts, Words? Terms, IReadOnlyList<Promise>? Promises = null, IReadOnlyList<int>? SignedBy = null,
    bool MediatorSigned = false, bool CommitteeSeal = false, DateOnly? InForceOn = null, Words? OralRecord = null,
    IReadOnlyList<int>? CoversParts = null) : Command
{
    /// <summary>status, adoption, marriage or title: what no court confirms; null for everything else.</summary>
    public string? NotConfirmable { get; init; }
}

/// <summary>The mediator's record of an oral agreement, written later.</summary>
public sealed record RecordOralAgreement(Words Record) : Command;

/// <param name="Ground">refused, failed, time, unsuitable.</param>
/// <param name="OtherWays">Arbitration, administrative and court ways that both were told of (people's mediation law, art. 26).</param>
public sealed record EndMediation(string Ground, IReadOnlyList<string>? OtherWays, Words? Note = null) : Command;
public sealed record RecordDissuasion(string By, DateOnly On, Words Text) : Command;

/// <param name="Amount">Yuan, where only a part was paid; what has been paid adds up. Empty: all of it is done.</param>
public sealed record RecordPerformance(int Item, DateOnly DoneOn, decimal? Amount = null) : Command;

/// <param name="Step">asked, accepted, confirmed, refused.</param>
public sealed record RecordConfirmation(string Step, DateOnly On) : Command;

/// <summary>Mediation by the police: theirs, only its result is recorded.</summary>
public sealed record RecordPoliceMediation(bool Agreed, Words? Terms, DateOnly On, DateOnly? PerformedOn = null) : Command;

/// <summary>Mediation by a court: theirs, only its result is recorded.</summary>
/// <param name="Document">Number of the court's mediation document.</param>
public sealed record RecordCourtMediation(bool Agreed, Words? Terms, string? Document, DateOnly On, DateOnly? PerformedOn = null) : Command;
public sealed record TellEnforcement(ServiceProof Proof) : Command;
