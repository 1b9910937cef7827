using Petitions.Engine;

namespace Petitions.Cases.Activities;

/// <summary>等到期限: waits for a clock of the case to run out or to be met.</summary>
internal sealed class WaitForDeadlineActivity : PetitionActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Petitions.WaitForDeadline")
    {
        Waits = true, DisplayName = "等到期限", Category = Clocks, Description = "等待某个时限到期或按期完成;没有该时限时从“没有该时限”离开。",
        Ports = [Port("Missed", "到期未完成"), Port("Met", "按期完成"), Port("None", "没有该时限")],
        Inputs =
        [
            Choice("Clock", "时限", "等待哪个时限", "CLK-HANDLE60", ("60日办结", "CLK-HANDLE60"), ("15日告知", "CLK-NOTICE15"),
                ("简易10个工作日", "CLK-SIMPLE10WD"), ("调解30日", "CLK-MED30"), ("满意度评价30日", "CLK-SAT30"), ("申请复查30日", "CLK-REV-ASK30"), ("复查30日", "CLK-REV30"),
                ("申请复核30日", "CLK-REX-ASK30"), ("复核30日", "CLK-REX30"),
                ("三不放过30日", "CLK-3NLG"), ("内部目标", "internalTarget"), ("交办方期限", "externalDue")),
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var code = context.Input<string>("Clock") ?? "";
        if (Host(context).Case.RunningClock(code) is not { } clock)
        {
            context.Complete("None");
            return;
        }
        context.CreateBookmark(Stimulus.Event($"clockMissed:{clock.No}"), "Missed");
        context.CreateBookmark(Stimulus.Event($"clockStopped:{clock.No}"), "Met");
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, string callback) => context.Complete(callback);
}
