using FsCheck;
using Microsoft.FSharp.Core;

namespace Petitions.Tests.Unit;

/// <summary>Random runs that say their seed, also when they pass; <c>PETITIONS_TEST_SEED</c> repeats one.</summary>
internal static class Seeded
{
    public static void Hold(this Property property, int runs = 100, int size = 100)
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("PETITIONS_TEST_SEED"), out var given) ? given : (ulong)Random.Shared.NextInt64();
        Xunit.TestContext.Current.SendDiagnosticMessage($"{Xunit.TestContext.Current.TestMethod?.MethodName}: seed {seed}");
        Xunit.TestContext.Current.TestOutputHelper?.WriteLine($"PETITIONS_TEST_SEED={seed}");
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(runs).WithEndSize(size).WithQuietOnSuccess(true)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed), FSharpOption<int>.None))), property);
    }
}
