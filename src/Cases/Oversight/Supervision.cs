using System.Globalization;

namespace Petitions.Cases;

public sealed partial class Case
{
    /// <summary>Supervision orders (督办单) of this case, drafts among them.</summary>
    public List<SupervisionOrder> SupervisionOrders { get; set; } = [];
}

public enum SupervisionStatus { Drafted, Issued, Replied, Returned, Verified }

/// <param name="Source"><c>ladder:4</c> for a draft of rung 2; null when a person or a workflow began it.</param>
/// <param name="Listed">挂牌督办: stays on the board until verified.</param>
/// <param name="Clock">Number of its running CLK-SUP-REPLY.</param>
/// <param name="Document">Number in the case of the paper it was issued on, which bears unit, year, kind and serial (handbook §9.1); null for a draft.</param>
public sealed record SupervisionOrder(
    int No, SupervisionStatus Status, string? Source, string? Unit = null, int? Demand = null, bool Listed = false, string? IssuedBy = null,
    DateTimeOffset? IssuedAt = null, int? Clock = null, int? Reply = null, string? RepliedBy = null, int? ReturnReason = null, int Returns = 0,
    string? VerifiedBy = null, int? Document = null, DateTimeOffset? VerifiedAt = null)
{
    public bool IsOpen => Status is SupervisionStatus.Issued or SupervisionStatus.Replied or SupervisionStatus.Returned;
}

/// <summary>Supervision orders (handbook §8): drafted at rung 2, issued, answered within CLK-SUP-REPLY, verified or returned.</summary>
public static class Supervision
{
    private const string ClockCode = "CLK-SUP-REPLY";

    private static readonly string[] Answerers = [Roles.Handler, Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead, Roles.Section, Roles.Town];

    internal static void Rules(RuleBook book)
    {
        book.On<DraftSupervisionOrder>(
            "draftSupervisionOrder", VerbKind.System, "T25", [Roles.System], CaseStates.Open, (step, _) => Draft(step, null));
        book.On<IssueSupervisionOrder>(
            "issueSupervisionOrder", VerbKind.Ambient, "8", [Roles.CommunityHead, Roles.Supervisor, Roles.Leader], CaseStates.Open, Issue);
        book.On<ReplyToSupervision>("replyToSupervision", VerbKind.Ambient, "8", Answerers, null, Reply);
        book.On<VerifySupervision>("verifySupervision", VerbKind.Ambient, "8", [Roles.Supervisor], null, Verify);
        book.WhenSettled(DraftAtRungTwo);
        book.React<ClockMissed>(TellOfSilence);
    }

    /// <summary>True while an issued order waits for reply or verification; a draft holds nothing.</summary>
    public static bool HasOpenOrder(Case c) => c.SupervisionOrders.Any(order => order.IsOpen);

