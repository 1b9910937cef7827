using Petitions.Cases;
using Xunit;
using TaskStatus = Petitions.Cases.TaskStatus;

namespace Petitions.Tests.Unit.Cases;

/// <summary>What parties choose, who joins, what is reported, and what courts have to do with it (handbook §3.3).</summary>
public sealed class MediationChoiceTests
{
    private const string Mediator = MediationTests.Mediator, Other = "STF-014";

    [Fact]
    public void By_consent_of_all_the_days_stand_still_until_a_day_and_count_again_by_themselves()
    {
        var paper = MediationTests.Consented();
        var due = paper.Clock("CLK-MED30").EffectiveDue!.Value;
        var day = Local.DateOf(paper.Now).AddDays(1);
        var at = $"{day:yyyy-MM-dd} 09:00";
        Assert.Equal("CONSENT_MISSING", paper.Refuses(new PauseMediation(day.AddDays(9), false, "等鉴定"), Mediator, at).Code);
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new PauseMediation(day.AddDays(9), true, null), Mediator, at).Code);
        Assert.Equal("until", paper.Refuses(new PauseMediation(day.AddDays(61), true, "等鉴定"), Mediator, at).Field);
        Assert.Equal("until", paper.Refuses(new PauseMediation(day, true, "等鉴定"), Mediator, at).Field);
        Assert.Equal("WRONG_STATE", paper.Refuses(new ResumeMediation(), Mediator, at).Code);

        paper.Give(new PauseMediation(day.AddDays(9), true, "等鉴定"), Mediator, at);
        Assert.Equal("SUSPENSION_NOT_ALLOWED", paper.Refuses(new PauseMediation(day.AddDays(9), true, "再等"), Mediator, at).Code);
        Assert.Equal(("CONSENT", ClockStatus.Suspended), (paper.Clock("CLK-MED30").Suspensions.Single().Reason, paper.Clock("CLK-MED30").Status));
        paper.PassTo($"{day.AddDays(11):yyyy-MM-dd} 09:00");

        Assert.Equal((ClockStatus.Running, due.AddDays(10)), (paper.Clock("CLK-MED30").Status, paper.Clock("CLK-MED30").EffectiveDue!.Value));
        Assert.Contains(paper.Notices, n => n is { To: Mediator, Template: "notice.mediationGoesOn" });
    }

    [Fact]
    public void A_pause_may_end_earlier_and_gives_back_only_the_days_it_took()
    {
        var paper = MediationTests.Consented();
        var (due, day) = (paper.Clock("CLK-MED30").EffectiveDue!.Value, Local.DateOf(paper.Now).AddDays(1));
        paper.Give(new PauseMediation(day.AddDays(20), true, "外出"), Mediator, $"{day:yyyy-MM-dd} 09:00");
        paper.Give(new ResumeMediation(), Mediator, $"{day.AddDays(3):yyyy-MM-dd} 09:00");
        paper.PassTo($"{day.AddDays(22):yyyy-MM-dd} 09:00");

        Assert.Equal(due.AddDays(3), paper.Clock("CLK-MED30").EffectiveDue);
        Assert.DoesNotContain(paper.Notices, n => n.Template == "notice.mediationGoesOn");
    }

    [Fact]
    public void By_consent_of_all_a_mediation_has_more_days_as_often_as_they_want_but_thirty_at_a_time_and_before_its_end()
    {
        var paper = MediationTests.Consented();
        var (due, at) = (paper.Clock("CLK-MED30").EffectiveDue!.Value, $"{Local.DateOf(paper.Now).AddDays(1):yyyy-MM-dd} 09:00");
        Assert.Equal("EXTENSION_TOO_LONG", paper.Refuses(new ExtendMediation(31, true, "还差一次"), Mediator, at).Code);
        Assert.Equal("CONSENT_MISSING", paper.Refuses(new ExtendMediation(10, false, "还差一次"), Mediator, at).Code);
        paper.Give(new ExtendMediation(10, true, "还差一次"), Mediator, at);
        paper.Give(new ExtendMediation(5, true, "再谈一次"), Mediator, at);
        Assert.Equal(due.AddDays(15), paper.Clock("CLK-MED30").EffectiveDue);
        Assert.Equal("EXTENSION_TOO_LATE", paper.Refuses(new ExtendMediation(5, true, "再谈"), Mediator, $"{due.AddDays(16):yyyy-MM-dd} 09:00").Code);
    }

    [Fact]
    public void A_party_that_refuses_the_mediator_gets_another_one_and_the_mediation_goes_on()
    {
        var paper = MediationTests.Consented();
        paper.Do("2026-03-11 10:00", step => step.OpenTask(new CaseTask
        {
            No = step.Case.NextId(), Kind = "session", Role = Roles.Mediator, Unit = "NQ-TJ", Assignee = Mediator, OpenedAt = step.Now,
        }));
        paper.Give(new ReplaceMediator(2, Mediator, Other), Actor.Petitioner(2), "2026-03-12 09:00");
        var file = paper.Case.Mediations.Single();
        Assert.Equal([Other], file.Mediators);
        Assert.Equal(CaseState.InMediation, paper.Case.State);
        Assert.Equal(Other, paper.Case.Tasks.Single(t => t is { Kind: "session", Status: TaskStatus.Open }).Assignee);
        Assert.Contains(paper.Notices, n => n is { To: Other, Template: "notice.mediatorChosen" });
        paper.Give(new RecordSession("调解室", "双方陈述"), Other, "2026-03-12 15:00");
    }

    [Fact]
    public void A_recused_mediator_is_replaced_by_whoever_may_appoint_and_the_days_go_on()
    {
        var paper = MediationTests.Consented();
        var due = paper.Clock("CLK-MED30").EffectiveDue;
        paper.Give(new RecuseHandler(Mediator, "与一方是亲戚", null), Road.EstateHead, "2026-03-12 09:00");
        var task = paper.Case.Tasks.Single(t => t is { Kind: "replaceMediator", Status: TaskStatus.Open });
        Assert.Equal((Roles.EstateHead, "NQ-ZH", Local.EndOf(Paper.Day("2026-03-13"))), (task.Role, task.Unit, task.DueAt!.Value));
        Assert.Contains(paper.Notices, n => n is { To: Road.EstateHead, Template: "notice.mediatorWanted" });
        Assert.Contains(paper.Notices, n => n is { To: "P:1", Template: "notice.mediatorRecused" });
        Assert.Equal("HANDLER_RECUSED", paper.Refuses(new RecordSession("调解室", "双方陈述"), Mediator, "2026-03-12 10:00").Code);
        Assert.Equal("MEDIATOR_REFUSED", paper.Refuses(new ReplaceMediator(0, Mediator, Mediator), Road.EstateHead, "2026-03-12 10:00").Code);
        paper.Give(new ReplaceMediator(0, Mediator, Other), Road.EstateHead, "2026-03-12 11:00");
        Assert.Equal([Other], paper.Case.Mediations.Single().Mediators);
        Assert.True(paper.Case.Mediations.Single().RefusedMediators.Single().Recused);
        Assert.DoesNotContain(paper.Case.Tasks, t => t is { Kind: "replaceMediator", Status: TaskStatus.Open });
        Assert.Equal((due, ClockStatus.Running), (paper.Clock("CLK-MED30").EffectiveDue, paper.Clock("CLK-MED30").Status));
        paper.Give(new RecordSession("调解室", "双方陈述"), Other, "2026-03-12 15:00");
    }

    [Fact]
    public void Where_a_court_has_settled_it_meanwhile_nobody_is_asked_to_name_a_mediator()
    {
        var paper = MediationTests.Consented();
        paper.Give(new RecuseHandler(Mediator, "与一方是亲戚", null), Road.EstateHead, "2026-03-12 09:00");
        paper.Give(new RecordCourtMediation(true, "三日内赔偿", "(2026)调12号", Paper.Day("2026-03-12")), Road.EstateHead, "2026-03-12 10:00");
        Assert.DoesNotContain(paper.Case.Tasks, t => t is { Kind: "replaceMediator", Status: TaskStatus.Open });
    }

    [Fact]
    public void A_party_may_choose_in_place_of_the_recused_one_and_nobody_need_be_named_any_more()
    {
        var paper = MediationTests.Consented();
        paper.Give(new RecuseHandler(Mediator, "与一方是亲戚", null), Road.EstateHead, "2026-03-12 09:00");
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new ReplaceMediator(2, Mediator, Other), Actor.Petitioner(1), "2026-03-12 10:00").Code);
        paper.Give(new ReplaceMediator(1, Mediator, Other), Actor.Petitioner(1), "2026-03-12 10:00");
        Assert.Equal([Other], paper.Case.Mediations.Single().Mediators);
        Assert.DoesNotContain(paper.Case.Tasks, t => t is { Kind: "replaceMediator", Status: TaskStatus.Open });
    }

    [Fact]
    public void When_nobody_names_another_mediator_by_the_next_working_day_the_role_above_hears_of_it()
    {
        var paper = MediationTests.Consented();
        paper.Give(new RecuseHandler(Mediator, "与一方是亲戚", null), Road.EstateHead, "2026-03-12 09:00");
        paper.PassTo("2026-03-13 23:50");
        Assert.DoesNotContain(paper.Notices, n => n is { To: Road.CommunityHead, Template: "notice.mediatorWanted" });
        paper.PassTo("2026-03-14 00:10");
        Assert.Contains(paper.Notices, n => n is { To: Road.CommunityHead, Template: "notice.mediatorWanted" });
    }

    [Fact]
    public void The_head_who_decides_on_the_recusal_may_name_the_next_mediator_at_once_and_of_two_the_other_goes_on()
    {
        var named = MediationTests.Consented();
        named.Give(new RecuseHandler(Mediator, "与一方是亲戚", Other), Road.EstateHead, "2026-03-12 09:00");
        Assert.Equal([Other], named.Case.Mediations.Single().Mediators);
        Assert.DoesNotContain(named.Case.Tasks, t => t is { Kind: "replaceMediator", Status: TaskStatus.Open });
        var two = MediationTests.Dispute();
        two.Give(new ProposeMediation([Mediator, Other]), Mediator, "2026-03-10 09:00");
        two.Give(new RecuseHandler(Mediator, "与一方是亲戚", null), Road.EstateHead, "2026-03-12 09:00");
        Assert.Equal([Other], two.Case.Mediations.Single().Mediators);
        Assert.DoesNotContain(two.Case.Tasks, t => t.Kind == "replaceMediator");
    }

    [Fact]
    public void Whoever_must_stand_aside_is_neither_proposed_nor_chosen_and_the_end_of_the_mediation_takes_the_question_off_the_list()
    {
        var paper = MediationTests.Dispute();
        paper.Give(new RecuseHandler(Other, "与一方是亲戚", null), Road.EstateHead, "2026-03-10 08:00");
        Assert.Equal("HANDLER_RECUSED", paper.Refuses(new ProposeMediation([Other]), Mediator, "2026-03-10 09:00").Code);
        paper.Give(new ProposeMediation([Mediator]), Mediator, "2026-03-10 09:00");
        Assert.Equal("HANDLER_RECUSED", paper.Refuses(new ReplaceMediator(1, Mediator, Other), Actor.Petitioner(1), "2026-03-10 10:00").Code);
        paper.Give(new RecuseHandler(Mediator, "也是亲戚", null), Road.EstateHead, "2026-03-10 11:00");
        paper.Give(new RecordConsent(2, false), Actor.Petitioner(2), "2026-03-10 12:00");
        paper.Give(new EndMediation("refused", ["court"], null), "STF-015", "2026-03-10 13:00");
        Assert.DoesNotContain(paper.Case.Tasks, t => t is { Kind: "replaceMediator", Status: TaskStatus.Open });
    }

    [Fact]
    public void The_basic_data_of_a_party_are_kept_and_put_right_member_by_member()
    {
        var paper = MediationTests.Proposed();
        paper.Give(new DescribeParty(2, "female", 61, "residentId", "000000196501010021", "退休职工", "一区1号楼401"), Mediator, "2026-03-10 10:00");
        paper.Give(new DescribeParty(2, Age: 62), Mediator, "2026-03-10 11:00");
        var party = paper.Case.People.Single(p => p.No == 2);
        Assert.Equal(["female", "62", "000000196501010021", "退休职工", "一区1号楼401"],
            new[] { party.Sex, party.Age, party.IdNumber, party.Occupation, party.Address }.Select(id => paper.Texts[id!.Value]));
        Assert.Equal("residentId", party.IdKind);
        Assert.DoesNotContain("000000196501010021", System.Text.Json.JsonSerializer.Serialize(paper.Case, CaseJson.Options), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> WrongData => new()
    {
        { "nobody", "party" }, { "nothing", "party" }, { "sex", "sex" }, { "age", "age" }, { "kind", "idKind" }, { "kindAlone", "idNumber" }, { "numberAlone", "idKind" },
        { "longNumber", "idNumber" },
    };

    [Theory]
    [MemberData(nameof(WrongData))]
    public void Data_that_cannot_be_are_refused_by_their_field(string which, string field)
    {
        var order = which switch
        {
            "nobody" => new DescribeParty(9, "male"),
            "nothing" => new DescribeParty(2),
            "sex" => new DescribeParty(2, "x"),
            "age" => new DescribeParty(2, Age: 151),
            "kind" => new DescribeParty(2, IdKind: "libraryCard", IdNumber: "1"),
            "kindAlone" => new DescribeParty(2, IdKind: "residentId"),
            "numberAlone" => new DescribeParty(2, IdNumber: "000000196501010021"),
            _ => new DescribeParty(2, IdKind: "residentId", IdNumber: new string('1', 41)),
        };
        var refused = MediationTests.Proposed().Refuses(order, Mediator, "2026-03-10 10:00");
        Assert.Equal(("FIELD_INVALID", field), (refused.Code, refused.Field));
    }

    [Fact]
    public void Nobody_is_asked_who_he_is_outside_a_mediation_and_no_agreement_fails_for_want_of_it()
    {
        Assert.Equal("MEDIATION_NOT_PROPOSED", MediationTests.Dispute().Refuses(new DescribeParty(2, "male"), Mediator, "2026-03-10 10:00").Code);
        Assert.Equal("NOT_YOUR_ROLE", MediationTests.Proposed().Refuses(new DescribeParty(2, "male"), Road.EstateHead, "2026-03-10 10:00").Code);
    }

    [Fact]
    public void Without_a_wish_the_next_one_of_the_committee_takes_the_place()
    {
        var paper = MediationTests.Proposed();
        paper.Give(new ReplaceMediator(1, Mediator), Road.Clerk, "2026-03-10 10:00");
        Assert.NotEqual(Mediator, Assert.Single(paper.Case.Mediations.Single().Mediators));
    }

    [Fact]
    public void A_refused_mediator_does_not_come_back_and_nobody_speaks_for_another_party()
    {
        var paper = MediationTests.Proposed();
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new ReplaceMediator(2, Mediator, Other), Actor.Petitioner(1), "2026-03-10 10:00").Code);
        Assert.Equal("MEDIATOR_REFUSED", paper.Refuses(new ReplaceMediator(2, Mediator, Mediator), Mediator, "2026-03-10 10:00").Code);
        Assert.Equal("chosen", paper.Refuses(new ReplaceMediator(2, Mediator, "STF-062"), Mediator, "2026-03-10 10:00").Field);
        Assert.Equal("refused", paper.Refuses(new ReplaceMediator(2, Other, "STF-018"), Mediator, "2026-03-10 10:00").Field);
        Assert.Equal("party", paper.Refuses(new ReplaceMediator(9, Mediator, Other), Mediator, "2026-03-10 10:00").Field);
        paper.Give(new ReplaceMediator(2, Mediator, Other), Mediator, "2026-03-10 10:00");
        Assert.Equal("MEDIATOR_REFUSED", paper.Refuses(new ReplaceMediator(1, Other, Mediator), Other, "2026-03-10 11:00").Code);
    }

    [Fact]
    public void A_third_party_joins_only_by_its_own_consent_and_then_signs_as_well()
    {
        var paper = Joined();
        Assert.Equal(("CONSENT_MISSING", 3), Code(paper.Refuses(MediationTests.Written(), Mediator, "2026-03-13 10:00")));
        paper.Give(new RecordConsent(3, true), Mediator, "2026-03-13 10:00");
        Assert.Equal("signedBy", paper.Refuses(MediationTests.Written(), Mediator, "2026-03-13 11:00").Field);
        paper.Give(MediationTests.Written() with { SignedBy = [1, 2, 3] }, Mediator, "2026-03-13 11:00");
        Assert.Equal(MediationStatus.Performing, paper.Case.Mediations.Single().Status);
    }

    [Fact]
    public void A_third_party_that_does_not_want_to_join_stays_outside_and_the_others_go_on()
    {
        var paper = Joined();
        paper.Give(new RecordConsent(3, false), Mediator, "2026-03-13 10:00");
        Assert.Equal([1, 2], Mediation.Parties(paper.Case));
        paper.Give(MediationTests.Written(), Mediator, "2026-03-13 11:00");
        Assert.Equal(MediationStatus.Performing, paper.Case.Mediations.Single().Status);
    }

    [Fact]
    public void Nobody_is_brought_in_without_a_name_or_against_the_parties()
    {
        Assert.Equal("partiesAgree", MediationTests.Consented().Refuses(new JoinMediation("房东", false), Mediator, "2026-03-12 09:00").Field);
        Assert.Equal("name", MediationTests.Consented().Refuses(new JoinMediation(" ", true), Mediator, "2026-03-12 09:00").Field);
        Assert.Equal("MEDIATION_NOT_PROPOSED", MediationTests.Dispute().Refuses(new JoinMediation("房东", true), Mediator, "2026-03-12 09:00").Code);
    }

    [Fact]
    public void A_party_ends_it_at_any_time_even_after_a_session()
    {
        var paper = MediationTests.Consented();
        paper.Give(new RecordSession("调解室", "双方陈述"), Mediator, "2026-03-12 09:00");
        paper.Give(new RecordConsent(1, false), Actor.Petitioner(1), "2026-03-12 15:00");
        Assert.Equal("MEDIATION_REFUSED_BY_PARTY", paper.Refuses(MediationTests.Written(), Mediator, "2026-03-13 09:00").Code);
        paper.Give(new EndMediation("refused", ["court"]), Mediator, "2026-03-13 10:00");
        Assert.Contains(paper.Case.Documents, d => d.Kind == "mediation-end-notice");
    }

    [Fact]
    public void What_may_become_a_crime_is_reported_and_the_police_may_read_it()
    {
        var paper = MediationTests.Consented();
        Assert.Equal("what", paper.Refuses(new ReportSuspectedCrime(" "), Mediator, "2026-03-12 09:00").Field);
        Assert.Equal("MEDIATION_NOT_PROPOSED", MediationTests.Dispute().Refuses(new ReportSuspectedCrime("持刀威胁"), Mediator, "2026-03-12 09:00").Code);
        paper.Give(new ReportSuspectedCrime("一方扬言持刀上门"), Mediator, "2026-03-12 09:00");
        Assert.Contains(paper.Case.Documents, d => d.Kind == "police-report");
        var officers = paper.Notices.Where(n => n.Template == "notice.suspectedCrime").Select(n => n.To).ToList();
        Assert.NotEmpty(officers);
        Assert.All(officers, officer => Assert.True(Access.MayRead(paper.Staff(officer), paper.Case, paper.Reference)));
        Assert.Equal(CaseState.InMediation, paper.Case.State);
    }

    [Fact]
    public void A_part_that_was_paid_leaves_the_rest_due_on_its_day()
    {
        var paper = Owing();
        paper.Give(new RecordPerformance(1, Paper.Day("2026-03-20"), 200), Mediator, "2026-03-20 10:00");
        Assert.Equal((200m, null), (Item(paper).Paid, Item(paper).DoneOn));
        Assert.Equal("amount", paper.Refuses(new RecordPerformance(1, Paper.Day("2026-03-20"), 101), Mediator, "2026-03-20 11:00").Field);
        paper.PassTo("2026-04-01 00:00");
        Assert.Equal(MediationStatus.Breached, paper.Case.Mediations.Single().Status);
        paper.Give(new RecordPerformance(1, Paper.Day("2026-04-02"), 100), Mediator, "2026-04-02 10:00");
        Assert.Equal((MediationStatus.Performed, Paper.Day("2026-04-01")), (paper.Case.Mediations.Single().Status, paper.Case.Mediations.Single().BreachedOn!.Value));
    }

    [Fact]
    public void Before_the_day_of_a_promise_both_parties_and_the_mediator_are_reminded()
    {
        var paper = Owing();
        paper.PassTo("2026-03-28 09:00");
        Assert.Equal(["P:1", "P:2", Mediator], paper.Notices.Where(Mentions("performanceReminder")).Select(n => n.To).Order());
        var kept = Owing();
        kept.Give(new RecordPerformance(1, Paper.Day("2026-03-20")), Mediator, "2026-03-20 10:00");
        kept.PassTo("2026-03-30 09:00");
        Assert.DoesNotContain(kept.Notices, n => Mentions("performanceReminder")(n));
    }

    [Fact]
    public void When_the_thirty_days_for_the_court_are_over_both_parties_are_told()
    {
        var paper = Owing();
        paper.PassTo("2026-04-14 00:00");
        Assert.Equal(["P:1", "P:2"], paper.Notices.Where(Mentions("confirmationEnded")).Select(n => n.To).Order());
        Assert.Equal("CONFIRMATION_WINDOW_CLOSED", paper.Refuses(new RecordConfirmation("asked", Paper.Day("2026-04-14")), Mediator, "2026-04-14 10:00").Code);
        paper.Give(new RecordConfirmation("asked", Paper.Day("2026-04-13")), Mediator, "2026-04-14 10:00");
    }

    [Theory]
    [InlineData("marriage")]
    [InlineData("title")]
    public void What_no_court_confirms_gets_no_window_and_no_reminder(string about)
    {
        var paper = MediationTests.Consented();
        Assert.Equal("notConfirmable", paper.Refuses(MediationTests.Written() with { NotConfirmable = "mood" }, Mediator, "2026-03-13 10:00").Field);
        paper.Give(MediationTests.Written() with { NotConfirmable = about }, Mediator, "2026-03-13 10:00");
        Assert.DoesNotContain(paper.Case.Clocks, k => k.Code == "CLK-JC30");
        paper.PassTo("2026-04-20 10:00");
        Assert.DoesNotContain(paper.Notices, n => Mentions("confirmationReminder")(n) || Mentions("confirmationEnded")(n));
        Assert.Equal("CONFIRMATION_NOT_ALLOWED", paper.Refuses(new RecordConfirmation("asked", Paper.Day("2026-03-14")), Mediator, "2026-04-20 10:00").Code);
    }

    [Fact]
    public void What_a_court_mediated_ends_the_dispute_and_is_not_mediated_again()
    {
        var paper = MediationTests.Dispute();
        var result = new RecordCourtMediation(true, "三日内赔偿", "(2026)调12号", Paper.Day("2026-03-12"));
        Assert.Equal("document", paper.Refuses(result with { Document = null }, "STF-007", "2026-03-13 09:00").Field);
        Assert.Equal("terms", paper.Refuses(result with { Terms = null }, "STF-007", "2026-03-13 09:00").Field);
        paper.Give(result, "STF-007", "2026-03-13 09:00");
        Assert.Equal("MEDIATION_ALREADY_CONFIRMED", paper.Refuses(new ProposeMediation([Mediator]), Mediator, "2026-03-13 10:00").Code);
        paper.Give(new EndByMediation(new("signed", null)), "STF-007", "2026-03-13 11:00");
        Assert.Equal(CaseState.Answered, paper.Case.State);
        Assert.Contains(paper.Case.Documents, d => d is { Kind: "court-mediation-result", Served: true });
        Assert.DoesNotContain(paper.Case.Clocks, k => k.Code is "CLK-MED30" or "CLK-JC30");
    }

    [Fact]
    public void A_vain_try_of_a_court_ends_nothing()
    {
        var paper = MediationTests.Proposed();
        paper.Give(new RecordCourtMediation(false, null, null, Paper.Day("2026-03-10")), "STF-007", "2026-03-10 12:00");
        paper.Give(new RecordConsent(1, true), Mediator, "2026-03-10 13:00");
        Assert.True(paper.Case.Mediations[0].IsRunning);
        Assert.DoesNotContain(paper.Notices, n => n.Template == "notice.mediationSettledElsewhere");
    }

    [Fact]
    public void What_a_court_or_the_police_settle_ends_the_running_mediation_by_itself()
    {
        foreach (var settled in new Command[]
        {
            new RecordCourtMediation(true, "三日内赔偿", "(2026)调12号", Paper.Day("2026-03-12")), new RecordPoliceMediation(true, "互相道歉", Paper.Day("2026-03-12")),
        })
        {
            var paper = MediationTests.Consented();
            paper.Give(settled, "STF-007", "2026-03-12 12:00");
            Assert.Equal((MediationStatus.Terminated, "unsuitable"), (paper.Case.Mediations[0].Status, paper.Case.Mediations[0].End!.Ground));
            Assert.Contains(paper.Case.Documents, d => d is { Kind: "mediation-end-notice", Served: false });
            Assert.Contains(paper.Notices, n => n is { To: Mediator, Template: "notice.mediationSettledElsewhere" });
            Assert.Equal("MEDIATION_NOT_PROPOSED", paper.Refuses(new RecordSession("调解室", "双方陈述"), Mediator, "2026-03-12 13:00").Code);
            paper.Give(new EndByMediation(new("signed", null)), "STF-007", "2026-03-12 14:00");
            Assert.Equal(ClockStatus.Met, paper.Clock("CLK-MED30").Status);
        }
    }

    private static Paper Joined()
    {
        var paper = MediationTests.Consented(c => c.People[0] = c.People[0] with { Name = 1 });
        paper.Give(new JoinMediation("房东老许", true, "13700001111"), Mediator, "2026-03-12 09:00");
        return paper;
    }

    private static Paper Owing()
    {
        var paper = MediationTests.Consented(c => c.People[0] = c.People[0] with { Name = 1 });
        paper.Give(MediationTests.Written() with { Promises = [new Promise("赔偿", Paper.Day("2026-03-31"), 300, "转账")] }, Mediator, "2026-03-13 10:00");
        return paper;
    }

    private static PerformanceItem Item(Paper paper) => paper.Case.Mediations.Single().Performance.Single();

    private static Func<Notice, bool> Mentions(string template) =>
        n => n.Template == "notice." + template || n.Arguments.GetValueOrDefault("also", "").Split(',').Contains("notice." + template);

    private static (string, object?) Code(Refused refused) => (refused.Code, refused.Arguments[0]);
}
