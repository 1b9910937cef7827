using FsCheck;
using Microsoft.FSharp.Core;

namespace Petitions.Tests.Unit;

/// <summary>
/// Random runs that say their seed, also when they pass. Everybody's run draws the same numbers, so that a change fails for its own faults only;
/// <c>PETITIONS_TEST_SEED=random</c> looks for new ones, and a number repeats what it found; <c>PETITIONS_TEST_TIMES=10</c> runs ten times as many.
/// </summary>
internal static class Seeded
{
    private const ulong Everybody = 20260101;

    /// <summary>The seed of this run.</summary>
    public static readonly ulong Seed = Environment.GetEnvironmentVariable("PETITIONS_TEST_SEED") switch
    {
        "random" => (ulong)Random.Shared.NextInt64(),
        { } given when ulong.TryParse(given, out var number) => number,
        _ => Everybody,
    };

    private static readonly int Times = int.TryParse(Environment.GetEnvironmentVariable("PETITIONS_TEST_TIMES"), out var times) && times > 0 ? times : 1;

    public static void Hold(this Property property, int runs = 100, int size = 100)
    {
        Xunit.TestContext.Current.SendDiagnosticMessage($"{Xunit.TestContext.Current.TestMethod?.MethodName}: seed {Seed}");
        Xunit.TestContext.Current.TestOutputHelper?.WriteLine($"PETITIONS_TEST_SEED={Seed}");
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(runs * Times).WithEndSize(size).WithQuietOnSuccess(true)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(Seed), FSharpOption<int>.None))), property);
    }
}
