using System.Text.Json;

namespace Petitions.Cases;

/// <summary>A recorded order that could not be given.</summary>
/// <param name="Refusal">Code of the refusal; null where the thing that it speaks of was not there.</param>
public sealed record LostOrder(int Index, RecordedOrder Order, string? Refusal);

/// <summary>A wait that no recorded decision ends.</summary>
/// <param name="TaskKind">Kind of the task that waits; null where a step waits for something else than a person.</param>
/// <param name="IsTakenAsDone">A piece of work that nobody had to decide on: the replay went on as if it had been done at once.</param>
public sealed record OpenWait(string DefinitionId, string ActivityId, string? TaskKind, string? TitleZh, string? TitleEn, DateTimeOffset Since, bool IsTakenAsDone);

/// <summary>
/// A recorded case played again in memory: its orders at their times by their people, everything else by the rules, the ladder and the workflows
/// of a library. Work that only the new drawing asks for and that no decision of the law ends is taken as done at once.
/// </summary>
public sealed class PaperReplay
{
    /// <summary>Pieces of work that are taken as done in one step of the case; a drawing that asks for more goes round in a circle.</summary>
    private const int MostWork = 20;

    private readonly List<LostOrder> _lost = [];
    private readonly List<OpenWait> _assumed = [];
    private readonly RecordedCase _recorded;

    private PaperReplay(RecordedCase recorded, Reference reference, WorkflowLibrary workflows, CancellationToken token) =>
        (_recorded, Paper) = (recorded, new PaperCase(reference, workflows, recorded.Case.Key, recorded.Case.Number!) { Patience = token });

    public PaperCase Paper { get; }

    public IReadOnlyList<LostOrder> Lost => _lost;

    /// <summary>Work that was taken as done, in order.</summary>
    public IReadOnlyList<OpenWait> Assumed => _assumed;

    /// <summary>Plays everything and lets time go on.</summary>
    /// <param name="until">Up to here; orders after it are left out.</param>
    /// <param name="orders">Only the first so many orders; null: all.</param>
    /// <exception cref="PaperTooLong">It does not come to rest.</exception>
    public static PaperReplay Run(
        RecordedCase recorded, Reference reference, WorkflowLibrary workflows, DateTimeOffset until, int? orders = null, CancellationToken token = default)
    {
        var replay = new PaperReplay(recorded, reference, workflows, token);
        for (var i = 0; i < Math.Min(orders ?? int.MaxValue, recorded.Orders.Count); i++)
        {
            token.ThrowIfCancellationRequested();
            var order = recorded.Orders[i];
            if (!order.ComesByItself && order.At <= until)
                replay.Give(i, order);
        }
        replay.TurnTo(until);
        return replay;
    }

    private void Give(int index, RecordedOrder order)
    {
        TurnTo(order.At, false);
        if (new CaseNumbers(_recorded, Paper.Loaded).Translated(Fresh(order.Command)) is not { } command)
        {
            _lost.Add(new(index, order, null));
            return;
        }
        try
        {
            Paper.Give(command, order.Actor, order.At, _recorded.Seen(order.Command));
            DoWork();
        }
        catch (Refused refused)
        {
            _lost.Add(new(index, order, refused.Code));
        }
    }

    /// <summary>Words remember under which number they were kept: each replay has words of its own.</summary>
    private static Command Fresh(Command order) =>
        (Command)JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(order, order.GetType(), CaseJson.Options), order.GetType(), CaseJson.Options)!;

    /// <summary>Moment by moment, so that work that falls to somebody meanwhile is done at its own moment.</summary>
    private void TurnTo(DateTimeOffset moment, bool inclusive = true)
    {
        while (Paper.NextDue is { } due && (due < moment || inclusive && due == moment))
        {
            Paper.TurnTo(due);
            DoWork();
        }
        if (inclusive)
            Paper.TurnTo(moment);
    }

    private void DoWork()
    {
        for (var done = 0; done < MostWork && Unknown() is { } task; done++)
        {
            var (instance, bookmark) = WaitOf(task);
            _assumed.Add(new(instance?.DefinitionId ?? "", bookmark?.ActivityId ?? "", task.Kind, task.TitleZh, task.TitleEn, task.OpenedAt, true));
            try
            {
                Paper.Give(new FinishTask(task.No), Actor.System with { Roles = [Roles.System, task.Role] }, Paper.Now);
            }
            catch (Refused)
            {
                return;
            }
        }
    }

    private CaseTask? Unknown()
    {
        var numbers = new CaseNumbers(_recorded, Paper.Loaded);
        return Paper.Case.Tasks.Find(t => t is { Status: TaskStatus.Open, Instance: not null, Offers: ["finishTask"] } && !numbers.IsKnown(t));
    }

    private (WorkflowInstance?, BookmarkRow?) WaitOf(CaseTask task)
    {
        var instance = Paper.Loaded.Instances.FirstOrDefault(i => i.No == task.Instance);
        return (instance, instance?.Bookmarks.FirstOrDefault(b => b.Id == task.Bookmark));
    }

    /// <summary>Steps at which workflows stand now.</summary>
    internal IEnumerable<OpenWait> Waits() =>
        from instance in Paper.Loaded.Instances
        where instance.Status == "Running" || instance.Parked
        from bookmark in instance.Bookmarks
        let task = Paper.Case.Tasks.Find(t => t.Status == TaskStatus.Open && t.Instance == instance.No && t.Bookmark == bookmark.Id)
        select new OpenWait(instance.DefinitionId, bookmark.ActivityId, task?.Kind, task?.TitleZh, task?.TitleEn, task?.OpenedAt ?? instance.UpdatedAt, false);
}
