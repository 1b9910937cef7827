using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Tests.Conformance;

/// <summary>What an import led to.</summary>
public sealed record ImportResult(bool Succeeded, int Version, bool IsPublished, bool IsLatest, int ValidationErrors);

/// <summary>The definitions that were imported, by version, with the triggers of the published ones.</summary>
public sealed class Shelf
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly ActivityCatalogue _catalogue = ActivityCatalogue.With();
    private readonly List<WorkflowDefinition> _versions = [];
    private readonly Dictionary<string, WorkflowGraph> _graphs = [];
    private readonly Dictionary<string, IReadOnlyList<Trigger>> _triggers = [];

    public Shelf(FlowchartMode mode) => Environment = new BurstEnvironment(Noon)
    {
        Seed = 1, FlowchartMode = mode, Published = Published, SaveAllInputs = false,
    };

    public BurstEnvironment Environment { get; }

    public IEnumerable<Trigger> Triggers => _triggers.Values.SelectMany(t => t);

    /// <summary>The file's version number is not taken over, as in Elsa.</summary>
    public ImportResult Import(WorkflowDefinition given, bool publish)
    {
        var known = _versions.FindAll(d => d.DefinitionId == given.DefinitionId);
        var draft = known.Find(d => d.IsLatest && !d.IsPublished);
        var version = draft?.Version ?? (known.Count == 0 ? 1 : known.Max(d => d.Version) + 1);
        var id = draft?.Id ?? (_versions.Exists(d => d.Id == given.Id) ? $"{given.DefinitionId}-v{version}-{_versions.Count}" : given.Id);
        var definition = given with { Id = id, Version = version, IsLatest = true, IsPublished = publish };
        var graph = WorkflowGraph.Build(definition, _catalogue, wanted => DefinitionActivities.Find(wanted, _versions));
        var errors = publish ? Publication.Errors(graph, Environment, Triggers).Count : 0;
        if (errors > 0) return new(false, 0, false, false, errors);
        Store(definition, graph, publish ? Engine.Triggers.Of(graph, Environment) : [], draft);
        if (publish && definition.Options is { UsableAsActivity: true, AutoUpdateConsumingWorkflows: true }) UpdateConsumers(definition);
        return new(true, definition.Version, publish, true, 0);
    }

    /// <summary>What uses the child follows it to its new version: a published consumer is published again, a draft stays one.</summary>
    private void UpdateConsumers(WorkflowDefinition child)
    {
        foreach (var consumer in _versions.Where(d => d.IsLatest && d.DefinitionId != child.DefinitionId && !d.IsReadonly).ToList())
            if (References.PointAt(consumer, child) is { } updated) Import(updated, consumer.IsPublished);
    }

    private void Store(WorkflowDefinition definition, WorkflowGraph graph, IReadOnlyList<Trigger> triggers, WorkflowDefinition? draft)
    {
        if (draft is not null) _versions.Remove(draft);
        for (var i = 0; i < _versions.Count; i++)
        {
            if (_versions[i].DefinitionId != definition.DefinitionId) continue;
            _versions[i] = _versions[i] with { IsLatest = false, IsPublished = _versions[i].IsPublished && !definition.IsPublished };
            if (definition.IsPublished) _triggers.Remove(_versions[i].Id);
        }
        _versions.Add(definition);
        _graphs[definition.Id] = graph;
        if (definition.IsPublished) _triggers[definition.Id] = triggers;
    }

    public WorkflowGraph Version(string versionId) => _graphs[versionId];

    public WorkflowGraph? Version(string definitionId, int version) =>
        _versions.Find(d => d.DefinitionId == definitionId && d.Version == version) is { } found ? _graphs[found.Id] : null;

    public WorkflowGraph? Published(string definitionId) =>
        _versions.Find(d => d.DefinitionId == definitionId && d.IsPublished) is { } found ? _graphs[found.Id] : null;
}
