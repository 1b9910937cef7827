using Petitions.Cases;
using Xunit;
using TaskStatus = Petitions.Cases.TaskStatus;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Follow-ups, recurrences, corrections and the case library (handbook §6.6, §6.7). Record 1 passed on 9 March.</summary>
public sealed class AccountabilityAfterwardsTests
{
    private const string Again = "NQ-2026-0088";

    [Fact]
    public void Each_follow_up_is_a_task_with_a_day_and_the_answer_ends_it()
    {
        var paper = Checked.Passed();
        paper.PassTo("2026-04-08 09:00");
        var task = Open(paper, "recordFollowUp");
        Assert.Equal((Roles.Supervisor, Local.EndOf(Paper.Day("2026-04-15"))), (task.Role, task.DueAt!.Value));
        paper.Give(new RecordFollowUp(1, true, false, null), Checked.Supervisor, "2026-04-09 10:00");
        Assert.DoesNotContain(paper.Case.Tasks, t => t.Status == TaskStatus.Open);
        paper.PassTo("2026-06-07 09:00");
        Assert.Equal(Local.EndOf(Paper.Day("2026-06-14")), Open(paper, "recordFollowUp").DueAt);
    }

    [Fact]
    public void What_happened_again_on_day_ninety_counts_though_it_is_written_down_later()
    {
        var paper = Checked.Passed();
        paper.Give(new RecordFollowUp(1, true, true, null, Paper.Day("2026-06-07")), Checked.Supervisor, "2026-06-10 10:00");
        Assert.True(paper.Record() is { IsOpen: true, CausesDoubtful: true });
        var late = Checked.Passed();
        late.Give(new RecordFollowUp(1, true, true, null, Paper.Day("2026-06-08")), Checked.Supervisor, "2026-06-10 10:00");
        Assert.True(late.Record().IsPassed);
        Assert.Equal("recurredOn", Checked.Passed().Refuses(new RecordFollowUp(1, true, true, null, Paper.Day("2026-04-01")), Checked.Supervisor, "2026-03-20 10:00").Field);
    }

    [Fact]
    public void A_petition_of_the_same_kind_and_place_is_put_before_a_person_once()
    {
        var paper = Proposed();
        paper.Give(new ProposeRecurrence(1, Again, Paper.Day("2026-04-20")), Actor.System, Paper.At("2026-04-22 06:00"));
        Assert.Single(paper.Case.Tasks, t => t.Kind == "decideRecurrence");
        Assert.True(paper.Record().IsPassed);
    }

    [Fact]
    public void The_same_again_opens_the_record_with_the_cause_in_doubt()
    {
        var paper = Proposed();
        paper.Give(new DecideRecurrence(1, Again, true, null), Checked.Supervisor, "2026-04-22 10:00");
        Assert.Equal([new MissingItem("C1", "causes")], Accountability.BlocksClosure(paper.Case));
        Assert.Equal(Paper.Day("2026-05-22"), paper.Clock("CLK-3NLG").EffectiveDue);
        Assert.DoesNotContain(paper.Case.Tasks, t => t is { Kind: "decideRecurrence", Status: TaskStatus.Open });
    }

