using System.Globalization;

namespace Petitions.Cases;

public sealed partial class Case
{
    /// <summary>For each clock that ever carried the ladder, how it was last set up.</summary>
    public List<LadderArm> LadderArms { get; set; } = [];

    /// <summary>Rungs that a workflow moved earlier, in working days after the due day, by clock (0: all) and step: <c>12/rung1</c>.</summary>
    public Dictionary<string, int> LadderShortened { get; set; } = [];

    /// <summary>Staff who may not act in this case (direct interest, art. 28); never a target of the ladder.</summary>
    public List<string> Recused { get; set; } = [];

    /// <summary>Staff id of the leader who owns the case as a lead case (包案); null if none.</summary>
    public string? LeadCaseBy { get; set; }

    /// <summary>Who asked up by hand and why, so that an unanswered request is passed on in the same words.</summary>
    public List<AskedUp> AskedUp { get; set; } = [];

    /// <summary>Weekly bulletins on which the case stands because it reached rung 3.</summary>
    public List<BulletinMark> BulletinMarks { get; set; } = [];
}

/// <param name="Reason">Kept text.</param>
public sealed record AskedUp(int Entry, string By, int Reason);

/// <param name="Entry">The entry of the ladder that brought it there.</param>
/// <param name="IssueOn">Local day of the bulletin.</param>
public sealed record BulletinMark(int Entry, DateOnly IssueOn);

/// <param name="DueAt">The due moment that the entries were computed from: if the clock has another one, they are set up again.</param>
/// <param name="Complete">False while some rung lies in a year whose calendar is not published.</param>
public sealed record LadderArm(int Clock, int Cycle, DateTimeOffset DueAt, bool Active, bool Complete);

/// <summary>
/// The ladder of escalation (handbook §7). It follows the clocks: whatever starts, moves, suspends or stops a clock, the entries of the clock
/// are brought into line with it. Entries are rows with a moment; nothing here changes the state or a clock of the case (E5).
/// </summary>
public static partial class Ladder
{
    private static readonly IReadOnlySet<string> CompletionClocks = new HashSet<string>
    {
        "CLK-HANDLE60", "CLK-SIMPLE10WD", "CLK-MED30", "CLK-REV30", "CLK-REX30", "CLK-ACC-RESULT15WD",
    };

    private static readonly IReadOnlySet<string> MinuteClocks = new HashSet<string> { "CLK-EMG-CONTACT", "CLK-EMG-ONSITE", "CLK-TIP-POLICE" };

    internal static void Rules(RuleBook book)
    {
        book.React<ClockStarted>((step, _) => Follow(step));
        book.React<ClockStopped>((step, _) => Follow(step));
        book.React<ClockCancelled>((step, _) => Follow(step));
        book.React<ClockMoved>((step, _) => Follow(step));
        book.React<ClockSuspended>((step, _) => Follow(step));
        book.WhenSettled(Follow);
        book.React<TaskOverdue>(AnswerFellDue);
        book.OnTimer("ladder", Fire);
        book.Fact("ownerRole", (c, reference, today) => new LadderTargets(c, reference, today).Owner().Role);
        book.Fact("route", (c, reference, today) => new LadderTargets(c, reference, today).Office());
        book.On<EscalateByHand>("escalateByHand", VerbKind.Ambient, "E7", MayAskUp, CaseStates.Open, EscalateByHand);
        book.On<AnswerEscalation>("answerEscalation", VerbKind.Ambient, "T25", MayAnswer, CaseStates.Open, AnswerEscalation);
        book.On<AdvanceRung>("advanceRung", VerbKind.System, "E5", [Roles.System], null, AdvanceRung);
        book.On<RetimeRung>("retimeRung", VerbKind.System, "E5", [Roles.System], null, RetimeRung);
    }

    /// <summary>
    /// Which clocks carry the ladder now: completion clocks and the time to put things right (CLK-3NLG); the internal target only where the case
    /// has no completion clock, running or ended (an answered claim is not chased for its target), and no emergency, whose minutes replace it;
    /// rights never.
    /// </summary>
    public static bool Carries(Case c, Clock clock)
    {
        if (clock.Status != ClockStatus.Running || clock.DueAt is null)
            return false;
        if (clock.Code != Clocks.InternalTarget)
            return IsCompletion(clock) || MinuteClocks.Contains(clock.Code) || clock.Code == "CLK-3NLG";
        return !c.Flags.Emergency && !c.Clocks.Any(k => IsCompletion(k) ? k.Status != ClockStatus.Cancelled : k.IsRunning && MinuteClocks.Contains(k.Code));
    }

    private static bool IsCompletion(Clock clock) => clock.Kind == ClockKind.External || CompletionClocks.Contains(clock.Beside ?? clock.Code);

    /// <summary>What the settled checks of a step do for the ladder.</summary>
    internal static void Settle(StepContext step)
    {
        Follow(step);
        step.React();
    }

    /// <summary>Brings the entries of every clock into line with it (E6, E11). Running it twice changes nothing.</summary>
    private static void Follow(StepContext step)
    {
        foreach (var clock in step.Case.Clocks.ToList())
        {
            var arm = step.Case.LadderArms.FirstOrDefault(a => a.Clock == clock.No);
            var carries = Carries(step.Case, clock);
            if (arm is { Active: true } && (!carries || arm.DueAt != clock.DueAt))
                Cancel(step, clock);
            if (carries && arm is not { Active: true, Complete: true } || carries && arm?.DueAt != clock.DueAt)
                Arm(step, clock, arm);
        }
    }

