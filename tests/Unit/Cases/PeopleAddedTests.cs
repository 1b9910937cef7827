using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>A list that comes after the registration.</summary>
public sealed class PeopleAddedTests
{
    [Fact]
    public void A_list_makes_the_petition_a_joint_one_and_moves_no_date()
    {
        var paper = Road.Register(Road.Entry("A8") with { Simple = true }, "2026-02-25 10:15");
        paper.Give(new Accept(), Road.Sorter, "2026-02-26 09:00");
        var due = paper.Clock("CLK-HANDLE60").EffectiveDue;
        paper.Give(new AddPeople(Listed("江月", "石松", "陆川", "白露")), Road.Clerk, "2026-02-27 09:00");
        Assert.Equal((5, true, false), (paper.Case.PeopleCount, paper.Case.Flags.Joint, paper.Case.Simple));
        Assert.Equal(due, paper.Clock("CLK-HANDLE60").EffectiveDue);
        paper.Give(new AddPeople(Listed("方舟"), 31), Road.Clerk, "2026-02-28 09:00");
        Assert.Equal((31, 6), (paper.Case.PeopleCount, paper.Case.People.Count));
    }

    [Fact]
    public void Everybody_who_stands_there_twice_is_named_and_nobody_is_taken_in()
    {
        var paper = Road.Register(Road.Entry("A8"), "2026-02-25 10:15");
        var refused = paper.Refuses(new AddPeople(Listed("江月", "江 月", "柳青", "鄒紅", "邹红")), Road.Clerk, "2026-02-27 09:00");
        Assert.Equal(("PEOPLE_LIST_INVALID", "person:江 月,person:柳青,person:邹红"), (refused.Code, string.Join(',', refused.Missing.Select(m => m.Field))));
        Assert.Single(paper.Case.People);
        paper.Give(new AddPeople([new("listed", "柳青", "13900000002")]), Road.Clerk, "2026-02-27 09:00");
        Assert.Equal(2, paper.Case.People.Count);
    }

    [Fact]
    public void A_row_has_a_name_and_a_list_has_rows()
    {
        var paper = Road.Register(Road.Entry("A8"), "2026-02-25 10:15");
        Assert.Equal("people", paper.Refuses(new AddPeople([]), Road.Clerk, "2026-02-27 09:00").Field);
        Assert.Equal("people[0].name", paper.Refuses(new AddPeople([new("listed", null)]), Road.Clerk, "2026-02-27 09:00").Field);
        Assert.Equal("people[0].role", paper.Refuses(new AddPeople([new("respondent", "某某")]), Road.Clerk, "2026-02-27 09:00").Field);
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new AddPeople(Listed("江月")), Road.EstateHead, "2026-02-27 09:00").Code);
    }

    private static List<NamedPerson> Listed(params string[] names) => [.. names.Select(name => new NamedPerson("listed", name))];
}
