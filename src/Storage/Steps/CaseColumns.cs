using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>The columns of <c>cases</c> that lists and boards need, computed from the case.</summary>
internal static class CaseColumns
{
    /// <summary>True if nothing said in the case may be searched or found by a digest.</summary>
    public static bool IsLocked(Case c) => c.Flags.Sealed || c.Flags.Confidential;

    /// <summary>The running clock that ends first.</summary>
    public static Clock? Nearest(Case c) => FirstDue(c.Clocks.Where(clock => clock.IsRunning));

    /// <summary>
    /// The clock that ends first of those that carry the ladder now: the moment by which the case must be done. An internal target that has yielded
    /// to the sixty days still runs, and makes nothing overdue.
    /// </summary>
    public static Clock? Completion(Case c) => FirstDue(c.Clocks.Where(clock => Ladder.Carries(c, clock)));

    public static int Rung(Case c)
    {
        var running = c.Clocks.Where(clock => clock.IsRunning).Select(clock => clock.No).ToHashSet();
        return c.Ladder.Where(e => e.FiredAt is not null && running.Contains(e.Clock)).Select(e => e.Rung).DefaultIfEmpty(0).Max();
    }

    /// <summary>Why somebody should look at the case although no deadline says so.</summary>
    public static string[] Attention(Case c, IEnumerable<WorkflowInstance> instances)
    {
        var reasons = new List<string>();
        if (instances.Any(i => i.Parked))
            reasons.Add("workflow-parked");
        if (c.Clocks.Any(clock => clock is { IsRunning: true, NotComputable: true }))
            reasons.Add("clock-not-computable");
        if (c.IsOpen && c.Ladder.Any(e => e is { FiredAt: not null, AnsweredAt: null, EmptyTargets.Count: > 0 }))
            reasons.Add("escalation-target-empty");
        if (c.IsOpen && c.Ladder.Any(e => e is { UnansweredAt: not null, Answer: null, CancelledAt: null } && (e.Rung == 0 || c.Clocks.Any(k => k.No == e.Clock && k.IsRunning))))
            reasons.Add("escalation-unanswered");
        if (RightsAlarm.IsOn(c))
            reasons.Add("right-blocked");
        return [.. reasons];
    }

    public static string[] Flags(CaseFlags flags)
    {
        var names = new List<string>();
        void Add(bool set, string name)
        {
            if (set)
                names.Add(name);
        }
        Add(flags.Emergency, "emergency");
        Add(flags.Sealed, "sealed");
        Add(flags.Confidential, "confidential");
        Add(flags.Restricted, "restricted");
        Add(flags.Joint, "joint");
        Add(flags.LeadCase, "leadCase");
        Add(flags.Supervised, "supervised");
        Add(flags.Repeat, "repeat");
        Add(flags.Anonymous, "anonymous");
        return [.. names];
    }

    private static Clock? FirstDue(IEnumerable<Clock> clocks) => clocks.Where(c => c.DueAt is not null).MinBy(c => c.DueAt);
}