    /// <summary>
    /// The steps that still wait take the moments of the ladder and calendar of today; what has fired has fired and does not ring again.
    /// </summary>
    internal static void Replan(StepContext step)
    {
        foreach (var clock in step.Case.Clocks.Where(k => Carries(step.Case, k)).ToList())
        {
            if (step.Case.LadderArms.FirstOrDefault(a => a.Clock == clock.No) is not { Active: true } arm || arm.DueAt != clock.DueAt)
                continue;
            var plan = LadderPlan.Of(step.Reference, clock, step.Case.LadderShortened).Where(p => p.At is not null).ToDictionary(p => p.Step, p => p.At!.Value);
            var waiting = step.Case.Ladder.Where(e => e.Clock == clock.No && e.IsWaiting).ToList();
            if (waiting.All(e => plan.TryGetValue(e.Step, out var at) && at == e.DueAt))
                continue;
            Cancel(step, clock);
            var entries = waiting.Where(e => plan.ContainsKey(e.Step)).Select(e => e with
            {
                No = step.Case.NextId(), Cycle = arm.Cycle + 1, DueAt = plan[e.Step], CancelledAt = null, CancelledBecause = null,
            }).ToList();
            step.Raise(new LadderArmed(arm with { Cycle = arm.Cycle + 1 }, entries));
            foreach (var entry in entries)
                step.SetTimer("ladder", Ref(entry.No), entry.DueAt);
        }
    }

    private static void Arm(StepContext step, Clock clock, LadderArm? before)
    {
        var goesOn = before is { Active: true } && before.DueAt == clock.DueAt;
        var cycle = (before?.Cycle ?? 0) + (goesOn ? 0 : 1);
        var plan = LadderPlan.Of(step.Reference, clock, step.Case.LadderShortened);
        var entries = new List<LadderEntry>();
        foreach (var planned in plan.Where(p => p.At is not null && IsWanted(step, clock, p, goesOn)))
            entries.Add(new LadderEntry
            {
                No = step.Case.NextId(),
                Clock = clock.No,
                Cycle = cycle,
                Step = planned.Step,
                Rung = planned.Rung,
                DueAt = planned.At!.Value,
                Kind = planned.Kind,
            });
        var complete = plan.All(p => p.At is not null);
        if (goesOn && entries.Count == 0 && complete == before!.Complete)
            return;
        var arm = new LadderArm(clock.No, cycle, clock.DueAt!.Value, true, complete);
        step.Raise(goesOn ? new LadderCompleted(arm, entries) : new LadderArmed(arm, entries));
        foreach (var entry in entries)
            step.SetTimer("ladder", Ref(entry.No), entry.DueAt);
    }

    /// <summary>
    /// Not created: what lies before the clock's own start; a reminder whose moment is over; a step that has already fired for this clock,
    /// unless the clock has moved so far that its moment is still to come (a pause does not ring twice).
    /// </summary>
    private static bool IsWanted(StepContext step, Clock clock, PlannedStep planned, bool goesOn)
    {
        var (at, isOver) = (planned.At!.Value, planned.At <= step.Now);
        if (at < clock.StartedAt || isOver && planned.Step.StartsWith("remind", StringComparison.Ordinal))
            return false;
        var same = step.Case.Clocks.Where(k => k.Code == clock.Code && k.Unit == clock.Unit).Select(k => k.No).ToHashSet();
        var earlier = step.Case.Ladder.Where(e => e.Step == planned.Step && same.Contains(e.Clock)).ToList();
        return !(isOver && earlier.Any(e => e.FiredAt is not null)) && !(goesOn && earlier.Any(e => e.Clock == clock.No && e.IsWaiting))
            && !(goesOn && earlier.Any(e => e.Clock == clock.No && e.FiredAt is not null && e.DueAt == at));
    }

    /// <summary>E6: what has not fired falls away and open questions to superiors with it; history stays.</summary>
    private static void Cancel(StepContext step, Clock clock)
    {
        var waiting = step.Case.Ladder.Where(e => e.Clock == clock.No && e.IsWaiting).Select(e => e.No).ToList();
        foreach (var no in waiting)
            step.ClearTimers("ladder", Ref(no));
        step.Raise(new LadderCancelled(clock.No, waiting, step.HappenedAt, BecauseOf(clock)));
        if (!clock.IsRunning)
            foreach (var fired in step.Case.Ladder.Where(e => e.Clock == clock.No && e.FiredAt is not null))
                step.EndTasks(t => t.About == About(fired.No), TaskStatus.Cancelled, BecauseOf(clock));
    }

    private static string BecauseOf(Clock clock) => clock.Status switch
    {
        ClockStatus.Met or ClockStatus.Missed => "met",
        ClockStatus.Cancelled => "cancelled",
        ClockStatus.Suspended => "suspended",
        ClockStatus.Running => "moved",
    };

    private static string Ref(int no) => no.ToString(CultureInfo.InvariantCulture);

    private static string About(int no) => $"ladder:{no}";
}
