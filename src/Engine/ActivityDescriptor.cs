namespace Petitions.Engine;

public enum ActivityKind { Action, Trigger, Job, Task }

/// <summary>Flow: an outcome that a connection may leave by. Embedded: a slot that holds another activity.</summary>
public enum PortKind { Flow, Embedded }

/// <summary>What an activity looks like to a designer: Studio's toolbox and property editor are made of this.</summary>
public sealed record ActivityDescriptor(string TypeName)
{
    public int Version { get; init; } = 1;
    public string DisplayName { get; init; } = "";
    public string Category { get; init; } = "";
    public string Description { get; init; } = "";
    public ActivityKind Kind { get; init; } = ActivityKind.Action;
    public bool IsContainer { get; init; }
    public bool IsBrowsable { get; init; } = true;
    public bool IsStart { get; init; }

    /// <summary>Completing it ends the flowchart it stands in.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>It may wait: a burst can end in it, and goes on when something resumes it.</summary>
    public bool Waits { get; init; }

    public IReadOnlyList<PortDescriptor> Ports { get; init; } = [];
    public IReadOnlyList<InputDescriptor> Inputs { get; init; } = [];
    public IReadOnlyList<OutputDescriptor> Outputs { get; init; } = [];

    /// <summary>Members that the designer copies into a dropped activity.</summary>
    public IReadOnlyDictionary<string, object?> ConstructionProperties { get; init; } = new Dictionary<string, object?>();

    public string Namespace => TypeName.LastIndexOf('.') is > 0 and var dot ? TypeName[..dot] : "";
    public string Name => TypeName[(TypeName.LastIndexOf('.') + 1)..];
}

public sealed record PortDescriptor(string Name, PortKind Kind, string? DisplayName = null);

/// <param name="Name">PascalCase; the member of the activity's JSON is the same in camelCase.</param>
/// <param name="TypeName">A type name of <see cref="ValueKind"/>: String, Int32, Boolean, TimeSpan, Object, "String[]", a list of enum names …</param>
public sealed record InputDescriptor(string Name, string TypeName)
{
    public string? DisplayName { get; init; }
    public string Description { get; init; } = "";

    /// <summary>Editor in Studio; null: by type.</summary>
    public string? UiHint { get; init; }

    public string? Category { get; init; }
    public float Order { get; init; }

    /// <summary>Used when the definition gives nothing.</summary>
    public object? DefaultValue { get; init; }

    public string DefaultSyntax { get; init; } = "Literal";
    public IReadOnlyDictionary<string, object?>? UiSpecifications { get; init; }
    public bool IsBrowsable { get; init; } = true;

    /// <summary>True for inputs that exist only by a definition used as activity.</summary>
    public bool IsSynthetic { get; init; }

    /// <summary>False: the member is plain JSON, not an expression.</summary>
    public bool IsWrapped { get; init; } = true;

    /// <summary>False: the activity evaluates it itself, when it needs it.</summary>
    public bool AutoEvaluate { get; init; } = true;

    /// <summary>Names allowed, for an input that is a choice; compared with regard to case.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>Specification of a drop-down list from texts and values.</summary>
    public static IReadOnlyDictionary<string, object?> Dropdown(params (string Text, string Value)[] items) => new Dictionary<string, object?>
    {
        ["dropdown"] = new Dictionary<string, object?>
        {
            ["selectList"] = new Dictionary<string, object?>
            {
                ["items"] = items.Select(item => (object?)new Dictionary<string, object?> { ["text"] = item.Text, ["value"] = item.Value }).ToList(),
                ["isFlagsEnum"] = false,
                ["sortItems"] = false,
            },
        },
    };
}

/// <param name="Name">PascalCase; the member of the activity's JSON is the same in camelCase.</param>
public sealed record OutputDescriptor(string Name, string TypeName)
{
    public string? DisplayName { get; init; }
    public string Description { get; init; } = "";
    public bool IsBrowsable { get; init; } = true;
    public bool IsSynthetic { get; init; }
}
