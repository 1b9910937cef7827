namespace Petitions.Cases;

/// <summary>An event about one mediation file; <see cref="Change"/> makes its next version.</summary>
public abstract record MediationEvent(int File) : CaseEvent
{
    public override string? Rule => "T13";

    protected abstract MediationFile Change(MediationFile file);

    protected internal override void ApplyTo(Case c)
    {
        var i = c.Mediations.FindIndex(m => m.No == File);
        c.Mediations[i] = Change(c.Mediations[i]);
    }
}

public sealed record MediationProposed(MediationFile Opened) : CaseEvent
{
    public override string? Rule => "T13";

    protected internal override void ApplyTo(Case c) => c.Mediations.Add(Opened);
}

/// <summary>A party agreed to be mediated, or refused. The last word of a party counts.</summary>
public sealed record ConsentRecorded(int File, Consent Consent) : MediationEvent(File)
{
    protected override MediationFile Change(MediationFile file) =>
        file with { Consents = [.. file.Consents.Where(consent => consent.Party != Consent.Party), Consent] };
}

/// <summary>By consent of all the days stand still until the end of a day. A <see cref="ClockSuspended"/> stands beside it.</summary>
/// <param name="Reason">Kept text.</param>
public sealed record MediationPaused(int File, DateOnly Until, int Reason) : MediationEvent(File)
{
    protected override MediationFile Change(MediationFile file) => file;
}

/// <summary>All parties want it: IN_MEDIATION from the last consent.</summary>
public sealed record MediationOpened(int File, DateTimeOffset At) : MediationEvent(File)
{
    protected override MediationFile Change(MediationFile file) => file with { Status = MediationStatus.Consented };

    protected internal override void ApplyTo(Case c)
    {
        base.ApplyTo(c);
        c.State = CaseState.InMediation;
    }
}

public sealed record SessionRecorded(int File, MediationSession Session) : MediationEvent(File)
{
    protected override MediationFile Change(MediationFile file) =>
        file with { Status = MediationStatus.InSession, Sessions = [.. file.Sessions, Session] };
}

public sealed record AgreementRecorded(int File, Agreement Agreement, IReadOnlyList<PerformanceItem> Performance) : MediationEvent(File)
{
    protected override MediationFile Change(MediationFile file) => file with
    {
        Status = Performance.Count == 0 ? MediationStatus.Agreed : MediationStatus.Performing, Agreement = Agreement, Performance = Performance,
    };
}

public sealed record OralAgreementWritten(int File, int Record) : MediationEvent(File)
{
    protected override MediationFile Change(MediationFile file) => file with { Agreement = file.Agreement! with { OralRecord = Record } };
}

/// <summary>Ended without agreement; both were told of the other ways. The case goes on where it was.</summary>
public sealed record MediationEnded(int File, MediationEnd End) : MediationEvent(File)
{
    protected override MediationFile Change(MediationFile file) => file with { Status = MediationStatus.Terminated, End = End };

    protected internal override void ApplyTo(Case c)
    {
        base.ApplyTo(c);
        if (c.State == CaseState.InMediation)
            c.State = CaseState.InHandling;
    }
}

/// <summary>The agreement settles some parts of the claim; the others go back to handling and get their opinion.</summary>
public sealed record MediationSettledInPart(int File, IReadOnlyList<int> OpenParts) : MediationEvent(File)
{
    protected override MediationFile Change(MediationFile file) => file;

    protected internal override void ApplyTo(Case c) => c.State = CaseState.InHandling;
}

/// <summary>A promise was kept. What is kept in time, though written down late, was never broken.</summary>
public sealed record PerformanceRecorded(int File, int Item, DateOnly DoneOn) : MediationEvent(File)
{
    public override string? Rule => "T15b";

    protected override MediationFile Change(MediationFile file)
    {
        var items = file.Performance.Select(item => item.No == Item ? item with { DoneOn = DoneOn } : item).ToList();
        var broken = items.Where(item => item.DoneOn is null && item.KeepBy < file.BreachedOn).ToList();
        return items.All(item => item.DoneOn is not null)
            ? file with { Performance = items, Status = MediationStatus.Performed, BreachedOn = Late(items) }
            : broken.Count > 0
                ? file with { Performance = items }
                : file with { Performance = items, Status = MediationStatus.Performing, BreachedOn = Late(items) };
    }

