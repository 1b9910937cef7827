namespace Petitions.Engine.Activities;

/// <summary>Gives the host a task and waits until it is reported done.</summary>
internal sealed class RunTask : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.RunTask")
    {
        Waits = true, DisplayName = "Run task", Category = "Primitives",
        Inputs = [new("TaskName", "String"), new("Payload", "ObjectDictionary") { Order = 1, DefaultSyntax = "Object" }],
        Outputs = [new("TaskId", "String"), new("Result", "Object")],
    };

    public override bool CompletesByItself => false;

    public override void Execute(ActivityContext context)
    {
        var taskName = context.Required("TaskName");
        var taskId = context.NextId();
        var bookmark = context.CreateBookmark(Stimulus.Task(taskId), "reported");
        context.SetOutput("TaskId", taskId);
        context.Burst.Effects.Add(new TaskRequested(
            context.InstanceId, bookmark.Id, taskId, taskName, context.Input("Payload")));
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, string callback)
    {
        context.SetOutput("Result", context.ResumeInput(ResumeInput.TaskResult));
        context.Complete();
    }
}
