namespace Petitions.Cases;

/// <summary>What is written down at the door, without the words.</summary>
/// <param name="Simple">The simple procedure was proposed and the category allows it.</param>
/// <param name="Recording">File id of a recording of the request, where there is no text.</param>
public sealed record IntakeFacts(
    string Channel, DateTimeOffset ReceivedAt, string ReceivedBy, string Category, string Nature, string Urgency, string? Location,
    string? AffiliatedUnit, string? ResponsibleUnit, int PeopleCount, bool Simple, bool KeepNameFromUnit, bool ReadBack, string? Recording,
    CaseFlags Flags)
{
    internal void ApplyTo(Case c)
    {
        (c.Channel, c.ReceivedAt, c.ReceivedBy, c.Holder, c.HandlingUnit) = (Channel, ReceivedAt, ReceivedBy, ReceivedBy, ReceivedBy);
        (c.Category, c.Nature, c.Urgency) = (Category, Nature, Urgency);
        (c.Location, c.AffiliatedUnit, c.ResponsibleUnit) = (Location, AffiliatedUnit, ResponsibleUnit);
        (c.PeopleCount, c.KeepNameFromUnit, c.ReadBack, c.Recording, c.SimpleProposed) = (PeopleCount, KeepNameFromUnit, ReadBack, Recording, Simple);
        c.Flags = Flags;
    }
}

public sealed record DraftSaved(IntakeFacts Facts, DateTimeOffset EnteredAt, string By) : CaseEvent
{
    public override string Rule => "T01";

    protected internal override void ApplyTo(Case c)
    {
        Facts.ApplyTo(c);
        (c.EnteredAt, c.RegisteredBy) = (EnteredAt, By);
    }
}

public sealed record Registered(IntakeFacts Facts, DateTimeOffset EnteredAt, string By) : CaseEvent
{
    public override string Rule => "T02";

    protected internal override void ApplyTo(Case c)
    {
        Facts.ApplyTo(c);
        (c.State, c.EnteredAt, c.RegisteredBy) = (CaseState.Registered, EnteredAt, By);
    }
}

/// <summary>The request as written down, or written anew after a split or a correction.</summary>
public sealed record RequestWritten(int Title, int? Text, IReadOnlyList<RequestPart> Parts, int? LateReason = null, int? NotReadBack = null) : CaseEvent
{
    protected internal override void ApplyTo(Case c)
    {
        (c.Title, c.RequestText, c.Parts) = (Title, Text, Parts.ToList());
        c.LateReason ??= LateReason;
        c.NotReadBack ??= NotReadBack;
    }
}

public sealed record PersonNamed(PersonInCase Person) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.People.Add(Person);
}

public sealed record SenderNamed(Sender Sender) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.Sender = Sender;
}

/// <summary>The legal channel refused in writing: the matter is handled here (article 31, item 6).</summary>
public sealed record ChannelRefused(string By, DateOnly On, int? Document) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.RefusedChannels.Add(this);
}

/// <summary>Nature and category of the case follow its parts.</summary>
public sealed record Classified(IReadOnlyList<RequestPart> Parts, string Nature, string Category, CaseFlags Flags) : CaseEvent
{
    protected internal override void ApplyTo(Case c)
    {
        (c.Parts, c.Nature, c.Category, c.Flags) = (Parts.ToList(), Nature, Category, Flags);
        c.SimpleProposed = c.SimpleProposed && c.Nature is (Natures.Claim or Natures.Advice);
    }
}

public sealed record SupplementAsked(IReadOnlyList<int> Items) : CaseEvent
{
    public override string Rule => "T03";

    protected internal override void ApplyTo(Case c) => (c.State, c.SupplementItems) = (CaseState.WaitingSupplement, Items.ToList());
}

/// <param name="Text">What was given; null when the wait ran out.</param>
public sealed record SupplementEnded(int? Text) : CaseEvent
{
    public override string Rule => "T04";

    protected internal override void ApplyTo(Case c)
    {
        if (c.State == CaseState.WaitingSupplement)
            c.State = CaseState.Registered;
    }
}

/// <param name="Ground">A code of <see cref="Intake.GroundsForRefusal"/>.</param>
public sealed record NotAccepted(string Ground, string NextDoor, int? Explanation) : CaseEvent
{
    public override string Rule => "T07";

    protected internal override void ApplyTo(Case c) =>
        (c.State, c.RefusalGround, c.NextDoor) = (CaseState.NotAccepted, Ground, NextDoor);
}

/// <summary>T30: a service order or a dispute is a claim from now on; its notice is due 15 days from the first receipt.</summary>
/// <param name="At">When the petitioner asked: before that nobody owed a notice.</param>
public sealed record TreatedAsPetition(CaseState State, IReadOnlyList<RequestPart> Parts, DateTimeOffset At) : CaseEvent
{
    public override string Rule => "T30";

    protected internal override void ApplyTo(Case c)
    {
        (c.State, c.Nature, c.Parts) = (State, Natures.Claim, Parts.ToList());
        // A mediation that runs goes on inside the claim, under its rules (article 33).
        c.Mediations = c.Mediations.Select(m => m.IsRunning ? m with { InsideClaim = true } : m).ToList();
        (c.AnsweredAt, c.ClosedAt, c.TreatedAsPetitionAt) = (null, null, At);
    }
}
