namespace Petitions.Cases;

/// <summary>One hand-over of the case to a unit.</summary>
/// <param name="Kind">transfer, assign (with report-back), decision (of a jurisdiction dispute).</param>
/// <param name="ReceivedAt">The unit's own receipt: its 15 days and its five working days start here.</param>
/// <param name="Final">Decided by the common superior: no objection.</param>
public sealed record CaseTransfer(
    int No, string From, string To, string Kind, DateOnly? ReportBackBy, DateTimeOffset SentAt, DateTimeOffset? ReceivedAt = null, bool Final = false,
    Objection? Objection = null, bool Ended = false);

/// <param name="SignedBy">The head who signed; without it there is no objection yet.</param>
public sealed record Objection(
    string RaisedBy, DateTimeOffset RaisedAt, int Reason, string? SignedBy = null, DateTimeOffset? SignedAt = null, bool? Accepted = null, string? DecidedBy = null);

/// <summary>Two units, each of which says the matter is the other's.</summary>
/// <param name="Superior">Who decides; null where a joint conference must agree.</param>
public sealed record JurisdictionDispute(string One, string Other, string? Superior, string RaisedBy, int Reason, string? DecidedFor = null, string? DecidedBy = null);

public sealed record TransferSent(CaseTransfer Transfer, IReadOnlyList<string> CoUnits, int? OverrideReason) : CaseEvent
{
    public override string Rule => "T08";

    protected internal override void ApplyTo(Case c)
    {
        c.Transfers.Add(Transfer);
        c.State = CaseState.Transferred;
        (c.Holder, c.HandlingUnit) = (Transfer.To, Transfer.To);
        c.CoHandlingUnits = CoUnits.ToList();
    }
}

/// <summary>An event about one transfer; <see cref="Change"/> makes its next version.</summary>
public abstract record TransferEvent(int No) : CaseEvent
{
    protected internal override void ApplyTo(Case c)
    {
        var i = c.Transfers.FindIndex(t => t.No == No);
        c.Transfers[i] = Change(c.Transfers[i]);
    }

    protected abstract CaseTransfer Change(CaseTransfer transfer);
}

/// <param name="Deemed">Nobody confirmed it within a working day: it counts as received.</param>
public sealed record TransferReceived(int No, string Unit, DateTimeOffset At, bool Deemed) : TransferEvent(No)
{
    public override string Rule => "T08";

    protected override CaseTransfer Change(CaseTransfer transfer) => transfer with { ReceivedAt = At };
}

public sealed record TransferEnded(int No) : TransferEvent(No)
{
    public override bool ChangesFacts => false;

    protected override CaseTransfer Change(CaseTransfer transfer) => transfer with { Ended = true };
}

public sealed record ObjectionRaised(int No, Objection Objection) : TransferEvent(No)
{
    public override string Rule => "T09";

    protected override CaseTransfer Change(CaseTransfer transfer) => transfer with { Objection = Objection };
}

public sealed record ObjectionSigned(int No, string By, DateTimeOffset At) : TransferEvent(No)
{
    public override string Rule => "T09";

    protected override CaseTransfer Change(CaseTransfer transfer) =>
        transfer with { Objection = transfer.Objection! with { SignedBy = By, SignedAt = At } };
}

/// <summary>Accepted: back with the sender, clocks as they were. Refused: the unit handles it.</summary>
public sealed record ObjectionDecided(int No, bool Accepted, int? Reason, string By) : TransferEvent(No)
{
    public override string Rule => "T09";

    protected internal override void ApplyTo(Case c)
    {
        base.ApplyTo(c);
        if (!Accepted)
            return;
        var transfer = c.Transfers.First(t => t.No == No);
        c.State = CaseState.Registered;
        (c.Holder, c.HandlingUnit) = (transfer.From, transfer.From);
        c.CoHandlingUnits = [];
        // It was not this unit's act: another one may be named.
        if (c.ResponsibleUnit == transfer.To)
            c.ResponsibleUnit = null;
    }

    protected override CaseTransfer Change(CaseTransfer transfer) =>
        transfer with { Ended = Accepted, Objection = transfer.Objection! with { Accepted = Accepted, DecidedBy = By } };
}

public sealed record JurisdictionDisputed(JurisdictionDispute Dispute) : CaseEvent
{
    public override string Rule => "T10";

    protected internal override void ApplyTo(Case c) => c.Dispute = Dispute;
}

public sealed record JurisdictionDecided(string Unit, int Reason, string By) : CaseEvent
{
    public override string Rule => "T10";

    protected internal override void ApplyTo(Case c) => c.Dispute = c.Dispute! with { DecidedFor = Unit, DecidedBy = By };
}

/// <summary>A unit that was assigned to, or that works beside the lead, has reported.</summary>
public sealed record ReportedBack(string Unit, int Text) : CaseEvent
{
    public override string Rule => "T08";

    protected internal override void ApplyTo(Case c) => c.ReportedUnits.Add(Unit);
}

public sealed partial class Case
{
    public List<CaseTransfer> Transfers { get; set; } = [];

    /// <summary>The newest dispute about jurisdiction; decided once <see cref="JurisdictionDispute.DecidedFor"/> is set.</summary>
    public JurisdictionDispute? Dispute { get; set; }
    public List<string> ReportedUnits { get; set; } = [];

    /// <summary>The transfer that brought the case where it is; null if it never moved or came back.</summary>
    public CaseTransfer? CurrentTransfer => Transfers.LastOrDefault(t => !t.Ended);
}
