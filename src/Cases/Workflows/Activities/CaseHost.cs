using Petitions.Engine;

namespace Petitions.Cases.Activities;

/// <summary>
/// What a petition activity may see and ask: the case to read, and orders that go through the same guards as everybody's, as R-SYSTEM.
/// </summary>
internal sealed partial class CaseHost(StepContext step, RuleBook book)
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

    /// <summary>True if at least one of the verbs is possible as the case is now.</summary>
    public bool CanBeGiven(IEnumerable<string> verbs) => verbs.Any(v => book.For(v)?.MayBeOffered(Case) == true);

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
