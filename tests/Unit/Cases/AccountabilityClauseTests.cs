using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Each clause of the three-not-let-go check: what satisfies it, and every way in which an entry is refused (handbook §6.2, §6.8).</summary>
public sealed class AccountabilityClauseTests
{
    private const string At = "2026-03-10 10:00";

    [Fact]
    public void An_empty_record_misses_all_three_clauses_by_name() =>
        Assert.Equal(["C1", "C2", "C3"], Accountability.BlocksClosure(Checked.Open().Case).Select(m => m.Clause));

    [Fact]
    public void Three_complete_clauses_leave_only_the_verification()
    {
        var missing = Accountability.BlocksClosure(Checked.Filled().Case);
        Assert.Equal([new MissingItem("verification", "verifiedBy")], missing);
    }

    [Fact]
    public void A_direct_cause_alone_does_not_satisfy_the_first_clause()
    {
        var paper = Checked.Open();
        paper.Give(Checked.Causes() with { Causes = [Checked.Causes().Causes[0]] }, Checked.Handler, At);
        Assert.Contains(new MissingItem("C1", "causes.root"), Clauses.Missing(paper.Record()));
    }

    public static TheoryData<string, string, string> BadCauses => new()
    {
        { "code", "CLAUSE_INCOMPLETE", "causes[0].code" }, { "description", "CLAUSE_INCOMPLETE", "causes[0].description" },
        { "evidence", "CLAUSE_INCOMPLETE", "causes[0].evidence" }, { "kind", "FIELD_INVALID", "causes[0].kind" },
    };

    [Theory]
    [MemberData(nameof(BadCauses))]
    public void A_cause_that_is_not_whole_is_refused(string spoiled, string code, string field)
    {
        var whole = Checked.Causes().Causes[1];
        var bad = spoiled switch
        {
            "code" => whole with { Code = "somethingElse" },
            "description" => whole with { Description = " " },
            "evidence" => whole with { Evidence = [] },
            _ => whole with { Kind = "contributing" },
        };
        var refused = Checked.Open().Refuses(Checked.Causes() with { Causes = [bad] }, Checked.Handler, At);
        Assert.Equal((code, field), (refused.Code, refused.Field));
    }

    [Fact]
    public void Causes_analysed_before_the_event_are_refused() =>
        Assert.Equal("ACTIVITY_BEFORE_EVENT", Checked.Open().Refuses(Checked.Causes() with { AnalysedOn = Paper.Day("2026-03-02") }, Checked.Handler, At).Code);

    [Fact]
    public void Causes_without_their_date_are_refused() =>
        Assert.Equal("analysedOn", Checked.Open().Refuses(Checked.Causes() with { AnalysedOn = null }, Checked.Handler, At).Field);

    [Fact]
    public void Whoever_is_named_as_responsible_cannot_write_the_causes()
    {
        var paper = Checked.Open();
        paper.Give(new RecordResponsible(1, [Checked.Blamed(Checked.Handler)]), Checked.Head, At);
        Assert.Equal("causes.author", paper.Refuses(Checked.Causes(), Checked.Handler, At).Field);
    }

    [Fact]
    public void Naming_the_author_of_the_causes_afterwards_opens_the_first_clause_again()
    {
        var paper = Checked.Filled();
        paper.Give(new RecordResponsible(1, [Checked.Blamed(Checked.Handler)]), Checked.Head, At);
        Assert.Equal([new MissingItem("C1", "causes.author")], Clauses.Missing(paper.Record()));
    }

    [Theory]
    [InlineData("P:1")]
    [InlineData(Checked.Name)]
    [InlineData("穆 桂兰")]
    public void A_petitioner_can_never_be_named_as_responsible(string person)
    {
        var refused = Checked.Open().Refuses(new RecordResponsible(1, [Checked.Blamed(person)]), Checked.Head, At);
        Assert.Equal(("PETITIONER_NOT_ACCOUNTABLE", "responsible[0].person"), (refused.Code, refused.Field));
    }

