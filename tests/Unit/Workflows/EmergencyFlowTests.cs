using Petitions.Cases;
using Petitions.Tests.Unit.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>emergency.json: contact, arrival, status and report side by side; over when all is done or the emergency stands down.</summary>
public sealed class EmergencyFlowTests() : Process("emergency")
{
    private static readonly string[] Everything = ["contact", "off", "onsite", "report", "status"];

    [Fact]
    public void A_spill_is_over_when_everything_was_done_and_reported()
    {
        Spill().WaitsAt("emergency", Everything).Give(new RecordEmergencyContact(), Road.EnterpriseDesk, "2026-07-18 06:30")
            .Give(new RecordOnSite(), Road.EnterpriseDesk, "2026-07-18 06:50").Give(new RecordEmergencyStatus("已关阀"), Road.EnterpriseDesk, "2026-07-18 07:00")
            .WaitsAt("emergency", "off", "report")
            .Give(new ReportUp(["GOV-COUNTY-YJ", "GOV-COUNTY-ECO"], "漏油"), Road.EnterpriseDesk, "2026-07-18 07:10").WaitsAt("emergency");
    }

    [Fact]
    public void Standing_down_ends_it_with_everything_still_open() =>
        Spill().Give(new StandDownEmergency("误报"), Road.EnterpriseHead, "2026-07-18 06:40").WaitsAt("emergency");

    [Fact]
    public void The_end_of_the_case_ends_it_too() =>
        Outage().Give(new Withdraw("已恢复"), Road.Petitioner, "2026-01-20 08:00")
            .Give(new ConfirmWithdrawal(true, false), Road.EnterpriseDesk, "2026-01-20 09:00").WaitsAt("emergency");

    [Fact]
    public void An_outage_that_turns_out_to_be_an_accident_asks_for_the_report_then()
    {
        var desk = Outage().WaitsAt("emergency", "accident", "contact", "off", "onsite", "status");
        desk.Give(new OpenEmergency("锅炉工被烫伤", Accident: true), Road.Duty, "2026-01-20 06:10").WaitsAt("emergency", Everything);
    }

    [Fact]
    public void A_second_emergency_of_the_case_runs_anew() =>
        Outage().Give(new StandDownEmergency("已恢复"), Road.Duty, "2026-01-20 08:00").WaitsAt("emergency")
            .Give(new OpenEmergency("又停暖"), Road.Duty, "2026-01-20 20:00").WaitsAt("emergency", "accident", "contact", "off", "onsite", "status");

    private Desk Spill() => At("2026-07-18 06:20").Give(
        Road.Entry("D3") with { Urgency = "emergency", Location = null, ReceivedBy = "ENT-XF" }, Road.EnterpriseDesk, "2026-07-18 06:20");

    private Desk Outage() => At("2026-01-20 05:55").Give(Road.Entry("J2") with { Urgency = "emergency", ReceivedAt = Paper.At("2026-01-20 05:50") }, Road.Duty, "2026-01-20 05:55");
}