    /// <summary>Nobody outside their own lines reads accusations and tips; a draft there could never be issued (E4).</summary>
    private static void DraftAtRungTwo(StepContext step)
    {
        if (step.Case.Flags.Sealed || step.Case.Flags.Confidential)
            return;
        foreach (var rung in step.Case.Ladder.Where(e => e is { Rung: 2, FiredAt: not null }).ToList())
            Draft(step, $"ladder:{rung.No.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>One draft or open order at a time: a second rung does not make a second paper.</summary>
    private static void Draft(StepContext step, string? source)
    {
        var orders = step.Case.SupervisionOrders;
        if (orders.Any(o => o.Status == SupervisionStatus.Drafted || o.IsOpen || source is not null && o.Source == source))
            return;
        step.Raise(new SupervisionDrafted(new SupervisionOrder(orders.Count + 1, SupervisionStatus.Drafted, source)));
    }

    /// <summary>Turns the draft into an order, or writes one from nothing. The reply is due in five working days from its service.</summary>
    /// <exception cref="Refused">DEMAND_REQUIRED; FIELD_INVALID for a unit that does not exist.</exception>
    private static void Issue(StepContext step, IssueSupervisionOrder order)
    {
        var unit = order.Unit ?? step.Case.HandlingUnit;
        if (step.Reference.Unit(unit) is null)
            throw Refusals.FieldInvalid("unit", unit);
        if (order.Demand is not { IsBlank: false } demand)
            throw Refusals.DemandRequired();
        var draft = step.Case.SupervisionOrders.FirstOrDefault(o => o.Status == SupervisionStatus.Drafted)
            ?? new SupervisionOrder(step.Case.SupervisionOrders.Count + 1, SupervisionStatus.Drafted, null);
        var clock = Clocks.Start(step, ClockCode, step.HappenedAt, "supervisionServed", unit);
        var paper = Documents.Issue(step, "supervision-order", step.Actor.Unit);
        step.Raise(new SupervisionIssued(draft with
        {
            Status = SupervisionStatus.Issued, Unit = unit, Demand = step.KeepRequired(demand, TextKind.Document), Listed = order.Listed,
            IssuedBy = step.Actor.Id, IssuedAt = step.HappenedAt, Clock = clock.No,
            Document = paper.No,
        }));
        TellUnit(step, unit, "supervisionIssued", draft.No);
    }

    /// <exception cref="Refused">SUPERVISION_NOT_FOUND, SUPERVISION_NOT_WAITING, NOT_YOUR_ROLE outside the unit and the offices above it.</exception>
    private static void Reply(StepContext step, ReplyToSupervision order)
    {
        var open = Find(step, order.Order, SupervisionStatus.Issued, SupervisionStatus.Returned);
        if (step.Actor.Unit is not { } own || !step.Reference.IsWithin(open.Unit, step.Reference.AreaOf(own)))
            throw Refusals.NotYourRole("replyToSupervision");
        step.Raise(new SupervisionReplied(open.No, step.KeepRequired(order.Text, TextKind.Document), step.Actor.Id));
        Documents.Issue(step, "supervision-reply", open.Unit);
        StopClock(step, open);
        Notices.Tell(step, open.IssuedBy!, "supervisionReplied", Facts(open.No), action: true);
    }

    /// <exception cref="Refused">SUPERVISION_NOT_FOUND, SUPERVISION_NOT_WAITING, VERIFIER_NOT_INDEPENDENT, REASON_REQUIRED when returned.</exception>
    private static void Verify(StepContext step, VerifySupervision order)
    {
        var replied = Find(step, order.Order, SupervisionStatus.Replied);
        if (step.Actor.Unit == replied.Unit || step.Actor.Id == replied.RepliedBy)
            throw Refusals.VerifierNotIndependent();
        if (order.Accepted)
        {
            step.Raise(new SupervisionVerified(replied.No, step.Actor.Id, step.HappenedAt));
            return;
        }
        if (order.Reason is not { IsBlank: false } reason)
            throw Refusals.ReasonRequired();
        var clock = Clocks.Start(step, ClockCode, step.HappenedAt, "supervisionReturned", replied.Unit);
        step.Raise(new SupervisionReturned(replied.No, step.KeepRequired(reason, TextKind.Reason), clock.No));
        TellUnit(step, replied.Unit!, "supervisionReturned", replied.No);
    }

    /// <summary>The five working days are over: whoever issued the order hears of it; the order stays on the board.</summary>
    private static void TellOfSilence(StepContext step, ClockMissed missed)
    {
        if (missed.Code == ClockCode && step.Case.SupervisionOrders.FirstOrDefault(o => o.Clock == missed.No && o.IsOpen) is { IssuedBy: { } issuer } order)
            Notices.Tell(step, issuer, "supervisionSilent", Facts(order.No), action: true);
    }

    private static SupervisionOrder Find(StepContext step, int no, params SupervisionStatus[] statuses)
    {
        var order = step.Case.SupervisionOrders.FirstOrDefault(o => o.No == no) ?? throw Refusals.SupervisionNotThere(no);
        return statuses.Contains(order.Status) ? order : throw Refusals.SupervisionNotWaiting(no);
    }

    private static void StopClock(StepContext step, SupervisionOrder order)
    {
        if (step.Case.Clocks.FirstOrDefault(k => k.No == order.Clock && k.IsRunning) is { } clock)
            Clocks.Stop(step, clock, step.HappenedAt, step.Actor.Id);
    }

    private static void TellUnit(StepContext step, string unit, string template, int order)
    {
        var role = Roles.UnitHead;
        if (!step.Reference.Holders(role, unit).Any())
            (role, unit) = TaskRouting.Find(Roles.EstateHead, Roles.CommunityHead, step.Case, step.Reference, step.Day) is { Unit: { } office } post
                ? (post.Role, office) : (role, unit);
        Notices.Tell(step, $"{role}@{unit}", template, Facts(order), action: true);
    }

    private static Dictionary<string, string> Facts(int order) => new() { ["order"] = order.ToString(CultureInfo.InvariantCulture) };
}
