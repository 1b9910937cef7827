namespace Petitions.Cases;

public sealed record SupervisionDrafted(SupervisionOrder Order) : CaseEvent
{
    public override string? Rule => "T25";

    protected internal override void ApplyTo(Case c) => c.SupervisionOrders.Add(Order);
}

public sealed record SupervisionIssued(SupervisionOrder Order) : CaseEvent
{
    public override string? Rule => "8";

    protected internal override void ApplyTo(Case c)
    {
        c.SupervisionOrders.RemoveAll(o => o.No == Order.No);
        c.SupervisionOrders.Add(Order);
        c.Flags = c.Flags with { Supervised = true };
    }
}

/// <summary>An event about one order that exists; the flag of the case follows its open orders.</summary>
public abstract record SupervisionEvent(int Order) : CaseEvent
{
    public override string? Rule => "8";

    protected abstract SupervisionOrder Change(SupervisionOrder order);

    protected internal override void ApplyTo(Case c)
    {
        var i = c.SupervisionOrders.FindIndex(o => o.No == Order);
        c.SupervisionOrders[i] = Change(c.SupervisionOrders[i]);
        c.Flags = c.Flags with { Supervised = c.SupervisionOrders.Any(o => o.IsOpen) };
    }
}

public sealed record SupervisionReplied(int Order, int Text, string By) : SupervisionEvent(Order)
{
    protected override SupervisionOrder Change(SupervisionOrder order) =>
        order with { Status = SupervisionStatus.Replied, Reply = Text, RepliedBy = By };
}

public sealed record SupervisionReturned(int Order, int Reason, int Clock) : SupervisionEvent(Order)
{
    protected override SupervisionOrder Change(SupervisionOrder order) =>
        order with { Status = SupervisionStatus.Returned, Returns = order.Returns + 1, Clock = Clock, ReturnReason = Reason };
}

public sealed record SupervisionVerified(int Order, string By, DateTimeOffset At) : SupervisionEvent(Order)
{
    protected override SupervisionOrder Change(SupervisionOrder order) =>
        order with { Status = SupervisionStatus.Verified, VerifiedBy = By, VerifiedAt = At };
}
