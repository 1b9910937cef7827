namespace Petitions.Cases;

/// <summary>The starts that several chapters share.</summary>
public static partial class Clocks
{
    /// <summary>Hours of a first contact are counted between these local hours of every day (handbook §4.10, urgency "urgent").</summary>
    private static readonly TimeOnly ContactFrom = new(8, 0), ContactTo = new(22, 0);

    /// <summary>The 15 days of the unit that received: art. 22 offices pass on (CLK-TRANSFER15), all others tell (CLK-NOTICE15).</summary>
    public static Clock StartNotice(StepContext step, string unit, DateTimeOffset receivedAt, string startEvent = "received") =>
        Start(step, step.Reference.Unit(unit)?.NoticeRule == "art22" ? "CLK-TRANSFER15" : "CLK-NOTICE15", receivedAt, startEvent, unit);

    /// <summary>The category's own target from the first receipt; none for an emergency (its minutes replace it) or where the category has none.</summary>
    public static Clock? StartInternalTarget(StepContext step)
    {
        var days = step.Reference.Categories.GetValueOrDefault(step.Case.Category)?.InternalTargetWorkdays ?? 0;
        return days == 0 || step.Case.Flags.Emergency ? null
            : Start(step, InternalTarget, step.Case.ReceivedAt, "received", amount: days);
    }

    /// <summary>The date that the sender (hotline, higher office) set, from our own receipt; null if the sender set none.</summary>
    public static Clock? StartExternal(StepContext step, DateOnly? due = null) =>
        (due ?? step.Case.Sender?.Due) is { } day ? Start(step, ExternalDue, step.Case.ReceivedAt, "received", due: day) : null;

    /// <summary>First contact by urgency: hours between 08:00 and 22:00, or working days; null for an emergency, which has minutes.</summary>
    public static Clock? StartFirstContact(StepContext step, DateTimeOffset from)
    {
        var urgency = step.Reference.Urgencies.GetValueOrDefault(step.Case.Urgency);
        if (urgency?.FirstContactWorkdays is { } days)
            return Start(step, FirstContact, from, "assigned", amount: days, amountUnit: ClockUnit.WorkingDay);
        return urgency?.FirstContactHours is { } hours
            ? Start(step, FirstContact, from, "assigned", amount: MinutesUntil(from, hours), amountUnit: ClockUnit.Minute) : null;
    }

    /// <summary>
    /// The emergency's clocks from its true beginning, night and day; the category's minutes replace the defaults (handbook §7).
    /// One that runs already is left alone.
    /// </summary>
    public static void StartEmergency(StepContext step, DateTimeOffset openedAt, EmergencyMinutes? minutes = null)
    {
        minutes ??= step.Reference.Categories.GetValueOrDefault(step.Case.Category)?.Minutes;
        Once(step, "CLK-EMG-CONTACT", openedAt, minutes?.Contact);
        Once(step, "CLK-EMG-ONSITE", openedAt, minutes?.OnSite);
        Once(step, "CLK-EMG-STATUS", openedAt, null);
    }

    private static void Once(StepContext step, string code, DateTimeOffset at, int? minutes)
    {
        if (step.Case.RunningOrSuspended(code, null) is null)
            Start(step, code, at, "emergency", amount: minutes, amountUnit: minutes is null ? null : ClockUnit.Minute);
    }

    /// <summary>Real minutes from a moment until so many contact hours have passed.</summary>
    private static int MinutesUntil(DateTimeOffset from, int hours)
    {
        var at = from.ToOffset(Local.Offset);
        for (var left = TimeSpan.FromHours(hours); ;)
        {
            var (open, close) = (Local.At(Local.DateOf(at), ContactFrom.Hour), Local.At(Local.DateOf(at), ContactTo.Hour));
            at = at < open ? open : at;
            if (at + left <= close)
                return (int)(at + left - from).TotalMinutes;
            left -= at < close ? close - at : TimeSpan.Zero;
            at = open.AddDays(1);
        }
    }
}
