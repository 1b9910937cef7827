using System.Text.Json;
using System.Text.Json.Nodes;

namespace Petitions.Server.Studio.Instances;

/// <summary>
/// Values of an instance as one reader may see them. Whoever reads the file of the case sees them all; whoever only oversees the process sees where
/// there are values, and those that stand in the drawing itself: they are the designer's own words.
/// </summary>
public sealed class InstanceMask(bool whole, string? drawing, Texts texts)
{
    public const string Hidden = "•••";

    private readonly DrawnWords _drawn = new(drawing is null ? [] : [drawing]);

    /// <summary>True if everything is shown.</summary>
    public bool IsWhole => whole;

    public JsonNode? Show(string? json) => json is null ? null : Show(JsonNode.Parse(json));

    public JsonNode? Show(JsonNode? value) => whole ? value?.DeepClone() : value switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Show(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Show)]),
        JsonValue one when one.GetValueKind() is JsonValueKind.True or JsonValueKind.False || _drawn.Holds(one.ToString()) => one.DeepClone(),
        null => null,
        _ => JsonValue.Create(Hidden),
    };

    /// <summary>What a fault says may quote the case; its code never does.</summary>
    public string? Message(string? said, string? code = null) =>
        whole ? said : said is null ? null : code is null ? texts["studio.hiddenMessage"] : $"{code} {texts["studio.hiddenMessage"]}";
}
