using Petitions.Cases;
using Petitions.Tests.Unit.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>A running case goes on by a newer drawing of its process, from where it stands.</summary>
public sealed class WorkflowMovesTests
{
    private static readonly (string, string) Two = ("\"value\": 4", "\"value\": 2");

    /// <summary>Somebody looks at the case between the community and the leader.</summary>
    private static readonly (string, string)[] AStepMore =
    [
        ("\"activity\": \"to-community\",\n          \"port\": \"Raised\"\n        },\n        \"target\": {\n          \"activity\": \"to-leader\"",
            "\"activity\": \"to-community\",\n          \"port\": \"Raised\"\n        },\n        \"target\": {\n          \"activity\": \"look\""),
        ("\"connections\": [", """ "connections": [{"source":{"activity":"look","port":"Done"},"target":{"activity":"to-leader","port":"In"}},"""),
        ("\"activities\": [", """ "activities": [{"id":"look","type":"Petitions.AssignTask","version":1,"metadata":{"displayText":"现场看一看"}},"""),
    ];

    [Fact]
    public void A_rung_shortened_from_four_working_days_to_two_rings_after_two_for_whoever_was_moved_and_the_added_step_follows()
    {
        var desk = AtTheCommunity().Publish("escalation", [Two, .. AStepMore]);
        var look = desk.Look("escalation", "2026-03-12 10:00");
        Assert.Equal((null, "升至社区（须处理）", "升至社区（须处理）"), (look.Why, Assert.Single(look.At), Assert.Single(look.Then)));
        Assert.Equal(new MovedMoment("rung", "rung2", Paper.At("2026-03-17 09:00"), Paper.At("2026-03-13 09:00")), Assert.Single(look.Moments));

        desk.Move("escalation", "2026-03-12 10:00").PassTo("2026-03-13 09:00").WaitsAt("escalation", "look");
        Assert.Equal(Paper.At("2026-03-13 09:00"), desk.Case.Ladder.Single(e => e is { Step: "rung2", FiredAt: not null }).FiredAt);
        Assert.Equal("escalation-v2", desk.Running("escalation").Single().DefinitionVersionId);
        Assert.Contains(desk.Events, e => e is WorkflowMoved { From: "escalation-v1", To: "escalation-v2", Order: 7 });

        AtTheCommunity().Publish("escalation", [Two, .. AStepMore]).PassTo("2026-03-16 09:00").WaitsAt("escalation", "to-community").PassTo("2026-03-17 09:00").WaitsAt("escalation", "to-leader");
    }

    /// <summary>Due on 11 March: the community after four working days, the leader after seven, the enterprise after twelve.</summary>
    [Fact]
    public void Rungs_that_still_wait_are_expected_when_the_drawing_of_the_case_lets_them_ring()
    {
        Assert.Empty(AtTheCommunity().ExpectedRungs());
        var moved = AtTheCommunity().Publish("escalation", ("\"value\": 7", "\"value\": 5"), ("\"value\": 12", "\"value\": 3"));
        Assert.Empty(moved.ExpectedRungs());
        moved.Move("escalation", "2026-03-12 10:00");
        // The enterprise is asked after the leader, whatever the drawing says: the road climbs rung by rung.
        Assert.Equal([("rung3", Paper.At("2026-03-18 09:00")), ("rung4", Paper.At("2026-03-18 09:00"))], moved.ExpectedRungs().Select(e => (e.Key, e.Value)).OrderBy(e => e.Key));
        Assert.Equal(Paper.At("2026-03-20 09:00"), moved.Case.Ladder.Single(e => e.Step == "rung3" && e.IsWaiting).DueAt);
        moved.PassTo("2026-03-17 10:00");
        Assert.DoesNotContain("rung3", moved.ExpectedRungs().Keys);
        Assert.Equal(Paper.At("2026-03-18 09:00"), moved.Case.Ladder.Single(e => e.Step == "rung3" && e.IsWaiting).DueAt);
    }

    [Fact]
    public void A_rung_that_would_have_rung_already_comes_on_the_next_working_day_and_never_after_its_old_day()
    {
        var late = AtTheCommunity().PassTo("2026-03-13 09:30").Publish("escalation", Two).Move("escalation", "2026-03-13 10:00");
        Assert.Equal(Paper.At("2026-03-16 09:00"), Rung(late));
        var last = AtTheCommunity().PassTo("2026-03-16 09:30").Publish("escalation", Two).Move("escalation", "2026-03-17 08:00");
        Assert.Equal(Paper.At("2026-03-17 09:00"), Rung(last));
    }

