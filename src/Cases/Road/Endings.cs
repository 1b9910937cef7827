namespace Petitions.Cases;

/// <summary>The ending that the nature needs was served: the external completion (handbook §1). Nothing internal holds it back.</summary>
/// <param name="Ending">T17, T15a, T15b, T15c, T15d.</param>
public sealed record Answered(string Ending, DateTimeOffset At) : CaseEvent
{
    public override string Rule => Ending;

    protected internal override void ApplyTo(Case c) => (c.State, c.AnsweredAt, c.Ending) = (CaseState.Answered, At, Ending);
}

/// <param name="Result">done, partlyDone, notDone.</param>
public sealed record ResultReported(string Result, int What, int? Why) : CaseEvent
{
    public override string Rule => "T15a";

    protected internal override void ApplyTo(Case c) => c.EndingResult = Result;
}

/// <param name="Result">adopted, partlyAdopted, notAdopted.</param>
public sealed record AdviceAnswered(string Result, int Reason) : CaseEvent
{
    public override string Rule => "T15c";

    protected internal override void ApplyTo(Case c) => c.EndingResult = Result;
}

public sealed record PoliceReceiptRecorded(int Receipt) : CaseEvent
{
    public override string Rule => "T15d";

    protected internal override void ApplyTo(Case c) => c.EndingResult = "receivedByPolice";
}

public sealed partial class Case
{
    /// <summary>The transition by which it was answered: T17, T15a …; kept when it is reopened, until the next answer.</summary>
    public string? Ending { get; set; }

    /// <summary>Result in the words of its nature: done, adopted, receivedByPolice …; claims have one per part.</summary>
    public string? EndingResult { get; set; }
}

/// <summary>Endings of service orders, suggestions and tips (T15a, T15c, T15d); what every ending does to the clocks.</summary>
public static class Endings
{
    private static readonly string[] ServiceResults = ["done", "partlyDone", "notDone"], AdviceResults = ["adopted", "partlyAdopted", "notAdopted"];

    /// <summary>Clocks that any ending meets or misses: the petitioner has the answer.</summary>
    private static readonly string[] Completing =
    [
        "CLK-HANDLE60", "CLK-SIMPLE10WD", "CLK-SIMPLE-ACC3WD", Clocks.InternalTarget, Clocks.ExternalDue, Clocks.FirstContact, "CLK-TIP-POLICE",
        "CLK-SUPPLEMENT10WD",
    ];

    internal static void Rules(RuleBook book)
    {
        book.On<ReportResult>("reportResult", VerbKind.Main, "T15a", Standing.Handlers, [CaseState.InHandling], ReportResult);
        book.On<ReplyToAdvice>("replyToAdvice", VerbKind.Main, "T15c", Standing.Handlers, [CaseState.InHandling], ReplyToAdvice);
        book.On<RecordPoliceReceipt>("recordPoliceReceipt", VerbKind.Main, "T15d", [Roles.Police, Roles.Duty],
            [CaseState.Transferred, CaseState.InHandling], RecordPoliceReceipt);
    }

    /// <summary>
    /// The answer is served: ANSWERED at that moment. Completion clocks end there, the 15 days too if no notice went before;
    /// the window for rating opens, unless nobody can be reached.
    /// </summary>
    internal static void Answer(StepContext step, string ending, DateTimeOffset at)
    {
        step.Raise(new Answered(ending, at));
        foreach (var clock in step.Case.Clocks.Where(k => k.IsRunning && (Completing.Contains(k.Code) || Clocks.DrawnName(k.Code) is not null)).ToList())
            Clocks.Stop(step, clock, at, ending);
        Documents.StopNoticeClocks(step, at, ending);
        if (!step.Case.Flags.Anonymous)
            Clocks.Start(step, "CLK-SAT30", at, "answerServed");
    }

    /// <summary>
    /// Not taken into handling here (linked, diverted, not accepted): completion clocks end without a verdict.
    /// The 15 days run on until the written decision is served.
    /// </summary>
    internal static void EndWithoutAnswer(StepContext step, string because)
    {
        foreach (var clock in step.Case.Clocks.Where(k => k.IsRunning && Completing.Contains(k.Code) && k.Code != Clocks.ExternalDue).ToList())
            Clocks.Cancel(step, clock, because);
        step.EndTasks(t => t.Instance is null, TaskStatus.Cancelled, because);
    }

    private static void ReportResult(StepContext step, ReportResult order)
    {
        Standing.Require(Standing.IsHandler(step) || Standing.HeadsUnit(step, step.Case.HandlingUnit), "reportResult");
        Report(step, order);
    }

    /// <summary>T15a without the question who: also the way through the broken glass.</summary>
    internal static void Report(StepContext step, ReportResult order)
    {
        RequireNature(step.Case, Natures.Service);
        if (order.Result is null || !ServiceResults.Contains(order.Result))
            throw Refusals.ResultRequired();
        if (order.What is null or { IsBlank: true })
            throw Refusals.ResultRequired("what");
        if (order.Result != "done" && order.Why is null or { IsBlank: true })
            throw Refusals.ResultRequired("why");
        step.Raise(new ResultReported(order.Result, step.KeepRequired(order.What, TextKind.Statement), step.Keep(order.Why, TextKind.Reason)));
        Answer(step, "T15a", Reply(step, "result-reply", order.Reply));
    }

    private static void ReplyToAdvice(StepContext step, ReplyToAdvice order)
    {
        Standing.Require(Standing.IsHandler(step) || Standing.HeadsUnit(step, step.Case.HandlingUnit), "replyToAdvice");
        Advise(step, order);
    }

    internal static void Advise(StepContext step, ReplyToAdvice order)
    {
        RequireNature(step.Case, Natures.Advice);
        if (order.Result is null || !AdviceResults.Contains(order.Result))
            throw Refusals.AdviceResultRequired();
        if (order.Reason is null or { IsBlank: true })
            throw Refusals.AdviceResultRequired("reason");
        step.Raise(new AdviceAnswered(order.Result, step.KeepRequired(order.Reason, TextKind.Reason)));
        Answer(step, "T15c", Reply(step, "advice-reply", order.Reply));
    }

    private static void RecordPoliceReceipt(StepContext step, RecordPoliceReceipt order)
    {
        RequireNature(step.Case, Natures.Tip);
        if (order.Receipt is null or { IsBlank: true })
            throw Refusals.PoliceReceiptRequired();
        step.Raise(new PoliceReceiptRecorded(step.KeepRequired(order.Receipt, TextKind.Document)));
        Answer(step, "T15d", step.HappenedAt);
    }

    // Nobody can be told who left no name: the reply then waits behind the query code.
    private static DateTimeOffset Reply(StepContext step, string kind, ServiceProof? reply)
    {
        if (reply is null && !step.Case.Flags.Anonymous)
            throw Refusals.ReplyNotSent();
        var document = Documents.Issue(step, kind, step.Case.HandlingUnit);
        return reply is null ? step.HappenedAt : Documents.Serve(step, document.No, reply, oralAllowed: true);
    }

    internal static void RequireNature(Case c, string nature)
    {
        if (c.Nature != nature)
            throw Refusals.EndingOfOtherNature(c.Nature);
    }
}
