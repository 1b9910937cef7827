using System.Text.Json;

namespace Petitions.Engine.Definition;

/// <summary>
/// What of a node's inputs and outputs is not to be kept in the journal. A property says Include, Exclude or Inherit; what it inherits is the
/// activity's default, then the workflow's, then Include. Read from <c>logPersistenceMode</c> and from the newer <c>logPersistenceConfig</c>.
/// </summary>
internal sealed class LogModes
{
    private readonly HashSet<string> _inputs;
    private readonly HashSet<string> _outputs;

    private LogModes(IEnumerable<string> inputs, IEnumerable<string> outputs) => (_inputs, _outputs) = ([.. inputs], [.. outputs]);

    public bool KeepsInput(string name) => !_inputs.Contains(name);

    public bool KeepsOutput(string name) => !_outputs.Contains(name);

    /// <summary>Null when everything is kept, which is nearly always.</summary>
    public static LogModes? Of(ActivityNode source, ActivityDescriptor descriptor, WorkflowDefinition owner)
    {
        var whole = Mode(owner.Source.Member("customProperties"), null, null) ?? true;
        var own = Mode(source.Custom, null, null) ?? whole;
        var modes = new LogModes(
            descriptor.Inputs.Select(i => i.Name).Where(name => !(Mode(source.Custom, "inputs", name) ?? own)),
            descriptor.Outputs.Select(o => o.Name).Where(name => !(Mode(source.Custom, "outputs", name) ?? own)));
        return modes._inputs.Count + modes._outputs.Count == 0 ? null : modes;
    }

    /// <summary>Null: inherited.</summary>
    private static bool? Mode(JsonElement custom, string? part, string? property) =>
        Written(custom.Member("logPersistenceConfig"), part, property) ?? Written(custom.Member("logPersistenceMode"), part, property);

    private static bool? Written(JsonElement modes, string? part, string? property)
    {
        var written = part is null ? modes.Member("default") : modes.Member(part).Member(property!);
        if (written.ValueKind == JsonValueKind.String) return Meaning(written.GetString()!);
        if (written.ValueKind != JsonValueKind.Object) return null;
        // An expression that must be run to know is not run for a log: what may be secret is left out.
        if (written.Member("expression").ValueKind == JsonValueKind.Object)
            return written.Member("expression").Text("type") is null or "Literal" ? Meaning(written.Member("expression").Text("value") ?? "") : false;
        return Meaning(written.Text("strategyType") ?? "");
    }

    /// <summary>"Exclude", and the name of a strategy such as "Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core".</summary>
    private static bool? Meaning(string mode)
    {
        var name = mode.Split(',')[0].Trim();
        return name[(name.LastIndexOf('.') + 1)..] switch
        {
            "Include" => true,
            "Exclude" => false,
            _ => null,
        };
    }
}
