namespace Petitions.Cases;

/// <summary>
/// Who calls back about a withdrawal (T24, SOD-7): a unit other than the one that handles. The answer depends on where the case is, so it is asked
/// again when the case moves; and it is never nobody, for else the wish would wait for ever.
/// </summary>
internal static class CallBack
{
    public const string Task = "confirmWithdrawal";

    /// <summary>Who calls back in an open case, whom to ask first.</summary>
    public static readonly string[] Callers = [Roles.Supervisor, Roles.CommunityHead, Roles.EstateHead, Roles.Triage, Roles.Intake];

    /// <summary>Calls that have been asked for and not been made.</summary>
    public static IEnumerable<CaseTask> Waiting(Case c) => c.Tasks.Where(t => t is { Kind: Task, Instance: null, Status: TaskStatus.Open });

    /// <summary>Discipline desks beside the handling one that read the accusation as long as one of their officers is to call.</summary>
    public static IEnumerable<string> SealedDesks(Case c) =>
        c.Flags.Sealed ? Waiting(c).Where(t => t is { Role: Roles.Discipline, Unit: not null }).Select(t => t.Unit!) : [];

    /// <summary>A desk that reads an accusation for the call alone, and may do nothing else in it.</summary>
    public static bool IsForTheCallAlone(Actor actor, Case c) =>
        actor.Unit is { } own && SealedDesks(c).Contains(own) && !Sealed.IsDeskOf(c, own) && !HandUps.Offices(c).Contains(own);

    /// <summary>
    /// Somebody at the task's post may still do it: reads the case and is of another unit. False in a sealed case, where the task itself lets the
    /// desk read: there the post is always chosen anew.
    /// </summary>
    public static bool CanBeDone(Case c, CaseTask task, Reference reference) => !c.Flags.Sealed && (task.Assignee is { } one
        ? reference.Person(one) is { } person && MayCall(c, ActorOf(person), reference)
        : reference.Holders(task.Role, task.Unit).Any(p => MayCall(c, ActorOf(p), reference)));