    [Fact]
    public void A_move_taken_back_gives_the_rung_its_old_day_and_the_workflow_its_old_drawing()
    {
        var desk = AtTheCommunity();
        var before = desk.Running("escalation").Single();
        desk.Publish("escalation", Two).Move("escalation", "2026-03-12 10:00").Move("escalation", "2026-03-12 11:00", back: true);
        var after = desk.Running("escalation").Single();
        Assert.Equal((before.DefinitionVersionId, before.Version), (after.DefinitionVersionId, after.Version));
        Assert.Equal(before.Bookmarks.Select(b => b.Key), after.Bookmarks.Select(b => b.Key));
        Assert.Equal(Paper.At("2026-03-17 09:00"), Rung(desk));
        desk.PassTo("2026-03-17 09:00").WaitsAt("escalation", "to-leader");
    }

    [Fact]
    public void Whoever_has_taken_a_step_since_is_not_taken_back()
    {
        var desk = AtTheCommunity().Publish("escalation", Two).Move("escalation", "2026-03-12 10:00").PassTo("2026-03-13 09:00");
        Assert.Equal(WorkflowMoves.WentOn, Why(() => desk.Move("escalation", "2026-03-13 10:00", back: true)));
    }

    [Fact]
    public void A_longer_rung_than_the_ladders_own_moves_nobody()
    {
        var desk = AtTheCommunity().Publish("escalation", ("\"value\": 4", "\"value\": 6"));
        Assert.Equal(("wouldFail", "升至社区（须处理）"), (desk.Look("escalation", "2026-03-12 10:00").Why, desk.Look("escalation", "2026-03-12 10:00").WhyStep));
        Assert.Equal("wouldFail", Why(() => desk.Move("escalation", "2026-03-12 10:00")));
        desk.PassTo("2026-03-17 09:00").WaitsAt("escalation", "to-leader");
    }

    [Fact]
    public void A_case_that_has_moved_on_since_it_was_looked_at_is_judged_as_it_stands_now()
    {
        var desk = AtTheCommunity().Publish("escalation", ("\"id\": \"to-leader\"", "\"id\": \"elsewhere\""), ("\"nodeId\": \"Workflow1:escalation-flow:to-leader\"", "\"nodeId\": \"x\""));
        Assert.Null(desk.Look("escalation", "2026-03-12 10:00").Why);
        desk.PassTo("2026-03-17 09:00");
        Assert.Equal("stepGone", Why(() => desk.Move("escalation", "2026-03-17 10:00")));
        Assert.Equal(("stepGone", "领导包案"), (desk.Look("escalation", "2026-03-17 10:00").Why, desk.Look("escalation", "2026-03-17 10:00").WhyStep));
    }

    [Fact]
    public void A_workflow_that_needs_attention_is_mended_before_it_is_moved()
    {
        var desk = new Desk(new Visits(), "2026-03-02 08:30", new Dictionary<string, string> { ["escalation"] = Shipped.Json("escalation").Replace("\"value\": 4", "\"value\": 6", StringComparison.Ordinal) }) { MayPark = true };
        Order(desk).PassTo("2026-03-12 09:00").Publish("escalation", ("\"value\": 6", "\"value\": 4"));
        var parked = desk.Instances.Single(i => i.Parked).No;
        Assert.Equal(WorkflowMoves.Parked, Why(() => desk.Give(new MoveWorkflow(parked, "escalation-v1", "escalation-v2", 7), Actor.System, "2026-03-12 10:00")));
    }

    [Fact]
    public void Nobody_but_the_system_moves_a_workflow() =>
        Assert.Equal("NOT_YOUR_ROLE", AtTheCommunity().Publish("escalation", Two).Refuses(new MoveWorkflow(2, "escalation-v1", "escalation-v2", 7), Road.Supervisor, "2026-03-12 10:00"));

    [Fact]
    public void A_changed_task_is_offered_anew_and_whoever_holds_it_keeps_it()
    {
        var desk = Claim().Publish("petition", ("\"value\": \"调查核实，提出处理意见\"", "\"value\": \"入户调查\""));
        var before = Task(desk);
        desk.Move("petition", "2026-03-03 09:00");
        Assert.Equal(("入户调查", Road.Handler, before.No), (Task(desk).TitleZh, Task(desk).Assignee, Task(desk).No));
        desk.Give(Road.Opinion(), Road.Handler, "2026-03-03 10:00").WaitsAt("petition", "sign");
    }

    [Fact]
    public void A_task_that_is_now_another_roles_goes_to_it_and_comes_back_with_the_move()
    {
        var desk = Claim();
        var (before, role) = (Task(desk), Shipped.Json("petition"));
        var at = role.IndexOf("\"id\": \"claim\"", StringComparison.Ordinal);
        var step = role[at..role.IndexOf("\"R-UNITHEAD\"", at, StringComparison.Ordinal)];
        desk.Publish("petition", (step, step.Replace("\"R-HANDLER\"", "\"R-MEDIATOR\"", StringComparison.Ordinal))).Move("petition", "2026-03-03 09:00");
        Assert.NotEqual((Roles.Handler, Road.Handler), (Task(desk).Role, Task(desk).Assignee));
        desk.Move("petition", "2026-03-03 10:00", back: true);
        Assert.Equal((before.Role, before.Unit, before.Assignee), (Task(desk).Role, Task(desk).Unit, Task(desk).Assignee));
    }

