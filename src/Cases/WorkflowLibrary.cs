using System.Collections.Concurrent;
using Petitions.Cases.Activities;
using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Cases;

/// <summary>A stored version of a definition, verbatim.</summary>
public sealed record DefinitionVersion(string VersionId, string DefinitionId, int Version, bool IsPublished, bool IsLatest, string Json);

/// <summary>
/// The definitions a step may run: published ones to start, older versions for cases that began on them. Immutable; made anew when a
/// definition is published. Each version is compiled once, when it is first needed.
/// </summary>
public sealed class WorkflowLibrary(IEnumerable<DefinitionVersion> versions)
{
    public static readonly WorkflowLibrary Empty = new([]);

    private readonly Dictionary<string, DefinitionVersion> _byVersionId = versions.ToDictionary(v => v.VersionId);
    private readonly ConcurrentDictionary<string, WorkflowGraph> _graphs = new();
    private ILookup<string, Trigger>? _triggers;

    public IReadOnlyCollection<DefinitionVersion> Versions => _byVersionId.Values;

    public bool IsEmpty => _byVersionId.Count == 0;

    /// <summary>The compiled version; null if it is not stored.</summary>
    internal WorkflowGraph? Graph(string versionId) =>
        _byVersionId.TryGetValue(versionId, out var version) ? _graphs.GetOrAdd(versionId, _ => Compile(version)) : null;

    internal WorkflowGraph? Published(string definitionId) =>
        _byVersionId.Values.FirstOrDefault(v => v.IsPublished && v.DefinitionId == definitionId) is { } version ? Graph(version.VersionId) : null;

    /// <summary>What starts a new workflow of a case, by the key of the stimulus.</summary>
    internal ILookup<string, Trigger> Triggers => _triggers ??= _byVersionId.Values.Where(v => v.IsPublished)
        .SelectMany(v => Engine.Triggers.Of(Graph(v.VersionId)!, new BurstEnvironment(DateTimeOffset.UnixEpoch)))
        .ToLookup(t => t.Key);

    private WorkflowGraph Compile(DefinitionVersion version)
    {
        var definition = DefinitionReader.Read(version.Json);
        return WorkflowGraph.Build(definition, PetitionActivities.Catalogue, Used);
    }

    private WorkflowDefinition? Used(ActivityReference wanted) =>
        DefinitionActivities.Find(wanted, _byVersionId.Values.Select(v => DefinitionReader.Read(v.Json)));
}
