using Microsoft.AspNetCore.Components;

namespace Petitions.Server.Ui.Forms;

/// <summary>
/// One labelled input of a form. Its path is the member of the command; label and hint come from the texts
/// (<c>field.name</c>, <c>hint.name</c>) unless the form gives its own.
/// </summary>
public abstract class Field : View
{
    [CascadingParameter] public required FormState Form { get; set; }
    [Parameter] public required string Path { get; set; }

    /// <summary>The verb whose form it stands in.</summary>
    [CascadingParameter(Name = "Verb")] public string? Verb { get; set; }

    /// <summary>Which of several forms of one page it stands in; two of them may have fields of the same name.</summary>
    [CascadingParameter(Name = "FormName")] public string? FormName { get; set; }
    [Parameter] public string? Label { get; set; }
    [Parameter] public string? Hint { get; set; }

    /// <summary>What the page proposes until somebody types.</summary>
    [Parameter] public string? Value { get; set; }

    /// <summary>Marked as needed; whether it is, the rule decides, so that the reason shown is the law's.</summary>
    [Parameter] public bool Needed { get; set; }

    protected string Current => Form.Value(Path, Value);

    protected string Id => "f-" + (FormName is null ? "" : FormName + "-") + Path.Replace('[', '-').Replace(']', '-').Replace('.', '-');

    protected string Title => Label ?? Own("field") ?? Texts["field." + Api.Problem.LastOf(Path)];

    protected string? Help => Hint ?? Own("hint") ?? (Texts.Has("hint." + Api.Problem.LastOf(Path)) ? Texts["hint." + Api.Problem.LastOf(Path)] : null);

    protected string? Error => Form.ErrorAt(Path, Say);

    protected string? DescribedBy => Error is not null ? Id + "-error" : Help is not null ? Id + "-help" : null;

    /// <summary>The same member means different things to different verbs: <c>field.reportUp.to</c> goes before <c>field.to</c>.</summary>
    private string? Own(string kind) => Verb is not null && Texts.Has($"{kind}.{Verb}.{Path}") ? Texts[$"{kind}.{Verb}.{Path}"] : null;

    protected string Css(string css) => Error is null ? css : css + " is-invalid";
}
