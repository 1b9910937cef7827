using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

public sealed class IntakeTests
{
    [Fact]
    public void A_claim_starts_the_fifteen_days_and_the_target_from_the_receipt_and_gets_a_receipt()
    {
        var paper = Road.Claim();
        Assert.Equal(CaseState.Registered, paper.Case.State);
        Assert.Equal(Paper.Day("2026-03-12"), paper.Clock("CLK-NOTICE15", "NQ-ZH").EffectiveDue);
        Assert.Equal(Paper.Day("2026-03-17"), paper.Clock(Clocks.InternalTarget).EffectiveDue);
        Assert.Equal("receipt", Assert.Single(paper.Case.Documents).Kind);
    }

    [Fact]
    public void A_late_entry_starts_its_clocks_at_the_true_time_of_the_call()
    {
        var entry = Road.Entry("A8") with { ReceivedAt = Paper.At("2026-02-23 09:00"), LateReason = "停电" };
        Assert.Equal(Paper.Day("2026-03-10"), Road.Register(entry, "2026-02-25 10:15").Clock("CLK-NOTICE15").EffectiveDue);
    }

    [Fact]
    public void A_service_order_has_no_notice_clock_until_she_asks_for_a_written_answer()
    {
        Assert.DoesNotContain(Road.Register(Road.Entry("A1"), "2026-01-12 08:40").Case.Clocks, k => k.Code == "CLK-NOTICE15");
        var asked = Road.Register(Road.Entry("A1") with { TreatAsPetition = true, Simple = true }, "2026-01-12 08:40");
        Assert.Equal(Natures.Claim, asked.Case.Nature);
        Assert.Equal(Paper.Day("2026-01-27"), asked.Clock("CLK-NOTICE15").EffectiveDue);
        Assert.Equal(Paper.Day("2026-01-15"), asked.Clock("CLK-SIMPLE-ACC3WD").EffectiveDue);
        Assert.Equal(Paper.Day("2026-01-14"), asked.Clock(Clocks.InternalTarget).EffectiveDue);
    }

    [Fact]
    public void An_anonymous_accusation_is_sealed_and_has_only_the_hand_over_clock()
    {
        var paper = Road.Register(Road.Entry("H3") with { People = [], Anonymous = true, Location = null }, "2026-05-19 22:05");
        Assert.True(paper.Case.Flags.Sealed);
        Assert.Equal(["CLK-SEAL1WD"], paper.Case.Clocks.Select(k => k.Code));
        Assert.Equal(Paper.Day("2026-05-20"), paper.Clock("CLK-SEAL1WD").EffectiveDue);
    }

    [Fact]
    public void A_tip_is_confidential_and_runs_in_minutes()
    {
        var paper = Road.Register(Road.Entry("C3") with { Location = null, Anonymous = true }, "2026-10-20 23:10", Road.Duty);
        Assert.True(paper.Case.Flags.Confidential);
        Assert.False(paper.Case.Flags.Sealed);
        Assert.Equal(Paper.At("2026-10-20 23:25"), paper.Clock("CLK-TIP-POLICE").DueAt);
    }

    [Fact]
    public void A_sender_s_date_stands_beside_our_own_and_its_own_fifteen_days_end_with_our_receipt()
    {
        var entry = Road.Entry("A9") with
        {
            Channel = "hotline12345", SenderUnit = "GOV-COUNTY-XF", SenderReceivedOn = Paper.Day("2026-04-10"), SenderDue = Paper.Day("2026-04-24"),
            ReplyToSender = true,
        };
        var paper = Road.Register(entry, "2026-04-17 16:45");
        Assert.Equal(Paper.Day("2026-04-24"), paper.Clock(Clocks.ExternalDue).EffectiveDue);
        var county = paper.Clock("CLK-TRANSFER15", "GOV-COUNTY-XF");
        Assert.Equal((Paper.Day("2026-04-25"), ClockStatus.Met), (county.EffectiveDue!.Value, county.Status));
    }