    private static DateOnly? Late(IEnumerable<PerformanceItem> items) =>
        items.Where(item => item.DoneOn > item.KeepBy).Min(item => item.KeepBy)?.AddDays(1);
}

/// <summary>A last day passed and the promise was not kept: by itself, the day after.</summary>
public sealed record AgreementBreached(int File, int Item, DateOnly On) : MediationEvent(File)
{
    public override string? Rule => "T15b";

    protected override MediationFile Change(MediationFile file) =>
        file with { Status = MediationStatus.Breached, BreachedOn = file.BreachedOn ?? On };
}

/// <param name="Step">asked, accepted, confirmed, refused.</param>
public sealed record ConfirmationRecorded(int File, string Step, DateOnly On) : MediationEvent(File)
{
    protected override MediationFile Change(MediationFile file)
    {
        var confirmation = file.Confirmation ?? new Confirmation();
        return file with
        {
            Confirmation = Step switch
            {
                "asked" => confirmation with { AskedOn = On },
                "accepted" => confirmation with { AcceptedOn = On },
                "confirmed" => confirmation with { ConfirmedOn = On },
                _ => confirmation with { RefusedOn = On },
            },
        };
    }
}

/// <summary>The parties were told in writing of the court way, or of compulsory enforcement where the court had confirmed.</summary>
public sealed record EnforcementTold(int File, int Document, DateTimeOffset At) : MediationEvent(File)
{
    protected override MediationFile Change(MediationFile file) => file with { EnforcementToldAt = At };
}

public sealed record DissuasionRecorded(Dissuasion Dissuasion) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.Dissuasions.Add(Dissuasion);
}

/// <summary>A result of somebody else's mediation; no clock of ours runs for it. A later record replaces the earlier one.</summary>
public abstract record MediatedElsewhere(MediationFile Result) : CaseEvent
{
    public override string? Rule => "T13";

    protected internal override void ApplyTo(Case c)
    {
        var i = c.Mediations.FindIndex(m => m.No == Result.No);
        if (i < 0)
            c.Mediations.Add(Result);
        else
            c.Mediations[i] = Result;
    }
}

/// <summary>The police have mediated.</summary>
public sealed record PoliceMediationRecorded(MediationFile Result) : MediatedElsewhere(Result);

/// <summary>A court has mediated.</summary>
public sealed record CourtMediationRecorded(MediationFile Result) : MediatedElsewhere(Result);

/// <summary>A party did not want a mediator, or he had to stand aside; another one takes the place and the open tasks of the mediation.</summary>
public sealed record MediatorReplaced(int File, RefusedMediator Refused, string Chosen, string Unit) : MediationEvent(File)
{
    protected override MediationFile Change(MediationFile file) => file with
    {
        Mediators = [.. file.Mediators.Select(m => m == Refused.Mediator ? Chosen : m).Distinct()], RefusedMediators = [.. file.RefusedMediators, Refused],
    };

    protected internal override void ApplyTo(Case c)
    {
        base.ApplyTo(c);
        c.Tasks = c.Tasks.Select(t => t is { Status: TaskStatus.Open, Role: Roles.Mediator } && t.Assignee == Refused.Mediator
            ? t with { Assignee = Chosen, Unit = Unit } : t).ToList();
    }
}

/// <summary>Somebody whom the dispute concerns as well was asked to join.</summary>
public sealed record ThirdPartyAsked(int File, int Person) : MediationEvent(File)
{
    protected override MediationFile Change(MediationFile file) => file with { ThirdParties = [.. file.ThirdParties, Person] };
}

/// <summary>A part of what was promised was paid; the rest stays due on its day.</summary>
public sealed record PartPerformed(int File, int Item, decimal Paid) : MediationEvent(File)
{
    public override string? Rule => "T15b";

    protected override MediationFile Change(MediationFile file) =>
        file with { Performance = [.. file.Performance.Select(item => item.No == Item ? item with { Paid = Paid } : item)] };
}
