using System.Globalization;

namespace Petitions.Cases;

/// <summary>What the sweep asks of a case: every timer that is due, in order of its moment, each as if it ran at that moment (E8, handbook §4.9).</summary>
public static class Timers
{
    internal static void Rules(RuleBook book)
    {
        book.On<TimersDue>("timersDue", VerbKind.System, "4.9", [Roles.System], null, (step, _) => Run(step, book));
        book.OnTimer("task", TaskFellDue);
    }

    /// <summary>
    /// A timer is taken away before its rule runs, so it fires once. Its rule sees <see cref="StepContext.HappenedAt"/> at the due moment,
    /// however late the sweep is; a timer whose reason is gone, or of a kind that no chapter knows any more, does nothing.
    /// Waits of workflows are ended afterwards by <see cref="CaseStep"/>.
    /// </summary>
    private static void Run(StepContext step, RuleBook book)
    {
        var before = step.HappenedAt;
        while (Next(step) is { } timer)
        {
            step.Case.Timers.Remove(timer);
            step.HappenedAt = timer.DueAt;
            book.Timer(timer.Kind)?.Invoke(step, timer);
            step.React();
        }
        step.HappenedAt = before;
    }

    private static CaseTimer? Next(StepContext step) => step.Case.Timers.Where(t => t.DueAt <= step.Now && t.Kind != CaseWorkflows.TimerKind)
        .OrderBy(t => t.DueAt).ThenBy(t => t.No).FirstOrDefault();

    private static void TaskFellDue(StepContext step, CaseTimer timer)
    {
        var task = step.Case.Tasks.FirstOrDefault(t => t.No.ToString(CultureInfo.InvariantCulture) == timer.Ref);
        if (task is not { Status: TaskStatus.Open })
            return;
        step.Raise(new TaskOverdue(task.No));
        var to = task.Assignee ?? (task.Unit is null ? null : $"{task.Role}@{task.Unit}");
        if (to is not null)
            Notices.Tell(step, to, "taskOverdue", new Dictionary<string, string> { ["task"] = task.Kind }, true, about: task.About);
    }
}

/// <summary>The time of a task is over and it is still open. A workflow may listen; the task stays where it is.</summary>
public sealed record TaskOverdue(int No) : CaseEvent
{
    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c)
    {
    }
}
