using System.Text.Json;
using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Cases;

/// <param name="Json">The value.</param>
public sealed record InstanceVariable(string Id, string Name, string Json);

/// <summary>A fault of one activity.</summary>
/// <param name="Code">Stable; <paramref name="Message"/> may quote what was said in the case.</param>
/// <param name="Outcomes">By which the activity can be left when somebody skips it; the first is the plain one.</param>
/// <param name="ResolvedAt">When somebody retried or skipped it.</param>
public sealed record InstanceIncident(
    string ActivityId, string NodeId, string ActivityType, string? ActivityName, string ActivityInstanceId, string Code, string Message, DateTimeOffset At,
    DateTimeOffset? ResolvedAt, IReadOnlyList<string> Outcomes);

/// <summary>A place where an instance waits.</summary>
/// <param name="Bookmark">A task of the case names it.</param>
public sealed record InstanceWait(string Bookmark, string NodeId, string? ActivityName, string Kind, DateTimeOffset? DueAt);

/// <summary>
/// What one finds on looking into an instance: its variables, its waits, what went wrong. Read from its state and its drawing; nothing moves.
/// </summary>
/// <param name="Input">JSON.</param>
/// <param name="Output">JSON.</param>
/// <param name="Json">The drawing; null when it is not stored.</param>
public sealed record InstanceInside(
    IReadOnlyList<InstanceVariable> Variables, string Input, string Output, IReadOnlyList<InstanceIncident> Incidents, IReadOnlyList<InstanceWait> Waits, string? Json)
{
    /// <summary>Of a lost instance, whose drawing is not stored or whose state cannot be read, there is nothing to see.</summary>
    public static InstanceInside Of(WorkflowLibrary library, string versionId, byte[] state)
    {
        var json = library.Versions.FirstOrDefault(v => v.VersionId == versionId)?.Json;
        if (library.Graph(versionId) is not { } graph || Read(state) is not { } read)
            return new([], "{}", "{}", [], [], json);
        var values = read.VariablesOf(graph);
        return new(
            [.. graph.Root.Variables.Select(v => new InstanceVariable(v.Id, v.Name, Values.ToJson(values.GetValueOrDefault(v.Name))))],
            Values.ToJson(read.Input), Values.ToJson(read.Output), [.. read.Incidents.Select(i => Seen(graph, i))],
            [.. read.Bookmarks.Select(b => new InstanceWait(b.Id, b.NodeId, NameOf(graph.Node(b.NodeId)), b.Name, b.DueAt))], json);
    }

    /// <summary>The outcomes that lead on from an activity; where nothing is connected, those that it has.</summary>
    internal static IReadOnlyList<string> OutcomesOf(GraphNode? node)
    {
        if (node is null)
            return ["Done"];
        var ports = ControlFlow.PortsOf(node) ?? [];
        var connected = Connected(node).Concat(ports.Where(port => ControlFlow.IsConnected(node, port))).Distinct().ToList();
        var all = connected.Count > 0 ? connected : ports.Count > 0 ? ports : ["Done"];
        return [.. all.OrderByDescending(port => port == "Done")];
    }

    /// <summary>As drawn; also of an activity that nobody knows.</summary>
    private static IEnumerable<string> Connected(GraphNode node)
    {
        if (node.Parent?.Source?.Member("connections") is not { ValueKind: JsonValueKind.Array } connections)
            yield break;
        foreach (var source in connections.EnumerateArray().Select(c => c.TryGetProperty("source", out var from) ? from : default).Where(s => s.ValueKind == JsonValueKind.Object))
            if (source.TryGetProperty("activity", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() == node.Id)
                yield return source.TryGetProperty("port", out var port) && port.ValueKind == JsonValueKind.String ? port.GetString()! : "Done";
    }

    private static InstanceIncident Seen(WorkflowGraph graph, Incident i)
    {
        var node = graph.Node(i.NodeId);
        return new(i.ActivityId, i.NodeId, i.ActivityType, NameOf(node), i.ActivityInstanceId, i.Code, i.Message, i.At, i.ResolvedAt, OutcomesOf(node));
    }

    private static string? NameOf(GraphNode? node) => node?.Source?.DisplayText ?? node?.Name;

    private static WorkflowState? Read(byte[] state)
    {
        try
        {
            return WorkflowState.FromJson(state);
        }
        catch (StateUnreadable)
        {
            return null;
        }
    }
}
