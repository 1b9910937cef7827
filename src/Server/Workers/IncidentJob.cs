namespace Petitions.Server.Workers;

/// <summary>Carries answers to incidents on, which a server began and did not end.</summary>
public sealed class IncidentJob(IncidentDesk desk, Settings settings, ILogger<IncidentJob> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Passes.RunAsync(PassAsync, settings.Poll, log, stoppingToken);

    public Task<int> PassAsync(CancellationToken token) => desk.CarryAsync(token);
}
