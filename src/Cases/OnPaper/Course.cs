using System.Globalization;

namespace Petitions.Cases;

/// <summary>What an item of a course is about.</summary>
public enum CourseKind { Step, Task, Rung, Clock, Record, Document, State, Closing }

/// <summary>One thing that is compared of an item: opened, due, status, fired, to, count.</summary>
public sealed record CourseFact(string Aspect, DateTimeOffset? At, string? Word = null);

/// <summary>Something that came to pass in a case.</summary>
/// <param name="Of">Process of a step, code of the clock of a rung; empty where there is no such thing.</param>
/// <param name="Subject">Activity, kind of task or document, rung, unit of a clock, trigger of a record.</param>
/// <param name="TitleZh">The name that the drawing gives, for people; with kind, process and subject the identity of the item.</param>
public sealed record CourseItem(CourseKind Kind, string Of, string Subject, string? TitleZh, string? TitleEn, IReadOnlyList<CourseFact> Facts)
{
    internal (CourseKind, string, string, string?) Identity => (Kind, Of, Subject, Kind == CourseKind.Step ? null : TitleZh);
}

/// <summary>One time that a step of a drawing was entered.</summary>
public sealed record WalkedStep(string DefinitionId, string ActivityId, string? Name)
{
    /// <summary>Of all nodes that were entered those that hold no other ones: a container is no step that anybody walks.</summary>
    public static IReadOnlyList<WalkedStep> Of(IReadOnlyCollection<EnteredNode> entered)
    {
        var containers = entered.Where(n => n.NodeId.Contains(':', StringComparison.Ordinal))
            .Select(n => (n.Instance, n.NodeId[..n.NodeId.LastIndexOf(':')])).ToHashSet();
        return [.. entered.Where(n => !containers.Contains((n.Instance, n.NodeId))).Select(n => new WalkedStep(n.DefinitionId, n.ActivityId, n.Name))];
    }
}

/// <summary>One time that a node of a workflow was entered.</summary>
public sealed record EnteredNode(int Instance, string DefinitionId, string NodeId, string ActivityId, string? Name);

/// <summary>
/// The course that a case took, in things that can be compared with another course of the same case: steps, tasks, rungs, clocks, records,
/// documents, state and closing. Numbers that are counted inside the case play no part.
/// </summary>
public sealed record Course(IReadOnlyList<CourseItem> Items, DateTimeOffset ReceivedAt, DateTimeOffset? ClosedAt)
{
    /// <summary>Whole days from the first receipt to the closing; null while it is not closed.</summary>
    public int? Days => ClosedAt is { } closed ? Local.DateOf(closed).DayNumber - Local.DateOf(ReceivedAt).DayNumber : null;

    public static Course Of(PaperCase paper) => Of(paper.Case, WalkedIn(paper.Steps.SelectMany(s => s.Result.Journal), paper.Loaded.Instances));

    public static Course Of(Case c, IEnumerable<WalkedStep> walked) => new(
    [
        .. walked.Select(w => new CourseItem(CourseKind.Step, w.DefinitionId, w.ActivityId, w.Name, null, [])),
        .. c.Tasks.Select(t => Of(c, t)),
        .. c.Ladder.Where(e => e.FiredAt is not null).Select(e => Of(c, e)),
        .. c.Clocks.Select(Of),
        .. c.AccountabilityRecords.Select(r => new CourseItem(CourseKind.Record, "", r.Trigger, null, null, [new("opened", r.OpenedAt)])),
        .. c.Documents.Select(d => new CourseItem(CourseKind.Document, "", d.Kind, null, null, [new("issued", d.IssuedAt)])),
        new(CourseKind.State, "", "", null, null, [new("state", null, c.State.Code())]),
        new(CourseKind.Closing, "", "", null, null, [new("closed", c.ClosedAt)]),
    ], c.ReceivedAt, c.ClosedAt);

    public static IReadOnlyList<WalkedStep> WalkedIn(IEnumerable<JournalRow> journal, IEnumerable<WorkflowInstance> instances)
    {
        var definitions = instances.ToDictionary(i => i.No, i => i.DefinitionId);
        return WalkedStep.Of([.. journal.Where(j => j.EventName == "Started").Select(j => new EnteredNode(j.Instance, definitions[j.Instance], j.NodeId, j.ActivityId, j.ActivityName))]);
    }

    private static CourseItem Of(Case c, CaseTask t) => new(CourseKind.Task, AboutOf(c, t.About), t.Kind, t.TitleZh, t.TitleEn,
    [
        new("opened", t.OpenedAt), new("due", t.DueAt), new("role", null, t.Role),
        new("status", null, t.Status == TaskStatus.Open ? "open" : t.Status == TaskStatus.Done ? "done" : "cancelled"),
    ]);

    private static CourseItem Of(Case c, LadderEntry e) =>
        new(CourseKind.Rung, ClockOf(c, e.Clock), e.Step, null, null, [new("fired", e.FiredAt), new("to", null, e.TargetRole)]);

    private static CourseItem Of(Clock k) => new(CourseKind.Clock, k.Code, k.Unit ?? "", null, null,
    [
        new("due", k.DueAt), new("clock", null, k.WasMissed ? "missed" : k.Status.ToString().ToLowerInvariant()),
    ]);

    private static string ClockOf(Case c, int no) => c.Clocks.FirstOrDefault(k => k.No == no)?.Code ?? "";

    /// <summary>What a task is about without the numbers of the case: the rung and its clock, the trigger of the record.</summary>
    internal static string AboutOf(Case c, string? about)
    {
        if (about?.Split(':') is not [var what, var number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var no))
            return "";
        return what switch
        {
            "ladder" when c.Ladder.Find(e => e.No == no) is { } entry => $"{ClockOf(c, entry.Clock)}:{entry.Step}",
            "accountability" => c.AccountabilityRecord(no)?.Trigger ?? what,
            _ => what,
        };
    }
}
