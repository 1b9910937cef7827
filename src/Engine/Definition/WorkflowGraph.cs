namespace Petitions.Engine.Definition;

/// <summary>A definition as activity that a node asks for.</summary>
public sealed record ActivityReference(string Type, int Version, string? DefinitionId, string? DefinitionVersionId);

/// <summary>
/// A definition version, compiled: the tree of its activities with nodeIds, expressions parsed. Immutable; make it once per version and share it.
/// </summary>
public sealed class WorkflowGraph
{
    private readonly Dictionary<string, GraphNode> _byNodeId;

    internal WorkflowGraph(WorkflowDefinition definition, GraphNode root, List<GraphNode> nodes, IReadOnlyList<string> warnings)
    {
        Definition = definition;
        Root = root;
        Nodes = nodes;
        Warnings = warnings;
        _byNodeId = nodes.ToDictionary(node => node.NodeId);
    }

    public WorkflowDefinition Definition { get; }

    /// <summary>The workflow itself; its slot "root" holds the definition's root activity.</summary>
    public GraphNode Root { get; }

    /// <summary>All nodes, parents before children, those of definitions used as activities among them.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    public IReadOnlyList<string> Warnings { get; }

    public GraphNode? Node(string nodeId) => _byNodeId.GetValueOrDefault(nodeId);

    /// <param name="usedAsActivity">
    /// Finds the definition behind an activity type, for example with <see cref="DefinitionActivities.Find"/>; null when there is none.
    /// </param>
    /// <exception cref="DefinitionUnreadable">An activity in it has no readable shape, or the nesting is too deep.</exception>
    public static WorkflowGraph Build(
        WorkflowDefinition definition, ActivityCatalogue catalogue, Func<ActivityReference, WorkflowDefinition?>? usedAsActivity = null) =>
        new GraphBuilder(catalogue, usedAsActivity).Build(definition);
}
