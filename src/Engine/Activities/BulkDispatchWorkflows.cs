using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Starts one child for each item, and waits for all of them if it is told to.</summary>
internal sealed class BulkDispatchWorkflows : Activity
{
    private const string Open = "Open";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.BulkDispatchWorkflows")
    {
        Waits = true, DisplayName = "Bulk dispatch workflows", Category = "Composition",
        Ports =
        [
            new("ChildCompleted", PortKind.Embedded), new("ChildFaulted", PortKind.Embedded),
            new("Completed", PortKind.Flow), new("Canceled", PortKind.Flow), new("Done", PortKind.Flow),
        ],
        Inputs =
        [
            new("WorkflowDefinitionId", "String") { DisplayName = "Workflow definition", UiHint = "workflow-definition-picker" },
            new("Items", "Object") { UiHint = "multitext", DefaultSyntax = "Object", Order = 1 },
            new("DefaultItemInputKey", "String") { DefaultValue = "Item", Order = 2 },
            new("CorrelationIdFunction", "String") { AutoEvaluate = false, Order = 3 },
            new("Input", "ObjectDictionary") { UiHint = "dictionary", DefaultSyntax = "Object", Order = 4 },
            new("WaitForCompletion", "Boolean") { UiHint = "checkbox", DefaultValue = true, Order = 5 },
        ],
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
        var items = context.Input("Items") as IReadOnlyList<object?> ?? [];
        var waits = context.Input<bool>("WaitForCompletion") && items.Count > 0;
        foreach (var item in items) Dispatch(context, definitionId, item, waits);
        context.Properties[Open] = (long)items.Count;
        if (waits) context.CreateBookmark(Stimulus.AnyChild, "ended", name: "Elsa.BulkDispatchWorkflows", autoBurn: false);
        else context.CompleteBy(["Done"]);
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, string callback)
    {
        context.Properties[Open] = Values.As<long>(context.Properties.GetValueOrDefault(Open)) - 1;
        var handler = context.ResumeInput("WorkflowSubStatus") switch
        {
            nameof(WorkflowSubStatus.Faulted) => context.Node.Child("ChildFaulted"),
            nameof(WorkflowSubStatus.Finished) => context.Node.Child("ChildCompleted"),
            _ => null,
        };
        context.Schedule(handler, "handled", variables: new() { ["ChildInstanceId"] = context.ResumeInput("WorkflowInstanceId") });
    }

    /// <summary>The last child's end completes it, also when what an earlier child set off still waits.</summary>
    public override void ChildCompleted(ActivityContext context, ActivityContext child, string callback, IReadOnlyList<string?> outcomes)
    {
        if (Values.As<long>(context.Properties.GetValueOrDefault(Open)) <= 0) context.Complete("Completed", "Done");
    }

    /// <summary>An item that is an object is merged into the child's input; any other is given under a name.</summary>
    private static void Dispatch(ActivityContext context, string definitionId, object? item, bool waits)
    {
        var key = context.Input<string>("DefaultItemInputKey") ?? "Item";
        var input = ChildWorkflow.InputFor(context);
        if (item is IReadOnlyDictionary<string, object?> members)
            foreach (var (name, value) in members) input[name] = value;
        else input[key] = item;
        context.Burst.Effects.Add(new ChildStartRequested(
            context.InstanceId, definitionId, ChildWorkflow.NewInstanceId(context), input, CorrelationId(context, key, item), waits));
    }

    /// <summary>The function sees the item by the accessor of its name, for example getItem().</summary>
    private static string? CorrelationId(ActivityContext context, string key, object? item)
    {
        var inner = new ActivityContext(context.Burst, context.Node, context, "") { Dynamic = new() { [key] = item } };
        return inner.Input<string>("CorrelationIdFunction");
    }
}