    [Fact]
    public void A_missing_name_is_no_error()
    {
        var paper = Road.Register(Road.Entry("A8") with { People = [new NamedPerson("petitioner", null)] }, "2026-02-25 10:15");
        Assert.True(paper.Case.Flags.Anonymous);
        Assert.DoesNotContain(paper.Case.Clocks, k => k.Code == "CLK-NOTICE15");
    }

    [Fact]
    public void A_letter_of_many_is_joint_and_needs_nobody_to_stand_for_them() =>
        Assert.True(Road.Register(Road.Entry("A2") with { Channel = "letter", PeopleCount = 16, TreatAsPetition = true }, "2026-08-10 09:00").Case.Flags.Joint);

    [Fact]
    public void A_resident_s_own_form_goes_to_the_desk_of_her_estate()
    {
        var paper = Paper.Blank("2026-02-25 10:15");
        paper.Give(Road.Entry("A8"), Road.Petitioner, "2026-02-25 10:15");
        Assert.Equal("NQ-ZH", paper.Case.ReceivedBy);
    }

    [Fact]
    public void A_draft_is_completed_later_and_keeps_what_was_written()
    {
        var paper = Paper.Blank("2026-02-25 10:15");
        paper.Give(new SaveDraft { Channel = "visit", Category = "A8", Text = "退费", Location = "NQ-S2-B01" }, Road.Clerk, "2026-02-25 10:15");
        Assert.Equal(CaseState.Draft, paper.Case.State);
        Assert.Empty(paper.Case.Clocks);
        Assert.Equal("READ_BACK_REQUIRED", paper.Refuses(new RegisterDraft { Channel = "phone" }, Road.Clerk, "2026-02-25 11:00").Code);
        paper.Give(new RegisterDraft { Channel = "phone", ReadBack = true }, Road.Clerk, "2026-02-25 11:00");
        Assert.Equal((CaseState.Registered, "phone", "退费"), (paper.Case.State, paper.Case.Channel, paper.Texts[paper.Case.Parts[0].Text]));
    }

    [Fact]
    public void A_draft_keeps_the_reason_why_it_was_entered_late()
    {
        var paper = Paper.Blank("2026-02-25 10:15");
        var entry = new SaveDraft { Channel = "visit", Category = "A8", Text = "退费", Location = "NQ-S2-B01", ReadBack = true, ReceivedAt = Local.At(new DateOnly(2026, 2, 20), 9) };
        paper.Give(entry with { LateReason = "下乡走访，没有网络" }, Road.Clerk, "2026-02-25 10:15");
        paper.Give(new RegisterDraft(), Road.Clerk, "2026-02-25 11:00");
        Assert.Equal((CaseState.Registered, "下乡走访，没有网络"), (paper.Case.State, paper.Texts[paper.Case.LateReason!.Value]));
    }

    [Theory]
    [InlineData("visit", "2026-02-25 10:00", true)]
    [InlineData("phone", "2026-02-25 10:00", true)]
    [InlineData("letter", "2026-02-25 10:00", false)]
    [InlineData("outreach", "2026-02-25 10:00", false)]
    [InlineData("outreach", "2026-02-20 10:00", true)]
    [InlineData("grid", "2026-02-20 10:00", true)]
    [InlineData("letter", "2026-02-20 10:00", false)]
    public void What_was_said_is_read_back_and_what_is_brought_late_too(string channel, string receivedAt, bool asked)
    {
        var entry = Road.Entry("A8") with { Channel = channel, ReceivedAt = Paper.At(receivedAt), LateReason = "下社区,次周返回" };
        if (asked)
            Assert.Equal("READ_BACK_REQUIRED", Paper.Blank("2026-02-25 10:15").Refuses(entry, Road.Clerk, "2026-02-25 10:15").Code);
        foreach (var good in new[] { entry with { ReadBack = asked }, entry with { NotReadBack = asked ? "来电中断" : null }, entry with { Recording = asked ? "file:1" : null } })
            Assert.Equal(CaseState.Registered, Road.Register(good, "2026-02-25 10:15").Case.State);
    }

