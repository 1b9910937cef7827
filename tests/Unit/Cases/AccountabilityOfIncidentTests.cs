using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>One record for an incident with many petitions, seen from one of them whose record stands elsewhere (handbook §6.1).</summary>
public sealed class AccountabilityOfIncidentTests
{
    private const string Incident = "NQ-2026-I001", Lead = "NQ-2026-0002";

    [Fact]
    public void The_record_of_the_incident_takes_the_place_of_an_own_one_that_nobody_has_begun()
    {
        var paper = Covered();
        Assert.Equal(AccountabilityStatus.Covered, paper.Record().Status);
        Assert.Equal(ClockStatus.Cancelled, paper.Clock("CLK-3NLG").Status);
        Assert.Equal([new MissingItem("incident", "recordOfIncident")], Accountability.BlocksClosure(paper.Case));
    }

    [Fact]
    public void What_somebody_has_begun_to_write_stays_and_both_hold_the_closing()
    {
        var paper = Checked.Filled();
        paper.Case.Incident = Incident;
        paper.Give(Tell(false), Actor.System, Paper.At("2026-03-07 09:00"));
        Assert.True(paper.Record().IsOpen);
        Assert.Equal(["verification", "incident"], Accountability.BlocksClosure(paper.Case).Select(m => m.Clause));
    }

    [Fact]
    public void A_new_fact_opens_no_second_record_while_that_of_the_incident_is_open()
    {
        var paper = Covered();
        paper.Do("2026-03-06 10:00", step => step.Case.FalseClosures.Add(new FalseClosure(1, step.Day)));
        paper.Give(new CheckAccountability(), Actor.System, Paper.At("2026-03-07 06:00"));
        Assert.Single(paper.Case.AccountabilityRecords);
        Assert.Equal(["TR2"], paper.Case.RecordOfIncident!.Grounds.Select(g => g.Trigger));
    }

    [Fact]
    public void When_it_has_passed_nothing_is_held_any_more_and_telling_twice_changes_nothing()
    {
        var paper = Covered();
        paper.Give(Tell(true), Actor.System, Paper.At("2026-03-09 09:00"));
        Assert.Empty(Accountability.BlocksClosure(paper.Case));
        var facts = paper.Case.FactVersion;
        paper.Give(Tell(true), Actor.System, Paper.At("2026-03-09 10:00"));
        Assert.Equal(facts, paper.Case.FactVersion);
        paper.Give(Tell(false), Actor.System, Paper.At("2026-04-09 09:00"));
        Assert.NotEmpty(Accountability.BlocksClosure(paper.Case));
    }

    [Fact]
    public void Taken_out_of_the_incident_its_own_record_asks_again()
    {
        var paper = Covered();
        paper.Give(new LeaveIncident(Incident, "另一处漏点"), Road.EstateHead, "2026-03-06 09:00");
        Assert.True(paper.Record().IsOpen);
        Assert.Equal(Paper.Day("2026-04-05"), paper.Clock("CLK-3NLG").EffectiveDue);
        Assert.Equal(["C1", "C2", "C3"], Accountability.BlocksClosure(paper.Case).Select(m => m.Clause));
    }

    [Fact]
    public void Only_an_open_record_of_a_petition_of_the_incident_is_shared_and_then_it_stays_in_it()
    {
        var paper = Checked.Open();
        Assert.Equal("NOT_IN_INCIDENT", paper.Refuses(new ShareAccountability(Incident), Checked.Supervisor, "2026-03-04 10:00").Code);
        paper.Case.Incident = Incident;
        paper.Give(new ShareAccountability(Incident), Checked.Supervisor, "2026-03-04 10:00");
        Assert.Equal(Incident, paper.Record().Incident);
        Assert.Equal("INCIDENT_HAS_RECORD", paper.Refuses(new LeaveIncident(Incident, "另一处"), Road.EstateHead, "2026-03-05 10:00").Code);
        var none = Checked.Case(set: c => c.Incident = Incident);
        Assert.Equal("ACCOUNTABILITY_NOT_FOUND", none.Refuses(new ShareAccountability(Incident), Checked.Supervisor, "2026-03-04 10:00").Code);
    }

    [Theory]
    [InlineData(9, false, null, "small")]
    [InlineData(10, false, null, "full")]
    [InlineData(2, true, null, "full")]
    [InlineData(2, false, "TR5", "full")]
    [InlineData(2, false, "TR2", "small")]
    public void The_sheet_of_a_shared_record_is_the_one_that_all_petitions_together_call_for(int people, bool hurt, string? trigger, string sheet)
    {
        var paper = Checked.Open(set: c => c.Incident = Incident);
        paper.Give(new ShareAccountability(Incident), Checked.Supervisor, "2026-03-04 10:00");
        paper.Give(Weigh(people, hurt, trigger), Actor.System, Paper.At("2026-03-04 10:01"));
        Assert.Equal(sheet, paper.Record().Sheet);
        paper.Give(Weigh(1, false, null), Actor.System, Paper.At("2026-03-05 10:01"));
        Assert.Equal(sheet, paper.Record().Sheet);
    }

    [Fact]
    public void No_person_weighs_a_record_and_one_that_is_not_shared_or_has_passed_keeps_its_sheet()
    {
        var paper = Checked.Passed();
        paper.Case.Incident = Incident;
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(Weigh(12, false, null), Checked.Supervisor, "2026-03-10 10:00").Code);
        paper.Give(Weigh(12, false, null), Actor.System, Paper.At("2026-03-10 10:00"));
        Assert.Equal("small", paper.Record().Sheet);
        var own = Checked.Open(set: c => c.Incident = Incident);
        own.Give(Weigh(12, false, null), Actor.System, Paper.At("2026-03-10 10:00"));
        Assert.Equal("small", own.Record().Sheet);
    }

    private static WeighSharedAccountability Weigh(int people, bool hurt, string? trigger) =>
        new(Incident, 1, people, hurt, trigger is null ? [] : [trigger]);

    private static CoverByIncident Tell(bool passed) => new(Incident, Lead, 1, passed);

    private static Paper Covered()
    {
        var paper = Checked.Open(set: c => c.Incident = Incident);
        paper.Give(Tell(false), Actor.System, Paper.At("2026-03-05 09:00"));
        return paper;
    }
}
