using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Life of an accountability record: opening, verification, return, deferral, follow-up, daily check (handbook §6.3–6.10).</summary>
public sealed class AccountabilityTests
{
    private const string At = "2026-03-10 10:00";

    [Fact]
    public void A_leader_opens_a_record_with_a_reason_and_the_thirty_days_start()
    {
        var paper = Checked.Open();
        Assert.Equal(("TR10", Checked.Leader, "seed-000"), (paper.Record().Trigger, paper.Record().OpenedBy, paper.Record().Scheme));
        Assert.Equal(Paper.Day("2026-04-02"), paper.Clock("CLK-3NLG").EffectiveDue);
    }

    [Fact]
    public void Opening_without_a_reason_is_refused() =>
        Assert.Equal("REASON_REQUIRED", Checked.Case().Refuses(new OpenAccountability("TR10", " "), Checked.Leader, At).Code);

    [Theory]
    [InlineData("TR11", null, "trigger")]
    [InlineData("TR10", "own-rules", "scheme")]
    public void Opening_with_an_unknown_trigger_or_scheme_is_refused(string trigger, string? scheme, string field) =>
        Assert.Equal(field, Checked.Case().Refuses(new OpenAccountability(trigger, "原因", scheme), Checked.Leader, At).Field);

    [Fact]
    public void A_handler_cannot_open_a_record() =>
        Assert.Equal("NOT_YOUR_ROLE", Checked.Case().Refuses(new OpenAccountability("TR10", "原因"), Checked.Handler, At).Code);

    [Fact]
    public void A_record_that_is_not_there_is_refused() =>
        Assert.Equal("ACCOUNTABILITY_NOT_FOUND", Checked.Open().Refuses(Checked.Causes() with { Record = 2 }, Checked.Handler, At).Code);

    [Fact]
    public void An_independent_supervisor_passes_a_complete_record_and_closing_is_free()
    {
        var paper = Checked.Passed();
        Assert.Empty(Accountability.BlocksClosure(paper.Case));
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-3NLG").Status);
        Assert.Equal(Checked.Supervisor, paper.Record().VerifiedBy);
    }

    [Fact]
    public void Passing_with_a_clause_missing_is_refused_with_everything_that_is_missing()
    {
        var paper = Checked.Open();
        paper.Give(Checked.Causes(), Checked.Handler, At);
        var refused = paper.Refuses(new VerifyAccountability(1, null, null), Checked.Supervisor, At);
        Assert.Equal("CLAUSE_INCOMPLETE", refused.Code);
        Assert.Equal(["C2", "C3"], refused.Missing.Select(m => m.Clause));
    }

    [Fact]
    public void A_supervisor_who_wrote_a_clause_cannot_verify_but_another_can()
    {
        var paper = Checked.Filled();
        paper.Give(Checked.Education(), Checked.Supervisor, At);
        Assert.Equal("VERIFIER_NOT_INDEPENDENT", paper.Refuses(new VerifyAccountability(1, null, null), Checked.Supervisor, At).Code);
        paper.Give(new VerifyAccountability(1, null, null), Checked.OtherSupervisor, At);
        Assert.True(paper.Record().IsPassed);
    }

    [Fact]
    public void A_supervisor_cannot_verify_a_case_that_the_supervision_office_handled() =>
        Assert.Equal("VERIFIER_NOT_INDEPENDENT",
            Checked.Open(set: c => c.CoHandlingUnits = ["COM-DC"]).Refuses(new VerifyAccountability(1, "C1", "原因"), Checked.Supervisor, At).Code);

