using System.Diagnostics;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>Counts what is asked of one town's database from now on.</summary>
public sealed class StatementCount : IDisposable
{
    private readonly ActivityListener _listener;
    private int _count;

    public StatementCount(ServedTown town)
    {
        var database = town.Rows.Name;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = asked =>
            {
                if (asked.TagObjects.Any(t => (t.Key is "db.name" or "db.namespace") && t.Value as string == database))
                    Interlocked.Increment(ref _count);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public int Count => _count;

    public void Dispose() => _listener.Dispose();
}
