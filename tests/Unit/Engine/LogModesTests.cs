using Petitions.Engine;
using Xunit;

namespace Petitions.Tests.Unit.Engine;

public sealed class LogModesTests
{
    private static readonly object Shout = new { id = "v-said" };

    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData("Exclude", null, null, false)]
    [InlineData("Exclude", "Include", null, true)]
    [InlineData("Exclude", "Inherit", "Inherit", false)]
    [InlineData(null, "Exclude", "Include", true)]
    [InlineData(null, "Include", "Exclude", false)]
    public void The_property_overrides_the_activity_and_the_activity_the_workflow(string? workflow, string? activity, string? property, bool kept)
    {
        var custom = new { logPersistenceMode = new { @default = activity, inputs = new { text = property }, outputs = new { } } };
        var graph = Draw.Graph(
            Draw.Node("w", "WriteLine", ("text", Draw.Literal("secret")), ("customProperties", custom)),
            ("customProperties", new { logPersistenceMode = new { @default = workflow } }));
        var journal = Draw.Start(graph).Journal.Where(j => j.ActivityId == "w" && j.Event == JournalEvent.Completed);
        Assert.Equal(kept, Assert.Single(journal).Inputs().Any(i => i.Key == "Text"));
    }

    [Theory]
    [InlineData("Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core", false)]
    [InlineData("Elsa.Workflows.LogPersistence.Strategies.Include, Elsa.Workflows.Core", true)]
    public void The_newer_form_names_a_strategy(string strategy, bool kept)
    {
        var config = new { outputs = new { result = new { evaluationMode = "Strategy", strategyType = strategy } } };
        var node = Draw.Node(
            "r", "RunJavaScript", ("script", Draw.Literal("'secret'")), ("result", new { typeName = "Object", memoryReference = Shout }),
            ("customProperties", new { logPersistenceConfig = config }));
        var result = Draw.Start(Draw.Graph(node, ("variables", new[] { Draw.Variable("said") })));
        Assert.Equal(kept, result.Journal.Single(j => j.ActivityId == "r" && j.Event == JournalEvent.Completed).Outputs!.ContainsKey("Result"));
        Assert.Equal("secret", Assert.Single(result.State.Contexts).Variables!["v-said"]);
    }
}
