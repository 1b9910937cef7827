using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Handbook §10: the unit that employs a petitioner gets her matter only in E and F, or with her consent.</summary>
public sealed class EmployerGuardTests
{
    private const string Employer = "ENT-U04", EmployersHandler = "STF-078", Code = "EMPLOYER_CONSENT_REQUIRED";

    private static Paper Parking() => Road.Register(Road.Entry("A8") with { AffiliatedUnit = Employer }, "2026-02-25 10:15");

    [Fact]
    public void A_parking_fee_does_not_go_to_the_drillers_because_he_drills()
    {
        var paper = Parking();
        Assert.Equal((Code, "to"), CodeOf(paper.Refuses(new Transfer(Employer, OverrideReason: "他单位的车位"), Road.Sorter, "2026-02-26 09:00")));
        Assert.Equal((Code, "coUnits"), CodeOf(paper.Refuses(new Transfer("COM-WY", CoUnits: [Employer], Lead: "COM-WY"), Road.Sorter, "2026-02-26 09:00")));
        paper.Give(new Transfer("COM-WY"), Road.Sorter, "2026-02-26 09:00");
    }

    [Fact]
    public void With_her_consent_her_unit_is_a_second_route_and_without_it_again_it_is_not()
    {
        var paper = Parking();
        Assert.DoesNotContain(Employer, Jurisdiction.RouteOf(paper.Case, Paper.Day("2026-02-26"), Seeds.Reference));
        paper.Give(new ConsentToEmployer(), Road.Petitioner, "2026-02-25 12:00");
        Assert.Equal(Employer, Jurisdiction.RouteOf(paper.Case, Paper.Day("2026-02-26"), Seeds.Reference)[^1]);
        paper.Give(new ConsentToEmployer(false), Road.Petitioner, "2026-02-25 13:00");
        Assert.Equal(Code, paper.Refuses(new Transfer(Employer, OverrideReason: "车位"), Road.Sorter, "2026-02-26 09:00").Code);
        Assert.Equal(("REASON_REQUIRED", "how"), CodeOf(paper.Refuses(new ConsentToEmployer(), Road.Sorter, "2026-02-26 09:30")));
        paper.Give(new ConsentToEmployer(true, "电话中表示同意"), Road.Sorter, "2026-02-26 09:30");
        paper.Give(new Transfer(Employer), Road.Sorter, "2026-02-26 10:00");
        Assert.Equal(Employer, paper.Case.HandlingUnit);
    }

    [Fact]
    public void In_matters_of_work_it_is_the_first_on_the_route_and_nobody_is_asked()
    {
        var paper = Road.Register(Road.Entry("E1") with { AffiliatedUnit = Employer }, "2026-02-25 10:15");
        Assert.Equal(Employer, Jurisdiction.RouteOf(paper.Case, Paper.Day("2026-02-26"), Seeds.Reference)[0]);
        Assert.Equal("WRONG_STATE", paper.Refuses(new ConsentToEmployer(), Road.Petitioner, "2026-02-25 12:00").Code);
        paper.Give(new Transfer(Employer), Road.Sorter, "2026-02-26 10:00");
    }

    [Fact]
    public void A_request_of_another_kind_beside_the_wages_does_not_go_along()
    {
        var paper = Road.Register(Road.Entry("E1") with { AffiliatedUnit = Employer, Text = null, Parts = [new RequestDraft("补发工资"), new RequestDraft("退还停车费", Category: "A8")] }, "2026-02-25 10:15");
        Assert.Equal(Code, paper.Refuses(new Transfer(Employer), Road.Sorter, "2026-02-26 10:00").Code);
    }

    [Fact]
    public void Nobody_of_her_unit_is_assigned_named_in_a_dispute_or_made_its_successor()
    {
        var paper = Parking();
        paper.Give(new Transfer("COM-WY"), Road.Sorter, "2026-02-26 09:00");
        paper.Give(new RaiseJurisdictionDispute(Employer, "车位属钻井公司"), Road.HandlerHead, "2026-02-26 10:00");
        Assert.Equal((Code, "unit"), CodeOf(paper.Refuses(new DecideJurisdiction(Employer, "由其办理"), Actor.System, "2026-02-27 10:00")));
        paper.Give(new DecideJurisdiction("COM-WY", "由物业办理"), Actor.System, "2026-02-27 10:00");
        paper.Give(new Accept(NoticeServed: Road.Signed), Road.Handler, "2026-02-27 11:00");
        Assert.Equal((Code, "handler"), CodeOf(paper.Refuses(new AssignHandler(EmployersHandler), Road.HandlerHead, "2026-02-27 12:00")));
        Assert.DoesNotContain(Handling.PossibleHandlers(paper.Case, Paper.Day("2026-02-27"), Seeds.Reference), p => p.Unit == Employer);
        paper.Give(new AssignHandler(Road.Handler), Road.HandlerHead, "2026-02-27 12:00");
        Assert.Equal((Code, "to"), CodeOf(paper.Refuses(new SucceedUnit("COM-WY", Employer), Road.CommunityHead, "2026-02-27 13:00")));
    }

    [Fact]
    public void The_ladder_passes_over_people_of_her_unit_and_reaches_somebody_else()
    {
        var paper = Parking();
        (paper.Case.HandlingUnit, paper.Case.Handler) = (Employer, EmployersHandler);
        var closed = new LadderTargets(paper.Case, Seeds.Reference, Paper.Day("2026-02-26")).Find(Roles.UnitHead, 1);
        Assert.NotEqual(Employer, closed.Unit);
        Assert.Contains(closed.Missed, m => m.Because == "employer");
        paper.Case.EmployerConsent = true;
        Assert.Equal(Employer, new LadderTargets(paper.Case, Seeds.Reference, Paper.Day("2026-02-26")).Find(Roles.UnitHead, 1).Unit);
    }

    [Fact]
    public void A_unit_that_is_not_set_up_yet_is_on_no_route_and_gets_nothing()
    {
        var later = Seeds.Reference.Units.ToDictionary(u => u.Key, u => u.Key == Employer ? u.Value with { ValidFrom = Paper.Day("2026-03-01") } : u.Value);
        var paper = Road.Register(Road.Entry("E1") with { AffiliatedUnit = Employer }, "2026-02-25 10:15");
        var seeds = Seeds.Reference;
        var reference = new Reference
        {
            Units = later, People = seeds.People, Categories = seeds.Categories, Clocks = seeds.Clocks, Urgencies = seeds.Urgencies, Channels = seeds.Channels,
            RouteVariants = seeds.RouteVariants, Calendar = seeds.Calendar, Ladder = seeds.Ladder, Schemes = seeds.Schemes, EscalationMap = seeds.EscalationMap,
        };
        Assert.DoesNotContain(Employer, Jurisdiction.RouteOf(paper.Case, Paper.Day("2026-02-28"), reference));
        Assert.Contains(Employer, Jurisdiction.RouteOf(paper.Case, Paper.Day("2026-03-01"), reference));
    }

    private static (string, string?) CodeOf(Refused refused) => (refused.Code, refused.Field);
}
