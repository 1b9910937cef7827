using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Emergencies on and off, their minutes and reports (T28; samples 0002, 0010, 0028, 0031, 0032).</summary>
public sealed class EmergencyTests
{
    private const string Duty = "STF-054";

    [Fact]
    public void Registering_an_emergency_starts_the_categorys_minutes_from_the_call()
    {
        var paper = Called("A5", "2026-06-20 17:25", "2026-06-20 17:26");
        Assert.Equal(Paper.At("2026-06-20 17:30"), paper.Clock("CLK-EMG-CONTACT").DueAt);
        Assert.Equal(Paper.At("2026-06-20 17:55"), paper.Clock("CLK-EMG-ONSITE").DueAt);
        Assert.Equal(Paper.At("2026-06-21 17:25"), paper.Clock("CLK-EMG-STATUS").DueAt);
        Assert.DoesNotContain(paper.Case.Clocks, k => k.Code is "CLK-REPORTUP1H" or "internalTarget");
        Assert.Contains(paper.Notices, n => n.To == Duty && n.Template == "notice.emergencyOpened" && n.NotBefore == paper.Now);
    }

    [Fact]
    public void Without_own_minutes_the_defaults_count()
    {
        var paper = Called("J2", "2026-01-20 05:50", "2026-01-20 05:55");
        Assert.Equal(Paper.At("2026-01-20 06:20"), paper.Clock("CLK-EMG-CONTACT").DueAt);
        Assert.Equal(Paper.At("2026-01-20 07:50"), paper.Clock("CLK-EMG-ONSITE").DueAt);
    }

    [Fact]
    public void Arriving_late_opens_the_accountability_record_on_the_same_day()
    {
        var paper = Called("A5", "2026-06-20 17:25", "2026-06-20 17:26");
        paper.Give(new RecordEmergencyContact(), Duty, "2026-06-20 17:29");
        paper.PassTo("2026-06-20 18:30");
        Assert.Empty(paper.Case.AccountabilityRecords);
        paper.Give(new RecordOnSite(), Duty, "2026-06-20 18:30");
        Assert.Equal(("TR4", Paper.Day("2026-07-20")), (paper.Record().Trigger, paper.Clock("CLK-3NLG").EffectiveDue!.Value));
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-EMG-CONTACT").Status);
    }

    [Fact]
    public void Nobody_arriving_at_all_opens_the_record_in_the_morning()
    {
        var paper = Called("A5", "2026-06-20 17:25", "2026-06-20 17:26");
        paper.PassTo("2026-06-21 06:00");
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-06-21 06:00"));
        Assert.Equal("TR4", paper.Record().Trigger);
    }

    [Fact]
    public void Work_done_in_time_and_typed_later_is_in_time_even_after_the_clocks_rang()
    {
        var paper = Called("A4", "2026-10-03 23:40", "2026-10-04 01:15");
        paper.PassTo("2026-10-04 01:16");
        Assert.True(paper.Clock("CLK-EMG-CONTACT").WasMissed);
        paper.Give(new RecordEmergencyContact { HappenedAt = Paper.At("2026-10-03 23:46") }, Duty, "2026-10-04 01:17");
        paper.Give(new RecordOnSite { HappenedAt = Paper.At("2026-10-04 00:05") }, Duty, "2026-10-04 01:18");
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-10-04 06:00"));
        Assert.All(["CLK-EMG-CONTACT", "CLK-EMG-ONSITE"], code => Assert.Equal(ClockStatus.Met, paper.Clock(code).Status));
        Assert.Empty(paper.Case.AccountabilityRecords);
        Assert.Equal(Paper.At("2026-10-03 23:46"), paper.Case.Emergency!.ContactedAt);
    }

    [Fact]
    public void A_spill_is_reported_to_every_named_office_before_its_hour_stops()
    {
        var paper = Spill();
        Assert.Equal(Paper.At("2026-07-18 07:20"), paper.Clock("CLK-REPORTUP1H").DueAt);
        paper.Give(new ReportUp(["GOV-COUNTY-YJ"], "漏油"), "STF-083", "2026-07-18 06:50");
        Assert.Equal(ClockStatus.Running, paper.Clock("CLK-REPORTUP1H").Status);
        paper.Give(new ReportUp(["GOV-COUNTY-ECO"]), "STF-083", "2026-07-18 07:00");
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-REPORTUP1H").Status);
    }

    [Fact]
    public void A_report_to_nobody_or_to_an_unknown_office_is_refused()
    {
        Assert.Equal("to", Spill().Refuses(new ReportUp([]), "STF-083", "2026-07-18 06:50").Field);
        Assert.Equal("to", Spill().Refuses(new ReportUp(["NOWHERE"]), "STF-083", "2026-07-18 06:50").Field);
    }

