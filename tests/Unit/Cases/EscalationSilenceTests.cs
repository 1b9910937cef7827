using System.Text.Json.Nodes;
using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>A superior who does not answer, an office that nobody holds, a delegate who does; the bulletin.</summary>
public sealed class EscalationSilenceTests
{
    private static readonly Words Reason = new("超出本单位权限");

    [Fact]
    public void A_request_by_hand_that_nobody_answers_goes_one_higher_by_itself_until_the_top()
    {
        var paper = LadderRulesTests.Claim();
        paper.Give(new EscalateByHand(Reason), "STF-029", "2026-04-20 09:00");
        paper.PassTo("2026-04-23 00:00");

        var asked = paper.Case.Ladder.Where(e => e.Step == "byHand").ToList();
        Assert.Equal(["R-UNITHEAD", "R-COM-XF"], asked.Select(e => e.TargetRole));
        Assert.Equal(Paper.At("2026-04-23 00:00"), asked[0].UnansweredAt);
        Assert.Equal("超出本单位权限", paper.Texts[paper.All<EscalatedByHand>()[1].Reason]);
        Assert.Equal("STF-029", paper.All<EscalatedByHand>()[1].By);
        Assert.Equal("ESCALATION_NOT_OPEN", paper.Refuses(new AnswerEscalation(asked[0].No, "urged", new Words("好")), "STF-042", "2026-04-23 09:00").Code);

        paper.PassTo("2026-05-20 00:00");
        Assert.Equal(["R-UNITHEAD", "R-COM-XF", "R-LEADER", "ENT-XF"], paper.Case.Ladder.Where(e => e.Step == "byHand").Select(e => e.TargetRole));
        Assert.Contains(paper.Notices, n => n.Template == "notice.escalationUnanswered" || n.Arguments.GetValueOrDefault("also")?.Contains("escalationUnanswered", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void What_the_handler_has_asked_at_the_top_already_is_not_passed_on_from_below()
    {
        var paper = LadderRulesTests.Claim();
        foreach (var hour in new[] { "09", "10", "11", "12" })
            paper.Give(new EscalateByHand(Reason), "STF-029", $"2026-04-20 {hour}:00");
        paper.PassTo("2026-04-23 00:00");

        Assert.Equal(4, paper.Case.Ladder.Count(e => e.Step == "byHand"));
        Assert.All(paper.Case.Ladder.Where(e => e.Step == "byHand" && !e.IsHandUp), e => Assert.NotNull(e.UnansweredAt));
        paper.Give(new AnswerEscalation(paper.Case.Ladder.First(e => e.Step == "byHand").No, "urged", new Words("已督促")), "STF-042", "2026-04-23 09:00");
    }

    [Fact]
    public void An_answer_in_time_keeps_the_request_where_it_is()
    {
        var paper = LadderRulesTests.Claim();
        paper.Give(new EscalateByHand(Reason), "STF-029", "2026-04-20 09:00");
        paper.Give(new AnswerEscalation(paper.Case.Ladder.Single(e => e.Step == "byHand").No, "instruction", new Words("按合同退")), "STF-042", "2026-04-22 17:00");
        paper.PassTo("2026-04-29 00:00");

        Assert.Single(paper.Case.Ladder, e => e.Step == "byHand");
        Assert.Empty(paper.All<EscalationUnanswered>());
    }

    [Fact]
    public void An_unanswered_rung_is_told_one_level_up_and_may_still_be_answered_while_the_next_rung_keeps_its_day()
    {
        var paper = LadderRulesTests.Claim();
        paper.PassTo("2026-05-08 00:00");

        var rung = paper.Case.Ladder.Single(e => e.Step == "rung1");
        Assert.Equal(Paper.At("2026-05-08 00:00"), rung.UnansweredAt);
        Assert.Contains(paper.Notices, n => n is { To: "STF-001", Template: "notice.escalationUnanswered" });
        Assert.DoesNotContain(paper.Case.Ladder, e => e is { Step: "rung2", FiredAt: not null });
        paper.Give(new AnswerEscalation(rung.No, "urged", new Words("三天内办结")), "STF-042", "2026-05-08 10:00");
        Assert.Equal("urged", paper.Case.Ladder.Single(e => e.Step == "rung1").Answer);
        paper.PassTo("2026-05-09 09:00");
        Assert.Contains(paper.Case.Ladder, e => e is { Step: "rung2", FiredAt: not null });
    }

    [Fact]
    public void Silence_in_a_sealed_case_is_heard_in_the_sealed_line_alone()
    {
        var paper = Paper.Registered("H2", "2026-03-02 09:00", c => (c.State, c.Handler, c.HandlingUnit, c.Holder) = (CaseState.Transferred, "STF-050", "ENT-JW", "ENT-JW"));
        paper.Give(new EscalateByHand(Reason), "STF-050", "2026-03-03 09:00");
        paper.PassTo("2026-03-31");

        Assert.Equal(["R-DISCIPLINE", "GRP-JW"], paper.Case.Ladder.Where(e => e.Step == "byHand").Select(e => e.TargetRole));
        Assert.Subset(new HashSet<string> { "STF-050", "STF-051", "STF-088", "P:1" }, paper.Notices.Select(n => n.To).ToHashSet());
        Assert.Contains(paper.Notices, n => n is { To: "STF-051", Template: "notice.byHand" });
    }

    [Fact]
    public void A_delegate_answers_for_the_absent_head_whatever_his_own_role_and_it_is_written_in_whose_stead()
    {
        var paper = LadderRulesTests.Claim(Absent("STF-042", "STF-030"));
        paper.PassTo("2026-05-06 09:00");
        var rung = paper.Case.Ladder.Single(e => e.Step == "rung1");

        Assert.Equal(("STF-030", "STF-042"), (rung.TargetPerson, rung.StandsInFor));
        paper.Give(new AnswerEscalation(rung.No, "urged", new Words("三天内办结")), "STF-030", "2026-05-06 15:00");
        Assert.Equal("urged", paper.Case.Ladder.Single(e => e.Step == "rung1").Answer);
    }

    [Fact]
    public void Whoever_falls_ill_after_the_rung_is_stood_in_for_and_nobody_else_may_answer()
    {
        var paper = LadderRulesTests.Claim();
        paper.PassTo("2026-05-06 09:00");
        var rung = paper.Case.Ladder.Single(e => e.Step == "rung1");
        paper.Reference = Absent("STF-042", "STF-030");

        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new AnswerEscalation(rung.No, "urged", new Words("办")), "STF-031", "2026-05-06 15:00").Code);
        paper.Give(new AnswerEscalation(rung.No, "urged", new Words("三天内办结")), "STF-030", "2026-05-06 15:00");
    }

    [Fact]
    public void An_office_whose_desk_is_empty_is_written_down_and_the_head_of_the_petition_office_takes_it_up()
    {
        var paper = Paper.Registered("F4", "2026-03-02 09:00", reference: Absent("STF-058", null));
        paper.Do("2026-03-02 09:00", step => Clocks.StartExternal(step, Paper.Day("2026-03-06")));
        paper.PassTo("2026-03-24 09:00");

        var top = paper.Case.Ladder.Single(e => e is { Rung: 4, FiredAt: not null });
        Assert.Equal(("GOV-TOWN-ZZ", "STF-001"), (top.TargetRole, top.TargetPerson));
        Assert.Equal(("GOV-TOWN-ZZ", "absent"), paper.All<EscalationTargetEmpty>().Last(e => e.Entry == top.No) is var e ? (e.Role, e.Because) : default);
        Assert.Contains(paper.Case.Tasks, t => t is { Kind: "handedUp", Assignee: "STF-001" });
    }

    [Fact]
    public void Rung_3_puts_the_case_on_the_bulletin_of_the_next_Friday()
    {
        var paper = LadderRulesTests.Claim();
        paper.PassTo("2026-05-13 09:00");

        Assert.Equal([Paper.Day("2026-05-15")], paper.Case.BulletinMarks.Select(m => m.IssueOn));
    }

    [Theory]
    [InlineData("2026-05-15 09:59", "2026-05-15")]
    [InlineData("2026-05-15 10:00", "2026-05-22")]
    [InlineData("2026-06-15 09:00", "2026-06-18")]
    public void The_bulletin_comes_on_Fridays_at_ten_or_on_the_working_day_before(string moment, string issue) =>
        Assert.Equal(Paper.Day(issue), Bulletin.IssueAfter(Paper.At(moment), Seeds.Reference.Calendar));

    [Fact]
    public void The_party_units_that_were_informed_stand_beside_the_rung()
    {
        var paper = LadderRulesTests.Claim();
        paper.PassTo("2026-05-13 09:00");

        Assert.Equal(["NQ-PB05", "NQ-PARTY"], paper.Case.Ladder.Single(e => e is { Rung: 2, FiredAt: not null }).PartyUnits);
        Assert.Equal(["COM-PARTY"], paper.Case.Ladder.Single(e => e is { Rung: 3, FiredAt: not null }).PartyUnits);
    }

    internal static Reference Absent(string person, string? stand)
    {
        var documents = Seeds.Documents();
        var root = JsonNode.Parse(documents["people"])!;
        var one = root["staff"]!.AsArray().Single(s => (string?)s!["id"] == person)!;
        one["absent"] = new JsonArray(new JsonObject { ["from"] = "2026-03-01", ["to"] = "2026-06-30", ["delegate"] = stand });
        documents["people"] = root.ToJsonString();
        return ReferenceReader.Read(documents);
    }
}