    /// <summary>
    /// A supervisor; where the body of all supervisors handles the case itself, whoever else of another unit reads it. Where nobody of another unit
    /// may read the case, one is appointed by the task, which also lets this person read it.
    /// A tip is read by the officer on duty and the police alone: whoever of the two does not handle it.
    /// </summary>
    public static Post Post(StepContext step)
    {
        var (c, reference) = (step.Case, step.Reference);
        if (c.Flags.Sealed)
            return SealedPost(step);
        if (c.Flags.Confidential)
            return reference.Unit(c.HandlingUnit)?.Kind is "police" or "police-office"
                ? new(Roles.Duty, reference.Holders(Roles.Duty).FirstOrDefault()?.Unit, null) : new(Roles.Police, Emergency.PoliceOffice(step), null);
        var near = TaskRouting.Find(Roles.Supervisor, Roles.CommunityHead, c, reference, step.Day);
        var present = reference.People.Values.Where(p => p.AbsenceOn(step.Day) is null).OrderBy(p => p.Id, StringComparer.Ordinal).ToList();
        var callers = present.Where(p => MayCall(c, ActorOf(p), reference)).ToList();
        if (callers.Any(p => p.Unit == near.Unit && p.Roles.Contains(near.Role)))
            return near;
        return NearestOf(callers, c, reference) ?? Appointed(present, c, reference) ?? near;
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

    /// <summary>
    /// Nobody of another unit reads the case: a supervisor from outside. Where the case lies above all supervisors, one of an office of supervision
    /// that has no part in it, which is another unit though it stands below; where these had it in hand as well, the desk of the next body above.
    /// </summary>
    private static Post? Appointed(IReadOnlyList<Person> present, Case c, Reference reference)
    {
        var free = present.Where(p => !c.Recused.Contains(p.Id) && !HadInHand(c, ActorOf(p))).ToList();
        var supervisors = free.Where(p => p.Roles.Contains(Roles.Supervisor)).ToList();
        if ((supervisors.FirstOrDefault(p => SitsOutside(p.Unit, c, reference))
                ?? supervisors.FirstOrDefault(p => reference.Unit(p.Unit)?.Kind == "supervision" && SitsApart(p.Unit, c))) is { } supervisor)
            return new(Roles.Supervisor, supervisor.Unit, supervisor.Id);
        foreach (var body in reference.LineOf(c.HandlingUnit).Skip(1).Where(u => u.Body))
            foreach (var role in Callers.Append(Roles.Reviewer).Append(Roles.Reexaminer))
                if (free.FirstOrDefault(p => p.Roles.Contains(role) && reference.BodyOf(p.Unit) == body && SitsOutside(p.Unit, c, reference)) is { } above)
                    return new(role, above.Unit, above.Id);
        return null;
    }

    /// <summary>Inside the sealed line there is no other unit: another officer of the desk; where all of them have acted, one of the desk above.</summary>
    private static Post SealedPost(StepContext step)
    {
        var (c, reference) = (step.Case, step.Reference);
        var own = TaskRouting.Find(Roles.Discipline, Roles.Discipline, c, reference, step.Day);
        bool HasCaller(string? desk) => reference.Holders(Roles.Discipline, desk).Any(p => IsFreeOfficer(c, p.Id));
        if (own.Unit is null || HasCaller(own.Unit) || !reference.Holders(Roles.Discipline, own.Unit).Any())
            return own;
        return SealedDesk.Beside(c, own.Unit, reference).FirstOrDefault(HasCaller) is { } other ? new(Roles.Discipline, other, null) : own;
    }

    private static bool IsFreeOfficer(Case c, string person) =>
        !c.Accusation.Officers.Contains(person) && !c.Recused.Contains(person) && !Namesakes.Bars(c, person);

    private static Actor ActorOf(Person person) => new(person.Id, person.Roles, person.Unit);

    private static bool MayCall(Case c, Actor actor, Reference reference) =>
        Access.MayRead(actor, c, reference) && !Access.SeesExtractOnly(actor, c, reference) && IsOther(c, actor, reference) && !c.Recused.Contains(actor.Id);

    /// <summary>
    /// Of a unit that neither handles nor helps, and of nobody who had the case in hand in another role (SOD-7). Inside the sealed line there is no
    /// other unit: an officer who has not acted on the case calls back. A tip that its officer on duty only passed on was in nobody else's hands.
    /// </summary>
    public static bool IsOther(Case c, Actor actor, Reference reference)
    {
        if (c.Flags.Sealed)
            return !c.Accusation.Officers.Contains(actor.Id);
        if (HadInHand(c, actor))
            return false;
        if (actor.IsSystem)
            return true;
        if (actor.Unit is not { } own)
            return false;
        // Asked of the unit that somebody stands in for and of his own.
        var seats = new[] { own, reference.Person(actor.Id)?.Unit ?? own };
        return IsAppointed(c, actor) ? seats.All(seat => SitsApart(seat, c))
            : (c.Flags.Confidential || actor.HasAny(Callers)) && seats.All(seat => SitsOutside(seat, c, reference));
    }

    private static bool IsAppointed(Case c, Actor actor) =>
        Waiting(c).Any(t => t.Assignee is { } one && (one == actor.Id || one == actor.DelegateOf));

    private static bool SitsOutside(string seat, Case c, Reference reference) =>
        c.CoHandlingUnits.Append(c.HandlingUnit).All(unit => !reference.IsWithin(seat, unit));

    private static bool SitsApart(string seat, Case c) => !c.CoHandlingUnits.Append(c.HandlingUnit).Contains(seat);

    private static bool HadInHand(Case c, Actor actor) =>
        new[] { actor.Id, actor.DelegateOf }.OfType<string>().Any(person => Standing.HasHandled(c, person) && !(c.Flags.Confidential && c.Handler != person));
}
