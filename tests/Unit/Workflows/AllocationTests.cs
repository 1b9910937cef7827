using Petitions.Engine;
using Petitions.Tests.Bench;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>
/// What the benchmark measures of memory can be counted as well: a burst that suddenly makes more is seen here, on any machine. The limit is the
/// benchmark's, though a debug build makes a little more than the release build that is measured.
/// </summary>
public sealed class AllocationTests(ITestOutputHelper output)
{
    private const long Most = 64 * 1024;

    [Fact]
    public void A_burst_of_the_shipped_petition_definition_stays_within_its_memory()
    {
        var hand = new CaseInHand();
        var least = long.MaxValue;
        // The first runs compile and fill what is kept; of the others the smallest is the burst's own.
        for (var run = 0; run < 40; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var after = Interpreter.Resume(hand.Graph, WorkflowState.FromJson(hand.State), hand.Bookmark, hand.Answer, hand.Environment()).State;
            after.ToUtf8Json();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(["claim"], after.Bookmarks.Select(b => b.ActivityId));
            hand.PutBack();
        }
        output.WriteLine($"{least / 1024.0:0.0} KB");
        Assert.InRange(least, 1, Most);
    }
}
