using Petitions.Engine;
using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Engine;

public sealed class HostActivityTests
{
    private sealed record Ledger(string Owner);

    private sealed record Notice(string To, int Days);

    private sealed class Remind : Activity
    {
        public override ActivityDescriptor Descriptor { get; } = new("Town.Remind")
        {
            Inputs = [new("Days", "Int32") { DefaultValue = 3L }], Ports = [new("Sent", PortKind.Flow)],
        };

        public override void Execute(ActivityContext context)
        {
            context.Ask(new Notice(context.Host<Ledger>().Owner, context.Input<int>("Days")));
            context.Complete("Sent");
        }
    }

    private static readonly WorkflowGraph Graph = WorkflowGraph.Build(
        DefinitionReader.Read(Draw.Json(Draw.Flowchart(
            [
                new Dictionary<string, object?> { ["id"] = "r", ["type"] = "Town.Remind" }, Draw.Line("sent"), Draw.Line("done"),
            ], "r.Sent -> sent", "r -> done"))),
        ActivityCatalogue.With(new Remind()));

    [Fact]
    public void It_reads_the_host_and_asks_and_leaves_by_its_outcome()
    {
        var result = Draw.Start(Graph, Draw.Now with { Host = new Ledger("Ann") });
        Assert.Equal(new Notice("Ann", 3), Assert.Single(result.Effects.OfType<HostAsk>()).Ask);
        Assert.Equal(["sent"], Draw.Lines(result));
    }

    [Fact]
    public void Without_the_host_it_needs_it_faults()
    {
        var result = Draw.Start(Graph);
        Assert.Equal(FaultCodes.Host, Assert.Single(result.State.Incidents).Code);
    }

    [Fact]
    public void The_same_type_cannot_be_registered_twice() => Assert.Throws<ArgumentException>(() => ActivityCatalogue.With(new Remind(), new Remind()));
}
