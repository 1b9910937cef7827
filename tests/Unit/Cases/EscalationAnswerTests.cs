using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>E7 by hand, the answers to a rung, and rungs brought forward.</summary>
public class EscalationAnswerTests
{
    private static readonly Words Reason = new("超出本单位权限");

    [Fact]
    public void A_handler_asks_up_and_the_head_has_two_working_days()
    {
        var paper = LadderRulesTests.Claim();
        paper.Give(new EscalateByHand(Reason), "STF-029", "2026-04-29 15:00");

        var entry = paper.Case.Ladder.Single(e => e.Step == "byHand");
        Assert.Equal(("R-UNITHEAD", "STF-042", 0, 0), (entry.TargetRole, entry.TargetPerson, entry.Rung, entry.Clock));
        var task = paper.Case.Tasks.Single(t => t.About == $"ladder:{entry.No}");
        Assert.Equal(("STF-042", Paper.At("2026-05-07 00:00")), (task.Assignee, task.DueAt));
        Assert.Equal("超出本单位权限", paper.Texts[paper.All<EscalatedByHand>().Single().Reason]);
        Assert.Contains(paper.Notices, n => n is { To: "STF-042", Template: "notice.byHand", Action: true });
    }

    [Fact]
    public void Asked_again_it_goes_one_higher_until_the_top()
    {
        var paper = LadderRulesTests.Claim();
        foreach (var day in new[] { "20", "21", "22", "23" })
            paper.Give(new EscalateByHand(Reason), "STF-029", $"2026-04-{day} 09:00");

        Assert.Equal(["R-UNITHEAD", "R-COM-XF", "R-LEADER", "ENT-XF"], paper.Case.Ladder.Where(e => e.Step == "byHand").Select(e => e.TargetRole));
        Assert.Equal([1, 2, 3, 4], paper.Case.Ladder.Where(e => e.Step == "byHand").Select(e => e.Cycle));
        Assert.DoesNotContain(paper.Case.Ladder, e => e.Rung > 0 && e.FiredAt is not null);
        Assert.Equal((409, "ALREADY_AT_TOP"), Of(paper.Refuses(new EscalateByHand(Reason), "STF-029", "2026-04-24 09:00")));
    }

    [Fact]
    public void Asking_up_a_sealed_case_stays_in_the_sealed_line()
    {
        var paper = Paper.Registered("H2", "2026-03-02 09:00", c => (c.State, c.Handler, c.HandlingUnit, c.Holder) = (CaseState.Transferred, "STF-050", "ENT-JW", "ENT-JW"));
        paper.Give(new EscalateByHand(Reason), "STF-050", "2026-03-03 09:00");
        paper.Give(new EscalateByHand(Reason), "STF-050", "2026-03-04 09:00");

        Assert.Equal(["STF-051", "STF-088"], paper.Case.Ladder.Select(e => e.TargetPerson));
        Assert.Equal("GRP-JW", paper.Case.Ladder[1].TargetUnit);
        Assert.Equal("ALREADY_AT_TOP", paper.Refuses(new EscalateByHand(Reason), "STF-050", "2026-03-05 09:00").Code);
    }

