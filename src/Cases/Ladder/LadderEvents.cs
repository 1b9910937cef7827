namespace Petitions.Cases;

/// <summary>The entries of a clock were set up: at its start, or again after it moved. Starts the escalation workflow of the clock.</summary>
public sealed record LadderArmed(LadderArm Arm, IReadOnlyList<LadderEntry> Entries) : CaseEvent
{
    /// <summary>Number of the clock: what the workflow is about.</summary>
    public int Clock => Arm.Clock;

    /// <summary>The minutes of an emergency have no workflow of rungs.</summary>
    public override IReadOnlyList<string> Signals => Entries.Any(e => e.Rung > 0 && e.Step.StartsWith("rung", StringComparison.Ordinal)) ? [Signal] : [];

    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c) => c.SetArm(Arm, Entries);
}

/// <summary>A calendar year arrived, and rungs that waited for it have a moment now.</summary>
public sealed record LadderCompleted(LadderArm Arm, IReadOnlyList<LadderEntry> Entries) : CaseEvent
{
    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c) => c.SetArm(Arm, Entries);
}

/// <param name="Because">met, cancelled, suspended or moved.</param>
public sealed record LadderCancelled(int Clock, IReadOnlyList<int> Entries, DateTimeOffset At, string Because) : CaseEvent
{
    public override string? Rule => "E6";

    public override IReadOnlyList<string> Signals => [Signal, $"ladderCancelled:{Clock}"];

    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c)
    {
        var i = c.LadderArms.FindIndex(a => a.Clock == Clock);
        c.LadderArms[i] = c.LadderArms[i] with { Active = false };
        foreach (var no in Entries)
            c.ChangeEntry(no, e => e with { CancelledAt = At, CancelledBecause = Because });
    }
}

/// <summary>
/// A reminder or rung fired, once. Accountability listens for rung 4 (TR1), supervision for rung 2 (an order is drafted).
/// A reminder does not make an open form stale.
/// </summary>
/// <param name="Rung">0 for reminders, the due day and the minutes of an emergency.</param>
/// <param name="Office">True if the target is an office (ENT-XF, GOV-TOWN-ZZ) and not a role.</param>
public sealed record RungFired(
    int Entry, int Clock, string Code, string Step, int Rung, string Kind, DateTimeOffset At, TimeSpan? LateBy, string TargetRole,
    string? TargetPerson, string? TargetUnit, bool Office, IReadOnlyList<string> EmptyTargets, string? StandsInFor = null) : CaseEvent
{
    public override string? Rule => "T25";

    public override IReadOnlyList<string> Signals => [Signal, $"{SignalNames.RungOfAClock}:{Clock}:{Step}"];

    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c) => c.ChangeEntry(Entry, e => e with
    {
        FiredAt = At,
        LateBy = LateBy,
        TargetRole = TargetRole,
        TargetPerson = TargetPerson,
        TargetUnit = TargetUnit,
        EmptyTargets = EmptyTargets,
        StandsInFor = StandsInFor,
    });
}

/// <summary>E2, ESCALATION_TARGET_EMPTY: nobody of the role could take it, so it went one further up the same day.</summary>
/// <param name="Because">empty, absent, recused or owner (the case is his own).</param>
public sealed record EscalationTargetEmpty(int Entry, string Role, string? Unit, string Because) : CaseEvent
{
    public override string? Rule => "E2";

    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c)
    {
    }
}

/// <summary>The party line beside the ladder was informed (rungs 2 and 3).</summary>
public sealed record PartyLineInformed(int Entry, IReadOnlyList<string> Units) : CaseEvent
{
    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c) => c.ChangeEntry(Entry, e => e with { PartyUnits = Units });
}

/// <summary>The time in which a superior had to answer is over. What was asked by hand is passed one higher; a rung leaves the question where it is.</summary>
public sealed record EscalationUnanswered(int Entry, DateTimeOffset At) : CaseEvent
{
    public override string? Rule => "E7";

    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c) => c.ChangeEntry(Entry, e => e with { UnansweredAt = At });
}

