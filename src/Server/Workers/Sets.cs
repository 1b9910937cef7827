using Petitions.Storage;

namespace Petitions.Server.Workers;

/// <summary>Carries approved changes of calendars and times to the running cases, on every server.</summary>
public sealed class ApplyJob(ReferenceApply apply, Settings settings, ILogger<ApplyJob> log) : Sets(apply.PassAsync, settings, log);

/// <summary>Carries orders of succession to the open cases of a unit from their day on, on every server.</summary>
public sealed class SuccessionJob(UnitOrderApply apply, Settings settings, ILogger<SuccessionJob> log) : Sets(apply.PassAsync, settings, log);

/// <summary>Moves running workflows to another version of their process, and back, on every server.</summary>
public sealed class MoveJob(WorkflowMoveApply apply, Settings settings, ILogger<MoveJob> log) : Sets(apply.PassAsync, settings, log);

/// <summary>Work that goes on set by set until nothing is left, and looks again after a pause.</summary>
/// <param name="set">Works on at most so many cases; false when nothing was left.</param>
public abstract class Sets(Func<int, CancellationToken, Task<bool>> set, Settings settings, ILogger log) : BackgroundService
{
    private const int Most = 100;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Passes.RunAsync(PassAsync, settings.Poll, log, stoppingToken);

    /// <summary>Everything that waits now; returns the number of sets.</summary>
    public async Task<int> PassAsync(CancellationToken token)
    {
        var sets = 0;
        while (await set(Most, token))
            sets++;
        return sets;
    }
}
