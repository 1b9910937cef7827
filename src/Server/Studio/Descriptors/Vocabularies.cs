namespace Petitions.Server.Studio.Descriptors;

public sealed record ExpressionKind(string Type, string DisplayName, bool IsSerializable, bool IsBrowsable, IReadOnlyDictionary<string, object> Properties);

public sealed record VariableKind(string TypeName, string DisplayName, string Category, string? Description);

public sealed record StorageKind(string TypeName, string DisplayName, double Priority, bool Deprecated);

public sealed record StrategyKind(string TypeName, string DisplayName, string? Description);

/// <summary>The small lists of Studio, with the type names that Elsa's own server gives, so that a definition means the same there.</summary>
public static class Vocabularies
{
    private static readonly string[] VariableTypes =
    [
        "String", "Boolean", "Int32", "Int64", "Double", "Decimal", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "Object", "ObjectDictionary",
    ];

    public static IReadOnlyList<ExpressionKind> Expressions(Texts texts) =>
    [
        Expression(texts, "Literal"), Expression(texts, "JavaScript", "javascript"), Expression(texts, "Variable"), Expression(texts, "Input"),
        Expression(texts, "Object", "json"),
    ];

    public static IReadOnlyList<VariableKind> Variables(Texts texts) =>
        [.. VariableTypes.Select(t => new VariableKind(t, texts["studio.type." + t], texts["studio.types"], null))];

    public static IReadOnlyList<StorageKind> Storage(Texts texts) =>
    [
        new("Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core", texts["studio.storage.instance"], 10, false),
        new("Elsa.Workflows.MemoryStorageDriver, Elsa.Workflows.Core", texts["studio.storage.memory"], 0, false),
    ];

    public static IReadOnlyList<StrategyKind> Activation(Texts texts) =>
    [
        Strategy(texts, "Elsa.Workflows.Runtime.ActivationStrategies.AllowAlwaysStrategy, Elsa.Workflows.Runtime", "AllowAlways"),
        Strategy(texts, "Elsa.Workflows.Runtime.ActivationStrategies.SingletonStrategy, Elsa.Workflows.Runtime", "Singleton"),
        Strategy(texts, "Elsa.Workflows.Runtime.ActivationStrategies.CorrelatedSingletonStrategy, Elsa.Workflows.Runtime", "CorrelatedSingleton"),
        Strategy(texts, "Elsa.Workflows.Runtime.ActivationStrategies.CorrelationStrategy, Elsa.Workflows.Runtime", "Correlation"),
    ];

    public static IReadOnlyList<StrategyKind> Incidents(Texts texts) =>
    [
        Strategy(texts, "Elsa.Workflows.IncidentStrategies.FaultStrategy, Elsa.Workflows.Core", "Fault"),
        Strategy(texts, "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core", "ContinueWithIncidents"),
    ];

    public static IReadOnlyList<StrategyKind> Logs(Texts texts) =>
    [
        Strategy(texts, "Elsa.Workflows.LogPersistence.Strategies.Include, Elsa.Workflows.Core", "LogInclude"),
        Strategy(texts, "Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core", "LogExclude"),
        Strategy(texts, "Elsa.Workflows.LogPersistence.Strategies.Inherit, Elsa.Workflows.Core", "LogInherit"),
    ];

    private static ExpressionKind Expression(Texts texts, string type, string? language = null) => new(
        type, texts["studio.expression." + type], true, true, language is null ? new Dictionary<string, object>() : new Dictionary<string, object> { ["MonacoLanguage"] = language });

    private static StrategyKind Strategy(Texts texts, string typeName, string word) => new(typeName, texts["studio.strategy." + word], texts[$"studio.strategy.{word}.help"]);
}