    [Fact]
    public void Something_else_needs_a_reason_and_leaves_the_record_passed()
    {
        var paper = Proposed();
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new DecideRecurrence(1, Again, false, " "), Checked.Supervisor, "2026-04-22 10:00").Code);
        Assert.Equal("number", paper.Refuses(new DecideRecurrence(1, "NQ-2026-0099", true, null), Checked.Supervisor, "2026-04-22 10:00").Field);
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new DecideRecurrence(1, Again, true, null), Checked.Head, "2026-04-22 10:00").Code);
        paper.Give(new DecideRecurrence(1, Again, false, "另一栋楼"), Checked.Supervisor, "2026-04-22 10:00");
        Assert.True(paper.Record().IsPassed);
        Assert.Equal("number", paper.Refuses(new DecideRecurrence(1, Again, true, null), Checked.Supervisor, "2026-04-23 10:00").Field);
    }

    [Fact]
    public void A_correction_is_a_new_version_and_the_old_record_stays_as_it_was()
    {
        var paper = Checked.Passed();
        var before = paper.Record();
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new CorrectAccountability(1, null), Checked.Supervisor, "2026-03-16 10:00").Code);
        paper.Give(new CorrectAccountability(1, "责任人写错"), Checked.Supervisor, "2026-03-16 10:00");
        Assert.Equal(2, paper.Record().CorrectedBy);
        Assert.Equal((before.VerifiedBy, before.PassedAt, before.Causes!.AnalysedOn), (paper.Record().VerifiedBy, paper.Record().PassedAt, paper.Record().Causes!.AnalysedOn));
        var version = paper.Case.AccountabilityRecords[1];
        Assert.True(version is { Corrects: 1, IsOpen: true });
        Assert.NotEmpty(Accountability.BlocksClosure(paper.Case));
        Assert.Equal("ACCOUNTABILITY_ALREADY_CORRECTED", paper.Refuses(new CorrectAccountability(1, "再改"), Checked.Supervisor, "2026-03-17 10:00").Code);
        Assert.Equal("ACCOUNTABILITY_NOT_PASSED", paper.Refuses(new CorrectAccountability(2, "再改"), Checked.Supervisor, "2026-03-17 10:00").Code);
        Assert.Equal("ACCOUNTABILITY_ALREADY_PASSED", paper.Refuses(Checked.Causes(), Checked.Handler, "2026-03-17 10:00").Code);
        paper.Give(new RecordResponsible(2, [Checked.Blamed("STF-031")]), Checked.Head, "2026-03-17 10:00");
        paper.Give(new VerifyAccountability(2, null, null), Checked.Supervisor, "2026-03-18 10:00");
        Assert.Equal("STF-030", paper.Record().Responsible.Single().Person);
        Assert.Equal("STF-031", paper.Case.AccountabilityRecords[1].Responsible.Single().Person);
        paper.PassTo("2026-04-17 09:00");
        Assert.Equal("accountability:2", Open(paper, "recordFollowUp").About);
    }

    [Fact]
    public void A_question_about_a_recurrence_outlives_the_correction_of_the_record()
    {
        var paper = Proposed();
        paper.Give(new CorrectAccountability(1, "责任人写错"), Checked.Supervisor, "2026-04-22 10:00");
        Assert.DoesNotContain(paper.Case.Tasks, t => t is { Kind: "decideRecurrence", Status: TaskStatus.Open });
        Assert.Equal("ACCOUNTABILITY_NOT_PASSED", paper.Refuses(new DecideRecurrence(2, Again, true, null), Checked.Supervisor, "2026-04-22 11:00").Code);
        paper.Give(new VerifyAccountability(2, null, null), Checked.Supervisor, "2026-04-23 10:00");
        Assert.Equal("accountability:2", Open(paper, "decideRecurrence").About);
        paper.Give(new DecideRecurrence(2, Again, true, null), Checked.Supervisor, "2026-04-24 10:00");
        Assert.True(paper.Case.AccountabilityRecords[1] is { IsOpen: true, CausesDoubtful: true });
    }

    [Fact]
    public void What_came_while_a_record_was_corrected_still_counts_from_the_first_passing()
    {
        var paper = Checked.Passed();
        paper.Give(new CorrectAccountability(1, "责任人写错"), Checked.Supervisor, "2026-03-16 10:00");
        paper.Give(new VerifyAccountability(2, null, null), Checked.Supervisor, "2026-03-20 10:00");
        Assert.Equal(paper.Record().PassedAt, paper.Case.AccountabilityRecords[1].WatchedFrom);
        Assert.Equal("recurredOn", paper.Refuses(new RecordFollowUp(2, true, true, null, Paper.Day("2026-03-08")), Checked.Supervisor, "2026-03-21 10:00").Field);
        paper.Give(new ProposeRecurrence(2, Again, Paper.Day("2026-03-17")), Actor.System, Paper.At("2026-03-21 06:00"));
        paper.Give(new DecideRecurrence(2, Again, true, null), Checked.Supervisor, "2026-03-21 10:00");
        Assert.True(paper.Case.AccountabilityRecords[1] is { IsOpen: true, CausesDoubtful: true });
    }

    [Fact]
    public void A_correction_after_the_ninety_days_watches_from_its_own_day_and_no_answer_is_asked_for_twice()
    {
        var paper = Proposed();
        paper.Give(new DecideRecurrence(1, Again, false, "另一栋楼"), Checked.Supervisor, "2026-04-22 10:00");
        paper.Give(new CorrectAccountability(1, "责任人写错"), Checked.Supervisor, "2026-06-10 10:00");
        var version = paper.Case.AccountabilityRecords[1];
        Assert.Equal(Paper.At("2026-06-10 10:00"), version.WatchedFrom);
        Assert.Equal([Again], version.Recurrences.Select(found => found.Number));
        paper.Give(new VerifyAccountability(2, null, null), Checked.Supervisor, "2026-06-11 10:00");
        Assert.DoesNotContain(paper.Case.Tasks, t => t is { Kind: "decideRecurrence", Status: TaskStatus.Open });
    }

    [Fact]
    public void A_second_recurrence_is_asked_again_when_the_reopened_record_has_passed()
    {
        var paper = Proposed();
        paper.Give(new ProposeRecurrence(1, "NQ-2026-0089", Paper.Day("2026-04-21")), Actor.System, Paper.At("2026-04-22 06:00"));
        paper.Give(new DecideRecurrence(1, Again, true, null), Checked.Supervisor, "2026-04-22 10:00");
        Assert.DoesNotContain(paper.Case.Tasks, t => t is { Kind: "decideRecurrence", Status: TaskStatus.Open });
        paper.Give(Checked.Causes() with { AnalysedOn = Paper.Day("2026-04-23") }, Checked.Handler, "2026-04-23 10:00");
        paper.Give(new VerifyAccountability(1, null, null), Checked.Supervisor, "2026-04-24 10:00");
        Open(paper, "decideRecurrence");
        paper.Give(new DecideRecurrence(1, "NQ-2026-0089", false, "另一处"), Checked.Supervisor, "2026-04-25 10:00");
        Assert.True(paper.Record().IsPassed);
        Assert.DoesNotContain(paper.Case.Tasks, t => t is { Kind: "decideRecurrence", Status: TaskStatus.Open });
    }

    [Fact]
    public void After_a_correction_nobody_is_asked_to_follow_up_the_old_version()
    {
        var paper = Checked.Passed();
        paper.PassTo("2026-04-08 09:00");
        paper.Give(new CorrectAccountability(1, "责任人写错"), Checked.Supervisor, "2026-04-08 10:00");
        Assert.DoesNotContain(paper.Case.Tasks, t => t is { Kind: "recordFollowUp", Status: TaskStatus.Open });
        Assert.Equal("ACCOUNTABILITY_NOT_PASSED", paper.Refuses(new RecordFollowUp(1, true, false, null), Checked.Supervisor, "2026-04-08 11:00").Code);
    }

    [Fact]
    public void A_case_note_tells_the_lesson_and_nobodys_name()
    {
        var paper = Checked.Passed();
        foreach (var (title, text, field) in new[]
        {
            ("清运脱节", $"居民{Checked.Name}反映三天无人清运", "text"), ("清运脱节", $"电话 {Checked.Phone[..3]} {Checked.Phone[3..]}", "text"), ($"{Checked.Name}家门口", "三天", "title"),
            ("清运脱节", $"责任人{paper.Reference.Person("STF-030")!.Name}被批评", "text"),
            ("清运脱节", $"责任人{string.Join(' ', paper.Reference.Person("STF-030")!.Name.ToCharArray())}被批评", "text"),
        })
        {
            var refused = paper.Refuses(new WriteCaseNote(1, title, text), Checked.Supervisor, "2026-03-10 10:00");
            Assert.Equal(("PETITIONER_DATA_IN_MATERIAL", field), (refused.Code, refused.Field));
        }
        paper.Give(new WriteCaseNote(1, "清运脱节", "排班没有替班,三天无人清运;定替班表后恢复。"), Checked.Supervisor, "2026-03-10 10:00");
        Assert.Equal("清运脱节", paper.Texts[paper.Record().Note!.Title]);
        Assert.Equal("title", paper.Refuses(new WriteCaseNote(1, " ", "经验"), Checked.Supervisor, "2026-03-10 10:00").Field);
        Assert.Equal("ACCOUNTABILITY_NOT_PASSED", Checked.Filled().Refuses(new WriteCaseNote(1, "清运", "经验"), Checked.Supervisor, "2026-03-10 10:00").Code);
    }

    private static CaseTask Open(Paper paper, string kind) => Assert.Single(paper.Case.Tasks, t => t.Kind == kind && t.Status == TaskStatus.Open);

    private static Paper Proposed()
    {
        var paper = Checked.Passed();
        paper.Give(new ProposeRecurrence(1, Again, Paper.Day("2026-04-20")), Actor.System, Paper.At("2026-04-21 06:00"));
        return paper;
    }
}
