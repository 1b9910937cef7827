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
        CourseKind.Step => new(Texts.Or("workflow." + d.Of, d.Of), d.TitleZh ?? StepName(d.Of, d.Subject)),
        CourseKind.Task => new(About(d.Of), Title(d.TitleZh, d.TitleEn)) is var s && s.Drawn is null ? s with { Words = Joined(say.Task(d.Subject), s.Words) } : s,
        CourseKind.Rung => new(Joined(say.Clock(d.Of), Texts.Or("rung." + d.Subject, d.Subject)), null),
        CourseKind.Clock => new(Joined(say.Clock(d.Of), say.Unit(d.Subject)), null),
        CourseKind.Record => new(Texts.Or("trigger." + d.Subject, Texts["page.accountability"]), null),
        CourseKind.Document => new(Texts.Or("document." + d.Subject, d.Subject), null),
        CourseKind.State or CourseKind.Closing => new("", null),
        _ => new("", null),
    };

    public Subject Of(OpenWait wait) => wait.TaskKind is not null && Title(wait.TitleZh, wait.TitleEn) is null
        ? new(Joined(Texts.Or("workflow." + wait.DefinitionId, wait.DefinitionId), say.Task(wait.TaskKind)), null)
        : new(Texts.Or("workflow." + wait.DefinitionId, wait.DefinitionId), Title(wait.TitleZh, wait.TitleEn) ?? StepName(wait.DefinitionId, wait.ActivityId));

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

    private string? StepName(string definitionId, string activityId)
    {
        if (!_names.TryGetValue((definitionId, activityId), out var name))
            _names[(definitionId, activityId)] = name = tried.Workflows.StepName(definitionId, activityId) ?? tried.Library.Workflows.StepName(definitionId, activityId) ?? activityId;
        return name;
    }

    private string? Title(string? zh, string? en) => Texts.Language == Language.Chinese ? zh ?? en : en ?? zh;

    private static string Joined(params string[] parts) => string.Join(" · ", parts.Where(p => p.Length > 0));
}
