namespace Petitions.Cases;

/// <summary>One wish to withdraw.</summary>
/// <param name="Person">Number of the person who withdraws, for himself alone.</param>
/// <param name="From">The state in which the case was; it goes back there when the withdrawal is revoked.</param>
/// <param name="Stopped">Clocks that ran then; they run again with their old dates.</param>
/// <param name="Outcome">asked, confirmed, pressed, revoked.</param>
public sealed record WithdrawalRequest(
    int No, int Person, DateTimeOffset AskedAt, int? Reason, string Outcome = "asked", DateTimeOffset? ConfirmedAt = null, CaseState? From = null,
    IReadOnlyList<int>? Stopped = null);

public sealed record WithdrawalAsked(WithdrawalRequest Request) : CaseEvent
{
    public override string Rule => "T24";

    protected internal override void ApplyTo(Case c) => c.Withdrawals.Add(Request);
}

/// <summary>Confirmed by another unit, not pressed. The petition ends only when nobody else stands behind it.</summary>
public sealed record WithdrawalConfirmed(int No, string By, DateTimeOffset At, bool EndsCase, IReadOnlyList<int> Stopped) : CaseEvent
{
    public override string Rule => "T24";

    protected internal override void ApplyTo(Case c)
    {
        var i = c.Withdrawals.FindIndex(w => w.No == No);
        c.Withdrawals[i] = c.Withdrawals[i] with { Outcome = "confirmed", ConfirmedAt = At, From = c.State, Stopped = Stopped };
        c.People = c.People.Select(p => p.No == c.Withdrawals[i].Person ? p with { Withdrawn = true } : p).ToList();
        if (EndsCase)
            c.State = CaseState.Withdrawn;
    }
}

/// <summary>"Were you pressed?" – yes. Not withdrawn; supervision is told.</summary>
public sealed record WithdrawalPressed(int No, string By) : CaseEvent
{
    public override string Rule => "T24";

    protected internal override void ApplyTo(Case c)
    {
        var i = c.Withdrawals.FindIndex(w => w.No == No);
        c.Withdrawals[i] = c.Withdrawals[i] with { Outcome = "pressed" };
    }
}

public sealed record WithdrawalRevoked(int No) : CaseEvent
{
    public override string Rule => "T24";

    protected internal override void ApplyTo(Case c)
    {
        var i = c.Withdrawals.FindIndex(w => w.No == No);
        var request = c.Withdrawals[i];
        c.Withdrawals[i] = request with { Outcome = "revoked" };
        c.People = c.People.Select(p => p.No == request.Person ? p with { Withdrawn = false } : p).ToList();
        if (c.State == CaseState.Withdrawn && request.From is { } before)
            c.State = before;
    }
}

public sealed partial class Case
{
    public List<WithdrawalRequest> Withdrawals { get; set; } = [];
}

/// <summary>
/// T24: withdrawn only when another unit has called back and asked whether anybody pressed; taken back within seven days, old dates kept.
/// Who speaks for many withdraws only himself.
/// </summary>
public static class Withdrawal
{
    private const string RevokeClock = "CLK-WD-REVOKE7";

    internal static void Rules(RuleBook book)
    {
        book.On<Withdraw>("withdraw", VerbKind.Right, "T24", [Roles.Petitioner, Roles.Representative, Roles.Intake], CaseStates.Open, Ask);
        book.On<ConfirmWithdrawal>("confirmWithdrawal", VerbKind.Ambient, "T24",
            [Roles.Triage, Roles.Intake, Roles.Supervisor, Roles.CommunityHead, Roles.EstateHead, Roles.Duty, Roles.Police, Roles.Discipline], CaseStates.Open, Confirm);
        book.On<RevokeWithdrawal>("revokeWithdrawal", VerbKind.Right, "T24", [Roles.Petitioner, Roles.Representative, Roles.Intake],
            [.. CaseStates.Open, CaseState.Withdrawn], (step, _) => Revoke(step));
    }

    private static void Ask(StepContext step, Withdraw order)
    {
        var c = step.Case;
        if (c.Withdrawals.Any(w => w.Outcome == "asked"))
            throw Refusals.WithdrawalNotConfirmed();
        step.Raise(new WithdrawalAsked(new WithdrawalRequest(c.NextId(), PersonOf(step), step.HappenedAt, step.Keep(order.Reason, TextKind.Reason))));
        var post = TaskRouting.Find(ConfirmingRole(step), Roles.CommunityHead, c, step.Reference, step.Day);
        step.OpenTask(new CaseTask
        {
            No = c.NextId(), Kind = "confirmWithdrawal", Role = post.Role, Unit = post.Unit, Offers = ["confirmWithdrawal"], OpenedAt = step.Now,
        });
    }

