namespace Petitions.Cases;

/// <summary>The ledger: extensions and suspensions, with who, why and how long (handbook §4.7, T14).</summary>
public static partial class Clocks
{
    /// <summary>T14: may this clock be extended by so many days, asked on this day?</summary>
    /// <exception cref="Refused">EXTENSION_TOO_LONG, EXTENSION_ALREADY_USED, EXTENSION_TOO_LATE (asked after the due day).</exception>
    public static void CheckExtension(Reference reference, Clock clock, int days, DateOnly askedOn)
    {
        if (clock.EffectiveDue is { } due && askedOn > due)
            throw Refusals.ExtensionTooLate(due);
        if (days < 1 || days > MostDays(reference, clock))
            throw Refusals.ExtensionTooLong(days);
        if (clock.Extensions.Count > 0 && clock.Code != "CLK-MED30")
            throw Refusals.ExtensionAlreadyUsed();
    }

    /// <summary>Extends: new due day = old due day + days, never rolled. The reason is a kept text.</summary>
    /// <exception cref="Refused">As <see cref="CheckExtension"/>; EXTENSION_TOO_LATE also when it is approved, or the petitioner told, after the old due day;
    /// CALENDAR_NOT_PUBLISHED while the clock has no date yet.</exception>
    public static void Extend(StepContext step, Clock clock, int days, int reason, string requestedBy, string approvedBy, DateOnly toldOn)
    {
        CheckExtension(step.Reference, clock, days, toldOn > step.Day ? toldOn : step.Day);
        var old = clock.EffectiveDue ?? throw Refusals.CalendarNotPublished(Local.DateOf(clock.StartedAt));
        step.Raise(new ClockExtended(clock.No, clock.Code,
            new ClockExtension(days, reason, requestedBy, approvedBy, toldOn, old, old.AddDays(days))));
        Move(step, clock.No, "extended");
    }

    /// <summary>Stops the counting for one of the three lawful reasons.</summary>
    /// <param name="reason">HEARING (re-examination), CONSENT (mediation), WAITING_PETITIONER (internal clocks only).</param>
    /// <exception cref="Refused">SUSPENSION_NOT_ALLOWED for any other pair of clock and reason, or while one is open.</exception>
    public static void Suspend(StepContext step, Clock clock, string reason, DateTimeOffset from, string? by = null)
    {
        var allowed = reason switch
        {
            "HEARING" => clock.Code == "CLK-REX30",
            "CONSENT" => clock.Code == "CLK-MED30",
            "WAITING_PETITIONER" => clock.Kind == ClockKind.Internal,
            _ => false,
        };
        if (!allowed || clock.Status != ClockStatus.Running)
            throw Refusals.SuspensionNotAllowed(reason);
        ClearTimer(step, clock);
        step.Raise(new ClockSuspended(clock.No, clock.Code, new ClockSuspension(reason, from, null, by ?? step.Actor.Id)));
    }

    /// <summary>
    /// Counting goes on at <paramref name="to"/>: the due day moves by the days between the two local days (a hearing from the 7th to the end
    /// of the 11th, that is 24:00, moves it by five), by working days for a clock counted in working days. Does nothing if not suspended.
    /// </summary>
    public static void Resume(StepContext step, Clock clock, DateTimeOffset to)
    {
        if (clock.Status != ClockStatus.Suspended)
            return;
        step.Raise(new ClockResumed(clock.No, clock.Code, to));
        Move(step, clock.No, "resumed");
        // A hearing that went on over the last day is recorded after it: nothing was missed.
        var moved = step.Case.Clocks.Single(k => k.No == clock.No);
        if (!moved.WasMissed || moved.DueAt is not { } end || end <= step.Now)
            return;
        step.Raise(new ClockFoundInTime(moved.No, moved.Code));
        SetTimer(step, step.Case.Clocks.Single(k => k.No == clock.No));
    }

    private static int MostDays(Reference reference, Clock clock) => clock.Code switch
    {
        "CLK-HANDLE60" => reference.Clocks["CLK-EXT30"].Amount,
        "CLK-MED30" => reference.Clocks["CLK-MED30"].Amount,
        _ => 0,
    };
}
