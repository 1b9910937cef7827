using Petitions.Tests.Integration;
using Petitions.Tests.Integration.Crashes;
using Petitions.Tests.Integration.Scenarios;
using Petitions.Tests.Integration.Server.Studio;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongOnesFirst))]

namespace Petitions.Tests.Integration;

/// <summary>Classes that take half a minute begin first, so that none of them is still running alone when all others have ended.</summary>
public sealed class LongOnesFirst : ITestCollectionOrderer
{
    private static readonly Type[] _long =
    [
        typeof(StoppedSeedingTests), typeof(TrialTests), typeof(RehearsalTests), typeof(DeadlineScenarioTests), typeof(YearInDatabaseTests),
        typeof(SameMatterScenarioTests), typeof(RehearsalOverHttpTests), typeof(KilledReplayTests), typeof(OversightScenarioTests), typeof(KilledMoveTests),
        typeof(HandlingScenarioTests), typeof(RehearsalOfChangeTests),
    ];

    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections) where T : ITestCollection =>
        [.. testCollections.OrderBy(c => Array.FindIndex(_long, t => c.TestCollectionDisplayName.Contains(t.FullName!, StringComparison.Ordinal)) is var at and >= 0 ? at : _long.Length)];
}