    [Fact]
    public void A_shorter_wait_does_not_end_while_a_right_of_the_petitioner_runs()
    {
        var desk = Claim(new() { ["closure"] = Waiting("60.00:00:00") });
        desk.Give(Road.Opinion(), Road.Handler, "2026-03-03 09:00").Give(new IssueOpinion("COM"), Road.HandlerHead, "2026-03-03 10:00").Give(new ServeOpinion(Road.Signed), Road.Clerk, "2026-03-03 11:00");
        desk.Publish("closure", ("60.00:00:00", "5.00:00:00")).Move("closure", "2026-03-04 09:00");
        var right = desk.Case.Clocks.Where(k => k is { Kind: ClockKind.Right, IsRunning: true }).Max(k => k.DueAt);
        Assert.Equal(right, desk.Running("closure").Single().Bookmarks.Single().DueAt);
        Assert.True(right > Paper.At("2026-03-08 11:00") && right < Paper.At("2026-05-02 11:00"));
    }

    [Fact]
    public void A_child_is_moved_while_its_parent_waits_for_it_and_the_parent_hears_of_its_end()
    {
        var desk = Claim(new() { ["closure"] = Waiting("90.00:00:00") });
        desk.Give(Road.Opinion(), Road.Handler, "2026-03-03 09:00").Give(new IssueOpinion("COM"), Road.HandlerHead, "2026-03-03 10:00").Give(new ServeOpinion(Road.Signed), Road.Clerk, "2026-03-03 11:00");
        desk.Publish("closure", ("90.00:00:00", "60.00:00:00")).Move("closure", "2026-03-04 09:00").WaitsAt("petition", "closure");
        // By the state of the case the parent calls it anew.
        Assert.Equal(2, desk.PassTo("2026-05-02 12:00").Instances.Count(i => i.DefinitionId == "closure"));
    }

    [Fact]
    public void A_parent_is_moved_while_its_child_runs_and_hears_of_its_end()
    {
        var desk = Claim(new() { ["closure"] = Waiting("2.00:00:00") });
        desk.Give(Road.Opinion(), Road.Handler, "2026-03-03 09:00").Give(new IssueOpinion("COM"), Road.HandlerHead, "2026-03-03 10:00").Give(new ServeOpinion(Road.Signed), Road.Clerk, "2026-03-03 11:00");
        desk.Publish("petition", ("\"value\": \"受理审核\"", "\"value\": \"审核\"")).WaitsAt("petition", "closure").Move("petition", "2026-03-04 09:00");
        Assert.Equal("petition-v2", desk.Running("petition").Single().DefinitionVersionId);
        Assert.Equal(2, desk.PassTo("2026-03-05 11:00").Instances.Count(i => i.DefinitionId == "closure"));
    }

    private static string Waiting(string span) => $$$$"""
        {"id":"closure-v1","definitionId":"closure","name":"closure","version":1,"isLatest":true,"isPublished":true,"root":{"id":"f","type":"Elsa.Flowchart","version":1,
         "activities":[{"id":"w","type":"Elsa.Delay","version":1,"timeSpan":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"{{{{span}}}}"}}}],"connections":[]}}
        """;

    private static string? Why(Action order) => Assert.Throws<Refused>(order) is { Code: "WORKFLOW_NOT_MOVABLE" } refused ? WorkflowMoves.ReasonOf(refused) : null;

    private static DateTimeOffset Rung(Desk desk) => desk.Case.Ladder.Single(e => e is { Step: "rung2", IsWaiting: true }).DueAt;

    private static CaseTask Task(Desk desk) => desk.OpenTasks.Single(t => t.Offers.Contains("submitOpinion"));

    /// <summary>A work order of seven working days, due on 11 March, one day over: the head has heard, the community is next.</summary>
    private static Desk AtTheCommunity() => Order(new Desk(new Visits(), "2026-03-02 08:30")).PassTo("2026-03-12 09:00").WaitsAt("escalation", "to-community");

    private static Desk Order(Desk desk) => desk.Give(Road.Entry("A9"), Road.Clerk, "2026-03-02 08:30")
        .Give(new Accept(), Road.Sorter, "2026-03-02 09:00").Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-02 10:00");

    private static Desk Claim(Dictionary<string, string>? changed = null) => new Desk(new Visits(), "2026-03-02 08:30", changed).Give(Road.Entry("A8"), Road.Clerk, "2026-03-02 08:30")
        .Give(new Accept(NoticeServed: Road.Signed), Road.Sorter, "2026-03-02 09:00").Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-02 10:00");
}
