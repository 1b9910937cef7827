using Petitions.Engine;
using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Engine;

public sealed class ChildWorkflowTests
{
    private static readonly WorkflowGraph Child = Draw.Graph(
        Draw.Sequence(Draw.Event("cev", "ChildGo"), Draw.Node("so", "SetOutput", ("outputName", Draw.Literal("Y")), ("outputValue", Draw.Literal(5)))));

    private static WorkflowGraph Parent(string type) => Draw.Graph(Draw.Sequence(
        Draw.Node("ex", type, ("workflowDefinitionId", Draw.Literal("d")), ("waitForCompletion", Draw.Literal(true))), Draw.Line("after")));

    private static readonly BurstEnvironment WithChild = Draw.Now with { Published = id => id == "d" ? Child : null };

    [Fact]
    public void ExecuteWorkflow_runs_the_child_in_the_same_burst_and_waits_for_it()
    {
        var parent = Parent("ExecuteWorkflow");
        var first = Draw.Start(parent, WithChild);
        var child = Assert.Single(first.Children);
        Assert.Equal(("i1", WorkflowSubStatus.Suspended), (child.ParentInstanceId, child.SubStatus));
        var ended = Assert.Single(Interpreter.Resume(Child, child, child.Bookmarks[0].Id, null, WithChild).Effects.OfType<ChildEnded>());
        var second = Interpreter.ResumeParent(parent, first.State, ended, WithChild);
        Assert.Equal(["after"], Draw.Lines(second));
    }

    [Fact]
    public void DispatchWorkflow_asks_for_the_child_and_its_result_is_the_childs_output()
    {
        var parent = Parent("DispatchWorkflow");
        var first = Draw.Start(parent, WithChild);
        var order = Assert.Single(first.Effects.OfType<ChildStartRequested>());
        Assert.Equal("i1", order.Input["ParentInstanceId"]);
        var ended = new ChildEnded(order.ChildInstanceId, "i1", WorkflowSubStatus.Finished, new Dictionary<string, object?> { ["Y"] = 5L });
        Assert.Equal(WorkflowSubStatus.Finished, Interpreter.ResumeParent(parent, first.State, ended, WithChild).State.SubStatus);
    }

    [Fact]
    public void A_parent_is_not_woken_by_a_child_that_is_not_its_own()
    {
        var parent = Parent("DispatchWorkflow");
        var ended = new ChildEnded("stranger", "i1", WorkflowSubStatus.Finished, new Dictionary<string, object?>());
        Assert.False(Interpreter.ResumeParent(parent, Draw.Start(parent, WithChild).State, ended, WithChild).Ran);
    }

    [Fact]
    public void A_definition_that_is_not_published_faults_the_parent()
    {
        var result = Draw.Start(Parent("ExecuteWorkflow"), Draw.Now with { Published = _ => null });
        Assert.Equal(FaultCodes.DefinitionNotFound, Assert.Single(result.State.Incidents).Code);
    }

    [Fact]
    public void A_workflow_that_executes_itself_without_end_faults()
    {
        var self = Draw.Graph(Draw.Node("ex", "ExecuteWorkflow", ("workflowDefinitionId", Draw.Literal("d"))));
        var result = Draw.Start(self, Draw.Now with { Published = _ => self });
        Assert.Contains(result.Children, c => c.Incidents.Exists(i => i.Code == FaultCodes.Nesting));
    }

    [Fact]
    public void BulkDispatchWorkflows_starts_one_child_per_item_and_waits_for_all()
    {
        var parent = Draw.Graph(Draw.Flowchart(
            [
                Draw.Node("b", "BulkDispatchWorkflows", ("workflowDefinitionId", Draw.Literal("d")), ("items", Draw.Script("['x', {A: 1}]")),
                    ("correlationIdFunction", Draw.Script("'c-' + JSON.stringify(getItem())"))),
                Draw.Line("all"),
            ], "b.Completed -> all"));
        var result = Draw.Start(parent, WithChild);
        var orders = result.Effects.OfType<ChildStartRequested>().ToList();
        Assert.Equal(["c-\"x\"", "c-{\"A\":1}"], orders.Select(o => o.CorrelationId));
        Assert.Equal(("x", 1L), (orders[0].Input["Item"], orders[1].Input["A"]));
        foreach (var order in orders)
            result = Interpreter.ResumeParent(parent, result.State, new ChildEnded(order.ChildInstanceId, "i1", WorkflowSubStatus.Finished, new Dictionary<string, object?>()), WithChild);
        Assert.Equal(["all"], Draw.Lines(result));
        Assert.Equal(WorkflowSubStatus.Finished, result.State.SubStatus);
    }
}