    private static void Confirm(StepContext step, ConfirmWithdrawal order)
    {
        var request = step.Case.Withdrawals.LastOrDefault(w => w.Outcome == "asked") ?? throw Refusals.WithdrawalNotAsked();
        if (!IsOther(step))
            throw Refusals.OtherUnitRequired();
        if (order.Pressed)
        {
            step.Raise(new WithdrawalPressed(request.No, step.Actor.Id));
            TellSupervision(step);
        }
        else if (order.Confirmed)
            End(step, request);
        else
            // Not reached, or she does not know of it: nothing has happened, the petition goes on.
            throw Refusals.WithdrawalNotConfirmed();
        step.EndTasks(t => t.Instance is null && t.Kind == "confirmWithdrawal", TaskStatus.Done, order.Pressed ? "pressed" : "confirmed");
    }

    /// <summary>A tip is read by the officer on duty and the police alone: whoever does not handle it calls back.</summary>
    private static string ConfirmingRole(StepContext step) =>
        !step.Case.Flags.Confidential ? Roles.Supervisor
        : step.Reference.Unit(step.Case.HandlingUnit)?.Kind is "police" or "police-office" ? Roles.Duty : Roles.Police;

    /// <summary>Of another unit (SOD-7). Inside the sealed line there is none: an officer who has not acted on the case calls back.</summary>
    private static bool IsOther(StepContext step)
    {
        var (c, actor) = (step.Case, step.Actor);
        if (c.Flags.Sealed)
            return !c.Accusation.Officers.Contains(actor.Id);
        var reads = actor.IsSystem || c.Flags.Confidential || actor.HasAny([Roles.Triage, Roles.Intake, Roles.Supervisor, Roles.CommunityHead, Roles.EstateHead]);
        return reads && Standing.OutsideHandling(step);
    }

    private static void End(StepContext step, WithdrawalRequest request)
    {
        var c = step.Case;
        var isLast = !OthersRemain(c, request.Person);
        // Clocks of rights and of accountability are nobody's to withdraw.
        var running = isLast ? c.Clocks.Where(k => k.IsRunning && k.Kind != ClockKind.Right && k.Code != "CLK-3NLG").ToList() : [];
        step.Raise(new WithdrawalConfirmed(request.No, step.Actor.Id, step.HappenedAt, isLast, running.Select(k => k.No).ToList()));
        foreach (var clock in running)
            Clocks.Cancel(step, clock, "withdrawn");
        Documents.Issue(step, "withdrawal-record", c.Holder);
        if (isLast)
            Clocks.Start(step, RevokeClock, step.HappenedAt, "withdrawalConfirmed");
    }

    private static void Revoke(StepContext step)
    {
        var c = step.Case;
        var request = c.Withdrawals.LastOrDefault(w => w.Outcome is "asked" or "confirmed") ?? throw Refusals.WithdrawalNotAsked();
        if (c.State == CaseState.Withdrawn && !Clocks.WindowIsOpen(step, RevokeClock))
            throw Refusals.RevokeWindowClosed();
        step.Raise(new WithdrawalRevoked(request.No));
        Clocks.Stop(step, RevokeClock, step.HappenedAt, "revoked");
        foreach (var clock in (request.Stopped ?? []).Select(no => c.Clocks.First(k => k.No == no)).ToList())
            Clocks.Revive(step, clock.Code, clock.Unit);
        step.EndTasks(t => t.Instance is null && t.Kind == "confirmWithdrawal", TaskStatus.Cancelled, "revoked");
    }

    private static bool OthersRemain(Case c, int person) =>
        c.Flags.Joint || c.People.Any(p => p.No != person && !p.Withdrawn && p.Role is "petitioner" or "representative" or "listed");

    // A clerk writes down what the first petitioner said on the telephone.
    private static int PersonOf(StepContext step) =>
        step.Actor.IsPetitioner && int.TryParse(step.Actor.Id.AsSpan(2), out var no) ? no
            : step.Case.People.FirstOrDefault(p => p.Role is "petitioner" or "reporter" && !p.Withdrawn)?.No ?? 1;

    private static void TellSupervision(StepContext step)
    {
        if (step.Case.Flags.Sealed || step.Case.Flags.Confidential)
        {
            TaskRouting.Tell(step, step.Case.Flags.Sealed ? Roles.Discipline : Roles.Duty, "withdrawalPressed", new Dictionary<string, string>(), action: true);
            return;
        }
        foreach (var supervisor in step.Reference.Holders(Roles.Supervisor).Where(p => p.Unit != step.Case.HandlingUnit))
            Notices.Tell(step, supervisor.Id, "withdrawalPressed", action: true);
    }
}
