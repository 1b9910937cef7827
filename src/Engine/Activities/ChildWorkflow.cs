namespace Petitions.Engine.Activities;

/// <summary>What the activities that run other workflows have in common.</summary>
internal static class ChildWorkflow
{
    public static readonly IReadOnlyList<InputDescriptor> Inputs =
    [
        new("WorkflowDefinitionId", "String") { DisplayName = "Workflow definition", UiHint = "workflow-definition-picker" },
        new("CorrelationId", "String") { Order = 1 },
        new("Input", "ObjectDictionary") { Order = 2, UiHint = "dictionary", DefaultSyntax = "Object" },
        new("WaitForCompletion", "Boolean") { Order = 3, UiHint = "checkbox" },
    ];

    /// <summary>What the child is given: the input, and who its parent is.</summary>
    public static Dictionary<string, object?> InputFor(ActivityContext context)
    {
        var input = new Dictionary<string, object?>(context.Input<IReadOnlyDictionary<string, object?>>("Input") ?? new Dictionary<string, object?>());
        input["ParentInstanceId"] = context.InstanceId;
        return input;
    }

    public static string NewInstanceId(ActivityContext context) =>
        context.Burst.Environment.ChildInstanceId(context.InstanceId, context.Burst.NextNumber());

    /// <summary>What the result of ExecuteWorkflow looks like, member by member as in Elsa, which leaves two of them empty.</summary>
    public static ResultRecord ResultOf(WorkflowState? child) => new()
    {
        ["WorkflowDefinitionVersionId"] = null,
        ["WorkflowInstanceId"] = child?.InstanceId,
        ["CorrelationId"] = null,
        ["Status"] = (child?.Status ?? WorkflowStatus.Running).ToString(),
        ["SubStatus"] = (child?.SubStatus ?? WorkflowSubStatus.Pending).ToString(),
        ["Output"] = child?.Output,
    };
}
