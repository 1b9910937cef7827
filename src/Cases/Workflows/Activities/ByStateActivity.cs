using Petitions.Engine;

namespace Petitions.Cases.Activities;

/// <summary>按状态继续: leaves by the state of the case. The hub to which steps return when the case moved on by another way.</summary>
internal sealed class ByStateActivity : PetitionActivity
{
    private static readonly (string Port, string Zh, CaseState[] States)[] Ways =
    [
        ("Registered", "待受理", [CaseState.Registered]),
        ("WaitingSupplement", "待补正", [CaseState.WaitingSupplement]),
        ("Transferred", "已转送", [CaseState.Transferred]),
        ("Accepted", "已受理", [CaseState.Accepted]),
        ("InHandling", "办理中", [CaseState.InHandling]),
        ("InMediation", "调解中", [CaseState.InMediation]),
        ("OpinionPending", "待签发", [CaseState.OpinionPending]),
        ("Answered", "已答复", [CaseState.Answered, CaseState.PendingAccountability]),
        ("InReview", "复查复核中", [CaseState.InReview, CaseState.InReexam]),
        ("Ended", "已终结", [CaseState.Closed, CaseState.NotAccepted, CaseState.Linked, CaseState.Diverted, CaseState.Withdrawn, CaseState.TerminatedAfterReexam, CaseState.Draft]),
    ];

    public override ActivityDescriptor Descriptor { get; } = new("Petitions.ByState")
    {
        DisplayName = "按状态继续", Category = Intake, Description = "案情变化(撤回、重办、改为信访件……)后,按当前状态回到相应步骤。",
        Ports = Ways.Select(w => Port(w.Port, w.Zh)).ToList(),
    };

    public override void Execute(ActivityContext context) =>
        context.Complete(PortOf(Host(context).Case.State));

    internal static string PortOf(CaseState state) => Ways.First(w => w.States.Contains(state)).Port;
}
