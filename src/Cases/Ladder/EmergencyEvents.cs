namespace Petitions.Cases;

/// <summary>An event about the running or past emergency of a case.</summary>
public abstract record EmergencyEvent : CaseEvent
{
    public override string? Rule => "T28";

    protected abstract EmergencyFile Change(EmergencyFile file);

    protected internal override void ApplyTo(Case c) => c.Emergency = Change(c.Emergency!);
}

/// <param name="Reason">Kept words; null when the urgency at registration opened it.</param>
public sealed record EmergencyOpened(DateTimeOffset At, int? Reason, bool Accident, string By) : CaseEvent
{
    public override string? Rule => "T28";

    protected internal override void ApplyTo(Case c)
    {
        c.Emergency = new EmergencyFile { OpenedAt = At, Reason = Reason, Accident = Accident, OpenedBy = By };
        c.Flags = c.Flags with { Emergency = true };
    }
}

/// <summary>People are hurt, or there is direct loss: the report to the county becomes due.</summary>
public sealed record AccidentFound(int? Reason) : EmergencyEvent
{
    protected override EmergencyFile Change(EmergencyFile file) => file with { Accident = true };
}

public sealed record EmergencyContacted(DateTimeOffset At, string By) : EmergencyEvent
{
    protected override EmergencyFile Change(EmergencyFile file) => file with { ContactedAt = file.ContactedAt ?? At };
}

public sealed record EmergencyReached(DateTimeOffset At, string By) : EmergencyEvent
{
    protected override EmergencyFile Change(EmergencyFile file) => file with { OnSiteAt = file.OnSiteAt ?? At };
}

public sealed record EmergencyStatusTold(EmergencyStatus Status) : EmergencyEvent
{
    protected override EmergencyFile Change(EmergencyFile file) => file with { Statuses = [.. file.Statuses, Status] };
}

/// <param name="Reason">Kept words; null when the case ended.</param>
public sealed record EmergencyStoodDown(DateTimeOffset At, int? Reason, string By) : CaseEvent
{
    public override string? Rule => "T28";

    protected internal override void ApplyTo(Case c)
    {
        c.Emergency = c.Emergency! with { StoodDownAt = At, StandDownReason = Reason };
        c.Flags = c.Flags with { Emergency = false };
    }
}

/// <summary>Article 25: the matter was reported to these offices.</summary>
public sealed record ReportedUp(UpReport Report) : CaseEvent
{
    public override string? Rule => "T28";

    protected internal override void ApplyTo(Case c) => c.UpReports.Add(Report);
}

public sealed record PoliceNotified(DateTimeOffset At, string? Office, int? Note, string By) : CaseEvent
{
    public override string? Rule => "T28";

    protected internal override void ApplyTo(Case c)
    {
        c.PoliceToldAt ??= At;
        if (Office is { } office && !c.PoliceTold.Contains(office))
            c.PoliceTold.Add(office);
    }
}
