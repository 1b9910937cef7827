using BenchmarkDotNet.Attributes;
using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Tests.Bench;

/// <summary>One evaluation of an expression in a workflow that is compiled already: what a supervisor writes, from the smallest to a small program.</summary>
public class ExpressionBenchmarks
{
    private static readonly BurstEnvironment Now = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
    private readonly Dictionary<string, WorkflowGraph> _graphs = [];

    [ParamsSource(nameof(Scripts))]
    public string Script { get; set; } = "";

    public static IEnumerable<string> Scripts =>
    [
        "1 + 1",
        "getVariable('n') > 2 && getInput('x') !== 'y'",
        "`${variables.name}: ${variables.items.map(i => i.due).join(', ')}`",
        "variables.items.filter(i => i.open).reduce((sum, i) => sum + i.days, 0)",
        "let n = 0; for (let i = 0; i < 100; i++) n += i % 7; n",
        "/^NQ-\\d{4}-(\\d+)$/.exec('NQ-2026-0001')[1]",
    ];

    [GlobalSetup]
    public void SetUp() => _graphs[Script] = Compile(Script);

    /// <summary>An instance of one activity, from start to end: the evaluation and the smallest burst there is around it.</summary>
    [Benchmark(Description = "expression in a burst of one activity")]
    public BurstResult Evaluate()
    {
        var result = Interpreter.Start(_graphs[Script], new StartRequest("i"), Now);
        return result.State.Incidents.Count == 0 ? result : throw new InvalidOperationException(result.State.Incidents[0].Message);
    }

    [Benchmark(Description = "compile it")]
    public WorkflowGraph Compile() => Compile(Script);

    private static WorkflowGraph Compile(string script) => WorkflowGraph.Build(DefinitionReader.Read(Values.ToJson(new Dictionary<string, object?>
    {
        ["id"] = "e-v1", ["definitionId"] = "e",
        ["variables"] = new List<object?>
        {
            Variable("n", "Int32", "3"), Variable("name", "String", "柳青"),
            Variable("items", "Object", Items),
        },
        ["root"] = new Dictionary<string, object?>
        {
            ["id"] = "w", ["type"] = "Elsa.SetName",
            ["value"] = new Dictionary<string, object?>
            {
                ["typeName"] = "String", ["expression"] = new Dictionary<string, object?> { ["type"] = "JavaScript", ["value"] = script },
            },
        },
    })), ActivityCatalogue.With());

    private static List<object?> Items => [.. Enumerable.Range(0, 10).Select(i => (object?)new Dictionary<string, object?>
    {
        ["open"] = i % 2 == 0, ["days"] = (long)i, ["due"] = $"2026-03-{i + 10}",
    })];

    private static Dictionary<string, object?> Variable(string name, string type, object? value)
    {
        var variable = new Dictionary<string, object?> { ["id"] = name, ["name"] = name, ["typeName"] = type };
        if (value is not null) variable["value"] = value;
        return variable;
    }
}
