using System.Net;

namespace Petitions.Engine.Activities;

/// <summary>Answers the HTTP request that started or resumed the instance.</summary>
internal sealed class WriteHttpResponse : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.WriteHttpResponse")
    {
        DisplayName = "HTTP response", Category = "HTTP",
        Inputs =
        [
            new("StatusCode", "HttpStatusCode") { DefaultValue = 200L, Description = "A number, or a name such as OK." }, new("Content", "Object") { Order = 1 }, new("ContentType", "String") { Order = 2 },
            new("ResponseHeaders", "ObjectDictionary") { UiHint = "dictionary", Order = 3, DefaultSyntax = "Object" },
        ],
    };

    private static readonly ValueKind Status = ValueKind.Of("Int32")!;

    public override void Execute(ActivityContext context)
    {
        var content = context.Input("Content");
        context.Burst.Effects.Add(new HttpResponded(
            context.InstanceId, StatusCode(context.Input("StatusCode")), content as string ?? (content is null ? null : Values.ToJson(content)),
            context.Input<string>("ContentType") ?? (content is null or string ? "text/plain" : "application/json"),
            context.Input<IReadOnlyDictionary<string, object?>>("ResponseHeaders")));
    }

    /// <summary>Studio writes the name of the code.</summary>
    private static int StatusCode(object? written) =>
        written is string name && Enum.TryParse<HttpStatusCode>(name, out var code) ? (int)code : Values.As<int>(Status.Convert(written));
}
