using Petitions.Engine;
using Xunit;

namespace Petitions.Tests.Unit.Engine;

public sealed class TriggersTests
{
    private static Dictionary<string, object?> Starting(Dictionary<string, object?> node)
    {
        node["customProperties"] = new { canStartWorkflow = true };
        return node;
    }

    [Fact]
    public void An_activity_that_can_start_the_workflow_is_indexed_by_what_starts_it()
    {
        var trigger = Assert.Single(Triggers.Of(Draw.Graph(Draw.Sequence(Starting(Draw.Event("ev", "Go")), Draw.Event("other", "Go"))), Draw.Now));
        Assert.Equal(("ev", Stimulus.Event("Go").Key), (trigger.ActivityId, trigger.Key));
    }

    [Fact]
    public void A_cron_trigger_knows_its_next_moment()
    {
        var node = Starting(Draw.Node("c", "Cron", ("cronExpression", Draw.Literal("0 30 9 * * MON-FRI"))));
        Assert.Equal(Draw.Noon.Date.AddDays(1).AddHours(9.5), Assert.Single(Triggers.Of(Draw.Graph(node), Draw.Now)).DueAt!.Value.UtcDateTime);
    }

    [Theory]
    [InlineData("every day")]
    [InlineData("0 61 * * * *")]
    [InlineData("* * *")]
    [InlineData("0 0 0 31 2 *")]
    public void A_cron_expression_that_means_nothing_is_refused(string expression)
    {
        var graph = Draw.Graph(Starting(Draw.Node("c", "Cron", ("cronExpression", Draw.Literal(expression)))));
        Assert.Equal(FaultCodes.Cron, Assert.Throws<EngineFault>(() => Triggers.Of(graph, Draw.Now)).Code);
    }

    [Fact]
    public void A_workflow_started_by_its_event_does_not_wait_for_it()
    {
        var graph = Draw.Graph(Draw.Sequence(Starting(Draw.Event("ev", "Go")), Draw.Line("w")));
        Assert.Equal(["w"], Draw.Lines(Interpreter.Start(graph, new StartRequest("i1") { TriggerActivityId = "ev" }, Draw.Now)));
        Assert.Empty(Draw.Lines(Draw.Start(graph)));
    }
}
