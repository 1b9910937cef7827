namespace Petitions.Engine.Activities;

/// <summary>Waits for an event, or is started by one.</summary>
internal sealed class Event : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Event")
    {
        Waits = true, DisplayName = "Event", Category = "Primitives", Kind = ActivityKind.Trigger,
        Inputs = [new("EventName", "String") { Description = "The event to wait for; compared as it is written." }],
        Outputs = [new("Result", "Object")],
    };

    public override bool CompletesByItself => false;

    public override void Execute(ActivityContext context)
    {
        if (context.IsTriggerOfBurst) Receive(context);
        else context.CreateBookmark(Stimulus.Event(context.Input<string>("EventName") ?? ""), "received");
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, string callback) => Receive(context);

    public override IEnumerable<Trigger> Triggers(TriggerContext context) =>
        [context.Of(Stimulus.Event(context.Input<string>("EventName") ?? ""))];

    private static void Receive(ActivityContext context)
    {
        context.SetOutput("Result", context.WorkflowInput(ResumeInput.EventPayload));
        context.Complete();
    }
}
