namespace Petitions.Cases;

/// <summary>From now on this record stands for every petition of the incident.</summary>
public sealed record AccountabilityShared(int Record, string Incident) : AccountabilityEvent(Record)
{
    public override string? Rule => "6.1";

    protected override AccountabilityRecord Change(AccountabilityRecord record) => record with { Incident = Incident };
}

/// <summary>The record of the incident stands for this petition; it holds the closing until it has passed.</summary>
public sealed record CoveredByIncident(RecordOfIncident By) : CaseEvent
{
    public override string? Rule => "6.1";

    protected internal override void ApplyTo(Case c) => c.RecordOfIncident = By;
}

/// <summary>An own record that nobody has begun to fill: the one of the incident answers what it would have asked.</summary>
public sealed record AccountabilityCovered(int Record) : AccountabilityEvent(Record)
{
    public override string? Rule => "6.1";

    public override IReadOnlyList<string> Signals => [Signal, Ended, EndedOf(Record)];

    protected override AccountabilityRecord Change(AccountabilityRecord record) => record with { Status = AccountabilityStatus.Covered };
}

/// <summary>The record of the incident has passed: nothing more is asked of this petition.</summary>
public sealed record RecordOfIncidentPassed : CaseEvent
{
    public override string? Rule => "6.3";

    public override IReadOnlyList<string> Signals => [Signal, SignalNames.AccountabilityEnded];

    protected internal override void ApplyTo(Case c) => c.RecordOfIncident = c.RecordOfIncident! with { Passed = true };
}

/// <summary>The petition is no longer of the incident: what was answered there is asked here again.</summary>
public sealed record RecordOfIncidentLeft : CaseEvent
{
    public override string? Rule => "6.1";

    protected internal override void ApplyTo(Case c) => c.RecordOfIncident = null;
}

// One record for an incident with many petitions (handbook §6.1): written once, in the file of one of them; it holds the closing of all.
public static partial class Accountability
{
    private static void IncidentRules(RuleBook book)
    {
        book.On<ShareAccountability>("shareAccountability", VerbKind.System, "6.1", [Roles.Supervisor, Roles.Leader], null, Share);
        book.On<CoverByIncident>("coverByIncident", VerbKind.System, "6.1", [Roles.System], null, Cover);
        book.On<WeighSharedAccountability>("weighSharedAccountability", VerbKind.System, "6.9", [Roles.System], null, Weigh);
        book.OpenOnly<ShareAccountability>();
        book.React<IncidentLeft>((step, left) => LeaveIncident(step, left.Incident));
    }

    /// <summary>True while the record of the incident, in another petition's file, has not passed.</summary>
    private static bool IsHeldByIncident(Case c) => c.RecordOfIncident is { Passed: false };

    /// <exception cref="Refused">NOT_IN_INCIDENT; ACCOUNTABILITY_NOT_FOUND: this petition has no open record to share.</exception>
    private static void Share(StepContext step, ShareAccountability order)
    {
        if (step.Case.Incident != order.Incident)
            throw Refusals.NotInIncident(order.Incident);
        if (step.Case.AccountabilityRecords.LastOrDefault(r => r.IsOpen) is not { } record)
            throw Refusals.RecordNotThere(1);
        step.Raise(new AccountabilityShared(record.No, order.Incident));
    }

    /// <summary>
    /// §6.9 counts who is concerned. The record stands for all petitions of the incident, so the sheet is theirs; a full one is not made small
    /// again, and what has passed keeps the sheet with which it passed.
    /// </summary>
    private static void Weigh(StepContext step, WeighSharedAccountability order)
    {
        if (step.Case.AccountabilityRecord(order.Record) is { IsOpen: true, Sheet: AccountabilityRecord.SmallSheet } record
            && record.Incident == order.Incident && !Triggers.IsSmall(order.People, order.Hurt, order.Triggers))
            step.Raise(new AccountabilitySheetEnlarged(record.No));
    }

    /// <summary>Told by the incident whenever the shared record has opened, passed or been opened anew; telling twice changes nothing.</summary>
    private static void Cover(StepContext step, CoverByIncident order)
    {
        var c = step.Case;
        if (c.Incident != order.Incident || c.Flags.Sealed)
            return;
        var known = c.RecordOfIncident;
        if (known is null || known.Lead != order.Lead || known.Record != order.Record || known.Passed && !order.Passed)
            step.Raise(new CoveredByIncident(new RecordOfIncident(order.Incident, order.Lead, order.Record, known?.Grounds ?? [])));
        foreach (var own in c.AccountabilityRecords.Where(r => r is { IsOpen: true, IsBlank: true }).ToList())
            CoverOwn(step, own);
        if (order.Passed && IsHeldByIncident(step.Case))
            step.Raise(new RecordOfIncidentPassed());
    }

    private static void CoverOwn(StepContext step, AccountabilityRecord own)
    {
        step.Raise(new AccountabilityCovered(own.No));
        step.EndTasks(task => task.About == About(own), TaskStatus.Cancelled, "coveredByIncident");
        if (ClockOf(step.Case, own) is { } clock)
            Clocks.Cancel(step, clock, "coveredByIncident");
    }

    /// <summary>A new fact of a petition that the record of its incident stands for is answered there.</summary>
    private static bool TakeIntoIncident(StepContext step, TriggerGround ground)
    {
        if (!IsHeldByIncident(step.Case))
            return false;
        var by = step.Case.RecordOfIncident!;
        step.Raise(new CoveredByIncident(by with { Grounds = [.. by.Grounds, ground] }));
        return true;
    }

    /// <exception cref="Refused">INCIDENT_HAS_RECORD: it stands in this very file, all others lean on it.</exception>
    private static void LeaveIncident(StepContext step, string incident)
    {
        if (step.Case.AccountabilityRecords.Any(r => r.Incident == incident && r.CorrectedBy is null))
            throw Refusals.IncidentHasRecord(step.Case.Number ?? "");
        if (step.Case.RecordOfIncident is not { } by)
            return;
        step.Raise(new RecordOfIncidentLeft());
        if (by.Passed)
            return;
        foreach (var covered in step.Case.AccountabilityRecords.Where(r => r.Status == AccountabilityStatus.Covered).ToList())
        {
            step.Raise(new AccountabilityReopenedAlone(covered.No, Clocks.Start(step, ClockCode, step.HappenedAt, "accountabilityOpened").No));
            Appoint(step, step.Case.AccountabilityRecord(covered.No)!);
        }
    }
}

/// <summary>The petition left its incident: its own record asks again.</summary>
public sealed record AccountabilityReopenedAlone(int Record, int Clock) : AccountabilityEvent(Record)
{
    public override string? Rule => "6.1";

    public override IReadOnlyList<string> Signals => [Signal, SignalNames.AccountabilityOpened];

    protected override AccountabilityRecord Change(AccountabilityRecord record) => record with { Status = AccountabilityStatus.Open, Clock = Clock };
}
