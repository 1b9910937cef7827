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
