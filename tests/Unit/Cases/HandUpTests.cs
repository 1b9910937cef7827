using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>The extract of a hand-up, and the way to the file (handbook §7).</summary>
public sealed class HandUpTests
{
    private const string Township = "STF-058", Head = "STF-001";

    [Fact]
    public void An_office_that_a_case_was_handed_up_to_has_the_extract_and_two_orders()
    {
        var paper = HandedUp();
        var actor = paper.Staff(Township);

        Assert.True(Access.MayRead(actor, paper.Case, paper.Reference));
        Assert.True(Access.SeesExtractOnly(actor, paper.Case, paper.Reference));
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new ServeDocument(1, Road.Signed), Township, "2026-03-25 09:00").Code);
        Assert.False(Access.SeesExtractOnly(paper.Staff(Head), paper.Case, paper.Reference));
    }

    [Fact]
    public void Asked_with_a_reason_and_granted_by_the_handling_side_it_reads_the_file()
    {
        var paper = HandedUp();
        paper.Give(new AskForFile(new Words("须核对家庭情况")), Township, "2026-03-25 09:00");
        var request = Assert.Single(paper.Case.FileRequests);
        Assert.Equal(("GOV-TOWN-ZZ", Township, null), (request.Unit, request.By, request.Granted));
        Assert.Contains(paper.Case.Tasks, t => t is { Kind: "decideFile", Status: Petitions.Cases.TaskStatus.Open } && t.DueAt == Paper.At("2026-03-28 00:00"));

        paper.Give(new DecideFile(request.No, true, null), Head, "2026-03-25 15:00");
        Assert.False(Access.SeesExtractOnly(paper.Staff(Township), paper.Case, paper.Reference));
        Assert.DoesNotContain(paper.Case.Tasks, t => t is { Kind: "decideFile", Status: Petitions.Cases.TaskStatus.Open });
        Assert.Equal("FILE_REQUEST_NOT_OPEN", paper.Refuses(new DecideFile(request.No, false, new Words("不")), Head, "2026-03-25 16:00").Code);
    }

    [Fact]
    public void A_no_has_a_reason_and_leaves_the_extract_and_another_wish_may_follow()
    {
        var paper = HandedUp();
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new AskForFile(new Words(" ")), Township, "2026-03-25 09:00").Code);
        paper.Give(new AskForFile(new Words("须核对")), Township, "2026-03-25 09:00");
        Assert.Equal("FILE_ALREADY_OPEN", paper.Refuses(new AskForFile(new Words("再问")), Township, "2026-03-25 10:00").Code);
        var no = paper.Case.FileRequests[0].No;
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new DecideFile(no, false, null), Head, "2026-03-25 15:00").Code);
        paper.Give(new DecideFile(no, false, new Words("摘要已足够")), Head, "2026-03-25 15:00");

        Assert.True(Access.SeesExtractOnly(paper.Staff(Township), paper.Case, paper.Reference));
        Assert.Contains(paper.Notices, n => n is { To: Township, Template: "notice.fileRefused" });
        paper.Give(new AskForFile(new Words("另有新情况")), Township, "2026-03-26 09:00");
        Assert.Equal(2, paper.Case.FileRequests.Count);
    }

    [Fact]
    public void Whoever_reads_the_file_anyway_does_not_ask_and_a_strange_head_does_not_decide()
    {
        var paper = HandedUp(c => c.CoHandlingUnits = ["COM-HW"]);
        Assert.Equal("FILE_ALREADY_OPEN", paper.Refuses(new AskForFile(new Words("须核对")), Head, "2026-03-25 09:00").Code);
        paper.Give(new AskForFile(new Words("须核对")), Township, "2026-03-25 09:00");
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new DecideFile(paper.Case.FileRequests[0].No, true, null), "STF-041", "2026-03-25 15:00").Code);
    }

    [Fact]
    public void What_is_asked_up_by_hand_to_an_office_goes_with_the_extract_too()
    {
        var paper = LadderRulesTests.Claim();
        foreach (var day in new[] { "20", "21", "22", "23" })
            paper.Give(new EscalateByHand(new Words("超出本单位权限")), "STF-029", $"2026-04-{day} 09:00");

        Assert.Equal("ENT-XF", (string?)Assert.Single(paper.Outbox, m => m.Kind == "extract").Payload["to"]);
    }

    [Fact]
    public void The_counter_of_the_enterprise_has_of_a_communitys_case_the_extract_until_it_asks_with_a_reason()
    {
        var paper = LadderRulesTests.Claim();
        var counter = paper.Staff("STF-083");
        Assert.True(Access.MayRead(counter, paper.Case, paper.Reference));
        Assert.True(Access.SeesExtractOnly(counter, paper.Case, paper.Reference));
        Assert.False(Access.SeesExtractOnly(paper.Staff("STF-012"), paper.Case, paper.Reference));
        Assert.False(Access.SeesExtractOnly(paper.Staff("STF-084"), paper.Case, paper.Reference));
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new Comment(new Words("看过")), "STF-083", "2026-04-20 09:00").Code);

        paper.Give(new AskForFile(new Words("须答复集团转办")), "STF-083", "2026-04-20 09:00");
        paper.Give(new DecideFile(paper.Case.FileRequests[0].No, true, null), "STF-042", "2026-04-20 10:00");
        Assert.False(Access.SeesExtractOnly(counter, paper.Case, paper.Reference));
    }

    [Fact]
    public void What_its_own_body_has_or_it_received_itself_the_counter_reads_whole()
    {
        var counter = LadderRulesTests.Claim().Staff("STF-083");
        Assert.False(Access.SeesExtractOnly(counter, Paper.Registered("D1", "2026-03-02 09:00", c => c.Holder = c.HandlingUnit = c.ReceivedBy = "ENT-LAND").Case, Seeds.Reference));
        Assert.False(Access.SeesExtractOnly(counter, Paper.Registered("A8", "2026-03-02 09:00", c => (c.ReceivedBy, c.Holder, c.HandlingUnit) = ("ENT-XF", "COM-WY", "COM-WY")).Case, Seeds.Reference));
    }

    [Fact]
    public void The_discipline_desk_above_has_the_extract_of_what_was_handed_up_to_it_answers_and_may_ask_for_the_file()
    {
        var paper = Paper.Registered("H2", "2026-03-02 09:00", c => (c.State, c.Handler, c.HandlingUnit, c.Holder) = (CaseState.Transferred, "STF-050", "ENT-JW", "ENT-JW"));
        paper.Do("2026-03-02 09:00", step => Clocks.Start(step, "CLK-ACC-RESULT15WD", step.HappenedAt, "concluded"));
        Assert.False(Access.MayRead(paper.Staff("STF-088"), paper.Case, paper.Reference));
        paper.PassTo("2026-04-10 09:00");

        Assert.True(Access.MayRead(paper.Staff("STF-088"), paper.Case, paper.Reference));
        Assert.True(Access.SeesExtractOnly(paper.Staff("STF-088"), paper.Case, paper.Reference));
        Assert.False(Access.MayRead(paper.Staff("STF-090"), paper.Case, paper.Reference));
        Assert.Contains(paper.Notices, n => n.To == "STF-088");
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new ConcludeAccusation("upheld"), "STF-088", "2026-04-10 10:00").Code);
        paper.Give(new AskForFile(new Words("须核对")), "STF-088", "2026-04-10 10:00");
        Assert.Equal("NOT_FOUND", paper.Refuses(new DecideFile(paper.Case.FileRequests[0].No, true, null), "STF-042", "2026-04-10 11:00").Code);
        paper.Give(new DecideFile(paper.Case.FileRequests[0].No, true, null), "STF-051", "2026-04-10 11:00");
        Assert.False(Access.SeesExtractOnly(paper.Staff("STF-088"), paper.Case, paper.Reference));
        paper.Give(new AnswerEscalation(paper.Case.Ladder.Single(e => e is { Step: "rung3", FiredAt: not null }).No, "instruction", new Words("本周内反馈")), "STF-088", "2026-04-10 12:00");
    }

    private static Paper HandedUp(Action<Case>? set = null)
    {
        var paper = Paper.Registered("F4", "2026-03-02 09:00", set);
        paper.Do("2026-03-02 09:00", step => Clocks.StartExternal(step, Paper.Day("2026-03-06")));
        paper.PassTo("2026-03-24 09:00");
        return paper;
    }
}
