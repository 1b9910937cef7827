namespace Petitions.Server.Workers;

/// <summary>Carries answers to incidents on, which a server began and did not end, and tells their petitions how the one record stands.</summary>
public sealed class IncidentJob(IncidentDesk desk, Settings settings, ILogger<IncidentJob> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Passes.RunAsync(PassAsync, settings.Poll, log, stoppingToken);

    public async Task<int> PassAsync(CancellationToken token) => await desk.CarryAsync(token) + await desk.CarryRecordsAsync(token);
}
