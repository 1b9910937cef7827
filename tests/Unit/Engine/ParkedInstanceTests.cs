using Petitions.Engine;
using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Engine;

/// <summary>A faulted instance keeps what it needs to go on.</summary>
public sealed class ParkedInstanceTests
{
    private static readonly WorkflowGraph Graph = Draw.Graph(
        Draw.Flowchart(
            [
                Draw.Node("s", "Start"), Draw.Node("d", "Delay", ("timeSpan", Draw.Literal("01:00:00"))),
                Draw.Say("w", "variables.Broken ? nope : 'fine'"), Draw.Line("after"),
            ], "s -> d", "s -> w", "w -> after"),
        ("variables", new[] { Draw.Variable("Broken", "Boolean", "true") }));

    private static WorkflowState Mended(WorkflowState state) => state with
    {
        Contexts = [.. state.Contexts.Select(c => c.Variables is null ? c : c with { Variables = new() { ["v-Broken"] = false } })],
    };

    [Fact]
    public void A_fault_leaves_an_incident_and_the_timer_away()
    {
        var result = Draw.Start(Graph);
        Assert.Equal(WorkflowSubStatus.Faulted, result.State.SubStatus);
        var incident = Assert.Single(result.State.Incidents);
        Assert.Equal(("w", FaultCodes.ScriptError), (incident.ActivityId, incident.Code));
        Assert.Single(result.State.Bookmarks);
        Assert.Empty(result.Effects.OfType<TimerSet>());
    }

    [Fact]
    public void A_parked_instance_is_not_resumed()
    {
        var state = Draw.Start(Graph).State;
        Assert.False(Interpreter.Resume(Graph, state, state.Bookmarks[0].Id, null, Draw.Now).Ran);
    }

    [Fact]
    public void A_retry_after_mending_goes_on_and_sets_the_timer_again()
    {
        var parked = WorkflowState.FromJson(Draw.Start(Graph).State.ToJson());
        var result = Interpreter.RetryFaulted(Graph, Mended(parked), parked.Incidents[0].ActivityInstanceId, Draw.Now);
        Assert.Equal(["fine", "after"], Draw.Lines(result));
        Assert.Equal(WorkflowSubStatus.Suspended, result.State.SubStatus);
        Assert.Single(result.Effects.OfType<TimerSet>());
        Assert.NotNull(Assert.Single(result.State.Incidents).ResolvedAt);
    }

    [Fact]
    public void A_retry_without_mending_parks_it_again()
    {
        var parked = Draw.Start(Graph).State;
        var result = Interpreter.RetryFaulted(Graph, parked, parked.Incidents[0].ActivityInstanceId, Draw.Now);
        Assert.Equal(WorkflowSubStatus.Faulted, result.State.SubStatus);
        Assert.Equal(2, result.State.Incidents.Count);
    }

    [Fact]
    public void Skipping_takes_the_activity_as_done()
    {
        var parked = Draw.Start(Graph).State;
        var result = Interpreter.SkipFaulted(Graph, parked, parked.Incidents[0].ActivityInstanceId, [], Draw.Now);
        Assert.Equal(["after"], Draw.Lines(result));
    }

    [Fact]
    public void A_child_that_was_parked_tells_its_parent_when_it_ends_after_all()
    {
        var graph = Draw.Graph(Draw.Say("w", "nope"));
        var parked = Interpreter.Start(graph, new StartRequest("i1.2") { ParentInstanceId = "i1" }, Draw.Now).State;
        var result = Interpreter.SkipFaulted(graph, parked, parked.Incidents[0].ActivityInstanceId, [], Draw.Now);
        Assert.Equal(WorkflowSubStatus.Finished, Assert.Single(result.Effects.OfType<ChildEnded>()).SubStatus);
    }

    [Fact]
    public void Only_a_faulted_activity_can_be_retried_or_skipped()
    {
        var waiting = Draw.Start(Draw.Graph(Draw.Event("ev", "Go")));
        var id = waiting.State.Bookmarks[0].ActivityInstanceId;
        Assert.False(Interpreter.RetryFaulted(Graph, waiting.State, id, Draw.Now).Ran);
        Assert.False(Interpreter.SkipFaulted(Graph, waiting.State, id, [], Draw.Now).Ran);
    }
}
