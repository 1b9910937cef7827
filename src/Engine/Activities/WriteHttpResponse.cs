namespace Petitions.Engine.Activities;

/// <summary>Answers the HTTP request that started or resumed the instance.</summary>
internal sealed class WriteHttpResponse : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.WriteHttpResponse")
    {
        DisplayName = "HTTP response", Category = "HTTP",
        Inputs =
        [
            new("StatusCode", "Int32") { DefaultValue = 200L }, new("Content", "Object") { Order = 1 }, new("ContentType", "String") { Order = 2 },
            new("ResponseHeaders", "ObjectDictionary") { UiHint = "dictionary", Order = 3, DefaultSyntax = "Object" },
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var content = context.Input("Content");
        context.Burst.Effects.Add(new HttpResponded(
            context.InstanceId, context.Input<int>("StatusCode"), content as string ?? (content is null ? null : Values.ToJson(content)),
            context.Input<string>("ContentType") ?? (content is null or string ? "text/plain" : "application/json"),
            context.Input<IReadOnlyDictionary<string, object?>>("ResponseHeaders")));
    }
}
