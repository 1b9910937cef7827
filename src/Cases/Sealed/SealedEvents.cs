namespace Petitions.Cases;

/// <summary>Handed to a discipline desk, which has it in hand from that moment: sealed mail is given and signed for, never left in a queue.</summary>
public sealed record SealedHandedOver(CaseTransfer Transfer) : CaseEvent
{
    public override string Rule => "T27";

    protected internal override void ApplyTo(Case c)
    {
        c.Transfers = [.. c.Transfers.Select(t => t with { Ended = true }), Transfer];
        c.State = CaseState.Transferred;
        (c.Holder, c.HandlingUnit) = (Transfer.To, Transfer.To);
    }
}

/// <summary>Which desk answers for an accusation that nobody has handed over yet, and whether the sorters must not see it.</summary>
/// <param name="SorterBarred">A sorter sits in the unit that is accused: the discipline desk takes it over by itself.</param>
public sealed record DisciplineDeskNamed(string? Desk, bool SorterBarred) : CaseEvent
{
    public override string Rule => "T27";
    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c) => (c.DisciplineDesk, c.SorterBarred) = (Desk, SorterBarred);
}

/// <summary>Something that a discipline officer did; whoever did cannot verify or confirm what needs a second officer.</summary>
public abstract record AccusationEvent(string By) : CaseEvent
{
    public override string Rule => "T27";

    protected internal override void ApplyTo(Case c)
    {
        if (!c.Accusation.Officers.Contains(By))
            c.Accusation.Officers.Add(By);
    }
}

public sealed record AccuserTold(string By, DateTimeOffset At) : AccusationEvent(By)
{
    protected internal override void ApplyTo(Case c)
    {
        base.ApplyTo(c);
        c.Accusation.ToldAt = At;
    }
}

/// <param name="Result">upheld, partlyUpheld, notUpheld, cannotBeVerified.</param>
/// <param name="Findings">What the accuser may be told of it.</param>
public sealed record AccusationConcluded(string Result, int? Findings, string By, DateTimeOffset At) : AccusationEvent(By)
{
    protected internal override void ApplyTo(Case c)
    {
        base.ApplyTo(c);
        (c.Accusation.ConcludedAt, c.Accusation.Findings, c.EndingResult) = (At, Findings, Result);
    }
}

public sealed record RetaliationContacted(string By, DateTimeOffset At, int? Note) : AccusationEvent(By)
{
    protected internal override void ApplyTo(Case c)
    {
        base.ApplyTo(c);
        c.Accusation.ContactedAt = At;
    }
}

/// <summary>A measure that protects the accuser until the end, or the decision that none is needed and why.</summary>
public sealed record InterimMeasureDecided(string By, DateTimeOffset At, int Text) : AccusationEvent(By)
{
    protected internal override void ApplyTo(Case c)
    {
        base.ApplyTo(c);
        c.Accusation.MeasureAt = At;
    }
}

/// <summary>"Has anything happened since?" was asked. If something has, the protection must be decided anew.</summary>
/// <param name="Days">30 or 90.</param>
public sealed record AskedSince(int Days, bool Happened, int? Text, string By, DateTimeOffset At) : AccusationEvent(By)
{
    protected internal override void ApplyTo(Case c)
    {
        base.ApplyTo(c);
        if (Happened)
            c.Accusation.MeasureAt = null;
    }
}

/// <summary>How an accusation stands; empty for every other petition.</summary>
public sealed class AccusationFile
{
    public DateTimeOffset? ToldAt { get; set; }
    public DateTimeOffset? ConcludedAt { get; set; }
    public int? Findings { get; set; }

    /// <summary>H4: the first word with the person who suffers for having spoken.</summary>
    public DateTimeOffset? ContactedAt { get; set; }

    /// <summary>H4: null while the interim measure is undecided.</summary>
    public DateTimeOffset? MeasureAt { get; set; }

    /// <summary>Staff ids of everybody who has acted on it.</summary>
    public List<string> Officers { get; set; } = [];
}

public sealed partial class Case
{
    public AccusationFile Accusation { get; set; } = new();
    public string? DisciplineDesk { get; set; }
    public bool SorterBarred { get; set; }
}
