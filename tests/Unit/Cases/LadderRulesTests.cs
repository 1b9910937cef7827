using System.Text.Json.Nodes;
using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Rules E1 to E11 of the ladder, and whom it reaches.</summary>
public class LadderRulesTests
{
    [Fact]
    public void A_long_clock_reminds_15_7_and_3_calendar_days_before_and_nothing_lies_before_its_start()
    {
        var paper = Claim();
        paper.PassTo("2026-05-05");

        Assert.Equal(
            ["remind15 04-16", "remind7 04-24", "remind3 04-28", "remind2 04-30", "due 05-01"],
            paper.All<RungFired>().Select(r => $"{r.Step} {Local.DateOf(r.At):MM-dd}"));
        Assert.All(paper.All<RungFired>(), r => Assert.Equal("STF-029", r.TargetPerson));

        var brief = Target("C2", "2026-08-10 09:00");
        Assert.DoesNotContain(brief.Case.Ladder, e => e.Step == "remind1");
        Assert.Contains(brief.Case.Ladder, e => e.Step == "remind2" && e.DueAt == Paper.At("2026-08-11 09:00"));
    }

    [Fact]
    public void The_second_reminder_reaches_the_head_of_the_unit_too()
    {
        var paper = Claim();
        paper.PassTo("2026-04-30 09:00");

        Assert.Equal(["STF-029", "STF-042"], paper.Notices.Where(n => n.About == $"ladder:{Entry(paper, "remind2").No}").Select(n => n.To));
    }

    [Fact]
    public void A_rung_fires_once_however_often_the_sweep_comes_round()
    {
        var paper = Target("C2", "2026-08-10 09:00");
        paper.PassTo("2026-08-13 09:00");
        paper.WakeAt("2026-08-13 09:01");
        paper.WakeAt("2026-08-13 09:02");

        Assert.Single(paper.All<RungFired>(), r => r.Step == "rung1");
        Assert.Equal(paper.Case.Ladder.Count, paper.Case.Ladder.Select(e => (e.Clock, e.Cycle, e.Step)).Distinct().Count());
    }

    [Fact]
    public void An_absent_head_is_stood_in_for_by_the_delegate()
    {
        var paper = Claim(WithAbsence("STF-042", "STF-030"));
        paper.PassTo("2026-05-06 09:00");

        var rung = Assert.Single(paper.All<RungFired>(), r => r.Rung == 1);
        Assert.Equal(("R-UNITHEAD", "STF-030"), (rung.TargetRole, rung.TargetPerson));
        Assert.Empty(paper.All<EscalationTargetEmpty>());
    }

    [Fact]
    public void An_absent_head_without_delegate_is_passed_over_the_same_day_and_never_silently()
    {
        var paper = Claim(WithAbsence("STF-042", null));
        paper.PassTo("2026-05-09 09:00");

        var rungs = paper.All<RungFired>().Where(r => r.Rung > 0).ToList();
        Assert.Equal(["1 05-06 R-COM-XF STF-001", "2 05-09 R-COM-XF STF-001"], rungs.Select(r => $"{r.Rung} {Local.DateOf(r.At):MM-dd} {r.TargetRole} {r.TargetPerson}"));
        Assert.Equal(["R-UNITHEAD"], rungs[0].EmptyTargets);
        Assert.Equal(("R-UNITHEAD", "absent"), (paper.All<EscalationTargetEmpty>().Single().Role, paper.All<EscalationTargetEmpty>().Single().Because));
    }

    [Fact]
    public void A_recused_superior_and_a_unit_without_head_are_passed_over()
    {
        var recused = Claim(set: c => c.Recused.Add("STF-042"));
        recused.PassTo("2026-05-06 09:00");
        Assert.Equal("recused", recused.All<EscalationTargetEmpty>().Single().Because);

        var headless = Claim(set: c => (c.Handler, c.HandlingUnit, c.Holder) = ("STF-080", "ENT-U07", "ENT-U07"));
        headless.PassTo("2026-05-06 09:00");
        Assert.Equal("empty", headless.All<EscalationTargetEmpty>().Single().Because);
        Assert.Equal("R-COM-XF", headless.All<RungFired>().Single(r => r.Rung == 1).TargetRole);
    }