    [Fact]
    public void When_an_outage_turns_out_to_be_an_accident_the_report_hour_starts_then()
    {
        var paper = Called("J2", "2026-01-20 05:50", "2026-01-20 05:55");
        paper.Give(new OpenEmergency("锅炉工被烫伤", Accident: true), Duty, "2026-01-20 06:10");
        Assert.Equal(Paper.At("2026-01-20 07:10"), paper.Clock("CLK-REPORTUP1H").DueAt);
        Assert.Equal("EMERGENCY_ALREADY_OPEN", paper.Refuses(new OpenEmergency("再报一次"), Duty, "2026-01-20 06:20").Code);
    }

    [Fact]
    public void An_ordinary_case_becomes_an_emergency_with_a_reason()
    {
        var paper = Checked.Case("C2");
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new OpenEmergency(null), Duty, "2026-03-02 10:00").Code);
        paper.Give(new OpenEmergency("楼道冒烟"), Duty, "2026-03-02 10:00");
        Assert.True(paper.Case.Flags.Emergency);
        Assert.Equal(CaseState.InHandling, paper.Case.State);
        Assert.Equal(Paper.At("2026-03-02 10:30"), paper.Clock("CLK-EMG-CONTACT").DueAt);
    }

    [Fact]
    public void Standing_down_needs_a_reason_and_ends_the_minutes()
    {
        var paper = Called("A5", "2026-06-20 17:25", "2026-06-20 17:26");
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new StandDownEmergency(null), Duty, "2026-06-20 17:27").Code);
        paper.Give(new StandDownEmergency("误报"), Duty, "2026-06-20 17:27");
        Assert.False(paper.Case.Flags.Emergency);
        Assert.Equal(ClockStatus.Cancelled, paper.Clock("CLK-EMG-ONSITE").Status);
        Assert.Equal("EMERGENCY_NOT_OPEN", paper.Refuses(new StandDownEmergency("误报"), Duty, "2026-06-20 17:28").Code);
    }

    [Fact]
    public void Only_who_commands_may_stand_down() =>
        Assert.Equal("NOT_YOUR_ROLE", Called("A5", "2026-06-20 17:25", "2026-06-20 17:26").Refuses(new StandDownEmergency("误报"), "STF-012", "2026-06-20 17:27").Code);

    [Fact]
    public void Without_an_emergency_there_is_nothing_to_record()
    {
        var paper = Checked.Case();
        foreach (var order in new Command[] { new RecordEmergencyContact(), new RecordOnSite(), new RecordEmergencyStatus(new Words("已到")) })
            Assert.Equal("EMERGENCY_NOT_OPEN", paper.Refuses(order, Duty, "2026-03-02 10:00").Code);
    }

    [Fact]
    public void A_status_told_within_the_day_stops_its_clock_and_later_ones_are_kept_too()
    {
        var paper = Called("J2", "2026-01-20 05:50", "2026-01-20 05:55");
        paper.Give(new RecordEmergencyStatus(new Words("正在抢修")), Duty, "2026-01-20 08:00");
        paper.Give(new RecordEmergencyStatus(new Words("已恢复")), Duty, "2026-01-20 20:00");
        Assert.Equal(Paper.At("2026-01-20 08:00"), paper.Clock("CLK-EMG-STATUS").StoppedAt);
        Assert.Equal(2, paper.Case.Emergency!.Statuses.Count);
    }

    [Fact]
    public void Violence_at_home_alarms_the_police_at_once_and_the_call_is_recorded()
    {
        var paper = Called("B6", "2026-09-06 00:20", "2026-09-06 00:20");
        Assert.Contains(paper.Notices, n => n.To == "STF-056" && n.Template == "notice.emergencyPolice");
        paper.Give(new NotifyPolice("已接警"), Duty, "2026-09-06 00:20");
        Assert.Equal(Paper.At("2026-09-06 00:20"), paper.Case.PoliceToldAt);
        Assert.Equal(Paper.At("2026-09-06 00:50"), paper.Clock("CLK-EMG-ONSITE").DueAt);
    }

    [Fact]
    public void When_the_case_ends_the_emergency_is_over()
    {
        var paper = Called("J2", "2026-01-20 05:50", "2026-01-20 05:55");
        paper.Do("2026-01-21 10:00", step => step.Case.State = CaseState.Closed);
        Assert.False(paper.Case.Emergency!.IsOn);
    }

    private static Paper Spill()
    {
        var paper = Paper.Blank("2026-07-18 06:20");
        paper.Give(Call("D3", "2026-07-18 06:20") with { ReceivedBy = "ENT-XF" }, "STF-083", "2026-07-18 06:20");
        return paper;
    }

    private static Paper Called(string category, string receivedAt, string enteredAt)
    {
        var paper = Paper.Blank(enteredAt);
        paper.Give(Call(category, receivedAt), Duty, enteredAt);
        return paper;
    }

    private static Register Call(string category, string receivedAt) => new()
    {
        Channel = "phone", ReceivedAt = Paper.At(receivedAt), LateReason = "值班员在现场", Category = category, Urgency = "emergency",
        Title = "急事", Text = "请马上来人", ReadBack = true, People = [new NamedPerson("petitioner", "穆桂兰", "13900001234")],
    };
}
