using System.Text.Json;
using System.Text.Json.Serialization;

namespace Petitions.Engine;

/// <summary>A place where an instance waits.</summary>
public sealed record Bookmark
{
    public required string Id { get; init; }

    /// <summary>Kind of wait, for example "Elsa.Event".</summary>
    public required string Name { get; init; }

    /// <summary>What a stimulus must have to match: see <see cref="Stimulus.Key"/>.</summary>
    public required string Key { get; init; }

    [JsonConverter(typeof(ValueConverter))]
    public object? Payload { get; init; }

    public required string ActivityId { get; init; }
    public required string NodeId { get; init; }
    public required string ActivityInstanceId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a timer falls due; null for a wait that somebody must end.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether resuming removes it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool AutoBurn { get; set; } = true;

    /// <summary>Name given back to <see cref="Activity.Resume"/>; null: resuming completes the activity.</summary>
    public string? Callback { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
