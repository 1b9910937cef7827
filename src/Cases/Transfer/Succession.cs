namespace Petitions.Cases;

/// <summary>One hand-over of a case from a unit to the one that takes over its duty (article 24).</summary>
/// <param name="Worker">Who does the work for the successor, where the variant of the route names one.</param>
/// <param name="Variant">Code of the variant by which the duty was handed over; null for a merger.</param>
/// <param name="Parts">Requests that went over; the others stay (arrears from before the hand-over). Empty where the unit did not lead: it only helped, sent or reviews.</param>
/// <param name="Units">Units of the case that the successor stands in for; empty where only a part went over.</param>
/// <param name="HandlerLeft">The handler sits in the unit that gave the case away.</param>
public sealed record Succession(
    int No, string From, string To, string? Worker, string? Variant, IReadOnlyList<int> Parts, IReadOnlyList<string> Units, bool HandlerLeft, DateOnly On,
    int? Reason, string By)
{
    /// <summary>Bodies that answer from then on for what went over, and for what stays.</summary>
    public required string OwnerTo { get; init; }
    public required string OwnerFrom { get; init; }

    public bool IsWhole => Units.Count > 0;
}

/// <summary>T26: clocks, their dates and their history stay; only whose they are changes.</summary>
public sealed record UnitSucceeded(Succession Succession) : CaseEvent
{
    public override string Rule => "T26";

    protected internal override void ApplyTo(Case c)
    {
        var s = Succession;
        c.Successions.Add(s);
        var stays = s.Parts.Count > 0 && c.Parts.Any(p => !p.Diverted && !s.Parts.Contains(p.No));
        c.Parts = c.Parts.Select(p => s.Parts.Contains(p.No) ? p with { Owner = s.OwnerTo } : stays && !p.Diverted ? p with { Owner = p.Owner ?? s.OwnerFrom } : p).ToList();
        if (s.IsWhole)
            MoveAll(c, s);
        else
            c.CoHandlingUnits.AddRange(new[] { s.To, s.Worker }.OfType<string>().Except(c.CoHandlingUnits).ToList());
    }

    private static void MoveAll(Case c, Succession s)
    {
        string Of(string unit) => s.Units.Contains(unit) ? s.To : unit;
        (c.Holder, c.HandlingUnit) = (Of(c.Holder), Of(c.HandlingUnit));
        c.CoHandlingUnits = c.CoHandlingUnits.Select(Of).Concat(s.Worker is { } worker ? [worker] : []).Where(u => u != c.HandlingUnit).Distinct().ToList();
        c.Clocks = c.Clocks.Select(k => k is { IsRunning: true, Unit: { } unit } ? k with { Unit = Of(unit) } : k).ToList();
        c.Tasks = c.Tasks.Select(t => t is { Status: TaskStatus.Open, Unit: { } unit } && s.Units.Contains(unit) ? t with { Unit = s.To, Assignee = null } : t).ToList();
        c.Transfers = c.Transfers.Select(t => t.Ended ? t : t with { From = Of(t.From), To = Of(t.To) }).ToList();
        c.Reviews = c.Reviews.Select(r => r.IsOpen ? r with { Body = Of(r.Body), Desks = r.Desks.Select(Of).Distinct().ToList() } : r).ToList();
        c.DisciplineDesk = c.DisciplineDesk is { } desk ? Of(desk) : null;
        if (c.Dispute is { DecidedFor: null } dispute)
            c.Dispute = dispute with { One = Of(dispute.One), Other = Of(dispute.Other), Superior = dispute.Superior is { } superior ? Of(superior) : null };
        if (!s.HandlerLeft || c.Handler is not { } handler)
            return;
        if (!c.FormerHandlers.Contains(handler))
            c.FormerHandlers.Add(handler);
        c.Handler = null;
    }
}

/// <param name="Post">Who does it at the successor, where nobody there holds the role that the task was for.</param>
public sealed record TaskRerouted(int No, Post Post) : CaseEvent
{
    public override string Rule => "T26";
    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c)
    {
        var i = c.Tasks.FindIndex(t => t.No == No);
        c.Tasks[i] = c.Tasks[i] with { Role = Post.Role, Unit = Post.Unit, Assignee = Post.Person };
    }
}

public sealed partial class Case
{
    public List<Succession> Successions { get; set; } = [];
}

/// <summary>
/// T26, article 24: a unit was merged, or a duty was handed over to another body. The successor takes the case as it stands; what was owed before
/// the hand-over may stay where it was, and each body then answers for its own requests.
/// </summary>
public static class Successions
{
    private static readonly string[] Working = [Roles.Handler, Roles.Town, Roles.Police, Roles.Mediator, Roles.UnitHead, Roles.EstateHead];

    private static readonly CaseState[] InWork = [CaseState.Accepted, CaseState.InHandling, CaseState.InMediation];

    internal static void Rules(RuleBook book) =>
        book.On<SucceedUnit>("succeedUnit", VerbKind.Ambient, "T26", [Roles.CommunityHead, Roles.UnitHead, Roles.System], CaseStates.Open, Succeed);

