using Petitions.Engine;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Activities;

public sealed class HttpActivitiesTests
{
    private static readonly Petitions.Engine.Definition.WorkflowGraph Graph = Draw.Graph(Draw.Flowchart(
        [
            Draw.Node("h", "FlowSendHttpRequest", ("url", Draw.Literal("https://example.org/x")), ("method", Draw.Literal("POST")), ("content", Draw.Script("({a:1})"))),
            Draw.Say("ok", "getOutputFrom('h').name"), Draw.Line("odd"), Draw.Line("dead"),
        ], "h.200 -> ok", "h.Unmatched status code -> odd", "h.Failed to connect -> dead"));

    [Fact]
    public void A_call_is_asked_for_and_its_answer_goes_on_by_status_code()
    {
        var first = Draw.Start(Graph);
        var call = Assert.Single(first.Effects.OfType<HttpRequested>());
        Assert.Equal(("POST", "https://example.org/x"), (call.Method, call.Url));
        var answer = ResumeInput.HttpResponse(200, new Dictionary<string, object?> { ["name"] = "Ann" }, null);
        Assert.Equal(["Ann"], Draw.Lines(Draw.Resume(Graph, first, "h", answer)));
        Assert.Equal(["odd"], Draw.Lines(Draw.Resume(Graph, first, "h", ResumeInput.HttpResponse(500, null, null))));
        Assert.Equal(["dead"], Draw.Lines(Draw.Resume(Graph, first, "h", ResumeInput.HttpFailure("Failed to connect"))));
    }
}
