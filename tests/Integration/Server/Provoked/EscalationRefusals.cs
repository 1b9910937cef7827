using static Petitions.Tests.Integration.Server.Provoked.People;
using static Petitions.Tests.Integration.Server.Provoked.Situations;

namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>Asking up, supervision orders and emergencies (T25, §8, T28).</summary>
internal static class EscalationRefusals
{
    private static readonly Act AskUp = new(Handler, "escalateByHand", new { reason = "超出本单位权限" });
    private static readonly Act OpenEmergency = new(Duty, "openEmergency", new { reason = "水管爆裂" });

    private static readonly Situation AskedToTheTop = ClaimInHandling.Then(AskUp, AskUp, AskUp, AskUp);
    private static readonly Situation Ordered = ClaimInHandling.Then(new Act(Supervisor, "issueSupervisionOrder", new { unit = "COM-WY", demand = "限期退费" }));
    private static readonly Situation InEmergency = Claim.Then(OpenEmergency);

    public static readonly Refusal[] All =
    [
        new("Above the top there is nobody to ask", "ALREADY_AT_TOP", AskedToTheTop, AskUp, null, 409),
        new("Who asks up says why", "REASON_REQUIRED", ClaimInHandling, new(Handler, "escalateByHand"), "reason"),
        new("What did not go up is not answered", "ESCALATION_NOT_OPEN", ClaimInHandling, new(CommunityHead, "answerEscalation", new { entry = 404, choice = "urged", text = "尽快" }), "entry"),
        new("Who reads the file anyway does not ask for it", "FILE_ALREADY_OPEN", ClaimInHandling, new(CommunityHead, "askForFile", new { reason = "须核对" })),
        new("A wish for the file that nobody had is not decided", "FILE_REQUEST_NOT_OPEN", ClaimInHandling, new(CommunityHead, "decideFile", new { fileRequest = 404, granted = true }), "fileRequest"),
        new("A supervision order demands something", "DEMAND_REQUIRED", ClaimInHandling, new(Supervisor, "issueSupervisionOrder", new { unit = "COM-WY" }), "demand"),
        new("A supervision order that is not there is not replied to", "SUPERVISION_NOT_FOUND", ClaimInHandling, new(Head, "replyToSupervision", new { order = 404, text = "已办" }), "order"),
        new("A reply is verified after it was given", "SUPERVISION_NOT_WAITING", Ordered, new(Supervisor, "verifySupervision", new { order = 1, accepted = true }), "order", 409),
        new("An emergency is opened once", "EMERGENCY_ALREADY_OPEN", InEmergency, OpenEmergency, null, 409),
        new("An emergency that never was is not stood down", "EMERGENCY_NOT_OPEN", Claim, new(Duty, "standDownEmergency", new { reason = "误报" }), null, 409),
        new("An emergency has a reason", "REASON_REQUIRED", Claim, new(Duty, "openEmergency", new { reason = " " }), "reason"),
    ];
}
