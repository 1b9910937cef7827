namespace Petitions.Cases;

/// <summary>What a drawing may do to the ladder: make a rung come earlier than the data say, never later.</summary>
public static partial class Ladder
{
    /// <summary>A workflow's shorter time for a step of one clock, or of all clocks of the case (clock 0), from now on.</summary>
    /// <exception cref="Refused">RUNG_LATER_THAN_FLOOR when it is later than the ladder's data; FIELD_INVALID for an unknown step, or a rung before the due day.</exception>
    private static void AdvanceRung(StepContext step, AdvanceRung order)
    {
        var rule = RuleOf(step, order.Step, order.WorkingDays);
        if (order.WorkingDays >= LadderPlan.Days(order.Clock, rule, step.Case.LadderShortened))
            return;
        var moved = Moments(step, order.Step, order.Clock, (due, _) => LadderPlan.At(step.Reference, due, order.WorkingDays));
        step.Raise(new RungAdvanced(order.Clock, order.Step, order.WorkingDays, moved));
        Ring(step, moved);
    }

    /// <summary>
    /// The time of another drawing for the rung that waits. One that would have passed comes on the next working day, so that nobody is late by a rule that
    /// was not there; the moment of the ladder's own data stays the last.
    /// </summary>
    /// <exception cref="Refused">As for <see cref="AdvanceRung"/>.</exception>
    private static void RetimeRung(StepContext step, RetimeRung order)
    {
        var rule = RuleOf(step, order.Step, order.WorkingDays);
        var days = order.WorkingDays ?? rule.WorkingDays;
        if (days == LadderPlan.Days(order.Clock, rule, step.Case.LadderShortened))
            return;
        var moved = Moments(step, order.Step, order.Clock, (due, floor) => LadderPlan.At(step.Reference, due, days) is not { } at ? null
            : at > step.Now ? at : LadderPlan.At(step.Reference, step.Day, 1) is { } next && next < floor ? next : floor);
        step.Raise(new RungRetimed(order.Clock, order.Step, days, moved));
        Ring(step, moved);
    }

    private static LadderStep RuleOf(StepContext step, string code, int? days)
    {
        if (step.Reference.Ladder.Step(code) is not { } rule)
            throw Refusals.FieldInvalid("step");
        if (days > rule.WorkingDays)
            throw Refusals.RungLater(code);
        return rule.Rung > 0 && days < 0 ? throw Refusals.FieldInvalid("workingDays") : rule;
    }

    /// <summary>New moments of the entries that wait, by number.</summary>
    /// <param name="moment">From the due day and the moment of the ladder's own data.</param>
    private static Dictionary<int, DateTimeOffset> Moments(StepContext step, string code, int clock, Func<DateOnly, DateTimeOffset?, DateTimeOffset?> moment)
    {
        var moved = new Dictionary<int, DateTimeOffset>();
        foreach (var entry in step.Case.Ladder.Where(e => e.IsWaiting && e.Step == code && (clock == 0 || e.Clock == clock)))
            if (step.Case.Clocks.Single(k => k.No == entry.Clock).EffectiveDue is { } due
                && moment(due, LadderPlan.At(step.Reference, due, step.Reference.Ladder.Step(code)!.WorkingDays)) is { } at)
                moved[entry.No] = at;
        return moved;
    }

    private static void Ring(StepContext step, Dictionary<int, DateTimeOffset> moved)
    {
        foreach (var (no, at) in moved)
        {
            step.ClearTimers("ladder", Ref(no));
            step.SetTimer("ladder", Ref(no), at);
        }
    }
}
