namespace Petitions.Cases;

/// <summary>What people do with the ladder: ask up, answer; and what a workflow may do: bring a rung forward.</summary>
public static partial class Ladder
{
    private static readonly string[] MayAskUp =
        [Roles.Handler, Roles.Section, Roles.Building, Roles.Mediator, Roles.Triage, Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead,
         Roles.Leader, Roles.Discipline];

    /// <summary>Anybody may be asked to stand in for an absent superior; <see cref="IsAddressee"/> says whom a question went to.</summary>
    private static readonly string[] MayAnswer =
        [Roles.Section, Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead, Roles.Leader, Roles.Duty, Roles.Discipline, Roles.Town,
         Roles.Triage, Roles.Intake, Roles.Police, Roles.Handler, Roles.Mediator, Roles.Supervisor, Roles.Reviewer, Roles.Reexaminer];

    /// <summary>E7: "beyond my power". The next one up must answer within two working days; asked again, it goes one higher.</summary>
    /// <exception cref="Refused">REASON_REQUIRED; ALREADY_AT_TOP once the office at the top has it.</exception>
    private static void EscalateByHand(StepContext step, EscalateByHand order)
    {
        if (order.Reason is null || order.Reason.IsBlank)
            throw Refusals.ReasonRequired();
        if (step.Case.Ladder.Any(e => e.FiredAt is not null && (e.Rung == 4 || e.Step == "byHand" && LevelOf(e.TargetRole) == 4)))
            throw Refusals.AlreadyAtTop();
        var targets = new LadderTargets(step.Case, step.Reference, Local.DateOf(step.Now));
        Ask(step, AboveByHand(step, targets), step.Actor.Id, step.KeepRequired(order.Reason, TextKind.Reason));
    }

    /// <summary>Puts the question to a superior: an entry of its own, an answer clock of two working days, the petitioner told (E10).</summary>
    private static void Ask(StepContext step, LadderTarget target, string by, int reason)
    {
        var entry = new LadderEntry
        {
            No = step.Case.NextId(),
            Clock = 0,
            Cycle = 1 + step.Case.Ladder.Count(e => e.Step == "byHand"),
            Step = "byHand",
            Rung = 0,
            DueAt = step.HappenedAt,
            FiredAt = step.Now,
            Kind = "action",
            TargetRole = target.Role,
            TargetPerson = target.Person,
            TargetUnit = target.Unit,
            EmptyTargets = [.. target.Missed.Select(m => m.Role)],
            StandsInFor = target.StandsInFor,
        };
        step.Raise(new EscalatedByHand(entry, by, reason));
        foreach (var missed in target.Missed)
            step.Raise(new EscalationTargetEmpty(entry.No, missed.Role, missed.Unit, missed.Because));
        if (Address(target) is { } to)
            Notices.Tell(step, to, "byHand", new Dictionary<string, string> { ["by"] = by }, true, about: About(entry.No));
        OpenQuestion(step, entry.No, "escalation", target, step.Reference.Ladder.ByHandAnswerWorkdays);
        TellPetitioners(step, target);
        if (target.Office)
            HandUp(step, entry, null, target);
    }

    /// <summary>One above the person who asks; higher than everybody who was asked before.</summary>
    private static LadderTarget AboveByHand(StepContext step, LadderTargets targets)
    {
        var role = step.Actor.Roles.FirstOrDefault(step.Reference.EscalationMap.ContainsKey);
        var target = role is null ? targets.Find("nextRole", 1) : targets.FindAbove(role, 1);
        return Higher(step, targets, target);
    }

    /// <summary>Higher than everybody who was asked by hand before.</summary>
    private static LadderTarget Higher(StepContext step, LadderTargets targets, LadderTarget target)
    {
        var reached = HighestAsked(step.Case);
        while (LevelOf(target.Role) <= reached)
            target = targets.FindAbove(target.Role, 3);
        return target;
    }

    /// <summary>How high a target stands; an office, which bears no role, is the top.</summary>
    private static int LevelOf(string? target) => target switch
    {
        Roles.CommunityHead => 2,
        Roles.Leader => 3,
        _ => target?.StartsWith("R-", StringComparison.Ordinal) == true ? 1 : 4,
    };

    /// <summary>T25: the superior's answer. What may be chosen depends on the rung.</summary>
    /// <exception cref="Refused">ESCALATION_NOT_OPEN (never fired, answered, or its clock has ended); NOT_YOUR_ROLE for anybody it did not go to;
    /// FIELD_INVALID for a choice that the rung does not know; REASON_REQUIRED; HANDLER_ABSENT, HANDLER_RECUSED.</exception>
    private static void AnswerEscalation(StepContext step, AnswerEscalation order)
    {
        var entry = step.Case.Ladder.FirstOrDefault(e => e.No == order.Entry);
        if (entry is not { FiredAt: not null, Answer: null } || !IsOpenQuestion(step.Case, entry))
            throw Refusals.EntryNotWaiting(order.Entry);
        if (!IsAddressee(step.Actor, entry, step.Reference, Local.DateOf(step.Now)))
            throw Refusals.NotYourRole("answerEscalation");
        if (!ChoicesOf(entry).Contains(order.Choice))
            throw Refusals.FieldInvalid("choice", string.Join(", ", ChoicesOf(entry)));
        if (order.Choice is "urged" or "instruction" && (order.Text is null || order.Text.IsBlank))
            throw Refusals.ReasonRequired("text");
        if (order.Choice == "recoveryDate" && !(order.RecoveryDate >= step.Day))
            throw Refusals.FieldInvalid("recoveryDate");
        if (order.Choice == "reassigned")
            CheckNewHandler(step, order.NewHandler);
        step.Raise(new EscalationAnswered(
            entry.No, step.Actor.Id, order.Choice, step.HappenedAt, step.Keep(order.Text, TextKind.Reason),
            order.Choice == "recoveryDate" ? order.RecoveryDate : null));
        step.EndTasks(t => t.About == About(entry.No), TaskStatus.Done, order.Choice);
        Carry(step, entry, order);
    }