    [Fact]
    public void In_an_emergency_help_comes_before_reading_back() =>
        Assert.Equal(CaseState.Registered, Road.Register(Road.Entry("J2") with { Channel = "phone", ReceivedBy = "COM" }, "2026-02-25 10:15", Road.Duty).Case.State);

    [Theory]
    [InlineData("FIELD_INVALID", "channel")]
    [InlineData("FIELD_INVALID", "category")]
    [InlineData("RECEIVED_IN_FUTURE", "receivedAt")]
    [InlineData("LATE_ENTRY_REASON_REQUIRED", "lateReason")]
    [InlineData("REQUEST_EMPTY", "text")]
    public void An_entry_is_refused_only_for_what_was_not_written_down(string code, string field)
    {
        var good = Road.Entry("A8");
        var bad = (code, field) switch
        {
            (_, "channel") => good with { Channel = "smoke" },
            (_, "category") => good with { Category = "A" },
            ("RECEIVED_IN_FUTURE", _) => good with { ReceivedAt = Paper.At("2026-02-26 10:15") },
            ("LATE_ENTRY_REASON_REQUIRED", _) => good with { ReceivedAt = Paper.At("2026-02-24 10:00") },
            _ => good with { Text = " " },
        };
        var refused = Paper.Blank("2026-02-25 10:15").Refuses(bad, Road.Clerk, "2026-02-25 10:15");
        Assert.Equal((code, field), (refused.Code, refused.Field));
    }

    [Fact]
    public void Asking_to_supplement_rests_the_target_but_never_the_fifteen_days()
    {
        var paper = Road.Claim();
        paper.Give(new AskSupplement(["扣费短信截图"]), Road.Sorter, "2026-02-26 09:00");
        Assert.Equal(CaseState.WaitingSupplement, paper.Case.State);
        Assert.Equal(ClockStatus.Suspended, paper.Clock(Clocks.InternalTarget).Status);
        Assert.Equal(ClockStatus.Running, paper.Clock("CLK-NOTICE15").Status);
        Assert.Equal(Paper.Day("2026-03-11"), paper.Clock("CLK-SUPPLEMENT10WD").EffectiveDue);
        paper.Give(new Supplement("截图在此"), Road.Petitioner, "2026-03-02 09:00");
        Assert.Equal(CaseState.Registered, paper.Case.State);
        Assert.Equal(ClockStatus.Running, paper.Clock(Clocks.InternalTarget).Status);
        Assert.Equal(Paper.Day("2026-03-12"), paper.Clock("CLK-NOTICE15").EffectiveDue);
    }

    [Fact]
    public void Nobody_waits_for_a_supplement_longer_than_ten_working_days()
    {
        var paper = Road.Claim();
        paper.Give(new AskSupplement(["扣费短信截图"]), Road.Sorter, "2026-02-26 09:00");
        paper.PassTo("2026-03-12 00:30");
        Assert.Equal(CaseState.Registered, paper.Case.State);
    }

    [Fact]
    public void A_supplement_is_welcome_at_any_time_and_moves_nothing()
    {
        var paper = Road.InHandling();
        paper.Give(new Supplement("又扣了一次"), Road.Petitioner, "2026-03-05 09:00");
        Assert.Equal(CaseState.InHandling, paper.Case.State);
    }

    [Fact]
    public void A_supplement_must_be_named() =>
        Assert.Equal("SUPPLEMENT_ITEMS_REQUIRED", Road.Claim().Refuses(new AskSupplement([]), Road.Sorter, "2026-02-26 09:00").Code);

