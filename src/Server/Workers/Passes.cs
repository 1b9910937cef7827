namespace Petitions.Server.Workers;

/// <summary>A loop that never dies: one pass, one pause, until the server stops.</summary>
internal static class Passes
{
    public static async Task RunAsync(Func<CancellationToken, Task<int>> pass, TimeSpan pause, ILogger log, CancellationToken stopping)
    {
        // Real time, whatever the turned clock shows: turning moves dates, not pauses.
        using var timer = new PeriodicTimer(pause);
        do
        {
            try
            {
                await pass(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "A pass failed; the next one follows in {Pause}", pause);
            }
        }
        while (await NextAsync(timer, stopping));
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
