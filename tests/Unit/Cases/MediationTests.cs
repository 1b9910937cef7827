using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Mediation from proposal to end (T13, T15b; samples 0003, 0005, 0006, 0027, 0028, 0043).</summary>
public sealed class MediationTests
{
    public const string Mediator = "STF-013";

    private static readonly ServiceProof Signed = new("signed", null);

    [Fact]
    public void With_the_last_consent_the_mediation_is_open_and_its_thirty_days_run()
    {
        var paper = Proposed();
        paper.Give(new RecordConsent(1, true), Mediator, "2026-03-10 15:00");
        Assert.Equal(CaseState.InHandling, paper.Case.State);
        paper.Give(new RecordConsent(2, true), Mediator, "2026-03-11 15:00");
        Assert.Equal(CaseState.InMediation, paper.Case.State);
        Assert.Equal(Paper.Day("2026-04-10"), paper.Clock("CLK-MED30").EffectiveDue);
    }

    [Fact]
    public void Consents_typed_in_the_wrong_order_count_from_the_later_one()
    {
        var paper = Proposed();
        paper.Give(new RecordConsent(2, true), Mediator, "2026-03-11 15:00");
        paper.Give(new RecordConsent(1, true) { HappenedAt = Paper.At("2026-03-10 15:00") }, Mediator, "2026-03-12 09:00");
        Assert.Equal(Paper.At("2026-03-11 15:00"), paper.Clock("CLK-MED30").StartedAt);
    }