    [Fact]
    public void A_superior_who_handles_the_case_himself_is_not_his_own_superior()
    {
        var paper = Claim(set: c => (c.Handler, c.HandlingUnit) = ("STF-001", "COM-ZZ"));
        paper.PassTo("2026-05-09 09:00");

        Assert.Equal(["R-LEADER", "R-LEADER"], paper.All<RungFired>().Where(r => r.Rung > 0).Select(r => r.TargetRole));
        Assert.Equal("owner", paper.All<EscalationTargetEmpty>().Single().Because);
    }

    [Theory]
    [InlineData("NQ-ZH", "STF-011", "R-NQ-ZH", "STF-007")]
    [InlineData("COM-ZZ", "STF-012", "R-COM-XF", "STF-001")]
    [InlineData("ENT-XF", "STF-083", "R-UNITHEAD", "STF-084")]
    [InlineData("COM-WY", "STF-042", "R-COM-XF", "STF-001")]
    public void An_unassigned_case_is_the_desks_and_climbs_from_there(string unit, string owner, string nextRole, string next)
    {
        var paper = Target("C2", "2026-08-10 09:00", c => c.Holder = c.HandlingUnit = unit);
        paper.PassTo("2026-08-13 09:00");

        Assert.Equal(owner, paper.All<RungFired>().Single(r => r.Step == "due").TargetPerson);
        var rung = paper.All<RungFired>().Single(r => r.Rung == 1);
        Assert.Equal((nextRole, next), (rung.TargetRole, rung.TargetPerson));
    }

    [Fact]
    public void A_sealed_case_climbs_inside_the_sealed_line_alone()
    {
        var paper = Paper.Registered("H2", "2026-03-02 09:00", c => (c.State, c.Handler, c.HandlingUnit, c.Holder) = (CaseState.Transferred, "STF-050", "ENT-JW", "ENT-JW"));
        paper.Do("2026-03-02 09:00", step => Clocks.Start(step, "CLK-ACC-RESULT15WD", step.HappenedAt, "concluded"));
        paper.PassTo("2026-06-30");

        Assert.Equal(
            ["R-DISCIPLINE STF-051", "R-DISCIPLINE STF-051", "GRP-JW STF-088", "GRP-JW STF-088"],
            paper.All<RungFired>().Where(r => r is { Rung: > 0, Code: "CLK-ACC-RESULT15WD" }).Select(r => $"{r.TargetRole} {r.TargetPerson}"));
        Assert.Subset(new HashSet<string> { "STF-050", "STF-051", "STF-088", "P:1" }, paper.Notices.Select(n => n.To).ToHashSet());
        Assert.All(paper.Notices.Where(n => n.To == "P:1"), n => Assert.Equal(("notice.raisedSealed", 0), (n.Template, n.Arguments.Count)));
        Assert.Empty(paper.All<PartyLineInformed>());
    }

    [Fact]
    public void An_unassigned_sealed_case_is_the_discipline_desks()
    {
        var paper = Paper.Registered("H1", "2026-03-02 09:00", c => (c.State, c.HandlingUnit, c.Holder) = (CaseState.Transferred, "ENT-JW", "ENT-JW"));
        paper.Do("2026-03-02 09:00", step => Clocks.Start(step, "CLK-ACC-RESULT15WD", step.HappenedAt, "concluded"));
        paper.PassTo("2026-03-31");

        Assert.Equal(["STF-050", "STF-051"], paper.Notices.Where(n => n.To != "P:1").Select(n => n.To).Distinct());
    }

    [Fact]
    public void The_ladder_changes_neither_state_nor_clock_nor_the_version_of_an_open_form()
    {
        var paper = Claim();
        var (state, version, due) = (paper.Case.State, paper.Case.FactVersion, paper.Clock("CLK-HANDLE60").EffectiveDue);
        paper.PassTo("2026-05-06 09:00");

        Assert.Contains(paper.All<RungFired>(), r => r.Rung == 1);
        Assert.Equal((state, version, due), (paper.Case.State, paper.Case.FactVersion, paper.Clock("CLK-HANDLE60").EffectiveDue));
    }

