namespace Petitions.Engine;

/// <summary>
/// Something a burst asks the world for. Effects are in the order in which they were asked; nothing has happened yet when they are returned.
/// </summary>
/// <param name="InstanceId">The instance that asks: the one of the burst, or a child that ran in line.</param>
public abstract record Effect(string InstanceId);

/// <summary>A bookmark that falls due by itself.</summary>
public sealed record TimerSet(string InstanceId, string BookmarkId, DateTimeOffset DueAt) : Effect(InstanceId);

/// <summary>A timer whose bookmark went away before or because it fired.</summary>
public sealed record TimerCleared(string InstanceId, string BookmarkId) : Effect(InstanceId);

/// <summary>RunTask: a piece of work for the host; its answer resumes the bookmark with the input "Result".</summary>
public sealed record TaskRequested(string InstanceId, string BookmarkId, string TaskId, string TaskName, object? Payload) : Effect(InstanceId);

/// <summary>PublishEvent. Local: only the own instance is to hear it.</summary>
public sealed record EventPublished(string InstanceId, string EventName, string? CorrelationId, bool IsLocal, object? Payload) : Effect(InstanceId);

/// <summary>A child workflow to be started after the commit. When it ends, resume the parent's bookmark with <see cref="Stimulus.Child"/>.</summary>
public sealed record ChildStartRequested(
    string InstanceId, string DefinitionId, string ChildInstanceId, IReadOnlyDictionary<string, object?> Input, string? CorrelationId,
    bool Waits) : Effect(InstanceId);

/// <summary>An instance that has a parent came to its end (finished, faulted or cancelled).</summary>
public sealed record ChildEnded(
    string InstanceId, string ParentInstanceId, WorkflowSubStatus SubStatus, IReadOnlyDictionary<string, object?> Output) : Effect(InstanceId);

/// <summary>An HTTP call; its answer resumes the bookmark with the inputs StatusCode, Content, Headers or Failure.</summary>
public sealed record HttpRequested(
    string InstanceId, string BookmarkId, string Method, string Url, object? Content, string? ContentType, string? Authorization,
    IReadOnlyDictionary<string, object?>? Headers) : Effect(InstanceId);

/// <summary>The answer to the HTTP request that started or resumed the instance.</summary>
public sealed record HttpResponded(
    string InstanceId, int StatusCode, string? Content, string? ContentType, IReadOnlyDictionary<string, object?>? Headers) : Effect(InstanceId);

/// <summary>WriteLine.</summary>
public sealed record LineWritten(string InstanceId, string Text) : Effect(InstanceId);

/// <summary>What an activity of the host asked for with <see cref="ActivityContext.Ask"/>.</summary>
public sealed record HostAsk(string InstanceId, string NodeId, string ActivityInstanceId, object Ask) : Effect(InstanceId);
