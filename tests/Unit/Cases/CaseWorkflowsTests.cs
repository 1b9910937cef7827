using System.Text.Json;
using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>How a case and its workflows meet, on a toy rule book with two verbs and small definitions.</summary>
public sealed class CaseWorkflowsTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, Local.Offset);

    [Fact]
    public void Registering_a_case_starts_the_workflow_and_opens_its_first_task()
    {
        var desk = new ToyDesk(Offering("Petitions.AssignHandler"));
        desk.Give(new Register());
        var task = Assert.Single(desk.OpenTasks);
        Assert.Equal(["assignHandler"], task.Offers);
        Assert.Equal(1, task.Instance);
    }

    [Fact]
    public void A_main_verb_that_no_task_offers_is_refused_with_what_is_offered()
    {
        var desk = new ToyDesk(Offering("Petitions.AssignHandler"));
        desk.Give(new Register());
        var refused = Assert.Throws<Refused>(() => desk.Give(new Close("estate")));
        Assert.Equal("NOT_OFFERED", refused.Code);
        Assert.Contains("assignHandler", (string)refused.Arguments[1]!);
    }

    [Fact]
    public void The_rules_own_refusal_comes_before_not_offered()
    {
        var desk = new ToyDesk(Offering("Petitions.AssignHandler"));
        desk.Give(new Register());
        Assert.Equal("ENDING_MISSING", Assert.Throws<Refused>(() => desk.Give(new Close(null))).Code);
    }

    [Fact]
    public void Giving_the_offered_verb_ends_the_task_and_the_workflow_goes_on()
    {
        var desk = new ToyDesk(Offering("Petitions.AssignHandler"));
        desk.Give(new Register());
        desk.Give(new AssignHandler("STF-001"));
        Assert.Empty(desk.OpenTasks);
        Assert.Equal("Finished", desk.Instances.Single().SubStatus);
    }

    [Fact]
    public void A_step_whose_verbs_became_impossible_is_left_by_changed()
    {
        var desk = new ToyDesk(Offering("Petitions.AssignHandler"));
        desk.Give(new Register());
        desk.Give(new Withdraw(null));
        Assert.Empty(desk.OpenTasks);
        Assert.Contains(desk.Journal, j => j.Payload?.Contains("Changed") == true);
    }

    [Fact]
    public void A_fault_parks_the_workflow_and_leaves_the_persons_command_standing()
    {
        var desk = new ToyDesk(Flow("""{"id":"boom","type":"Elsa.Fault","version":1,"message":{"typeName":"String","expression":{"type":"Literal","value":"broken"}}}""", "boom"));
        desk.Give(new Register());
        Assert.Equal(CaseState.Registered, desk.Case.State);
        Assert.Equal([1], desk.Case.ParkedInstances);
        Assert.True(desk.Instances.Single().Parked);
        Assert.Contains("broken", desk.Instances.Single().ParkedReason);
    }

    [Fact]
    public void A_refused_order_of_a_step_parks_it_and_leaves_nothing_of_the_order_behind()
    {
        var desk = new ToyDesk(Flow("""{"id":"s","type":"Petitions.OpenSupervision","version":1}""", "s"));
        desk.Give(new Register());
        Assert.Equal([1], desk.Case.ParkedInstances);
        Assert.DoesNotContain(desk.Events, e => e is HalfDone);
        Assert.Empty(desk.Case.Links);
    }

    [Fact]
    public void Running_a_step_twice_on_the_same_state_gives_the_same_result()
    {
        var one = new ToyDesk(Offering("Petitions.AssignHandler"));
        var two = new ToyDesk(Offering("Petitions.AssignHandler"));
        one.Give(new Register());
        two.Give(new Register());
        Assert.Equal(JsonSerializer.Serialize(one.Case, CaseJson.Options), JsonSerializer.Serialize(two.Case, CaseJson.Options));
        Assert.Equal(one.Instances.Single().State, two.Instances.Single().State);
    }

    [Fact]
    public void A_workflow_whose_drawing_is_lost_is_parked_and_the_right_of_the_petitioner_stands()
    {
        var desk = new ToyDesk(Offering("Petitions.AssignHandler"));
        desk.Give(new Register());
        desk.Lose();
        desk.Give(new Withdraw(null));
        Assert.Equal(CaseState.Withdrawn, desk.Case.State);
        Assert.Equal([1], desk.Case.ParkedInstances);
        Assert.Contains("toy-v1 is not stored", desk.Instances.Single().ParkedReason);
    }

    [Fact]
    public void A_workflow_whose_state_cannot_be_read_is_parked_and_can_be_ended()
    {
        var desk = new ToyDesk(Offering("Petitions.AssignHandler"));
        desk.Give(new Register());
        desk.Instances[0] = desk.Instances[0] with { State = "{}"u8.ToArray() };
        desk.Give(new AssignHandler("STF-001"));
        Assert.True(desk.Instances.Single().Parked);
        desk.Give(new CancelWorkflow(1, new Words("状态损坏")));
        Assert.Equal((false, "Cancelled"), (desk.Instances.Single().Parked, desk.Instances.Single().SubStatus));
        Assert.Empty(desk.Case.ParkedInstances);
    }

    [Fact]
    public void A_lost_workflow_that_is_found_again_goes_on_where_it_stood_when_it_is_retried()
    {
        var desk = new ToyDesk(Offering("Petitions.AssignHandler"));
        desk.Give(new Register());
        desk.Lose();
        desk.Give(new AssignHandler("STF-001"));
        Assert.True(desk.Instances.Single().Parked);
        desk.Find();
        desk.Give(new RetryWorkflow(1));
        Assert.Equal((false, "Running"), (desk.Instances.Single().Parked, desk.Instances.Single().Status));
        Assert.NotEmpty(desk.Instances.Single().Bookmarks);
    }

    private static string Offering(string type) => Flow($$"""{"id":"step","type":"{{type}}","version":1}""", "step");

    private static string Flow(string activity, string id) => $$$"""
        {"id":"toy-v1","definitionId":"toy","name":"toy","version":1,"isLatest":true,"isPublished":true,
         "root":{"id":"f","type":"Elsa.Flowchart","version":1,"activities":[
           {"id":"start","type":"Petitions.Register","version":1,"customProperties":{"canStartWorkflow":true}}, {{{activity}}} ],
          "connections":[{"source":{"activity":"start","port":"Done"},"target":{"activity":"{{{id}}}","port":"In"}}]}}
        """;

    private sealed record HalfDone : CaseEvent
    {
        protected internal override void ApplyTo(Case c) => c.Links.Add(new CaseLink("related", "half", null, null, null));
    }

    private sealed record Born : CaseEvent
    {
        public override IReadOnlyList<string> Signals => ["registered"];

        protected internal override void ApplyTo(Case c) => c.State = CaseState.Registered;
    }

    private sealed record Gone : CaseEvent
    {
        protected internal override void ApplyTo(Case c) => c.State = CaseState.Withdrawn;
    }

    private sealed class ToyDesk(string definition)
    {
        private static readonly Actor Clerk = new("STF-900", [Roles.Intake, Roles.UnitHead], "A");
        private WorkflowLibrary _library = new([new DefinitionVersion("toy-v1", "toy", 1, true, true, definition)]);
        private readonly RuleBook _book = Book();

        public Case Case { get; private set; } = new() { Key = new CaseKey("A", new Guid("0190a0a0-0000-7000-8000-000000000001")), ReceivedBy = "A", Holder = "A", HandlingUnit = "A" };
        public List<WorkflowInstance> Instances { get; } = [];
        public List<CaseEvent> Events { get; } = [];
        public List<JournalRow> Journal { get; } = [];
        public IEnumerable<CaseTask> OpenTasks => Case.Tasks.Where(t => t.Status == Petitions.Cases.TaskStatus.Open);

        /// <summary>The drawing on which the instances run is gone; another one is published.</summary>
        public void Lose() => _library = new([new DefinitionVersion("other-v1", "other", 1, true, true, definition.Replace("toy", "other", StringComparison.Ordinal))]);

        public void Find() => _library = new([new DefinitionVersion("toy-v1", "toy", 1, true, true, definition)]);

        public void Give(Command command)
        {
            var loaded = JsonSerializer.Deserialize<Case>(JsonSerializer.Serialize(Case, CaseJson.Options), CaseJson.Options)!;
            var result = CaseStep.Run(
                new StepInput(new LoadedCase(loaded, new Dictionary<int, string>(), Instances.ToList()), command, Clerk, Monday, Toy.Reference, _library, null, new Dictionary<string, CaseGlance>()),
                _book);
            Case = result.Case;
            Events.AddRange(result.Events.Select(e => e.Event));
            Journal.AddRange(result.Journal);
            foreach (var changed in result.ChangedInstances)
            {
                Instances.RemoveAll(i => i.No == changed.No);
                Instances.Add(changed);
            }
        }

        private static RuleBook Book()
        {
            var book = new RuleBook();
            book.On<Register>("register", VerbKind.Creates, "T02", [Roles.Intake], null, (step, _) => step.Raise(new Born()));
            book.On<AssignHandler>("assignHandler", VerbKind.Main, "T12", [Roles.UnitHead], [CaseState.Registered], (_, _) => { });
            book.On<Withdraw>("withdraw", VerbKind.Right, "T24", [Roles.Intake], null, (step, _) => step.Raise(new Gone()));
            book.On<RetryWorkflow>("retryWorkflow", VerbKind.Ambient, "W", [Roles.Intake], null, (_, _) => { });
            book.On<CancelWorkflow>("cancelWorkflow", VerbKind.Ambient, "W", [Roles.Intake], null, (_, _) => { });
            book.On<Close>("close", VerbKind.Main, "T19", [Roles.UnitHead], null, (_, order) =>
            {
                if (order.LevelOfSolution is null)
                    throw Refusals.EndingMissing();
            });
            book.On<DraftSupervisionOrder>("draft", VerbKind.System, "S", [], null, (step, _) =>
            {
                step.Raise(new HalfDone());
                throw Refusals.AlreadyAtTop();
            });
            return book;
        }
    }
}
