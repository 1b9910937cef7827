using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Cases;

/// <summary>
/// Where the workflows of one case stand during one step: read only when something in them moves, kept with their waits, timers and journal.
/// </summary>
internal sealed class CaseInstances(StepContext step, LoadedCase loaded, WorkflowLibrary library)
{
    private readonly Dictionary<int, WorkflowInstance> _instances = loaded.Instances.ToDictionary(i => i.No);
    private readonly Dictionary<int, WorkflowState> _states = [];
    private readonly SortedSet<int> _changed = [];
    private readonly List<JournalRow> _journal = [];

    public IReadOnlyList<WorkflowInstance> Changed => _changed.Select(no => _instances[no]).ToList();

    public IReadOnlyList<JournalRow> Journal => _journal;

    /// <summary>Neither parked nor over: what a signal may reach.</summary>
    public IReadOnlyList<WorkflowInstance> Listening => _instances.Values.Where(i => !i.Parked && i.Status == nameof(WorkflowStatus.Running)).ToList();

    /// <summary>Not over: what stands in the way of a second one, parked or not.</summary>
    public IReadOnlyList<WorkflowInstance> Alive => _instances.Values.Where(IsAlive).ToList();

    public string Correlation => step.Case.Key.Id.ToString("N");

    public WorkflowInstance? Find(int no) => _instances.GetValueOrDefault(no);

    /// <summary>Instance ids are the case's id and a counted number: a step that runs twice gives the same ones.</summary>
    public string IdOf(int no) => $"{Correlation}-{no}";

    public static int NumberOf(string instanceId) =>
        int.Parse(instanceId[(instanceId.LastIndexOf('-') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Drawing and state of an instance; null, with the reason, when it is lost: its drawing is not stored, or its state cannot be read.</summary>
    public (WorkflowGraph Graph, WorkflowState State)? Open(int no, out string lost)
    {
        var instance = _instances[no];
        lost = $"The definition version {instance.DefinitionVersionId} is not stored.";
        if (library.Graph(instance.DefinitionVersionId) is not { } graph)
            return null;
        try
        {
            if (!_states.TryGetValue(no, out var state))
                _states[no] = state = WorkflowState.FromJson(instance.State);
            return (graph, state);
        }
        catch (StateUnreadable unreadable)
        {
            lost = unreadable.Message;
            return null;
        }
    }

    public void Keep(int no, BurstResult result)
    {
        var state = result.State;
        _states[no] = state;
        _changed.Add(no);
        _instances[no] = new WorkflowInstance
        {
            No = no, DefinitionId = state.DefinitionId, DefinitionVersionId = state.DefinitionVersionId, Version = state.DefinitionVersion,
            Parent = state.ParentInstanceId is { } parent ? NumberOf(parent) : null, Status = state.Status.ToString(), SubStatus = state.SubStatus.ToString(),
            IncidentCount = state.Incidents.Count, CreatedAt = state.CreatedAt, UpdatedAt = state.UpdatedAt, FinishedAt = state.FinishedAt,
            State = state.ToUtf8Json(),
            Bookmarks = state.Bookmarks.Select(b => new BookmarkRow(no, b.Id, b.Name, b.Key, b.DueAt, b.ActivityId, b.NodeId)).ToList(),
        };
        _journal.AddRange(result.Journal.Select(j => Row(no, j)));
        KeepTimers(no, state.Status == WorkflowStatus.Finished ? [] : state.Bookmarks);
        var open = state.Bookmarks.Select(b => b.Id).ToHashSet();
        step.EndTasks(t => t.Instance == no && !open.Contains(t.Bookmark!), TaskStatus.Cancelled);
    }

    /// <summary>Keeps its place and waits for a person to retry, skip or cancel it.</summary>
    public void Park(int no, string reason)
    {
        _changed.Add(no);
        _instances[no] = _instances[no] with { Parked = true, ParkedReason = reason, UpdatedAt = step.Now };
        step.Raise(new WorkflowParked(no, _instances[no].DefinitionId, reason));
    }

    /// <summary>Ends a lost instance: nothing can be asked of its drawing any more.</summary>
    public void GiveUp(int no)
    {
        _changed.Add(no);
        _instances[no] = _instances[no] with
        {
            Parked = false, ParkedReason = null, Status = nameof(WorkflowStatus.Finished), SubStatus = nameof(WorkflowSubStatus.Cancelled),
            UpdatedAt = step.Now, FinishedAt = step.Now, Bookmarks = [],
        };
        KeepTimers(no, []);
    }

    private static bool IsAlive(WorkflowInstance instance) => instance.Parked || instance.Status == nameof(WorkflowStatus.Running);

    private void KeepTimers(int no, IReadOnlyList<Bookmark> bookmarks)
    {
        var wanted = bookmarks.Where(b => b.DueAt is not null).ToDictionary(b => $"{no}/{b.Id}", b => b.DueAt!.Value);
        step.Case.Timers.RemoveAll(t => t.Kind == CaseWorkflows.TimerKind && t.Ref.StartsWith($"{no}/", StringComparison.Ordinal) && !wanted.ContainsKey(t.Ref));
        foreach (var (about, due) in wanted)
            if (!step.Case.Timers.Exists(t => t.Kind == CaseWorkflows.TimerKind && t.Ref == about && t.DueAt == due))
                Reset(about, due);
    }

    /// <summary>A wait that was moved keeps its name and has another end.</summary>
    private void Reset(string about, DateTimeOffset due)
    {
        step.ClearTimers(CaseWorkflows.TimerKind, about);
        step.SetTimer(CaseWorkflows.TimerKind, about, due);
    }

    private static JournalRow Row(int no, JournalEntry j)
    {
        var payload = new Dictionary<string, object?>();
        var inputs = j.Inputs().ToDictionary(p => p.Key, p => p.Value);
        if (inputs.Count > 0)
            payload["inputs"] = inputs;
        if (j.Outputs is { Count: > 0 } outputs)
            payload["outputs"] = outputs;
        if (j.Outcomes.Count > 0)
            payload["outcomes"] = j.Outcomes.Cast<object?>().ToList();
        return new JournalRow(
            no, j.Sequence, j.ActivityInstanceId, j.ParentActivityInstanceId, j.ActivityId, j.NodeId, j.ActivityType, j.ActivityVersion, j.ActivityName,
            j.Event.ToString(), j.At, j.Message, payload.Count == 0 ? null : Values.ToJson(payload));
    }
}
