using Petitions.Cases;
using Petitions.Tests.Unit.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>escalation.json: every rung in its turn, and the end at whatever rung the clock is met.</summary>
public sealed class EscalationFlowTests() : Process("escalation")
{
    private const string Section = "STF-022", Warden = "STF-085";

    /// <summary>When a work order of seven working days stands at which step: it is due on 11 March.</summary>
    private static readonly (string Moment, string Step)[] Rungs =
    [
        ("2026-03-05 09:00", "remind1"), ("2026-03-06 09:00", "remind2"), ("2026-03-10 09:00", "due"), ("2026-03-11 09:00", "rung1"),
        ("2026-03-12 09:00", "to-community"), ("2026-03-17 09:00", "to-leader"), ("2026-03-20 09:00", "to-enterprise"),
    ];

    [Fact]
    public void An_overdue_work_order_climbs_from_the_handler_to_the_enterprise() => Climbs(WorkOrder(Road.Handler), "to-head");

    [Fact]
    public void From_a_section_head_it_goes_to_the_estate_first() => Climbs(WorkOrder(Section), "to-estate");

    [Fact]
    public void From_a_building_warden_it_goes_to_the_section_first() => Climbs(WithWarden(), "to-section");

    [Fact]
    public void Matters_of_the_land_climb_to_the_township()
    {
        var desk = Land().PassTo("2026-05-20 09:00").WaitsAt("escalation", "to-township");
        desk.PassTo("2026-05-27 09:00");
        Assert.Equal("GOV-TOWN-ZZ", desk.Case.Ladder.Single(e => e is { Rung: 4, FiredAt: not null }).TargetRole);
        Assert.Equal("Finished", First(desk).Status);
    }

    [Fact]
    public void Whatever_ends_the_clock_ends_the_ladder_at_whatever_rung_it_stands()
    {
        foreach (var (moment, _) in Rungs)
            Gone(WorkOrder(Road.Handler).PassTo(moment), Road.Supervisor).WaitsAt("escalation");
        Gone(WorkOrder(Section).PassTo("2026-03-11 09:00").WaitsAt("escalation", "to-estate"), Road.Supervisor).WaitsAt("escalation");
        Gone(WithWarden().PassTo("2026-03-11 09:00").WaitsAt("escalation", "to-section"), Road.Supervisor).WaitsAt("escalation");
        Gone(Land().PassTo("2026-05-20 09:00"), Road.EnterpriseDesk).WaitsAt("escalation");
    }

    [Fact]
    public void A_pause_ends_the_ladder_and_the_clock_that_runs_again_has_a_new_one()
    {
        var desk = Order().Give(new AskSupplement(["照片"]), Road.Sorter, "2026-03-03 09:00").WaitsAt("escalation");
        desk.Give(new Supplement("附照片"), Road.Petitioner, "2026-03-05 09:00").WaitsAt("escalation", "remind1");
    }

    [Fact]
    public void A_shorter_time_in_the_drawing_makes_a_rung_come_earlier_and_a_longer_one_parks_it()
    {
        var desk = new Desk(Visits, "2026-03-02 08:30", Drawn("\"value\": 4", "\"value\": 2"));
        Accepted(desk).Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-02 10:00").PassTo("2026-03-13 09:00").WaitsAt("escalation", "to-leader");
        var longer = new Desk(Visits, "2026-03-02 08:30", Drawn("\"value\": 4", "\"value\": 6")) { MayPark = true };
        Accepted(longer).PassTo("2026-03-12 09:00");
        Assert.Contains("RUNG_LATER", longer.Instances.Single(i => i.Parked).ParkedReason, StringComparison.Ordinal);
        longer.PassTo("2026-03-17 09:00");
        Assert.Contains(longer.Case.Ladder, e => e is { Step: "rung2", FiredAt: not null });
    }

    private static Dictionary<string, string> Drawn(string from, string to) => new() { ["escalation"] = Shipped.Json("escalation").Replace(from, to, StringComparison.Ordinal) };

    private static void Climbs(Desk desk, string first)
    {
        foreach (var (moment, step) in Rungs)
            desk.PassTo(moment).WaitsAt("escalation", step == "rung1" ? first : step);
        desk.PassTo("2026-03-27 09:00");
        Assert.Equal("Finished", First(desk).Status);
        Assert.Equal(4, desk.Case.Ladder.Count(e => e is { Rung: > 0, FiredAt: not null, Step: not "byHand" }));
    }

    private static WorkflowInstance First(Desk desk) => desk.Instances.First(i => i.DefinitionId == "escalation");

    private static Desk Gone(Desk desk, string by)
    {
        var at = desk.Now.AddMinutes(30);
        return desk.Give(new Withdraw("已解决"), Road.Petitioner, at).Give(new ConfirmWithdrawal(true, false), by, at);
    }

    private Desk Order() => Opened(At("2026-03-02 08:30"));

    private static Desk Opened(Desk desk) => desk.Give(Road.Entry("A9"), Road.Clerk, "2026-03-02 08:30");

    private static Desk Accepted(Desk desk) => Opened(desk).Give(new Accept(), Road.Sorter, "2026-03-02 09:00");

    private Desk WorkOrder(string handler) => Accepted(At("2026-03-02 08:30")).Give(new AssignHandler(handler), Road.EstateHead, "2026-03-02 10:00");

    /// <summary>Given to the warden of a building by the head who was asked.</summary>
    private Desk WithWarden()
    {
        var desk = WorkOrder(Road.Handler).Give(new EscalateByHand("需要楼栋配合"), Road.Handler, "2026-03-02 11:00");
        var asked = desk.Case.Ladder.Single(e => e.Step == "byHand");
        return desk.Give(new AnswerEscalation(asked.No, "reassigned", "请楼栋长办理", NewHandler: Warden), Road.HandlerHead, "2026-03-02 12:00");
    }

    private Desk Land() => At("2026-03-02 08:30").Give(Road.Entry("D1") with { Location = null }, Road.EnterpriseDesk, "2026-03-02 08:30")
        .Give(new Accept(NoticeServed: Road.Signed), Road.EnterpriseDesk, "2026-03-09 09:00").Give(new AssignHandler("STF-035"), Road.EnterpriseHead, "2026-03-09 10:00");
}
