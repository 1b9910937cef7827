using System.Text.Json;
using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Calls others over HTTP; runs the activity that belongs to the status code of the answer.</summary>
internal sealed class SendHttpRequest : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.SendHttpRequest")
    {
        Waits = true, DisplayName = "HTTP request", Category = "HTTP", Outputs = HttpCall.Outputs,
        Ports =
        [
            new("UnmatchedStatusCode", PortKind.Embedded), new("FailedToConnect", PortKind.Embedded), new("Timeout", PortKind.Embedded),
            new("Done", PortKind.Flow),
        ],
        Inputs = HttpCall.Inputs(new InputDescriptor("ExpectedStatusCodes", "Object") { UiHint = "http-status-codes", IsWrapped = false, Order = 6 }),
    };

    public override bool CompletesByItself => false;

    /// <summary>What was asked for stays asked; a changed question is put next time.</summary>
    public override bool Moved(ActivityContext context, GraphNode was, IReadOnlyList<Bookmark> waits) => true;

    public override void Execute(ActivityContext context) => HttpCall.Ask(context);

    public override void Resume(ActivityContext context, Bookmark bookmark, string callback)
    {
        var code = HttpCall.Receive(context);
        var slot = code is null ? Failure(context) : ((IReadOnlyList<int>)context.Node.Plan!).Contains(code.Value) ? "code" + code : "UnmatchedStatusCode";
        context.Schedule(context.Node.Child(slot), "handled");
    }

    public override void ChildCompleted(ActivityContext context, ActivityContext child, string callback, IReadOnlyList<string?> outcomes) =>
        context.Complete();

    internal override object Plan(GraphNode node) => (IReadOnlyList<int>)[.. Codes(node.Source!).Select(c => c.Code)];

    internal override IEnumerable<(string Slot, JsonElement Items)> Slots(ActivityNode source) =>
        base.Slots(source).Concat(Codes(source).Select(c => ("code" + c.Code, c.Activity)));

    private static string Failure(ActivityContext context) => context.ResumeInput("Failure") is "Timeout" ? "Timeout" : "FailedToConnect";

    private static IEnumerable<(int Code, JsonElement Activity)> Codes(ActivityNode source) =>
        source.Member("expectedStatusCodes").Items().Where(i => i.Whole("statusCode") is not null)
            .Select(i => (i.Whole("statusCode")!.Value, i.Member("activity"))).DistinctBy(c => c.Value);
}