    [Fact]
    public void Not_accepting_names_the_next_door_and_its_fifteen_days_end_when_the_notice_is_served()
    {
        var paper = Road.Claim();
        Assert.Equal("NEXT_DOOR_REQUIRED", paper.Refuses(new NotAccept("litigation", null, null), Road.Sorter, "2026-02-26 09:00").Code);
        Assert.Equal("FIELD_INVALID", paper.Refuses(new NotAccept("because", "GOV-COUNTY-COURT", null), Road.Sorter, "2026-02-26 09:00").Code);
        paper.Give(new NotAccept("litigation", "GOV-COUNTY-COURT", "已在诉讼中"), Road.Sorter, "2026-02-26 09:00");
        Assert.Equal(CaseState.NotAccepted, paper.Case.State);
        Assert.Equal(ClockStatus.Running, paper.Clock("CLK-NOTICE15").Status);
        var notice = paper.Case.Documents.Single(d => d.Kind == "non-acceptance-notice");
        var task = Assert.Single(paper.Case.Tasks, t => t is { Kind: "serveNotice", Status: Petitions.Cases.TaskStatus.Open });
        Assert.Equal((Roles.Intake, "NQ-ZH", $"document:{notice.No}", paper.Clock("CLK-NOTICE15").DueAt), (task.Role, task.Unit, task.About, task.DueAt));
        paper.Give(new ServeDocument(notice.No, Road.Signed), Road.Clerk, "2026-02-27 09:00");
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-NOTICE15").Status);
        Assert.Equal(Petitions.Cases.TaskStatus.Done, paper.Case.Tasks.Single(t => t.Kind == "serveNotice").Status);
    }

    [Fact]
    public void A_notice_that_nobody_serves_becomes_late_on_somebodys_list_although_the_case_has_ended()
    {
        var paper = Road.Claim();
        paper.Give(new NotAccept("litigation", "GOV-COUNTY-COURT", "已在诉讼中"), Road.Sorter, "2026-02-26 09:00");
        paper.PassTo("2026-03-13 08:00");

        Assert.True(paper.Clock("CLK-NOTICE15").WasMissed);
        Assert.Contains(paper.Notices, n => n is { To: Road.Clerk, Template: "notice.taskOverdue" });
        Assert.Single(paper.Case.Tasks, t => t is { Kind: "serveNotice", Status: Petitions.Cases.TaskStatus.Open });
    }

    [Fact]
    public void A_clerk_of_another_estate_does_not_decide_here() =>
        Assert.Equal("NOT_YOUR_ROLE",
            Road.Register(Road.Entry("A8") with { ReceivedBy = "ENT-XF" }, "2026-02-25 10:15", Road.EnterpriseDesk)
                .Refuses(new NotAccept("litigation", "GOV-COUNTY-COURT", null), Road.Sorter, "2026-02-26 09:00").Code);

    [Fact]
    public void Treated_as_a_petition_on_day_twenty_the_notice_shows_as_missed_and_opinion_and_review_can_be_reached()
    {
        var paper = Road.ServiceInHandling();
        paper.Give(new TreatAsPetition(), Road.Petitioner, "2026-09-27 09:00");
        Assert.Equal((CaseState.Accepted, Natures.Claim), (paper.Case.State, paper.Case.Nature));
        Assert.Equal(Paper.Day("2026-09-22"), paper.Clock("CLK-NOTICE15").EffectiveDue);
        Assert.Equal(Paper.Day("2026-11-26"), paper.Clock("CLK-HANDLE60").EffectiveDue);
        var notice = paper.Case.Documents.Single(d => d.Kind == "acceptance-notice");
        paper.Give(new ServeDocument(notice.No, Road.Signed), Road.Clerk, "2026-09-27 10:00");
        Assert.Equal(ClockStatus.Missed, paper.Clock("CLK-NOTICE15").Status);
        paper.Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-09-28 09:00");
        paper.Give(Road.Opinion(), Road.Handler, "2026-10-12 09:00");
        paper.Give(new IssueOpinion("COM"), Road.HandlerHead, "2026-10-12 10:00");
        paper.Give(new ServeOpinion(Road.Signed), Road.Clerk, "2026-10-12 11:00");
        Assert.Equal(ClockStatus.Running, paper.Clock("CLK-REV-ASK30").Status);
    }

    [Fact]
    public void What_is_a_petition_already_cannot_become_one() =>
        Assert.Equal("WRONG_STATE", Road.Claim().Refuses(new TreatAsPetition(), Road.Petitioner, "2026-02-26 09:00").Code);
}
