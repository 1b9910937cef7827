using System.Text.Json.Nodes;
using Petitions.Cases;
using Petitions.Server.Studio.Definitions;

namespace Petitions.Server.Studio.Descriptors;

/// <summary>The events that a step can wait for: what drawings say to each other under names of their own, then what every case says, in words.</summary>
public static class EventChoices
{
    public static IEnumerable<(string Text, string Value)> Of(Texts texts, IEnumerable<string> own) =>
        own.Distinct().Select(n => (texts.Say("toolbox.ownEvent", n), n)).Concat(SignalNames.All.Select(n => ($"{texts.Or("event." + n, n)} · {n}", n)));

    /// <summary>The names of events that a drawing says or waits for and that no case tells, as far as they are written down.</summary>
    public static IEnumerable<string> OwnIn(string json) => StudioBody.Parse(json) is { } drawing
        ? Below(drawing).Select(NameIn).OfType<string>().Where(n => n.Length > 0 && !SignalNames.All.Contains(n)).Distinct().Order(StringComparer.Ordinal) : [];

    private static string? NameIn(JsonObject activity) => DefinitionDocument.Text(activity["type"]) is "Elsa.Event" or "Elsa.PublishEvent"
        && (activity["eventName"] as JsonObject)?["expression"] is JsonObject expression && DefinitionDocument.Text(expression["type"]) == "Literal"
        ? DefinitionDocument.Text(expression["value"])?.Trim() : null;

    private static IEnumerable<JsonObject> Below(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(m => Below(m.Value)).Prepend(map),
        JsonArray list => list.SelectMany(Below),
        _ => [],
    };
}