    [Fact]
    public void Asking_up_needs_a_reason_and_a_person_who_works_on_cases()
    {
        var paper = LadderRulesTests.Claim();

        Assert.Equal((422, "REASON_REQUIRED"), Of(paper.Refuses(new EscalateByHand(new Words(" ")), "STF-029", "2026-04-20 09:00")));
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new EscalateByHand(null), "STF-029", "2026-04-20 09:00").Code);
        Assert.Equal("NOT_FOUND", paper.Refuses(new EscalateByHand(Reason), "STF-080", "2026-04-20 09:00").Code);
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new EscalateByHand(Reason), "STF-047", "2026-04-20 09:00").Code);
    }

    [Fact]
    public void The_head_urges_with_a_comment_and_the_task_is_done()
    {
        var paper = AtRung(1);
        paper.Give(new AnswerEscalation(Entry(paper, "rung1"), "urged", new Words("三天内办结")), "STF-042", "2026-05-06 15:00");

        var entry = paper.Case.Ladder.Single(e => e.Step == "rung1");
        Assert.Equal(("urged", Paper.At("2026-05-06 15:00")), (entry.Answer, entry.AnsweredAt));
        Assert.Equal(("urged", Petitions.Cases.TaskStatus.Done), (paper.Case.Tasks.Single().Result, paper.Case.Tasks.Single().Status));
        Assert.Contains(paper.Notices, n => n is { To: "STF-029", Template: "notice.escalationAnswered" });
        Assert.Equal("ESCALATION_NOT_OPEN", paper.Refuses(new AnswerEscalation(entry.No, "urged", new Words("又")), "STF-042", "2026-05-06 16:00").Code);
    }

    [Fact]
    public void Rung_2_reassigns_and_the_former_handlers_tasks_go_along_while_no_clock_moves()
    {
        var paper = AtRung(2);
        var due = paper.Clock("CLK-HANDLE60").EffectiveDue;
        paper.Do("2026-05-09 10:00", step => step.OpenTask(new CaseTask { No = step.Case.NextId(), Kind = "work", Role = "R-HANDLER", Assignee = "STF-029" }));
        paper.Give(new AnswerEscalation(Entry(paper, "rung2"), "reassigned", null, NewHandler: "STF-030"), "STF-001", "2026-05-09 11:00");

        Assert.Equal(("STF-030", "COM-WY"), (paper.Case.Handler, paper.Case.HandlingUnit));
        Assert.Contains("STF-029", paper.Case.FormerHandlers);
        Assert.Equal("STF-030", paper.Case.Tasks.Single(t => t.Kind == "work").Assignee);
        Assert.Equal(due, paper.Clock("CLK-HANDLE60").EffectiveDue);
    }

    [Fact]
    public void Rung_2_takes_over_or_sets_a_recovery_date_that_becomes_a_task()
    {
        var taken = AtRung(2);
        taken.Give(new AnswerEscalation(Entry(taken, "rung2"), "tookOver", null), "STF-001", "2026-05-09 11:00");
        Assert.Equal(("STF-001", "COM-WY"), (taken.Case.Handler, taken.Case.HandlingUnit));

        var dated = AtRung(2);
        dated.Give(new AnswerEscalation(Entry(dated, "rung2"), "recoveryDate", null, Paper.Day("2026-05-12")), "STF-001", "2026-05-09 11:00");
        var task = dated.Case.Tasks.Single(t => t.Kind == "recovery");
        Assert.Equal(("STF-029", Paper.At("2026-05-13 00:00")), (task.Assignee, task.DueAt));
        dated.PassTo("2026-05-13 00:00");
        Assert.Equal(task.No, dated.All<TaskOverdue>().Last().No);
    }

    [Fact]
    public void Rung_3_makes_it_a_lead_case()
    {
        var paper = AtRung(3);
        paper.Give(new AnswerEscalation(Entry(paper, "rung3"), "leadCase", null), "STF-002", "2026-05-13 11:00");

        Assert.Equal((true, "STF-002"), (paper.Case.Flags.LeadCase, paper.Case.LeadCaseBy));
    }

    [Theory]
    [InlineData("STF-001", "urged", "好", null, null, "FIELD_INVALID")]
    [InlineData("STF-001", "leadCase", null, null, null, "FIELD_INVALID")]
    [InlineData("STF-001", "recoveryDate", null, "2026-05-08", null, "FIELD_INVALID")]
    [InlineData("STF-001", "recoveryDate", null, null, null, "FIELD_INVALID")]
    [InlineData("STF-001", "reassigned", null, null, null, "FIELD_INVALID")]
    [InlineData("STF-001", "reassigned", null, null, "STF-029", "FIELD_INVALID")]
    [InlineData("STF-001", "reassigned", null, null, "STF-031", "HANDLER_RECUSED")]
    [InlineData("STF-042", "tookOver", null, null, null, "NOT_YOUR_ROLE")]
    [InlineData("STF-029", "tookOver", null, null, null, "NOT_YOUR_ROLE")]
    public void An_answer_is_bound_to_its_rung_and_its_addressee(string who, string choice, string? text, string? date, string? handler, string code)
    {
        var paper = AtRung(2);
        paper.Case.Recused.Add("STF-031");

        var refused = paper.Refuses(
            new AnswerEscalation(Entry(paper, "rung2"), choice, text, date is null ? null : Paper.Day(date), handler), who, "2026-05-09 11:00");
        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public void An_instruction_needs_words_and_an_absent_person_gets_no_case()
    {
        var paper = AtRung(3);
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new AnswerEscalation(Entry(paper, "rung3"), "instruction", null), "STF-002", "2026-05-13 11:00").Code);
        paper.Give(new AnswerEscalation(Entry(paper, "rung3"), "instruction", new Words("限期解决")), "STF-002", "2026-05-13 12:00");
        Assert.Equal("instruction", paper.Case.Ladder.Single(e => e.Step == "rung3").Answer);

        var away = Paper.Registered("C2", "2026-08-05 09:00");
        away.Do("2026-08-05 09:00", step => Clocks.StartInternalTarget(step));
        away.PassTo("2026-08-10 09:00");
        var answer = new AnswerEscalation(Entry(away, "rung1"), "reassigned", null, NewHandler: "STF-010");
        Assert.Equal("HANDLER_ABSENT", away.Refuses(answer, "STF-007", "2026-08-10 10:00").Code);
    }

    [Fact]
    public void Nothing_is_answered_that_never_fired_or_whose_clock_was_met()
    {
        var paper = AtRung(1);
        Assert.Equal("ESCALATION_NOT_OPEN", paper.Refuses(new AnswerEscalation(Entry(paper, "rung2"), "tookOver", null), "STF-001", "2026-05-06 11:00").Code);
        Assert.Equal("ESCALATION_NOT_OPEN", paper.Refuses(new AnswerEscalation(Entry(paper, "due"), "urged", "好"), "STF-042", "2026-05-06 11:00").Code);
        Assert.Equal("ESCALATION_NOT_OPEN", paper.Refuses(new AnswerEscalation(9999, "urged", "好"), "STF-042", "2026-05-06 11:00").Code);
        paper.Do("2026-05-06 12:00", step => Clocks.Stop(step, "CLK-HANDLE60", step.HappenedAt, "served"));
        Assert.Equal("ESCALATION_NOT_OPEN", paper.Refuses(new AnswerEscalation(Entry(paper, "rung1"), "urged", "好"), "STF-042", "2026-05-06 13:00").Code);
    }

    [Fact]
    public void A_workflow_brings_a_rung_forward_and_the_shorter_time_survives_an_extension()
    {
        var paper = LadderRulesTests.Claim();
        var clock = paper.Clock("CLK-HANDLE60").No;
        paper.Give(new AdvanceRung("rung2", 2) { Clock = clock }, Actor.System, "2026-04-20 09:00");
        Assert.Equal(Paper.At("2026-05-07 09:00"), paper.Case.Ladder.Single(e => e.Step == "rung2").DueAt);

        paper.Do("2026-04-20 10:00", step => Clocks.Extend(
            step, step.Case.RunningClock("CLK-HANDLE60")!, 30, step.KeepRequired(new Words("需要鉴定"), TextKind.Reason), "STF-029", "STF-042", Paper.Day("2026-04-20")));
        Assert.Equal(Paper.At("2026-06-02 09:00"), paper.Case.Ladder.Single(e => e is { Step: "rung2", IsWaiting: true }).DueAt);
        paper.PassTo("2026-06-02 09:00");
        Assert.Equal("rung2", paper.All<RungFired>().Last().Step);
    }

    [Fact]
    public void A_rung_is_never_moved_later_nor_before_the_due_day()
    {
        var paper = LadderRulesTests.Claim();
        Refused Refuses(string step, int days) => paper.Refuses(new AdvanceRung(step, days), Actor.System, "2026-04-20 09:00");

        Assert.Equal("RUNG_LATER_THAN_FLOOR", Refuses("rung2", 5).Code);
        Assert.Equal("FIELD_INVALID", Refuses("rung2", -1).Code);
        Assert.Equal("FIELD_INVALID", Refuses("rung9", 1).Code);
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new AdvanceRung("rung2", 2), "STF-001", "2026-04-20 09:00").Code);
        Assert.Empty(paper.Give(new AdvanceRung("rung2", 4), Actor.System, "2026-04-20 09:00"));
        paper.Give(new AdvanceRung("rung2", 2), Actor.System, "2026-04-20 09:00");
        Assert.Empty(paper.Give(new AdvanceRung("rung2", 3), Actor.System, "2026-04-20 09:00"));
    }

    private static (int, string) Of(Refused refused) => (refused.Status, refused.Code);

    private static int Entry(Paper paper, string step) => paper.Case.Ladder.Last(e => e.Step == step).No;

    private static Paper AtRung(int rung)
    {
        var paper = LadderRulesTests.Claim();
        paper.PassTo(new[] { "", "2026-05-06 09:00", "2026-05-09 09:00", "2026-05-13 09:00" }[rung]);
        return paper;
    }
}
