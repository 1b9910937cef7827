namespace Petitions.Cases;

/// <summary>A person is responsible for the case. Re-assigning moves no deadline.</summary>
public sealed record HandlerAssigned(string Handler, string Unit) : CaseEvent
{
    public override string Rule => "T12";

    protected internal override void ApplyTo(Case c)
    {
        if (c.Handler is { } before && before != Handler && !c.FormerHandlers.Contains(before))
            c.FormerHandlers.Add(before);
        (c.Handler, c.HandlingUnit) = (Handler, Unit);
        if (c.State == CaseState.Accepted)
            c.State = CaseState.InHandling;
    }
}

/// <summary>Article 28: a person with an interest of their own takes no part from now on.</summary>
public sealed record HandlerRecused(string Person, int Reason, string DecidedBy) : CaseEvent
{
    public override string Rule => "SOD-2";

    protected internal override void ApplyTo(Case c)
    {
        if (!c.Recused.Contains(Person))
            c.Recused.Add(Person);
        if (c.Handler != Person)
            return;
        c.FormerHandlers.Add(Person);
        c.Handler = null;
    }
}

/// <summary>Who handles (T12), recusal, first contact.</summary>
public static class Handling
{
    private static readonly CaseState[] InWork = [CaseState.Accepted, CaseState.InHandling, CaseState.InMediation, CaseState.OpinionPending];

    internal static void Rules(RuleBook book)
    {
        book.On<AssignHandler>("assignHandler", VerbKind.Main, "T12", [Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead, Roles.Town, Roles.Duty, Roles.Police],
            InWork, AssignHandler);
        book.On<RecuseHandler>("recuseHandler", VerbKind.Ambient, "SOD-2", Standing.Heads, CaseStates.Open, Recuse);
        book.On<RecordFirstContact>("recordFirstContact", VerbKind.Ambient, "T12",
            [.. Standing.Handlers, Roles.Intake, Roles.Triage, Roles.Duty, Roles.Discipline], CaseStates.Open, RecordFirstContact);
    }

    private static void AssignHandler(StepContext step, AssignHandler order)
    {
        var c = step.Case;
        var isAbove = Standing.HeadsUnit(step, c.HandlingUnit) || Standing.HeadsUnit(step, c.Holder);
        var isDuty = step.Actor.Has(Roles.Duty) && Intake.IsEmergency(c);
        // A police office has no head here: whoever took the case names the officer.
        var isPolice = step.Actor.Has(Roles.Police) && Standing.OfUnit(step, c.Holder);
        // The head of a unit on the route may take the case for his own people.
        var takes = order.Handler is { } named && step.Reference.Person(named) is { } person && IsInScope(step.Case, person, step.Day, step.Reference) && Standing.HeadsUnit(step, person.Unit);
        Standing.Require(isAbove || isDuty || isPolice || takes, "assignHandler");
        Assign(step, order.Handler ?? NextOnRoute(step));
    }

    /// <summary>Gives the case to a person: active, not recused, present on the day, of the unit that handles or of one on the route.</summary>
    /// <exception cref="Refused">FIELD_INVALID for nobody or a person out of scope; HANDLER_RECUSED, HANDLER_ABSENT.</exception>
    internal static void Assign(StepContext step, string? handler, string field = "handler")
    {
        var person = step.Reference.Person(handler) ?? throw Refusals.FieldInvalid(field);
        if (!person.Roles.Any(Standing.Handlers.Contains)
            || !IsInScope(step.Case, person, step.Day, step.Reference) && !EmployerGuard.IsClosedTo(step.Case, person.Unit, step.Reference))
            throw Refusals.FieldInvalid(field, person.Id);
        EmployerGuard.Require(step.Case, person.Unit, field, step.Reference);
        if (step.Case.Recused.Contains(person.Id))
            throw Refusals.HandlerRecused(person.Id);
        if (person.AbsenceOn(step.Day) is not null)
            throw Refusals.HandlerAbsent(person.Id);
        if (step.Case.FailedHandlers.Contains(person.Id))
            throw Refusals.SameHandlerForbidden(person.Id, field);
        var isFirst = step.Case.Handler is null && step.Case.FormerHandlers.Count == 0;
        step.Raise(new HandlerAssigned(person.Id, person.Unit));
        step.EndTasks(t => t.Instance is null && t.Kind == "assignHandler", TaskStatus.Done, person.Id);
        if (isFirst && !Intake.IsEmergency(step.Case))
            Clocks.StartFirstContact(step, step.HappenedAt);
    }

