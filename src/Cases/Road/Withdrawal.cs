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
        book.On<ConfirmWithdrawal>(CallBack.Task, VerbKind.Ambient, "T24",
            [.. CallBack.Callers, Roles.Duty, Roles.Police, Roles.Discipline, Roles.Reviewer, Roles.Reexaminer], CaseStates.Open, Confirm);
        book.On<RevokeWithdrawal>("revokeWithdrawal", VerbKind.Right, "T24", [Roles.Petitioner, Roles.Representative, Roles.Intake],
            [.. CaseStates.Open, CaseState.Withdrawn], Revoke);
        book.WhenSettled(AskWhoMayCallNow);
    }

    /// <exception cref="Refused">WITHDRAWAL_NOT_CONFIRMED: this person's wish waits for its call already; NOT_YOUR_ROLE, FIELD_INVALID (person).</exception>
    private static void Ask(StepContext step, Withdraw order)
    {
        var c = step.Case;
        var person = PersonOf(step, order.Person);
        if (c.Withdrawals.Any(w => w.Outcome == "asked" && w.Person == person))
            throw Refusals.WithdrawalNotConfirmed();
        step.Raise(new WithdrawalAsked(new WithdrawalRequest(c.NextId(), person, step.HappenedAt, step.Keep(order.Reason, TextKind.Reason))));
        OpenCall(step, CallBack.Post(step), About(person));
    }

    private static void OpenCall(StepContext step, Post post, string? about) => step.OpenTask(new CaseTask
    {
        No = step.Case.NextId(), Kind = CallBack.Task, Role = post.Role, Unit = post.Unit, Assignee = post.Person, Offers = [CallBack.Task],
        OpenedAt = step.Now, About = about,
    });

    /// <summary>The case may go to the unit that was to call, or away from where it can be read: then another unit is asked.</summary>
    private static void AskWhoMayCallNow(StepContext step)
    {
        foreach (var task in CallBack.Waiting(step.Case).ToList())
            if (step.Case.IsOpen && !CallBack.CanBeDone(step.Case, task, step.Reference) && CallBack.Post(step) is { } post
                && (post.Role, post.Unit, post.Person) != (task.Role, task.Unit, task.Assignee))
            {
                step.EndTasks(t => t.No == task.No, TaskStatus.Cancelled, "caseMoved");
                OpenCall(step, post, task.About);
            }
    }

    /// <exception cref="Refused">WITHDRAWAL_NOT_ASKED; FIELD_INVALID (person) where several wait and none is named; OTHER_UNIT_REQUIRED; WITHDRAWAL_NOT_CONFIRMED.</exception>
    private static void Confirm(StepContext step, ConfirmWithdrawal order)
    {
        var waiting = step.Case.Withdrawals.Where(w => w.Outcome == "asked" && w.Person == (order.Person ?? w.Person)).ToList();
        if (waiting.Count == 0)
            throw Refusals.WithdrawalNotAsked();
        if (!CallBack.IsOther(step.Case, step.Actor, step.Reference))
            throw Refusals.OtherUnitRequired();
        var request = waiting.Count == 1 ? waiting[0] : throw Refusals.FieldInvalid("person");
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
        EndCall(step, request.Person, TaskStatus.Done, order.Pressed ? "pressed" : "confirmed");
    }

    private static void EndCall(StepContext step, int person, TaskStatus status, string result) =>
        step.EndTasks(t => t.Instance is null && t.Kind == CallBack.Task && (t.About is null || t.About == About(person)), status, result);

    private static string About(int person) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"person:{person}");

    private static void End(StepContext step, WithdrawalRequest request)
    {
        var c = step.Case;
        var isLast = !OthersRemain(c, request.Person);
        // Clocks of rights, of accountability and of what was promised are nobody's to withdraw.
        var running = isLast ? c.Clocks.Where(k => k.IsRunning && k.Kind != ClockKind.Right && k.Code is not ("CLK-3NLG" or Mediation.PerformanceClock)).ToList() : [];
        step.Raise(new WithdrawalConfirmed(request.No, step.Actor.Id, step.HappenedAt, isLast, running.Select(k => k.No).ToList()));
        foreach (var clock in running)
            Clocks.Cancel(step, clock, "withdrawn");
        Documents.Issue(step, "withdrawal-record", c.Holder);
        Clocks.Start(step, RevokeClock, step.HappenedAt, "withdrawalConfirmed");
    }

    private static void Revoke(StepContext step, RevokeWithdrawal order)
    {
        var c = step.Case;
        var person = step.Actor.IsPetitioner ? PersonOf(step, order.Person, taken: true) : order.Person;
        var request = c.Withdrawals.LastOrDefault(w => w.Outcome is "asked" or "confirmed" && w.Person == (person ?? w.Person)) ?? throw Refusals.WithdrawalNotAsked();
        var window = c.Clocks.LastOrDefault(k => k.Code == RevokeClock && k.StartedAt == request.ConfirmedAt);
        if (request.Outcome == "confirmed" && window?.IsInTime(step.HappenedAt) == false)
            throw Refusals.RevokeWindowClosed();
        step.Raise(new WithdrawalRevoked(request.No));
        if (window is { IsRunning: true })
            Clocks.Stop(step, window, step.HappenedAt, "revoked");
        foreach (var clock in (request.Stopped ?? []).Select(no => c.Clocks.First(k => k.No == no)).ToList())
            Mediation.PauseAgain(step, clock, Clocks.Revive(step, clock.Code, clock.Unit));
        EndCall(step, request.Person, TaskStatus.Cancelled, "revoked");
    }

    /// <summary>Somebody else who asks, named, or by the number of those who stand behind a joint petition.</summary>
    private static bool OthersRemain(Case c, int person)
    {
        var asking = c.People.Where(Parties.Asks).ToList();
        return asking.Any(p => p.No != person && !p.Withdrawn) || c.Flags.Joint && c.PeopleCount > Math.Max(asking.Count, 1);
    }

    /// <summary>Whose wish it is: the petitioner's own, nobody else's; a clerk says whose where several ask.</summary>
    /// <exception cref="Refused">NOT_YOUR_ROLE: for somebody else; FIELD_INVALID (person): not said, or nobody who asks.</exception>
    private static int PersonOf(StepContext step, int? named, bool taken = false)
    {
        if (step.Actor.IsPetitioner && int.TryParse(step.Actor.Id.AsSpan(2), out var own))
        {
            Standing.Require(named is null || named == own, "withdraw");
            return own;
        }
        var asking = step.Case.People.Where(p => Parties.Asks(p) && p.Withdrawn == taken).Select(p => p.No).ToList();
        if (named is { } said)
            return asking.Contains(said) ? said : throw Refusals.FieldInvalid("person", said);
        return asking.Count <= 1 ? asking.FirstOrDefault(1) : throw Refusals.FieldInvalid("person");
    }

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
