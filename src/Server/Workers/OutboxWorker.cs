using Petitions.Storage;

namespace Petitions.Server.Workers;

/// <summary>Carries what steps have sent, after their commit, on every server.</summary>
public sealed class OutboxWorker(Outbox outbox, Settings settings, ILogger<OutboxWorker> log) : BackgroundService
{
    private const int Set = 100;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Passes.RunAsync(PassAsync, settings.Poll, log, stoppingToken);

    public async Task<int> PassAsync(CancellationToken token)
    {
        var delivered = 0;
        for (var more = true; more;)
        {
            var pass = await outbox.DeliverAsync(Set, token);
            delivered += pass.Delivered;
            foreach (var failure in pass.Failures)
                log.LogWarning(failure.Cause, "Message {Message} could not be delivered", failure.Item.Id);
            more = pass.Claimed == Set;
        }
        return delivered;
    }
}
