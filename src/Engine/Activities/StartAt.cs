using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Waits for a moment; one that has passed does not hold it up.</summary>
internal sealed class StartAt : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.StartAt")
    {
        Waits = true, DisplayName = "Start at", Category = "Scheduling", Kind = ActivityKind.Trigger,
        Inputs = [new("DateTime", "DateTimeOffset") { UiHint = "datetime-picker", Description = "With offset; without one it is UTC." }],
    };

    public override void Execute(ActivityContext context)
    {
        var moment = context.Input<DateTimeOffset>("DateTime");
        if (!context.IsTriggerOfBurst && moment > context.Now) context.CreateTimer("Elsa.StartAt", moment);
    }

    public override bool Moved(ActivityContext context, GraphNode was, IReadOnlyList<Bookmark> waits)
    {
        foreach (var wait in waits) context.MoveDue(wait, context.Input<DateTimeOffset>("DateTime"));
        return true;
    }

    public override IEnumerable<Trigger> Triggers(TriggerContext context)
    {
        var moment = context.Input<DateTimeOffset>("DateTime");
        var payload = new Dictionary<string, object?> { ["executeAt"] = moment, ["nodeId"] = context.Node.NodeId };
        return [context.Of(new("Elsa.StartAt", payload)) with { DueAt = moment }];
    }
}
