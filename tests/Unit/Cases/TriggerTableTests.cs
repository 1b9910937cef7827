using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Handbook §6.1 as a table: for each trigger facts that demand a record by the next morning, and facts that come close and do not.</summary>
public sealed class TriggerTableTests
{
    private static readonly DateTimeOffset Noon = Paper.At("2026-03-10 12:00");

    private static readonly Dictionary<string, (string Category, Action<Case> Demands, Action<Case> NearMiss)> Table = new()
    {
        ["TR1 statutory clock"] = ("A8", c => c.Clocks.Add(Missed("CLK-HANDLE60", ClockKind.Statutory)), c => c.Clocks.Add(Missed("CLK-OBJECT5WD", ClockKind.Statutory))),
        ["TR1 rung 4"] = ("A6", c => c.Ladder.Add(Rung(4, Noon)), c => c.Ladder.Add(Rung(3, Noon))),
        ["TR1 rung 2 and harm"] = ("A6", c => Harmed(c, Rung(2, Noon)), c => Harmed(c, Rung(1, Noon))),
        ["TR2 false closure"] = ("A6", c => c.FalseClosures.Add(new FalseClosure(1, Day)), c => c.ReopenAsked = new("falseClosure", 1, "P:1")),
        ["TR3 accusation upheld"] = ("H1", c => Conclude(c, "partlyUpheld"), c => Conclude(c, "notUpheld")),
        ["TR4 emergency late"] = ("A5", c => c.Clocks.Add(Missed("CLK-EMG-ONSITE", ClockKind.Internal)), c => c.Clocks.Add(Missed("CLK-EMG-STATUS", ClockKind.Internal))),
        ["TR5 group event"] = ("A6", c => c.Harms.Add(new Harm(1, Day, false, true, false)), c => c.PeopleCount = 60),
        ["TR6 category"] = ("J2", _ => { }, c => c.Category = c.Parts[0].Category == "J2" ? Recategorised(c, "A6") : "A6"),
        ["TR7 dispute became a crime"] = ("B5", c => c.Harms.Add(new Harm(1, Day, false, false, true)), c => c.Harms.Add(new Harm(1, Day, true, false, false))),
        ["TR8 order returned twice"] = ("A6", c => c.SupervisionOrders.Add(Order(2)), c => c.SupervisionOrders.Add(Order(1))),
        ["TR8 opinion not executed"] = ("A8", c => c.OpinionsNotExecuted.Add(new OpinionNotExecuted(1, Day)), c => c.Parts[0] = c.Parts[0] with { Result = "supported" }),
        ["TR9 decision set aside"] = ("A8", c => c.Reviews.Add(Review("error")), c => c.Reviews.Add(Review("newEvidence"))),
    };

