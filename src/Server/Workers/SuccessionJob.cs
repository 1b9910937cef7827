using Petitions.Storage;

namespace Petitions.Server.Workers;

/// <summary>Carries orders of succession to the open cases of a unit from their day on, set by set, on every server.</summary>
public sealed class SuccessionJob(UnitOrderApply apply, Settings settings, ILogger<SuccessionJob> log) : BackgroundService
{
    private const int Set = 100;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Passes.RunAsync(PassAsync, settings.Poll, log, stoppingToken);

    /// <summary>Everything whose day has come; returns the number of sets.</summary>
    public async Task<int> PassAsync(CancellationToken token)
    {
        var sets = 0;
        while (await apply.PassAsync(Set, token))
            sets++;
        return sets;
    }
}
