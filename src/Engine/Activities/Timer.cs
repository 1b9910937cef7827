using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Starts an instance every so often; inside a flow it waits once.</summary>
internal sealed class Timer : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Timer")
    {
        Waits = true, DisplayName = "Timer", Category = "Scheduling", Kind = ActivityKind.Trigger,
        Inputs = [new("Interval", "TimeSpan") { DefaultValue = TimeSpan.FromMinutes(1), Description = "How often, as d.hh:mm:ss." }],
    };

    public override void Execute(ActivityContext context)
    {
        if (!context.IsTriggerOfBurst) context.CreateTimer("Elsa.Timer", Clock.After(context.Now, context.Input<TimeSpan>("Interval")));
    }

    public override bool Moved(ActivityContext context, GraphNode was, IReadOnlyList<Bookmark> waits)
    {
        foreach (var wait in waits) context.MoveDue(wait, Clock.After(wait.CreatedAt, context.Input<TimeSpan>("Interval")));
        return true;
    }

    public override IEnumerable<Trigger> Triggers(TriggerContext context)
    {
        var interval = context.Input<TimeSpan>("Interval");
        var payload = new Dictionary<string, object?> { ["interval"] = interval, ["nodeId"] = context.Node.NodeId };
        return [context.Of(new("Elsa.Timer", payload)) with { Interval = interval, DueAt = Clock.After(context.Now, interval) }];
    }
}
