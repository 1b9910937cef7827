using Petitions.Engine.Definition;

namespace Petitions.Engine;

public enum FlowchartMode { CounterBased, TokenBased }

public enum IncidentStrategy { Fault, ContinueWithIncidents }

/// <summary>
/// Everything a burst may know of the world. The same environment and the same state always give the same result,
/// so a step may be decided again after a lost race.
/// </summary>
public sealed record BurstEnvironment(DateTimeOffset Now)
{
    /// <summary>Source of newGuid(), Math.random() and the like inside scripts.</summary>
    public ulong Seed { get; init; }

    /// <summary>Where the local methods of a script's Date live.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The caller's own object, read by its activities through <see cref="ActivityContext.Host{T}"/>.</summary>
    public object? Host { get; init; }

    /// <summary>
    /// Workflow inputs that the caller knows at every moment, in every burst, by name; null for a name it does not know. An object may be of the
    /// caller's own making and work its members out when a script asks for them.
    /// </summary>
    public Func<string, object?>? HostInput { get; init; }

    /// <summary>
    /// When a wait ends whose length reads differently after a move: what the drawing says, counted from when the wait began, and when it would have
    /// ended. The host's law may put it later; never in the past.
    /// </summary>
    public Func<DateTimeOffset, DateTimeOffset?, DateTimeOffset>? MovedDue { get; init; }

    public BurstLimits Limits { get; init; } = BurstLimits.Default;

    public FlowchartMode FlowchartMode { get; init; } = FlowchartMode.CounterBased;

    public IncidentStrategy IncidentStrategy { get; init; } = IncidentStrategy.Fault;

    /// <summary>
    /// True: every declared input is saved (our documented deviation). False: as in Elsa, only inputs whose storage driver is
    /// the workflow instance's; all others are null after the first wait.
    /// </summary>
    public bool SaveAllInputs { get; init; } = true;

    /// <summary>Published definition by its id. Without it, child workflows are only asked for, not run in line.</summary>
    public Func<string, WorkflowGraph?>? Published { get; init; }

    /// <summary>Gives the id of a child instance from parent id and a number counted in the parent; by default the two joined by a dot.</summary>
    public Func<string, long, string> ChildInstanceId { get; init; } = (parent, number) => $"{parent}.{number}";
}
