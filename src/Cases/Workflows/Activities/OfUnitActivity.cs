using Petitions.Engine;

namespace Petitions.Cases.Activities;

/// <summary>承办单位是: asks whether the case is handled by a unit, or by one below it. Until somebody is told to handle it, the unit whose desk has it counts.</summary>
internal sealed class OfUnitActivity : PetitionActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Petitions.OfUnit")
    {
        DisplayName = "承办单位是", Category = Intake, Description = "由所选单位承办的,从“是”离开,否则从“否”离开。尚未指派的,按案件所在单位。", Ports = YesOrNo,
        Inputs =
        [
            Text("Unit", "单位", "哪个单位"),
            new InputDescriptor("AndBelow", "Boolean") { DisplayName = "包括下级单位", UiHint = "checkbox", Description = "其下各级单位承办的也算", DefaultValue = true },
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var (host, unit) = (Host(context), context.Input<string>("Unit") ?? "");
        var handling = host.Case.HandlingUnit;
        context.Complete(handling == unit || (context.Input<bool>("AndBelow") && host.Reference.IsWithin(handling, unit)) ? Yes : No);
    }
}