    [Fact]
    public void Meeting_the_clock_cancels_the_open_rungs_and_questions_and_keeps_the_history()
    {
        var paper = Claim();
        paper.PassTo("2026-05-09 09:00");
        Assert.Equal(2, paper.Case.Tasks.Count(t => t is { Kind: "escalation", Status: Petitions.Cases.TaskStatus.Open }));
        paper.Do("2026-05-11 09:00", step => Clocks.Stop(step, "CLK-HANDLE60", step.HappenedAt, "served"));

        Assert.All(paper.Case.Tasks, t => Assert.Equal(Petitions.Cases.TaskStatus.Cancelled, t.Status));
        Assert.DoesNotContain(paper.Case.Ladder, e => e.IsWaiting);
        Assert.All(paper.Case.Ladder.Where(e => e.Rung is 1 or 2), e => Assert.NotNull(e.FiredAt));
        Assert.Empty(paper.Case.Timers);
    }

    [Fact]
    public void After_three_days_of_downtime_all_fire_once_in_order_marked_late_with_one_message_per_person()
    {
        var paper = Claim();
        paper.PassTo("2026-05-05 12:00");
        var before = paper.Notices.Count;
        paper.WakeAt("2026-05-13 10:00");

        Assert.Equal(["rung1", "rung2", "rung3"], paper.All<RungFired>().Skip(5).Select(r => r.Step));
        Assert.Equal([TimeSpan.FromDays(7) + TimeSpan.FromHours(1), TimeSpan.FromDays(4) + TimeSpan.FromHours(1), TimeSpan.FromHours(1)],
            paper.All<RungFired>().Skip(5).Select(r => r.LateBy!.Value));
        var told = paper.Notices.Skip(before).ToList();
        Assert.Equal(told.Count, told.Select(n => n.To).Distinct().Count());
        Assert.Contains(told, n => n.To == "STF-042" && n.Template == "notice.rung1");
    }

    [Fact]
    public void Several_clocks_of_one_case_give_a_person_one_message()
    {
        var paper = Claim();
        paper.Do("2026-03-02 09:00", step => Clocks.Start(step, "CLK-MED30", Paper.At("2026-04-01 09:00"), "consent"));
        paper.PassTo("2026-05-01 08:00");
        var before = paper.Notices.Count;
        paper.WakeAt("2026-05-06 10:00");

        Assert.Equal(2, paper.All<RungFired>().Count(r => r.Step == "rung1"));
        Assert.Single(paper.Notices.Skip(before), n => n.To == "STF-042");
    }

    [Fact]
    public void The_petitioner_hears_of_it_at_action_rungs_only()
    {
        var paper = Claim();
        paper.PassTo("2026-05-06 12:00");
        Assert.DoesNotContain(paper.Notices, n => n.To == "P:1");
        paper.PassTo("2026-05-13 12:00");

        Assert.Equal(["R-COM-XF", "R-LEADER"], paper.Notices.Where(n => n.To == "P:1").Select(n => n.Arguments["to"]));
    }

    [Fact]
    public void A_reopened_case_is_armed_from_its_stored_dates_and_what_rang_does_not_ring_again()
    {
        var paper = Claim();
        paper.PassTo("2026-05-06 12:00");
        paper.Do("2026-05-07 09:00", step => Clocks.Stop(step, "CLK-HANDLE60", step.HappenedAt, "served"));
        paper.PassTo("2026-05-14 09:00");
        paper.Do("2026-05-14 09:00", step => Clocks.Revive(step, "CLK-HANDLE60"));
        paper.PassTo("2026-05-20 09:00");

        Assert.Equal(["rung1 05-06", "rung2 05-14", "rung3 05-14", "rung4 05-20"],
            paper.All<RungFired>().Where(r => r.Rung > 0).Select(r => $"{r.Step} {Local.DateOf(r.At):MM-dd}"));
    }

