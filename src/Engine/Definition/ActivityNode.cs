using System.Text.Json;

namespace Petitions.Engine.Definition;

/// <summary>One activity of a definition, as written: its members are looked up by name without regard to case.</summary>
public sealed class ActivityNode
{
    /// <summary>The id of a node is joined of the ids of all around it, and stands in every state.</summary>
    private const int LongestId = 250;

    internal ActivityNode(JsonElement source, string path)
    {
        Source = source;
        Path = path;
        if (source.ValueKind != JsonValueKind.Object) throw new DefinitionUnreadable(path, "An activity must be an object.");
        if (source.Text("type") is not { Length: > 0 } type) throw new DefinitionUnreadable(path + ".type", "An activity needs a type.");
        Type = type;
        Id = source.Text("id");
        if (Id?.Length > LongestId) throw new DefinitionUnreadable(path + ".id", $"An id may have {LongestId} characters.");
        Name = source.Text("name");
        Version = source.Whole("version") ?? 0;
        Custom = source.Member("customProperties");
    }

    public JsonElement Source { get; }

    /// <summary>Place in the definition's JSON.</summary>
    public string Path { get; }

    public string? Id { get; }
    public string? Name { get; }
    public string Type { get; }

    /// <summary>0 when the definition does not say.</summary>
    public int Version { get; }

    public string? DefinitionId => Source.Text("workflowDefinitionId");
    public string? DefinitionVersionId => Source.Text("workflowDefinitionVersionId");
    public bool CanStartWorkflow => Custom.Flag("canStartWorkflow");

    private static readonly string[] MergeModes = ["Stream", "Merge", "Converge", "Cascade", "Race"];

    /// <summary>How a token flowchart merges branches into this activity, in Elsa's spelling; null for none.</summary>
    public string? MergeMode =>
        Custom.Text("mergeMode") is { } written ? Array.Find(MergeModes, mode => mode.Equals(written, StringComparison.OrdinalIgnoreCase)) : null;

    /// <summary>Text that Studio shows for it.</summary>
    public string? DisplayText => Source.Member("metadata").Text("displayText");

    public JsonElement Custom { get; }

    public JsonElement Member(string name) => Source.Member(name);
}
