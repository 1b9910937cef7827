using BenchmarkDotNet.Attributes;
using Petitions.Engine;

namespace Petitions.Tests.Bench;

/// <summary>
/// One burst of the shipped petition workflow with the real activities: the step "assign" is answered; the way is chosen by the nature of the case
/// and by an expression over its facts; the task of the handler is opened; the workflow waits again. To hold: median 200 µs and 64 KB for the whole.
/// </summary>
public class BurstBenchmarks
{
    private readonly CaseInHand _hand = new();
    private WorkflowState _state = null!;
    private WorkflowState _after = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _state = WorkflowState.FromJson(_hand.State);
        var result = Run(_state);
        if (result.State.Bookmarks is not [{ ActivityId: "claim" }]) throw new InvalidOperationException("The burst does not reach the next wait.");
        _after = result.State;
        _hand.PutBack();
    }

    [Benchmark(Description = "burst: stored state -> next wait -> state to store", Baseline = true)]
    public byte[] Whole()
    {
        var bytes = Run(WorkflowState.FromJson(_hand.State)).State.ToUtf8Json();
        _hand.PutBack();
        return bytes;
    }

    [Benchmark(Description = "  of it: read the state")]
    public WorkflowState Read() => WorkflowState.FromJson(_hand.State);

    [Benchmark(Description = "  of it: run")]
    public BurstResult RunOnly()
    {
        var result = Run(_state);
        _hand.PutBack();
        return result;
    }

    [Benchmark(Description = "  of it: write the state")]
    public byte[] Write() => _after.ToUtf8Json();

    private BurstResult Run(WorkflowState state) => Interpreter.Resume(_hand.Graph, state, _hand.Bookmark, _hand.Answer, _hand.Environment());
}
