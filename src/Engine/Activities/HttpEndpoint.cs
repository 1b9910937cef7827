namespace Petitions.Engine.Activities;

/// <summary>Waits for an HTTP request, or is started by one. Whether strangers may send one is decided by the host; the default is no.</summary>
internal sealed class HttpEndpoint : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.HttpEndpoint")
    {
        Waits = true, DisplayName = "HTTP endpoint", Category = "HTTP", Kind = ActivityKind.Trigger,
        Inputs =
        [
            new("Path", "String"), new("SupportedMethods", "String[]") { UiHint = "checklist", DefaultValue = new List<object?> { "GET" }, Order = 1 },
            new("Authorize", "Boolean") { UiHint = "checkbox", DefaultValue = true, Order = 2 }, new("Policy", "String") { Order = 3 },
        ],
        Outputs =
        [
            new("ParsedContent", "Object"), new("QueryStringData", "ObjectDictionary"), new("RouteData", "ObjectDictionary"),
            new("Headers", "ObjectDictionary"), new("Files", "Object[]"), new("Result", "Object"),
        ],
    };

    public override bool CompletesByItself => false;

    public override void Execute(ActivityContext context)
    {
        if (context.IsTriggerOfBurst)
        {
            Receive(context);
            return;
        }
        var path = context.Input<string>("Path") ?? "";
        foreach (var method in context.Input<IReadOnlyList<object?>>("SupportedMethods") ?? [])
            context.CreateBookmark(Stimulus.Http(path, Values.ToText(method) ?? "GET"), "requested");
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, string callback) => Receive(context);

    public override IEnumerable<Trigger> Triggers(TriggerContext context)
    {
        var path = context.Input<string>("Path") ?? "";
        var methods = context.Input<IReadOnlyList<object?>>("SupportedMethods") ?? [];
        return methods.Select(method => context.Of(Stimulus.Http(path, Values.ToText(method) ?? "GET")));
    }

    private void Receive(ActivityContext context)
    {
        foreach (var output in Descriptor.Outputs) context.SetOutput(output.Name, context.WorkflowInput(output.Name));
        context.Complete();
    }
}
