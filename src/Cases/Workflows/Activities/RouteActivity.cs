using Petitions.Engine;

namespace Petitions.Cases.Activities;

/// <summary>按性质分流: leaves by the legal nature of the case.</summary>
internal sealed class RouteActivity : PetitionActivity
{
    private static readonly (string Nature, string Port, string Zh)[] Ways =
    [
        (Natures.Claim, "Claim", "申诉求决"), (Natures.Service, "Service", "咨询求助"), (Natures.Dispute, "Dispute", "民间纠纷"),
        (Natures.Advice, "Advice", "建议意见"), (Natures.Tip, "Tip", "公安线索"), (Natures.Accuse, "Accusation", "检举控告"),
    ];

    public override ActivityDescriptor Descriptor { get; } = new("Petitions.Route")
    {
        DisplayName = "按性质分流", Category = Intake, Description = "按事项的法律性质走不同的办理路径(信访工作条例第二十九至三十一条)。",
        Ports = Ways.Select(w => Port(w.Port, w.Zh)).ToList(),
    };

    public override void Execute(ActivityContext context) =>
        context.Complete(PortOf(Host(context).Case.Nature));

    internal static string PortOf(string nature) => Ways.First(w => w.Nature == nature).Port;
}
