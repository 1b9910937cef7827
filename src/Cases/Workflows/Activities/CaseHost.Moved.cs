using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Cases.Activities;

/// <summary>What becomes of an open task and of a wait when their workflow is moved to another version.</summary>
internal sealed partial class CaseHost
{
    /// <summary>True while a move is taken back: who had a task before has it again.</summary>
    public bool GivesBack { get; set; }

    /// <summary>
    /// The step of an open task reads otherwise since its workflow was moved: verbs, title and times are the new ones. Whoever holds the task keeps it,
    /// unless the step is now another role's which he does not have.
    /// </summary>
    public void Reoffer(ActivityContext context, GraphNode was, Bookmark wait, IReadOnlyList<string> verbs)
    {
        bool IsNew(params string[] inputs) => !inputs.All(i => context.Node.Reads(was, i));
        if (IsNew("TimeoutWorkdays"))
            context.MoveDue(wait, context.Input<int?>("TimeoutWorkdays") is { } days ? WorkdayAfter(wait.CreatedAt, days, 9) : null);
        var instance = CaseInstances.NumberOf(context.InstanceId);
        if (Case.Tasks.Find(t => t.Status == TaskStatus.Open && t.Instance == instance && t.Bookmark == wait.Id) is not { } task)
            return;
        var now = task with { TitleZh = context.Input<string>("Title"), TitleEn = context.Input<string>("TitleEn"), Offers = verbs.SequenceEqual(task.Offers) ? task.Offers : verbs };
        if (IsNew("DueWorkdays"))
            now = now with { DueAt = DueAt(context, task.OpenedAt) is { } due ? due > step.Now ? due : WorkdayAt(1, 18) : null };
        if (IsNew("Role", "Fallback"))
            now = Given(now, context);
        if (now == task)
            return;
        step.Raise(new TaskReoffered(now));
        if (now.DueAt == task.DueAt)
            return;
        var about = task.No.ToString(System.Globalization.CultureInfo.InvariantCulture);
        step.ClearTimers("task", about);
        if (now.DueAt is { } moment)
            step.SetTimer("task", about, moment);
    }

    /// <summary>When a wait ends that reads otherwise after a move: no shorter while a right of the petitioner still runs, and not today for what would be over.</summary>
    public DateTimeOffset MovedDue(DateTimeOffset wanted, DateTimeOffset? before)
    {
        var due = wanted > step.Now ? wanted : WorkdayAt(1, 9) ?? Local.At(Local.DateOf(step.Now).AddDays(1), 9);
        var right = Case.Clocks.Where(k => k is { IsRunning: true, Kind: ClockKind.Right }).Max(k => k.DueAt);
        return before > due && right > due ? before < right ? before.Value : right.Value : due;
    }

    private CaseTask Given(CaseTask task, ActivityContext context)
    {
        var (role, held) = (context.Input<string>("Role") ?? Roles.Handler, new Post(task.Role, task.Unit, task.Assignee));
        var post = GivesBack && task.Before is { } before ? before
            : task.Assignee is { } person && Reference.Person(person)?.Roles.Contains(role) == true ? held with { Role = role } : PostOf(context);
        return task with { Role = post.Role, Unit = post.Unit, Assignee = post.Person, Before = GivesBack || post == held ? null : held };
    }
}
