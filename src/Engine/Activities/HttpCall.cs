namespace Petitions.Engine.Activities;

/// <summary>What the two activities that call others over HTTP have in common.</summary>
internal static class HttpCall
{
    public static IReadOnlyList<InputDescriptor> Inputs(params InputDescriptor[] more) =>
    [
        new("Url", "String"), new("Method", "String") { DefaultValue = "GET", Order = 1 }, new("Content", "Object") { Order = 2 },
        new("ContentType", "String") { Order = 3 }, new("Authorization", "String") { Order = 4 },
        new("RequestHeaders", "ObjectDictionary") { UiHint = "dictionary", DefaultSyntax = "Object", Order = 5 }, .. more,
    ];

    public static readonly IReadOnlyList<OutputDescriptor> Outputs =
    [
        new("StatusCode", "Int32"), new("ParsedContent", "Object"), new("ResponseHeaders", "ObjectDictionary"), new("Result", "Object"),
    ];

    /// <summary>Asks for the call and waits for the answer.</summary>
    public static void Ask(ActivityContext context)
    {
        var id = context.NextId();
        var bookmark = context.CreateBookmark(new(context.Node.Type, new Dictionary<string, object?> { ["requestId"] = id }), "answered");
        context.Burst.Effects.Add(new HttpRequested(
            context.InstanceId, bookmark.Id, context.Input<string>("Method") ?? "GET", context.Input<string>("Url") ?? "", context.Input("Content"),
            context.Input<string>("ContentType"), context.Input<string>("Authorization"),
            context.Input<IReadOnlyDictionary<string, object?>>("RequestHeaders")));
    }

    /// <summary>Sets the outputs; null when there was no answer.</summary>
    public static int? Receive(ActivityContext context)
    {
        if (context.ResumeInput("StatusCode") is not { } code) return null;
        context.SetOutput("StatusCode", code);
        context.SetOutput("ResponseHeaders", context.ResumeInput("Headers"));
        context.SetOutput("ParsedContent", context.ResumeInput("Content"));
        context.SetOutput("Result", context.ResumeInput("Content"));
        return Values.As<int>(code);
    }
}
