using Petitions.Cases;
using Petitions.Server.Studio.Definitions;
using Petitions.Server.Studio.Trial;

namespace Petitions.Server.Studio.Replay;

/// <summary>What a difference is about, in words. Names that a designer gave stand apart, because they are in the language of the drawing.</summary>
public sealed record Subject(string Words, string? Drawn);

/// <summary>Says the differences of a rehearsal.</summary>
public sealed class RehearsalWords(ComparisonWords drawing, TriedDrawing tried, Say say)
{
    private readonly Dictionary<(string, string), string?> _names = [];

    private Texts Texts => say.Texts;

    public Subject Of(CourseDifference d) => d.Kind switch
    {
        CourseKind.Step => In(d.Of, d.TitleZh ?? StepName(d.Of, d.Subject)),
        CourseKind.Task => Title(d.TitleZh, d.TitleEn) is { } title ? new(About(d.Of), title) : new(Joined(say.Task(d.Subject), About(d.Of)), null),
        CourseKind.Rung => new(Joined(say.Clock(d.Of), Texts.Or("rung." + d.Subject, d.Subject)), null),
        CourseKind.Clock => new(Joined(say.Clock(d.Of), say.Unit(d.Subject)), null),
        CourseKind.Record => new(Texts.Or("trigger." + d.Subject, Texts["page.accountability"]), null),
        CourseKind.Document => new(Texts.Or("document." + d.Subject, d.Subject), null),
        CourseKind.State or CourseKind.Closing => new("", null),
        _ => new("", null),
    };

    public Subject Of(OpenWait wait) => Title(wait.TitleZh, wait.TitleEn) is { } title ? In(wait.DefinitionId, title)
        : wait.TaskKind is { } kind && Texts.Has("workflow." + wait.DefinitionId) ? new(Joined(Texts["workflow." + wait.DefinitionId], say.Task(kind)), null)
        : In(wait.DefinitionId, StepName(wait.DefinitionId, wait.ActivityId));

    public string Value(CourseFact? fact) => fact switch
    {
        null => "",
        { Aspect: "due", At: { } due } => say.Due(due),
        { At: { } at } => say.Moment(at),
        { Aspect: "state", Word: { } state } => Texts["state." + state],
        { Aspect: "role" or "to", Word: { } role } => say.Fact("role", role),
        { Aspect: "status", Word: { } status } => Texts["taskStatus." + status],
        { Aspect: "clock", Word: { } clock } => Texts["clockStatus." + clock],
        _ => Texts["rehearsal.none"],
    };

    public string Port(string port) => drawing.Port(port);

    /// <summary>A clock and its rung, or the trigger of a record; nothing for a task about the case itself.</summary>
    private string About(string of) => of.Split(':') switch
    {
        [var clock, var rung] => Joined(say.Clock(clock), Texts.Or("rung." + rung, rung)),
        [{ Length: > 0 } other] => Texts.Or("trigger." + other, ""),
        _ => "",
    };

    /// <summary>A step of a process; one of ours is called as the texts call it, another as its designer does.</summary>
    private Subject In(string definitionId, string? drawn) => Texts.Has("workflow." + definitionId)
        ? new(Texts["workflow." + definitionId], drawn) : new("", Joined(tried.Workflows.ProcessName(definitionId) ?? definitionId, drawn ?? ""));

    private string? StepName(string definitionId, string activityId)
    {
        if (!_names.TryGetValue((definitionId, activityId), out var name))
            _names[(definitionId, activityId)] = name = tried.Workflows.StepName(definitionId, activityId) ?? tried.Library.Workflows.StepName(definitionId, activityId) ?? activityId;
        return name;
    }

    private string? Title(string? zh, string? en) => Texts.Language == Language.Chinese ? zh ?? en : en ?? zh;

    private static string Joined(params string[] parts) => string.Join(" · ", parts.Where(p => p.Length > 0));
}
