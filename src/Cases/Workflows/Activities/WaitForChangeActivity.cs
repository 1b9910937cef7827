using Petitions.Engine;

namespace Petitions.Cases.Activities;

/// <summary>等待状态变化: waits until the case is in another state, by whatever way: a right, a timer, a decision elsewhere.</summary>
internal sealed class WaitForChangeActivity : PetitionActivity
{
    public static readonly Stimulus StateChanged = Stimulus.Event("stateChanged");

    public override ActivityDescriptor Descriptor { get; } = new("Petitions.WaitForChange")
    {
        Waits = true, DisplayName = "等待状态变化", Category = Intake, Description = "等到案件进入另一状态(补正、撤回、重办等),再继续。", Ports = [Port("Done", "状态已变")],
    };

    public override void Execute(ActivityContext context) => context.CreateBookmark(StateChanged);
}
