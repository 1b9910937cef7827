using Petitions.Cases.Activities;
using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Cases;

/// <summary>A stored version of a definition, verbatim.</summary>
public sealed record DefinitionVersion(string VersionId, string DefinitionId, int Version, bool IsPublished, bool IsLatest, string Json);

/// <summary>
/// The definitions a step may run: published ones to start, older versions for cases that began on them. Immutable; made anew when a
/// definition is published. Each version is read and compiled once, when it is first needed; one that cannot be read is as good as not stored, and
/// harms no other.
/// </summary>
public sealed class WorkflowLibrary
{
    public static readonly WorkflowLibrary Empty = new([]);

    private readonly Dictionary<string, Lazy<WorkflowDefinition?>> _definitions = [];
    private readonly Dictionary<string, Lazy<WorkflowGraph?>> _graphs = [];
    private readonly Lazy<ILookup<string, Trigger>> _triggers;

    public WorkflowLibrary(IEnumerable<DefinitionVersion> versions)
    {
        Versions = [.. versions];
        foreach (var version in Versions)
        {
            _definitions.Add(version.VersionId, new(() => Readable(version)));
            _graphs.Add(version.VersionId, new(() => Compiled(version)));
        }
        _triggers = new(() => Versions.Where(v => v.IsPublished).SelectMany(TriggersOf).ToLookup(t => t.Key));
    }

    public IReadOnlyCollection<DefinitionVersion> Versions { get; }

    public bool IsEmpty => Versions.Count == 0;

    /// <summary>Published versions that start nothing because they cannot be read or their triggers cannot be worked out.</summary>
    public IReadOnlyList<DefinitionVersion> Broken => [.. Versions.Where(v => v.IsPublished && (Graph(v.VersionId) is not { } graph || TriggersIn(graph) is null))];

    /// <summary>The compiled version; null if it is not stored or cannot be read.</summary>
    internal WorkflowGraph? Graph(string versionId) => _graphs.TryGetValue(versionId, out var graph) ? graph.Value : null;

    internal WorkflowGraph? Published(string definitionId) =>
        Versions.FirstOrDefault(v => v.IsPublished && v.DefinitionId == definitionId) is { } version ? Graph(version.VersionId) : null;

    /// <summary>What starts a new workflow of a case, by the key of the stimulus.</summary>
    internal ILookup<string, Trigger> Triggers => _triggers.Value;

    private IReadOnlyList<Trigger> TriggersOf(DefinitionVersion version) => Graph(version.VersionId) is { } graph ? TriggersIn(graph) ?? [] : [];

    private static IReadOnlyList<Trigger>? TriggersIn(WorkflowGraph graph)
    {
        try
        {
            return Engine.Triggers.Of(graph, new BurstEnvironment(DateTimeOffset.UnixEpoch));
        }
        catch (EngineFault)
        {
            return null;
        }
    }

    private WorkflowGraph? Compiled(DefinitionVersion version)
    {
        try
        {
            return _definitions[version.VersionId].Value is { } definition ? WorkflowGraph.Build(definition, PetitionActivities.Catalogue, Used) : null;
        }
        catch (DefinitionUnreadable)
        {
            return null;
        }
    }

    private static WorkflowDefinition? Readable(DefinitionVersion version)
    {
        try
        {
            return DefinitionReader.Read(version.Json);
        }
        catch (DefinitionUnreadable)
        {
            return null;
        }
    }

    private WorkflowDefinition? Used(ActivityReference wanted) =>
        DefinitionActivities.Find(wanted, Versions.Select(v => _definitions[v.VersionId].Value).OfType<WorkflowDefinition>());
}
