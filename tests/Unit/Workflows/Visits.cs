using System.Text.Json.Nodes;
using Petitions.Cases;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>Which arrows of the shipped drawings were followed, read off the journals of the instances that ran.</summary>
public sealed class Visits
{
    private readonly HashSet<(string Definition, string Node, string Port)> _left = [];

    /// <summary>Keeps the ports by which the nodes of an instance were left.</summary>
    public void Keep(string definition, IEnumerable<JournalRow> journal)
    {
        foreach (var row in journal.Where(row => row.EventName == "Completed"))
            foreach (var port in Ports(row.Payload))
                _left.Add((definition, row.ActivityId, port));
    }

    /// <summary>Arrows of a definition that nobody followed, as <c>source -port-> target</c>.</summary>
    public IReadOnlyList<string> Missing(string definition) =>
        [.. Arrows(definition).Where(a => !_left.Contains((definition, a.Source, a.Port))).Select(a => $"{a.Source} -{a.Port}-> {a.Target}")];

    private static IEnumerable<(string Source, string Port, string Target)> Arrows(string definition) =>
        JsonNode.Parse(Shipped.Json(definition))!["root"]!["connections"]!.AsArray()
            .Select(c => ((string)c!["source"]!["activity"]!, (string)c["source"]!["port"]!, (string)c["target"]!["activity"]!));

    private static IEnumerable<string> Ports(string? payload) =>
        payload is not null && JsonNode.Parse(payload)!["outcomes"] is JsonArray outcomes ? outcomes.Select(o => (string)o!) : ["Done"];
}
