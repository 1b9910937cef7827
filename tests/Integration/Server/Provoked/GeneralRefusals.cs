using static Petitions.Tests.Integration.Server.Provoked.People;
using static Petitions.Tests.Integration.Server.Provoked.Situations;

namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>What holds for every verb: whole orders, rights, the state and the version that was seen (handbook §5, first lines).</summary>
internal static class GeneralRefusals
{
    public static readonly Refusal[] All =
    [
        new("A category that is only a heading is no category", "FIELD_INVALID", Counter, new(Clerk, "register", new { category = "A" }), "category", 400),
        new("A draft of a channel that does not exist is not saved", "FIELD_INVALID", Counter, new(Clerk, "drafts", new { channel = "pigeon", text = "漏水" }), "channel", 400),
        new("A member that nobody knows is named", "FIELD_INVALID", Claim, new(Sorter, "accept", new { procedur = "simple" }), "procedur", 400),
        new("A rating has one to five stars", "FIELD_INVALID", ClaimAnswered, new(Petitioner, "rate", new { stars = 6 }), "stars", 400),
        new("A clerk does not refuse acceptance", "NOT_YOUR_ROLE", Claim, new(Clerk, "notAccept", new { ground = "litigation", nextDoor = "GOV-COUNTY-COURT" }), null, 403),
        new("A handler does not close", "NOT_YOUR_ROLE", ClaimAnswered, new(Handler, "close"), null, 403),
        new("A sealed petition is not there for others", "NOT_FOUND", Accusation, new(Head, "comment", new { text = "是谁告的" }), null, 404),
        new("A petition of another area is not there", "NOT_FOUND", Claim, new("STF-080", "comment", new { text = "与我何干" }), null, 404),
        new("An order on older facts is stale", "STALE_VERSION", ClaimInHandling, new(Handler, "comment", new { text = "补充" }) { IfMatch = 1 }, null, 409),
        new("What is accepted is not accepted again", "WRONG_STATE", ClaimInHandling, new(Sorter, "accept"), null, 409),
        new("A claim cannot become a claim", "WRONG_STATE", Claim, new(Petitioner, "treatAsPetition"), null, 409),
        new("A case that has a handler waits for no other", "NOT_OFFERED", ClaimInHandling, new(EstateHead, "assignHandler", new { handler = OtherHandler }), null, 409),
        new("Nothing has happened tomorrow", "HAPPENED_IN_FUTURE", Claim, new(Sorter, "askSupplement", s => new { items = new[] { "照片" }, happenedAt = s.Day(1) + "T09:00:00+08:00" }), "happenedAt"),
        new("A task that is not there is not finished", "TASK_NOT_OPEN", ClaimInHandling, new(Handler, "finishTask", new { task = 999 }), "task"),
        new("A workflow that runs is not tried again", "WORKFLOW_NOT_PARKED", ClaimInHandling, new(Supervisor, "retryWorkflow", new { instance = 1 }), "instance"),
    ];

    private static Situation Accusation => IntakeRefusals.Accusation;
}
