namespace Petitions.Engine.Activities;

/// <summary>Elsa's own activities, under Elsa's names.</summary>
internal static class ElsaActivities
{
    public static IEnumerable<Activity> All() =>
    [
        new Flowchart(), new Sequence(), new Start(), new End(), new Finish(), new Complete(),
        new FlowDecision(), new FlowSwitch(), new FlowFork(), new FlowJoin(), new FlowNode(),
        new If(), new Switch(), new While(), new For(), new ForEach(), new ParallelForEach(), new Parallel(), new Fork(), new Break(),
        new SetVariable(), new SetOutput(), new SetName(), new Correlate(), new WriteLine(), new RunJavaScript(), new Fault(),
        new Event(), new PublishEvent(), new RunTask(), new Delay(), new Timer(), new StartAt(), new Cron(),
        new ExecuteWorkflow(), new DispatchWorkflow(), new BulkDispatchWorkflows(),
        new HttpEndpoint(), new WriteHttpResponse(), new SendHttpRequest(), new FlowSendHttpRequest(),
    ];
}
