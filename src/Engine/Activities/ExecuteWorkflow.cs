using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Runs another definition as an instance of its own, inside the same burst up to its first rest.</summary>
internal sealed class ExecuteWorkflow : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.ExecuteWorkflow")
    {
        Waits = true, DisplayName = "Execute workflow", Category = "Composition", Inputs = ChildWorkflow.Inputs, Outputs = [new("Result", "Object")],
    };

    public override bool CompletesByItself => false;

    /// <summary>What was asked for stays asked; a changed question is put next time.</summary>
    public override bool Moved(ActivityContext context, GraphNode was, IReadOnlyList<Bookmark> waits) => true;

    internal override string? Fit(ActivityContext context, GraphNode was) =>
        context.Node.Reads(was, "WorkflowDefinitionId") ? null : MoveObstacles.CallsOther;

    public override void Execute(ActivityContext context)
    {
        var definitionId = context.Input<string>("WorkflowDefinitionId") ?? "";
        var correlationId = context.Input<string>("CorrelationId");
        var waits = context.Input<bool>("WaitForCompletion");
        var input = ChildWorkflow.InputFor(context);
        if (context.Burst.Environment.Published is not { } published)
        {
            Ask(context, definitionId, input, correlationId, waits);
            return;
        }
        var graph = published(definitionId)
                    ?? throw new EngineFault(FaultCodes.DefinitionNotFound, $"No workflow definition '{definitionId}' is published.");
        var child = context.Burst.RunChild(graph, ChildWorkflow.NewInstanceId(context), input, correlationId);
        if (waits && child.Status == WorkflowStatus.Running)
        {
            context.CreateBookmark(Stimulus.Child(child.InstanceId), "ended", name: "Elsa.ExecuteWorkflow");
            return;
        }
        context.SetOutput("Result", ChildWorkflow.ResultOf(child));
        context.Complete();
    }

    /// <summary>Without definitions at hand the child is started by the host after the commit.</summary>
    private static void Ask(
        ActivityContext context, string definitionId, Dictionary<string, object?> input, string? correlationId, bool waits)
    {
        var id = ChildWorkflow.NewInstanceId(context);
        context.Burst.Effects.Add(new ChildStartRequested(context.InstanceId, definitionId, id, input, correlationId, waits));
        if (waits) context.CreateBookmark(Stimulus.Child(id), "ended", name: "Elsa.ExecuteWorkflow");
        else context.Complete();
    }

    /// <summary>Elsa converts the child's output into the result's type, of which it has no member: the result is an empty one.</summary>
    public override void Resume(ActivityContext context, Bookmark bookmark, string callback)
    {
        context.SetOutput("Result", ChildWorkflow.ResultOf(null));
        context.Complete();
    }
}
