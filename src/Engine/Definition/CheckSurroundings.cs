namespace Petitions.Engine.Definition;

/// <summary>What a definition can rely on where it is published.</summary>
public sealed record CheckSurroundings
{
    /// <summary>Nothing is known: references to other definitions are not looked at.</summary>
    public static readonly CheckSurroundings Unknown = new();

    /// <summary>All other definitions that are published, compiled; null when nobody knows.</summary>
    public IReadOnlyList<WorkflowGraph>? Published { get; init; }

    /// <summary>Ids of all definitions that are stored, published or not.</summary>
    public IReadOnlySet<string> Stored { get; init; } = new HashSet<string>();

    /// <summary>Inputs that the host gives to every workflow (<see cref="BurstEnvironment.HostInput"/>).</summary>
    public IReadOnlySet<string> HostInputs { get; init; } = new HashSet<string>();
}