    /// <summary>True while somebody still owes an answer: asked by hand and not passed on, or on a clock that is still running.</summary>
    private static bool IsOpenQuestion(Case c, LadderEntry entry) => entry.Step == "byHand"
        ? entry.UnansweredAt is null || c.Tasks.Any(t => t.About == About(entry.No) && t.Status == TaskStatus.Open)
        : entry.Rung > 0 && c.Clocks.Any(k => k.No == entry.Clock && k.IsRunning);

    /// <summary>The rungs and requests of the case that this person may answer today.</summary>
    public static IEnumerable<LadderEntry> Owed(Case c, Actor actor, Reference reference, DateOnly today) => c.Ladder.Where(e =>
        e is { FiredAt: not null, Answer: null } && (e.Rung > 0 || e.Step == "byHand") && IsOpenQuestion(c, e) && IsAddressee(actor, e, reference, today));

    /// <summary>The person it went to, whoever holds the same post, and the delegate while the person is absent.</summary>
    private static bool IsAddressee(Actor actor, LadderEntry entry, Reference reference, DateOnly today)
    {
        if (actor.Id == entry.TargetPerson || actor.DelegateOf is { } absent && absent == entry.TargetPerson)
            return true;
        if (reference.Person(entry.TargetPerson)?.AbsenceOn(today)?.Delegate == actor.Id)
            return true;
        return actor.Unit == entry.TargetUnit && (actor.Has(entry.TargetRole ?? "") || entry.TargetRole == entry.TargetUnit);
    }

    /// <summary>What may be answered: it depends on the rung.</summary>
    public static IReadOnlyList<string> ChoicesOf(LadderEntry entry) => entry.Step == "byHand"
        ? ["urged", "instruction", "reassigned", "tookOver", "recoveryDate", "leadCase"]
        : entry.Rung switch
        {
            1 => ["urged", "instruction", "reassigned", "tookOver", "recoveryDate"],
            2 => ["reassigned", "tookOver", "recoveryDate"],
            3 => ["leadCase", "instruction", "reassigned", "tookOver"],
            _ => ["instruction", "tookOver", "urged"],
        };

    private static void CheckNewHandler(StepContext step, string? id)
    {
        if (step.Reference.Person(id) is not { } person || id == step.Case.Handler)
            throw Refusals.FieldInvalid("newHandler");
        if (step.Case.Recused.Contains(person.Id))
            throw Refusals.HandlerRecused(person.Id);
        if (person.AbsenceOn(Local.DateOf(step.Now)) is not null)
            throw Refusals.HandlerAbsent(person.Id);
    }

    private static void Carry(StepContext step, LadderEntry entry, AnswerEscalation order)
    {
        if (order.Choice == "leadCase")
            step.Raise(new LeadCaseTaken(step.Actor.Id));
        if (order.Choice is "reassigned" or "tookOver")
            Reassign(step, entry, order.Choice == "tookOver" ? step.Actor.Id : order.NewHandler!);
        else if (order.RecoveryDate is { } day && order.Choice == "recoveryDate")
            OpenRecovery(step, entry, day);
        var owner = new LadderTargets(step.Case, step.Reference, Local.DateOf(step.Now)).Owner();
        if (owner.Person is { } person && person != step.Actor.Id)
            Notices.Tell(step, person, "escalationAnswered", new Dictionary<string, string> { ["choice"] = order.Choice, ["by"] = step.Actor.Id }, true);
    }

    private static void Reassign(StepContext step, LadderEntry entry, string to)
    {
        var person = step.Reference.Person(to);
        var unit = person?.Roles.Contains(Roles.Handler) == true ? person.Unit : step.Case.HandlingUnit;
        step.Raise(new CaseReassigned(entry.No, step.Case.Handler, to, unit));
    }

    private static void OpenRecovery(StepContext step, LadderEntry entry, DateOnly day)
    {
        var (role, person, unit) = new LadderTargets(step.Case, step.Reference, Local.DateOf(step.Now)).Owner();
        step.OpenTask(new CaseTask
        {
            No = step.Case.NextId(),
            Kind = "recovery",
            Role = role,
            Unit = unit,
            Assignee = person,
            OpenedAt = step.Now,
            DueAt = Local.EndOf(day),
            About = About(entry.No),
        });
    }
}
