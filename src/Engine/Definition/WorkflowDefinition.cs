using System.Text.Json;

namespace Petitions.Engine.Definition;

/// <summary>One version of a workflow definition, as read. Everything that this build does not know is kept in <see cref="Source"/>.</summary>
public sealed record WorkflowDefinition
{
    /// <summary>Version id, unique per version.</summary>
    public required string Id { get; init; }

    /// <summary>Stable over all versions.</summary>
    public required string DefinitionId { get; init; }

    public string? Name { get; init; }
    public string? Description { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public int Version { get; init; } = 1;
    public string? ToolVersion { get; init; }
    public bool IsReadonly { get; init; }
    public bool IsSystem { get; init; }
    public bool IsLatest { get; init; }
    public bool IsPublished { get; init; }
    public DefinitionOptions Options { get; init; } = new();
    public IReadOnlyList<VariableDefinition> Variables { get; init; } = [];
    public IReadOnlyList<ArgumentDefinition> Inputs { get; init; } = [];
    public IReadOnlyList<ArgumentDefinition> Outputs { get; init; } = [];
    public IReadOnlyList<string> Outcomes { get; init; } = [];
    public required ActivityNode Root { get; init; }

    /// <summary>The definition as it was given.</summary>
    public required JsonElement Source { get; init; }

    /// <summary>What was tolerated while reading, for the log.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

public enum ActivationStrategy { AllowAlways, Singleton, CorrelatedSingleton, Correlation }

public sealed record DefinitionOptions
{
    public ActivationStrategy Activation { get; init; } = ActivationStrategy.AllowAlways;

    /// <summary>Null: the application's default.</summary>
    public IncidentStrategy? Incidents { get; init; }

    public bool UsableAsActivity { get; init; }
    public bool AutoUpdateConsumingWorkflows { get; init; }
    public string? ActivityCategory { get; init; }
}

/// <param name="Id">What SetVariable and output bindings refer to.</param>
/// <param name="IsSaved">False: lost at the first wait.</param>
/// <param name="Default">Converted to the type already; null when there is none or it could not be converted.</param>
public sealed record VariableDefinition(string Id, string Name, ValueKind Kind, object? Default, bool IsSaved);

/// <summary>An input or output of a definition.</summary>
/// <param name="IsSaved">For inputs: declared with the workflow instance's storage driver.</param>
public sealed record ArgumentDefinition(string Name, string TypeName, ValueKind Kind, bool IsSaved)
{
    public string? DisplayName { get; init; }
    public string? Description { get; init; }
    public string? Category { get; init; }
    public string? UiHint { get; init; }
    public bool IsArray { get; init; }
}
