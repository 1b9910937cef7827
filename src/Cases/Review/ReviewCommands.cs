namespace Petitions.Cases;

// Review and re-examination (T21–T23)
/// <param name="Text">Why she does not agree; may be missing.</param>
/// <param name="SentOn">Day of the postmark, for a clerk who enters a letter; the window is kept by it.</param>
/// <param name="Of">The body whose opinion is meant, where several have answered; else the one that is next.</param>
public sealed record AskReview(Words? Text = null, DateOnly? SentOn = null, string? Of = null) : Command;
public sealed record AskReexamination(Words? Text = null, DateOnly? SentOn = null, string? Of = null) : Command;

/// <summary>The deciding body opens a window that has passed: illness, force of nature; with what proves it.</summary>
public sealed record WaiveReviewWindow(Words? Reason, Words? Evidence) : Command;

/// <param name="Result">upheld, changed, returned (for handling anew).</param>
/// <param name="Ground">error, procedure, newEvidence: why it is changed or returned.</param>
/// <param name="Text">Facts found, law, decision: the review opinion.</param>
/// <param name="Results">New results of parts, where it is changed; the others stay.</param>
/// <param name="Performance">What the body under review must do, with the last day of each.</param>
/// <param name="Proof">Served at once; else <see cref="ServeReview"/> follows.</param>
public abstract record ReviewDecision(
    string? Result, string? Ground, Words? Text, IReadOnlyList<PartResult>? Results, IReadOnlyList<Promise>? Performance, ServiceProof? Proof) : Command;
public sealed record DecideReview(
    string? Result, string? Ground = null, Words? Text = null, IReadOnlyList<PartResult>? Results = null, IReadOnlyList<Promise>? Performance = null,
    ServiceProof? Proof = null) : ReviewDecision(Result, Ground, Text, Results, Performance, Proof);
public sealed record DecideReexamination(
    string? Result, string? Ground = null, Words? Text = null, IReadOnlyList<PartResult>? Results = null, IReadOnlyList<Promise>? Performance = null,
    ServiceProof? Proof = null) : ReviewDecision(Result, Ground, Text, Results, Performance, Proof);
public sealed record ServeReview(ServiceProof? Proof) : Command;

/// <summary>The opinion of a re-examination with a hearing, without personal data.</summary>
public sealed record PublishReexamination(Words? Text) : Command;