    public static TheoryData<string> Triggers => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Triggers))]
    public void The_facts_of_a_trigger_demand_a_record_by_the_next_morning(string row)
    {
        var record = Assert.Single(Morning(Table[row].Category, Table[row].Demands).Case.AccountabilityRecords);
        Assert.Equal(row.Split(' ')[0], record.Trigger);
    }

    [Theory]
    [MemberData(nameof(Triggers))]
    public void What_only_comes_close_demands_nothing(string row) =>
        Assert.Empty(Morning(Table[row].Category, Table[row].NearMiss).Case.AccountabilityRecords);

    [Fact]
    public void A_supervisor_or_a_leader_opens_one_with_a_reason_and_nobody_without()
    {
        var paper = Checked.Case();
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new OpenAccountability("TR10", null), Checked.Leader, "2026-03-10 10:00").Code);
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new OpenAccountability("TR10", "漏排"), Checked.Handler, "2026-03-10 10:00").Code);
        paper.Give(new OpenAccountability("TR10", "漏排"), Checked.Leader, "2026-03-10 10:00");
        Assert.Equal("TR10", paper.Record().Trigger);
    }

    [Fact]
    public void Retaliation_is_checked_at_the_conclusion_whatever_was_found()
    {
        var paper = Morning("H4", c => Conclude(c, "notUpheld"));
        Assert.Equal("TR6", Assert.Single(paper.Case.AccountabilityRecords).Trigger);
        Assert.Empty(Morning("H4", _ => { }).Case.AccountabilityRecords);
    }

    [Theory]
    [InlineData("2026-03-24 23:00", 0)]
    [InlineData("2026-03-25 09:00", 1)]
    [InlineData(null, 1)]
    public void A_notice_that_was_overdue_when_it_came_to_be_owed_counts_from_that_day(string? servedAt, int records)
    {
        var paper = Road.Register(Road.Entry("A6"), "2026-03-04 09:00");
        paper.PassTo("2026-03-24 09:00");
        paper.Give(new TreatAsPetition(), Road.Petitioner, "2026-03-24 10:00");
        paper.PassTo("2026-03-24 10:05");
        var clock = paper.Clock("CLK-NOTICE15");
        Assert.Equal((true, Paper.Day("2026-03-19")), (clock.WasMissed, clock.EffectiveDue!.Value));
        if (servedAt is not null)
            paper.Give(new Accept(NoticeServed: Road.Signed), Road.Sorter, servedAt);
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-03-26 06:00"));
        Assert.Equal(records, paper.Case.AccountabilityRecords.Count);
        Assert.True(paper.Clock("CLK-NOTICE15").WasMissed);
    }

    [Fact]
    public void A_supporting_opinion_that_was_not_carried_out_is_found_when_the_case_is_reopened_for_it()
    {
        var paper = Road.Answered();
        paper.Give(new AskReopen("notPerformed", "退款一直没到"), Road.Petitioner, "2026-04-01 09:00");
        paper.Give(new DecideReopen(true, "查实未退", Road.OtherHandler), Road.EstateHead, "2026-04-02 09:00");
        Assert.Equal("TR8", paper.Record().Trigger);
    }

    private static Paper Morning(string category, Action<Case> facts)
    {
        var paper = Paper.Registered(category, "2026-03-02 09:00", c =>
        {
            c.State = CaseState.InHandling;
            facts(c);
        });
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-03-11 06:00"));
        return paper;
    }

    private static DateOnly Day => Paper.Day("2026-03-10");

    private static Clock Missed(string code, ClockKind kind) => new()
    {
        No = 90, Code = code, Kind = kind, StartedAt = Paper.At("2026-03-02 09:00"), DueAt = Noon, EffectiveDue = Day, WasMissed = true, Status = ClockStatus.Missed,
        StoppedAt = Noon.AddHours(1),
        Explanation = new(code, "received", Paper.At("2026-03-02 09:00"), 1, ClockUnit.CalendarDay, "v", [], [], null, null),
    };

    private static LadderEntry Rung(int rung, DateTimeOffset at) =>
        new() { No = 91, Clock = 1, Cycle = 1, Step = $"rung{rung}", Rung = rung, Kind = "action", DueAt = at, FiredAt = at };

    private static void Harmed(Case c, LadderEntry rung)
    {
        c.Ladder.Add(rung);
        c.Harms.Add(new Harm(1, Day, false, false, false));
    }

    private static void Conclude(Case c, string result) =>
        (c.Accusation.ConcludedAt, c.EndingResult) = (Noon, result);

    private static string Recategorised(Case c, string category)
    {
        c.Parts = [.. c.Parts.Select(p => p with { Category = category })];
        return category;
    }

    private static SupervisionOrder Order(int returns) =>
        new(1, SupervisionStatus.Returned, null, "COM-WY", IssuedAt: Noon, Returns: returns);

    private static ReviewFile Review(string ground) => new(1, ReviewFile.Review, 1, "ENT", "ENT-GROUP", Noon, Noon, null, "P:1")
    {
        Result = ReviewFile.Changed, Ground = ground, DecidedAt = Noon, ServedAt = Noon,
    };
}
