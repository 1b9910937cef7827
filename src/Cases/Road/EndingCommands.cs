namespace Petitions.Cases;

// Endings (T15–T17, T15a–d, T32) and service
public sealed record PartResult(int Part, string? Result, Words? Facts, Words? Basis, Words? Aid = null, bool IllegalAct = false);
public sealed record SubmitOpinion(IReadOnlyList<PartResult> Results) : Command;
public sealed record SendBackOpinion(Words? Reason) : Command;

/// <param name="IssuingBody">A unit with body = true on the line above the head who issues.</param>
public sealed record IssueOpinion(string? IssuingBody) : Command;
public sealed record ServeOpinion(ServiceProof? Proof) : Command;

/// <param name="Result">done, partlyDone, notDone.</param>
/// <param name="Reply">How the resident was told.</param>
public sealed record ReportResult(string? Result, Words? What, Words? Why, ServiceProof? Reply) : Command;
public sealed record EndByMediation(ServiceProof? Proof) : Command;

/// <param name="Result">adopted, partlyAdopted, notAdopted.</param>
public sealed record ReplyToAdvice(string? Result, Words? Reason, ServiceProof? Reply) : Command;
public sealed record RecordPoliceReceipt(Words? Receipt) : Command;

/// <summary>Serves a document that was issued, with proof; several times for several receivers.</summary>
public sealed record ServeDocument(int Document, ServiceProof Proof) : Command;

/// <summary>A paper that has not been served was made wrongly: it is void and listed as such, a new one of its kind takes its place.</summary>
public sealed record VoidDocument(int Document, Words? Reason) : Command;
public sealed record ReplyToSender(Words Text) : Command;

/// <summary>Serves a due answer while the workflow is parked: the answer complete by its nature, a second person, a reason.</summary>
public sealed record BreakGlass(
    string? SecondPerson, Words? Reason, SubmitOpinion? Opinion = null, string? IssuingBody = null, ServiceProof? Proof = null,
    ReportResult? Result = null, ReplyToAdvice? Advice = null) : Command;

// Closure and afterwards (T18–T20, T24)
/// <param name="LevelOfSolution">building, section, estate, community, unit, enterprise, township …</param>
public sealed record Close(string? LevelOfSolution) : Command;
public sealed record Rate(int Stars, Words? Words = null) : Command;

/// <param name="Ground">unsatisfied, falseClosure, notPerformed, newFacts.</param>
public sealed record AskReopen(string Ground, Words? Reason) : Command;
public sealed record DecideReopen(bool Granted, Words? Reason, string? NewHandler = null) : Command;

/// <summary>A call-back by another unit: solved, notSolved, falseClosure, unreachable. A false closure reopens by itself.</summary>
public sealed record RecordCallBack(string Result, Words? Note, string? NewHandler = null) : Command;

/// <param name="Person">Who withdraws, for himself alone, where somebody writes it down for him; must be said where several ask.</param>
public sealed record Withdraw(Words? Reason, int? Person = null) : Command;

/// <summary>By another unit; asks "were you pressed?".</summary>
/// <param name="Person">Who was called, where the wishes of several wait.</param>
public sealed record ConfirmWithdrawal(bool Confirmed, bool Pressed, int? Person = null) : Command;

/// <param name="Person">Whose withdrawal is taken back, where somebody writes it down for him; default: the last one's.</param>
public sealed record RevokeWithdrawal(int? Person = null) : Command;
