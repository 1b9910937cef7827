using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Cases.Activities;

/// <summary>
/// What a petition activity may see and ask: the case to read, and orders that go through the same guards as everybody's, as R-SYSTEM.
/// </summary>
internal sealed class CaseHost(StepContext step, RuleBook book)
{
    public Case Case => step.Case;
    public Reference Reference => step.Reference;

    /// <summary>Gives an order of the system.</summary>
    /// <exception cref="EngineFault">The rule refused; the code is the refusal's. Nothing of the order is left in the case.</exception>
    public void Order(Command command)
    {
        try
        {
            step.FollowOrNothing(command);
        }
        catch (Refused refused)
        {
            throw new EngineFault(refused.Code, $"The order {command.GetType().Name} was refused: {refused.Code}.");
        }
    }

    public int NextId() => Case.NextId();

    /// <summary>True if at least one of the verbs is possible in the state in which the case is now.</summary>
    public bool CanBeGiven(IEnumerable<string> verbs) =>
        verbs.Any(v => book.For(v) is { } rule && rule.Fits(Case) && ((rule.OfferedIn ?? rule.States) is not { } states || states.Contains(Case.State)));

    /// <summary>Opens the task of a human step; who gets it is worked out from the role and from where the case is.</summary>
    public void OpenOffer(int no, string instanceId, string bookmarkId, string kind, ActivityContext context, IReadOnlyList<string> verbs)
    {
        var post = PostOf(context);
        step.OpenTask(new CaseTask
        {
            No = no, Kind = kind, Role = post.Role, Unit = post.Unit, Assignee = post.Person, Offers = verbs,
            TitleZh = context.Input<string>("Title"), TitleEn = context.Input<string>("TitleEn"), OpenedAt = step.Now,
            DueAt = DueAt(context, step.Now), Instance = CaseInstances.NumberOf(instanceId), Bookmark = bookmarkId, About = AboutOf(context),
        });
    }

    /// <summary>RunTask of Elsa's own toolbox: payload may name role, title and verbs.</summary>
    public void OpenTaskOfElsa(TaskRequested asked)
    {
        var payload = asked.Payload as IReadOnlyDictionary<string, object?>;
        var post = TaskRouting.Find(
            payload?.GetValueOrDefault("role") as string ?? Roles.Handler, Roles.CommunityHead, Case, Reference, Local.DateOf(step.Now));
        step.OpenTask(new CaseTask
        {
            No = NextId(), Kind = asked.TaskName, Role = post.Role, Unit = post.Unit, Assignee = post.Person, Offers = ["finishTask"],
            TitleZh = asked.TaskName, TitleEn = asked.TaskName, OpenedAt = step.Now, Instance = CaseInstances.NumberOf(asked.InstanceId),
            Bookmark = asked.BookmarkId,
        });
    }

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

    private Post PostOf(ActivityContext context)
    {
        var role = context.Input<string>("Role") ?? Roles.Handler;
        return Accountability.PostOf(Case, AboutOf(context), role, Reference) ?? TaskRouting.Find(
            role, context.Input<string>("Fallback") ?? Roles.CommunityHead, Case, Reference, Local.DateOf(step.Now));
    }

    public void CancelOffer(string bookmarkId) => step.EndTasks(t => t.Bookmark == bookmarkId, TaskStatus.Cancelled, "timeout");

    public void Tell(string role, string text) =>
        TaskRouting.Tell(step, role, "workflow", new Dictionary<string, string> { ["text"] = text });

    /// <summary>09:00 (or another local hour) of the n-th working day after today; null where the calendar is not published so far: nobody is held up by that.</summary>
    public DateTimeOffset? WorkdayAt(int workdays, int hour) => WorkdayAfter(step.Now, workdays, hour);

    private DateTimeOffset? WorkdayAfter(DateTimeOffset moment, int workdays, int hour) =>
        Reference.Calendar.TryAddWorkingDays(Local.DateOf(moment), workdays) is { } day ? Local.At(day, hour) : null;

    private DateTimeOffset? DueAt(ActivityContext context, DateTimeOffset from) => context.Input<int?>("DueWorkdays") is { } days ? WorkdayAfter(from, days, 18) : null;

    /// <summary>A workflow that was started for one record of the case says which, so that an answer to another one does not end its steps.</summary>
    private static string? AboutOf(ActivityContext context) =>
        context.WorkflowInput("record") is { } record ? $"accountability:{Values.ToText(record)}" : null;
}
