using System.Text.Json;
using Petitions.Cases;
using Petitions.Tests.Unit.Cases;
using Xunit;
using TaskStatus = Petitions.Cases.TaskStatus;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>
/// One case in memory with the whole handbook, the shipped reference data and the shipped workflows: every order goes the way of the product,
/// offers included. Fails at once when a workflow parks, unless the test says that it may.
/// </summary>
public sealed class Desk(Visits visits, string moment, IReadOnlyDictionary<string, string>? changed = null)
{
    private WorkflowLibrary _library = Shipped.Library(changed);
    private readonly List<WorkflowInstance> _instances = [];
    private readonly List<JournalRow> _journal = [];
    private readonly List<Notice> _notices = [];
    private readonly List<CaseEvent> _events = [];
    private Dictionary<int, string> _texts = [];

    public DateTimeOffset Now { get; private set; } = Paper.At(moment);

    public Case Case { get; private set; } = new()
    {
        Key = new CaseKey("ENT", new Guid("0190a0a0-0000-7000-8000-000000000001")), ReceivedAt = Paper.At(moment),
    };

    /// <summary>A design of the test may fail; else a parked workflow ends the test.</summary>
    public bool MayPark { get; init; }

    public Dictionary<string, CaseGlance> Others { get; } = [];
    public IReadOnlyList<WorkflowInstance> Instances => _instances;
    public IReadOnlyList<Notice> Notices => _notices;
    public IReadOnlyList<CaseEvent> Events => _events;
    public IEnumerable<CaseTask> OpenTasks => Case.Tasks.Where(t => t.Status == TaskStatus.Open);

    /// <summary>Nodes at which running instances of a definition wait.</summary>
    public IReadOnlyList<string> Waits(string definition) =>
        [.. Running(definition).SelectMany(i => i.Bookmarks).Select(b => b.ActivityId).Distinct().Order(StringComparer.Ordinal)];

    public IEnumerable<WorkflowInstance> Running(string definition) => _instances.Where(i => i.DefinitionId == definition && i.Status == "Running");

    public Desk Give(Command command, string staff, string at) => Give(command, Staff(staff), Paper.At(at));

    public Desk Give(Command command, string staff, DateTimeOffset at) => Give(command, Staff(staff), at);

    public Desk Give(Command command, Actor actor, string at) => Give(command, actor, Paper.At(at));

    public Desk Give(Command command, Actor actor, DateTimeOffset at)
    {
        var copy = JsonSerializer.Deserialize<Case>(JsonSerializer.Serialize(Case, CaseJson.Options), CaseJson.Options)!;
        var loaded = new LoadedCase(copy, _texts, [.. _instances]);
        Keep(CaseStep.Run(new StepInput(loaded, command, actor, at, Seeds.Reference, _library, null, Others), MoveOn.Book));
        Now = at > Now ? at : Now;
        return this;
    }

    /// <summary>The code of the refusal that the order meets; nothing of it is left.</summary>
    public string Refuses(Command command, string staff, string at) => Assert.Throws<Refused>(() => { Give(command, staff, at); }).Code;

    /// <summary>Lets time pass; every timer fires at its own moment.</summary>
    public Desk PassTo(string to)
    {
        var end = Paper.At(to);
        while (Case.Timers.Where(t => t.DueAt <= end).Select(t => (DateTimeOffset?)t.DueAt).Min() is { } next)
            Give(new TimersDue(), Actor.System, next > Now ? next : Now);
        Now = end;
        return this;
    }

    /// <summary>Publishes a second version of a definition beside the first, on which the running workflows stay.</summary>
    public Desk Publish(string definition, params (string From, string To)[] strokes)
    {
        var json = strokes.Aggregate(changed?.GetValueOrDefault(definition) ?? Shipped.Json(definition), (drawn, s) => Changed(drawn, s)).Replace($"\"{definition}-v1\"", $"\"{definition}-v2\"", StringComparison.Ordinal);
        _library = new([.. _library.Versions.Select(v => v.DefinitionId == definition ? v with { IsPublished = false, IsLatest = false } : v), new(definition + "-v2", definition, 2, true, true, json)]);
        return this;
    }

