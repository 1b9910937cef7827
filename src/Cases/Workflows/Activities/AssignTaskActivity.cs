using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Cases.Activities;

/// <summary>派发任务: a piece of work outside the verbs of the domain; left when somebody reports it done.</summary>
internal sealed class AssignTaskActivity : PetitionActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Petitions.AssignTask")
    {
        Waits = true, DisplayName = "派发任务", Category = Handling, Description = "派给一个角色的工作,办完后继续。",
        Ports = [Port("Done", "已完成"), Port("Timeout", "超时")],
        Inputs =
        [
            Text("Title", "任务名称", "办理人员看到的名称", "任务"), Text("TitleEn", "任务名称(英文)", "Title in English", "Task"),
            Role("Role", "由谁办理", "任务派给该角色", Roles.Handler), Role("Fallback", "无人时转给", "该角色无人在岗时由谁接手", Roles.CommunityHead),
            Number("DueWorkdays", "提醒期限(工作日)", "到期提醒办理人"), Number("TimeoutWorkdays", "超时离开(工作日)", "到期从“超时”端口离开"),
        ],
        Outputs = [new OutputDescriptor("Result", "String") { DisplayName = "结果" }],
    };

    public override void Execute(ActivityContext context)
    {
        var host = Host(context);
        var timeout = context.Input<int?>("TimeoutWorkdays") is { } days ? host.WorkdayAt(days, 9) : null;
        var task = host.NextId();
        var bookmark = context.CreateBookmark(
            new Stimulus(OfferActivity.Wait, new Dictionary<string, object?> { ["task"] = (long)task }), "done", timeout);
        host.OpenOffer(task, context.InstanceId, bookmark.Id, "Petitions.AssignTask", context, ["finishTask"]);
    }

    public override bool CanLeaveBy(GraphNode node, string port) => port != "Timeout" || OfferActivity.MayTimeOut(node);

    public override bool Moved(ActivityContext context, GraphNode was, IReadOnlyList<Bookmark> waits)
    {
        Host(context).Reoffer(context, was, waits[0], ["finishTask"]);
        return true;
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, string callback)
    {
        var timedOut = context.ResumeInput(OfferActivity.TimedOut) is true;
        if (timedOut)
            Host(context).CancelOffer(bookmark.Id);
        context.SetOutput("Result", context.ResumeInput("result"));
        context.Complete(timedOut ? "Timeout" : "Done");
    }
}
