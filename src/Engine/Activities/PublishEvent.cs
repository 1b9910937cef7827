namespace Petitions.Engine.Activities;

/// <summary>Publishes an event, and goes on before anybody has heard it.</summary>
internal sealed class PublishEvent : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.PublishEvent")
    {
        DisplayName = "Publish event", Category = "Primitives",
        Inputs =
        [
            new("EventName", "String"), new("CorrelationId", "String") { Order = 1, Description = "Only instances about this hear it." },
            new("IsLocalEvent", "Boolean") { UiHint = "checkbox", Order = 2, Description = "Only this instance hears it." },
            new("Payload", "Object") { Order = 3 },
        ],
    };

    public override void Execute(ActivityContext context) => context.Burst.Effects.Add(new EventPublished(
        context.InstanceId, context.Required("EventName"),
        context.Input<string>("CorrelationId")?.Trim() is { Length: > 0 } ? context.Input<string>("CorrelationId") : null,
        context.Input<bool>("IsLocalEvent"), context.Input("Payload")));
}
