using Petitions.Engine;

namespace Petitions.Cases.Activities;

/// <summary>三不放过核查: asks the domain what is still missing. It holds back the closure, never the answer (handbook §6.4).</summary>
internal sealed class CheckThreeNotLetGoActivity : PetitionActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Petitions.CheckThreeNotLetGo")
    {
        DisplayName = "三不放过核查", Category = Accountability, Description = "原因未查明、责任人未处理、大家未受教育的,不放过。",
        Ports = [Port("Passed", "已通过"), Port("Missing", "有缺项"), Port("NotRequired", "不需要")],
        Outputs = [new OutputDescriptor("Missing", "String") { DisplayName = "缺项" }],
    };

    public override void Execute(ActivityContext context)
    {
        var c = Host(context).Case;
        var missing = Cases.Accountability.BlocksClosure(c);
        context.SetOutput("Missing", string.Join(", ", missing.Select(m => $"{m.Clause}.{m.Field}")));
        context.Complete(missing.Count > 0 ? "Missing" : c.AccountabilityRecords.Count > 0 || c.RecordOfIncident is not null ? "Passed" : "NotRequired");
    }
}
