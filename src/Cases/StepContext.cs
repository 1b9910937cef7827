using System.Text.Json;

namespace Petitions.Cases;

/// <summary>
/// What a rule works with: the case, who asks, the two moments, what to look up; and where it puts what follows.
/// Lives for one step.
/// </summary>
public sealed class StepContext(
    Case c, Actor actor, DateTimeOffset now, DateTimeOffset happenedAt, Reference reference, RuleBook book,
    IReadOnlyDictionary<int, string> texts, IReadOnlyDictionary<string, CaseGlance> others)
{
    private readonly List<RecordedEvent> _events = [];
    private readonly List<KeptText> _texts = [];
    private readonly List<Notice> _notices = [];
    private readonly List<OutboxMessage> _outbox = [];
    private readonly Queue<CaseEvent> _unreacted = new();

    /// <summary>Always ask here for the case: an order that was refused midway puts back the case as it was.</summary>
    public Case Case { get; private set; } = c;
    public Reference Reference { get; } = reference;

    /// <summary>The moment of recording (UTC or any offset).</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>Who acts; the step turns to R-SYSTEM for what follows by itself.</summary>
    public Actor Actor { get; internal set; } = actor;

    /// <summary>The moment in the world; equal to <see cref="Now"/> unless the command says earlier. Clocks start and stop here.</summary>
    public DateTimeOffset HappenedAt { get; internal set; } = happenedAt;

    /// <summary>Kept in audit and diary in place of the order.</summary>
    public Command? Recorded { get; internal set; }

    /// <summary>Local day of <see cref="HappenedAt"/>.</summary>
    public DateOnly Day => Local.DateOf(HappenedAt);

    public IReadOnlyList<RecordedEvent> Events => _events;
    public IReadOnlyList<KeptText> Texts => _texts;
    public IReadOnlyList<Notice> Notices => _notices;
    public IReadOnlyList<OutboxMessage> Outbox => _outbox;

    /// <summary>Applies the event and keeps it; reactions run when the rule has finished.</summary>
    public void Raise(CaseEvent e)
    {
        e.ApplyTo(Case);
        _events.Add(new RecordedEvent(e, Actor, HappenedAt, Now));
        _unreacted.Enqueue(e);
    }

    /// <summary>Keeps words under a new text id; null stays null. Words kept once keep their id.</summary>
    /// <param name="isSealed">Sealed although the case is open: the words leave it for a sealed petition.</param>
    public int? Keep(Words? words, TextKind kind, bool isSealed = false)
    {
        if (words is null || words.IsBlank)
            return null;
        if (words.Id is { } known && _texts.Any(t => t.Id == known))
            return known;
        words.Id = ++Case.LastText;
        _texts.Add(new KeptText(words.Id.Value, kind, words.Value, Case.Flags.Sealed || isSealed));
        return words.Id;
    }

    /// <summary>As <see cref="Keep"/>, for words that the rule has already found present.</summary>
    public int KeepRequired(Words words, TextKind kind) => Keep(words, kind) ?? throw Refusals.FieldInvalid("text");

    /// <summary>Moves kept words to the sealed side under the same id; the storage replaces the open row.</summary>
    internal void Reseal(int id, TextKind kind)
    {
        var value = TextOf(id);
        _texts.RemoveAll(t => t.Id == id);
        _texts.Add(new KeptText(id, kind, value, true));
    }

    /// <summary>The words behind an id; empty when they were deleted (retention).</summary>
    public string TextOf(int? id) =>
        id is null ? "" : _texts.FirstOrDefault(t => t.Id == id)?.Value ?? texts.GetValueOrDefault(id.Value, "");

    /// <summary>Another case as this rule may see it; null if there is none, or none for this person.</summary>
    public CaseGlance? Other(string number) => others.GetValueOrDefault(number);

    public void Tell(Notice notice) => _notices.Add(notice);

    public void Send(OutboxMessage message) => _outbox.Add(message);

    /// <summary>Puts a folded message in the place of the earlier one of the same step (E8).</summary>
    internal void Replace(Notice earlier, Notice folded) => _notices[_notices.IndexOf(earlier)] = folded;

    internal void Replace(OutboxMessage earlier, OutboxMessage folded) => _outbox[_outbox.IndexOf(earlier)] = folded;

    public CaseTimer SetTimer(string kind, string about, DateTimeOffset dueAt)
    {
        var timer = new CaseTimer(Case.NextId(), kind, about, dueAt);
        Case.Timers.Add(timer);
        return timer;
    }

    public void ClearTimers(string kind, string about) => Case.Timers.RemoveAll(t => t.Kind == kind && t.Ref == about);

    public CaseTask OpenTask(CaseTask task)
    {
        Raise(new TaskOpened(task));
        if (task.DueAt is { } due)
            SetTimer("task", task.No.ToString(System.Globalization.CultureInfo.InvariantCulture), due);
        return task;
    }

    /// <summary>Ends open tasks about something: done with a result, or cancelled because it is no longer needed.</summary>
    public void EndTasks(Func<CaseTask, bool> which, TaskStatus status, string? result = null)
    {
        foreach (var task in Case.Tasks.Where(t => t.Status == TaskStatus.Open && which(t)).ToList())
        {
            ClearTimers("task", task.No.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Raise(new TaskEnded(task.No, status, HappenedAt, result));
        }
    }

    /// <summary>Gives a follow-up order inside the same step, as R-SYSTEM, through the same guards.</summary>
    public void Follow(Command command) => CaseStep.Decide(this, command, Actor.System, book);

    /// <summary>As <see cref="Follow"/>; if the rule refuses, nothing of the order is left behind.</summary>
    /// <exception cref="Refused">The refusal of the rule.</exception>
    internal void FollowOrNothing(Command command)
    {
        var (before, actor, happened) = (JsonSerializer.SerializeToUtf8Bytes(Case, CaseJson.Options), Actor, HappenedAt);
        var (events, kept, told, sent) = (_events.Count, _texts.Count, _notices.Count, _outbox.Count);
        try
        {
            Follow(command);
        }
        catch (Refused)
        {
            (Case, Actor, HappenedAt) = (JsonSerializer.Deserialize<Case>(before, CaseJson.Options)!, actor, happened);
            _events.RemoveRange(events, _events.Count - events);
            _texts.RemoveRange(kept, _texts.Count - kept);
            _notices.RemoveRange(told, _notices.Count - told);
            _outbox.RemoveRange(sent, _outbox.Count - sent);
            _unreacted.Clear();
            throw;
        }
    }

    internal void React()
    {
        while (_unreacted.TryDequeue(out var e))
            foreach (var reaction in book.ReactionsTo(e))
                reaction(this, e);
    }
}

public sealed record TaskOpened(CaseTask Task) : CaseEvent
{
    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c) => c.Tasks.Add(Task);
}

/// <summary>The step behind an open task reads otherwise since its workflow was moved to another version.</summary>
public sealed record TaskReoffered(CaseTask Task) : CaseEvent
{
    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c) => c.Tasks[c.Tasks.FindIndex(t => t.No == Task.No)] = Task;
}

public sealed record TaskEnded(int No, TaskStatus Status, DateTimeOffset At, string? Result) : CaseEvent
{
    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c)
    {
        var i = c.Tasks.FindIndex(t => t.No == No);
        c.Tasks[i] = c.Tasks[i] with { Status = Status, EndedAt = At, Result = Result };
    }
}
