using Petitions.Cases.Activities;
using Petitions.Engine;
using Petitions.Storage;

namespace Petitions.Server.Studio.Descriptors;

/// <summary>One activity as the toolbox shows it.</summary>
public sealed record ActivityItem(
    string TypeName, string Namespace, string Name, int Version, string Category, string DisplayName, string Description,
    IReadOnlyList<InputItem> Inputs, IReadOnlyList<OutputItem> Outputs, ActivityKind Kind, IReadOnlyList<PortItem> Ports,
    IReadOnlyDictionary<string, object?> CustomProperties, IReadOnlyDictionary<string, object?> ConstructionProperties,
    bool IsContainer, bool IsBrowsable, bool IsStart, bool IsTerminal);

public sealed record PortItem(string Name, string DisplayName, PortKind Type, bool IsBrowsable);

public sealed record InputItem(
    string Name, string TypeName, string DisplayName, string Description, float Order, bool IsBrowsable, bool IsSynthetic, bool IsWrapped, string UiHint,
    string? Category, object? DefaultValue, string DefaultSyntax, bool IsReadOnly, bool IsSensitive, string? StorageDriverType,
    IReadOnlyDictionary<string, object?>? UiSpecifications);

public sealed record OutputItem(string Name, string TypeName, string DisplayName, string Description, float Order, bool IsBrowsable, bool IsSynthetic);

/// <summary>Puts descriptors into words of one language, with choices from the data of the installation.</summary>
public sealed class ToolboxWords(Say say, Library library, IReadOnlyList<string>? events = null)
{
    private static readonly IReadOnlyDictionary<string, object?> None = new Dictionary<string, object?>();

    private readonly Pickers _pickers = new(say, library, events ?? []);

    public Texts Texts => say.Texts;

    /// <summary>What may be chosen by a specification; null where it is none of a choice.</summary>
    public static IEnumerable<(string Text, string Value)>? ChoicesOf(IReadOnlyDictionary<string, object?>? specifications) =>
        ((specifications?.GetValueOrDefault("dropdown") as IReadOnlyDictionary<string, object?>)?["selectList"] as IReadOnlyDictionary<string, object?>)?["items"] is IEnumerable<object?> items
            ? items.OfType<IReadOnlyDictionary<string, object?>>().Select(i => ((string)i["text"]!, (string)i["value"]!)) : null;

    public ActivityItem Describe(ActivityDescriptor d) => new(
        d.TypeName, d.Namespace, d.Name, d.Version, Word($"toolbox.category.{d.Category}", d.Category), NameOf(d), Word($"toolbox.{d.TypeName}.help", d.Description),
        [.. d.Inputs.Select((input, i) => Describe(d, input, i))],
        [.. d.Outputs.Select((o, i) => new OutputItem(o.Name, o.TypeName, Word($"toolbox.output.{o.Name}", o.DisplayName ?? o.Name), o.Description, i, o.IsBrowsable, o.IsSynthetic))],
        d.Kind, [.. PortsOf(d).Select(p => new PortItem(p.Name, PortOf(d, p), p.Kind, true))], None, Construction(d),
        d.IsContainer, d.IsBrowsable && !Hidden.Contains(d.TypeName), d.IsStart, d.IsTerminal);

    /// <summary>A type that this engine does not run: shown in drawings, not in the toolbox.</summary>
    public ActivityItem Stranger(string type, int version)
    {
        var known = PetitionActivities.Catalogue.Find(type, version);
        if (known is not null)
            return Describe(known.Descriptor) with { Version = version, IsBrowsable = false };
        var d = new ActivityDescriptor(type);
        return new(type, d.Namespace, d.Name, version, say.Texts["toolbox.strangers"], d.Name, say.Texts["toolbox.stranger"], [], [], ActivityKind.Action,
            [new("Done", Word("toolbox.port.Done", "Done"), PortKind.Flow, true)], None, None, false, false, false, false);
    }

    /// <summary>The designer itself is the flowchart; nothing here listens to requests from outside.</summary>
    private static readonly HashSet<string> Hidden = ["Elsa.Flowchart", "Elsa.HttpEndpoint", "Elsa.WriteHttpResponse", "Elsa.BulkDispatchWorkflows"];

    private InputItem Describe(ActivityDescriptor owner, InputDescriptor input, int order)
    {
        var choice = _pickers.For(owner, input);
        return new(
            input.Name, input.TypeName, Nearest(owner, input.Name, "", input.DisplayName ?? input.Name), Nearest(owner, input.Name, ".help", input.Description), order,
            input.IsBrowsable, input.IsSynthetic, input.IsWrapped, choice?.UiHint ?? input.UiHint ?? HintOf(input), input.Category, null,
            input.DefaultSyntax, false, false, null, choice?.Specifications ?? input.UiSpecifications);
    }

    /// <summary>Studio would add the one outcome itself, and call it "Done"; where the designer makes the outcomes, it makes all of them.</summary>
    private static IReadOnlyList<PortDescriptor> PortsOf(ActivityDescriptor d) =>
        d.Ports.Count > 0 || d.IsTerminal || d.Inputs.Any(i => i.UiHint is "dynamic-outcomes" or "outcome-picker" or "flow-switch-editor") ? d.Ports : [new("Done", PortKind.Flow)];

    private string NameOf(ActivityDescriptor d) => Word($"toolbox.{d.TypeName}", d.DisplayName.Length > 0 ? d.DisplayName : d.Name);

    private string PortOf(ActivityDescriptor owner, PortDescriptor port) =>
        say.Texts.Or($"toolbox.{owner.TypeName}.port.{port.Name}", Word($"toolbox.port.{port.Name}", port.DisplayName ?? port.Name));

    /// <summary>The words of an input: those of its activity, else those that all inputs of the name share.</summary>
    private string Nearest(ActivityDescriptor owner, string name, string part, string otherwise) =>
        say.Texts.Or($"toolbox.{owner.TypeName}.input.{name}{part}", Word($"toolbox.input.{name}{part}", otherwise));

    private string Word(string key, string otherwise) => say.Texts.Or(key, otherwise);

    /// <summary>
    /// Defaults are given to the dropped activity, where the designer sees and may change them: Studio reads a descriptor's default as a whole
    /// expression, and a bare value breaks its editor; literals are texts there.
    /// </summary>
    private static Dictionary<string, object?> Construction(ActivityDescriptor d)
    {
        var properties = new Dictionary<string, object?>(d.ConstructionProperties);
        foreach (var input in d.Inputs.Where(i => i.DefaultValue is not null))
            properties.TryAdd(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(input.Name), input.IsWrapped ? Wrapped(input) : input.DefaultValue);
        return properties;
    }

    private static object Wrapped(InputDescriptor input) => new
    {
        input.TypeName,
        Expression = input.DefaultValue switch
        {
            System.Collections.IList list => new { Type = "Object", Value = System.Text.Json.JsonSerializer.Serialize(list) },
            var plain => new { Type = input.DefaultSyntax, Value = Convert.ToString(plain, System.Globalization.CultureInfo.InvariantCulture)! },
        },
    };

    private static string HintOf(InputDescriptor input) => input.TypeName switch
    {
        "Boolean" => "checkbox",
        "ObjectDictionary" => "dictionary",
        _ => input.TypeName.EndsWith("[]", StringComparison.Ordinal) ? "multitext" : "singleline",
    };
}
