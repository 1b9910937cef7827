using Petitions.Engine;
using Xunit;

namespace Petitions.Tests.Unit.Engine;

public sealed class ActivationTests
{
    [Theory]
    [InlineData("Elsa.Workflows.Runtime.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Runtime", "d", "c", true)]
    [InlineData("SingletonStrategy", "d", "other", false)]
    [InlineData("SingletonStrategy", "else", "c", true)]
    [InlineData("CorrelatedSingletonStrategy", "d", "c", false)]
    [InlineData("CorrelatedSingletonStrategy", "d", "other", true)]
    [InlineData("CorrelationStrategy", "else", "c", false)]
    [InlineData("CorrelationStrategy", "else", "other", true)]
    public void A_strategy_allows_or_refuses(string strategy, string runningDefinition, string runningCorrelation, bool allowed)
    {
        var definition = Draw.Graph(Draw.Line("a"), ("options", new { activationStrategyType = strategy })).Definition;
        Assert.Equal(allowed, Activation.MayStart(definition, "c", [(runningDefinition, runningCorrelation)]));
    }

    [Theory]
    [InlineData("CorrelatedSingletonStrategy", "d", false)]
    [InlineData("CorrelatedSingletonStrategy", "else", true)]
    [InlineData("CorrelationStrategy", "else", false)]
    public void Without_a_correlation_id_every_running_instance_counts(string strategy, string runningDefinition, bool allowed)
    {
        var definition = Draw.Graph(Draw.Line("a"), ("options", new { activationStrategyType = strategy })).Definition;
        Assert.Equal(allowed, Activation.MayStart(definition, null, [(runningDefinition, "c")]));
    }
}
