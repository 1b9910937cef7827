namespace Petitions.Cases;

// Workflows: what their steps ask for, and what a supervisor does with one that needs attention
public sealed record StartInternalClock(string Name, int Workdays) : Command;
public sealed record IssueDocument(string Kind) : Command;
public sealed record DraftSupervisionOrder : Command;

/// <summary>Reports a piece of work of a workflow done that no verb of the domain covers.</summary>
public sealed record FinishTask(int Task, string? Result = null) : Command;
public sealed record RetryWorkflow(int Instance) : Command;
public sealed record SkipWorkflowStep(int Instance, string? Outcome, Words? Reason) : Command;
public sealed record CancelWorkflow(int Instance, Words? Reason) : Command;

/// <summary>Lets a running workflow go on by another version of its process; one that has moved on since it was looked at is judged as it stands now.</summary>
/// <param name="From">Id of the version on which it was found.</param>
/// <param name="To">Id of the version by which it goes on.</param>
/// <param name="Order">Number of the order to which it belongs.</param>
public sealed record MoveWorkflow(int Instance, string From, string To, int Order) : Command;

/// <summary>Takes a move back while the workflow has taken no step since.</summary>
public sealed record MoveWorkflowBack(int Instance, string From, string To, int Order) : Command;