    /// <exception cref="Refused">NOT_YOUR_ROLE; SUCCESSOR_REQUIRED without a unit that is active on the day and, where a variant is named, stands on its
    /// route; FIELD_INVALID for a unit that has nothing to do with the case, or parts that are not there.</exception>
    private static void Succeed(StepContext step, SucceedUnit order)
    {
        var (c, reference) = (step.Case, step.Reference);
        var from = reference.Unit(order.From)?.Code ?? throw Refusals.FieldInvalid("from");
        Standing.Require(MayHandOver(step, from), "succeedUnit");
        var variant = VariantOf(step, order);
        var (to, worker) = Successor(step, order, from, variant);
        var units = SuccessionScope.UnitsOf(c, from, variant is null, reference);
        if (units.Count == 0)
            throw Refusals.FieldInvalid("from", from);
        var own = SuccessionScope.PartsOf(c, from, reference);
        var parts = Parts(order, own, variant);
        var isWhole = parts.Count == own.Count;
        var left = isWhole && reference.Person(c.Handler) is { } handler && reference.IsWithin(handler.Unit, from) && !reference.IsWithin(handler.Unit, to);
        step.Raise(new UnitSucceeded(new Succession(
            c.NextId(), from, to, worker, order.Variant, parts, isWhole ? units : [], left, step.Day, step.Keep(order.Reason, TextKind.Reason),
            step.Actor.IsSystem ? order.OrderedBy ?? step.Actor.Id : step.Actor.Id)
        {
            OwnerTo = reference.BodyOf(to)?.Code ?? to, OwnerFrom = reference.BodyOf(from)?.Code ?? from,
        }));
        Reroute(step, to);
        Documents.Issue(step, "handover-list", from);
        TellBoth(step, from, to);
        if (left && InWork.Contains(step.Case.State))
            Handling.AskForHandler(step, Roles.UnitHead, Roles.Town);
    }

    /// <summary>Work that came along is somebody's at the successor: where nobody there holds the role, it goes to whoever works there, else in the same body.</summary>
    private static void Reroute(StepContext step, string to)
    {
        var (c, reference) = (step.Case, step.Reference);
        foreach (var task in c.Tasks.Where(t => t.Status == TaskStatus.Open && t.Unit == to && t.Assignee is null && !reference.Holders(t.Role, to).Any()).ToList())
            if (PostAt(to, task.Role, reference) is { } post)
                step.Raise(new TaskRerouted(task.No, post));
    }

    private static Post? PostAt(string unit, string role, Reference reference)
    {
        var people = Working.Prepend(role).SelectMany(one => reference.Holders(one).Select(p => (Role: one, p.Unit))).ToList();
        var found = people.FirstOrDefault(p => p.Unit == unit);
        if (found.Role is null)
            found = people.FirstOrDefault(p => Standing.SameBody(reference, p.Unit, unit));
        return found.Role is null ? null : new(found.Role, found.Unit, null);
    }

    private static bool MayHandOver(StepContext step, string from) =>
        step.Actor.IsSystem || step.Actor.Has(Roles.CommunityHead) && Standing.CoversUnit(step, from)
        || step.Actor.Has(Roles.UnitHead) && step.Actor.Unit != from && Standing.HeadsUnit(step, from);

    /// <summary>What goes over: what was named, else all that is the unit's, under a variant only the matters that it hands over.</summary>
    private static List<int> Parts(SucceedUnit order, IReadOnlyList<RequestPart> own, RouteVariant? variant)
    {
        var going = own.Where(p => variant is null || variant.Categories.Contains(p.Category)).Select(p => p.No).ToList();
        if (variant is not null && going.Count == 0)
            throw Refusals.SuccessorRequired(order.To);
        if (order.Parts is not { Count: > 0 } named)
            return going;
        return named.Except(going).Any() ? throw Refusals.FieldInvalid("parts") : named.Distinct().ToList();
    }

    private static RouteVariant? VariantOf(StepContext step, SucceedUnit order) => order.Variant is null ? null
        : step.Reference.RouteVariants.FirstOrDefault(v => v.Code == order.Variant && v.IsValidOn(step.Day)) ?? throw Refusals.SuccessorRequired(order.To);

    private static (string To, string? Worker) Successor(StepContext step, SucceedUnit order, string from, RouteVariant? variant)
    {
        SuccessionScope.CheckSuccessor(from, order.To, variant, step.Day, step.Reference);
        var to = order.To!;
        EmployerGuard.Require(step.Case, to, "to", step.Reference);
        if (step.Case.Flags.Sealed)
            SealedDesk.CheckSuccessor(step.Case, from, to, step.Reference);
        // Handed over by law or agreement to a body whose first unit on the route does the work.
        return (to, variant is null || variant.Route[0] == to ? null : variant.Route[0]);
    }

    private static void TellBoth(StepContext step, string from, string to)
    {
        var facts = new Dictionary<string, string> { ["from"] = from, ["unit"] = to };
        foreach (var role in new[] { Roles.UnitHead, Roles.Town })
            foreach (var person in step.Reference.Holders(role).Where(p => step.Reference.BodyOf(p.Unit)?.Code == step.Reference.BodyOf(to)?.Code))
                Notices.Tell(step, person.Id, "unitSucceeded", facts, action: true);
        foreach (var person in step.Case.People.Where(p => p.Role is "petitioner" or "representative" && !p.Withdrawn))
            Notices.Tell(step, $"P:{person.No}", "unitSucceeded", facts);
    }
}
