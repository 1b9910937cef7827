using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Petitions.Cases;
using Petitions.Server.Workers;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Instances;

/// <summary>
/// Tells viewers that an instance has moved, whichever server moved it. One small question a second while somebody looks, none otherwise;
/// a notification by the database would make every step of every case wait for its turn at the commit.
/// </summary>
public sealed class InstanceWatch(IHubContext<InstanceHub, IInstanceViewer> hub, InstanceBook book, InstanceDesk desk, ILogger<InstanceWatch> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Viewer> _viewers = [];

    public async Task BeginAsync(string connection, string instance, Actor actor, CancellationToken token)
    {
        var marks = await book.MarksAsync([instance], token);
        _viewers[connection] = new(instance, actor, marks.GetValueOrDefault(instance, ""));
    }

    public void End(string connection) => _viewers.TryRemove(connection, out _);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Passes.RunAsync(PassAsync, Beat, log, stoppingToken);

    /// <summary>Tells everybody whose instance has moved since the last pass.</summary>
    /// <returns>How many were told.</returns>
    public async Task<int> PassAsync(CancellationToken token)
    {
        if (_viewers.IsEmpty)
            return 0;
        var watched = _viewers.ToArray();
        var marks = await book.MarksAsync([.. watched.Select(w => w.Value.Instance).Distinct()], token);
        var told = 0;
        foreach (var (connection, viewer) in watched)
            if (marks.TryGetValue(viewer.Instance, out var mark) && mark != viewer.Mark && _viewers.TryUpdate(connection, viewer with { Mark = mark }, viewer))
            {
                await TellAsync(connection, viewer, token);
                told++;
            }
        return told;
    }

    /// <summary>A case may have been closed to somebody while she looked: whoever may no longer see it hears nothing more.</summary>
    private async Task TellAsync(string connection, Viewer viewer, CancellationToken token)
    {
        InstanceSeen seen;
        try
        {
            seen = await desk.OpenAsync(viewer.Instance, viewer.Actor, Texts.Chinese, token, stateOnly: true);
        }
        catch (Refused refused) when (refused.Status == 404)
        {
            End(connection);
            return;
        }
        var client = hub.Clients.Client(connection);
        var stats = (await book.CountsAsync(seen.Line, null, token)).Select(NodeStat.Of).ToList();
        await client.WorkflowInstanceUpdatedAsync(new { workflowInstanceId = viewer.Instance });
        await client.ActivityExecutionLogUpdatedAsync(new { stats });
        await client.WorkflowExecutionLogUpdatedAsync(new { });
    }

    private sealed record Viewer(string Instance, Actor Actor, string Mark);
}
