using Petitions.Cases;

namespace Petitions.Server.Ui.Forms;

public sealed record Choice(string Value, string Text);

/// <summary>What select boxes offer, from the texts and the reference data.</summary>
public static class Choices
{
    /// <summary>Words of the commands; their texts are <c>group.word</c>.</summary>
    public static IEnumerable<Choice> Words(Texts texts, string group, params string[] words) =>
        words.Select(w => new Choice(w, texts[$"{group}.{w}"]));

    public static IEnumerable<Choice> Channels(Say say) => say.Reference.Channels.Keys.Select(c => new Choice(c, say.Channel(c)));

    /// <summary>Categories that a petition may bear, below their headings.</summary>
    public static IEnumerable<IGrouping<string, Choice>> Categories(Say say) => say.Reference.Categories.Values.Where(c => !c.IsGroup)
        .OrderBy(c => c.Code, StringComparer.Ordinal).GroupBy(c => c.Parent is { } p ? say.Category(p) : "", c => new Choice(c.Code, say.Category(c.Code)));

    /// <summary>Units grouped by their kind of body.</summary>
    public static IEnumerable<IGrouping<string, Choice>> Units(Say say, Func<OrgUnit, bool>? which = null) =>
        say.Reference.Units.Values.Where(u => u.Kind is not ("building" or "party-branch" or "party-group") && (which is null || which(u)))
            .GroupBy(u => say.Texts.Or("unitKind." + u.Kind, say.Texts["unitKind.other"]), u => new Choice(u.Code, say.Unit(u.Code)));

    /// <summary>Places: sections with their buildings.</summary>
    public static IEnumerable<IGrouping<string, Choice>> Places(Say say) => say.Reference.Units.Values
        .Where(u => u.Kind is "section" or "building" or "estate-committee" or "village-committee")
        .OrderBy(u => u.Code, StringComparer.Ordinal)
        .GroupBy(u => say.Unit(u.Kind == "building" ? u.Parent : u.Kind == "section" ? u.Code : u.Parent), u => new Choice(u.Code, say.Unit(u.Code)));

    /// <summary>People of some units who hold one of some roles.</summary>
    public static IEnumerable<Choice> People(Say say, Func<OrgUnit, bool> unit, params string[] roles) => say.Reference.People.Values
        .Where(p => (roles.Length == 0 || p.Roles.Any(roles.Contains)) && say.Reference.Unit(p.Unit) is { } u && unit(u))
        .OrderBy(p => p.Id, StringComparer.Ordinal).Select(p => new Choice(p.Id, $"{p.Name} · {say.Unit(p.Unit)}"));
}