    public static TheoryData<string, string, string> BadMeasures => new()
    {
        { "document", "MEASURE_DOCUMENT_REQUIRED", "responsible[0].document" }, { "decider", "DECIDER_IS_SUBJECT", "responsible[0].decidedBy" },
        { "measure", "CLAUSE_INCOMPLETE", "responsible[0].measure" }, { "nobody", "CLAUSE_INCOMPLETE", "responsible[0].person" },
        { "inForce", "CLAUSE_INCOMPLETE", "responsible[0].inForceOn" }, { "before", "ACTIVITY_BEFORE_EVENT", "responsible[0].inForceOn" },
        { "kind", "FIELD_INVALID", "responsible[0].kind" }, { "undecided", "CLAUSE_INCOMPLETE", "responsible[0].decidedBy" },
    };

    [Theory]
    [MemberData(nameof(BadMeasures))]
    public void A_measure_that_is_not_whole_is_refused(string spoiled, string code, string field)
    {
        var whole = Checked.Blamed();
        var bad = spoiled switch
        {
            "document" => whole with { Document = "" },
            "decider" => whole with { DecidedBy = whole.Person },
            "measure" => whole with { Measure = "fine" },
            "nobody" => whole with { Person = null, Unit = "NOWHERE" },
            "inForce" => whole with { InForceOn = null },
            "before" => whole with { InForceOn = Paper.Day("2026-03-01") },
            "kind" => whole with { Kind = "remote" },
            _ => whole with { DecidedBy = null },
        };
        var refused = Checked.Open().Refuses(new RecordResponsible(1, [bad]), Checked.Head, At);
        Assert.Equal((code, field), (refused.Code, refused.Field));
    }

    [Fact]
    public void A_member_of_the_staff_written_by_name_is_the_same_person_in_every_rule()
    {
        var paper = Checked.Filled();
        string NameOf(string id) => paper.Reference.Person(id)!.Name;
        var self = Checked.Blamed() with { DecidedBy = NameOf("STF-030") };
        Assert.Equal("DECIDER_IS_SUBJECT", paper.Refuses(new RecordResponsible(1, [self]), Checked.Head, At).Code);
        paper.Give(new RecordResponsible(1, [Checked.Blamed(NameOf(Checked.Handler))]), Checked.Head, At);
        Assert.Equal(Checked.Handler, paper.Record().Responsible.Single().Person);
        Assert.Contains(new MissingItem("C1", "causes.author"), Clauses.Missing(paper.Record()));
        paper.Give(new RecordResponsible(1, [Checked.Blamed("外包工老魏")]), Checked.Head, At);
        Assert.Equal("外包工老魏", paper.Record().Responsible.Single().Person);
    }

    [Fact]
    public void A_unit_cannot_decide_about_itself() =>
        Assert.Equal("DECIDER_IS_SUBJECT",
            Checked.Open().Refuses(new RecordResponsible(1, [Checked.Blamed(null) with { DecidedBy = "COM-WY" }]), Checked.Head, At).Code);

    [Fact]
    public void Nobody_at_fault_satisfies_the_second_clause_when_approved_above_the_unit()
    {
        var paper = Checked.Open();
        paper.Give(new RecordNobodyAtFault(1, "暴雪封路", "STF-001"), Checked.Head, At);
        Assert.DoesNotContain(Clauses.Missing(paper.Record()), m => m.Clause == "C2");
    }

    [Theory]
    [InlineData("STF-042")]
    [InlineData("STF-030")]
    [InlineData(null)]
    public void Nobody_at_fault_cannot_be_approved_inside_the_unit(string? approver) =>
        Assert.Equal("approvedBy", Checked.Open().Refuses(new RecordNobodyAtFault(1, "暴雪封路", approver), Checked.Head, At).Field);

