namespace Petitions.Engine.Activities;

/// <summary>Starts an instance at the moments of a cron expression; inside a flow it waits for the next one.</summary>
internal sealed class Cron : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Cron")
    {
        Waits = true, DisplayName = "Cron", Category = "Scheduling", Kind = ActivityKind.Trigger,
        Inputs = [new("CronExpression", "String") { DefaultValue = "0 * * * * *", Description = "Six fields with seconds, or five; in UTC." }],
    };

    public override void Execute(ActivityContext context)
    {
        if (!context.IsTriggerOfBurst) context.CreateTimer("Elsa.Cron", Next(context.Input<string>("CronExpression"), context.Now));
    }

    public override IEnumerable<Trigger> Triggers(TriggerContext context)
    {
        var expression = context.Input<string>("CronExpression") ?? "";
        var payload = new Dictionary<string, object?> { ["cron"] = expression, ["nodeId"] = context.Node.NodeId };
        return [context.Of(new("Elsa.Cron", payload)) with { Cron = expression, DueAt = Next(expression, context.Now) }];
    }

    private static DateTimeOffset Next(string? expression, DateTimeOffset now) =>
        CronExpression.Parse(expression ?? "").Next(now) ?? throw new EngineFault(FaultCodes.Cron, $"\"{expression}\" never comes.");
}
