using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Cases.Activities;

/// <summary>
/// 升级: one step of the ladder of the clock that started this workflow. The ladder's data are the floor: a design may make a step come earlier,
/// never later; the domain raises it in any case, even if this workflow is lost.
/// </summary>
internal sealed class EscalateActivity : PetitionActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Petitions.Escalate")
    {
        Waits = true, DisplayName = "升级", Category = Clocks, Description = "到时升到上一级。时间可以缩短,不能延长或取消(法律和阶梯数据是底线)。",
        Ports = [Port("Raised", "已升级"), Port("Cancelled", "已按期办结")],
        Inputs =
        [
            Choice("Step", "级别", "提醒或第几级", "rung1", ("提醒一", "remind1"), ("提醒二", "remind2"), ("到期提醒", "due"), ("第一级(上一层)", "rung1"),
                ("第二级(社区)", "rung2"), ("第三级(领导包案)", "rung3"), ("第四级(油田公司或镇政府)", "rung4")),
            Number("WorkingDays", "到期后第几个工作日", "负数为到期前;不填用阶梯数据"),
        ],
        Outputs = [new OutputDescriptor("To", "String") { DisplayName = "升给谁" }],
    };

    public override void Execute(ActivityContext context)
    {
        var host = Host(context);
        var step = context.Input<string>("Step") ?? "";
        var clock = ClockOf(context);
        var entry = host.Case.Ladder.LastOrDefault(e => e.Clock == clock && e.Step == step);
        if (entry is not { IsWaiting: true })
        {
            // A reminder that lies before the clock's own start was never armed, nor is one whose moment had passed when the clock moved:
            // pass on. The ladder is over only when it no longer stands behind the clock.
            context.Complete(host.Case.LadderArms.Any(a => a.Clock == clock && a.Active) ? "Raised" : "Cancelled");
            return;
        }
        if (context.Input<int?>("WorkingDays") is { } days)
            host.Order(new AdvanceRung(step, days) { Clock = clock });
        context.CreateBookmark(Fired(clock, step), "Raised");
        context.CreateBookmark(Stimulus.Event($"ladderCancelled:{clock}"), "Cancelled");
    }

    /// <summary>A step that still waits for the same rung takes its new time; for another one it begins anew.</summary>
    public override bool Moved(ActivityContext context, GraphNode was, IReadOnlyList<Bookmark> waits)
    {
        var (step, clock) = (context.Input<string>("Step") ?? "", ClockOf(context));
        if (!waits.Any(w => w.Key == Fired(clock, step).Key))
            return false;
        Host(context).Order(new RetimeRung(step, context.Input<int?>("WorkingDays")) { Clock = clock });
        return true;
    }

    private static int ClockOf(ActivityContext context) => Convert.ToInt32(context.WorkflowInput("clock") ?? 0L, System.Globalization.CultureInfo.InvariantCulture);

    private static Stimulus Fired(int clock, string step) => Stimulus.Event($"ladderFired:{clock}:{step}");

    public override void Resume(ActivityContext context, Bookmark bookmark, string callback)
    {
        if (callback == "Raised" && context.ResumeInput(ResumeInput.EventPayload) is IReadOnlyDictionary<string, object?> fired)
            context.SetOutput("To", fired.GetValueOrDefault("targetRole"));
        context.Complete(callback);
    }
}