    /// <summary>A sorter, a supervisor and a duty officer of the community sit above the property service; none of them decides there.</summary>
    [Theory]
    [InlineData("STF-012")]
    [InlineData("STF-047")]
    [InlineData("STF-054")]
    public void Nobody_at_fault_is_not_approved_by_somebody_who_only_sits_above(string approver) =>
        Assert.Equal(("CLAUSE_INCOMPLETE", "approvedBy"), Of(Checked.Open().Refuses(new RecordNobodyAtFault(1, "暴雪封路", approver), Checked.Head, At)));

    [Theory]
    [InlineData("STF-001")]
    [InlineData("STF-003")]
    [InlineData("STF-084")]
    public void Nobody_at_fault_is_approved_by_a_head_or_leader_above(string approver)
    {
        var paper = Checked.Open();
        paper.Give(new RecordNobodyAtFault(1, "暴雪封路", approver), Checked.Head, At);
        Assert.Equal(approver, paper.Record().NobodyAtFault!.ApprovedBy);
    }

    [Fact]
    public void Above_the_enterprise_where_no_head_is_known_whoever_speaks_for_the_group_approves()
    {
        var paper = Checked.Open(set: c => (c.HandlingUnit, c.Handler) = ("ENT", null));
        Assert.Equal("approvedBy", paper.Refuses(new RecordNobodyAtFault(1, "暴雪封路", "STF-001"), "STF-084", At).Field);
        paper.Give(new RecordNobodyAtFault(1, "暴雪封路", "STF-053"), "STF-084", At);
        Assert.Equal("STF-053", paper.Record().NobodyAtFault!.ApprovedBy);
    }

    private static (string, string?) Of(Refused refused) => (refused.Code, refused.Field);

    [Fact]
    public void Nobody_at_fault_needs_reasons() =>
        Assert.Equal("reasons", Checked.Open().Refuses(new RecordNobodyAtFault(1, null, "STF-001"), Checked.Head, At).Field);

    public static TheoryData<string, string, string> BadEducation => new()
    {
        { "attendance", "ATTENDANCE_BELOW_THRESHOLD", "attended" }, { "before", "ACTIVITY_BEFORE_EVENT", "heldOn" },
        { "audience", "CLAUSE_INCOMPLETE", "audience" }, { "material", "CLAUSE_INCOMPLETE", "material" },
        { "name", "PETITIONER_DATA_IN_MATERIAL", "material" }, { "phone", "PETITIONER_DATA_IN_MATERIAL", "material" },
        { "listed", "PETITIONER_DATA_IN_MATERIAL", "audience" }, { "expected", "CLAUSE_INCOMPLETE", "expected" },
        { "tooMany", "FIELD_INVALID", "attended" }, { "form", "FIELD_INVALID", "form" }, { "undated", "CLAUSE_INCOMPLETE", "heldOn" },
        { "future", "FIELD_INVALID", "heldOn" },
    };

    [Theory]
    [MemberData(nameof(BadEducation))]
    public void An_education_that_would_not_teach_anybody_is_refused(string spoiled, string code, string field)
    {
        var whole = Checked.Education();
        var bad = spoiled switch
        {
            "attendance" => whole with { Expected = 100, Attended = 89 },
            "before" => whole with { HeldOn = Paper.Day("2026-03-01") },
            "audience" => whole with { Audience = [] },
            "material" => whole with { Material = null, File = null },
            "name" => whole with { Material = $"住户{Checked.Name}反映" },
            "phone" => whole with { Material = "来电 139 0000 1234" },
            "listed" => whole with { Audience = [Checked.Name] },
            "expected" => whole with { Expected = 0, Attended = 0 },
            "tooMany" => whole with { Attended = 11 },
            "form" => whole with { Form = "dinner" },
            "undated" => whole with { HeldOn = null },
            _ => whole with { HeldOn = Paper.Day("2026-04-01") },
        };
        var refused = Checked.Open().Refuses(bad, Checked.Head, At);
        Assert.Equal((code, field), (refused.Code, refused.Field));
    }