    [Fact]
    public void An_extension_moves_the_ladder_with_the_clock()
    {
        var paper = Claim();
        paper.PassTo("2026-04-20 09:00");
        paper.Do("2026-04-20 10:00", step => Clocks.Extend(
            step, step.Case.RunningClock("CLK-HANDLE60")!, 30, step.KeepRequired(new Words("需要鉴定"), TextKind.Reason), "STF-029", "STF-042", Paper.Day("2026-04-20")));
        paper.PassTo("2026-06-01 09:00");

        Assert.Equal(["remind15 04-16", "remind15 05-16", "remind7 05-24", "remind3 05-28", "remind2 05-29", "due 05-31", "rung1 06-01"],
            paper.All<RungFired>().Select(r => $"{r.Step} {Local.DateOf(r.At):MM-dd}"));
        Assert.All(paper.Case.Ladder.Where(e => e.Cycle == 1 && e.FiredAt is null), e => Assert.Equal("moved", e.CancelledBecause));
    }

    [Theory]
    [InlineData("C2", "ENT-XF", "STF-083")]
    [InlineData("A8", "ENT-XF", "STF-083")]
    [InlineData("J1", "ENT-XF", "STF-083")]
    [InlineData("D1", "GOV-TOWN-ZZ", "STF-058")]
    [InlineData("F4", "GOV-TOWN-ZZ", "STF-058")]
    public void Rung_4_hands_up_to_the_enterprise_or_the_township_by_the_categorys_route_with_an_extract(string category, string office, string clerk)
    {
        var paper = Paper.Registered(category, "2026-03-02 09:00");
        paper.Do("2026-03-02 09:00", step => Clocks.StartExternal(step, Paper.Day("2026-03-06")));
        paper.PassTo("2026-03-31");

        var top = paper.All<RungFired>().Single(r => r.Rung == 4);
        Assert.Equal((office, clerk, true, Paper.At("2026-03-24 09:00")), (top.TargetRole, top.TargetPerson, top.Office, top.At));
        var extract = Assert.Single(paper.Outbox, m => m.Kind == "extract").Payload;
        Assert.Equal((office, "2026-03-02", 1), ((string?)extract["to"], (string?)extract["receivedOn"], ((JsonArray)extract["parts"]!).Count));
        Assert.Contains(paper.Case.Tasks, t => t is { Kind: "handedUp", DueAt: null } && t.Assignee == clerk);
    }

    [Fact]
    public void After_the_duties_were_handed_over_the_route_of_the_day_decides()
    {
        var paper = Paper.Registered("A2", "2026-09-01 09:00");
        paper.Do("2026-09-01 09:00", step => Clocks.StartExternal(step, Paper.Day("2026-09-02")));
        paper.PassTo("2026-09-30");

        Assert.Equal("GOV-TOWN-ZZ", paper.All<RungFired>().Single(r => r.Rung == 4).TargetRole);
    }

    [Fact]
    public void The_party_line_hears_of_rungs_2_and_3()
    {
        var paper = Claim();
        paper.PassTo("2026-05-13 12:00");

        Assert.Equal([["NQ-PB05", "NQ-PARTY"], ["COM-PARTY"]], paper.All<PartyLineInformed>().Select(p => p.Units));
        Assert.Contains(paper.Notices, n => n.To == "STF-005" && n.Template == "notice.partyLine");
    }

