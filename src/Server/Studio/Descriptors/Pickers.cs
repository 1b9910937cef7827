using Petitions.Cases;
using Petitions.Engine;
using Petitions.Storage;

namespace Petitions.Server.Studio.Descriptors;

/// <summary>An editor with what may be chosen in it.</summary>
public sealed record Picker(string UiHint, IReadOnlyDictionary<string, object?> Specifications);

/// <summary>Choices of inputs from what the installation has: its roles, clocks, verbs and kinds of documents, in words.</summary>
public sealed class Pickers(Say say, Library library)
{
    /// <summary>Null: the editor of the descriptor stays.</summary>
    public Picker? For(ActivityDescriptor owner, InputDescriptor input)
    {
        if (!owner.TypeName.StartsWith("Petitions.", StringComparison.Ordinal))
            return input.UiHint == "dropdown" && input.Choices is { } names ? Dropdown(names.Select(n => (say.Texts.Or($"toolbox.choice.{n}", n), n))) : null;
        return input.Name switch
        {
            "Role" or "Fallback" => Dropdown(PostRoles().Select(r => (say.Role(r), r))),
            "Clock" => Dropdown(library.Reference.Clocks.Keys.Concat([Clocks.InternalTarget, Clocks.ExternalDue]).Select(c => (say.Clock(c), c))),
            "Verbs" => new("checklist", new Dictionary<string, object?> { ["checklist"] = new { checkList = new { items = Verbs() } } }),
            _ => input.UiHint == "dropdown" && ToolboxWords.ChoicesOf(input.UiSpecifications) is { } values ? Dropdown(values.Select(v => (say.Texts.Or($"toolbox.choice.{v.Value}", v.Text), v.Value))) : null,
        };
    }

    /// <summary>Roles that somebody of the organisation holds and that work on cases.</summary>
    private IEnumerable<string> PostRoles() =>
        library.Reference.People.Values.SelectMany(p => p.Roles).Distinct().Except([Roles.Admin, Roles.Designer, Roles.CalendarKeeper, Roles.Auditor, Roles.Assessor]).Order(StringComparer.Ordinal);

    private IEnumerable<object> Verbs() => RuleBook.Handbook.Rules.Where(r => r.OfferedIn is not null || r.States is not null).Select(r => r.Verb).Distinct()
        .OrderBy(v => v, StringComparer.Ordinal).Select(v => new { text = say.Texts.Or("verb." + v, v), value = v, isChecked = false });

    private static Picker Dropdown(IEnumerable<(string Text, string Value)> items) => new("dropdown", InputDescriptor.Dropdown([.. items]));
}