    [Fact]
    public void Whoever_stands_in_for_an_absent_supervisor_does_not_verify_his_own_units_record()
    {
        var paper = Checked.Filled();
        var documents = Seeds.Documents();
        var people = System.Text.Json.Nodes.JsonNode.Parse(documents["people"])!;
        people["staff"]!.AsArray().Single(p => (string?)p!["id"] == Checked.Supervisor)!["absent"] = new System.Text.Json.Nodes.JsonArray(
            new System.Text.Json.Nodes.JsonObject { ["from"] = "2026-03-10", ["to"] = "2026-03-12", ["delegate"] = Road.OtherHandler });
        documents["people"] = people.ToJsonString();
        paper.Reference = ReferenceReader.Read(documents);
        Assert.Equal("VERIFIER_NOT_INDEPENDENT", paper.Refuses(new VerifyAccountability(1, null, null), Road.OtherHandler, At).Code);
    }

    [Fact]
    public void The_head_of_the_unit_cannot_verify_at_all() =>
        Assert.Equal("NOT_YOUR_ROLE", Checked.Filled().Refuses(new VerifyAccountability(1, null, null), Checked.Head, At).Code);

    [Fact]
    public void A_returned_clause_is_missing_until_it_is_written_anew()
    {
        var paper = Checked.Filled();
        paper.Give(new VerifyAccountability(1, "C3", "没有签到"), Checked.Supervisor, At);
        Assert.Equal(AccountabilityStatus.Returned, paper.Record().Status);
        Assert.Equal([new MissingItem("C3", "returned")], Clauses.Missing(paper.Record()));
        Assert.Contains(paper.Notices, n => n.To == Checked.Head && n.Template == "notice.accountabilityReturned");
        paper.Give(Checked.Education(), Checked.Head, At);
        Assert.Equal(AccountabilityStatus.Open, paper.Record().Status);
        Assert.Empty(Clauses.Missing(paper.Record()));
    }

    [Theory]
    [InlineData("C3", null, "REASON_REQUIRED")]
    [InlineData("C4", "原因", "FIELD_INVALID")]
    public void Returning_needs_a_reason_and_a_clause_of_the_scheme(string clause, string? reason, string code) =>
        Assert.Equal(code, Checked.Filled().Refuses(new VerifyAccountability(1, clause, reason), Checked.Supervisor, At).Code);

    [Fact]
    public void A_passed_record_is_not_rewritten()
    {
        var paper = Checked.Passed();
        Assert.Equal("ACCOUNTABILITY_ALREADY_PASSED", paper.Refuses(Checked.Causes(), Checked.Handler, At).Code);
        Assert.Equal("ACCOUNTABILITY_ALREADY_PASSED", paper.Refuses(new VerifyAccountability(1, null, null), Checked.Supervisor, At).Code);
    }

    [Fact]
    public void A_leader_defers_once_while_a_court_decides_and_the_clock_moves_with_it()
    {
        var paper = Checked.Open();
        paper.Give(new DeferAccountability(1, Paper.Day("2026-05-08"), "GOV-COUNTY-COURT", "等判决"), Checked.Leader, At);
        Assert.Equal(AccountabilityStatus.Deferred, paper.Record().Status);
        Assert.Equal(Paper.Day("2026-05-08"), paper.Clock("CLK-3NLG").EffectiveDue);
        Assert.NotEmpty(Accountability.BlocksClosure(paper.Case));
    }

    [Theory]
    [InlineData("2026-05-10", "GOV-COUNTY-COURT", "tooLong")]
    [InlineData("2026-03-10", "GOV-COUNTY-COURT", "past")]
    [InlineData("2026-04-10", "COM", "notOutside")]
    public void A_deferral_that_is_too_long_or_awaits_no_outside_body_is_refused(string until, string body, string because)
    {
        var refused = Checked.Open().Refuses(new DeferAccountability(1, Paper.Day(until), body, "等判决"), Checked.Leader, At);
        Assert.Equal(("DEFERRAL_NOT_ALLOWED", because), (refused.Code, refused.Arguments[0]));
    }

