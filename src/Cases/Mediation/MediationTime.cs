using System.Globalization;

namespace Petitions.Cases;

// The 30 days of a mediation belong to the parties: by consent of all they are longer, or stand still for a while (handbook §4.7; categories, CLK-MED30).
public static partial class Mediation
{
    /// <summary>Who approved, where no head does: the parties themselves.</summary>
    public const string AllParties = "parties";

    /// <summary>A pause has an end, so that nobody forgets the quarrel in it; longer ones are agreed anew.</summary>
    private const int LongestPause = 60;

    private const string PauseTimer = "mediationPause";

    private static void TimeRules(RuleBook book)
    {
        book.On<ExtendMediation>("extendMediation", VerbKind.Ambient, "T13", Conductors, Running, ExtendTime);
        book.On<PauseMediation>("pauseMediation", VerbKind.Ambient, "T13", Conductors, Running, Pause);
        book.On<ResumeMediation>("resumeMediation", VerbKind.Ambient, "T13", Conductors, Running, (step, _) => GoOn(step));
        book.OnTimer(PauseTimer, PauseIsOver);
    }

    /// <exception cref="Refused">MEDIATION_NOT_PROPOSED, MEDIATION_REFUSED_BY_PARTY, CONSENT_MISSING; REASON_REQUIRED; EXTENSION_TOO_LONG (30 days at a time),
    /// EXTENSION_TOO_LATE after the last day.</exception>
    private static void ExtendTime(StepContext step, ExtendMediation order)
    {
        var clock = Agreed(step, order.PartiesAgree, order.Reason);
        Clocks.CheckExtension(step.Reference, clock, order.Days, step.Day);
        Clocks.Extend(step, clock, order.Days, step.KeepRequired(order.Reason!, TextKind.Reason), step.Actor.Id, AllParties, step.Day);
    }

    /// <exception cref="Refused">As <see cref="ExtendTime"/>; FIELD_INVALID for an end that is not to come within 60 days; SUSPENSION_NOT_ALLOWED during a pause.</exception>
    private static void Pause(StepContext step, PauseMediation order)
    {
        var clock = Agreed(step, order.PartiesAgree, order.Reason);
        if (order.Until is not { } until || until <= step.Day || until > step.Day.AddDays(LongestPause))
            throw Refusals.FieldInvalid("until", order.Until);
        Clocks.Suspend(step, clock, "CONSENT", step.HappenedAt);
        step.Raise(new MediationPaused(Current(step.Case)!.No, until, step.KeepRequired(order.Reason!, TextKind.Reason)));
        step.SetTimer(PauseTimer, clock.No.ToString(CultureInfo.InvariantCulture), Local.EndOf(until));
    }

    /// <exception cref="Refused">MEDIATION_NOT_PROPOSED; WRONG_STATE when nothing is paused.</exception>
    private static void GoOn(StepContext step)
    {
        RunningFile(step);
        if (step.Case.RunningOrSuspended(ClockCode) is not { Status: ClockStatus.Suspended } clock)
            throw Refusals.WrongState(step.Case.State, "resumeMediation");
        step.ClearTimers(PauseTimer, clock.No.ToString(CultureInfo.InvariantCulture));
        Clocks.Resume(step, clock, step.HappenedAt);
    }

    /// <summary>A withdrawal was taken back: the pause goes on to its day, or is over where that day has come meanwhile.</summary>
    internal static void PauseAgain(StepContext step, Clock before, Clock? clock)
    {
        if (clock is not { Code: ClockCode, Status: ClockStatus.Suspended })
            return;
        var known = before.No.ToString(CultureInfo.InvariantCulture);
        if (step.Case.Timers.Find(t => t.Kind == PauseTimer && t.Ref == known) is not { } timer)
        {
            Clocks.Resume(step, clock, step.HappenedAt);
            return;
        }
        step.ClearTimers(PauseTimer, known);
        step.SetTimer(PauseTimer, clock.No.ToString(CultureInfo.InvariantCulture), timer.DueAt);
    }

    private static void PauseIsOver(StepContext step, CaseTimer timer)
    {
        if (step.Case.Clocks.FirstOrDefault(k => k.No.ToString(CultureInfo.InvariantCulture) == timer.Ref) is not { Status: ClockStatus.Suspended } clock)
            return;
        Clocks.Resume(step, clock, step.HappenedAt);
        foreach (var mediator in Current(step.Case)?.Mediators ?? [])
            Notices.Tell(step, mediator, "mediationGoesOn", action: true);
    }

    /// <summary>The clock of a mediation to which everybody has consented, for a change to which everybody consents too.</summary>
    private static Clock Agreed(StepContext step, bool partiesAgree, Words? reason)
    {
        ConsentedFile(step);
        if (!partiesAgree)
            throw Refusals.ConsentMissing(Parties(step.Case)[0]);
        if (reason is not { IsBlank: false })
            throw Refusals.ReasonRequired();
        return step.Case.RunningOrSuspended(ClockCode) ?? throw Refusals.MediationNotProposed();
    }
}
