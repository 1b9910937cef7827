using static Petitions.Tests.Integration.Server.Provoked.People;
using static Petitions.Tests.Integration.Server.Provoked.Situations;

namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>From the first word to the decision whose matter it is (T01 to T07, T29).</summary>
internal static class IntakeRefusals
{
    public static readonly Situation Accusation = new(new { channel = "letter", category = "H2", location = (string?)null, responsibleUnit = "COM-WY", text = "反映物业负责人收受好处。" });

    /// <summary>Labour arbitration has refused in writing, so the matter came back.</summary>
    private static readonly Situation RefusedElsewhere = new(
        new { category = "E2", location = (string?)null, channelRefusal = new { by = "GOV-COUNTY-HRSS", on = "2026-02-20", document = "不予受理通知书" } }, EnterpriseDesk);

    public static readonly Refusal[] All =
    [
        new("Nothing is received tomorrow", "RECEIVED_IN_FUTURE", Counter, new(Clerk, "register", s => new { receivedAt = s.Day(1) + "T09:00:00+08:00" }), "receivedAt"),
        new("An entry three days late needs its reason", "LATE_ENTRY_REASON_REQUIRED", Counter, new(Clerk, "register", s => new { receivedAt = s.Day(-3) + "T09:00:00+08:00" }), "lateReason"),
        new("A petition asks for something", "REQUEST_EMPTY", Counter, new(Clerk, "register", new { text = " " }), "text"),
        new("What was said on the telephone is read back", "READ_BACK_REQUIRED", Counter, new(Clerk, "register", new { channel = "phone", readBack = false }), "readBack"),
        new("Nobody stands twice in a list", "PEOPLE_LIST_INVALID", Claim, new(Clerk, "addPeople", new { people = new[] { new { role = "listed", name = "江月" }, new { role = "listed", name = "江 月" } } }), "peopleList"),
        new("Whoever asks for a supplement says what is missing", "SUPPLEMENT_ITEMS_REQUIRED", Claim, new(Sorter, "askSupplement", new { items = Array.Empty<string>() }), "items"),
        new("A diversion names the channel and the article", "DIVERT_TARGET_REQUIRED", Claim, new(Sorter, "divert", new { basis = "第三十一条", guidance = "申请仲裁" }), "to"),
        new("A channel that has refused in writing is not asked again", "CHANNEL_ALREADY_REFUSED", RefusedElsewhere,
            new(EnterpriseDesk, "divert", new { to = "GOV-COUNTY-HRSS", basis = "第三十一条(二)", guidance = "申请仲裁" }), "to"),
        new("A diversion guides in writing", "REASON_REQUIRED", Claim, new(Sorter, "divert", new { to = "GOV-COUNTY-COURT", basis = "第三十一条(一)" }), "guidance"),
        new("An accusation goes the sealed way and no other", "USE_SEALED_TRACK", Accusation, new(Sorter, "divert", new { to = "GOV-COUNTY-JW", basis = "第三十条", guidance = "向纪委反映" })),
        new("Who is not accepted is shown the next door", "NEXT_DOOR_REQUIRED", Claim, new(Sorter, "notAccept", new { ground = "litigation" }), "nextDoor"),
        new("A petition is not accepted only for a reason of the law", "FIELD_INVALID", Claim, new(Sorter, "notAccept", new { ground = "tired", nextDoor = "COM" }), "ground", 400),
        new("A split leaves no part empty", "SPLIT_PART_EMPTY", Claim, new(Sorter, "split", new { parts = new object[] { new { text = "退费", category = "A8" }, new { text = "路灯不亮" } } }), "parts[1]"),
        new("Where an accusation is cut out, the open text is written anew", "OPEN_TEXT_REQUIRED", Claim,
            new(Sorter, "split", new { parts = new[] { new { text = "退费", category = "A8" }, new { text = "收费员收好处", category = "H2" } } }), "openText"),
    ];
}
