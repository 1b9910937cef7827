using Petitions.Storage;

namespace Petitions.Server.Workers;

/// <summary>Carries approved changes of calendars and times to the running cases, set by set, on every server.</summary>
public sealed class ApplyJob(ReferenceApply apply, Settings settings, ILogger<ApplyJob> log) : BackgroundService
{
    private const int Set = 100;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Passes.RunAsync(PassAsync, settings.Poll, log, stoppingToken);

    /// <summary>Everything that is approved and not applied yet; returns the number of sets.</summary>
    public async Task<int> PassAsync(CancellationToken token)
    {
        var sets = 0;
        while (await apply.PassAsync(Set, token))
            sets++;
        return sets;
    }
}
