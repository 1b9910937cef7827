using System.Text.Json;
using Petitions.Cases;
using Petitions.Cases.Activities;
using Petitions.Engine;
using Petitions.Engine.Definition;
using Petitions.Tests.Unit.Cases;

namespace Petitions.Tests.Bench;

/// <summary>
/// A claim of a resident, registered and accepted, with the shipped reference data and workflows: the head has just named the handler, and the
/// shipped petition workflow goes on from there to the handler's own step.
/// </summary>
internal sealed class CaseInHand
{
    private static readonly DateTimeOffset Received = new(2026, 2, 25, 10, 15, 0, TimeSpan.FromHours(8));

    private readonly List<WorkflowInstance> _instances = [];
    private IReadOnlyDictionary<int, string> _texts = new Dictionary<int, string>();
    private Case _case = new() { Key = new CaseKey("ENT", new Guid("0190a0a0-0000-7000-8000-000000000001")), ReceivedAt = Received };

    public CaseInHand()
    {
        Give(
            new Register
            {
                Channel = "web", Category = "A8", Text = "停车费重复扣了半年,请退还。", Title = "停车费重复扣", Location = "NQ-S2-B01",
                People = [new NamedPerson("petitioner", "柳青", "10000000001")],
            }, "STF-008", Received);
        Give(new Accept(NoticeServed: new ServiceProof(Documents.Signed, "签收")), "STF-011", Received.AddDays(5));
        var petition = _instances.Single(i => i.DefinitionId == "petition");
        State = petition.State;
        Bookmark = petition.Bookmarks.Single(b => b.ActivityId == "assign").Id;
        Graph = Library.Graph(petition.DefinitionVersionId)!;
        Now = Received.AddDays(5).AddHours(1);
        Give(new AssignHandler("STF-029"), "STF-007", Now);
        (_tasks, _timers) = (_case.Tasks.Count, _case.Timers.Count);
    }

    private readonly int _tasks;
    private readonly int _timers;

    public static WorkflowLibrary Library { get; } = new(Directory.GetFiles(Path.Combine(Seeds.Folder, "../workflows"), "*.json").Select(file =>
    {
        var definition = DefinitionReader.Read(File.ReadAllText(file));
        return new DefinitionVersion(definition.Id, definition.DefinitionId, definition.Version, true, true, File.ReadAllText(file));
    }));

    public WorkflowGraph Graph { get; }

    /// <summary>State of the petition workflow before the burst, as it is stored.</summary>
    public byte[] State { get; }

    public string Bookmark { get; }
    public DateTimeOffset Now { get; }

    public Dictionary<string, object?> Answer { get; } = new() { [OfferActivity.VerbGiven] = "assignHandler", ["result"] = null };

    /// <summary>What a burst of this case may know, exactly as in the product.</summary>
    public BurstEnvironment Environment()
    {
        var step = new StepContext(_case, Actor.System, Now, Now, Seeds.Reference, RuleBook.Handbook, _texts, new Dictionary<string, CaseGlance>());
        var instances = new CaseInstances(step, new LoadedCase(_case, _texts, _instances), Library);
        return new CaseBursts(step, instances, Library, RuleBook.Handbook) { Published = (_, _) => { } }.Environment();
    }

    /// <summary>Takes back what a burst asked of the case, so that the next one finds it as it was.</summary>
    public void PutBack()
    {
        _case.Tasks.RemoveRange(_tasks, _case.Tasks.Count - _tasks);
        _case.Timers.RemoveRange(_timers, _case.Timers.Count - _timers);
    }

    private void Give(Command command, string staff, DateTimeOffset at)
    {
        var person = Seeds.Reference.Person(staff)!;
        var copy = JsonSerializer.Deserialize<Case>(JsonSerializer.Serialize(_case, CaseJson.Options), CaseJson.Options)!;
        var result = CaseStep.Run(new StepInput(
            new LoadedCase(copy, _texts, [.. _instances]), command, new Actor(person.Id, person.Roles, person.Unit), at, Seeds.Reference, Library, null,
            new Dictionary<string, CaseGlance>()));
        _case = result.Case;
        _case.Number ??= "NQ-2026-0001";
        _texts = _texts.Concat(result.Texts.Select(t => KeyValuePair.Create(t.Id, t.Value))).GroupBy(t => t.Key).ToDictionary(g => g.Key, g => g.Last().Value);
        _instances.RemoveAll(i => result.ChangedInstances.Any(c => c.No == i.No));
        _instances.AddRange(result.ChangedInstances);
    }
}
