namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>The refusals of all chapters.</summary>
internal static class EveryRefusal
{
    public static readonly IReadOnlyList<Refusal> All =
    [
        .. GeneralRefusals.All, .. IntakeRefusals.All, .. LinkingRefusals.All, .. TransferRefusals.All, .. HandlingRefusals.All, .. MediationRefusals.All,
        .. EndingRefusals.All, .. ClosureRefusals.All, .. ReviewRefusals.All, .. EscalationRefusals.All, .. AccountabilityRefusals.All,
    ];
}
