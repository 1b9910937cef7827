using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Has another definition started after the commit; goes on at once, or when the child has ended.</summary>
internal sealed class DispatchWorkflow : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.DispatchWorkflow")
    {
        Waits = true, DisplayName = "Dispatch workflow", Category = "Composition", Inputs = ChildWorkflow.Inputs, Outputs = [new("Result", "Object")],
    };

    public override bool CompletesByItself => false;

    /// <summary>What was asked for stays asked; a changed question is put next time.</summary>
    public override bool Moved(ActivityContext context, GraphNode was, IReadOnlyList<Bookmark> waits) => true;

    internal override string? Fit(ActivityContext context, GraphNode was) =>
        context.Node.Reads(was, "WorkflowDefinitionId") ? null : MoveObstacles.CallsOther;

    public override void Execute(ActivityContext context)
    {
        var definitionId = context.Input<string>("WorkflowDefinitionId") ?? "";
        if (context.Burst.Environment.Published is { } published && published(definitionId) is null)
            throw new EngineFault(FaultCodes.DefinitionNotFound, $"No workflow definition '{definitionId}' is published.");
        var waits = context.Input<bool>("WaitForCompletion");
        var id = ChildWorkflow.NewInstanceId(context);
        context.Burst.Effects.Add(new ChildStartRequested(
            context.InstanceId, definitionId, id, ChildWorkflow.InputFor(context), context.Input<string>("CorrelationId"), waits));
        if (waits) context.CreateBookmark(Stimulus.Child(id), "ended", name: "Elsa.DispatchWorkflow");
        else context.Complete();
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, string callback)
    {
        context.SetOutput("Result", context.ResumeInput("WorkflowOutput"));
        context.Complete();
    }
}