/// <summary>Rung 3: the case goes on the weekly bulletin of that day (handbook §8).</summary>
/// <param name="IssueOn">The Friday, or the working day before a Friday that is a rest day; the Friday itself while the calendar does not reach it.</param>
public sealed record MarkedForBulletin(int Entry, DateOnly IssueOn) : CaseEvent
{
    public override string? Rule => "8";

    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c) => c.BulletinMarks.Add(new BulletinMark(Entry, IssueOn));
}

/// <summary>The drawing gives a rung its own time.</summary>
/// <param name="Clock">The clock whose ladder it is; 0 for every clock of the case.</param>
/// <param name="Entries">When the entries that wait ring now.</param>
public abstract record RungTimed(int Clock, string Step, int WorkingDays, IReadOnlyDictionary<int, DateTimeOffset> Entries) : CaseEvent
{
    public override string? Rule => "E5";

    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c)
    {
        c.LadderShortened[LadderPlan.Key(Clock, Step)] = WorkingDays;
        foreach (var (no, at) in Entries)
            c.ChangeEntry(no, e => e with { DueAt = at });
    }
}

/// <summary>A workflow moved a rung earlier.</summary>
public sealed record RungAdvanced(int Clock, string Step, int WorkingDays, IReadOnlyDictionary<int, DateTimeOffset> Entries)
    : RungTimed(Clock, Step, WorkingDays, Entries);

/// <summary>The workflow of the ladder was moved to a drawing with another time for the rung that waits.</summary>
public sealed record RungRetimed(int Clock, string Step, int WorkingDays, IReadOnlyDictionary<int, DateTimeOffset> Entries)
    : RungTimed(Clock, Step, WorkingDays, Entries);

/// <summary>E7: a person asked up.</summary>
/// <param name="Reason">Kept text.</param>
public sealed record EscalatedByHand(LadderEntry Entry, string By, int Reason) : CaseEvent
{
    public override string? Rule => "E7";

    protected internal override void ApplyTo(Case c)
    {
        c.Ladder.Add(Entry);
        c.AskedUp.Add(new AskedUp(Entry.No, By, Reason));
    }
}

/// <param name="Choice">urged, reassigned, tookOver, recoveryDate, leadCase, instruction.</param>
/// <param name="Text">Kept text, if words were given.</param>
public sealed record EscalationAnswered(int Entry, string By, string Choice, DateTimeOffset At, int? Text, DateOnly? RecoveryDate) : CaseEvent
{
    public override string? Rule => "T25";

    protected internal override void ApplyTo(Case c) => c.ChangeEntry(Entry, e => e with { Answer = Choice, AnsweredAt = At });
}

/// <summary>The answer to an escalation gave the case to somebody else; the open tasks of the former handler go with it. No clock moves (§4.8).</summary>
/// <param name="Unit">The handling unit from now on.</param>
public sealed record CaseReassigned(int Entry, string? From, string To, string Unit) : CaseEvent
{
    protected internal override void ApplyTo(Case c)
    {
        if (From is not null && !c.FormerHandlers.Contains(From))
            c.FormerHandlers.Add(From);
        c.Handler = To;
        c.HandlingUnit = Unit;
        for (var i = 0; i < c.Tasks.Count; i++)
            if (c.Tasks[i].Status == TaskStatus.Open && From is not null && c.Tasks[i].Assignee == From)
                c.Tasks[i] = c.Tasks[i] with { Assignee = To };
    }
}

/// <summary>A leader owns the case from now on (包案).</summary>
public sealed record LeadCaseTaken(string By) : CaseEvent
{
    protected internal override void ApplyTo(Case c)
    {
        c.Flags = c.Flags with { LeadCase = true };
        c.LeadCaseBy = By;
    }
}

internal static class LadderEntries
{
    public static void SetArm(this Case c, LadderArm arm, IReadOnlyList<LadderEntry> entries)
    {
        c.LadderArms.RemoveAll(a => a.Clock == arm.Clock);
        c.LadderArms.Add(arm);
        c.Ladder.AddRange(entries);
    }

    public static void ChangeEntry(this Case c, int no, Func<LadderEntry, LadderEntry> change)
    {
        var i = c.Ladder.FindIndex(e => e.No == no);
        c.Ladder[i] = change(c.Ladder[i]);
    }
}
