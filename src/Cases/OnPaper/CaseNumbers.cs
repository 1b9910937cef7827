namespace Petitions.Cases;

/// <summary>
/// Numbers that a case counts (tasks, rungs, documents …) are others when it takes another course. An order that speaks of one is made to speak of
/// the same thing: the n-th of its kind.
/// </summary>
internal sealed class CaseNumbers(RecordedCase recorded, LoadedCase now)
{
    /// <summary>The order as it reads for the case on paper; null if it speaks of something that there is not.</summary>
    public Command? Translated(Command order) => order switch
    {
        FinishTask o => Task(o.Task) is { } no ? o with { Task = no } : null,
        ServeDocument o => Document(o.Document) is { } no ? o with { Document = no } : null,
        VoidDocument o => Document(o.Document) is { } no ? o with { Document = no } : null,
        AnswerEscalation o => Same(o.Entry, Rungs) is { } no ? o with { Entry = no } : null,
        DecideFile o => Same(o.FileRequest, c => c.FileRequests.Select(r => (r.No, r.Unit))) is { } no ? o with { FileRequest = no } : null,
        ReplyToSupervision o => Supervision(o.Order) is { } no ? o with { Order = no } : null,
        VerifySupervision o => Supervision(o.Order) is { } no ? o with { Order = no } : null,
        CoverByIncident o => Record(o.Record) is { } no ? o with { Record = no } : null,
        WeighSharedAccountability o => Record(o.Record) is { } no ? o with { Record = no } : null,
        AccountabilityCommand o => Record(o.Record) is { } no ? o with { Record = no } : null,
        RetryWorkflow o => Instance(o.Instance) is { } no ? o with { Instance = no } : null,
        SkipWorkflowStep o => Instance(o.Instance) is { } no ? o with { Instance = no } : null,
        CancelWorkflow o => Instance(o.Instance) is { } no ? o with { Instance = no } : null,
        MoveWorkflow o => Instance(o.Instance) is { } no ? o with { Instance = no } : null,
        MoveWorkflowBack o => Instance(o.Instance) is { } no ? o with { Instance = no } : null,
        _ => order,
    };

    /// <summary>True for a task that was there in the record, too: what became of it is known.</summary>
    public bool IsKnown(CaseTask task)
    {
        var identity = Tasks(now.Case).Where(t => t.Item2 == IdentityOf(now.Case, task)).ToList();
        return identity.FindIndex(t => t.Item1 == task.No) < Tasks(recorded.Case).Count(t => t.Item2 == IdentityOf(now.Case, task));
    }

    private int? Task(int no) => Same(no, Tasks);

    private int? Document(int no) => Same(no, c => c.Documents.Select(d => (d.No, d.Kind)));

    private int? Record(int no) => Same(no, c => c.AccountabilityRecords.Select(r => (r.No, r.Trigger)));

    private int? Supervision(int no) => Same(no, c => c.SupervisionOrders.Select(o => (o.No, o.Source?.Split(':')[0] ?? "")));

    private int? Instance(int no) =>
        Same(no, recorded.Instances.Select(i => (i.No, i.DefinitionId)).ToList(), now.Instances.Select(i => (i.No, i.DefinitionId)).ToList());

    private int? Same(int no, Func<Case, IEnumerable<(int No, string Identity)>> things) => Same(no, [.. things(recorded.Case)], [.. things(now.Case)]);

    private static int? Same(int no, List<(int No, string Identity)> recorded, List<(int No, string Identity)> now)
    {
        if (recorded.FindIndex(t => t.No == no) is not (>= 0 and var at))
            return null;
        var identity = recorded[at].Identity;
        var ordinal = recorded.Take(at).Count(t => t.Identity == identity);
        return now.Where(t => t.Identity == identity).Skip(ordinal).Select(t => (int?)t.No).FirstOrDefault();
    }

    private static IEnumerable<(int, string)> Tasks(Case c) => c.Tasks.Select(t => (t.No, IdentityOf(c, t)));

    private static string IdentityOf(Case c, CaseTask t) => $"{t.Kind}|{t.TitleZh}|{Course.AboutOf(c, t.About)}";

    private static IEnumerable<(int, string)> Rungs(Case c) => c.Ladder.Select(e =>
        (e.No, $"{c.Clocks.FirstOrDefault(k => k.No == e.Clock) switch { { } k => $"{k.Code}|{k.Unit}|{k.Cycle}", _ => "" }}|{e.Cycle}|{e.Step}"));
}
