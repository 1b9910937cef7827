namespace Petitions.Cases;

/// <summary>One verb: who may give it, in which states, by which transition of the handbook, and the rule that decides.</summary>
public sealed record Rule(
    string Verb, VerbKind Kind, string Transition, Type CommandType, IReadOnlyList<string> Roles, IReadOnlyList<CaseState>? States,
    Action<StepContext, Command> Decide)
{
    /// <summary>Roles that may give it on any case they may read, without the case lying in their area.</summary>
    public bool AnyCase { get; init; }

    /// <summary>States in which a workflow may offer it, where the rule listens in more states to answer with the law's own reason.</summary>
    public IReadOnlyList<CaseState>? OfferedIn { get; init; }

    /// <summary>What must hold besides for a workflow to offer it; a task none of whose verbs has a matter any more is taken back.</summary>
    public Func<Case, bool>? OfferedWhile { get; init; }

    /// <summary>True: a verb of the sealed track alone; false: of open petitions alone; null: of both.</summary>
    public bool? Sealed { get; init; }

    /// <summary>True if the verb belongs to the track on which the case is.</summary>
    public bool Fits(Case c) => Sealed is null || Sealed == c.Flags.Sealed;

    /// <summary>True if a workflow may offer it as the case is now.</summary>
    public bool MayBeOffered(Case c) =>
        Fits(c) && ((OfferedIn ?? States) is not { } states || states.Contains(c.State)) && (OfferedWhile?.Invoke(c) ?? true);
}

/// <summary>All verbs, timers and reactions, entered by the chapters. Immutable once built.</summary>
public sealed class RuleBook
{
    /// <summary>The whole handbook.</summary>
    public static readonly RuleBook Handbook = Build();

    private readonly Dictionary<Type, Rule> _rules = [];
    private readonly Dictionary<string, Action<StepContext, CaseTimer>> _timers = [];
    private readonly Dictionary<Type, List<Action<StepContext, CaseEvent>>> _reactions = [];
    private readonly List<Action<StepContext>> _afterwards = [];
    private readonly SortedDictionary<string, Func<Case, Reference, DateOnly, object?>> _facts = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Rule> Rules => _rules.Values;

    public Rule For(Command command) => _rules[command.GetType()];

    public Rule? For(string verb) => _rules.Values.FirstOrDefault(r => r.Verb == verb);

    public Action<StepContext, CaseTimer>? Timer(string kind) => _timers.GetValueOrDefault(kind);

    public IReadOnlyList<Action<StepContext, CaseEvent>> ReactionsTo(CaseEvent e) =>
        _reactions.TryGetValue(e.GetType(), out var list) ? list : [];

    public IReadOnlyList<Action<StepContext>> SettledChecks => _afterwards;

    /// <summary>What expressions of workflows may ask of a case, by name: codes, numbers, truth values, lists and objects of these; never words.</summary>
    public IReadOnlyDictionary<string, Func<Case, Reference, DateOnly, object?>> Facts => _facts;

    /// <summary>Enters a fact that workflows may ask for; the day is the local day of the step.</summary>
    internal void Fact(string name, Func<Case, Reference, DateOnly, object?> fact) => _facts.Add(name, fact);

    /// <summary>Enters a verb. <paramref name="states"/> null means any state (a Creates verb has none).</summary>
    internal void On<T>(
        string verb, VerbKind kind, string transition, string[] roles, IReadOnlyList<CaseState>? states, Action<StepContext, T> rule,
        IReadOnlyList<CaseState>? offeredIn = null)
        where T : Command =>
        _rules.Add(typeof(T), new Rule(verb, kind, transition, typeof(T), roles, states, (step, command) => rule(step, (T)command)) { OfferedIn = offeredIn });

    /// <summary>Enters a verb of the sealed track (T27): ambient, so that no drawing can block it; refused with WRONG_STATE in open cases.</summary>
    internal void OnSealed<T>(
        string verb, string[] roles, IReadOnlyList<CaseState> states, Action<StepContext, T> rule, IReadOnlyList<CaseState>? offeredIn = null)
        where T : Command =>
        _rules.Add(typeof(T), new Rule(verb, VerbKind.Ambient, "T27", typeof(T), roles, states, (step, command) => rule(step, (T)command))
        {
            Sealed = true, OfferedIn = offeredIn,
        });

    /// <summary>The verb is refused with USE_SEALED_TRACK where a case is sealed.</summary>
    internal void OpenOnly<T>() where T : Command => _rules[typeof(T)] = _rules[typeof(T)] with { Sealed = false };

    /// <summary>No workflow offers the verb, or goes on offering it, unless this holds.</summary>
    internal void OfferWhile<T>(Func<Case, bool> holds) where T : Command => _rules[typeof(T)] = _rules[typeof(T)] with { OfferedWhile = holds };

    /// <summary>Enters what happens when a timer of the kind falls due. The rule does nothing if the state has moved on.</summary>
    internal void OnTimer(string kind, Action<StepContext, CaseTimer> rule) => _timers.Add(kind, rule);

    /// <summary>Enters what follows from an event inside the same step.</summary>
    internal void React<T>(Action<StepContext, T> reaction) where T : CaseEvent
    {
        if (!_reactions.TryGetValue(typeof(T), out var list))
            _reactions[typeof(T)] = list = [];
        list.Add((step, e) => reaction(step, (T)e));
    }

    /// <summary>Enters a check that runs when the command and all its reactions are done, for example an automatic transition.</summary>
    internal void WhenSettled(Action<StepContext> check) => _afterwards.Add(check);

    /// <summary>A fresh copy, to which a test may add verbs of its own.</summary>
    internal static RuleBook Build()
    {
        var book = new RuleBook();
        // CHAPTERS
        Acceptance.Rules(book);
        Accountability.Rules(book);
        Clocks.Rules(book);
        Closure.Rules(book);
        Disputes.Rules(book);
        Diversion.Rules(book);
        Documents.Rules(book);
        Emergency.Rules(book);
        EmergencyAnswer.Rules(book);
        Endings.Rules(book);
        Extensions.Rules(book);
        Handling.Rules(book);
        Incidents.Rules(book);
        HandUps.Rules(book);
        Intake.Rules(book);
        Ladder.Rules(book);
        Linking.Rules(book);
        Mediation.Rules(book);
        Namesakes.Rules(book);
        Notes.Rules(book);
        Opinions.Rules(book);
        Overtaken.Rules(book);
        Parties.Rules(book);
        PeopleAdded.Rules(book);
        Reclock.Rules(book);
        Reopening.Rules(book);
        Retaliation.Rules(book);
        Reviews.Rules(book);
        RightsAlarm.Rules(book);
        Sealed.Rules(book);
        SimpleProcedure.Rules(book);
        Splitting.Rules(book);
        EmployerGuard.Rules(book);
        Successions.Rules(book);
        Supervision.Rules(book);
        Timers.Rules(book);
        Transfers.Rules(book);
        VoidedDocuments.Rules(book);
        Withdrawal.Rules(book);
        Workflows.Rules(book);
        return book;
    }
}
