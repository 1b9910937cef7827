namespace Petitions.Engine.Definition;

/// <summary>Error: it is not published. Warning: it runs, but perhaps not as its designer thinks.</summary>
public enum FindingSeverity { Warning, Error }

/// <summary>
/// Something in a definition that a designer should mend. The words stand with whoever shows them, under <see cref="Sentence"/> (what is wrong)
/// and <see cref="Advice"/> (how to mend it), with <see cref="Facts"/> in them.
/// </summary>
/// <param name="Node">Id of the activity; "" for the definition as a whole.</param>
/// <param name="NodeId">Ids of all ancestors and its own, joined by colons; "" for the definition as a whole.</param>
/// <param name="Name">What the designer sees: the display text, else the name, else the id.</param>
/// <param name="Rule">A stable word: unknownType, danglingConnection, W5 …</param>
public sealed record DefinitionFinding(string Node, string NodeId, string Name, string Rule, FindingSeverity Severity, IReadOnlyList<string> Facts)
{
    /// <summary>Which sentence fits, where a rule has several; else the rule's own.</summary>
    public string Sentence { get; init; } = Rule;

    /// <summary>Which advice fits, where a rule has several; else the rule's own.</summary>
    public string Advice { get; init; } = Rule;

    public bool IsError => Severity == FindingSeverity.Error;

    public static DefinitionFinding Error(GraphNode node, string rule, params IReadOnlyList<string> facts) => At(node, rule, FindingSeverity.Error, facts);

    public static DefinitionFinding Warning(GraphNode node, string rule, params IReadOnlyList<string> facts) => At(node, rule, FindingSeverity.Warning, facts);

    /// <summary>About the definition as a whole.</summary>
    public static DefinitionFinding Whole(string rule, params IReadOnlyList<string> facts) => new("", "", "", rule, FindingSeverity.Error, facts);

    public static DefinitionFinding Unreadable(DefinitionUnreadable unreadable) => Whole(unreadable.Rule, unreadable.Path, unreadable.Sentence);

    /// <summary>What the designer sees of an activity.</summary>
    public static string NameOf(GraphNode node) =>
        node.Source?.DisplayText is { Length: > 0 } shown ? shown : node.Name is { Length: > 0 } name ? name : node.Id;

    private static DefinitionFinding At(GraphNode node, string rule, FindingSeverity severity, IReadOnlyList<string> facts) =>
        node.Source is null ? new("", "", "", rule, severity, facts) : new(node.Id, node.NodeId, NameOf(node), rule, severity, facts);
}
