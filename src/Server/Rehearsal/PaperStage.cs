using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>
/// A stage on paper: many cases in memory, the reference data, rules and workflows, no database. Messages that are orders to other cases
/// are carried out at once, as the outbox would; the daily check comes at 06:00.
/// </summary>
public sealed class PaperStage(Reference reference, WorkflowLibrary workflows) : IStage
{
    private static readonly TimeOnly DailyCheck = new(6, 0);

    private readonly Dictionary<string, LoadedCase> _cases = [];
    private readonly Dictionary<string, List<HistoryEvent>> _events = [];
    private readonly Dictionary<string, List<HistoryNotice>> _notices = [];
    private readonly Dictionary<string, List<RecordedOrder>> _diary = [];
    private readonly Dictionary<string, List<JournalRow>> _journal = [];
    private readonly Dictionary<string, int> _serials = [];
    private readonly PriorityQueue<string, DateTimeOffset> _due = new();
    private readonly Queue<(string From, OutboxMessage Message)> _orders = new();
    private DateTimeOffset _now;
    private DateTimeOffset _nextCheck = DateTimeOffset.MaxValue;

    public Reference Reference => reference;

    /// <summary>All definitions of a folder, published.</summary>
    public static WorkflowLibrary Workflows(string folder) => new(Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText).Select(Published));

    public void TurnTo(DateTimeOffset moment)
    {
        if (_nextCheck == DateTimeOffset.MaxValue)
            _nextCheck = NextCheckAfter(moment);
        _now = moment;
    }

    public Task<string> OpenAsync(Register order, Actor actor, string key, CancellationToken token)
    {
        var unit = order.ReceivedBy ?? actor.Unit!;
        var blank = new Case { Key = new CaseKey(Reference.RootOf(unit), Guid.CreateVersion7(_now)), ReceivedAt = _now };
        var number = NextNumber(unit);
        Run(number, new LoadedCase(blank, new Dictionary<int, string>(), []), order, actor);
        Count(number);
        CarryOutOrders();
        return Task.FromResult(number);
    }

    public Task GiveAsync(string number, Command order, Actor actor, string key, CancellationToken token)
    {
        Run(number, _cases[number], order, actor);
        CarryOutOrders();
        return Task.CompletedTask;
    }

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken token)
    {
        // A case stands in the queue once for each moment it ever waited for; what no longer holds is dropped here.
        while (_due.TryPeek(out var number, out var at) && !_cases[number].Case.Timers.Any(t => t.DueAt <= at))
            _due.Dequeue();
        return Task.FromResult<DateTimeOffset?>(_due.TryPeek(out _, out var due) && due < _nextCheck ? due : _nextCheck);
    }

    public Task RunDueAsync(CancellationToken token)
    {
        var due = new SortedSet<string>(StringComparer.Ordinal);
        while (_due.TryPeek(out var number, out var at) && at <= _now)
            due.Add(_due.Dequeue());
        foreach (var number in due.Where(n => _cases[n].Case.Timers.Any(t => t.DueAt <= _now)))
            Run(number, _cases[number], new TimersDue(), Actor.System);
        if (_nextCheck <= _now)
        {
            foreach (var number in _cases.Keys.Where(n => ConcernsTheCheck(_cases[n].Case)).ToList())
                Run(number, _cases[number], new CheckAccountability(), Actor.System);
            _nextCheck = NextCheckAfter(_now);
        }
        CarryOutOrders();
        return Task.CompletedTask;
    }

    public Task<StagedCase> CaseAsync(string number, CancellationToken token) => Task.FromResult(new StagedCase(
        _cases[number].Case, _notices[number].GroupBy(n => n.To).ToDictionary(g => g.Key, g => g.Count()),
        Attention(number)));

    public Task<CaseHistory> HistoryAsync(string number, CancellationToken token) =>
        Task.FromResult(new CaseHistory(_cases[number].Case, _events[number], _notices[number], Attention(number)));

    public Task<IReadOnlyList<string>> NumbersAsync(CancellationToken token) => Task.FromResult<IReadOnlyList<string>>([.. _cases.Keys]);

    /// <summary>What the database would keep of a case.</summary>
    public RecordedCase Recorded(string number)
    {
        var loaded = _cases[number];
        return new(loaded.Case, _diary[number], [.. loaded.Instances.Select(i => new RecordedInstance(i.No, i.DefinitionId, i.DefinitionVersionId))],
            Course.WalkedIn(_journal[number], loaded.Instances),
            _cases.ToDictionary(c => c.Key, c => Glance(c.Value.Case)));
    }

    private void Run(string number, LoadedCase loaded, Command order, Actor actor)
    {
        var copy = JsonSerializer.Deserialize<Case>(JsonSerializer.Serialize(loaded.Case, CaseJson.Options), CaseJson.Options)!;
        var others = order.Looks.Where(_cases.ContainsKey).ToDictionary(n => n, n => Glance(_cases[n].Case));
        var result = CaseStep.Run(new StepInput(loaded with { Case = copy }, order, actor, _now, Reference, workflows, null, others));
        result.Case.Number ??= number;
        var texts = loaded.Texts.Concat(result.Texts.Select(t => KeyValuePair.Create(t.Id, t.Value))).GroupBy(t => t.Key).ToDictionary(g => g.Key, g => g.Last().Value);
        var instances = loaded.Instances.Where(i => result.ChangedInstances.All(c => c.No != i.No)).Concat(result.ChangedInstances).OrderBy(i => i.No).ToList();
        _cases[number] = new LoadedCase(result.Case, texts, instances);
        Keep(number, RuleBook.Handbook.For(result.Recorded ?? order).Verb, result);
        if (order is not TimersDue)
            _diary[number].Add(new(RuleBook.Handbook.For(result.Recorded ?? order).Verb, _now, actor, result.Recorded ?? order));
        _journal[number].AddRange(result.Journal);
        if (result.Case.Timers.Count > 0)
            _due.Enqueue(number, result.Case.Timers.Min(t => t.DueAt));
        foreach (var message in result.Outbox.Where(m => m.Kind == "command"))
            _orders.Enqueue((number, message));
    }

    private void Keep(string number, string verb, StepResult result)
    {
        if (!_events.TryGetValue(number, out var events))
            (_events[number], _notices[number], _diary[number], _journal[number]) = (events = [], [], [], []);
        foreach (var e in result.Events)
            events.Add(new(events.Count + 1, e.RecordedAt, e.HappenedAt, e.Actor.Id, verb, e.Event.Name, JsonSerializer.SerializeToElement(e.Event, e.Event.GetType(), CaseJson.Options)));
        _notices[number].AddRange(result.Notices.Select(n => new HistoryNotice(n.To, n.Template, _now, n.NotBefore, n.Arguments.GetValueOrDefault("also"))));
    }

    private IReadOnlyList<string> Attention(string number) =>
        [.. _cases[number].Instances.Where(i => i.Parked).Select(i => $"{i.DefinitionId}: {i.ParkedReason}")];

    private string NextNumber(string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{unit}-{_now.Year}-{_serials.GetValueOrDefault(unit) + 1:0000}");

    /// <summary>A refused registration leaves no gap.</summary>
    private void Count(string number) => _serials[number[..^10]] = int.Parse(number.AsSpan(number.LastIndexOf('-') + 1), CultureInfo.InvariantCulture);

    private void CarryOutOrders()
    {
        while (_orders.TryDequeue(out var waiting))
        {
            var (from, message) = waiting;
            var source = _cases[from];
            var order = (JsonObject)Filled(message.Payload["command"]!, source.Texts)!;
            if (message.Payload["senderAs"] is { } member)
                order[member.GetValue<string>()] = from;
            var command = (Register)order.Deserialize(RuleBook.Handbook.For(message.Payload["verb"]!.GetValue<string>())!.CommandType, CaseJson.Options)!;
            var number = NextNumber(command.ReceivedBy!);
            var blank = new Case { Key = new CaseKey(source.Case.Key.Root, Guid.CreateVersion7(_now)), ReceivedAt = _now };
            Run(number, new LoadedCase(blank, new Dictionary<int, string>(), []), command, Actor.System);
            Count(number);
            if (message.Payload["answer"] is not null)
                Run(from, _cases[from], new RecordSplitPart(number), Actor.System);
        }
    }

    private static JsonNode? Filled(JsonNode? node, IReadOnlyDictionary<int, string> texts) => node switch
    {
        JsonObject { Count: 1 } text when text["$text"] is { } id => texts[id.GetValue<int>()],
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Filled(m.Value, texts)))),
        JsonArray list => new JsonArray(list.Select(item => Filled(item, texts)).ToArray()),
        _ => node?.DeepClone(),
    };

    private static CaseGlance Glance(Case c) => new(
        c.Number!, c.State, c.Flags.Sealed, c.Holder, c.HandlingUnit,
        c.Clocks.Where(k => k.IsRunning && k.Code is "CLK-HANDLE60" or "internalTarget").Select(k => k.DueAt).Max(), [.. c.Links.Select(l => l.Number)]);

    private static bool ConcernsTheCheck(Case c) => c.AccountabilityRecords.Any(r => r.IsOpen) || Triggers.Daily(c).Any();

    private static DateTimeOffset NextCheckAfter(DateTimeOffset moment)
    {
        var today = Local.At(Local.DateOf(moment), DailyCheck.Hour);
        return moment < today ? today : today.AddDays(1);
    }

    private static DefinitionVersion Published(string json)
    {
        var ids = JsonDocument.Parse(json).RootElement;
        return new(ids.GetProperty("id").GetString()!, ids.GetProperty("definitionId").GetString()!, 1, true, true, json);
    }
}