    /// <summary>T30 after acceptance: the 60 days count from the day on which it became a claim.</summary>
    internal static void AcceptAsClaim(StepContext step)
    {
        step.Raise(new Accepted(step.HappenedAt, false, false));
        Clocks.Start(step, "CLK-HANDLE60", step.HappenedAt, "accepted");
        Acceptance.GiveNotice(step, null);
    }

    /// <summary>Whom <c>assignHandler</c> would take today, those of the route first, then by id.</summary>
    public static IEnumerable<Person> PossibleHandlers(Case c, DateOnly day, Reference reference)
    {
        var route = Jurisdiction.RouteOf(c, day, reference);
        return reference.People.Values.Where(p => p.Roles.Any(Standing.Handlers.Contains) && !c.Recused.Contains(p.Id) && !c.FailedHandlers.Contains(p.Id)
            && p.AbsenceOn(day) is null && IsInScope(c, p, day, reference) && !EmployerGuard.IsClosedTo(c, p.Unit, reference)).OrderBy(p => !route.Contains(p.Unit)).ThenBy(p => p.Id, StringComparer.Ordinal);
    }

    private static bool IsInScope(Case c, Person person, DateOnly day, Reference reference) =>
        Standing.SameBody(reference, person.Unit, c.Holder) || Standing.SameBody(reference, person.Unit, c.HandlingUnit)
        || c.CoHandlingUnits.Contains(person.Unit) || Jurisdiction.RouteOf(c, day, reference).Contains(person.Unit);

    /// <summary>Automatic routing: the first present, unrecused handler of the holding unit, then along the route.</summary>
    private static string? NextOnRoute(StepContext step) =>
        Jurisdiction.RouteOf(step.Case, step.Day, step.Reference).Prepend(step.Case.Holder)
            .SelectMany(unit => step.Reference.Holders(Roles.Handler, unit).Concat(step.Reference.Holders(Roles.Section, unit))
                .Concat(step.Reference.Holders(Roles.Mediator, unit)).Concat(step.Reference.Holders(Roles.Police, unit)))
            .FirstOrDefault(p => p.AbsenceOn(step.Day) is null && !step.Case.Recused.Contains(p.Id) && !step.Case.FailedHandlers.Contains(p.Id))?.Id;

    private static void Recuse(StepContext step, RecuseHandler order)
    {
        // A mediator is often of another house than the handling unit: his own head decides as well.
        var isOwnMediator = step.Reference.Person(order.Person) is { } named && Mediation.IsMediatedBy(step.Case, named.Id) && Standing.HeadsUnit(step, named.Unit);
        Standing.Require(isOwnMediator || Standing.HeadsUnit(step, step.Case.HandlingUnit), "recuseHandler");
        if (step.Reference.Person(order.Person) is not { } person)
            throw Refusals.FieldInvalid("person");
        if (order.Reason is null or { IsBlank: true })
            throw Refusals.ReasonRequired();
        var wasHandler = step.Case.Handler == person.Id;
        step.Raise(new HandlerRecused(person.Id, step.KeepRequired(order.Reason, TextKind.Reason), step.Actor.Id));
        Documents.Issue(step, "recusal-decision", step.Case.HandlingUnit);
        if (order.ReplacedBy is { } instead)
            Mediation.NameNext(step, person.Id, instead);
        if (!wasHandler)
            return;
        if (order.ReplacedBy is { } next)
            Assign(step, next, "replacedBy");
        else
            AskForHandler(step, Roles.UnitHead, Roles.EstateHead);
    }

    /// <summary>A case in work without a handler: somebody is asked to name one, whatever the workflow does.</summary>
    internal static void AskForHandler(StepContext step, string role, string fallback)
    {
        var post = TaskRouting.Find(role, fallback, step.Case, step.Reference, step.Day);
        step.OpenTask(new CaseTask
        {
            No = step.Case.NextId(), Kind = "assignHandler", Role = post.Role, Unit = post.Unit, Assignee = post.Person, Offers = ["assignHandler"],
            OpenedAt = step.Now,
        });
    }

    private static void RecordFirstContact(StepContext step, RecordFirstContact order)
    {
        step.Raise(new NoteAdded(Note.Of(step, "firstContact", step.Keep(order.Note, TextKind.Statement))));
        Clocks.Stop(step, Clocks.FirstContact, step.HappenedAt, "firstContact");
    }
}
