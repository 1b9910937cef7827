using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Calls others over HTTP; goes on by the status code of the answer.</summary>
internal sealed class FlowSendHttpRequest : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowSendHttpRequest")
    {
        Waits = true, DisplayName = "HTTP request (flow)", Category = "HTTP", Outputs = HttpCall.Outputs,
        Ports =
        [
            new("Unmatched status code", PortKind.Flow), new("Failed to connect", PortKind.Flow), new("Timeout", PortKind.Flow),
            new("Done", PortKind.Flow),
        ],
        Inputs = HttpCall.Inputs(new InputDescriptor("ExpectedStatusCodes", "Int32[]")
        {
            UiHint = "dynamic-outcomes", DefaultValue = new List<object?> { 200L }, Order = 6,
        }),
    };

    public override bool CompletesByItself => false;

    /// <summary>What was asked for stays asked; a changed question is put next time.</summary>
    public override bool Moved(ActivityContext context, GraphNode was, IReadOnlyList<Bookmark> waits) => true;

    public override void Execute(ActivityContext context) => HttpCall.Ask(context);

    public override void Resume(ActivityContext context, Bookmark bookmark, string callback)
    {
        if (HttpCall.Receive(context) is not { } code)
        {
            context.Complete(context.ResumeInput("Failure") as string ?? "Failed to connect");
            return;
        }
        var expected = context.Input<IReadOnlyList<object?>>("ExpectedStatusCodes") ?? [];
        var outcome = expected.Any(e => Values.As<int>(e) == code) ? Values.ToText((long)code)! : "Unmatched status code";
        context.CompleteBy(expected.Count == 0 ? ["Done"] : [outcome, "Done"]);
    }
}