    [Fact]
    public void On_the_small_sheet_a_recorded_talk_is_education()
    {
        var paper = Checked.Open();
        paper.Give(Checked.Education() with { Form = "talk", Material = "谈话记录", File = null, Expected = 2, Attended = 2 }, Checked.Head, At);
        Assert.Equal(AccountabilityRecord.SmallSheet, paper.Record().Sheet);
        Assert.Single(paper.Record().Education);
    }

    [Fact]
    public void A_talk_is_no_longer_enough_when_the_case_turns_out_not_to_be_a_small_one()
    {
        var paper = Checked.Open();
        var talk = Checked.Education() with { Form = "talk", Material = "谈话记录", File = null, Expected = 2, Attended = 2 };
        paper.Give(talk, Checked.Head, At);
        Assert.DoesNotContain(Clauses.Missing(paper.Record()), m => m.Clause == "C3");
        paper.Do("2026-03-11 10:00", step => step.Case.Harms.Add(new Harm(1, Paper.Day("2026-03-11"), true, false, false)));
        Assert.Equal(AccountabilityRecord.FullSheet, paper.Record().Sheet);
        Assert.Contains(new MissingItem("C3", "education"), Clauses.Missing(paper.Record()));
        Assert.Equal("form", paper.Refuses(talk, Checked.Head, "2026-03-12 10:00").Field);
        paper.Give(Checked.Education(), Checked.Head, "2026-03-12 10:00");
        Assert.DoesNotContain(Clauses.Missing(paper.Record()), m => m.Clause == "C3");
    }

    [Fact]
    public void A_talk_without_its_record_is_refused_even_on_the_small_sheet() =>
        Assert.Equal("material", Checked.Open().Refuses(Checked.Education() with { Form = "talk", Material = null }, Checked.Head, At).Field);

    [Fact]
    public void With_ten_people_concerned_a_talk_is_not_enough()
    {
        var paper = Checked.Open(set: c => c.PeopleCount = 10);
        Assert.Equal(AccountabilityRecord.FullSheet, paper.Record().Sheet);
        Assert.Equal("form", paper.Refuses(Checked.Education() with { Form = "talk" }, Checked.Head, At).Field);
    }

    [Fact]
    public void Under_the_four_clause_scheme_every_root_cause_needs_an_action_with_proof()
    {
        var paper = Checked.Filled("safety-4");
        Assert.Equal([new MissingItem("C4", "rectification.planning")], Clauses.Missing(paper.Record()));
        var action = new RecordRectification(1, "planning", "排定替班表", "STF-042", Paper.Day("2026-03-20"), null);
        paper.Give(action, Checked.Head, At);
        Assert.Equal([new MissingItem("C4", "rectification.planning.proof")], Clauses.Missing(paper.Record()));
        paper.Give(action with { Proof = "file:9" }, Checked.Head, At);
        Assert.Empty(Clauses.Missing(paper.Record()));
    }

    [Theory]
    [InlineData("rootCause", "FIELD_INVALID")]
    [InlineData("action", "CLAUSE_INCOMPLETE")]
    [InlineData("owner", "CLAUSE_INCOMPLETE")]
    [InlineData("by", "CLAUSE_INCOMPLETE")]
    public void A_rectification_without_cause_action_owner_or_date_is_refused(string spoiled, string code)
    {
        var whole = new RecordRectification(1, "planning", "排定替班表", "STF-042", Paper.Day("2026-03-20"), null);
        var bad = spoiled switch
        {
            "rootCause" => whole with { RootCause = "upkeep" },
            "action" => whole with { Action = null },
            "owner" => whole with { Owner = null },
            _ => whole with { By = null },
        };
        var refused = Checked.Filled("safety-4").Refuses(bad, Checked.Head, At);
        Assert.Equal((code, spoiled), (refused.Code, refused.Field));
    }
}
