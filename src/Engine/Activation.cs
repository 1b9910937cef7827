using Petitions.Engine.Definition;

namespace Petitions.Engine;

/// <summary>Whether a new instance may start beside those that run. Asked on API, trigger and event starts, not when a parent runs a child.</summary>
public static class Activation
{
    /// <param name="correlationId">Of the new instance. Where it has none, every running instance counts as being about the same.</param>
    /// <param name="running">Definition id and correlation id of every instance that is not finished; suspended counts as running.</param>
    public static bool MayStart(WorkflowDefinition definition, string? correlationId, IEnumerable<(string DefinitionId, string? CorrelationId)> running) =>
        definition.Options.Activation switch
        {
            ActivationStrategy.AllowAlways => true,
            ActivationStrategy.Singleton => !running.Any(i => i.DefinitionId == definition.DefinitionId),
            ActivationStrategy.CorrelatedSingleton =>
                !running.Any(i => i.DefinitionId == definition.DefinitionId && IsAbout(i.CorrelationId, correlationId)),
            ActivationStrategy.Correlation => !running.Any(i => IsAbout(i.CorrelationId, correlationId)),
        };

    private static bool IsAbout(string? running, string? correlationId) => string.IsNullOrWhiteSpace(correlationId) || running == correlationId;
}
