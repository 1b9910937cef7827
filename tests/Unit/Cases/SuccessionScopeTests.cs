using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>T26: what a successor takes over depends on what the unit was in the case.</summary>
public sealed class SuccessionScopeTests
{
    [Fact]
    public void The_successor_of_a_helper_helps_and_answers_for_nothing()
    {
        var paper = Road.Claim();
        paper.Give(new Transfer("COM-WY", CoUnits: ["COM-HW"], Lead: "COM-WY", OverrideReason: "涉及环卫作业道"), Road.Sorter, "2026-02-26 09:00");
        paper.Give(new SucceedUnit("COM-HW", "COM-TJW"), Road.CommunityHead, "2026-02-27 09:00");
        Assert.Equal(("COM-WY", "COM-TJW"), (paper.Case.HandlingUnit, Assert.Single(paper.Case.CoHandlingUnits)));
        Assert.All(paper.Case.Parts, p => Assert.Null(p.Owner));
        Assert.Contains(paper.Case.Tasks, t => t is { Kind: "coHandling", Unit: "COM-TJW", Status: Petitions.Cases.TaskStatus.Open });
        Assert.Equal("parts", paper.Refuses(new SucceedUnit("COM-TJW", "COM-HW", [1]), Road.CommunityHead, "2026-02-27 10:00").Field);
    }

    [Fact]
    public void The_successor_of_the_sender_decides_the_objection()
    {
        var paper = Road.Claim();
        paper.Give(new Transfer("COM-WY"), Road.Sorter, "2026-02-26 09:00");
        paper.Give(new SucceedUnit("NQ-ZH", "COM-LT"), Road.CommunityHead, "2026-02-27 09:00");
        Assert.Equal(("COM-LT", "COM-WY"), (paper.Case.CurrentTransfer!.From, paper.Case.CurrentTransfer.To));
        Assert.Equal("COM-WY", paper.Case.Holder);
    }

    [Fact]
    public void The_desk_of_an_accusation_is_succeeded_by_a_discipline_desk_alone()
    {
        var paper = Road.Register(Road.Entry("H1") with { Location = null, ResponsibleUnit = "COM-WY" }, "2026-03-02 09:00");
        paper.Give(new HandToDiscipline("ENT-JW"), Road.Sorter, "2026-03-02 10:00");
        Assert.Equal("UNIT_NOT_COMPETENT", paper.Refuses(new SucceedUnit("ENT-JW", "ENT-HR"), Actor.System, "2026-03-03 09:00").Code);
        Assert.Equal("ACCUSED_UNIT_FORBIDDEN", paper.Refuses(new SucceedUnit("ENT-JW", "COM-WY"), Actor.System, "2026-03-03 09:00").Code);
        paper.Give(new SucceedUnit("ENT-JW", "GRP-JW"), Actor.System, "2026-03-03 09:00");
        Assert.Equal("GRP-JW", paper.Case.HandlingUnit);
    }

    [Fact]
    public void Only_the_system_s_word_is_taken_for_who_ordered_it()
    {
        var (person, system) = (Road.InHandling(), Road.InHandling());
        person.Give(new SucceedUnit("COM-WY", "COM-HW", OrderedBy: "STF-047"), Road.CommunityHead, "2026-03-10 09:00");
        system.Give(new SucceedUnit("COM-WY", "COM-HW", OrderedBy: "STF-001"), Actor.System, "2026-03-10 09:00");
        Assert.NotEqual("STF-047", person.Case.Successions[0].By);
        Assert.Equal("STF-001", system.Case.Successions[0].By);
    }

    [Fact]
    public void What_stays_behind_is_not_taken_by_a_second_look_and_what_is_not_the_unit_s_is_left_alone()
    {
        var order = new SucceedUnit("COM-WY", "COM-HW");
        var paper = Road.InHandling();
        Assert.NotNull(SuccessionScope.OrderFor(paper.Case, order, [], Seeds.Reference, out var nothing));
        Assert.False(nothing);
        Assert.NotNull(SuccessionScope.OrderFor(paper.Case, order, [1], Seeds.Reference, out nothing));
        Assert.True(nothing);
        Assert.Null(SuccessionScope.OrderFor(paper.Case, order with { From = "ENT-U01" }, [], Seeds.Reference, out _));
        paper.Give(order, Road.CommunityHead, "2026-03-10 09:00");
        Assert.Null(SuccessionScope.OrderFor(paper.Case, order, [], Seeds.Reference, out _));
    }
}
