using BenchmarkDotNet.Attributes;
using Petitions.Cases.Activities;
using Petitions.Engine.Definition;
using Petitions.Tests.Unit.Cases;

namespace Petitions.Tests.Bench;

/// <summary>The shipped petition definition from its text to the compiled graph, once per version in the life of a process.</summary>
public class DefinitionBenchmarks
{
    private readonly string _json = File.ReadAllText(Path.Combine(Seeds.Folder, "../workflows/petition.json"));
    private WorkflowDefinition _definition = null!;

    [GlobalSetup]
    public void SetUp() => _definition = DefinitionReader.Read(_json);

    [Benchmark(Description = "definition: text -> compiled graph")]
    public WorkflowGraph Load() => WorkflowGraph.Build(DefinitionReader.Read(_json), PetitionActivities.Catalogue);

    [Benchmark(Description = "  of it: read")]
    public WorkflowDefinition Read() => DefinitionReader.Read(_json);

    [Benchmark(Description = "  of it: compile")]
    public WorkflowGraph Compile() => WorkflowGraph.Build(_definition, PetitionActivities.Catalogue);

    [Benchmark(Description = "write it back")]
    public string Write() => DefinitionWriter.Write(_definition);
}
