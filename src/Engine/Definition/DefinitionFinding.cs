namespace Petitions.Engine.Definition;

/// <summary>Something in a definition that a designer should mend before it is published.</summary>
/// <param name="Node">Id of the activity, or of the flowchart for a connection; "" for the definition as a whole.</param>
/// <param name="Rule">unknownType, danglingConnection, unreachable, unknownPort, expression, warning.</param>
/// <param name="Zh">The sentence in Chinese.</param>
/// <param name="En">The sentence in English.</param>
public sealed record DefinitionFinding(string Node, string Rule, string Zh, string En)
{
    internal static DefinitionFinding UnknownType(GraphNode node) => new(
        node.Id, "unknownType", $"没有“{node.Type}”这种活动。", $"There is no activity of the type {node.Type}.");

    internal static DefinitionFinding Dangling(GraphNode flowchart, string? source, string? target) => new(
        flowchart.Id, "danglingConnection", $"从“{source}”到“{target}”的连线缺少一端，运行时会被忽略。",
        $"The connection from {source} to {target} lacks an end and would be left out.");

    internal static DefinitionFinding Unreachable(GraphNode node) => new(
        node.Id, "unreachable", $"没有任何连线能走到“{node.Name ?? node.Id}”。", $"No way leads to \"{node.Name ?? node.Id}\".");

    internal static DefinitionFinding UnknownPort(GraphNode node, string port, IEnumerable<string> ports) => new(
        node.Id, "unknownPort", $"“{node.Name ?? node.Id}”没有端口“{port}”，只有：{string.Join("、", ports)}。",
        $"\"{node.Name ?? node.Id}\" has no port {port}; it has: {string.Join(", ", ports)}.");

    internal static DefinitionFinding Expression(GraphNode node, string input, string reason) => new(
        node.Id, "expression", $"“{node.Name ?? node.Id}”的“{input}”中的表达式无法使用：{reason}",
        $"The expression in {input} of \"{node.Name ?? node.Id}\" cannot be used: {reason}");

    internal static DefinitionFinding Warning(string warning) => new("", "warning", $"读取时的提示：{warning}", $"Noted while reading: {warning}");
}
