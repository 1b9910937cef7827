using System.Globalization;
using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Tests.Unit.Cases;

/// <summary>
/// A desk on paper: one case, the shipped reference data and the whole rule book, no database and no workflow. Steps are given at a moment,
/// time passes with every timer fired at its own moment. The case goes through JSON before each step, as it does in the product, so a refused
/// step leaves nothing behind. Roles and readability are checked; whether a workflow offers the verb is not.
/// </summary>
public sealed class Paper(Case c, Reference? reference = null)
{
    private readonly Dictionary<int, string> _texts = [];
    private readonly List<RecordedEvent> _events = [];
    private readonly List<Notice> _notices = [];
    private readonly List<OutboxMessage> _outbox = [];

    public Case Case { get; private set; } = c;

    /// <summary>May be exchanged while time passes: a calendar year arrives, somebody falls ill.</summary>
    public Reference Reference { get; set; } = reference ?? Seeds.Reference;

    /// <summary>Other cases that rules may look at, by number.</summary>
    public Dictionary<string, CaseGlance> Others { get; } = [];
    public DateTimeOffset Now { get; private set; } = c.ReceivedAt;
    public IReadOnlyList<RecordedEvent> Events => _events;
    public IReadOnlyList<Notice> Notices => _notices;
    public IReadOnlyList<OutboxMessage> Outbox => _outbox;
    public IReadOnlyDictionary<int, string> Texts => _texts;

    /// <summary>A local moment: <c>2026-08-10 09:00</c>, or a day alone for its 00:00.</summary>
    public static DateTimeOffset At(string local) =>
        new(DateTime.Parse(local, CultureInfo.InvariantCulture, DateTimeStyles.None), Local.Offset);

    public static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);

    /// <summary>An empty draft, for a command that registers.</summary>
    public static Paper Blank(string now) => new(new Case { Key = new CaseKey("ENT", Guid.Empty), ReceivedAt = At(now) });

    /// <summary>A registered case of a category with one petitioner, lying unassigned at the estate's office. No clock runs.</summary>
    public static Paper Registered(string category, string receivedAt, Action<Case>? set = null, Reference? reference = null)
    {
        reference ??= Seeds.Reference;
        var kind = reference.Categories[category];
        var c = new Case
        {
            Key = new CaseKey("ENT", Guid.Empty),
            Number = "NQ-2026-0001",
            State = CaseState.Registered,
            Channel = "visit",
            ReceivedAt = At(receivedAt),
            EnteredAt = At(receivedAt),
            ReceivedBy = "NQ-ZH",
            RegisteredBy = "STF-008",
            Holder = "NQ-ZH",
            HandlingUnit = "NQ-ZH",
            Category = category,
            Nature = kind.DefaultNature!,
            Urgency = kind.UrgencyDefault,
            Location = "NQ-S4-B05",
            Flags = new CaseFlags { Sealed = kind.Sealed, Confidential = kind.Confidential, Restricted = kind.Restricted },
            Parts = [new RequestPart { No = 1, Text = 1, Nature = kind.DefaultNature!, Category = category }],
            People = [new PersonInCase(1, "petitioner", 2, 3, null, null)],
            LastText = 3,
            LastId = 1,
        };
        set?.Invoke(c);
        return new Paper(c, reference);
    }

    /// <summary>An account of the organisation as it acts at the desk.</summary>
    public Actor Staff(string id) => Reference.Person(id) is { } p ? new Actor(p.Id, p.Roles, p.Unit) : throw new ArgumentException($"nobody is called {id}");

    /// <summary>Gives an order at a local moment; returns what happened.</summary>
    public IReadOnlyList<CaseEvent> Give(Command command, Actor actor, string at) => Give(command, actor, At(at));

    public IReadOnlyList<CaseEvent> Give(Command command, string staff, string at) => Give(command, Staff(staff), At(at));

    public IReadOnlyList<CaseEvent> Give(Command command, Actor actor, DateTimeOffset at)
    {
        var rule = RuleBook.Handbook.For(command);
        actor = Delegation.For(actor, Case, Reference, Local.DateOf(at), rule);
        if (rule.Kind != VerbKind.Creates && !Access.MayRead(actor, Case, Reference))
            throw Refusals.NotThere();
        if (!Access.MayGive(rule, actor, Case, Reference))
            throw Refusals.NotYourRole(rule.Verb);
        return Step(actor, at, command.HappenedAt, step => CaseStep.Decide(step, command, actor, RuleBook.Handbook));
    }

    /// <summary>The refusal that the order meets; fails if it is accepted. Nothing of it is left.</summary>
    public Refused Refuses(Command command, string staff, string at) => Refuses(command, Staff(staff), at);

    public Refused Refuses(Command command, Actor actor, string at) => Xunit.Assert.Throws<Refused>(() => { Give(command, actor, at); });

    /// <summary>Does something inside a step that no verb does alone, for example start a clock.</summary>
    public IReadOnlyList<CaseEvent> Do(string at, Action<StepContext> rule) => Step(Actor.System, At(at), null, step =>
    {
        rule(step);
        step.React();
    });

    /// <summary>Lets time pass up to a local moment (included); every timer fires at its own moment.</summary>
    public void PassTo(string moment)
    {
        var to = At(moment);
        while (Case.Timers.Where(t => t.DueAt <= to).Select(t => (DateTimeOffset?)t.DueAt).Min() is { } next)
            Give(new TimersDue(), Actor.System, next > Now ? next : Now);
        Now = to;
    }

    /// <summary>The desk was down and comes back: everything that fell due meanwhile fires in one sweep at this moment.</summary>
    public IReadOnlyList<CaseEvent> WakeAt(string moment) => Give(new TimersDue(), Actor.System, At(moment));

    /// <summary>The newest clock of a code, for a unit if given.</summary>
    public Clock Clock(string code, string? unit = null) => Case.Clocks.Last(k => k.Code == code && (unit is null || k.Unit == unit));

    /// <summary>All events of a kind so far, in order.</summary>
    public IReadOnlyList<T> All<T>() where T : CaseEvent => [.. _events.Select(e => e.Event).OfType<T>()];

    private IReadOnlyList<CaseEvent> Step(Actor actor, DateTimeOffset at, DateTimeOffset? happenedAt, Action<StepContext> rule)
    {
        var copy = JsonSerializer.Deserialize<Case>(JsonSerializer.Serialize(Case, CaseJson.Options), CaseJson.Options)!;
        var step = new StepContext(copy, actor, at, happenedAt ?? at, Reference, RuleBook.Handbook, _texts, Others);
        rule(step);
        step.Actor = Actor.System;
        foreach (var check in RuleBook.Handbook.SettledChecks)
        {
            check(step);
            step.React();
        }
        step.Case.RowVersion++;
        step.Case.FactVersion += step.Events.Any(e => e.Event.ChangesFacts) ? 1 : 0;
        (Case, Now) = (step.Case, at > Now ? at : Now);
        foreach (var text in step.Texts)
            _texts[text.Id] = text.Value;
        _events.AddRange(step.Events);
        _notices.AddRange(step.Notices);
        _outbox.AddRange(step.Outbox);
        return [.. step.Events.Select(e => e.Event)];
    }
}
