using Petitions.Engine;

namespace Petitions.Cases.Activities;

/// <summary>启动内部时限: a clock that a design adds; never one of the law, those start by themselves.</summary>
internal sealed class StartClockActivity : PetitionActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Petitions.StartClock")
    {
        DisplayName = "启动内部时限", Category = Clocks, Description = "另加一个内部时限(工作日)。法定时限由系统按法律自动计算,流程不能改动。",
        Ports = [Port("Done", "已启动")],
        Inputs = [Text("ClockName", "名称", "如:现场核实", "内部时限"), Number("Workdays", "工作日", "从今天起算", 3)],
    };

    public override void Execute(ActivityContext context)
    {
        Host(context).Order(new StartInternalClock(context.Input<string>("ClockName") ?? "", context.Input<int?>("Workdays") ?? 3));
        context.Complete();
    }
}