    [Fact]
    public void A_party_speaks_for_itself_and_for_nobody_else()
    {
        var paper = Proposed();
        paper.Give(new RecordConsent(1, true), Actor.Petitioner(1), "2026-03-10 15:00");
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new RecordConsent(2, true), Actor.Petitioner(1), "2026-03-10 15:00").Code);
    }

    [Fact]
    public void Somebody_who_is_no_party_cannot_consent() =>
        Assert.Equal("party", Proposed().Refuses(new RecordConsent(9, true), Mediator, "2026-03-10 15:00").Field);

    [Fact]
    public void After_a_clear_refusal_nothing_but_the_end_goes_on()
    {
        var paper = Refused();
        foreach (var order in new Command[]
        {
            new RecordConsent(1, true), new RecordSession(new Words("调解室"), new Words("笔录")), Written(), new ProposeMediation([Mediator]),
        })
            Assert.Equal("MEDIATION_REFUSED_BY_PARTY", paper.Refuses(order, Mediator, "2026-03-12 09:00").Code);
        Assert.DoesNotContain(paper.Case.Clocks, k => k.Code == "CLK-MED30");
    }

    [Fact]
    public void The_party_who_refused_may_change_its_mind_before_the_end()
    {
        var paper = Refused();
        paper.Give(new RecordConsent(2, true), Mediator, "2026-03-12 09:00");
        paper.Give(new RecordConsent(1, true), Mediator, "2026-03-12 09:10");
        Assert.Equal(CaseState.InMediation, paper.Case.State);
    }

    [Fact]
    public void Ended_by_refusal_it_is_not_proposed_again()
    {
        var paper = Refused();
        paper.Give(new EndMediation("refused", ["administrative", "court"]), Mediator, "2026-03-12 09:00");
        Assert.Equal("MEDIATION_REFUSED_BY_PARTY", paper.Refuses(new ProposeMediation([Mediator]), Mediator, "2026-03-13 09:00").Code);
    }

    [Theory]
    [InlineData("B6")]
    [InlineData("A6")]
    [InlineData("H1")]
    public void Violence_sealed_matters_and_other_categories_are_never_mediated(string category)
    {
        var paper = Dispute(category);
        var actor = category == "H1" ? new Actor("STF-050", [Roles.Discipline, Roles.Mediator], "ENT-JW") : paper.Staff("STF-007");
        if (category == "B6")
            actor = new Actor(Mediator, [Roles.Mediator, Roles.Duty], "NQ-TJ");
        paper = Dispute(category, c => c.HandlingUnit = category == "H1" ? "ENT-JW" : "NQ-ZH");
        Assert.Equal("MEDIATION_NOT_ALLOWED_FOR_CATEGORY", paper.Refuses(new ProposeMediation([Mediator]), actor, "2026-03-10 09:00").Code);
    }

    [Fact]
    public void A_mediation_needs_a_mediator_and_there_is_one_at_a_time()
    {
        Assert.Equal("mediators", Dispute().Refuses(new ProposeMediation([]), Mediator, "2026-03-10 09:00").Field);
        Assert.Equal("mediators", Dispute().Refuses(new ProposeMediation(["STF-062"]), Mediator, "2026-03-10 09:00").Field);
        Assert.Equal("MEDIATION_RUNNING", Proposed().Refuses(new ProposeMediation([Mediator]), Mediator, "2026-03-10 09:30").Code);
    }

    [Fact]
    public void A_session_needs_a_proposal_and_the_consent_of_all()
    {
        var session = new RecordSession(new Words("调解室"), new Words("笔录"));
        Assert.Equal("MEDIATION_NOT_PROPOSED", Dispute().Refuses(session, Mediator, "2026-03-10 09:00").Code);
        var refused = Proposed().Refuses(session, Mediator, "2026-03-10 10:00");
        Assert.Equal(("CONSENT_MISSING", 1), (refused.Code, refused.Arguments[0]));
        var paper = Consented();
        paper.Give(session, Mediator, "2026-03-12 09:00");
        Assert.Equal(MediationStatus.InSession, paper.Case.Mediations[0].Status);
    }

    [Fact]
    public void A_written_agreement_is_served_as_the_answer_and_stops_the_thirty_days()
    {
        var paper = Consented();
        paper.Give(Written(), Mediator, "2026-03-13 10:00");
        Assert.Equal(MediationStatus.Performing, paper.Case.Mediations[0].Status);
        paper.Give(new EndByMediation(Signed), Mediator, "2026-03-13 11:00");
        Assert.Equal((CaseState.Answered, ClockStatus.Met), (paper.Case.State, paper.Clock("CLK-MED30").Status));
    }

    public static TheoryData<string, string> Gaps => new()
    {
        { "facts", "facts" }, { "terms", "terms" }, { "promises", "promises" }, { "date", "promises[0].keepBy" },
        { "signatures", "signedBy" }, { "mediator", "mediatorSigned" }, { "seal", "committeeSeal" },
    };

    [Theory]
    [MemberData(nameof(Gaps))]
    public void A_written_agreement_with_a_gap_is_refused_with_the_gap(string spoiled, string field)
    {
        var bad = spoiled switch
        {
            "facts" => Written() with { Facts = null },
            "terms" => Written() with { Terms = " " },
            "promises" => Written() with { Promises = [] },
            "date" => Written() with { Promises = [new Promise(new Words("不练琴"), null)] },
            "signatures" => Written() with { SignedBy = [1] },
            "mediator" => Written() with { MediatorSigned = false },
            _ => Written() with { CommitteeSeal = false },
        };
        var refused = Consented().Refuses(bad, Mediator, "2026-03-13 10:00");
        Assert.Equal(("AGREEMENT_INCOMPLETE", field), (refused.Code, refused.Field));
    }

    [Fact]
    public void A_party_without_a_name_cannot_sign()
    {
        var paper = Consented(c => c.People[1] = c.People[1] with { Name = null });
        Assert.Equal("people[2].name", paper.Refuses(Written(), Mediator, "2026-03-13 10:00").Field);
    }

    [Theory]
    [InlineData("2026-03-10")]
    [InlineData("2026-03-14")]
    public void An_agreement_cannot_be_in_force_before_the_consent_or_in_the_future(string day) =>
        Assert.Equal("inForceOn", Consented().Refuses(Written() with { InForceOn = Paper.Day(day) }, Mediator, "2026-03-13 10:00").Field);

    [Fact]
    public void An_oral_agreement_ends_a_dispute_only_with_the_mediators_record()
    {
        var paper = Consented();
        paper.Give(Oral(), Mediator, "2026-03-12 10:00");
        Assert.Equal("ORAL_AGREEMENT_RECORD_MISSING", paper.Refuses(new EndByMediation(Signed), Mediator, "2026-03-12 11:00").Code);
        Assert.True(Mediation.OralRecordMissing(paper.Case));
        paper.Give(new RecordOralAgreement(new Words("花架内移")), Mediator, "2026-03-12 12:00");
        paper.Give(new EndByMediation(Signed), Mediator, "2026-03-12 13:00");
        Assert.Equal(CaseState.Answered, paper.Case.State);
    }

    [Fact]
    public void There_is_no_oral_record_to_write_without_an_oral_agreement() =>
        Assert.Equal("MEDIATION_NOT_PROPOSED", Consented().Refuses(new RecordOralAgreement(new Words("记录")), Mediator, "2026-03-12 12:00").Code);

    [Fact]
    public void Inside_a_claim_a_handshake_is_refused_and_the_sixty_days_run_on()
    {
        var paper = Claim();
        Assert.Equal("WRITTEN_AGREEMENT_REQUIRED", paper.Refuses(Oral(), "STF-018", "2026-06-12 10:00").Code);
        Assert.Equal("WRITTEN_AGREEMENT_REQUIRED", paper.Refuses(new EndByMediation(Signed), "STF-018", "2026-06-12 10:00").Code);
        Assert.Equal((ClockStatus.Running, Paper.Day("2026-07-19")), (paper.Clock("CLK-HANDLE60").Status, paper.Clock("CLK-HANDLE60").EffectiveDue!.Value));
    }

    [Fact]
    public void Inside_a_claim_the_written_agreement_over_every_part_ends_it()
    {
        var paper = Claim();
        Assert.Equal(Paper.Day("2026-06-26"), paper.Clock("CLK-MED30").EffectiveDue);
        paper.Give(Written(0) with { Promises = [new Promise(new Words("修复西墙"), Paper.Day("2026-06-30"), 800, "请施工队修复")] }, "STF-018", "2026-06-16 10:00");
        Assert.Equal(Paper.Day("2026-07-16"), paper.Clock("CLK-JC30").EffectiveDue);
        paper.Give(new EndByMediation(Signed), "STF-018", "2026-06-16 11:00");
        Assert.Equal((CaseState.Answered, ClockStatus.Met), (paper.Case.State, paper.Clock("CLK-HANDLE60").Status));
    }

    [Fact]
    public void Inside_a_claim_an_agreement_over_some_parts_sends_the_rest_back_to_handling()
    {
        var paper = Claim(c => c.Parts.Add(c.Parts[0] with { No = 2 }));
        paper.Give(Written(0) with { CoversParts = [1] }, "STF-018", "2026-06-16 10:00");
        Assert.Equal((CaseState.InHandling, ClockStatus.Met), (paper.Case.State, paper.Clock("CLK-MED30").Status));
        Assert.Equal("WRITTEN_AGREEMENT_REQUIRED", paper.Refuses(new EndByMediation(Signed), "STF-018", "2026-06-16 11:00").Code);
        Assert.Equal("coversParts", Claim().Refuses(Written(0) with { CoversParts = [7] }, "STF-018", "2026-06-16 10:00").Field);
    }

    [Fact]
    public void The_end_names_the_other_ways_and_is_served_as_the_answer()
    {
        var paper = Refused();
        paper.Give(new EndMediation("refused", ["arbitration", "administrative", "court"]), Mediator, "2026-03-12 09:00");
        Assert.Equal((CaseState.InHandling, MediationStatus.Terminated), (paper.Case.State, paper.Case.Mediations[0].Status));
        Assert.Equal("SERVICE_PROOF_REQUIRED", paper.Refuses(new EndByMediation(null), Mediator, "2026-03-13 09:00").Code);
        paper.Give(new EndByMediation(Signed), Mediator, "2026-03-13 09:00");
        Assert.Equal(CaseState.Answered, paper.Case.State);
        Assert.Contains(paper.Case.Documents, d => d is { Kind: "mediation-end-notice", Served: true });
    }

    [Theory]
    [InlineData("failed", new string[0], "OTHER_WAYS_REQUIRED")]
    [InlineData("failed", new[] { "administrative" }, "OTHER_WAYS_REQUIRED")]
    [InlineData("failed", new[] { "court", "newspaper" }, "FIELD_INVALID")]
    [InlineData("tired", new[] { "court" }, "FIELD_INVALID")]
    public void An_end_without_the_court_way_or_a_known_ground_is_refused(string ground, string[] ways, string code) =>
        Assert.Equal(code, Consented().Refuses(new EndMediation(ground, ways), Mediator, "2026-03-12 09:00").Code);

    [Fact]
    public void A_dispute_cannot_be_answered_while_the_mediation_is_running_or_was_never_proposed()
    {
        Assert.Equal("OTHER_WAYS_REQUIRED", Consented().Refuses(new EndByMediation(Signed), Mediator, "2026-03-12 09:00").Code);
        Assert.Equal("OTHER_WAYS_REQUIRED", Dispute().Refuses(new EndByMediation(Signed), Mediator, "2026-03-12 09:00").Code);
    }

    [Fact]
    public void A_service_order_does_not_end_by_mediation() =>
        Assert.Equal("ENDING_OF_OTHER_NATURE", Dispute("A7").Refuses(new EndByMediation(Signed), Mediator, "2026-03-12 09:00").Code);

    [Fact]
    public void What_the_police_mediated_ends_the_dispute_without_a_clock_of_ours()
    {
        var paper = Dispute("B5");
        paper.Give(new RecordPoliceMediation(true, "互相道歉,赔偿眼镜", Paper.Day("2026-03-12"), Paper.Day("2026-03-13")), "STF-007", "2026-03-13 09:00");
        paper.Give(new EndByMediation(Signed), "STF-007", "2026-03-13 10:00");
        Assert.Equal(CaseState.Answered, paper.Case.State);
        Assert.DoesNotContain(paper.Case.Clocks, k => k.Code is "CLK-MED30" or "CLK-JC30");
    }

    [Fact]
    public void The_police_told_of_a_case_may_read_it_and_write_their_result_also_after_the_answer()
    {
        var paper = Dispute("B5");
        var result = new RecordPoliceMediation(true, "互相道歉,赔偿眼镜", Paper.Day("2026-03-12"));
        Assert.Equal("NOT_FOUND", paper.Refuses(result, "STF-056", "2026-03-12 09:00").Code);
        paper.Give(new NotifyPolice("已出警"), "STF-007", "2026-03-12 09:00");
        paper.Give(result, "STF-056", "2026-03-12 10:00");
        paper.Give(new EndByMediation(Signed), "STF-007", "2026-03-13 10:00");
        paper.Give(result with { PerformedOn = Paper.Day("2026-03-16") }, "STF-056", "2026-03-16 10:00");
        Assert.Equal((MediationStatus.Performed, CaseState.Answered), (Assert.Single(paper.Case.Mediations).Status, paper.Case.State));
    }

    [Fact]
    public void A_mediator_from_another_committee_may_read_the_case_he_was_asked_for()
    {
        var paper = Dispute(set: c => (c.HandlingUnit, c.Holder, c.ReceivedBy, c.Location) = ("ENT-U05", "ENT-U05", "ENT-XF", null));
        Assert.Equal("NOT_FOUND", paper.Refuses(new RecordConsent(1, true), "STF-018", "2026-03-10 10:00").Code);
        paper.Give(new ProposeMediation(["STF-018"], "COM-TJW"), "STF-075", "2026-03-10 09:00");
        paper.Give(new RecordConsent(1, true), "STF-018", "2026-03-10 10:00");
        Assert.Single(paper.Case.Mediations[0].Consents);
    }

    [Fact]
    public void A_police_agreement_needs_its_terms_and_a_failed_one_ends_nothing()
    {
        var paper = Dispute("B5");
        Assert.Equal("terms", paper.Refuses(new RecordPoliceMediation(true, null, Paper.Day("2026-03-12")), "STF-007", "2026-03-13 09:00").Field);
        Assert.Equal("on", paper.Refuses(new RecordPoliceMediation(false, null, Paper.Day("2026-03-20")), "STF-007", "2026-03-13 09:00").Field);
        paper.Give(new RecordPoliceMediation(false, null, Paper.Day("2026-03-12")), "STF-007", "2026-03-13 09:00");
        Assert.Equal("OTHER_WAYS_REQUIRED", paper.Refuses(new EndByMediation(Signed), "STF-007", "2026-03-13 10:00").Code);
    }

    [Fact]
    public void Dissuasion_is_kept_with_who_and_when_and_never_from_the_future()
    {
        var paper = Dispute();
        paper.Give(new RecordDissuasion("NQ-S4", Paper.Day("2026-03-09"), new Words("上门劝说")), "STF-007", "2026-03-10 09:00");
        Assert.Equal("NQ-S4", paper.Case.Dissuasions.Single().By);
        Assert.Equal("on", paper.Refuses(new RecordDissuasion("NQ-S4", Paper.Day("2026-03-11"), new Words("劝")), "STF-007", "2026-03-10 09:00").Field);
    }

    public static RecordAgreement Written(int other = 2) => new(
        "written", "琴声影响休息", "工作日20:30后不练琴", [new Promise(new Words("不练琴"), Paper.Day("2026-04-10"), Way: new Words("按时间表练琴"))], [1, other], true, true);

    private static RecordAgreement Oral() => new("oral", null, "花架内移");

    public static Paper Dispute(string category = "B1", Action<Case>? set = null) => Paper.Registered(category, "2026-03-09 20:15", c =>
    {
        c.State = CaseState.InHandling;
        c.People.Add(new PersonInCase(2, "respondent", 2, null, null, null));
        set?.Invoke(c);
    });

    public static Paper Proposed(Action<Case>? set = null)
    {
        var paper = Dispute(set: set);
        paper.Give(new ProposeMediation([Mediator]), Mediator, "2026-03-10 09:00");
        return paper;
    }

    public static Paper Consented(Action<Case>? set = null)
    {
        var paper = Proposed(set);
        paper.Give(new RecordConsent(1, true), Mediator, "2026-03-11 09:00");
        paper.Give(new RecordConsent(2, true), Mediator, "2026-03-11 09:00");
        return paper;
    }

    private static Paper Refused()
    {
        var paper = Proposed();
        paper.Give(new RecordConsent(2, false), Mediator, "2026-03-11 09:00");
        return paper;
    }

    /// <summary>A claim against a unit, mediated by the committee of the community; both sides consented on 27 May.</summary>
    private static Paper Claim(Action<Case>? set = null)
    {
        var paper = Paper.Registered("D5", "2026-05-13 09:30", c =>
        {
            (c.State, c.ResponsibleUnit) = (CaseState.InHandling, "ENT-U05");
            set?.Invoke(c);
        });
        paper.Do("2026-05-20 10:00", step => Clocks.Start(step, "CLK-HANDLE60", step.HappenedAt, "accepted"));
        paper.Give(new ProposeMediation(["STF-018"], "COM-TJW"), "STF-018", "2026-05-26 09:00");
        paper.Give(new RecordConsent(1, true), "STF-018", "2026-05-27 09:00");
        paper.Give(new RecordConsent(0, true), "STF-018", "2026-05-27 10:00");
        return paper;
    }
}
