namespace Petitions.Engine;

/// <summary>What starts new instances of a published definition.</summary>
public sealed record Trigger(string DefinitionId, string DefinitionVersionId, string ActivityId, string NodeId, Stimulus Stimulus)
{
    public string Name => Stimulus.Name;
    public string Key => Stimulus.Key;

    /// <summary>Next (or only) moment of a timer trigger.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Repeats after each start.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>Repeats by this expression, in UTC.</summary>
    public string? Cron { get; init; }
}
