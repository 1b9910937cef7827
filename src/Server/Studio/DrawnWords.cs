using System.Text.Json.Nodes;

namespace Petitions.Server.Studio;

/// <summary>What stands in drawings as it is: words of their designers, told by nobody in a case and no secret of one.</summary>
/// <param name="drawings">Definitions, JSON; read when they are first asked for.</param>
public sealed class DrawnWords(IEnumerable<string> drawings)
{
    private readonly Lazy<HashSet<string>> _words = new(() => [.. drawings.SelectMany(json => Scalars(JsonNode.Parse(json)))]);

    public bool Holds(string word) => _words.Value.Contains(word);

    private static IEnumerable<string> Scalars(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Scalars(m.Value)),
        JsonArray list => list.SelectMany(Scalars),
        JsonValue one => [one.ToString()],
        _ => [],
    };
}
