using static Petitions.Tests.Integration.Server.Provoked.People;
using static Petitions.Tests.Integration.Server.Provoked.Situations;

namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>The same matter twice (T05, and the question at T11).</summary>
internal static class LinkingRefusals
{
    private static readonly Situation Repeated = new(ClaimEntry) { Other = ClaimInHandling };
    private static readonly Situation RepeatedAfterWithdrawal = new(ClaimEntry) { Other = ClaimWithdrawn };
    private static readonly Situation RepeatedLater = new(ClaimEntry) { Other = ClaimInHandling, Begins = new(2026, 6, 3) };
    private static readonly Situation LinkedToTheFirst = new(ClaimEntry, Clerk, Link("inHand")) { Other = new(ClaimEntry) };

    /// <summary>Re-examination is a later transition (T23); its end is written into the row.</summary>
    private static readonly Situation RepeatedAfterReexamination = new(ClaimEntry)
    {
        Other = new(ClaimEntry) { Arranged = "state = 'TERMINATED_AFTER_REEXAM'" },
    };

    public static readonly Refusal[] All =
    [
        new("A link says on what it rests", "DUPLICATE_BASIS_REQUIRED", Repeated, new(Sorter, "linkSameMatter", s => new { target = s.Other!.Number, ground = "inHand" }), "basis"),
        new("Nothing is linked to itself", "LINK_TO_SELF", Claim, new(Sorter, "linkSameMatter", s => new { target = s.Number, ground = "inHand", basis = "同一人同一事" }), "target"),
        new("Two petitions are not linked to each other", "LINK_CYCLE", LinkedToTheFirst,
            new(Sorter, "linkSameMatter", s => new { target = s.Number, ground = "inHand", basis = "同一人同一事" }) { ToOther = true }, "target"),
        new("A link leads to a petition that is there", "NOT_FOUND", Claim, new(Sorter, "linkSameMatter", new { target = "NQ-ZH-2026-9999", ground = "inHand", basis = "同一人同一事" }), null, 404),
        new("New facts are a new petition", "NEW_FACTS", Repeated,
            new(Sorter, "linkSameMatter", s => new { target = s.Other!.Number, ground = "inHand", basis = "同一人同一事", newFacts = true }), "newFacts"),
        new("Only what was re-examined has come to its end", "TARGET_NOT_TERMINATED", Repeated, Link("NO_FURTHER_ACCEPTANCE"), "ground"),
        new("An office of the same body is no higher body", "NOT_A_HIGHER_BODY", Repeated, Link("SAME_MATTER_IN_PROGRESS", "COM-ZZ"), "decidedBy"),
        new("What is overdue below is escalated and not refused above", "TARGET_OVERDUE", RepeatedLater, Link("SAME_MATTER_IN_PROGRESS", "ENT"), "target"),
        new("What was withdrawn holds no link", "TARGET_WITHDRAWN", RepeatedAfterWithdrawal, Link("inHand"), "target", 409),
        new("What is in hand is linked and not accepted twice", "SAME_MATTER_IN_PROGRESS", Repeated, new(Sorter, "accept", s => new { sameMatterAs = s.Other!.Number }), "sameMatterAs"),
        new("After re-examination nobody accepts again", "NO_FURTHER_ACCEPTANCE", RepeatedAfterReexamination, new(Sorter, "accept", s => new { sameMatterAs = s.Other!.Number }), "sameMatterAs"),
    ];

    private static Act Link(string ground, string? decidedBy = null) =>
        new(Sorter, "linkSameMatter", s => new { target = s.Other!.Number, ground, basis = "同一人同一事", decidedBy });
}
