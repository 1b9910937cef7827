using Petitions.Cases.Activities;
using Petitions.Server.Studio.Descriptors;

namespace Petitions.Server.Studio.Definitions;

/// <summary>A comparison in the words that the designer saw in the toolbox.</summary>
public sealed class ComparisonWords(ToolboxWords toolbox)
{
    private readonly Dictionary<string, ActivityItem?> _known = [];

    public string Type(string type) => Item(type)?.DisplayName ?? type;

    /// <summary>The label of a member of a step.</summary>
    public string Member(string type, string member) =>
        Input(type, member)?.DisplayName ?? Item(type)?.Outputs.FirstOrDefault(o => o.Name.Equals(member, StringComparison.OrdinalIgnoreCase))?.DisplayName
        ?? toolbox.Texts.Or("studio.member." + member, member);

    /// <summary>A value as the choice it is, where it is one.</summary>
    public string Value(string type, string member, string value)
    {
        var specifications = Input(type, member)?.UiSpecifications;
        return (ToolboxWords.ChoicesOf(specifications) ?? []).Where(c => c.Value == value).Select(c => c.Text).FirstOrDefault()
            ?? (value is "true" or "True" ? toolbox.Texts["studio.yes"] : value is "false" or "False" ? toolbox.Texts["studio.no"] : value);
    }

    /// <summary>The label of an outcome of a step of that type.</summary>
    public string Port(string port) => toolbox.Texts.Or("toolbox.port." + port, port);

    private InputItem? Input(string type, string member) => Item(type)?.Inputs.FirstOrDefault(i => i.Name.Equals(member, StringComparison.OrdinalIgnoreCase));

    private ActivityItem? Item(string type)
    {
        if (!_known.TryGetValue(type, out var item))
            _known[type] = item = PetitionActivities.Catalogue.Find(type, 0) is { } activity ? toolbox.Describe(activity.Descriptor) : null;
        return item;
    }
}
