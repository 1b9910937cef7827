using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Waits for a span of time.</summary>
internal sealed class Delay : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Delay")
    {
        Waits = true, DisplayName = "Delay", Category = "Scheduling", Inputs = [new("TimeSpan", "TimeSpan") { Description = "How long to wait, as d.hh:mm:ss." }],
    };

    public override void Execute(ActivityContext context) =>
        context.CreateTimer("Elsa.Delay", Clock.After(context.Now, context.Input<TimeSpan>("TimeSpan")));

    public override bool Moved(ActivityContext context, GraphNode was, IReadOnlyList<Bookmark> waits)
    {
        foreach (var wait in waits) context.MoveDue(wait, Clock.After(wait.CreatedAt, context.Input<TimeSpan>("TimeSpan")));
        return true;
    }
}