    [Fact]
    public void A_second_deferral_is_refused_and_so_is_one_without_a_reason()
    {
        var paper = Checked.Open();
        var defer = new DeferAccountability(1, Paper.Day("2026-04-01"), "GOV-COUNTY-COURT", "等判决");
        Assert.Equal("REASON_REQUIRED", paper.Refuses(defer with { Reason = null }, Checked.Leader, At).Code);
        paper.Give(defer, Checked.Leader, At);
        Assert.Equal("usedUp", paper.Refuses(defer, Checked.Leader, At).Arguments[0]);
    }

    [Fact]
    public void Only_a_leader_defers_and_the_sixtieth_day_is_still_allowed()
    {
        var paper = Checked.Open();
        var longest = new DeferAccountability(1, Paper.Day("2026-05-09"), "GOV-COUNTY-COURT", "等判决");
        foreach (var other in new[] { Checked.Supervisor, Checked.Head })
            Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(longest, other, At).Code);
        paper.Give(longest, Checked.Leader, At);
        Assert.Equal(Paper.Day("2026-05-09"), paper.Clock("CLK-3NLG").EffectiveDue);
    }

    [Fact]
    public void The_daily_check_reminds_owner_and_supervisor_with_clause_and_field_and_leaves_a_result()
    {
        var paper = Checked.Open();
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-03-04 06:00"));
        Assert.Equal(("incomplete", "C1"), (paper.Record().LastCheck!.Verdict, paper.Record().LastCheck!.NextStep));
        foreach (var person in new[] { Checked.Head, Checked.Supervisor, Checked.OtherSupervisor })
            Assert.Equal(("C1", "causes"), paper.Notices.Where(n => n.To == person).Select(n => (n.Arguments["clause"], n.Arguments["missing"])).Single());
    }

    [Fact]
    public void The_daily_check_asks_only_the_supervisors_when_nothing_is_missing()
    {
        var paper = Checked.Filled();
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-03-07 06:00"));
        Assert.Equal("readyToVerify", paper.Record().LastCheck!.Verdict);
        Assert.DoesNotContain(paper.Notices, n => n.To == Checked.Head && n.Template == "notice.accountabilityVerify");
        Assert.Contains(paper.Notices, n => n.To == Checked.Supervisor && n.Template == "notice.accountabilityVerify");
    }

    [Fact]
    public void The_daily_check_rests_during_a_deferral_and_names_it_when_it_is_stale()
    {
        var paper = Checked.Open();
        paper.Give(new DeferAccountability(1, Paper.Day("2026-04-01"), "GOV-COUNTY-COURT", "等判决"), Checked.Leader, At);
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-04-01 06:00"));
        Assert.Equal("deferred", paper.Record().LastCheck!.Verdict);
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-04-02 06:00"));
        Assert.Equal("deferralLapsed", paper.Record().LastCheck!.Verdict);
        Assert.Equal(AccountabilityStatus.Open, paper.Record().Status);
    }

    [Fact]
    public void A_check_moves_no_fact_version()
    {
        var paper = Checked.Open();
        var before = paper.Case.FactVersion;
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-03-04 06:00"));
        Assert.Equal(before, paper.Case.FactVersion);
    }

    [Fact]
    public void Follow_ups_are_asked_for_thirty_and_ninety_days_after_passing()
    {
        var paper = Checked.Passed();
        paper.PassTo("2026-04-08 08:59");
        Assert.DoesNotContain(paper.Notices, n => n.Template == "notice.accountabilityFollowUp");
        paper.PassTo("2026-06-07 09:00");
        Assert.Equal(2, paper.Notices.Count(n => n.To == Checked.Supervisor && n.Template == "notice.accountabilityFollowUp"));
    }

    [Fact]
    public void A_recurrence_within_ninety_days_opens_the_record_with_the_causes_in_doubt()
    {
        var paper = Checked.Passed();
        paper.Give(new RecordFollowUp(1, true, true, "又积压"), Checked.Supervisor, "2026-04-08 10:00");
        Assert.Equal([new MissingItem("C1", "causes")], Accountability.BlocksClosure(paper.Case));
        Assert.Equal(Paper.Day("2026-05-08"), paper.Clock("CLK-3NLG").EffectiveDue);
    }

    [Fact]
    public void A_recurrence_after_ninety_days_is_only_noted()
    {
        var paper = Checked.Passed();
        paper.Give(new RecordFollowUp(1, true, true, "又积压"), Checked.Supervisor, "2026-06-08 10:00");
        Assert.True(paper.Record().IsPassed);
        Assert.Single(paper.Record().FollowUps);
    }

    [Fact]
    public void Whoever_verified_nothing_but_wrote_a_clause_does_not_follow_up_either()
    {
        var paper = Checked.Filled();
        paper.Give(Checked.Education(), Checked.Supervisor, At);
        paper.Give(new VerifyAccountability(1, null, null), Checked.OtherSupervisor, At);
        Assert.Equal("VERIFIER_NOT_INDEPENDENT", paper.Refuses(new RecordFollowUp(1, true, false, null), Checked.Supervisor, "2026-04-09 10:00").Code);
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new RecordFollowUp(1, true, false, null), Checked.Head, "2026-04-09 10:00").Code);
        paper.Give(new RecordFollowUp(1, true, false, null), Checked.OtherSupervisor, "2026-04-09 10:00");
    }

    [Fact]
    public void A_measure_that_is_not_in_effect_is_told_to_the_owner()
    {
        var paper = Checked.Passed();
        paper.Give(new RecordFollowUp(1, false, false, null), Checked.Supervisor, "2026-04-08 10:00");
        Assert.Contains(paper.Notices, n => n.To == Checked.Head && n.Template == "notice.accountabilityNotInEffect");
    }

    [Fact]
    public void A_follow_up_of_a_record_that_has_not_passed_is_refused() =>
        Assert.Equal("ACCOUNTABILITY_NOT_PASSED", Checked.Open().Refuses(new RecordFollowUp(1, true, false, null), Checked.Supervisor, At).Code);

    [Fact]
    public void An_answered_case_with_an_open_record_waits_for_the_check_by_itself()
    {
        var paper = Checked.Case(set: c => c.State = CaseState.Answered);
        paper.Give(new OpenAccountability("TR10", "原因"), Checked.Leader, At);
        Assert.Equal(CaseState.PendingAccountability, paper.Case.State);
    }

    [Fact]
    public void In_a_case_of_the_enterprise_one_supervisor_is_appointed_and_may_read_it()
    {
        var paper = Paper.Registered("D3", "2026-07-18 06:20", c =>
        {
            (c.ReceivedBy, c.Holder, c.HandlingUnit, c.Location, c.State) = ("ENT-XF", "ENT-XF", "ENT-HSE", null, CaseState.InHandling);
        });
        paper.Do("2026-07-18 06:20", _ => { });
        Assert.True(Access.MayRead(paper.Staff(Checked.Supervisor), paper.Case, paper.Reference));
        Assert.False(Access.MayRead(paper.Staff(Checked.OtherSupervisor), paper.Case, paper.Reference));
    }

    [Fact]
    public void A_sealed_record_is_deferred_by_an_officer_who_has_not_acted_on_it_because_no_leader_may_see_it()
    {
        var paper = Paper.Registered("H2", "2026-03-02 09:00", c =>
            (c.State, c.Handler, c.HandlingUnit, c.Holder) = (CaseState.Transferred, "STF-050", "ENT-JW", "ENT-JW"));
        paper.Give(new OpenAccountability("TR10", "查实"), "STF-050", "2026-03-03 10:00");
        var defer = new DeferAccountability(1, Paper.Day("2026-05-08"), "GOV-COUNTY-COURT", "等判决");
        Assert.Equal("SECOND_PERSON_REQUIRED", paper.Refuses(defer, "STF-050", At).Code);
        Assert.Equal("NOT_FOUND", paper.Refuses(defer, Checked.Leader, At).Code);
        Assert.Equal("tooLong", paper.Refuses(defer with { Until = Paper.Day("2026-05-10") }, "STF-051", At).Arguments[0]);
        paper.Give(defer, "STF-051", At);
        Assert.Equal((AccountabilityStatus.Deferred, "STF-051"), (paper.Record().Status, paper.Record().Deferral!.ApprovedBy));
        Assert.Equal(Paper.Day("2026-05-08"), paper.Clock("CLK-3NLG").EffectiveDue);
    }

    [Fact]
    public void A_record_that_passes_on_its_thirtieth_day_calls_nobody_up()
    {
        var paper = Checked.Filled();
        paper.PassTo("2026-04-02 09:00");
        paper.Give(new VerifyAccountability(1, null, null), Checked.Supervisor, "2026-04-02 10:00");
        paper.PassTo("2026-05-08 09:00");
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-3NLG").Status);
        Assert.DoesNotContain(paper.Case.Ladder, e => e.Clock == paper.Record().Clock && e is { Rung: > 0, FiredAt: not null });
    }

    [Fact]
    public void A_record_that_is_not_passed_after_thirty_days_climbs_the_ladder()
    {
        var paper = Checked.Filled();
        paper.PassTo("2026-05-08 09:00");
        Assert.True(paper.Clock("CLK-3NLG").WasMissed);
        Assert.Equal([1, 2, 3, 4], paper.Case.Ladder.Where(e => e.Clock == paper.Record().Clock && e is { Rung: > 0, FiredAt: not null }).Select(e => e.Rung));
        Assert.True(paper.Record().IsOpen);
    }

    [Fact]
    public void The_daily_check_opens_what_a_trigger_demands_and_nothing_where_none_does()
    {
        var paper = Checked.Case();
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-03-05 06:00"));
        Assert.Empty(paper.Case.AccountabilityRecords);
        paper.Do("2026-03-05 10:00", step => step.Case.FalseClosures.Add(new FalseClosure(1, step.Day)));
        Assert.Empty(paper.Case.AccountabilityRecords);
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-03-06 06:00"));
        Assert.Equal(("TR2", Paper.At("2026-03-06 06:00")), (paper.Record().Trigger, paper.Record().LastCheck!.CheckedAt));
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-03-06 06:01"));
        Assert.Single(paper.Case.AccountabilityRecords);
    }

    [Fact]
    public void Nobody_but_the_timer_does_the_daily_check()
    {
        foreach (var person in new[] { Checked.Leader, Checked.Supervisor, Checked.Head })
            Assert.Equal("NOT_YOUR_ROLE", Checked.Open().Refuses(new CheckAccountability(), person, At).Code);
    }

    [Fact]
    public void A_sealed_record_stays_in_the_sealed_line_and_a_second_officer_verifies()
    {
        var paper = Paper.Registered("H2", "2026-03-02 09:00", c =>
            (c.State, c.Handler, c.HandlingUnit, c.Holder) = (CaseState.Transferred, "STF-050", "ENT-JW", "ENT-JW"));
        paper.Give(new OpenAccountability("TR10", "查实"), "STF-050", "2026-03-03 10:00");
        paper.Give(Checked.Causes(), "STF-050", "2026-03-04 15:00");
        paper.Give(new RecordResponsible(1, [Checked.Blamed()]), "STF-050", "2026-03-05 15:00");
        paper.Give(Checked.Education(), "STF-050", "2026-03-06 15:00");
        Assert.Equal("VERIFIER_NOT_INDEPENDENT", paper.Refuses(new VerifyAccountability(1, null, null), "STF-050", At).Code);
        Assert.Equal("NOT_FOUND", paper.Refuses(new VerifyAccountability(1, null, null), Checked.Supervisor, At).Code);
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-03-09 06:00"));
        paper.Give(new VerifyAccountability(1, null, null), "STF-051", At);
        Assert.True(paper.Record().IsPassed);
        Assert.Subset(new HashSet<string> { "STF-050", "STF-051" }, paper.Notices.Select(n => n.To).ToHashSet());
    }
}
