using Petitions.Cases;
using Petitions.Engine;
using Petitions.Storage;

namespace Petitions.Server.Studio.Descriptors;

/// <summary>An editor with what may be chosen in it.</summary>
public sealed record Picker(string UiHint, IReadOnlyDictionary<string, object?> Specifications);

/// <summary>Choices of inputs from what the installation has: its roles, units, categories, clocks, verbs, events and kinds of documents, in words.</summary>
/// <param name="events">Names that drawings, also unpublished ones, give to events of their own.</param>
public sealed class Pickers(Say say, Library library, IEnumerable<string> events)
{
    /// <summary>Null: the editor of the descriptor stays.</summary>
    public Picker? For(ActivityDescriptor owner, InputDescriptor input)
    {
        if (owner.TypeName == "Elsa.Event" && input.Name == "EventName")
            return Dropdown(EventChoices.Of(say.Texts, library.Workflows.Versions.SelectMany(v => EventChoices.OwnIn(v.Json)).Concat(events)));
        if (!owner.TypeName.StartsWith("Petitions.", StringComparison.Ordinal))
            return input.UiHint == "dropdown" && input.Choices is { } names ? Dropdown(names.Select(n => (say.Texts.Or($"toolbox.choice.{n}", n), n))) : null;
        return input.Name switch
        {
            "Role" or "Fallback" => Dropdown(PostRoles().Select(r => (say.Role(r), r))),
            "Clock" => Dropdown(library.Reference.Clocks.Keys.Concat([Clocks.InternalTarget, Clocks.ExternalDue]).Select(c => (say.Clock(c), c))),
            // Studio sorts a drop-down list by its texts: by their codes units stand below what they belong to.
            "Unit" => Dropdown(library.Reference.Units.Values.Where(u => u.InScope).Select(u => ($"{u.Code} {say.Unit(u.Code)}", u.Code)).OrderBy(u => u.Code, StringComparer.Ordinal)),
            "Categories" => Checklist(Categories(null)),
            "Verbs" => Checklist(Verbs()),
            _ => input.UiHint == "dropdown" && ToolboxWords.ChoicesOf(input.UiSpecifications) is { } values ? Dropdown(values.Select(v => (say.Texts.Or($"toolbox.choice.{v.Value}", v.Text), v.Value))) : null,
        };
    }

    /// <summary>Roles that somebody of the organisation holds and that work on cases.</summary>
    private IEnumerable<string> PostRoles() =>
        library.Reference.People.Values.SelectMany(p => p.Roles).Distinct().Except([Roles.Admin, Roles.Designer, Roles.CalendarKeeper, Roles.Auditor, Roles.Assessor]).Order(StringComparer.Ordinal);

    private IEnumerable<(string Text, string Value)> Verbs() => RuleBook.Handbook.Rules.Where(r => r.OfferedIn is not null || r.States is not null).Select(r => r.Verb).Distinct()
        .OrderBy(v => v, StringComparer.Ordinal).Select(v => (say.Texts.Or("verb." + v, v), v));

    /// <summary>Each set in below its heading.</summary>
    private IEnumerable<(string Text, string Value)> Categories(string? heading) => library.Reference.Categories.Values.Where(c => c.Parent == heading)
        .SelectMany(c => Categories(c.Code).Prepend(((heading is null ? "" : "\u3000") + say.Category(c.Code), c.Code)));

    private static Picker Dropdown(IEnumerable<(string Text, string Value)> items) => new("dropdown", InputDescriptor.Dropdown([.. items]));

    private static Picker Checklist(IEnumerable<(string Text, string Value)> items) => new("checklist", new Dictionary<string, object?>
    {
        ["checklist"] = new { checkList = new { items = items.Select(i => new { text = i.Text, value = i.Value, isChecked = false }) } },
    });
}
