using Petitions.Storage;

namespace Petitions.Server.Workers;

/// <summary>
/// Fires due timers on every server, in sets until a short set, then waits one poll. A failing timer is set aside by the storage; a failing
/// pass is logged, and the loop goes on.
/// </summary>
public sealed class SweepJob(DueTimers timers, Settings settings, ILogger<SweepJob> log) : BackgroundService
{
    private const int Set = 200;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Passes.RunAsync(PassAsync, settings.Poll, log, stoppingToken);

    /// <summary>Everything that is due now; also what a test calls after it turned the clock.</summary>
    public async Task<int> PassAsync(CancellationToken token)
    {
        var fired = 0;
        for (var more = true; more;)
        {
            var pass = await timers.SweepAsync(Set, token);
            fired += pass.Fired;
            foreach (var failure in pass.Failures)
                log.LogWarning(failure.Cause, "Timer {Timer} of case {Case} failed", failure.Timer, failure.Key);
            more = pass.Claimed == Set;
        }
        return fired;
    }
}