    /// <summary>What moving the first running workflow of a definition to its second version would do.</summary>
    public MoveOutlook Look(string definition, string at) => WorkflowMoves.Look(
        new LoadedCase(Case, _texts, [.. _instances]), Running(definition).First().No, definition + "-v2", Seeds.Reference, _library, Paper.At(at));

    public Desk Move(string definition, string at, bool back = false)
    {
        var (no, one, two) = (Running(definition).First().No, definition + "-v1", definition + "-v2");
        return Give(back ? new MoveWorkflowBack(no, two, one, 7) : new MoveWorkflow(no, one, two, 7), Actor.System, at);
    }

    private static string Changed(string drawn, (string From, string To) stroke) =>
        drawn.Contains(stroke.From, StringComparison.Ordinal) ? drawn.Replace(stroke.From, stroke.To, StringComparison.Ordinal) : throw new ArgumentException(stroke.From);

    /// <summary>The step of the ladder and the local moment at which it is expected, of those that the drawing brings forward.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> ExpectedRungs() => LadderOutlook.Of(Case, _instances, _library, Seeds.Reference, Now)
        .ToDictionary(e => Case.Ladder.Single(r => r.No == e.Key).Step, e => e.Value);

    /// <summary>The state changes by a way that is no verb of the process under test.</summary>
    public Desk MovesTo(CaseState state, string at) => Give(new MoveOn(state), Actor.System, at);

    /// <summary>The case has come to its end: no workflow waits, none is parked, no step of one is open.</summary>
    public Desk IsAtRest(CaseState state)
    {
        Assert.Equal(state, Case.State);
        Assert.Equal([], _instances.Where(i => i.Parked || i.Status == "Running").Select(i => $"{i.DefinitionId} at {string.Join(", ", Waits(i.DefinitionId))}"));
        Assert.Equal([], OpenTasks.Where(t => t.Instance is not null).Select(t => t.Kind));
        return this;
    }

    /// <summary>What is seen on looking into an instance, with its own state or another.</summary>
    public InstanceInside Inside(int no, string? state = null)
    {
        var instance = _instances.First(i => i.No == no);
        return InstanceInside.Of(_library, instance.DefinitionVersionId, state is null ? instance.State : System.Text.Encoding.UTF8.GetBytes(state));
    }

    /// <summary>Everything that a definition waits for is exactly this.</summary>
    public Desk WaitsAt(string definition, params string[] nodes)
    {
        Assert.Equal(string.Join(' ', nodes.Order(StringComparer.Ordinal)), string.Join(' ', Waits(definition)));
        return this;
    }

    private static Actor Staff(string id) => Seeds.Reference.Person(id) is { } p ? new Actor(p.Id, p.Roles, p.Unit) : throw new ArgumentException(id);

    private void Keep(StepResult result)
    {
        Case = result.Case;
        Case.Number ??= "NQ-2026-0001";
        _texts = _texts.Concat(result.Texts.Select(t => KeyValuePair.Create(t.Id, t.Value))).GroupBy(t => t.Key).ToDictionary(g => g.Key, g => g.Last().Value);
        _instances.RemoveAll(i => result.ChangedInstances.Any(c => c.No == i.No));
        _instances.AddRange(result.ChangedInstances);
        _instances.Sort((a, b) => a.No.CompareTo(b.No));
        _journal.AddRange(result.Journal);
        _notices.AddRange(result.Notices);
        _events.AddRange(result.Events.Select(e => e.Event));
        foreach (var rows in result.Journal.GroupBy(row => row.Instance))
            visits.Keep(_instances.Single(i => i.No == rows.Key).DefinitionId, rows);
        if (!MayPark)
            Assert.Equal("", string.Join('\n', _instances.Where(i => i.Parked).Select(i => $"{i.DefinitionId}: {i.ParkedReason}")));
    }
}
