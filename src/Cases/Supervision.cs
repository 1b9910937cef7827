namespace Petitions.Cases;

public sealed partial class Case
{
    /// <summary>Supervision orders (督办单) of this case, drafts among them.</summary>
    public List<SupervisionOrder> SupervisionOrders { get; set; } = [];
}

public enum SupervisionStatus { Drafted, Issued, Replied, Returned, Verified }

/// <param name="Source"><c>ladder:4</c> for a draft of rung 2; null when a person began it.</param>
/// <param name="Listed">挂牌督办: stays on the board until verified.</param>
/// <param name="Clock">Number of its running CLK-SUP-REPLY.</param>
public sealed record SupervisionOrder(
    int No, SupervisionStatus Status, string? Source, string? Unit = null, int? Demand = null, bool Listed = false, string? IssuedBy = null,
    DateTimeOffset? IssuedAt = null, int? Clock = null, int? Reply = null, string? RepliedBy = null, int Returns = 0, string? VerifiedBy = null)
{
    public bool IsOpen => Status is SupervisionStatus.Issued or SupervisionStatus.Replied or SupervisionStatus.Returned;
}

/// <summary>Supervision orders (handbook §8): drafted at rung 2, issued, answered within CLK-SUP-REPLY, verified or returned.</summary>
public static partial class Supervision
{
    /// <summary>True while an issued order waits for reply or verification; a draft holds nothing.</summary>
    public static bool HasOpenOrder(Case c) => c.SupervisionOrders.Any(order => order.IsOpen);
}