    [Theory]
    [InlineData("A5", "2026-06-20 17:25", "CLK-EMG-ONSITE", "17:55", "18:10", "18:25", "R-COM-XF")]
    [InlineData("A4", "2026-10-03 23:40", "CLK-EMG-ONSITE", "00:10", "00:25", "00:40", "R-POLICE")]
    public void An_emergency_climbs_by_minutes_on_any_day_and_by_night_without_quiet_hours(
        string category, string opened, string code, string duty, string leader, string outside, string role)
    {
        var paper = Paper.Registered(category, opened, c => c.Flags = c.Flags with { Emergency = true });
        paper.Do(opened, step => Clocks.StartEmergency(step, step.HappenedAt));
        paper.Do(opened, step => Clocks.Stop(step, "CLK-EMG-CONTACT", step.HappenedAt, "contact"));
        paper.PassTo(paper.Now.AddHours(3).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal([$"{duty} R-DUTY", $"{leader} R-LEADER", $"{outside} {role}"],
            paper.All<RungFired>().Where(r => r.Code == code).Select(r => $"{Local.TimeOf(r.At):HH\\:mm} {r.TargetRole}"));
        Assert.Equal(["STF-054", "STF-055"], paper.Notices.Where(n => n.Template == "notice.duty").Select(n => n.To));
        Assert.All(paper.Outbox, m => Assert.True(m.NotBefore <= paper.Now));
    }

    [Fact]
    public void A_police_tip_is_known_to_the_duty_and_the_police_alone()
    {
        var paper = Paper.Registered("C3", "2026-10-20 23:10", c => (c.Holder, c.HandlingUnit) = ("COM", "COM"));
        paper.Do("2026-10-20 23:10", step => Clocks.Start(step, "CLK-TIP-POLICE", step.HappenedAt, "received"));
        paper.PassTo("2026-10-21 02:00");

        Assert.Equal(["R-DUTY", "R-DUTY", "R-DUTY"], paper.All<RungFired>().Select(r => r.TargetRole));
        Assert.Subset(new HashSet<string> { "STF-054", "STF-055", "STF-056", "STF-057" }, paper.Notices.Select(n => n.To).ToHashSet());
    }

    [Fact]
    public void An_emergency_and_a_completion_clock_take_the_ladder_from_the_internal_target_and_rights_never_have_it()
    {
        var paper = Target("A9", "2026-04-17 09:00");
        Assert.NotEmpty(paper.Case.Ladder);
        paper.Do("2026-04-17 10:00", step => Clocks.StartEmergency(step, step.HappenedAt));
        Assert.DoesNotContain(paper.Case.Ladder, e => e.IsWaiting && e.Clock == paper.Clock(Clocks.InternalTarget).No);
        paper.Do("2026-04-17 10:05", step =>
        {
            Clocks.Stop(step, "CLK-EMG-CONTACT", step.HappenedAt, "contact");
            Clocks.Stop(step, "CLK-EMG-ONSITE", step.HappenedAt, "onSite");
        });
        Assert.Contains(paper.Case.Ladder, e => e.IsWaiting && e.Clock == paper.Clock(Clocks.InternalTarget).No);

        paper.Do("2026-04-17 11:00", step => Clocks.Start(step, "CLK-SAT30", step.HappenedAt, "served"));
        Assert.DoesNotContain(paper.Case.Ladder, e => e.Clock == paper.Clock("CLK-SAT30").No);
    }

    private static LadderEntry Entry(Paper paper, string step) => paper.Case.Ladder.Single(e => e.Step == step);

    /// <summary>A claim of 2026-03-02 with the 60 days due on 05-01, handled by STF-029 of COM-WY.</summary>
    internal static Paper Claim(Reference? reference = null, Action<Case>? set = null)
    {
        var paper = Paper.Registered("A8", "2026-03-02 09:00", c =>
        {
            (c.State, c.Handler, c.HandlingUnit, c.Holder) = (CaseState.InHandling, "STF-029", "COM-WY", "COM-WY");
            set?.Invoke(c);
        }, reference);
        paper.Do("2026-03-02 09:00", step => Clocks.Start(step, "CLK-HANDLE60", step.HappenedAt, "accepted"));
        return paper;
    }

    private static Paper Target(string category, string receivedAt, Action<Case>? set = null)
    {
        var paper = Paper.Registered(category, receivedAt, set);
        paper.Do(receivedAt, step => Clocks.StartInternalTarget(step));
        return paper;
    }

    private static Reference WithAbsence(string person, string? stand)
    {
        var documents = Seeds.Documents();
        var root = JsonNode.Parse(documents["people"])!;
        var one = root["staff"]!.AsArray().Single(s => (string?)s!["id"] == person)!;
        one["absent"] = new JsonArray(new JsonObject { ["from"] = "2026-04-01", ["to"] = "2026-06-30", ["delegate"] = stand });
        documents["people"] = root.ToJsonString();
        return ReferenceReader.Read(documents);
    }
}
