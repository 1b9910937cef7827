namespace Petitions.Cases;

/// <summary>What the sweep asks of a case: every timer that is due, in order of its moment, each as if it ran at that moment (E8, handbook §4.9).</summary>
public static class Timers
{
    internal static void Rules(RuleBook book) =>
        book.On<TimersDue>("timersDue", VerbKind.System, "4.9", [Roles.System], null, (step, _) => Run(step, book));

    /// <summary>
    /// A timer is taken away before its rule runs, so it fires once. Its rule sees <see cref="StepContext.HappenedAt"/> at the due moment,
    /// however late the sweep is; a timer whose reason is gone, or of a kind that no chapter knows any more, does nothing.
    /// Waits of workflows are ended afterwards by <see cref="CaseStep"/>.
    /// </summary>
    private static void Run(StepContext step, RuleBook book)
    {
        var before = step.HappenedAt;
        while (step.Case.Timers.Where(t => t.DueAt <= step.Now && t.Kind != CaseWorkflows.TimerKind).OrderBy(t => t.DueAt).ThenBy(t => t.No).FirstOrDefault() is { } timer)
        {
            step.Case.Timers.Remove(timer);
            step.HappenedAt = timer.DueAt;
            book.Timer(timer.Kind)?.Invoke(step, timer);
            step.React();
        }
        step.HappenedAt = before;
    }
}
