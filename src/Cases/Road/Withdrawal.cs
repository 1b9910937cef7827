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

    /// <summary>Who calls back in an open case, whom to ask first.</summary>
    private static readonly string[] Callers = [Roles.Supervisor, Roles.CommunityHead, Roles.EstateHead, Roles.Triage, Roles.Intake];

    internal static void Rules(RuleBook book)
    {
        book.On<Withdraw>("withdraw", VerbKind.Right, "T24", [Roles.Petitioner, Roles.Representative, Roles.Intake], CaseStates.Open, Ask);
        book.On<ConfirmWithdrawal>("confirmWithdrawal", VerbKind.Ambient, "T24",
            [Roles.Triage, Roles.Intake, Roles.Supervisor, Roles.CommunityHead, Roles.EstateHead, Roles.Duty, Roles.Police, Roles.Discipline], CaseStates.Open, Confirm);
        book.On<RevokeWithdrawal>("revokeWithdrawal", VerbKind.Right, "T24", [Roles.Petitioner, Roles.Representative, Roles.Intake],
            [.. CaseStates.Open, CaseState.Withdrawn], Revoke);
    }

    /// <exception cref="Refused">WITHDRAWAL_NOT_CONFIRMED: this person's wish waits for its call already; NOT_YOUR_ROLE, FIELD_INVALID (person).</exception>
    private static void Ask(StepContext step, Withdraw order)
    {
        var c = step.Case;
        var person = PersonOf(step, order.Person);
        if (c.Withdrawals.Any(w => w.Outcome == "asked" && w.Person == person))
            throw Refusals.WithdrawalNotConfirmed();
        step.Raise(new WithdrawalAsked(new WithdrawalRequest(c.NextId(), person, step.HappenedAt, step.Keep(order.Reason, TextKind.Reason))));
        var post = Caller(step);
        step.OpenTask(new CaseTask
        {
            No = c.NextId(), Kind = "confirmWithdrawal", Role = post.Role, Unit = post.Unit, Assignee = post.Person, Offers = ["confirmWithdrawal"],
            OpenedAt = step.Now, About = About(person),
        });
    }

    /// <exception cref="Refused">WITHDRAWAL_NOT_ASKED; FIELD_INVALID (person) where several wait and none is named; OTHER_UNIT_REQUIRED; WITHDRAWAL_NOT_CONFIRMED.</exception>
    private static void Confirm(StepContext step, ConfirmWithdrawal order)
    {
        var waiting = step.Case.Withdrawals.Where(w => w.Outcome == "asked" && w.Person == (order.Person ?? w.Person)).ToList();
        if (waiting.Count == 0)
            throw Refusals.WithdrawalNotAsked();
        if (!IsOther(step.Case, step.Actor, step.Reference))
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
        step.EndTasks(t => t.Instance is null && t.Kind == "confirmWithdrawal" && (t.About is null || t.About == About(person)), status, result);

    private static string About(int person) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"person:{person}");

    /// <summary>
    /// Who calls back: a supervisor; where the body of all supervisors handles the case itself, whoever else of another unit reads it. Where nobody
    /// of another unit may read the case, one is appointed by the task, which also lets this person read it.
    /// A tip is read by the officer on duty and the police alone: whoever of the two does not handle it.
    /// </summary>
    private static Post Caller(StepContext step)
    {
        var (c, reference) = (step.Case, step.Reference);
        if (c.Flags.Sealed)
            return TaskRouting.Find(Roles.Discipline, Roles.Discipline, c, reference, step.Day);
        if (c.Flags.Confidential)
            return reference.Unit(c.HandlingUnit)?.Kind is "police" or "police-office"
                ? new(Roles.Duty, reference.Holders(Roles.Duty).FirstOrDefault()?.Unit, null) : new(Roles.Police, Emergency.PoliceOffice(step), null);
        var near = TaskRouting.Find(Roles.Supervisor, Roles.CommunityHead, c, reference, step.Day);
        var present = reference.People.Values.Where(p => p.AbsenceOn(step.Day) is null).OrderBy(p => p.Id, StringComparer.Ordinal).ToList();
        var callers = present.Where(p => MayCall(c, ActorOf(p), reference)).ToList();
        if (callers.Any(p => p.Unit == near.Unit && p.Roles.Contains(near.Role)))
            return near;
        if (NearestOf(callers, c, reference) is { } other)
            return other;
        var appointed = present.FirstOrDefault(p => p.Roles.Contains(Roles.Supervisor) && IsOther(c, ActorOf(p), reference));
        return appointed is null ? near : new(Roles.Supervisor, appointed.Unit, appointed.Id);
    }

    /// <summary>Above all the supervisors, then heads and counters; of equals whoever works for the smallest area round the case.</summary>
    private static Post? NearestOf(IEnumerable<Person> callers, Case c, Reference reference)
    {
        var line = reference.LineOf(c.HandlingUnit).Select(u => u.Code).ToList();
        int Distance(Person p) => line.IndexOf(reference.AreaOf(p.Unit)) is var at and >= 0 ? at : int.MaxValue;
        return callers.SelectMany(p => Callers.Where(p.Roles.Contains).Select(role => (Person: p, Role: role)))
            .OrderBy(x => Array.IndexOf(Callers, x.Role)).ThenBy(x => Distance(x.Person))
            .Select(x => new Post(x.Role, x.Person.Unit, null)).FirstOrDefault();
    }

    private static Actor ActorOf(Person person) => new(person.Id, person.Roles, person.Unit);

    private static bool MayCall(Case c, Actor actor, Reference reference) =>
        Access.MayRead(actor, c, reference) && !Access.SeesExtractOnly(actor, c, reference) && IsOther(c, actor, reference);

    /// <summary>
    /// Of a unit that neither handles nor helps, and of nobody who had the case in hand in another role (SOD-7). Inside the sealed line there is no
    /// other unit: an officer who has not acted on the case calls back. A tip that its officer on duty only passed on was in nobody else's hands.
    /// </summary>
    private static bool IsOther(Case c, Actor actor, Reference reference)
    {
        if (c.Flags.Sealed)
            return !c.Accusation.Officers.Contains(actor.Id);
        var reads = actor.IsSystem || c.Flags.Confidential || actor.HasAny(Callers);
        return reads && !HadInHand(c, actor)
            && (actor.IsSystem || actor.Unit is { } own
                && new[] { own, reference.Person(actor.Id)?.Unit ?? own }.All(seat => SitsOutside(seat, c, reference)));
    }

    /// <remarks>Asked of the unit that somebody stands in for and of his own.</remarks>
    private static bool SitsOutside(string seat, Case c, Reference reference) =>
        c.CoHandlingUnits.Append(c.HandlingUnit).All(unit => !reference.IsWithin(seat, unit));

    private static bool HadInHand(Case c, Actor actor) =>
        new[] { actor.Id, actor.DelegateOf }.OfType<string>().Any(person => Standing.HasHandled(c, person) && !(c.Flags.Confidential && c.Handler != person));

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
        if (request.Outcome == "confirmed" && window is { DueAt: { } end } && step.HappenedAt > end)
            throw Refusals.RevokeWindowClosed();
        step.Raise(new WithdrawalRevoked(request.No));
        if (window is { IsRunning: true })
            Clocks.Stop(step, window, step.HappenedAt, "revoked");
        foreach (var clock in (request.Stopped ?? []).Select(no => c.Clocks.First(k => k.No == no)).ToList())
            Clocks.Revive(step, clock.Code, clock.Unit);
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
