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

    private readonly Dictionary<string, Lazy<WorkflowDefinition>> _definitions = [];
    private readonly Dictionary<string, Lazy<WorkflowGraph>> _graphs = [];
    private readonly Lazy<ILookup<string, Trigger>> _triggers;

    public WorkflowLibrary(IEnumerable<DefinitionVersion> versions)
    {
        Versions = [.. versions];
        foreach (var version in Versions)
        {
            // Whether it is published is decided here; the document says what its author's Studio believed.
            _definitions.Add(version.VersionId, new(() => DefinitionReader.Read(version.Json) with { IsPublished = version.IsPublished }));
            _graphs.Add(version.VersionId, new(() => Compiled(version)));
        }
        _triggers = new(() => Versions.Where(v => v.IsPublished).SelectMany(TriggersOf).ToLookup(t => t.Key));
    }

    public IReadOnlyCollection<DefinitionVersion> Versions { get; }

    public bool IsEmpty => Versions.Count == 0;

    /// <summary>The same with a drawing in the place of what is published of its process.</summary>
    public WorkflowLibrary With(DefinitionVersion tried) => new(
    [
        .. Versions.Where(v => v.VersionId != tried.VersionId).Select(v => v.DefinitionId == tried.DefinitionId ? v with { IsPublished = false, IsLatest = false } : v),
        tried with { IsPublished = true, IsLatest = true },
    ]);

    /// <summary>The name that the designer gave to a process that is published.</summary>
    public string? ProcessName(string definitionId) => Published(definitionId)?.Definition.Name;

    /// <summary>The names of the steps of what is published, by process and activity.</summary>
    public string? StepName(string definitionId, string activityId) =>
        Published(definitionId)?.Nodes.FirstOrDefault(n => n.Id == activityId)?.Name;

    /// <summary>What stored definitions offer to others as activities; one that cannot be read offers nothing.</summary>
    public IReadOnlyList<ActivityDescriptor> Activities =>
    [
        .. Versions.Select(ReadableOf).OfType<WorkflowDefinition>().Where(d => d.Options.UsableAsActivity).Select(DefinitionActivities.Describe)
            .DistinctBy(d => (d.TypeName, d.Version)),
    ];

    /// <summary>The compiled version; null if it is not stored.</summary>
    internal WorkflowGraph? Graph(string versionId) => _graphs.TryGetValue(versionId, out var graph) ? graph.Value : null;

    internal WorkflowGraph? Published(string definitionId) =>
        Versions.FirstOrDefault(v => v.IsPublished && v.DefinitionId == definitionId) is { } version ? Graph(version.VersionId) : null;

    /// <summary>What starts a new workflow of a case, by the key of the stimulus.</summary>
    internal ILookup<string, Trigger> Triggers => _triggers.Value;

    private WorkflowDefinition? ReadableOf(DefinitionVersion version)
    {
        try
        {
            return _definitions[version.VersionId].Value;
        }
        catch (DefinitionUnreadable)
        {
            return null;
        }
    }

    private IReadOnlyList<Trigger> TriggersOf(DefinitionVersion version) =>
        [.. Engine.Triggers.Of(Graph(version.VersionId)!, new BurstEnvironment(DateTimeOffset.UnixEpoch))];

    private WorkflowGraph Compiled(DefinitionVersion version) => WorkflowGraph.Build(_definitions[version.VersionId].Value, PetitionActivities.Catalogue, Used);

    private WorkflowDefinition? Used(ActivityReference wanted) =>
        DefinitionActivities.Find(wanted, Versions.Select(v => _definitions[v.VersionId].Value));
}
