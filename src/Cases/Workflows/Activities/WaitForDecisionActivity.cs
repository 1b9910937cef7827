using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Cases.Activities;

/// <summary>等待决定: offers any verbs that a designer names; which one was given is in the output.</summary>
internal sealed class WaitForDecisionActivity : PetitionActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Petitions.WaitForDecision")
    {
        Waits = true, DisplayName = "等待决定", Category = Handling, Description = "提供若干办理动作,等有权的人作出其中一个;所作决定写入输出。",
        Ports = [Port("Decided", "已决定"), Port("Changed", "情况有变"), Port("Timeout", "超时")],
        Inputs =
        [
            Text("Title", "任务名称", "办理人员看到的名称", "等待决定"), Text("TitleEn", "任务名称(英文)", "Title in English", "Decision"),
            new InputDescriptor("Verbs", "String[]") { DisplayName = "可作的动作", UiHint = "multitext", Description = "动作代码,如 accept、transfer、close" },
            Role("Role", "由谁决定", "任务派给该角色", Roles.UnitHead), Role("Fallback", "无人时转给", "该角色无人在岗时由谁接手", Roles.CommunityHead),
            Number("DueWorkdays", "提醒期限(工作日)", "到期提醒"), Number("TimeoutWorkdays", "超时离开(工作日)", "到期从“超时”端口离开"),
        ],
        Outputs = [new OutputDescriptor("Verb", "String") { DisplayName = "所作决定" }],
    };

    public override void Execute(ActivityContext context)
    {
        var host = Host(context);
        var verbs = Verbs(context);
        if (verbs.Count > 0 && !host.CanBeGiven(verbs))
        {
            context.Complete("Changed");
            return;
        }
        var timeout = context.Input<int?>("TimeoutWorkdays") is { } days ? host.WorkdayAt(days, 9) : null;
        var task = host.NextId();
        var bookmark = context.CreateBookmark(
            new Stimulus(OfferActivity.Wait, new Dictionary<string, object?> { ["task"] = (long)task }), "decided", timeout);
        host.OpenOffer(task, context.InstanceId, bookmark.Id, "Petitions.WaitForDecision", context, verbs);
    }

    public override bool CanLeaveBy(GraphNode node, string port) => port != "Timeout" || OfferActivity.MayTimeOut(node);

    public override bool Moved(ActivityContext context, GraphNode was, IReadOnlyList<Bookmark> waits)
    {
        Host(context).Reoffer(context, was, waits[0], Verbs(context));
        return true;
    }

    private static List<string> Verbs(ActivityContext context) => (context.Input("Verbs") as IReadOnlyList<object?> ?? []).OfType<string>().ToList();

    public override void Resume(ActivityContext context, Bookmark bookmark, string callback)
    {
        var timedOut = context.ResumeInput(OfferActivity.TimedOut) is true;
        if (timedOut)
            Host(context).CancelOffer(bookmark.Id);
        var verb = context.ResumeInput(OfferActivity.VerbGiven) as string;
        context.SetOutput("Verb", verb);
        context.Complete(timedOut ? "Timeout" : verb is null ? "Changed" : "Decided");
    }
}
