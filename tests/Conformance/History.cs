using Petitions.Engine;

namespace Petitions.Tests.Conformance;

/// <summary>What an instance's journal says about its activities.</summary>
public sealed class History
{
    private static readonly HashSet<string> LeftOut = ["Elsa.Workflow", "Elsa.Flowchart", "Elsa.Sequence"];
    private readonly Dictionary<string, ActivityStatus> _status = [];

    public History(IReadOnlyList<JournalEntry> journal)
    {
        var latest = new Dictionary<string, string>();
        foreach (var entry in journal)
        {
            if (entry.Event == JournalEvent.Started)
            {
                latest[entry.ActivityId] = entry.ActivityInstanceId;
                if (!LeftOut.Contains(entry.ActivityType)) Executed.Add(entry.ActivityId);
            }
            if (latest.GetValueOrDefault(entry.ActivityId) == entry.ActivityInstanceId) _status[entry.ActivityId] = After(entry.Event);
        }
    }

    /// <summary>Activity ids in the order in which their executions began.</summary>
    public List<string> Executed { get; } = [];

    public string? StatusOf(string activityId) => _status.TryGetValue(activityId, out var status) ? status.ToString() : null;

    private static ActivityStatus After(JournalEvent what) => what switch
    {
        JournalEvent.Started or JournalEvent.Resumed or JournalEvent.Suspended => ActivityStatus.Running,
        JournalEvent.Completed => ActivityStatus.Completed,
        JournalEvent.Canceled => ActivityStatus.Canceled,
        JournalEvent.Faulted => ActivityStatus.Faulted,
    };
}
